"""Firms' amounts by which 참여기업 is above the budget: a share that such an amount breaks comes of it, and is led back to it."""

from __future__ import annotations

from collections.abc import Callable

from aitx_budget.checks.phrases import about
from aitx_budget.checks.rule import Case
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

_KEYS = ("fiscal_year", "project")


def overstated(case: Case, names: tuple[str, ...], settles: Callable[[int], bool]) -> Text | None:
    """Return what to look at first: an amount of the row that, lowered to what the budget has, settles the finding.

    Args:
        case: with `row`, `fiscal_year` and `project` of a row of 참여기업.
        names: the amounts that it may be.
        settles: tells of the won by which all rows of the key are above the budget whether the finding would go with them.
    """
    for name in names:
        own, rows, lines = (
            _own(case, name),
            _sum(case, "beneficiaries", name),
            _sum(case, "budget_lines", name),
        )
        over = 0 if rows is None or lines is None else rows - lines
        if 0 < over <= own and settles(over):
            return _lead(case, name, over)
    return None


def _own(case: Case, name: str) -> int:
    """Return an amount of the row in won."""
    found = case.submission.tables["beneficiaries"] if case.submission else None
    values = dict(zip(found.rows, found.values.get(name, ()), strict=False)) if found else {}
    return values.get(case["row"]) or 0


def _sum(case: Case, table: str, name: str) -> int | None:
    """Return the won of a field over the rows of the case's key; None where some of what it rests on was not read."""
    found = case.submission.tables.get(table) if case.submission else None
    names = (*_KEYS, name)
    if found is None or any(each not in found.values or found.unread.get(each) for each in names):
        return None
    wanted = tuple(case[each] for each in _KEYS)
    columns = zip(*(found.values[each] for each in names), strict=True)
    return sum(amount or 0 for *key, amount in columns if tuple(key) == wanted)


def _lead(case: Case, name: str, over: int) -> Text:
    cell, where = case.at("beneficiaries", name, case["row"]), about(case.row)
    header, source = case.header("beneficiaries", name), case.source(name)
    budget = case.layout.tables["budget_lines"].sheet
    return Text(
        f"{particle(header, '이', '가')} {won(over)} 많지 않은지부터 보세요({cell}). {where.ko}의 {header} 합계가 {budget}보다 그만큼 많습니다.",
        f"First see whether {source.en} ({cell}) is {krw(over)} too high, by which the SMEs' rows of {where.en} exceed the budget;",
    )
