"""What tables are filled from: the record of a consolidation, and the numbers by which rows are referred to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from aitx_budget.consolidate import Consolidation
from aitx_budget.model.text import Language

if TYPE_CHECKING:
    import pandas as pd


class Source:
    """A consolidation to export.

    Attributes:
        consolidation: the record.
        language: of what the program says in it; what people typed stays as it is.
    """

    def __init__(self, consolidation: Consolidation, language: Language) -> None:
        """Keep what tables are filled from."""
        self.consolidation = consolidation
        self.language = language
        self._taken: dict[str, pd.DataFrame] = {}

    def taken(self, table: str) -> pd.DataFrame:
        """Return the rows of a table of the layout that are in the sums; a row's `id` is its place, from 1."""
        if table not in self._taken:
            frame = self.consolidation.tables[table]
            self._taken[table] = frame[frame["origin.taken"]].reset_index(drop=True)
        return self._taken[table]

    @cached_property
    def files(self) -> Mapping[str, int]:
        """The label of each region that counts -> the `id` of its file."""
        ids = {id(each): n for n, each in enumerate(self.consolidation.inputs, 1)}
        return {each.label: ids[id(each)] for each in self.consolidation.regions}

    def declared(self, table: str, labels: Sequence[str], codes: Sequence[str]) -> list[int | None]:
        """Return the `id` of the row of `table` that declares each code in its region; None where none does.

        Of a code that is declared twice the first row counts.
        """
        known = self._declarations[table]
        return [known.get(each) for each in zip(labels, codes, strict=True)]

    @cached_property
    def _declarations(self) -> dict[str, dict[tuple[str, str], int]]:
        return {name: self._first_rows(name) for name in ("institutions", "unit_projects")}

    def _first_rows(self, table: str) -> dict[tuple[str, str], int]:
        frame = self.taken(table)
        found: dict[tuple[str, str], int] = {}
        pairs = zip(frame["origin.label"].tolist(), frame["code"].tolist(), strict=True)
        for number, pair in enumerate(pairs, 1):
            if pair[1]:
                found.setdefault(pair, number)
        return found

    def row_ids(self, table: str) -> Mapping[tuple[str, int], int]:
        """Return (region's label, worksheet row) -> `id` of the rows of a table that are in the sums."""
        frame = self.taken(table)
        pairs = zip(frame["origin.label"].tolist(), frame["origin.row"].tolist(), strict=True)
        return {pair: number for number, pair in enumerate(pairs, 1)}
