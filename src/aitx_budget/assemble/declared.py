"""What an institution's workbook declares, held against what the region declares under the same code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aitx_budget.assemble.facts import at, fact
from aitx_budget.assemble.part import TABLES, Part
from aitx_budget.assemble.region import Region
from aitx_budget.model.names import name_key
from aitx_budget.model.submission import Observation, Seen

_COMPARED = {
    "institutions": (
        "name",
        "registration_number",
        "type",
        "role",
        "closed",
        "tax_arrears",
        "capital_erosion",
        "duplicate_funding",
        "founded_on",
    ),
    "unit_projects": ("name", "field", "direct_support", "lead_code", "first_month", "last_month"),
    "basics": ("vat",),
}
"""What must be the same in both; a blank in either says nothing."""


def declared_otherwise(part: Part, region: Region) -> Iterator[Observation]:
    """Yield what the two workbooks say differently of one institution or unit project, and of how amounts are meant."""
    for table in ("institutions", "unit_projects"):
        known = region.rows(table)
        found = part.table(table)
        for position, code in enumerate(found.values.get("code", ()) if found else ()):
            if code in known:
                yield from _differences(part, region, table, position, known[code])
    if part.table("basics"):
        yield from _differences(part, region, "basics", 0, 0)


def _differences(
    part: Part, region: Region, table: str, position: int, there: int
) -> Iterator[Observation]:
    found = part.filled.submission.tables[table]
    for name in _COMPARED[table]:
        here = found.values.get(name, [None] * len(found.rows))[position]
        other = region.value(table, name, there)
        if here is not None and other is not None and _key(name, here) != _key(name, other):
            yield fact(
                Seen.DESCRIBED_OTHERWISE,
                part.filled,
                table,
                name,
                position,
                raw=str(here),
                value=here,
                expected=str(other),
                related=(region.cell(table, name, there),),
            )


def _key(name: str, value: Any) -> Any:
    """Return what two spellings of one value share."""
    return name_key(value) if name == "name" else value


def unknown_projects(part: Part, region: Region) -> Iterator[Observation]:
    """Yield, once per code, the unit projects that rows are planned for and the region does not have."""
    known = region.rows("unit_projects")
    places: dict[str, list[tuple[str, int]]] = {}
    for name in TABLES:
        table = part.table(name)
        for position, code in enumerate(table.values.get("project", ()) if table else ()):
            if code and code not in known:
                places.setdefault(code, []).append((name, position))
    for code, ((table_name, first), *others) in places.items():
        cells = (at(part.filled, name, "project", position) for name, position in others)
        yield fact(
            Seen.UNKNOWN_PROJECT,
            part.filled,
            table_name,
            "project",
            first,
            raw=code,
            value=len(others) + 1,
            related=tuple(cell for cell in cells if cell),
        )
