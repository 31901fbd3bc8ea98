"""총괄표 as it came back: whether each of its formulas is still the layout's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from aitx_budget.intake.cells import as_seen
from aitx_budget.intake.choices import shown
from aitx_budget.intake.formulas import is_changed, stated_amount
from aitx_budget.intake.keys import key
from aitx_budget.intake.raw import CellType, RawSheet, RawWorkbook
from aitx_budget.layout.former import in_words_of_now
from aitx_budget.layout.naming import RowNames
from aitx_budget.layout.structure import WorkbookLayout
from aitx_budget.layout.summary import ROW_TABLES, summary
from aitx_budget.layout.workbook import IDENTITY_SHEET, SUMMARY_SHEET, workbook_layout
from aitx_budget.model.address import CellRef
from aitx_budget.model.kept import kept
from aitx_budget.model.submission import Observation, Seen
from aitx_budget.programme.schema import Programme

_REFERENCE = re.compile(
    r"""("[^"]*"|'[^']*'!|[\w.]*[^\W\d_A-Z$][\w.]*)|(\$?[A-Z]{1,3}\$?)(\d+)\b"""
)


def changed_overview(
    raw: RawWorkbook, layout: WorkbookLayout, programme: Programme
) -> Iterator[Observation]:
    """Yield an observation of the formula cells of 총괄표 that hold anything else: one for all, at the first of them.

    Rows that were inserted or deleted move the formulas; they are found again by the labels of
    their rows. A workbook that no longer says how many rows its summary has is not compared.
    """
    sheet = next((each for each in raw.sheets if key(each.title) == key(SUMMARY_SHEET)), None)
    capacities = _capacities(raw)
    if sheet is None or capacities is None:
        return
    laid = _laid(programme, layout.version, capacities)
    moved = _moved_rows(laid.labels, sheet, laid.last)
    in_place = all(row == at for row, at in moved.items())
    changed = []
    for row, column, known in laid.formulas:
        if row not in moved:
            continue
        spot = (moved[row], column)
        expected = known if in_place else tuple(_shifted(each, moved) for each in known)
        if all(is_changed(sheet.cells.get(spot), each) for each in expected):
            changed.append((CellRef(sheet.title, *spot), expected[0]))
    if changed:
        (first, today), *others = sorted(changed)
        found = sheet.cells.get((first.row, first.column))
        written = found.formula if found is not None else None
        yield Observation(
            Seen.CHANGED_FORMULA,
            at=first,
            raw=f"={written}" if written else as_seen(found, date1904=raw.date1904),
            value=stated_amount(found),
            expected=f"={today}",
            related=tuple(cell for cell, _ in others),
        )


class _Laid(NamedTuple):
    """총괄표 as it was given out.

    Attributes:
        formulas: (row, column, formula texts) of each formula cell: today's, then those that stood there once.
        labels: row -> keys of its labels.
        last: the last row.
    """

    formulas: tuple[tuple[int, int, tuple[str, ...]], ...]
    labels: Mapping[int, frozenset[str]]
    last: int


@kept
def _laid(programme: Programme, version: str, capacities: tuple[int, ...]) -> _Laid:
    """Return the overview of a layout's version whose tables have rows for `ROW_TABLES`."""
    layout = workbook_layout(programme, version)
    laid = summary(programme, layout, dict(zip(ROW_TABLES, capacities, strict=True)))
    names = RowNames(layout, cells=laid.references)
    labels: dict[int, set[str]] = defaultdict(set)
    formulas: list[tuple[int, int, tuple[str, ...]]] = []
    for cell in laid.cells:
        if not isinstance(cell.content, str):
            known = tuple(each.formula(names) for each in (cell.content, *cell.former))
            formulas.append((cell.row, cell.column, known))
        elif _label(cell.content):
            labels[cell.row].add(_label(cell.content))
    frozen = {row: frozenset(keys) for row, keys in labels.items()}
    return _Laid(tuple(formulas), frozen, max(cell.row for cell in laid.cells))


def _capacities(raw: RawWorkbook) -> tuple[int, ...] | None:
    """Return the rows of the summary's tables as the identity sheet keeps them; None where it doesn't."""
    sheet = next((each for each in raw.sheets if each.title == IDENTITY_SHEET), RawSheet(""))
    stated = {
        shown(cell): shown(sheet.cells[row, 2])
        for (row, column), cell in sheet.cells.items()
        if column == 1 and (row, 2) in sheet.cells
    }
    rows = [stated.get(f"rows.{name}", "") for name in ROW_TABLES]
    if not all(re.fullmatch(r"[0-9]{1,4}", text) for text in rows):
        return None
    return tuple(map(int, rows))


def _moved_rows(labels: Mapping[int, frozenset[str]], sheet: RawSheet, last: int) -> dict[int, int]:
    """Return layout row -> worksheet row, the rows up to `last` aligned by their labels."""
    bottom = max((row for row, _ in sheet.cells), default=0)
    standing: dict[int, set[str]] = defaultdict(set)
    for (row, _), cell in sheet.cells.items():
        if cell.formula is None and cell.type is CellType.TEXT:
            standing[row].add(_label(shown(cell)))
    if all(standing[row] >= texts for row, texts in labels.items()):
        return {row: row for row in range(1, last + 1)}
    expected = ["|".join(sorted(labels.get(row, ()))) for row in range(1, last + 1)]
    found = ["|".join(sorted(standing[row])) for row in range(1, bottom + 1)]
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    return {
        block.a + offset + 1: block.b + offset + 1
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    }


def _label(text: str) -> str:
    """Return what a row's label is known by, whichever words it was printed in."""
    return key(in_words_of_now(text))


def _shifted(formula: str, moved: Mapping[int, int]) -> str:
    """Return a formula whose references follow their rows; names, sheets and texts are left alone."""

    def follow(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[0]
        return f"{match[2]}{moved.get(int(match[3]), int(match[3]))}"

    return _REFERENCE.sub(follow, formula)
