"""Which sheet holds which table, and where its headers stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aitx_budget.intake.choices import shown
from aitx_budget.intake.dates import parse_month, read_month
from aitx_budget.intake.formats import is_date_format
from aitx_budget.intake.keys import bare_key, key
from aitx_budget.intake.raw import CellType, Line, RawCell, RawSheet, RawWorkbook
from aitx_budget.intake.worksheet import Area, area
from aitx_budget.layout.structure import TableLayout
from aitx_budget.layout.workbook import (
    APPENDIX_SHEETS,
    GUIDE_SHEET,
    IDENTITY_SHEET,
    LISTS_SHEET,
    REPORT_SHEET,
    SUMMARY_SHEET,
)
from aitx_budget.model.kept import kept
from aitx_budget.model.month import dotted

HEADER_ROWS = 60
"""Rows from the top that are searched for headers."""
LIKENESS = 0.6
"""Share of a table's headers that makes a sheet hold that table whatever it is called."""
LONGEST_HEADER = 60
FAINT = 0.25
"""Share of headers below which no row is taken for the header row."""

_NO_TABLES = frozenset(
    key(title)
    for title in (
        GUIDE_SHEET,
        SUMMARY_SHEET,
        LISTS_SHEET,
        IDENTITY_SHEET,
        REPORT_SHEET,
        *APPENDIX_SHEETS,
    )
)
_REFERENCE = re.compile(r"^=?(?:'((?:[^']|'')+)'|([^'!]+))!([$A-Z0-9:]+)$")
_MONTH_FIELD = re.compile(r"m(\d{6})")


Spot = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """A table's place in one sheet.

    Attributes:
        table: what it is.
        sheet: where it is.
        header_row: row of the headers; for a form, of the first label.
        spots: field -> cells that carry its header (or label), in order; two are a doubled column.
        lines: the sheet's cells row by row, top down.
        texts: column -> header as it stands in the header row; empty for a form.
    """

    table: TableLayout
    sheet: RawSheet
    header_row: int
    spots: Mapping[str, tuple[Spot, ...]]
    lines: Mapping[int, Line]
    texts: Mapping[int, str] = field(default_factory=dict)

    @property
    def likeness(self) -> float:
        """Share of the table's headers that were found."""
        return len(self.spots) / len(self.table.fields)


@dataclass(frozen=True)
class HeaderKeys:
    """What the headers of a table are recognised by.

    Attributes:
        headers, aliases: key -> field.
        months: months that have a column of their own.
    """

    headers: Mapping[str, str]
    aliases: Mapping[str, str]
    months: frozenset[int]

    @classmethod
    def of(cls, table: TableLayout) -> HeaderKeys:
        """Return the keys of a table's headers."""
        headers = {key(each.header): each.name for each in table.fields}
        aliases = {key(alias): each.name for each in table.fields for alias in each.aliases}
        matches = (_MONTH_FIELD.fullmatch(each.name) for each in table.fields)
        months = frozenset(int(match[1]) for match in matches if match is not None)
        return cls(headers, {k: v for k, v in aliases.items() if k not in headers}, months)


_keys = kept(HeaderKeys.of)


def month_fields(table: TableLayout) -> dict[int, str]:
    """Return month -> field, of the months that have a column of their own."""
    matches = (_MONTH_FIELD.fullmatch(each.name) for each in table.fields)
    return {int(match[1]): match[0] for match in matches if match is not None}


class Locator:
    """Finds tables among the sheets of one workbook; what was looked up once is kept.

    Args:
        raw: the workbook.
        tables: what is looked for.
    """

    def __init__(self, raw: RawWorkbook, tables: Sequence[TableLayout]) -> None:
        """Keep the sheets that may hold a table."""
        self.tables = tables
        self.sheets = [sheet for sheet in raw.sheets if key(sheet.title) not in _NO_TABLES]
        self._names = {key(name): target for name, target in raw.defined_names.items()}
        self._lines: dict[int, dict[int, Line]] = {}
        self._texts: dict[int, dict[int, Mapping[int, str]]] = {}

    def claims(self) -> dict[str, list[Place]]:
        """Return the sheets that claim each table, the surest first; more than one is a doubt.

        A sheet is known by the defined names that point to it, by its title, and by its headers.
        """
        claims: dict[str, list[Place]] = {table.name: [] for table in self.tables}
        taken: set[int] = set()
        for known in (self._named_sheet, lambda table: table.sheet):
            for table in self.tables:
                sheet = None if claims[table.name] else self._by_title(known(table), taken)
                if sheet is not None:
                    claims[table.name].append(self.place(table, sheet))
                    taken.add(id(sheet))
        for sheet in self.sheets:
            if id(sheet) not in taken:
                places = (self.place(table, sheet) for table in self.tables)
                best = max(places, key=lambda place: place.likeness)
                if best.likeness >= LIKENESS:
                    claims[best.table.name].append(best)
        return claims

    def _by_title(self, title: str, taken: set[int]) -> RawSheet | None:
        """Return the free sheet of that title, spaces and composition aside."""
        wanted = key(title)
        return next(
            (
                sheet
                for sheet in self.sheets
                if wanted and key(sheet.title) == wanted and id(sheet) not in taken
            ),
            None,
        )

    def _named_sheet(self, table: TableLayout) -> str:
        """Return the title of the sheet that most of a table's defined names point to."""
        references = (self.reference(table, each.name) for each in table.fields)
        titles = Counter(reference[0] for reference in references if reference is not None)
        return titles.most_common(1)[0][0] if titles else ""

    def reference(self, table: TableLayout, name: str) -> tuple[str, Area] | None:
        """Return (sheet title, area) of a field's defined name; None where it points nowhere."""
        return refers_to(self._names.get(key(table.range_name(name)), ""))

    def place(self, table: TableLayout, sheet: RawSheet) -> Place:
        """Return where the headers (or labels) of `table` stand in `sheet`, as far as they do."""
        keys, lines = _keys(table), self._rows(sheet)
        if table.form:
            return _find_labels(table, keys, sheet, lines, dict(self._top(sheet)))
        best: dict[str, tuple[Spot, ...]] = {}
        best_row = 0
        texts: Mapping[int, str] = {}
        for row, line in self._top(sheet):
            spots = _match(keys, {(row, column): text for column, text in line.items()})
            if len(spots) > len(best):
                best, best_row, texts = spots, row, line
            if len(best) == len(table.fields):
                break
        if len(best) < FAINT * len(table.fields):
            return Place(table, sheet, table.header_row, {}, lines)
        return Place(table, sheet, best_row, best, lines, texts)

    def _rows(self, sheet: RawSheet) -> dict[int, Line]:
        """Return the cells of a sheet row by row."""
        known = self._lines.get(id(sheet))
        if known is None:
            lines: dict[int, dict[int, RawCell]] = defaultdict(dict)
            for (row, column), cell in sheet.cells.items():
                lines[row][column] = cell
            known = self._lines[id(sheet)] = {row: lines[row] for row in sorted(lines)}
        return known

    def _top(self, sheet: RawSheet) -> Iterator[tuple[int, Mapping[int, str]]]:
        """Yield rows in which headers are looked for, each as column -> text, from left to right."""
        known = self._texts.setdefault(id(sheet), {})
        for row, line in self._rows(sheet).items():
            if row > HEADER_ROWS:
                return
            if row not in known:
                texts = {column: _header_text(line[column]) for column in sorted(line)}
                known[row] = {column: text for column, text in texts.items() if text}
            if known[row]:
                yield row, known[row]


def _header_text(cell: RawCell) -> str:
    """Return a header as text; a month that became a date is written out as one."""
    if cell.type is CellType.NUMBER and is_date_format(cell.number_format):
        month = read_month(cell).value
        return dotted(month) if month else ""
    text = shown(cell) if cell.type in (CellType.TEXT, CellType.NUMBER) else ""
    return text if len(text) <= LONGEST_HEADER else ""


def _find_labels(
    table: TableLayout,
    keys: HeaderKeys,
    sheet: RawSheet,
    lines: Mapping[int, Line],
    rows: Mapping[int, Mapping[int, str]],
) -> Place:
    """Return the labels of a form, in whichever columns they stand."""
    texts = {(row, column): text for row, line in rows.items() for column, text in line.items()}
    spots = _match(keys, texts)
    first = min((spot[0] for each in spots.values() for spot in each), default=table.header_row)
    return Place(table, sheet, first, spots, lines)


def _match(keys: HeaderKeys, texts: Mapping[Spot, str]) -> dict[str, tuple[Spot, ...]]:
    """Return field -> cells whose text is its header, or else one of its aliases."""
    spots: dict[str, tuple[Spot, ...]] = {}
    for known in (keys.headers, keys.aliases):
        fresh: dict[str, list[Spot]] = {}
        for spot, text in texts.items():
            name = known.get(key(text)) or known.get(bare_key(text))
            if name is None and keys.months and (month := parse_month(text)) in keys.months:
                name = f"m{month}"
            if name is not None and name not in spots:
                fresh.setdefault(name, []).append(spot)
        spots |= {name: tuple(found) for name, found in fresh.items()}
    return spots


def refers_to(target: str) -> tuple[str, Area] | None:
    """Return (sheet title, area) of a defined name's target; None where it points nowhere."""
    match = _REFERENCE.match(target)
    box = area(match[3]) if match is not None else None
    if match is None or box is None:
        return None
    return (match[1] or match[2]).replace("''", "'"), box
