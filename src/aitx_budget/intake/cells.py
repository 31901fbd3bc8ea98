"""One input cell -> its value, by the kind of its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aitx_budget.intake import amounts, choices, dates
from aitx_budget.intake.formats import is_date_format
from aitx_budget.intake.keys import composed, key
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.intake.reading import BLANK, Reading
from aitx_budget.intake.rows import NUMBER_FIELD
from aitx_budget.layout.structure import Field, Kind, WorkbookLayout
from aitx_budget.model.submission import Seen

Reader = Callable[[RawCell], Reading]


@dataclass(frozen=True)
class CellReader:
    """Reads input cells of one workbook.

    Attributes:
        layout: supplies the lists.
        region_names: every spelling of an eligible region -> its name.
        date1904: serial dates count from 1904.
    """

    layout: WorkbookLayout
    region_names: Mapping[str, str]
    date1904: bool

    def of(self, each: Field) -> Reader:
        """Return how cells of a field are read."""
        if each.name == NUMBER_FIELD:
            return _running_number
        plain: dict[Kind, Reader] = {
            Kind.WON: amounts.read_won,
            Kind.COUNT: amounts.read_count,
            Kind.QUANTITY: amounts.read_quantity,
            Kind.PERCENT: amounts.read_percent,
            Kind.CODE: choices.read_code,
            Kind.REGISTRATION: choices.read_registration,
            Kind.TEXT: choices.read_text,
        }
        if each.kind in plain:
            return plain[each.kind]
        if each.kind is Kind.MONTH:
            return lambda cell: dates.read_month(cell, date1904=self.date1904)
        if each.kind is Kind.DATE:
            return lambda cell: dates.read_date(cell, date1904=self.date1904)
        return self._listed(each)

    def _listed(self, each: Field) -> Reader:
        """Return how a year or a choice is read."""
        known = self.layout.lists[each.choices]
        if each.kind is Kind.YEAR:
            return lambda cell: choices.read_year(cell, known)
        if each.choices == "region":
            return lambda cell: choices.read_region(cell, known, self.region_names)
        if self.coded(each):
            return lambda cell: choices.read_coded(cell, known, ())
        akin = self.layout.akin.get(each.choices, ())
        return lambda cell: choices.read_choice(cell, known, {}, akin)

    def coded(self, each: Field) -> bool:
        """Tell whether a list is written as code and name, and so is its rule's to judge."""
        return each.choices in self.layout.dependent or self.master(each)

    def master(self, each: Field) -> bool:
        """Tell whether another list depends on this one."""
        return any(
            set(by_choice) == set(self.layout.lists.get(each.choices, ()))
            for by_choice in self.layout.dependent.values()
        )

    def within(self, each: Field, chosen: str | None) -> Reader:
        """Return how a dependent choice is read where its master is `chosen`."""
        known = self.layout.lists[each.choices]
        left = self.layout.dependent[each.choices].get(chosen or "", ())
        return lambda cell: choices.read_coded(cell, known, left)


def _running_number(cell: RawCell) -> Reading:
    """Read a row's running number; `1-1` or `가` is as good as any and judged by no one."""
    reading = amounts.read_count(cell)
    return BLANK if reading.value is None else Reading(reading.value)


def read_cell(cell: RawCell | None, reader: Reader) -> Reading:
    """Read an input cell, whatever its field: blanks, errors and formulas first."""
    if cell is None:
        return BLANK
    if cell.type is CellType.NUMBER:
        return reader(cell)
    if cell.type is CellType.ERROR or _is_error_text(cell):
        return Reading(seen=Seen.ERROR_VALUE)
    if cell.type is CellType.EMPTY:
        return Reading(seen=Seen.FORMULA_WITHOUT_VALUE)
    if cell.type is CellType.TEXT and amounts.is_blank(cell.text):
        return BLANK
    return reader(cell)


def _is_error_text(cell: RawCell) -> bool:
    """Tell whether a text is an error pasted as a value."""
    return cell.type is CellType.TEXT and cell.text.startswith("#") and key(cell.text) in _ERRORS


_ERRORS = {
    key(name) for name in ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!")
}


def as_seen(cell: RawCell | None, *, date1904: bool = False) -> str:
    """Return what the officer sees in a cell: the formula where none is calculated, else its text.

    Programs write one number in many ways (`1.2E7`, `12000000.0`); all of them show it alike.
    """
    if cell is None:
        return ""
    if cell.type is CellType.EMPTY:
        return f"={cell.formula}"
    if cell.type is CellType.NUMBER and is_date_format(cell.number_format):
        day = dates.serial_date(cell.text, date1904=date1904)
        return cell.text if day is None else day.isoformat()
    if cell.type in (CellType.NUMBER, CellType.LOGICAL):
        return choices.shown(cell)
    return cell.text if cell.type is CellType.ERROR else composed(cell.text).strip()
