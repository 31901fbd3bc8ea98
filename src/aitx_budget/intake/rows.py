"""Which worksheet rows are records, which are typed subtotals, and which are neither."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aitx_budget.intake.amounts import decimal_of, is_blank
from aitx_budget.intake.keys import bare_key, key, short_texts_remembered
from aitx_budget.intake.raw import CellType, Line, RawCell
from aitx_budget.layout.structure import Field, Kind, TableLayout

NUMBER_FIELD = "number"
"""A row's running number: alone it is no record, and it is never judged."""

_GROUP_WORDS = ("소계", "중계")
_GRAND_WORDS = ("총합계", "총계", "누계")
_EITHER_WORD = "합계"
_WORDS = "소계|중계|총합계|총계|누계|합계"
_ENDING = "계"
_SUBTOTAL = re.compile(rf"^(?:{_WORDS})|(?:{_WORDS})$|^{_ENDING}$")
_ALONE = re.compile(rf"(?:{_WORDS}|{_ENDING})")
_LONGEST = 30
"""Characters of a text that may be a subtotal's name, and of any amount."""
_NOTE = re.compile(r"^\s*(?:※|\*|주\s*\d*\s*[):.]|비고\s*[::])")
MEASURES = (Kind.WON, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT, Kind.RATIO)


@dataclass(frozen=True)
class SubtotalRow:
    """A row that adds up others.

    Attributes:
        row: worksheet row.
        word: 소계, 합계 …
        covers: the rows it adds up.
    """

    row: int
    word: str
    covers: tuple[int, ...]


@dataclass
class Rows:
    """The rows under a table's header.

    Attributes:
        lines: row -> column -> cell, top down.
        records: rows that are records, in order.
        subtotals: rows that are typed subtotals.
    """

    lines: Mapping[int, Line]
    records: list[int] = field(default_factory=list)
    subtotals: list[SubtotalRow] = field(default_factory=list)


def sort_rows(
    table: TableLayout, lines: Mapping[int, Line], header_row: int, columns: Mapping[str, int]
) -> Rows:
    """Sort the rows of `lines` that are under the header.

    A record is a row in which an input other than the running number is filled. Untouched rows,
    rows of nothing but zeros, a repeated header, and remarks under the table (one text that begins
    with ※ or * and nothing else) are none of both.
    """
    fields = {columns[each.name]: each for each in table.fields if each.name in columns}
    rows = Rows({row: line for row, line in lines.items() if row > header_row})
    inputs = {
        column: each
        for column, each in fields.items()
        if each.formula is None and each.name != NUMBER_FIELD
    }
    words = _words_of(rows.lines.values())
    marked: dict[int, str] = {}
    for row, line in rows.lines.items():
        word = _subtotal_word(line, fields, words) if words else ""
        if word:
            marked[row] = word
        elif _is_record(line, inputs):
            rows.records.append(row)
    rows.subtotals = _subtotals(rows.records, marked)
    return rows


def is_filled(cell: RawCell, kind: Kind) -> bool:
    """Tell whether an input cell holds something; a dash is nothing, and a zero in a measure."""
    if cell.type is CellType.TEXT:
        return not is_blank(cell.text)
    if cell.type is CellType.NUMBER and kind in MEASURES:
        text = cell.text
        plain = len(text) < _LONGEST and text.isascii() and text.isdigit()
        return bool(text.strip("0")) if plain else decimal_of(text) != 0
    return True


def _is_record(line: Line, inputs: Mapping[int, Field]) -> bool:
    texts = []
    for column, cell in line.items():
        each = inputs.get(column)
        if each is not None and is_filled(cell, each.kind):
            if cell.type is not CellType.TEXT:
                return True
            texts.append((cell.text, each.header))
    if len(texts) == 1:
        return _NOTE.match(texts[0][0]) is None
    return any(key(header) not in (key(text), bare_key(text)) for text, header in texts)


def _words_of(lines: Iterable[Line]) -> dict[str, tuple[str, bool]]:
    """Return the texts that may say that their row adds up others: text -> the word, and whether it stands alone."""
    texts = {cell.text for line in lines for cell in line.values() if cell.type is CellType.TEXT}
    words = {text: _word(text) for text in texts if len(text) <= _LONGEST and _may_say(text)}
    return {text: said for text, said in words.items() if said[0]}


def _may_say(text: str) -> bool:
    """Tell whether a text may hold one of the words, all of which end alike."""
    return _ENDING in text or not (text.isascii() or unicodedata.is_normalized("NFKC", text))


def _subtotal_word(
    line: Line, fields: Mapping[int, Field], words: Mapping[str, tuple[str, bool]]
) -> str:
    """Return the word by which a row says that it adds up others; empty where it does not.

    The word stands in place of a code or a choice, in a text of a row that lacks its codes, or alone in a text of
    a row that lacks anything a record must have, such as its price.
    """
    for column, cell in line.items():
        each = fields.get(column)
        if each is None or cell.type is not CellType.TEXT or cell.text not in words:
            continue
        if each.kind in MEASURES and each.name != NUMBER_FIELD:
            continue
        word, alone = words[cell.text]
        if each.kind is not Kind.TEXT or _lacks(line, fields, None if alone else Kind.CODE):
            return word
    return ""


@short_texts_remembered
def _word(text: str) -> tuple[str, bool]:
    """Return the word in a text that may say that its row adds up others, and whether it stands alone."""
    spelled = (key(text), bare_key(text))
    word = next(filter(None, map(_SUBTOTAL.search, spelled)), None)
    return (word[0] if word else ""), any(map(_ALONE.fullmatch, spelled))


def _lacks(line: Line, fields: Mapping[int, Field], kind: Kind | None) -> bool:
    """Tell whether a required input of some kind (of any, where none is given) is blank in a row."""
    return any(
        each.required
        and kind in (None, each.kind)
        and (column not in line or not is_filled(line[column], each.kind))
        for column, each in fields.items()
    )


def _subtotals(records: list[int], marked: Mapping[int, str]) -> list[SubtotalRow]:
    """Say which rows each subtotal adds up.

    소계 adds up the rows since the last subtotal (or, where subtotals stand above their rows, those
    up to the next one); 총계 and 누계 all rows; 합계 all rows where it is the only one or there are
    소계 beside it.
    """
    single = sum(word == _EITHER_WORD for word in marked.values()) == 1
    grouped = any(word in _GROUP_WORDS for word in marked.values())
    grand = {
        row
        for row, word in marked.items()
        if word in _GRAND_WORDS or (word == _EITHER_WORD and (single or grouped))
    }
    groups = [row for row in sorted(marked) if row not in grand]
    above = bool(groups and records and groups[0] < records[0])
    found = []
    for row in sorted(marked):
        if row in grand:
            before = tuple(each for each in records if each < row)
            covers = before if marked[row] == "누계" else tuple(records)
        else:
            covers = _group(row, groups, records, above=above)
        found.append(SubtotalRow(row, marked[row], covers))
    return found


def _group(row: int, groups: list[int], records: list[int], *, above: bool) -> tuple[int, ...]:
    """Return the records between a group's subtotal and its neighbour."""
    if above:
        end = min((each for each in groups if each > row), default=10**9)
        return tuple(each for each in records if row < each < end)
    start = max((each for each in groups if each < row), default=0)
    return tuple(each for each in records if start < each < row)
