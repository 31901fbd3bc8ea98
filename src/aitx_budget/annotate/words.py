"""What the marks say, in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from aitx_budget.annotate.look import LOOKS, MOST_NOTES, MOST_ROWS, NOTE_COLUMNS, NOTE_LINES
from aitx_budget.annotate.marks import Numbered
from aitx_budget.layout.workbook import REPORT_SHEET
from aitx_budget.model.finding import Finding, Weight, WorkbookResult
from aitx_budget.model.money import krw, share, won
from aitx_budget.model.names import file_name
from aitx_budget.model.printable import printable_lines
from aitx_budget.model.telling import (
    ADVICE,
    cure,
    first_cure,
    listed,
    said_of,
)
from aitx_budget.model.text import Language, Text
from aitx_budget.model.verdict import first_step
from aitx_budget.model.wrapping import lines
from aitx_budget.programme.schema import Programme

NOTE_END: Final = "[aitx-budget]"
"""A note of ours ends with a line that begins so."""

_MATCHING: Final = ("provincial_funds", "municipal_funds", "private_cash", "private_in_kind")
"""Totals that match the national funds; the first `_LOCAL` are the region's own."""
_LOCAL: Final = 2
_LONGEST: Final = 30_000
_NOT_XML = re.compile("[\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

HEADERS: Final = (
    Text("번호", "No."),
    Text("심각도", "Severity"),
    Text("코드", "Code"),
    Text("시트", "Sheet"),
    Text("셀", "Cell"),
    Text("내용", "What is wrong"),
    Text("조치", "What to do"),
    Text("차이(원)", "Off by (won)"),
    Text("근거", "Source"),
)
BACK: Final = Text("‘검증결과’ 시트로 돌아갑니다.", "Back to the sheet 검증결과.")
GO: Final = Text("해당 셀로 이동합니다.", "Go to the cell.")
UNCHECKED: Final = Text("– 확인하지 못한 점검", "– Not evaluated")
SKIPPED_FIX: Final = Text(
    "적힌 곳을 먼저 채우거나 고쳐 주세요.",
    "Fill or correct what is named first.",
)
KEPT_NOTE: Final = Text(
    "이 셀에는 이미 다른 메모가 있어 메모를 덧붙이지 않았습니다.",
    "The cell has another note already; none was added.",
)
NO_NOTE: Final = Text(
    "이 시트의 메모 그림을 읽을 수 없어 메모를 붙이지 못했습니다.",
    "The sheet's drawing of notes cannot be read; no note was added.",
)


def written(text: str) -> str:
    """Return `text` as XML content of a cell or note of ours, where no character of it steers anything."""
    shown = _NOT_XML.sub("\ufffd", printable_lines(text))
    return escaped(unicodedata.normalize("NFC", shown)[:_LONGEST])


def escaped(text: str) -> str:
    """Return `text` as XML content, for no reader to take it for anything else."""
    text = _ESCAPE.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def amount(value: int, language: Language) -> str:
    """Return an amount with its unit."""
    return won(value) if language is Language.KO else krw(value)


def note_lines(found: Sequence[Numbered], language: Language) -> tuple[tuple[str, str], ...]:
    """Return what a cell's note says, as (heading, text) pairs; the last has no heading.

    As many findings are told as fit into a note, but one at least.
    """
    shown = _fitting(found, language)
    rest = len(found) - len(shown)
    more = Text(f"이 셀의 {rest}건이 더 있습니다. ", f"{rest} more at this cell. ")
    end = Text(
        f"{NOTE_END} 자세한 내용은 ‘{REPORT_SHEET}’ 시트에 있습니다.",
        f"{NOTE_END} Details are on the sheet {REPORT_SHEET}.",
    )
    tail = end.in_(language)
    if rest:
        tail = tail.replace(NOTE_END, f"{NOTE_END} {more.in_(language).strip()}")
    return (*shown, ("", tail))


def _fitting(found: Sequence[Numbered], language: Language) -> list[tuple[str, str]]:
    shown: list[tuple[str, str]] = []
    left = NOTE_LINES - 1  # the last line says where there is more
    for each in found:
        heading, text = _note(each, language)
        left -= lines(f"{heading}\n{text}\n", NOTE_COLUMNS)
        if shown and left < 0:
            break
        shown.append((heading, text))
    return shown


def _note(each: Numbered, language: Language) -> tuple[str, str]:
    finding, korean = each.finding, language is Language.KO
    place = f"{REPORT_SHEET} {each.number}번" if korean else f"{REPORT_SHEET} no. {each.number}"
    heading = f"【{_label(finding, language)}】 {finding.code} ({place})"
    lines = [
        finding.message.in_(language),
        _labelled(Text("조치", "Fix"), cure(finding).in_(language), language),
        _labelled(Text("차이", "Off by"), off_by(finding, language), language),
        _labelled(Text("관련 셀", "Related"), related(finding, language), language),
        _labelled(Text("근거", "Source"), finding.source.in_(language), language),
    ]
    return heading, "\n".join(line for line in lines if line)


def _labelled(label: Text, text: str, language: Language) -> str:
    return f"{label.in_(language)}: {text}" if text else ""


def off_by(finding: Finding, language: Language) -> str:
    """Return the won it is off by; empty where no money is in question."""
    return amount(finding.off_by, language) if finding.off_by else ""


def related(finding: Finding, language: Language) -> str:
    """Return the other cells concerned, the first few by name."""
    return listed(finding.related).in_(language)


def severity_word(finding: Finding, language: Language) -> str:
    """Return the severity by symbol and word, and whether it is advice."""
    look = LOOKS[finding.weight]
    said = (
        said_of(finding) if finding.waiver else Text(*(_label(finding, each) for each in Language))
    )
    return f"{look.symbol} {said.in_(language)}"


def _label(finding: Finding, language: Language) -> str:
    """Return how a finding counts in one word, by which notes are known again; advice is marked as such."""
    word = LOOKS[finding.weight].word.in_(language)
    return word + ADVICE.in_(language) if finding.authority.advisory else word


def begin(result: WorkbookResult) -> Text:
    """Return what to do first, and how the corrected file comes back."""
    first = first_step(result)
    if first_cure(result) is None:
        return first
    return Text(
        f"{first.ko} 다 고친 뒤 이 파일을 그대로 저장하여 다시 제출하시면 됩니다.",
        f"{first.en} When all is corrected, save this file and return it as it is.",
    )


def about(result: WorkbookResult, programme: Programme, checked_on: str, language: Language) -> str:
    """Return which file was checked, when, and against which rules."""
    korean = language is Language.KO
    name = file_name(result.path)
    region = result.template.get("region", "")
    title = programme.title.ko if korean else programme.title.en
    parts = {
        "파일" if korean else "File": name,
        "지역" if korean else "Region": region,
        "검증일" if korean else "Checked on": checked_on,
        "기준" if korean else "Programme": f"{title} ({programme.id})",
    }
    return "  |  ".join(f"{label}: {text}" for label, text in parts.items() if text)


def counts(result: WorkbookResult, language: Language) -> str:
    """Return how many findings of each severity there are."""
    unit = "건" if language is Language.KO else ""
    parts = [
        f"{look.symbol} {look.word.in_(language)} {result.count(weight)}{unit}"
        for weight, look in LOOKS.items()
        if weight is not Weight.WAIVED or result.count(weight)
    ]
    waiting = f"{UNCHECKED.in_(language)} {len(result.skipped)}{unit}"
    bounded = _bounded(len(result.findings)).in_(language)
    return "    ".join(filter(None, (*parts, waiting, bounded)))


def _bounded(findings: int) -> Text:
    """Say how far notes and list go where there are more findings than anybody reads; nothing where all are told."""
    if findings <= MOST_NOTES:
        return Text("", "")
    if findings <= MOST_ROWS:
        return Text(
            f"※ 메모는 {MOST_NOTES:,}번까지만 붙였습니다. 나머지는 셀의 색과 아래 목록으로 확인해 주세요.",
            f"※ Notes go to no. {MOST_NOTES:,}; the others are marked in colour and listed below.",
        )
    return Text(
        f"※ 메모는 {MOST_NOTES:,}번까지, 아래 목록은 {MOST_ROWS:,}번까지만 있습니다. 나머지 {findings - MOST_ROWS:,}건은 셀의 "
        "색으로 표시했으니, 먼저 적힌 것을 고친 뒤 다시 점검해 주세요.",
        f"※ Notes go to no. {MOST_NOTES:,}, the list below to no. {MOST_ROWS:,}; the other {findings - MOST_ROWS:,} are "
        "marked in colour. Please correct what is listed, and have the workbook checked again.",
    )


def funding(result: WorkbookResult, programme: Programme, language: Language) -> str:
    """Return the totals of the funding sources, in won and as shares of the whole."""
    korean = language is Language.KO
    whole = result.totals.get("total_project_cost")
    unread = "확인 불가" if korean else "not readable"
    parts = []
    for name, value in result.totals.items():
        named = getattr(programme.sources, name, None)
        label = (
            (named.ko if korean else named.en)
            if named
            else ("총사업비" if korean else "total project cost")
        )
        shown = unread if value is None else amount(value, language)
        part = f" ({share(value, whole)})" if named and whole and value is not None else ""
        parts.append(f"{label} {shown}{part}")
    title = "재원별 합계" if korean else "Funding"
    return f"{title}: " + ("  |  ".join(parts) or "–")


def shares(result: WorkbookResult, programme: Programme) -> Text:
    """Return the shares that the notice sets a minimum for, beside it; empty where an amount could not be read."""
    money, matching = result.totals, programme.matching
    found = [money.get(name) for name in _MATCHING]
    whole = money.get("total_project_cost")
    if not whole or None in found:
        return Text("", "")
    amounts = [value or 0 for value in found]
    local, every = sum(amounts[:_LOCAL]), sum(amounts)
    named = programme.sources.local_funds
    least, least_local = matching.minimum.value.percent(), matching.local_minimum.value.percent()
    return Text(
        f"매칭비율: {share(every, whole)} ({least} 이상)  |  {named.ko}: {share(local, whole)} ({least_local} 이상)",
        f"Matching: {share(every, whole)} (at least {least})  |  {named.en}: {share(local, whole)} (at least {least_local})",
    )
