"""What the regions declare and their lines name by code: institutions and unit projects, numbered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aitx_budget.consolidate.record import Consolidation


@dataclass(frozen=True)
class Declared:
    """An institution or a unit project of one region, or the place of rows that name none.

    Attributes:
        number: unique in the consolidation; what sums are made by, since a code is anybody's text.
        label: its region.
        code: as its region calls it; empty where unknown.
        entries: field -> value of its row; empty where unknown.
    """

    number: int
    label: str
    code: str
    entries: dict[str, Any] = field(default_factory=dict)


class Register:
    """Institutions or unit projects of all regions, numbered."""

    def __init__(self, consolidation: Consolidation, table: str) -> None:
        """Number what `table` declares; of a code that is declared twice the first row counts."""
        self._consolidation = consolidation
        self._found: dict[tuple[str, str], Declared] = {}
        frame = consolidation.tables[table]
        names = [each.name for each in consolidation.stack.layout.tables[table].fields]
        for row in frame.to_dict("records"):
            entries = {name: row[name] for name in names}
            if entries["code"]:
                self.find(str(row["origin.label"]), str(entries["code"]), entries)

    def find(self, label: str, code: str, entries: dict[str, Any] | None = None) -> Declared:
        """Return what a code stands for in a region; without `entries` an unknown one is the region's `미상`."""
        key = (label, code)
        if key not in self._found and entries is None:
            key = (label, "")
        if key not in self._found:
            self._found[key] = Declared(len(self._found) + 1, label, key[1], entries or {})
        return self._found[key]

    @property
    def all(self) -> tuple[Declared, ...]:
        """All that was declared or needed, by region, the unknown last."""
        places = {each.label: n for n, each in enumerate(self._consolidation.regions)}
        return tuple(
            sorted(
                self._found.values(),
                key=lambda each: (places[each.label], not each.code, each.number),
            )
        )
