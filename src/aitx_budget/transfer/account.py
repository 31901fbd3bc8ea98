"""What became of every cell that people filled, told by reading the new workbook back."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aitx_budget.intake.cells import as_seen
from aitx_budget.intake.choices import shown
from aitx_budget.intake.raw import RawCell
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.structure import Field
from aitx_budget.model.address import LONGEST_TEXT, CellRef
from aitx_budget.model.submission import Table
from aitx_budget.programme.schema import Programme
from aitx_budget.transfer.rows import as_text, sheet_of
from aitx_budget.transfer.strays import earlier_strays
from aitx_budget.transfer.typed import Typed


@dataclass(frozen=True)
class Account:
    """Every cell that people filled: carried, listed and lost are all that were found.

    Attributes:
        carried: sheet -> cells whose content stands in its own cell of the new workbook.
        listed: cells that the new workbook lists on its sheet of strays; a formula whose value was carried is one.
        lost: cells of which neither is true.
    """

    carried: Mapping[str, int]
    listed: int
    lost: tuple[CellRef, ...]

    @property
    def found(self) -> int:
        """How many cells people filled."""
        return self.kept + self.listed + len(self.lost)

    @property
    def kept(self) -> int:
        """How many were carried into their own cell."""
        return sum(self.carried.values())


def account_of(before: Filled, after: Filled, programme: Programme, file: str) -> Account:
    """Look for every filled cell of a workbook in the one that was made of it.

    Args:
        before: the workbook.
        after: the new one, as it reads.
        programme: whose layout both have.
        file: what the workbook is called where the new one lists strays.
    """
    typed, carried, lost = Typed(before, programme), Counter[str](), []
    noted, listed = _noted(after, file), 0
    for at, cell in _cells(before, typed):
        held = typed.field_at(at.sheet, (at.row, at.column))
        stands = held is None or _Pair(before, after, *held).holds(at, cell)
        if stands and _says(noted.get((at.sheet, at.a1), ""), cell):
            listed += 1
        elif held is not None and stands:
            carried[at.sheet] += 1
        else:
            lost.append(at)
    return Account(carried, listed, tuple(lost))


def _cells(filled: Filled, typed: Typed) -> Iterator[tuple[CellRef, RawCell]]:
    for sheet in filled.raw.sheets:
        for spot, cell in typed.cells(sheet):
            yield CellRef(sheet.title, *spot), cell


def _noted(after: Filled, file: str) -> Mapping[tuple[str, str], str]:
    """Return (sheet, cell) -> what the list says of it, its pieces together."""
    noted: dict[tuple[str, str], str] = {}
    for each in earlier_strays(after.raw):
        if each.file == file:
            place = (each.sheet, each.cell)
            noted[place] = noted.get(place, "") + each.text
    return noted


def _says(noted: str, cell: RawCell) -> bool:
    """Tell whether the list has the cell's own content, or all of it that its own cell has no room for."""
    if cell.formula is not None:
        return noted.startswith(f"={cell.formula}")
    return bool(noted) and noted in (shown(cell), cell.text[LONGEST_TEXT:])


@dataclass(frozen=True)
class _Pair:
    """One field of one table in both workbooks."""

    before: Filled
    after: Filled
    table: Table
    field: Field

    def holds(self, at: CellRef, cell: RawCell) -> bool:
        """Tell whether a cell reads the same where it belongs in the new workbook; what was not read, by its text."""
        new = self.after.submission.tables.get(self.table.name)
        if new is None or self.field.name not in new.columns:
            return False
        row = new.form_rows.get(self.field.name, at.row - self.table.header_row + new.header_row)
        reading = _reading(self.table, self.field.name, at.row)
        if reading != _reading(new, self.field.name, row):
            return False
        if self.field.formula is None and reading is not None and reading[0] is not None:
            return True
        found = sheet_of(self.after, new).cells.get((row, new.columns[self.field.name]))
        text = as_text(cell, date1904=self.before.raw.date1904)
        return as_seen(found) == text[:LONGEST_TEXT].strip()


def _reading(table: Table, field: str, row: int) -> tuple[object, bool] | None:
    """Return what was read in a field of a worksheet row and whether it was not; None outside of records."""
    values, at = table.values.get(field), 0 if table.form_rows else _position(table, row)
    if values is None or at is None:
        return None
    return values[at], at in table.unread.get(field, ())


def _position(table: Table, row: int) -> int | None:
    """Return the record that stands in a row; rows ascend."""
    at = bisect_left(table.rows, row)
    return at if at < len(table.rows) and table.rows[at] == row else None
