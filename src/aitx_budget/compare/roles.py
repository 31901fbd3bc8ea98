"""What the fields of each table mean for telling which line is which.

Two lines are one and the same line by what they say, never by where they stand. What a line says falls
into parts that weigh differently (`WEIGHTS`): its name, its place in the budget, its figures, what
describes it, and the rest. A running number says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from aitx_budget.layout.structure import TableLayout
from aitx_budget.layout.tables import CASH, SOURCES

NUMBER = "number"
"""The running number of a row; sorting changes it, and nothing else."""


class Part(StrEnum):
    """What a field contributes to a line."""

    NAME = "name"
    PLACE = "place"
    FIGURE = "figure"
    LABEL = "label"
    REST = "rest"


WEIGHTS: Mapping[Part, int] = MappingProxyType(
    {Part.NAME: 40, Part.PLACE: 30, Part.FIGURE: 24, Part.LABEL: 12, Part.REST: 6}
)
"""How much of a whole line each part is, where both lines fill it."""


@dataclass(frozen=True)
class Roles:
    """The parts of one table's lines.

    Attributes:
        names: fields each of which names the line by itself (a firm's number, or its name).
        place: where the line stands in the budget; a line whose place differs was moved.
        figures: what it amounts to.
        labels: texts that describe it without naming it.
        amount: the formula field that is the line's amount in won; empty where it has none.
    """

    names: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    amount: str = ""

    def part(self, field: str) -> Part:
        """Return which part of a line `field` belongs to."""
        parts = (
            (Part.NAME, self.names),
            (Part.PLACE, self.place),
            (Part.FIGURE, self.figures),
            (Part.LABEL, self.labels),
        )
        return next((part for part, fields in parts if field in fields), Part.REST)

    @property
    def told_by(self) -> tuple[str, ...]:
        """The fields by which a person recognises a line, in reading order."""
        return (*self.place, *self.names, *self.labels)


def roles_of(table: TableLayout) -> Roles:
    """Return the roles of a table's fields.

    A table that only counts months gets its figures from the layout, which has them from the programme.
    """
    if table.name == "monthly_plan":
        months = tuple(each.name for each in table.inputs if each.amount)
        return Roles(
            place=("fiscal_year", "project", "source"),
            figures=months,
            amount="total",
        )
    return _ROLES[table.name]


_ROLES: Mapping[str, Roles] = MappingProxyType(
    {
        "institutions": Roles(names=("code", "registration_number", "name"), labels=("type",)),
        "unit_projects": Roles(names=("code", "name"), labels=("field",)),
        "budget_lines": Roles(
            names=("item",),
            place=("fiscal_year", "project", "institution", "category", "subcategory"),
            figures=("unit_price", "quantity", "occurrences", *SOURCES),
            labels=("unit",),
            amount="funding",
        ),
        "asset_plan": Roles(
            names=("item",),
            place=("fiscal_year", "project", "institution", "asset_kind"),
            figures=("quantity", "unit_price", *CASH),
            labels=("specification", "purpose"),
            amount="funding",
        ),
        "in_kind_details": Roles(
            names=("detail",),
            place=("fiscal_year", "project", "contributor_kind", "contributor"),
            figures=("unit_price", "quantity", "months", "participation"),
            labels=("in_kind_kind",),
            amount="cost",
        ),
        "beneficiaries": Roles(
            names=("registration_number", "name"),
            place=("fiscal_year", "project"),
            figures=("firms", *SOURCES),
            labels=("support", "status"),
            amount="total",
        ),
    }
)
