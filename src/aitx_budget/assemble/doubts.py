"""What may be counted twice in the assembled workbook: lines that stand there twice, and money that is granted on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aitx_budget.assemble.facts import at, elsewhere
from aitx_budget.assemble.merging import Merged, content
from aitx_budget.assemble.region import Region
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.address import CellRef
from aitx_budget.model.names import name_key
from aitx_budget.model.submission import Observation, Seen, Submission
from aitx_budget.transfer.rows import Record

_SHOWN = {"budget_lines": "item", "in_kind_details": "detail"}
"""The tables whose rows add up to the budget, and the cell by which a row is pointed to."""
_NOT_MONEY = ("institution", "unit")
"""What two lines of one budget may say differently."""
_GRANTED_ON = re.compile("재교부|재배정")
_CODE = re.compile(r"[0-9A-Za-z가-힣_-]+")
_MOST_RELATED = 20


@dataclass(frozen=True)
class Twins:
    """Rows of an assembled table that say the same.

    Attributes:
        table: of the layout.
        shown: the field they are pointed to by.
        places: of the rows, counting from 0 right under the headers.
        last: the one of them that came in last.
        said: what it says in `shown`.
    """

    table: str
    shown: str
    places: tuple[int, ...]
    last: int
    said: str


def same_lines(tables: Mapping[str, Merged], region: Region) -> list[Twins]:
    """Return the rows that stand in the assembled workbook twice, where one of them came in; tell the workbook of the last.

    Whose it is said to be is left out of the comparison, the amounts are not.
    """
    found = []
    for name, shown in _SHOWN.items():
        layout, merged = region.layout.tables[name], tables[name]
        groups: dict[Hashable, list[int]] = defaultdict(list)
        for place in sorted(merged.rows):
            held = merged.held.get(place)
            if held is None or held.position is not None:
                groups[content(layout, merged.rows[place], *_NOT_MONEY)].append(place)
        for places in groups.values():
            came = [place for place in places if place in merged.origin]
            if len(places) > 1 and came:
                found.append(_twins(merged, region, name, shown, places, came[-1]))
    return found


def _twins(
    merged: Merged, region: Region, table: str, shown: str, places: Sequence[int], last: int
) -> Twins:
    """Return rows that say the same, and tell the workbook that the last one came from."""
    taken = merged.origin[last]
    said = str(taken.record.get(shown, ""))
    sources = {place: _source(merged, region, table, shown, place) for place in places}
    others = tuple(cell for place, cell in sources.items() if place != last)
    cell = at(taken.part.filled, table, shown, taken.row.position or 0)
    taken.part.facts.append(
        Observation(Seen.SAME_LINE, table, shown, cell, raw=said, related=others)
    )
    return Twins(table, shown, tuple(places), last, said)


def twins_in(out: Submission, twins: Iterable[Twins], region: Region) -> Iterator[Observation]:
    """Yield what `same_lines` found as facts of the assembled workbook, at the cells of its own rows."""
    for each in twins:
        first = region.layout.tables[each.table].first_row
        cells = {
            place: out.tables[each.table].cell(each.shown, first + place) for place in each.places
        }
        at_last = cells.pop(each.last)
        yield Observation(
            Seen.SAME_LINE,
            each.table,
            each.shown,
            at_last,
            raw=each.said,
            related=tuple(cells.values()),
        )


def _source(merged: Merged, region: Region, table: str, shown: str, place: int) -> CellRef:
    """Return the cell that a row of the assembled table came from, in its own workbook."""
    taken = merged.origin.get(place)
    if taken is None:
        return region.cell(table, shown, merged.held[place].position or 0)
    found = taken.part.filled.submission.tables[table]
    return elsewhere(taken.part.file, found.cell(shown, taken.row.row))


def granted_on(out: Submission, region: Region) -> Iterator[Observation]:
    """Yield the lines that may grant money on to an institution which has budgeted it too.

    A line is one of transfer (by its category) or says 재교부 or 재배정, it names another member of the consortium by
    its name or its code, and that member has lines of its own in the same unit project and fiscal year. Whether both
    are the same money is not in the data: it is asked, never decided.
    """
    lines = out.tables["budget_lines"]
    transfers = {each.label for each in region.programme.categories if each.transfer}
    records = [
        {name: values[position] for name, values in lines.values.items()}
        for position in range(len(lines.rows))
    ]
    own: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for position, record in enumerate(records):
        own[_budget(record, record["institution"])].append(position)
    names = _names(region)
    for position, record in enumerate(records):
        text = f"{record['item'] or ''} {record['remarks'] or ''}"
        if record["category"] in transfers or _GRANTED_ON.search(text):
            for code in _named(text, names):
                theirs = own.get(_budget(record, code), [])
                if theirs and code != record["institution"]:
                    yield _doubt(out, position, record, code, theirs)


def _budget(record: Record, code: Any) -> tuple[Any, ...]:
    return record["fiscal_year"], record["project"], code


def _names(region: Region) -> Mapping[str, str]:
    """Return code -> the name it goes by, legal form and spaces aside."""
    return {
        code: name_key(str(region.value("institutions", "name", position) or ""))
        for code, position in region.institutions.items()
    }


def _named(text: str, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the institutions that a text names by their code, as a word of its own, or by their name."""
    words, spelled = set(_CODE.findall(text)), name_key(text)
    for code, name in names.items():
        if code in words or (len(name) > 2 and name in spelled):
            yield code


def _doubt(
    out: Submission, position: int, record: Record, code: str, theirs: list[int]
) -> Observation:
    """Return the fact that a line may be money which `theirs` budget too."""
    lines = out.tables["budget_lines"]
    return Observation(
        Seen.REGRANT_IN_DOUBT,
        "budget_lines",
        "item",
        lines.cell("item", lines.rows[position]),
        raw=str(record["item"] or ""),
        value=sum(record[name] or 0 for name in SOURCES),
        expected=code,
        related=tuple(lines.cell("item", lines.rows[each]) for each in theirs[:_MOST_RELATED]),
    )
