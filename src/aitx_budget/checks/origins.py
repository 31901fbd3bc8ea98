"""The budget lines that a finding may come of: what is held against their amounts is led back to them.

A line whose sources don't come to its cost (SUM302) or that stands under a wrong key (SUM307) makes sums and ratios wrong
that nobody should correct by themselves: a budget would come out that agrees everywhere and is not what was meant. So such
findings say which line to look at first. They do only on exact evidence: two sides differ by just what the line is off, or
the ratio would hold once the line is put right. After these come the suspects (`views/suspects.py`): a category, a source or a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aitx_budget.layout.tables import LOCAL, SOURCES
from aitx_budget.model.money import Ratio, krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    from aitx_budget.checks.frames import Stack
    from aitx_budget.checks.framing import Columns
    from aitx_budget.checks.rule import Case

_KEYS = ("fiscal_year", "project", "institution")
_DOUBTFUL = ("row", "gap", "field", "meant", "source", "told")
_SUSPECT = ("table", "row", "gap", "field", "meant", "over", "under", "shifted", "other")


@dataclass(frozen=True)
class Origin:
    """A budget line that is likely wrong, or a row of the monthly or of the purchase plan.

    Attributes:
        table: whose row it is.
        row: its worksheet row.
        keys: fiscal year, project and institution as they stand there.
        amounts: won per source.
        gap: by how many won its sources are above its cost.
        source, told: the source in which other sheets, `told`, are off by just that; empty where it can't be told.
        other: the budget line that a row of the purchase plan is of; either has the wrong key.
        field, meant: the key, category or source that is likely wrong and what is meant by it; empty where none is.
    """

    row: int
    keys: Mapping[str, Any]
    amounts: Mapping[str, int]
    gap: int
    field: str
    meant: Any
    source: str = ""
    told: tuple[str, ...] = ()
    table: str = "budget_lines"
    over: str = ""
    under: str = ""
    shifted: int = 0
    other: int = 0

    def place(self, scope: Mapping[str, Any]) -> int:
        """Return how a scope stands to the line: 1 where it is in it, -1 where it is meant to be and isn't, else 0.

        A scope that holds both places, or neither, is none the wiser for a move.
        """
        named = [name for name in _KEYS if scope.get(name)]
        apart = [name for name in named if scope[name] != self.keys[name]]
        if not apart:
            return 1
        return -1 if apart == [self.field] and scope[self.field] == self.meant else 0

    def moves(self, scope: Mapping[str, Any]) -> int:
        """Return `place` where putting the line's key right takes it from the scope or brings it there; else 0."""
        own = self.field and self.table == "budget_lines"
        return self.place(scope) if own and scope.get(self.field) else 0

    def makes(self, scope: Mapping[str, Any], names: tuple[str, ...], differ: int) -> bool:
        """Tell whether two sides are `differ` won apart in the sources `names` of a scope because of it."""
        if self.moves(scope) * self.amount(names) == differ != 0:
            return True
        if self.other:  # what stands by institution is of assets alone
            moved = self.place(scope) if scope.get("institution") else 0
            return -moved * self.amount(names) == differ != 0
        if self.place(scope) != 1 or differ == 0:
            return False
        if self.field == "category":
            return bool(scope.get("institution")) and -self.amount(names) == differ
        return differ in (self.gap, self.shift(names))

    def shift(self, names: tuple[str, ...]) -> int:
        """Return by how many won sources are too much because it has an amount in the wrong one."""
        own = {part for name in names for part in (name, *(LOCAL if name == "local_funds" else ()))}
        return self.shifted * ((self.over in own) - (self.under in own))

    def amount(self, names: Iterable[str]) -> int:
        """Return its won of some sources; local funds are two."""
        parts = (each for name in names for each in (LOCAL if name == "local_funds" else (name,)))
        return sum(self.amounts[name] for name in parts)


def origins(stack: Stack) -> dict[int, tuple[Origin, ...]]:
    """Return the doubtful budget lines per workbook, those under a wrong key first."""
    found: dict[int, list[Origin]] = {}
    for row in _rows(stack.columns("doubtful_lines")):
        found.setdefault(row["wb"], []).append(_origin(row, _DOUBTFUL))
    ranked = {wb: sorted(each, key=_rank) for wb, each in found.items()}
    for row in _rows(stack.columns("suspect_rows")):
        ranked.setdefault(row["wb"], []).append(_origin(row, _SUSPECT))
    return {wb: tuple(each) for wb, each in ranked.items()}


def _rows(made: Columns) -> Iterator[dict[str, Any]]:
    for values in zip(*(column.tolist() for column in made.values()), strict=True):
        yield dict(zip(made, values, strict=True))


def _origin(row: Mapping[str, Any], copied: tuple[str, ...]) -> Origin:
    amounts, keys = ({name: row[name] for name in names} for names in (SOURCES, _KEYS))
    return Origin(keys=keys, amounts=amounts, **{name: row[name] for name in copied})


def _rank(origin: Origin) -> tuple[bool, int, int]:
    return not origin.field, -abs(origin.gap), origin.row


def of_sides(case: Case, names: Iterable[str], differ: int) -> Origin | None:
    """Return the line because of which two sides differ.

    Args:
        case: with the keys of the two sides.
        names: the sources that they are sums of.
        differ: by how many won the budget is above the other side.
    """
    listed = tuple(names)
    return next((each for each in case.origins if each.makes(case.row, listed, differ)), None)


def of_ratio(
    case: Case, found: Ratio, least: Ratio, names: Iterable[str], scope: Mapping[str, Any]
) -> Origin | None:
    """Return the line that, put right, may bring a part to its least share.

    Args:
        case: whose workbook it is.
        found: the part and its whole in won, as they stand.
        least: the share that the part falls short of.
        names: the sources that the part consists of.
        scope: the keys of what the whole is the sum of; empty for the whole budget.
    """
    part, whole = found
    listed = tuple(names)

    def enough(more: int, in_all: int) -> bool:
        return (part + more) * least.denominator >= (whole + in_all) * least.numerator

    def cures(line: Origin) -> bool:
        moved = line.moves(scope)
        if moved and enough(-moved * line.amount(listed), -moved * sum(line.amounts.values())):
            return True
        off = line.gap if line.place(scope) == 1 else 0
        return off != 0 and enough(max(-off, 0), -off)

    return next((line for line in case.origins if cures(line)), None)


def of_excess(
    case: Case, excess: int, names: Iterable[str], scope: Mapping[str, Any]
) -> Origin | None:
    """Return the line that, put right, may take `excess` won of the sources `names` from a scope."""
    listed = tuple(names)

    def relieves(line: Origin) -> bool:
        off = line.gap if line.place(scope) == 1 else 0
        return max(line.moves(scope) * line.amount(listed), off) >= excess

    return next((line for line in case.origins if relieves(line)), None)


def led(case: Case, origin: Origin | None, fix: Text) -> Text:
    """Return a cure, led by the line that the finding may come of."""
    return after(lead(case, origin), fix)


def lead(case: Case, origin: Origin | None) -> Text | None:
    """Return what to look at before the cure of a finding that may come of a line; None where it comes of none."""
    if origin is None:
        return None
    sheet = case.layout.tables[origin.table].sheet
    if origin.other:
        return _either(case, origin, sheet)
    if not origin.field and origin.over:
        return _columns(case, origin, sheet)
    if not origin.field:
        return Text(
            f"{sheet} {origin.row}행의 재원 합계부터 고치세요.",
            f"First correct the sources of row {origin.row} of {sheet};",
        )
    header = particle(case.header(origin.table, origin.field), "이", "가")
    at = case.at(origin.table, origin.field, origin.row)
    cell = f"({at})" if at else ""
    return Text(
        f"{sheet} {origin.row}행의 {header} {particle(str(origin.meant), '이', '가')} 아닌지부터 보세요{cell}.",
        f"First see whether {origin.meant} is meant in row {origin.row} of {sheet}{cell};",
    )


def _either(case: Case, origin: Origin, sheet: str) -> Text:
    """Name a purchase and its budget line: they differ in one code, and which has the wrong one can't be told."""
    budget = case.layout.tables["budget_lines"].sheet
    header, own = case.header(origin.table, origin.field), origin.keys[origin.field]
    here = case.at(origin.table, origin.field, origin.row)
    there = case.at("budget_lines", origin.field, origin.other)
    return Text(
        f"{header}부터 보세요. {sheet} {origin.row}행은 {own}({here}), {budget} {origin.other}행은 {origin.meant}({there})입니다. 같은 "
        "물건이면 틀린 쪽을 고치세요.",
        f"First look at {header}: row {origin.row} of {sheet} has {own} ({here}), row {origin.other} of {budget} has {origin.meant} "
        f"({there}). If they are the same purchase, correct the one that is wrong;",
    )


def _columns(case: Case, origin: Origin, sheet: str) -> Text:
    """Ask whether an amount stands in another source's column."""
    parts = LOCAL if origin.under == "local_funds" else (origin.under,)
    under = "·".join(case.header(origin.table, name) for name in parts)
    over, at = (
        case.header(origin.table, origin.over),
        case.at(origin.table, origin.over, origin.row),
    )
    cell, gap = f"({at})" if at else "", origin.shifted
    return Text(
        f"{sheet} {origin.row}행의 {particle(over, '과', '와')} {under} 칸이 바뀌지 않았는지부터 보세요{cell}. 두 재원이 {won(gap)}씩 서로 반대로 다릅니다.",
        f"First see whether an amount in {over} of row {origin.row} of {sheet}{cell} belongs in {under}: the two sources are off by "
        f"{krw(gap)}, one up and one down;",
    )


def after(first: Text | None, fix: Text) -> Text:
    """Return a cure, after what is to be looked at first, if anything is."""
    if first is None:
        return fix
    return Text(
        f"{first.ko} 고치면 이 지적도 없어질 수 있습니다. 그래도 남으면, {fix.ko}",
        f"{first.en} that may settle this too. If this remains: {fix.en}",
    )
