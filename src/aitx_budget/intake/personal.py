"""Resident registration numbers: seen everywhere, repeated nowhere."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache

from aitx_budget.intake.amounts import decimal_of
from aitx_budget.intake.raw import (
    CELL_FORMULA,
    CELL_TEXT,
    CellType,
    RawCell,
    RawSheet,
    RawWorkbook,
)
from aitx_budget.model.address import CellRef
from aitx_budget.model.submission import Observation, Seen

_LENGTH = 13
_NUMBER = re.compile(r"(?<!\d)(\d{6})([-–—−‐‑－.\s\u200b]{0,3})([1-8１-８])(\d{6})(?!\d)")
_POSSIBLE = re.compile(r"\d{6}[-–—−‐‑－.\s\u200b]{0,3}[1-8１-８]\d{6}")
"""Is found wherever `_NUMBER` is, in a fraction of the time."""
_EXPONENT = re.compile(r"[\d.][eE][+-]?\d")
_USUAL = 4000
"""Characters that hardly any text or formula has more of."""
_CENTURIES = {
    "1": 1900,
    "2": 1900,
    "3": 2000,
    "4": 2000,
    "5": 1900,
    "6": 1900,
    "7": 2000,
    "8": 2000,
}


def _born(match: re.Match[str]) -> bool:
    """Tell whether the first six digits are a birthday; other long numbers are no one's."""
    year = _CENTURIES[str(int(match[3]))] + int(match[1][:2])
    try:
        dt.date(year, int(match[1][2:4]), int(match[1][4:]))
    except ValueError:
        return False
    return True


def mask(text: str) -> str:
    """Return `text` with the last six digits of every resident registration number covered.

    Example:
        >>> mask("홍길동 900101-1234567"), mask("9999991234567")
        ('홍길동 900101-1******', '9999991234567')
    """
    return _NUMBER.sub(
        lambda match: f"{match[1]}-{match[3]}******" if _born(match) else match[0], text
    )


def without_personal_numbers(raw: RawWorkbook) -> tuple[RawWorkbook, list[Observation]]:
    """Return the workbook with every such number masked, and an observation for each cell and title.

    All that is read later is read from the masked workbook, so no value or message can carry one.
    """
    sheets, observations = [], []
    for sheet in raw.sheets:
        masked, title = _masked_cells(sheet), mask(sheet.title)
        if title != sheet.title:
            observations.append(Observation(Seen.PERSONAL_NUMBER, raw=title))
        observations += [
            Observation(Seen.PERSONAL_NUMBER, at=CellRef(title, *spot), raw=cell.text)
            for spot, cell in masked.items()
        ]
        changed = masked or title != sheet.title
        sheets.append(replace(sheet, title=title, cells=sheet.cells | masked) if changed else sheet)
    names = {name: mask(target) for name, target in raw.defined_names.items()}
    properties = {name: mask(value) for name, value in raw.properties.items()}
    return replace(raw, sheets=sheets, defined_names=names, properties=properties), observations


def _masked_cells(sheet: RawSheet) -> dict[tuple[int, int], RawCell]:
    """Return the cells that hold a number, masked; a bare number of 13 digits becomes a text."""
    in_texts, in_formulas = _may_hold(sheet)
    if not in_texts and not in_formulas:
        return {}
    masked = {}
    for spot, cell in sheet.cells.items():
        written = _written_out(cell) if in_texts else cell.text
        text = mask(written) if in_texts and len(written) >= _LENGTH else written
        formula = mask(cell.formula) if in_formulas and cell.formula else cell.formula
        if text != written:
            masked[spot] = RawCell(CellType.TEXT, text, formula, cell.number_format)
        elif formula != cell.formula:
            masked[spot] = cell._replace(formula=formula)
    return masked


def _may_hold(sheet: RawSheet) -> tuple[bool, bool]:
    """Tell whether there may be a number among the texts of a sheet, and among its formulas.

    Most sheets have none, and looking through all texts at once takes a fraction of the time.
    """
    cells = sheet.cells.values()
    texts = [
        text
        for text in set(map(CELL_TEXT, cells))
        if len(text) >= _LENGTH or "E" in text or "e" in text
    ]
    return _hold(texts), _hold(list(filter(None, map(CELL_FORMULA, cells))))


def _hold(texts: list[str]) -> bool:
    """Tell whether any may have a number; the template's texts and formulas, in every workbook, are looked at once."""
    if max(map(len, texts), default=0) > _USUAL:
        return _holds("|".join(texts))
    return any(map(_remembered, texts))


def _holds(text: str) -> bool:
    found = _POSSIBLE.search(text) is not None and _NUMBER.search(text) is not None
    return found or _EXPONENT.search(text) is not None


_remembered = lru_cache(maxsize=16_384)(_holds)


def _written_out(cell: RawCell) -> str:
    """Return a cell's text; a number with an exponent digit by digit."""
    if cell.type is CellType.NUMBER and "E" in cell.text.upper():
        number = decimal_of(cell.text)
        return cell.text if number is None else format(number, "f")
    return cell.text
