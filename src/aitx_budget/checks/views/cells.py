"""Single cells of all tables under one another: required ones, amounts, codes, references, categories."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import framed
from aitx_budget.checks.rule import REGION
from aitx_budget.checks.views.view import View, declared, in_doubt, of
from aitx_budget.layout.structure import Field, Kind, TableLayout
from aitx_budget.programme.schema import Category, Programme

FIRM = "참여기업"
CONTRIBUTORS = {"수행기관": "institutions.code", FIRM: "beneficiaries.registration_number"}
"""What a contributor of each kind is called by; an institution's own workbook lists no firms."""

_NUMBERS = (Kind.WON, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT)
_NUMBER = re.compile(r"\d{3}-?\d{2}-?\d{5}")
_CODED = re.compile(r"\s*(\d*)\s*[.:·\-]?\s*(.*)")


Cells = dict[str, np.ndarray]
"""Cells of one column: arrays `wb table field row value blank`, and `place`, the row of the table's frame."""


def _cells(stack: Stack, table: TableLayout, field: Field) -> Cells:
    """Return the cells of one column that were found and read."""
    frame = stack.table(table.name)
    name = f"{table.name}.{field.name}"
    wb = frame["wb"].to_numpy()
    there = ~frame[f"unread.{field.name}"].to_numpy(dtype=bool)
    for lost in [wb for wb, missing in stack.unavailable.items() if name in missing]:
        there &= wb != lost
    place = np.flatnonzero(there)
    return {
        "wb": wb[place],
        "table": np.full(len(place), table.name, dtype=object),
        "field": np.full(len(place), field.name, dtype=object),
        "row": frame["row"].to_numpy()[place],
        "value": frame[field.name].to_numpy()[place],
        "blank": frame[f"blank.{field.name}"].to_numpy(dtype=bool)[place],
        "place": place,
    }


def _where(cells: Cells, keep: np.ndarray) -> Cells:
    """Return the cells that `keep` tells of."""
    return {name: column[keep] for name, column in cells.items()}


def _filled(cells: Cells) -> Cells:
    return _where(cells, ~cells["blank"])


def _together(parts: list[Cells]) -> pd.DataFrame:
    """Put columns under one another."""
    return framed({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})


def required_cells(stack: Stack) -> pd.DataFrame:
    """Return every cell that may have to be filled; `due` tells whether it must be."""
    parts = []
    for table in stack.layout.tables.values():
        for field in table.inputs:
            if field.required or field.required_when or field.required_unless:
                cells = _cells(stack, table, field)
                del cells["value"]
                parts.append({**cells, "due": _due(stack, table, field)[cells["place"]]})
    return _together(parts)


def _due(stack: Stack, table: TableLayout, field: Field) -> np.ndarray:
    """Tell per row whether the field must be filled, as far as that can be told."""
    frame = stack.table(table.name)
    due = np.full(len(frame), field.required)
    if field.required_when:
        other, value = field.required_when
        due |= (frame[other] == value).to_numpy()
    if field.required_unless:
        other, value = field.required_unless
        due |= (~frame[other].isin([value, ""])).to_numpy()
    return due


def amount_cells(stack: Stack) -> pd.DataFrame:
    """Return every filled cell of amounts, prices and quantities."""
    parts = [
        _cells(stack, table, field)
        for table in stack.layout.tables.values()
        for field in table.inputs
        if field.kind in _NUMBERS
    ]
    return _together([_filled(part) for part in parts])


def key_cells(stack: Stack) -> pd.DataFrame:
    """Return every declared code with `first_row`, where its workbook declares it first."""
    parts = [
        _filled(_cells(stack, table, field))
        for table in stack.layout.tables.values()
        for field in table.inputs
        if field.key
    ]
    cells = _together(parts)
    first = cells.groupby(["wb", "table", "field", "value"])["row"].transform("min")
    return cells.assign(first_row=first)


def references(stack: Stack) -> pd.DataFrame:
    """Return every code that refers to a declaration.

    Returns:
        Columns `refers`, `known`, and for an unknown code whether this is the `first` place it stands in, there with
        the (table, field, row) of the `others`: one forgotten declaration is told about once.
    """
    parts = []
    for table in stack.layout.tables.values():
        for field in table.inputs:
            if field.refers:
                cells = _cells(stack, table, field)
                known = declared(stack, stack.table(table.name), field.name, field.refers)
                parts.append(_referring(cells, field.refers, known))
    parts += _contributors(stack)
    told = _together([_filled(part) for part in parts])
    places: dict[tuple[int, str, str], list[tuple[str, str, int]]] = {}
    keys = list(zip(told["wb"], told["refers"], told["value"], strict=True))
    spots = zip(told["table"], told["field"], told["row"], strict=True)
    firsts = []
    for code, spot, known in zip(keys, spots, told["known"], strict=True):
        found = [] if known else places.setdefault(code, [])
        firsts.append(not found)
        found.append((spot[0], spot[1], int(spot[2])))
    # Only where it is told: one code may stand in all rows, and a list of all of them in each is their square.
    others = [
        tuple(places[code][1:]) if first and not known else ()
        for code, first, known in zip(keys, firsts, told["known"], strict=True)
    ]
    doubt = {refers: _undeclarable(stack, refers) for refers in told["refers"].unique()}
    unsure = [
        not known and wb in doubt[refers]
        for wb, refers, known in zip(told["wb"], told["refers"], told["known"], strict=True)
    ]
    return told.assign(
        first=np.array(firsts, dtype=bool),
        others=pd.Series(others, told.index, dtype=object),
        **{"unread.known": np.array(unsure, dtype=bool)},
    )


def _referring(cells: Cells, refers: str, known: np.ndarray) -> Cells:
    """Add what a column refers to, and per cell whether that is known; `known` counts along the table's frame."""
    return {
        **cells,
        "refers": np.full(len(cells["row"]), refers, dtype=object),
        "known": known[cells["place"]],
    }


def _undeclarable(stack: Stack, refers: str) -> set[int]:
    """Return the workbooks where a declaration was left blank or made twice: the unknown code may be meant by it."""
    table, name = refers.split(".")
    frame = stack.table(table)
    return set(frame["wb"].to_numpy()[in_doubt(stack, table, name)].tolist())


def _contributors(stack: Stack) -> list[Cells]:
    """Return what 현물내역 calls a contributor: an institution's code, or a listed firm's number."""
    table = stack.layout.tables["in_kind_details"]
    frame = stack.table(table.name)
    cells = _cells(stack, table, table["contributor"])
    parts = []
    for kind, refers in CONTRIBUTORS.items():
        known = declared(stack, frame, "contributor", refers)
        if kind == FIRM:
            known |= declared(stack, frame, "contributor", "institutions.registration_number")
            known |= ~frame["contributor"].map(valid_registration).to_numpy(dtype=bool)
            known |= ~frame["wb"].isin(_listing_all_firms(stack)).to_numpy()
        own = _where(cells, (frame["contributor_kind"] == kind).to_numpy()[cells["place"]])
        parts.append(_referring(own, refers, known))
    return parts


def _listing_all_firms(stack: Stack) -> list[int]:
    """Return the workbooks that list every firm by a valid number.

    Where firms are still to be chosen, or a number is wrong, a number that is not listed proves nothing.
    """
    firms = stack.table("beneficiaries")
    unsure = ~firms["registration_number"].map(valid_registration).to_numpy(dtype=bool)
    doubt = set(firms["wb"].to_numpy()[unsure].tolist())
    return [wb for wb in stack.of_scope(REGION) if wb not in doubt]


def registrations(stack: Stack) -> pd.DataFrame:
    """Return every business registration number: `value` as written, `valid` by its check digit."""
    parts = [
        _cells(stack, table, field)
        for table in stack.layout.tables.values()
        for field in table.inputs
        if field.kind is Kind.REGISTRATION
    ]
    details = stack.layout.tables["in_kind_details"]
    cells = _cells(stack, details, details["contributor"])
    of_firms = (stack.table(details.name)["contributor_kind"] == FIRM).to_numpy()
    numbers = [bool(_NUMBER.fullmatch(value)) for value in cells["value"]]
    told = _where(cells, of_firms[cells["place"]] | np.array(numbers, dtype=bool))
    together = _together([_filled(part) for part in (*parts, told)])
    valid = {number: valid_registration(number) for number in set(together["value"])}
    return together.assign(valid=[valid[number] for number in together["value"]])


def valid_registration(number: str) -> bool:
    """Tell whether a business registration number has ten digits and the check digit they ask for."""
    if not _NUMBER.fullmatch(number):
        return False
    digits = [int(each) for each in number if each.isdigit()]
    total = sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return (10 - (total + digits[8] * 5 // 10) % 10) % 10 == digits[9]


_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
"""Of the first nine digits, by the tax office's check-digit formula."""


def category_cells(stack: Stack) -> pd.DataFrame:
    """Return the budget's categories and subcategories as written.

    Returns:
        Columns `value`, `category` (of a subcategory, as written), `matches`, and for one that does not: `candidates` (the
        labels it may mean) and `homes` (the categories whose subcategory it is).
    """
    table = stack.layout.tables["budget_lines"]
    lines = stack.table(table.name)
    chosen = lines["category"].to_numpy()
    categories = _cells(stack, table, table["category"])
    categories["category"] = np.full(len(categories["row"]), "", dtype=object)
    subcategories = _cells(stack, table, table["subcategory"])
    subcategories["category"] = chosen[subcategories["place"]]
    cells = _together([_filled(categories), _filled(subcategories)])
    written = list(zip(cells["field"], cells["category"], cells["value"], strict=True))
    answers = {each: _category_answer(stack.programme, *each) for each in set(written)}
    found = [answers[each] for each in written]
    return cells.assign(
        matches=np.array([each.matches for each in found], dtype=bool),
        candidates=pd.Series([each.candidates for each in found], cells.index, dtype=object),
        homes=pd.Series([each.homes for each in found], cells.index, dtype=object),
    )


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
