"""Nothing passes because it could not be read: what was not evaluated is listed with what it waits for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aitx_budget.checks.registry import rules
from aitx_budget.checks.runner import run
from aitx_budget.intake.understanding import understand
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook

PROGRAMME = default_programme()
TABLES = {
    sheet: table
    for table, sheet in ((each.name, each.sheet) for each in Workbook().layout.tables.values())
}


def judged(*books: Workbook, codes: tuple[str, ...] = ()) -> tuple[WorkbookResult, ...]:
    """Return what all rules, or those of `codes`, say of workbooks, in one run."""
    chosen = [rule for rule in rules() if rule.code in codes] if codes else None
    read = [understand(book.raw(), "a.xlsx", PROGRAMME) for book in books]
    return run(read, PROGRAMME, rules=chosen)


def test_rule_waits_for_the_cell_it_needs() -> None:
    """An amount that cannot be read is one finding; what is computed from it is listed with that cell."""
    (result,) = judged(Workbook().put("소요예산", "국비", 1, "약 24억"))
    assert [finding.code for finding in result.findings] == ["CEL202"]
    waiting = {skip.code: skip for skip in result.skipped}
    assert {"MAT401", "MAT402", "SUM302", "SUM303", "SUM305", "CSH501"} <= set(waiting)
    assert all("소요예산!M7" in skip.because for skip in result.skipped)


def test_only_what_rests_on_the_cell_waits() -> None:
    """Scopes without the unread amount are judged all the same."""
    book = Workbook().put("소요예산", "국비", 1, "약 24억").put("소요예산", "시도비", 9, 0)
    (result,) = judged(book, codes=("MAT402",))
    assert {str(dict(skip.scope)) for skip in result.skipped} == {
        str(scope) for scope in ({}, {"fiscal_year": 2025})
    }


def test_what_is_read_but_leads_nowhere_is_named_by_its_columns() -> None:
    """A contributor that is declared nowhere has no unread cell: the rule names the columns it looks at."""
    (result,) = judged(Workbook().put("현물내역", "출연자", 4, "I99"), codes=("CSH505",))
    (skip,) = result.skipped
    assert {"현물내역 출연자", "수행기관 기관코드"} <= set(skip.because)


@pytest.mark.parametrize("sheet", TABLES)
def test_missing_sheet_is_one_finding_and_the_rest_waits(sheet: str) -> None:
    """A deleted sheet is told about once; every rule that names it as a source is listed as waiting for it."""
    (result,) = judged(Workbook().delete_sheet(sheet))
    assert [finding.code for finding in result.findings] == ["STR101"]
    assert all(any(name.startswith(sheet) for name in skip.because) for skip in result.skipped)


@pytest.mark.parametrize("sheet", TABLES)
def test_lost_column_is_one_finding_and_the_rest_waits(sheet: str) -> None:
    """Whichever header is lost, there is exactly one finding, and no rule raises."""
    fields = Workbook().table(sheet).fields
    books = [Workbook().rename_header(sheet, field.header, "?") for field in fields]
    for field, result in zip(fields, judged(*books), strict=True):
        found = [finding.code for finding in result.findings]
        assert found in (["STR103"], ["STR109"]), (field.header, found)
        assert all(skip.because for skip in result.skipped), field.header


def test_institution_workbook_is_not_held_against_what_it_does_not_have() -> None:
    """Rules of the whole region neither judge an institution's workbook nor list it as skipped."""
    (result,) = judged(Workbook(scope="institution"))
    regional = {rule.code for rule in rules() if rule.scopes == ("region",)}
    assert not regional & {skip.code for skip in result.skipped}
    assert not regional & {finding.code for finding in result.findings}


def _unreadable(book: Workbook, sheet: str, header: str) -> None:
    book.formula(sheet, header, 1, "1+1")


def _erroneous(book: Workbook, sheet: str, header: str) -> None:
    book.put(sheet, header, 1, "#REF!")


def _blank(book: Workbook, sheet: str, header: str) -> None:
    book.put(sheet, header, 1, None)


@pytest.mark.parametrize("spoil", [_unreadable, _erroneous, _blank], ids=lambda each: each.__name__)
@pytest.mark.parametrize("sheet", TABLES)
def test_spoiled_cell_rains_no_follow_on_findings(
    sheet: str, spoil: Callable[[Workbook, str, str], None]
) -> None:
    """Whichever required input is unreadable or empty, there is one finding, at that cell."""
    fields = [
        field
        for field in Workbook().table(sheet).inputs
        if field.required or (field.amount and spoil is not _blank)
    ]
    books = [Workbook() for _ in fields]
    for book, field in zip(books, fields, strict=True):
        spoil(book, sheet, field.header)
    for field, result in zip(fields, judged(*books), strict=True):
        found = {f"{finding.sheet}!{finding.cell}" for finding in result.findings}
        weighty = [finding.code for finding in result.findings]
        assert found == {f"{sheet}!{Workbook().address(sheet, field.header, 1)}"}, (
            field.header,
            weighty,
        )
        assert len(weighty) == 1, (field.header, weighty)
