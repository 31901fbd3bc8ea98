"""One worksheet part -> RawSheet. Only cells that hold a value or a formula are kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, cast

from aitx_budget.intake import branched, straight
from aitx_budget.intake.entries import NO_HEIGHT, Entries, Piece
from aitx_budget.intake.formats import GENERAL, is_date_format
from aitx_budget.intake.limits import Limits
from aitx_budget.intake.markup import Element, child, children, is_true, local, unescaped, within
from aitx_budget.intake.raw import CELL_FORMULA, CELL_TEXT, CellType, RawCell, RawSheet
from aitx_budget.intake.refusals import Refuse
from aitx_budget.intake.shared_formulas import SharedFormulas
from aitx_budget.model.address import LAST_COLUMN, LAST_ROW, parse_a1
from aitx_budget.model.submission import Refused

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_DIGITS = "0123456789"
_TYPES = {
    "n": CellType.NUMBER,
    "b": CellType.LOGICAL,
    "e": CellType.ERROR,
}
_COMMON = {None: CellType.NUMBER, "s": CellType.TEXT, "str": CellType.TEXT}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


_made = cast("Callable[[tuple[Any, ...]], RawCell]", partial(tuple.__new__, RawCell))
"""Makes a cell of its four attributes in half the time."""


class SheetReader:
    """Reads the worksheets of one workbook.

    Args:
        strings: the shared strings.
        formats: number format per cell style.
        date1904: serial dates count from 1904.
        limits: on the cells of all worksheets and the text in them.
    """

    def __init__(
        self, strings: Sequence[str], formats: Sequence[str], *, date1904: bool, limits: Limits
    ) -> None:
        """Keep what all worksheets share."""
        # By the text that cells refer to them with: `-1` must not be the last of a list.
        self.strings = {str(at): text for at, text in enumerate(strings)}
        self.limits = limits
        self.cells = self.characters = 0
        self.styles: dict[str | None, str] = {str(at): code for at, code in enumerate(formats)}
        self.styles[None] = formats[0] if formats else GENERAL
        self.date1904 = date1904

    def read(self, title: str, part: str, data: bytes, *, hidden: bool) -> RawSheet:
        """Return the worksheet that a part holds.

        Raises:
            ValueError, KeyError: the part is no worksheet, or a reference or an index makes no sense.
            Refuse: the part is damaged, or the workbook has too many cells or too much text in them.
        """
        data = within(part, data, self.limits)
        before = self.cells, self.characters
        try:
            return self._read(
                RawSheet(title, hidden=hidden), straight.pieces(part, data, self.limits)
            )
        except straight.UnusualError:
            self.cells, self.characters = before
            return self._read(
                RawSheet(title, hidden=hidden), branched.pieces(part, data, self.limits)
            )

    def _read(self, sheet: RawSheet, pieces: Iterator[Piece]) -> RawSheet:
        """Read a worksheet piece by piece."""
        shared = SharedFormulas(self.limits.characters)
        for entries, hidden_rows, root in pieces:
            cells = self._cells(entries, shared)
            self._count(cells)
            sheet.cells.update(cells)
            sheet.hidden_rows |= hidden_rows
            if root is not None:
                if local(root) != "worksheet":
                    raise ValueError(sheet.title)
                sheet.hidden_columns = _hidden_columns(root, sheet)
                sheet.merged = _merged(root)
        numbers = {row for row, _ in sheet.cells}
        if numbers and not 1 <= min(numbers) <= max(numbers) <= LAST_ROW:
            message = f"rows {min(numbers)} to {max(numbers)}"
            raise ValueError(message)
        return sheet

    def _count(self, cells: dict[tuple[int, int], RawCell]) -> None:
        """Refuse a workbook of too many cells, or of too much text.

        A text that many cells share is small in the file; whoever reads the cells meets it each time.
        """
        self.cells += len(cells)
        if self.cells > self.limits.cells:
            raise Refuse(Refused.OVERSIZED, f"{self.limits.cells} cells")
        formulas = filter(None, map(CELL_FORMULA, cells.values()))
        self.characters += sum(map(len, map(CELL_TEXT, cells.values()))) + sum(map(len, formulas))
        if self.characters > self.limits.characters:
            raise Refuse(Refused.OVERSIZED, f"{self.limits.characters} characters")

    def _cells(self, entries: Entries, shared: SharedFormulas) -> dict[tuple[int, int], RawCell]:
        """Read the cells: numbers, shared strings and texts of formulas all at once, what is none of them one by one."""
        rows = {digits: int(digits) for digits in set(entries.digits)}
        columns = {letters: parse_a1(f"{letters}1")[1] for letters in set(entries.letters)}
        codes = {style: self.styles.get(style, GENERAL) for style in set(entries.styles)}
        kinds, values = entries.types, entries.values
        formulas = _formulas(entries, shared)
        formats = list(map(codes.__getitem__, entries.styles))
        string = self.strings.get
        texts = [
            value.strip()
            if kind is None and value
            else string(value)
            if kind == "s" and value
            else value
            if kind == "str" and value is not None and "_x" not in value and "\r" not in value
            else None
            for kind, value in zip(kinds, values, strict=True)
        ]
        common = zip(map(_COMMON.get, kinds), texts, formulas, formats, strict=True)
        cells: list[RawCell | None] = list(map(_made, common))
        others = [at for at, text in enumerate(texts) if text is None]
        for at in others:
            kind, inline = kinds[at] or "n", entries.inlines[at]
            cells[at] = self._cell(kind, formulas[at], values[at], inline, formats[at])
        found = zip(
            map(rows.__getitem__, entries.digits),
            map(columns.__getitem__, entries.letters),
            strict=True,
        )
        placed: Iterable[tuple[tuple[int, int], Any]] = zip(found, cells, strict=True)
        if any(cells[at] is None for at in others):
            placed = (each for each in placed if each[1] is not None)
        return dict(placed)

    def _cell(
        self, kind: str, formula: str | None, value: str | None, inline: str | None, code: str
    ) -> RawCell | None:
        """Read a cell of any kind; None where it holds neither a value nor a formula."""
        if kind == "inlineStr":
            return RawCell(CellType.TEXT, inline or value or "", formula, code)
        if kind == "str" and (value is not None or formula is not None):
            return RawCell(CellType.TEXT, unescaped(value or ""), formula, code)
        if not value:
            return None if formula is None else RawCell(CellType.EMPTY, "", formula, code)
        if kind == "s":
            return RawCell(CellType.TEXT, self.strings[value.strip()], formula, code)
        if kind == "d":
            return self._iso(value, formula, code)
        return RawCell(_TYPES[kind], value.strip(), formula, code)

    def _iso(self, value: str, formula: str | None, code: str) -> RawCell:
        """Turn a date written as ISO text into the serial number other programs write."""
        match = _ISO_DAY.match(value)
        try:
            day = dt.date.fromisoformat(match[0] if match is not None else "")
        except ValueError:
            return RawCell(CellType.TEXT, value, formula, code)
        serial = (day - (_EPOCH_1904 if self.date1904 else _EPOCH)).days
        shown = code if is_date_format(code) else "yyyy-mm-dd"
        return RawCell(CellType.NUMBER, str(serial), formula, shown)


def _formulas(entries: Entries, shared: SharedFormulas) -> Sequence[str | None]:
    """Return the formula of each cell, those that are shared written out."""
    if entries.groups.count(None) == len(entries.groups):
        return entries.formulas
    return [
        formula if group is None else shared.text(group, formula, letters + digits)
        for letters, digits, group, formula in zip(*entries[:2], *entries[4:6], strict=True)
    ]


def _hidden_columns(root: Element, sheet: RawSheet) -> set[int]:
    """Return the columns in use that are hidden or of no width."""
    last = max({column for _, column in sheet.cells}, default=0)
    hidden: set[int] = set()
    for each in children(child(root, "cols"), "col"):
        if is_true(each.get("hidden")) or each.get("width") in NO_HEIGHT:
            first = int(each.get("min") or 1)
            hidden.update(range(first, min(int(each.get("max") or first), last) + 1))
    return hidden


def _merged(root: Element) -> list[Area]:
    """Return the merged ranges."""
    return [
        box
        for each in _all(root, "mergeCells", "mergeCell")
        if (box := area(each.get("ref") or "")) is not None
    ]


def _all(root: Element, outer: str, inner: str) -> Iterable[Element]:
    return (each for block in root if local(block) == outer for each in children(block, inner))


def area(reference: str) -> Area | None:
    """Return (first row, first column, last row, last column) of `B2:C5` or `$B$2`; None if neither."""
    first, _, last = reference.partition(":")
    try:
        top, left = parse_a1(first)
        bottom, right = parse_a1(last or first)
    except ValueError:
        return None
    return (
        min(top, bottom),
        min(left, right),
        min(max(top, bottom), LAST_ROW),
        min(max(left, right), LAST_COLUMN),
    )
