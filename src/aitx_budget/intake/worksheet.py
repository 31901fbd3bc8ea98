"""One worksheet part -> RawSheet. Only cells that hold a value or a formula are kept."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

from aitx_budget.intake.growing import growing
from aitx_budget.intake.limits import Limits
from aitx_budget.intake.markup import (
    Element,
    child,
    children,
    is_true,
    local,
    namespace,
    plain_text,
    unescaped,
)
from aitx_budget.intake.raw import CellType, RawCell, RawSheet
from aitx_budget.intake.refusals import Refuse
from aitx_budget.intake.styles import GENERAL, is_date_format
from aitx_budget.model.address import LAST_COLUMN, LAST_ROW, a1, column_number, parse_a1
from aitx_budget.model.submission import Refused

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_DIGITS = "0123456789"
_TYPES = {
    "n": CellType.NUMBER,
    "b": CellType.LOGICAL,
    "e": CellType.ERROR,
}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


_WHOLE, _PART = "//m:sheetData/m:row", "*[position() < last()][self::m:row]"
"""The rows of a worksheet, and of one that grows those that are complete."""
_FILLED, _SHAPED = "/m:c[*]", "[@hidden or @ht]"
"""Of rows, the cells with content, so that styled blanks never reach Python; those hidden or of a height of their own."""


@lru_cache(maxsize=32)
def _search(path: str, space: str) -> Callable[[Element], Any]:
    return etree.XPath(path, namespaces={"m": space})


class _UnplacedError(Exception):
    """A cell without a reference was met."""


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
        sheet, above = RawSheet(title, hidden=hidden), "0"
        shared: Shared | None = None
        for top, whole in growing(part, data, self.limits):
            shared = shared or Shared(namespace(top), self.limits.characters)
            self._take(top, _WHOLE if whole else _PART, shared, sheet, above)
            if whole:
                if local(top) != "worksheet":
                    raise ValueError(part)
                sheet.hidden_columns = _hidden_columns(top, sheet)
                sheet.merged = _merged(top)
            else:
                above = _last_row(top, above)
        numbers = [row for row, _ in sheet.cells]
        if numbers and not 1 <= min(numbers) <= max(numbers) <= LAST_ROW:
            message = f"rows {min(numbers)} to {max(numbers)}"
            raise ValueError(message)
        return sheet

    def _take(self, top: Element, path: str, shared: Shared, sheet: RawSheet, above: str) -> None:
        """Read the rows that have grown under the row `above`."""
        space, room = namespace(top), shared.room
        filled = _search(path + _FILLED, space)
        try:
            cells = self._cells(filled(top), shared)
        except _UnplacedError:
            _place(_search(path, space)(top), above)
            shared.room = room
            cells = self._cells(filled(top), shared)
        self._count(cells)
        sheet.cells.update(cells)
        sheet.hidden_rows |= _hidden_rows(_search(path + _SHAPED, space)(top))

    def _count(self, cells: dict[tuple[int, int], RawCell]) -> None:
        """Refuse a workbook of too many cells, or of too much text.

        A text that many cells share is small in the file; whoever reads the cells meets it each time.
        """
        self.cells += len(cells)
        if self.cells > self.limits.cells:
            raise Refuse(Refused.OVERSIZED, f"{self.limits.cells} cells")
        self.characters += sum(len(each.text) + len(each.formula or "") for each in cells.values())
        if self.characters > self.limits.characters:
            raise Refuse(Refused.OVERSIZED, f"{self.limits.characters} characters")

    def _cells(self, elements: Any, shared: Shared) -> dict[tuple[int, int], RawCell]:
        """Read the cells; the loop is the hottest of intake, so its common cases stand in it."""
        strings, styles = self.strings, self.styles
        value_tag = shared.value_tag
        columns: dict[str, int] = {}
        cells: dict[tuple[int, int], RawCell] = {}
        number, text_type = CellType.NUMBER, CellType.TEXT
        for element in elements:
            reference = element.get("r")
            if reference is None:
                raise _UnplacedError
            letters = reference.rstrip(_DIGITS)
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = parse_a1(f"{letters}1")[1]
            kind, code = element.get("t"), styles.get(element.get("s"), GENERAL)
            first = element[0]
            plain = len(element) == 1 and first.tag == value_tag
            value = first.text if plain else None
            if plain and value and kind is None:
                cell = RawCell(number, value.strip(), None, code)
            elif plain and value and kind == "s":
                cell = RawCell(text_type, strings[value.strip()], None, code)
            else:
                other = self._cell(element, code, shared)
                if other is None:
                    continue
                cell = other
            cells[int(reference[len(letters) :]), column] = cell
        return cells

    def _cell(self, element: Element, code: str, shared: Shared) -> RawCell | None:
        """Read a cell of any kind; None where it holds neither a value nor a formula."""
        value = formula = inline = None
        for part in element:
            tag = part.tag
            if tag == shared.value_tag:
                value = part.text
            elif tag == shared.formula_tag:
                formula = shared.text(part, element.get("r") or "")
            elif tag == shared.inline_tag:
                inline = plain_text(part)
        kind = element.get("t") or "n"
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


class Shared:
    """Formulas that one cell of a sheet writes and others share, written out for each.

    Attributes:
        value_tag, formula_tag, inline_tag: what a cell's parts are called in the sheet's namespace.
        limit, room: characters that may be written out, and those that still may.
    """

    def __init__(self, space: str, room: int) -> None:
        """Start with none."""
        self.limit = self.room = room
        self.value_tag, self.formula_tag, self.inline_tag = (
            f"{{{space}}}{name}" for name in ("v", "f", "is")
        )
        self._masters: dict[str, Any] = {}

    def text(self, element: Element, reference: str) -> str | None:
        """Return the formula of the cell at `reference`; None where the element holds none.

        Raises:
            Refuse: a long formula is shared by more cells than can be written out.
        """
        text = element.text
        if element.get("t") != "shared":
            return text or None
        group = element.get("si") or ""
        if text:
            self._masters[group] = (text, reference)
            return text
        master = self._masters.get(group)
        if master is None:
            return None
        if isinstance(master, tuple):
            master = self._masters[group] = _translator(*master)
        formula = _translated(master, reference)
        self.room -= len(formula)
        if self.room < 0:
            raise Refuse(Refused.OVERSIZED, f"{self.limit} characters")
        return formula


def _translator(text: str, reference: str) -> Any:
    """Return what writes a shared formula out for other cells.

    Raises:
        ValueError: the formula is none.
    """
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator

    try:
        return Translator(f"={text}", origin=reference)
    except TokenizerError as error:
        message = f"{reference}: {error}"
        raise ValueError(message) from error


def _translated(translator: Any, reference: str) -> str:
    """Return the formula at `reference`; one that leads off the sheet is what Excel makes of it."""
    from openpyxl.formula.translate import TranslatorError

    try:
        return str(translator.translate_formula(reference))[1:]
    except TranslatorError:
        return "#REF!"


def _last_row(top: Element, above: str) -> str:
    """Return the reference of the last of the rows that have grown under the row `above`."""
    rows = _search(_PART, namespace(top))(top)
    if rows and rows[-1].get("r") is None:
        _place(rows, above)
    return str(rows[-1].get("r")) if rows else above


def _place(rows: Iterable[Element], above: str) -> None:
    """Give rows under the row `above`, and cells, without references those that their order implies."""
    row_number = int(above)
    for row in rows:
        row_number = int(row.get("r") or row_number + 1)
        row.set("r", str(row_number))
        column = 0
        for cell in children(row, "c"):
            reference = cell.get("r")
            column = column_number(reference.rstrip(_DIGITS)) if reference else column + 1
            if reference is None:
                cell.set("r", a1(row_number, column))


def _hidden_rows(rows: Iterable[Element]) -> set[int]:
    """Return the rows that are hidden, filtered out, or of no height."""
    return {
        int(row.get("r") or 0)
        for row in rows
        if is_true(row.get("hidden")) or row.get("ht") in ("0", "0.0")
    }


def _hidden_columns(root: Element, sheet: RawSheet) -> set[int]:
    """Return the columns in use that are hidden or of no width."""
    last = max((column for _, column in sheet.cells), default=0)
    hidden: set[int] = set()
    for each in children(child(root, "cols"), "col"):
        if is_true(each.get("hidden")) or each.get("width") in ("0", "0.0"):
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
