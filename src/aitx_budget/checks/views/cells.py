"""Single cells of all tables under one another: required ones, amounts, codes, references, categories."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.rule import REGION
from aitx_budget.checks.views.view import View, declared, in_doubt, of
from aitx_budget.layout.structure import Field, Kind, TableLayout
from aitx_budget.programme.schema import Category, Programme

FIRM = "참여기업"
CONTRIBUTORS = {"수행기관": "institutions.code", FIRM: "beneficiaries.registration_number"}
"""What a contributor of each kind is called by; an institution's own workbook lists no firms."""

_NUMBERS = (Kind.WON, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT)
_CODED = re.compile(r"\s*(\d*)\s*[.:·\-]?\s*(.*)")


def _cells(stack: Stack, table: TableLayout, field: Field) -> pd.DataFrame:
    """Return the cells of one column as `wb table field row value blank`; a column that was lost has none."""
    frame = stack.table(table.name)
    name = f"{table.name}.{field.name}"
    lost = [wb for wb, missing in stack.unavailable.items() if name in missing]
    there = frame[~frame["wb"].isin(lost) & ~frame[f"unread.{field.name}"]]
    return pd.DataFrame(
        {
            "wb": there["wb"],
            "table": table.name,
            "field": field.name,
            "row": there["row"],
            "value": there[field.name],
            "blank": there[f"blank.{field.name}"],
        }
    )


def _together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Put columns under one another."""
    return pd.concat(parts, ignore_index=True)


def required_cells(stack: Stack) -> pd.DataFrame:
    """Return every cell that may have to be filled; `due` tells whether it must be."""
    parts = []
    for table in stack.layout.tables.values():
        for field in table.inputs:
            if field.required or field.required_when or field.required_unless:
                cells = _cells(stack, table, field)
                parts.append(cells.assign(due=_due(stack, table, field)[cells.index]))
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
    """Return every filled cell of amounts, prices and quantities, but for those that hold 0."""
    parts = [
        _cells(stack, table, field)
        for table in stack.layout.tables.values()
        for field in table.inputs
        if field.kind in _NUMBERS
    ]
    return _together([part[part["value"] != 0] for part in parts])


def key_cells(stack: Stack) -> pd.DataFrame:
    """Return every declared code with `first_row`, where its workbook declares it first."""
    parts = [
        _cells(stack, table, field)
        for table in stack.layout.tables.values()
        for field in table.inputs
        if field.key
    ]
    cells = _together(parts)
    cells = cells[~cells["blank"].astype(bool)]
    first = cells.groupby(["wb", "table", "field", "value"])["row"].transform("min")
    return cells.assign(first_row=first)


def references(stack: Stack) -> pd.DataFrame:
    """Return every code that refers to a declaration.

    Returns:
        Columns `refers`, `known`, and for an unknown code whether this is the `first` place it stands in, with the
        (table, field, row) of the `others`: one forgotten declaration is told about once.
    """
    parts = []
    for table in stack.layout.tables.values():
        for field in table.inputs:
            if field.refers:
                cells = _cells(stack, table, field)
                known = declared(stack, stack.table(table.name), field.name, field.refers)
                parts.append(cells.assign(refers=field.refers, known=known[cells.index]))
    parts += _contributors(stack)
    cells = _together(parts)
    cells = cells[~cells["blank"].astype(bool)]
    places: dict[tuple[int, str, str], list[tuple[str, str, int]]] = {}
    keys = list(zip(cells["wb"], cells["refers"], cells["value"], strict=True))
    spots = zip(cells["table"], cells["field"], cells["row"], strict=True)
    firsts = []
    for code, spot, known in zip(keys, spots, cells["known"], strict=True):
        found = [] if known else places.setdefault(code, [])
        firsts.append(not found)
        found.append((spot[0], spot[1], int(spot[2])))
    others = pd.Series(
        [tuple(places.get(code, ())[1:]) for code in keys], cells.index, dtype=object
    )
    doubt = {refers: _undeclarable(stack, refers) for refers in cells["refers"].unique()}
    unsure = [
        not known and wb in doubt[refers]
        for wb, refers, known in zip(cells["wb"], cells["refers"], cells["known"], strict=True)
    ]
    return cells.assign(
        first=np.array(firsts, dtype=bool),
        others=others,
        **{"unread.known": np.array(unsure, dtype=bool)},
    )


def _undeclarable(stack: Stack, refers: str) -> set[int]:
    """Return the workbooks where a declaration was left blank or made twice: the unknown code may be meant by it."""
    table, name = refers.split(".")
    frame = stack.table(table)
    return set(frame["wb"].to_numpy()[in_doubt(stack, table, name)].tolist())


def _contributors(stack: Stack) -> list[pd.DataFrame]:
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
        own = cells[(frame["contributor_kind"] == kind)[cells.index]]
        parts.append(own.assign(refers=refers, known=known[own.index]))
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
    of_firms = stack.table(details.name)["contributor_kind"] == FIRM
    numbers = of_firms[cells.index] | cells["value"].str.contains(r"^\d{3}-?\d{2}-?\d{5}$")
    cells = _together([*parts, cells[numbers]])
    cells = cells[~cells["blank"].astype(bool)]
    valid = {number: valid_registration(number) for number in cells["value"].unique()}
    return cells.assign(valid=cells["value"].map(valid).astype(bool))


def valid_registration(number: str) -> bool:
    """Tell whether a business registration number has ten digits and the check digit they ask for."""
    if not re.fullmatch(r"\d{3}-?\d{2}-?\d{5}", number):
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
    categories = _cells(stack, table, table["category"]).assign(category="")
    subcategories = _cells(stack, table, table["subcategory"])
    subcategories = subcategories.assign(category=lines["category"][subcategories.index])
    cells = _together([categories, subcategories])
    cells = cells[~cells["blank"].astype(bool)]
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
