"""Codes that refer to a declaration, brought to the spelling in which they were declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from aitx_budget.intake.keys import narrowed
from aitx_budget.layout.structure import Field, TableLayout
from aitx_budget.model.submission import Observation, Seen, Table


def settled(
    tables: Mapping[str, Table], layouts: Mapping[str, TableLayout]
) -> tuple[dict[str, Table], list[Observation]]:
    """Return the tables with codes as declared, and what was read as what.

    A code that differs from exactly one declared code in case, width or spaces alone means that one, as it does
    to the worksheet's own formulas.
    """
    found, observations = dict(tables), []
    for name, table in tables.items():
        for each in layouts[name].inputs:
            if each.refers and each.name in table.columns:
                changed = dict(_respelled(table, each, _declared(tables, each.refers)))
                values = list(table.values[each.name])
                for position, code in changed.items():
                    at = table.cell(each.name, table.rows[position])
                    raw = str(values[position])
                    observations.append(
                        Observation(Seen.NORMALISED, name, each.name, at, raw, code)
                    )
                    values[position] = code
                if changed:
                    table = replace(table, values={**table.values, each.name: values})  # noqa: PLW2901
        found[name] = table
    return found, observations


def _declared(tables: Mapping[str, Table], refers: str) -> dict[str, str]:
    """Return spelling-blind key -> declared code, for keys that one code alone has."""
    table, _, field = refers.partition(".")
    codes = {
        code for code in (tables[table].values.get(field, ()) if table in tables else ()) if code
    }
    keys = [_key(code) for code in codes]
    return {_key(code): code for code in codes if keys.count(_key(code)) == 1}


def _respelled(table: Table, each: Field, declared: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield (position, declared code) of the codes that are spelled otherwise."""
    exact = set(declared.values())
    for position, value in enumerate(table.values[each.name]):
        if value and value not in exact and _key(value) in declared:
            yield position, declared[_key(value)]


def _key(code: str) -> str:
    return "".join(narrowed(code).split()).casefold()
