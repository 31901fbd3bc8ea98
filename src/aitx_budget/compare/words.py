"""How a comparison is said, the same in every format: verdict, kinds of change, values, places."""

from __future__ import annotations

from typing import Any, Final

from aitx_budget.checks.observed import typed
from aitx_budget.compare.changes import Change, LineChange, Uncompared
from aitx_budget.compare.comparison import Comparison, Version
from aitx_budget.compare.findings import Fate, FindingChange
from aitx_budget.compare.lines import Unread
from aitx_budget.compare.roles import roles_of
from aitx_budget.compare.sections import Row, Touch
from aitx_budget.compare.transfers import Transfer
from aitx_budget.layout.structure import Field, Kind
from aitx_budget.model.address import CellRef
from aitx_budget.model.money import share
from aitx_budget.model.telling import WAIVED, cure, said_of
from aitx_budget.model.text import Language, Text, particle
from aitx_budget.model.waiver import grounds
from aitx_budget.programme.schema import Programme

TITLE: Final = Text("변경대비표", "Comparison of two versions")
BEFORE: Final = Text("변경전", "Before")
AFTER: Final = Text("변경후", "After")
DELTA: Final = Text("증감(△)", "Change (△)")
REASON: Final = Text("변경 사유", "Reason")
STATED_REASON: Final = Text("제출된 변경사유", "Stated reason")
UNKNOWN: Final = Text("확인 불가", "not readable")
BLANK: Final = Text("(빈칸)", "(blank)")
NO_CHANGE: Final = Text("변경 없음", "No change")
NOTHING: Final = Text("해당 사항이 없습니다.", "Nothing to list.")
LINES: Final = Text("행별 변경", "Line by line")
FINDINGS: Final = Text("점검 지적 대비", "Findings")
UNCOMPARED: Final = Text("비교하지 못한 곳", "Not compared")
TRANSFERS: Final = Text("비목 간 전용 (권고)", "Transfers between categories (advisory)")
NO_TRANSFERS: Final = Text("알릴 전용이 없습니다.", "None to point out.")

CHANGES: Final = {
    Change.ADDED: Text("추가", "added"),
    Change.REMOVED: Text("삭제", "removed"),
    Change.MOVED: Text("이동", "moved"),
    Change.CHANGED: Text("변경", "changed"),
}
FATES: Final = {
    Fate.NEW: Text("신규", "new"),
    Fate.REMAINING: Text("남음", "remaining"),
    Fate.CURED: Text("해소", "cured"),
}
_TOUCHES: Final = {
    Touch.ADDED: Text("추가", "added"),
    Touch.REMOVED: Text("삭제", "removed"),
    Touch.ENTERED: Text("옮겨 옴", "moved in"),
    Touch.LEFT: Text("옮겨 감", "moved out"),
    Touch.CHANGED: Text("변경", "changed"),
}
_WHOLE_LINE: Final = Text("행 전체", "whole line")
_WHOLE_SHEET: Final = Text("시트 전체", "whole sheet")


def verdict(comparison: Comparison) -> Text:
    """Say whether anything changed, and how many lines were added, removed, moved and changed."""
    unread = len(comparison.uncompared)
    left = Text(
        f" 비교하지 못한 곳이 {unread}곳 있습니다.",
        f" {_count(unread, 'place')} could not be compared.",
    )
    said = _changed(comparison)
    return Text(said.ko + left.ko, said.en + left.en) if unread else said


def _changed(comparison: Comparison) -> Text:
    if comparison.unchanged:
        return Text(f"{NO_CHANGE.ko}.", f"{NO_CHANGE.en}.")
    counts = comparison.counts
    if not comparison.changes:
        return Text("읽은 칸에는 변경이 없습니다.", "No change in what could be read.")
    ko = " · ".join(f"{CHANGES[each].ko} {number}" for each, number in counts.items())
    en = " · ".join(f"{CHANGES[each].en} {number}" for each, number in counts.items())
    lines = len(comparison.changes)
    return Text(f"변경 {lines}건({ko}).", f"{_count(lines, 'change')} ({en}).")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def fates(comparison: Comparison) -> Text:
    """Say how many findings are new, remain and were cured, and how many of them are waived."""
    said = [(FATES[each], comparison.fates[each], comparison.waived[each]) for each in FATES]
    return Text(
        " · ".join(f"{fate.ko} {all_}{_waived(waived).ko}" for fate, all_, waived in said),
        " · ".join(f"{fate.en} {all_}{_waived(waived).en}" for fate, all_, waived in said),
    )


def findings_told(comparison: Comparison) -> Text:
    """Say what became of the findings, and how many errors the later version has that did not count before."""
    said, errors = fates(comparison), comparison.new_errors
    more = Text(
        f" (새로 고쳐야 할 오류 {errors}건)", f" ({_count(errors, 'new error')} to correct)"
    )
    return Text(
        f"{FINDINGS.ko}: {said.ko}{more.ko if errors else ''}",
        f"{FINDINGS.en}: {said.en}{more.en if errors else ''}",
    )


def _waived(number: int) -> Text:
    """Return how many of a number are waived, in brackets; nothing for none."""
    if not number:
        return Text("", "")
    return Text(f"({WAIVED.ko} {number})", f" ({number} {WAIVED.en})")


def about(version: Version) -> Text:
    """Say which version it is: its file, its number and the day it was written."""
    revision, day = version.entry("revision"), version.entry("written_on")
    ko, en = [version.result.path], [version.result.path]
    if revision is not None:
        ko.append(f"제출차수 {revision}")
        en.append(f"revision {revision}")
    if day is not None:
        ko.append(f"작성일 {typed(day, Kind.DATE)}")
        en.append(f"written on {typed(day, Kind.DATE)}")
    return Text(" · ".join(ko), " · ".join(en))


def budget(comparison: Comparison) -> str:
    """Return the region and the project's title, as the later version says them; the region once."""
    region = str(comparison.after.result.template.get("region", ""))
    titled = str(comparison.after.entry("project_title") or "")
    named = (titled,) if titled.startswith(region) else (region, titled)
    return " ".join(each for each in named if each)


def matching(version: Version) -> str:
    """Return the matching ratio of a version, cut to two decimals; a dash where it is not known."""
    totals = version.result.totals
    whole, national = totals.get("total_project_cost"), totals.get("national_funds")
    return "–" if whole is None or national is None else share(whole - national, whole)


def signed(amount: int | None, language: Language) -> str:
    """Return a difference the way budgets write it: `△1,000` for a loss."""
    if amount is None:
        return UNKNOWN.in_(language)
    return f"△{-amount:,}" if amount < 0 else f"{amount:,}"


def won(amount: int | None, language: Language) -> str:
    """Return won with separators, or that it could not be read."""
    return UNKNOWN.in_(language) if amount is None else f"{amount:,}"


def value(found: Any, field: Field, language: Language) -> str:
    """Return a cell's value as people write it; what could not be read stands in quotes."""
    if found is None:
        return BLANK.in_(language)
    if isinstance(found, Unread):
        return f"‘{found.raw}’"
    if field.kind is Kind.WON:
        return f"{found:,}"
    text = typed(found, field.kind)
    return f"{text}%" if field.kind is Kind.PERCENT else text


def subject(change: LineChange, language: Language) -> str:
    """Return what a line is known by: year, project, institution, category and name."""
    return " · ".join(value(found, field, language) for field, found in change.told_by)


def amount_named(change: LineChange) -> Text:
    """Return what the amount of an added or removed line is called."""
    if change.table.form:
        return _WHOLE_LINE
    name = roles_of(change.table).amount
    header = change.table[name].header if name else ""
    return Text(header, header) if header else _WHOLE_LINE


def touched(row: Row) -> Text:
    """Say how many lines of a group were added, removed, moved and changed."""
    found = [(each, row.touched[each]) for each in Touch if row.touched.get(each)]
    return Text(
        ", ".join(f"{_TOUCHES[each].ko} {number}건" for each, number in found),
        ", ".join(f"{number} {_TOUCHES[each].en}" for each, number in found),
    )


def place(cell: CellRef | None) -> str:
    """Return a cell's reference without its sheet; a dash where there is none."""
    return "–" if cell is None else cell.a1


def severity(finding: FindingChange) -> Text:
    """Return the severity of a finding, waived or not; both where it changed."""
    before, after = finding.before, finding.after
    said = said_of(finding.last)
    if before is None or after is None or said_of(before) == said:
        return said
    old = said_of(before)
    return Text(f"{old.ko} → {said.ko}", f"{old.en} → {said.en}")


def fix(finding: FindingChange) -> Text:
    """Return what is to be done about a finding: nothing where it was cured, or on what grounds it is waived."""
    if finding.after is None:
        return excuse(finding)
    return cure(finding.after)


def excuse(finding: FindingChange) -> Text:
    """Return on what grounds a finding is waived, or was until it was cured; nothing where it is not."""
    waiver = finding.last.waiver
    if waiver is None:
        return Text("", "")
    why = grounds(waiver)
    return Text(f"면제 사유: {why.ko}", f"Waived: {why.en}")


def reason(found: Uncompared) -> Text:
    """Say why something could not be compared."""
    lost = Text("시트", "sheet") if found.field is None else Text("열", "column")
    if found.table.form and found.field is not None:
        lost = Text("항목", "entry")
    missed = particle(lost.ko, "을", "를")
    if found.lost_before and found.lost_after:
        return Text(f"두 판 모두에서 {missed} 찾지 못함", f"{lost.en} found in neither")
    if found.lost_before:
        return Text(f"변경전에서 {missed} 찾지 못함", f"{lost.en} not found before")
    if found.lost_after:
        return Text(f"변경후에서 {missed} 찾지 못함", f"{lost.en} not found after")
    if isinstance(found.before, Unread) and isinstance(found.after, Unread):
        return Text("두 판 모두 읽지 못함", "read in neither")
    if isinstance(found.before, Unread):
        return Text("변경전 값을 읽지 못함", "not read before")
    return Text("변경후 값을 읽지 못함", "not read after")


def uncompared_field(found: Uncompared) -> Text:
    """Return what could not be compared: a field's header, or the whole sheet."""
    if found.field is None:
        return _WHOLE_SHEET
    return Text(found.field.header, found.field.header)


def transfer(found: Transfer, programme: Programme) -> Text:
    """Say what a category gained or lost, of what, and that it is no rule of the notice."""
    limit = programme.change.transfer_threshold.value.percent()
    ko, en = ("늘어", "gained") if found.delta > 0 else ("줄어", "lost")
    part = share(abs(found.delta), found.before)
    if not found.before:
        return Text(
            "변경전에 없던 비목에 다른 비목의 예산이 옮겨졌습니다.",
            "It had nothing before and took money from other categories.",
        )
    return Text(
        f"변경전의 {part}만큼 {ko} 기준 {limit}를 넘습니다.",
        f"It {en} {part} of what it had; the advised limit is {limit}.",
    )


def transfers_about(programme: Programme) -> Text:
    """Say what the advice on transfers is, and that it is advice."""
    limit = programme.change.transfer_threshold.value.percent()
    return Text(
        f"회계연도 안에서 비목 사이에 옮겨진 예산이 변경전 비목 예산의 {limit}를 넘으면 알립니다. 공고가 정한 기준이 아니라 참고용 확인입니다.",
        f"Categories that gained or lost more than {limit} of what they had by transfers within a fiscal year. This is advice, not a rule of the notice.",
    )
