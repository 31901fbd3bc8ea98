"""Which cells of which sheets get which marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aitx_budget.annotate.parts import Sheet, find_sheet
from aitx_budget.model.address import a1, parse_a1
from aitx_budget.model.finding import Finding, Weight, WorkbookResult
from aitx_budget.model.telling import told


class Numbered(NamedTuple):
    """A finding with the number it has on the report sheet."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class CellMark:
    """A cell to be marked; row and column from 1, its findings the gravest first."""

    row: int
    column: int
    findings: tuple[Numbered, ...]

    @property
    def a1(self) -> str:
        """The cell's reference."""
        return a1(self.row, self.column)

    @property
    def number(self) -> int:
        """That of its first finding on the report sheet."""
        return min(each.number for each in self.findings)

    @property
    def weight(self) -> Weight:
        """That of its gravest finding."""
        return self.findings[0].finding.weight


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """A sheet with findings; its cells by row and column. Findings of no cell mark the tab only."""

    sheet: Sheet
    weight: Weight
    cells: tuple[CellMark, ...]


def cell_of(finding: Finding) -> tuple[int, int] | None:
    """Return (row, column) of the finding's cell, or None where it has none."""
    if finding.cell is None:
        return None
    try:
        return parse_a1(finding.cell)
    except ValueError:
        return None


def gather(result: WorkbookResult, sheets: Sequence[Sheet]) -> tuple[SheetMarks, ...]:
    """Return the marks of every sheet that findings name, in workbook order."""
    found: dict[str, list[Numbered]] = {}
    for number, finding in enumerate(told(result), 1):
        sheet = find_sheet(sheets, finding.sheet) if finding.sheet else None
        if sheet is not None:
            found.setdefault(sheet.title, []).append(Numbered(number, finding))
    return tuple(
        SheetMarks(
            sheet,
            min((each.finding.weight for each in found[sheet.title]), key=lambda each: each.rank),
            _cells(found[sheet.title]),
        )
        for sheet in sheets
        if sheet.title in found
    )


def _cells(findings: Sequence[Numbered]) -> tuple[CellMark, ...]:
    by_cell: dict[tuple[int, int], list[Numbered]] = {}
    for each in findings:
        cell = cell_of(each.finding)
        if cell is not None:
            by_cell.setdefault(cell, []).append(each)
    return tuple(
        CellMark(*cell, tuple(sorted(here, key=lambda each: each.finding.weight.rank)))
        for cell, here in sorted(by_cell.items())
    )
