"""One institution's workbook on its way into the region's: whose it is, and whether it may come in at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from aitx_budget.assemble.facts import at, fact
from aitx_budget.assemble.region import Region
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.structure import TableLayout
from aitx_budget.model.address import CellRef
from aitx_budget.model.submission import Observation, Seen, Table

TABLES = ("budget_lines", "asset_plan", "in_kind_details")
"""What an institution's workbook brings."""


@dataclass
class Part:
    """An institution's workbook.

    Attributes:
        filled: as it was read.
        file: what it is called in findings.
        layouts: its tables as its scope and its version of the layout have them, by name.
        facts: what the assembly saw about it.
        admitted: its rows may come in; one that is not keeps all of them out.
    """

    filled: Filled
    file: str
    layouts: Mapping[str, TableLayout]
    facts: list[Observation] = field(default_factory=list)
    admitted: bool = True

    def table(self, name: str) -> Table | None:
        """Return a table as it was read; None where it was not found."""
        return self.filled.submission.tables.get(name)

    @cached_property
    def found(self) -> dict[str, int]:
        """How many rows it brings, by table."""
        tables = {name: self.table(name) for name in TABLES}
        return {name: len(table.rows) if table else 0 for name, table in tables.items()}

    @property
    def revision(self) -> int | None:
        """Its 제출차수; None where it says none."""
        basics = self.table("basics")
        value = basics.values.get("revision", [None])[0] if basics else None
        return int(value) if value is not None else None

    def codes(self, name: str) -> list[str | None]:
        """Return, per row of a table, the institution the row says it belongs to; None where it says none."""
        table = self.table(name)
        if table is None:
            return []
        if name != "in_kind_details":
            return list(table.values.get("institution", [None] * len(table.rows)))
        kinds = table.values.get("contributor_kind", [None] * len(table.rows))
        who = table.values.get("contributor", [None] * len(table.rows))
        pairs = zip(kinds, who, strict=True)
        return [code if kind == "수행기관" else None for kind, code in pairs]

    @property
    def stated(self) -> str:
        """Its 제출기관코드; empty where it says none, as no workbook of layout 1 does."""
        basics = self.table("basics")
        return str((basics.values.get("submitter", [None])[0] if basics else None) or "")

    @property
    def stated_at(self) -> tuple[CellRef, ...]:
        """The cell in which it says whose it is; none where it does not."""
        cell = at(self.filled, "basics", "submitter") if self.stated else None
        return (cell,) if cell else ()

    @cached_property
    def owner(self) -> str:
        """The institution it is of; empty where that cannot be told.

        The one it says itself (제출기관코드), else the only one it declares, else the one that more than half of its
        rows belong to.
        """
        if self.stated:
            return self.stated
        table = self.table("institutions")
        declared = {code for code in (table.values.get("code", ()) if table else ()) if code}
        if len(declared) == 1:
            return str(next(iter(declared)))
        used = Counter(code for name in TABLES for code in self.codes(name) if code)
        most = used.most_common(1)
        return str(most[0][0]) if most and 2 * most[0][1] > used.total() else ""

    def refuse(self, why: Observation) -> None:
        """Keep all its rows out."""
        self.facts.append(why)
        self.admitted = False


def admit(part: Part, region: Region) -> None:
    """Keep out what is no institution's workbook of this programme and region, or of an institution it doesn't know."""
    identity = part.filled.submission.identity
    if identity.scope != "institution":
        part.refuse(
            fact(
                Seen.OTHER_WORKBOOK,
                part.filled,
                raw=identity.scope,
                expected="institution",
                value="scope",
            )
        )
    elif identity.programme != region.submission.identity.programme:
        part.refuse(
            fact(
                Seen.OTHER_WORKBOOK,
                part.filled,
                raw=identity.programme,
                expected=region.submission.identity.programme,
                value="programme",
            )
        )
    elif (name := _region_of(part)) and name != region.name:
        part.refuse(
            fact(
                Seen.OTHER_WORKBOOK,
                part.filled,
                "basics",
                "region",
                raw=name,
                expected=region.name,
                value="region",
                related=(region.cell("basics", "region"),),
            )
        )
    elif part.owner not in region.institutions:
        part.refuse(_unknown(part, region))


def _region_of(part: Part) -> str:
    basics = part.table("basics")
    filled = basics.values.get("region", [None])[0] if basics else None
    return str(filled or part.filled.submission.identity.region)


def _unknown(part: Part, region: Region) -> Observation:
    """Say that the owner is not known, at the cell that names it; name the code the region has for its number."""
    table = part.table("institutions")
    numbers = table.values.get("registration_number", ()) if table else ()
    codes = table.values.get("code", ()) if table else ()
    own = {
        number
        for code, number in zip(codes, numbers, strict=False)
        if number and code == part.owner
    }
    same = [
        (code, position)
        for code, position in region.institutions.items()
        if region.value("institutions", "registration_number", position) in own
    ]
    place = list(codes).index(part.owner) if part.owner in codes else 0
    named = ("basics", "submitter", 0) if part.stated else ("institutions", "code", place)
    return fact(
        Seen.UNKNOWN_OWNER,
        part.filled,
        *named,
        raw=part.owner,
        expected=same[0][0] if same else "",
        related=tuple(region.cell("institutions", "code", position) for _, position in same[:1]),
    )
