"""Tables written in 천원 where 원 is asked for: declared, or a thousandth of what they must equal.

Nothing is ever scaled; the officer is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from aitx_budget.intake.choices import shown
from aitx_budget.intake.locate import Place, Spot
from aitx_budget.intake.raw import CellType
from aitx_budget.layout.structure import Kind, TableLayout
from aitx_budget.layout.tables import CASH, SOURCES
from aitx_budget.model.address import CellRef
from aitx_budget.model.submission import Observation, Seen, Table
from aitx_budget.programme.schema import Programme

_UNIT = r"(천|만|십만|백만|천만|억|십억|1,000|1,000,000)\s*원"
_DECLARED = re.compile(rf"단\s*위\s*[::]?\s*[(\[]?\s*{_UNIT}|{_UNIT}\s*단\s*위")
_BRACKETED = re.compile(rf"[(\[{{<]\s*(?:단위\s*[::]?\s*)?{_UNIT}\s*[)\]}}>]")
_IN_FORMAT = re.compile(rf"(,*)[\s_]*(?:\"[^\"]*?{_UNIT}[^\"]*\"|{_UNIT})")
_SCALES = {"천": 1, "백만": 2, "십억": 3, "1,000": 1, "1,000,000": 2}
"""Commas behind the digits of a number format that divide what is shown by the unit."""
_FACTOR = 1000


class Total(NamedTuple):
    """A sum over some columns and records of a table."""

    table: Table
    fields: tuple[str, ...]
    positions: tuple[int, ...]

    @property
    def amount(self) -> int | None:
        """The sum in won; None where it is not wholly known."""
        wanted = set(self.positions)
        known = all(
            name in self.table.values and not wanted & self.table.unread.get(name, frozenset())
            for name in self.fields
        )
        if not known:
            return None
        return sum(
            self.table.values[name][at] or 0 for name in self.fields for at in self.positions
        )


def declared_units(found: Place) -> Iterator[Observation]:
    """Yield an observation where a sheet says that its amounts are in another unit than won.

    It may say so in its title, above its table, in a header of amounts, or by the number format of an amount:
    `#,##0"천원"` shows 1000 as 1000천원, while `#,##0,"천원"` shows it as what it is.
    """
    for spot, text, unit in (*_said_above(found), *_said_by_formats(found)):
        at = CellRef(found.sheet.title, *spot)
        yield Observation(Seen.UNIT_MISMATCH, found.table.name, "", at, text, f"{unit}원", "원")
        return


def _amount_spots(found: Place) -> list[Spot]:
    """Return the headers (or labels) of amounts."""
    fields = (each for each in found.table.fields if each.kind is Kind.WON)
    return sorted(spot for each in fields for spot in found.spots.get(each.name, ()))


def _said_above(found: Place) -> Iterator[tuple[Spot, str, str]]:
    """Yield (cell, text, unit) of each statement in the title or down to the headers."""
    amounts = _amount_spots(found)
    texts = [(next(iter(amounts), (found.header_row, 1)), found.sheet.title)]
    texts += [
        ((row, column), shown(found.lines[row][column]))
        for row in found.lines
        if row <= found.header_row
        for column in sorted(found.lines[row])
        if found.lines[row][column].type is CellType.TEXT
    ]
    for at, (spot, text) in enumerate(texts):
        plain = unicodedata.normalize("NFKC", text)
        # In a heading, brackets around a unit may belong to one word of it.
        whole = None if at == 0 or spot in amounts else plain.strip()
        bracketed = _BRACKETED.search(plain) if whole is None else _BRACKETED.fullmatch(whole)
        match = _DECLARED.search(plain) or bracketed
        if match is not None:
            yield spot, text, next(filter(None, match.groups()))


def _said_by_formats(found: Place) -> Iterator[tuple[Spot, str, str]]:
    """Yield (cell, number format, unit) of the amounts that are shown with a unit they are not in."""
    cells = found.sheet.cells
    units = {
        code: misleading_unit(code) for code in {cell.number_format for cell in cells.values()}
    }
    if not any(units.values()):
        return
    axis = 0 if found.table.form else 1
    lines = {spot[axis] for spot in _amount_spots(found)}
    for spot, cell in sorted(cells.items()):
        if spot[axis] in lines and cell.type is CellType.NUMBER and units[cell.number_format]:
            yield spot, cell.number_format, units[cell.number_format]


@lru_cache(maxsize=256)
def misleading_unit(code: str) -> str:
    r"""Return the unit that a number format writes behind amounts it does not divide by it; empty for none.

    Example:
        >>> misleading_unit('#,##0"천원"'), misleading_unit('#,##0,"천원"'), misleading_unit('#,##0"원"')
        ('천', '', '')
    """
    if "원" not in code:
        return ""
    match = _IN_FORMAT.search(unicodedata.normalize("NFC", code.partition(";")[0]))
    if match is None:
        return ""
    unit, commas = match[2] or match[3], len(match[1])
    # 만 and 억 are no powers of a thousand: such formats place a point of their own, and are taken at their word.
    right = commas == _SCALES[unit] if unit in _SCALES else commas > 0
    return "" if right else str(unit)


def suspected_units(
    tables: Mapping[str, Table], layouts: Mapping[str, TableLayout], programme: Programme
) -> Iterator[Observation]:
    """Yield an observation for each table whose total is exactly a thousandth of its counterpart."""
    told: set[str] = set()
    for left, right in _counterparts(tables, programme):
        ours, theirs = left.amount, right.amount
        if not ours or not theirs:
            continue
        small = left if ours * _FACTOR == theirs else right if theirs * _FACTOR == ours else None
        if small is not None and small.table.name not in told:
            told.add(small.table.name)
            yield _suspicion(small, layouts[small.table.name], max(ours, theirs))


def _suspicion(total: Total, layout: TableLayout, expected: int) -> Observation:
    """Point to the first amount of the total; a computed one by its first input."""
    name, position = next(
        (name, at)
        for at in total.positions
        for name in total.fields
        if total.table.values[name][at]
    )
    if layout[name].formula is not None:
        name = next(each.name for each in layout.inputs if each.kind is Kind.WON)
    at = total.table.cell(name, total.table.rows[position])
    return Observation(Seen.UNIT_MISMATCH, layout.name, name, at, "", total.amount, str(expected))


def _counterparts(
    tables: Mapping[str, Table], programme: Programme
) -> Iterator[tuple[Total, Total]]:
    """Yield the pairs of totals that must be equal in a budget in good order."""
    lines = tables.get("budget_lines")
    if lines is None:
        return
    whole = _all(lines)
    yield Total(lines, SOURCES, whole), Total(lines, ("cost",), whole)
    plan, assets = tables.get("monthly_plan"), tables.get("asset_plan")
    details, firms = tables.get("in_kind_details"), tables.get("beneficiaries")
    if plan is not None:
        months = tuple(name for name in plan.values if re.fullmatch(r"m\d{6}", name))
        yield Total(lines, SOURCES, whole), Total(plan, months, _all(plan))
    if assets is not None:
        labels = {each.label for each in programme.categories if each.asset_kind}
        yield (
            Total(lines, CASH, _where(lines, "category", labels)),
            Total(assets, CASH, _all(assets)),
        )
        yield Total(assets, CASH, _all(assets)), Total(assets, ("cost",), _all(assets))
    if details is not None:
        yield Total(lines, ("private_in_kind",), whole), Total(details, ("cost",), _all(details))
    if firms is not None and "unit_projects" in tables:
        direct = _direct(tables["unit_projects"])
        yield (
            Total(lines, SOURCES, _where(lines, "project", direct)),
            Total(firms, SOURCES, _all(firms)),
        )
    if "basics" in tables:
        yield from _allotments(lines, tables["basics"], programme.fiscal_years)


def _allotments(lines: Table, basics: Table, years: Sequence[int]) -> Iterator[tuple[Total, Total]]:
    """Yield each year's national funds beside the region's allotment."""
    for year in years:
        national = Total(lines, ("national_funds",), _where(lines, "fiscal_year", {year}))
        yield national, Total(basics, (f"allotment_{year}",), (0,))


def _all(table: Table) -> tuple[int, ...]:
    return tuple(range(len(table.rows)))


def _where(table: Table, field: str, wanted: set[str] | set[int]) -> tuple[int, ...]:
    """Return the positions of the records whose `field` is one of `wanted`."""
    values = table.values.get(field, ())
    return tuple(at for at, value in enumerate(values) if value in wanted)


def _direct(projects: Table) -> set[str]:
    """Return the codes of direct-support projects."""
    flags = projects.values.get("direct_support", ())
    codes = projects.values.get("code", ())
    return {code for code, flag in zip(codes, flags, strict=False) if flag == "예"}
