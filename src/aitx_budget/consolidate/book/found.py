"""점검결과: how often each rule is broken in each region, what could not be evaluated, then every finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aitx_budget.consolidate.book.blocks import sum_row
from aitx_budget.consolidate.book.findings import (
    COLUMNS,
    OTHERS,
    PRINTED,
    SENTENCE,
    SEVERITY,
    TOGETHER,
    Entry,
    entries,
    fitting,
    write_list,
)
from aitx_budget.consolidate.book.listing import Place
from aitx_budget.consolidate.book.page import Page
from aitx_budget.consolidate.book.tally import At, Tally
from aitx_budget.consolidate.record import Consolidation
from aitx_budget.consolidate.words import TOTAL
from aitx_budget.model.address import column_letter
from aitx_budget.model.finding import Finding, Weight
from aitx_budget.model.telling import NOT_EVALUATED, Obstacle, obstacles, release, said_of
from aitx_budget.model.text import Text
from aitx_budget.template.page import done

SHEET = "점검결과"
_TOP = 6
_SUM, _FIRST = 3, 4
"""Columns of a rule's findings in all regions, and in the first."""

Rules = Sequence[Finding]
"""One finding of each kind of entry (see `findings.Entry.kind`), the gravest first."""

_UNCOUNTED = Text("면제되어 세지 않은 지적", "Waived, not counted")


def write_findings(page: Page, consolidation: Consolidation, places: Sequence[Place]) -> None:
    """Write the sheet; `places` are where the listings have the rows that findings point to."""
    page.set_up(consolidation.programme.title.ko, [each.width for each in COLUMNS])
    page.heading(
        Text("점검결과", "Findings"),
        Text(
            "규칙마다 지역별 건수, 그 아래에 모든 지적입니다. 규칙의 설명은 ‘aitx-budget rule 코드’로 볼 수 있습니다.",
            "Each rule's count per region, then every finding; `aitx-budget rule CODE` explains a rule.",
        ),
    )
    found = tuple(entries(consolidation))
    kinds = {each.kind: each.finding for each in found}
    order = sorted(kinds, key=lambda kind: (kind[0].rank, kind[2], kind[1]))
    counted = [kinds[kind] for kind in order if kind[0] is not Weight.WAIVED]
    waived = [kinds[kind] for kind in order if kind[0] is Weight.WAIVED]
    headings = [each.label for each in consolidation.regions]
    headings += [each for each in (OTHERS, TOGETHER) if any(e.heading == each for e in found)]
    below = _TOP + max(1, len(counted)) + 3
    top = _write_skipped(page, consolidation, below + (len(waived) + 2 if waived else 0))
    write_list(page, found, top, places)
    tally = _tally(page, found, top)
    _write_matrix(page, counted, headings, tally)
    if waived:
        page.section(below, _UNCOUNTED)
        _write_rows(page, waived, headings, tally, below)
    page.paginate()


def _tally(page: Page, found: Sequence[Entry], top: int) -> Tally:
    """Name the list's columns that are counted by."""
    columns = {
        "heading": [each.heading for each in found],
        "severity": [said_of(each.finding).in_(page.language) for each in found],
        "code": [each.finding.code for each in found],
    }
    tally = Tally("점검", columns, {"heading": "구분", "severity": "심각도", "code": "코드"})
    last = top + max(1, len(found))
    for letter, name in zip("ABC", columns, strict=True):
        area = f"='{page.title}'!${letter}${top + 1}:${letter}${last}"
        done(page.workbook.define_name(tally.name(name), area))
    return tally


def _write_matrix(page: Page, rules: Rules, headings: Sequence[str], tally: Tally) -> None:
    """Write how often each rule is broken under each heading, and what that comes to."""
    page.section(_TOP - 1, Text("규칙 × 지역(건수)", "Rule by region (findings)"))
    end = _FIRST + len(headings)
    page.heads(_TOP, [Text("코드", "Code"), Text("심각도", "Severity"), TOTAL, *headings])
    page.wide(_TOP, end, max(end, SENTENCE), Text("규칙", "Rule"), page.look.head)
    if not rules:
        page.wide(_TOP + 1, 1, SENTENCE, Text("지적이 없습니다.", "No findings."), page.look.label)
        return
    _write_rows(page, rules, headings, tally, _TOP)
    last = _TOP + len(rules)
    sum_row(
        page, last + 1, max(end, SENTENCE), range(_SUM, end), (_TOP + 1, last), page.look.sum_count
    )


def _write_rows(
    page: Page, rules: Rules, headings: Sequence[str], tally: Tally, above: int
) -> None:
    """Write a row per kind of finding under row `above`: how often it is found, and what the rule says."""
    end = _FIRST + len(headings)
    wide = sum(each.width for each in COLUMNS[end - 1 : max(end, SENTENCE)])
    for row, rule in enumerate(rules, start=above + 1):
        severity = said_of(rule).in_(page.language)
        page.text(row, 1, rule.code, page.look.centred)
        page.text(row, SEVERITY, severity, page.look.weight(rule.weight))
        for column, heading in enumerate(headings, start=_FIRST):
            made = tally.count(
                code=At(f"$A{row}", rule.code),
                severity=At(f"$B{row}", severity),
                heading=At(f"{column_letter(column)}${_TOP}", heading),
            )
            page.computed(row, column, made, page.look.count)
        page.across(row, _SUM, range(_FIRST, end), page.look.count)
        page.wide(row, end, max(end, SENTENCE), rule.title, page.look.wrapped_label)
        page.tall(row, fitting(rule.title.in_(page.language), wide))


def _write_skipped(page: Page, consolidation: Consolidation, top: int) -> int:
    """Write what kept checks from being evaluated, where anything did; return the row of the list's headers."""
    waiting = tuple(_waiting(consolidation))
    if not waiting:
        return top + 1
    page.section(top, NOT_EVALUATED)
    page.heads(top + 1, [Text("구분", "Region"), Text("건수", "Checks")])
    page.wide(
        top + 1,
        3,
        PRINTED,
        Text("무엇을 고쳐야 하는지", "What must be put right"),
        page.look.head,
    )
    for row, (heading, each) in enumerate(waiting, start=top + 2):
        page.text(row, 1, heading, page.look.label)
        page.put(row, 2, each.times, page.look.count)
        page.wide(row, 3, PRINTED, release(each), page.look.label)
    return top + len(waiting) + 4


def _waiting(consolidation: Consolidation) -> Iterator[tuple[str, Obstacle]]:
    """Yield what checks wait for, with the region."""
    for each in consolidation.regions:
        for obstacle in obstacles(each.result) if each.result else ():
            yield each.label, obstacle
    for obstacle in obstacles(consolidation.whole):
        yield TOGETHER, obstacle
