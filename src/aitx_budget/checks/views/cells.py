"""Single cells of all tables under one another: required ones, amounts, codes, references, categories."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, among, chosen, texts, under_one_another
from aitx_budget.checks.rule import REGION
from aitx_budget.checks.views.grouping import groups
from aitx_budget.checks.views.view import View, declared, in_doubt, of
from aitx_budget.layout.structure import Field, Kind, TableLayout
from aitx_budget.programme.schema import Category, Programme

FIRM = "참여기업"
CONTRIBUTORS = {"수행기관": "institutions.code", FIRM: "beneficiaries.registration_number"}
"""What a contributor of each kind is called by; an institution's own workbook lists no firms."""

_NUMBERS = (Kind.WON, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT)
_NUMBER = re.compile(r"\d{3}-?\d{2}-?\d{5}")
_CODED = re.compile(r"\s*(\d*)\s*[.:·\-]?\s*(.*)")


class _Cells(NamedTuple):
    """Cells of one column.

    Attributes:
        table, field: the column.
        place: the rows of the table's columns that they are in.
        own: arrays along `place`, `wb row value blank` and whatever is added.
    """

    table: str
    field: str
    place: np.ndarray
    own: Columns

    def where(self, keep: np.ndarray) -> _Cells:
        """Return those that `keep` tells of, along `place`."""
        return self._replace(place=self.place[keep], own=chosen(self.own, keep))

    def along(self, **more: np.ndarray) -> _Cells:
        """Add columns that count along the table's."""
        return self._replace(
            own={**self.own, **{name: each[self.place] for name, each in more.items()}}
        )


def _cells(stack: Stack, table: TableLayout, field: Field) -> _Cells:
    """Return the cells of one column that were found and read."""
    rows = stack.columns(table.name)
    name = f"{table.name}.{field.name}"
    there = ~rows[f"unread.{field.name}"]
    for lost in [wb for wb, missing in stack.unavailable.items() if name in missing]:
        there &= rows["wb"] != lost
    given = {
        "wb": rows["wb"],
        "row": rows["row"],
        "value": rows[field.name],
        "blank": rows[f"blank.{field.name}"],
    }
    place = np.flatnonzero(there)
    return _Cells(table.name, field.name, place, chosen(given, place))


def _filled(cells: _Cells) -> _Cells:
    return cells.where(~cells.own["blank"])


def _together(parts: list[_Cells]) -> Columns:
    """Put columns under one another, with `table` and `field`."""
    sizes = [len(part.place) for part in parts]
    return {
        **under_one_another([part.own for part in parts]),
        "table": np.repeat(texts([part.table for part in parts]), sizes),
        "field": np.repeat(texts([part.field for part in parts]), sizes),
    }


def required_cells(stack: Stack) -> Columns:
    """Return every cell that may have to be filled; `due` tells whether it must be."""
    parts = []
    for table in stack.layout.tables.values():
        for field in table.inputs:
            if field.required or field.required_when or field.required_unless:
                cells = _cells(stack, table, field).along(due=_due(stack, table, field))
                del cells.own["value"]
                parts.append(cells)
    return _together(parts)


def _due(stack: Stack, table: TableLayout, field: Field) -> np.ndarray:
    """Tell per row whether the field must be filled, as far as that can be told."""
    rows = stack.columns(table.name)
    due = np.full(len(rows["wb"]), field.required)
    if field.required_when:
        other, value = field.required_when
        due |= rows[other] == value
    if field.required_unless:
        other, value = field.required_unless
        due |= (rows[other] != value) & (rows[other] != "")
    return due


def amount_cells(stack: Stack) -> Columns:
    """Return every filled cell of amounts, prices and quantities."""
    parts = [
        _cells(stack, table, field)
        for table in stack.layout.tables.values()
        for field in table.inputs
        if field.kind in _NUMBERS
    ]
    return _together([_filled(part) for part in parts])


def key_cells(stack: Stack) -> Columns:
    """Return every declared code with `first_row`, where its workbook declares it first."""
    parts = [
        _filled(_cells(stack, table, field))
        for table in stack.layout.tables.values()
        for field in table.inputs
        if field.key
    ]
    cells = _together(parts)
    group, first = groups([cells[name] for name in ("wb", "table", "field", "value")])
    earliest = np.full(len(first), np.iinfo(np.int64).max)
    np.minimum.at(earliest, group, cells["row"])
    return {**cells, "first_row": earliest[group]}


def references(stack: Stack) -> Columns:
    """Return every code that refers to a declaration.

    Returns:
        Columns `refers`, `known`, and for an unknown code whether this is the `first` place it stands in, there with
        the (table, field, row) of the `others`: one forgotten declaration is told about once.
    """
    parts = []
    for table in stack.layout.tables.values():
        for field in table.inputs:
            if field.refers:
                rows = stack.columns(table.name)
                known = declared(stack, rows, field.name, field.refers)
                parts.append((_cells(stack, table, field).along(known=known), field.refers))
    filled = [(_filled(part), refers) for part, refers in (*parts, *_contributors(stack))]
    sizes = [len(part.place) for part, _ in filled]
    told = _together([part for part, _ in filled])
    told["refers"] = np.repeat(texts([refers for _, refers in filled]), sizes)
    return {**told, **_unknown(stack, told)}


def _unknown(stack: Stack, told: Columns) -> Columns:
    """Return `first`, `others` and `unread.known` of references."""
    size = len(told["known"])
    at = np.flatnonzero(~told["known"])
    names = ("wb", "refers", "value", "table", "field", "row")
    listed = list(zip(*(told[name][at].tolist() for name in names), strict=True))
    places: dict[tuple[int, str, str], list[tuple[str, str, int]]] = {}
    for wb, refers, value, *spot in listed:
        places.setdefault((wb, refers, value), []).append((spot[0], spot[1], spot[2]))
    first, others, unsure = (
        np.ones(size, dtype=bool),
        texts([()] * size),
        np.zeros(size, dtype=bool),
    )
    doubt = {refers: _undeclarable(stack, refers) for refers in {each[1] for each in listed}}
    for place, (wb, refers, value, *spot) in zip(at.tolist(), listed, strict=True):
        # Only where it is told: one code may stand in all rows, and a list of all of them in each is their square.
        spots = places[wb, refers, value]
        first[place] = tuple(spot) == spots[0]
        others[place] = tuple(spots[1:]) if first[place] else ()
        unsure[place] = wb in doubt[refers]
    return {"first": first, "others": others, "unread.known": unsure}


def _undeclarable(stack: Stack, refers: str) -> set[int]:
    """Return the workbooks where a declaration was left blank or made twice: the unknown code may be meant by it."""
    table, name = refers.split(".")
    return set(stack.columns(table)["wb"][in_doubt(stack, table, name)].tolist())


def _contributors(stack: Stack) -> list[tuple[_Cells, str]]:
    """Return what 현물내역 calls a contributor, an institution's code or a listed firm's number, and what it refers to."""
    table = stack.layout.tables["in_kind_details"]
    rows = stack.columns(table.name)
    cells = _cells(stack, table, table["contributor"])
    parts = []
    for kind, refers in CONTRIBUTORS.items():
        known = declared(stack, rows, "contributor", refers)
        if kind == FIRM:
            known |= declared(stack, rows, "contributor", "institutions.registration_number")
            known |= ~valid_registrations(rows["contributor"])
            known |= ~among(rows["wb"], _listing_all_firms(stack))
        own = cells.along(known=known).where((rows["contributor_kind"] == kind)[cells.place])
        parts.append((own, refers))
    return parts


def _listing_all_firms(stack: Stack) -> list[int]:
    """Return the workbooks that list every firm by a valid number.

    Where firms are still to be chosen, or a number is wrong, a number that is not listed proves nothing.
    """
    firms = stack.columns("beneficiaries")
    unsure = ~valid_registrations(firms["registration_number"])
    doubt = set(firms["wb"][unsure].tolist())
    return [wb for wb in stack.of_scope(REGION) if wb not in doubt]


def registrations(stack: Stack) -> Columns:
    """Return every business registration number: `value` as written, `valid` by its check digit."""
    parts = [
        _cells(stack, table, field)
        for table in stack.layout.tables.values()
        for field in table.inputs
        if field.kind is Kind.REGISTRATION
    ]
    details = stack.layout.tables["in_kind_details"]
    cells = _cells(stack, details, details["contributor"])
    of_firms = stack.columns(details.name)["contributor_kind"] == FIRM
    numbers = [_NUMBER.fullmatch(value) is not None for value in cells.own["value"].tolist()]
    told = cells.where(of_firms[cells.place] | np.array(numbers, dtype=bool))
    together = _together([_filled(part) for part in (*parts, told)])
    return {**together, "valid": valid_registrations(together["value"])}


def valid_registrations(numbers: np.ndarray) -> np.ndarray:
    """Tell per text whether it is a valid business registration number; each is looked at once."""
    listed = numbers.tolist()
    valid = {number: valid_registration(number) for number in set(listed)}
    return np.array([valid[number] for number in listed], dtype=bool)


def valid_registration(number: str) -> bool:
    """Tell whether a business registration number has ten digits and the check digit they ask for."""
    if not _NUMBER.fullmatch(number):
        return False
    digits = [int(each) for each in number if each.isdigit()]
    total = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return (10 - (total + digits[8] * 5 // 10) % 10) % 10 == digits[9]


_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
"""Of the first nine digits, by the tax office's check-digit formula."""


def category_cells(stack: Stack) -> Columns:
    """Return the budget's categories and subcategories as written.

    Returns:
        Columns `value`, `category` (of a subcategory, as written), `matches`, and for one that does not: `candidates` (the
        labels it may mean) and `homes` (the categories whose subcategory it is).
    """
    table = stack.layout.tables["budget_lines"]
    lines = stack.columns(table.name)
    none = texts([""] * len(lines["wb"]))
    categories = _cells(stack, table, table["category"]).along(category=none)
    subcategories = _cells(stack, table, table["subcategory"]).along(category=lines["category"])
    cells = _together([_filled(categories), _filled(subcategories)])
    named = (cells[name].tolist() for name in ("field", "category", "value"))
    written = list(zip(*named, strict=True))
    answers = {each: _category_answer(stack.programme, *each) for each in set(written)}
    found = [answers[each] for each in written]
    return {
        **cells,
        "matches": np.array([each.matches for each in found], dtype=bool),
        "candidates": texts([each.candidates for each in found]),
        "homes": texts([each.homes for each in found]),
    }


class _Answer(NamedTuple):
    """How a category or subcategory as written stands to the programme's."""

    matches: bool
    candidates: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()


def _category_answer(programme: Programme, field: str, category: str, value: str) -> _Answer:
    """Hold a category, or a subcategory of `category`, against the programme's."""
    if field == "category":
        return _held(value, {each.code: each.name for each in programme.categories})
    chosen = _category(programme, category)
    if chosen is None:
        return _Answer(matches=True)  # the category itself is what has to be put right first
    answer = _held(value, chosen.subcategories)
    others = [each for each in programme.categories if _held(value, each.subcategories).matches]
    if answer.matches or not others:
        return answer
    return _Answer(matches=False, homes=tuple(each.label for each in others))


def _category(programme: Programme, text: str) -> Category | None:
    """Return the category that `text` means beyond doubt."""
    matching = (
        each for each in programme.categories if _held(text, {each.code: each.name}).matches
    )
    return next(matching, None)


def _held(text: str, names: dict[str, str]) -> _Answer:
    """Hold `text` (a code, a name or both) against code -> name."""
    code, name = _split(text)
    by_name = [known for known, label in names.items() if _key(label) == name]
    if (code in names and name in ("", _key(names[code]))) or (by_name and not code):
        return _Answer(matches=True)
    meant = dict.fromkeys([known for known in names if known == code] + by_name)
    return _Answer(matches=False, candidates=tuple(f"{known} {names[known]}" for known in meant))


def _split(text: str) -> tuple[str, str]:
    """Return the code and the key of the name of `430 유형자산`."""
    match = _CODED.fullmatch(text)
    return (match[1], _key(match[2])) if match else ("", _key(text))


def _key(name: str) -> str:
    return re.sub(r"\W", "", name)


CELLS = (
    View("required_cells", required_cells, {}),
    View("amount_cells", amount_cells, {}),
    View("key_cells", key_cells, {}),
    View(
        "references",
        references,
        {"known": (*of("institutions", "code"), *of("unit_projects", "code"))},
    ),
    View("registrations", registrations, {}),
    View("category_cells", category_cells, {}),
)
