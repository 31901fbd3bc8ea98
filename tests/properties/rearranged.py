"""A workbook whose rows, columns and sheets an officer put elsewhere, and where each cell went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from aitx_budget.model.address import a1, parse_a1
from workbooks import Workbook

NAMES = ("우리 예산", "표 (안)", "Sheet1", "담당자의 표", "A&B", "가.나", "12월", "x y z")
Lines = Mapping[int, int]


@dataclass
class Rearranged:
    """A workbook and its history.

    Attributes:
        book: as it is now.
        rows, columns: title of old -> line of old -> line of now; lines left out stand where they stood.
        titles: title of old -> title of now.
    """

    book: Workbook
    rows: dict[str, Lines]
    columns: dict[str, Lines]
    titles: dict[str, str]

    def now(self, sheet: str | None, cell: str | None) -> tuple[str | None, str | None]:
        """Return where what stood at `sheet`, `cell` stands now."""
        if sheet is None:
            return None, cell
        title = self.titles.get(sheet, sheet)
        if cell is None:
            return title, None
        row, column = parse_a1(cell)
        rows, columns = self.rows.get(sheet, {}), self.columns.get(sheet, {})
        return title, a1(rows.get(row, row), columns.get(column, column))


def _spread(draw: st.DrawFn, lines: list[int], start: int, most: int) -> Lines:
    """Return old line -> new line in the order of `lines`, from `start` on, some blank lines between."""
    gaps = st.sampled_from((0, 0, 0, 1, most))
    placed, at = {}, start
    for line in lines:
        at += draw(gaps)
        placed[line] = at
        at += 1
    return placed


@st.composite
def rearranged(draw: st.DrawFn, make: st.SearchStrategy[Workbook]) -> Rearranged:
    """Draw a workbook and put its records, columns and sheets elsewhere, under any names."""
    book = draw(make)
    made = Rearranged(book, {}, {}, {})
    tables = [sheet for sheet in book.sheets if id(sheet) in book._tables]
    for sheet in tables:
        table = book.table(sheet.title)
        if not table.form:
            head, count = table.header_row, book.count(sheet.title)
            records = draw(st.permutations(range(head + 1, head + count + 1)))
            rows = _spread(draw, records, head + 1, 3)
            columns = _spread(draw, list(range(1, len(table.fields) + 1)), 1, 2)
            made.rows[sheet.title], made.columns[sheet.title] = rows, columns
            book._move(
                sheet,
                lambda r, c, rows=rows, columns=columns, head=head: (
                    rows.get(r, r),
                    columns.get(c, c) if r >= head else c,
                ),
            )
    names = draw(st.permutations(NAMES))
    for sheet, name in zip(tables, names, strict=False):
        if draw(st.booleans()):
            made.titles[sheet.title] = name
            sheet.title = name
    book.sheets[:] = draw(st.permutations(book.sheets))
    return made
