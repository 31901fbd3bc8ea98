"""What a sample region's compact plan is made of; `build` derives every table from it.

Amounts are whole won. A pair stands for the two fiscal years, in the programme's order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

Pair = tuple[int, int]


@dataclass(frozen=True)
class Institution:
    """A member of the consortium; `founded` only for companies."""

    code: str
    name: str
    type: str
    role: str
    founded: dt.date | None = None


@dataclass(frozen=True)
class InKind:
    """An in-kind contribution: price × quantity × months × participation (percent).

    Attributes:
        contributor: an institution's code; empty where the firm of the row contributes.
        months, participation: None where they don't apply.
    """

    kind: str
    detail: str
    price: int
    quantity: int = 1
    months: int | None = None
    participation: int | None = None
    contributor: str = ""

    @property
    def amount(self) -> int:
        """The contribution in won; the plan keeps to figures that come out whole."""
        percent = 100 if self.participation is None else self.participation
        hundredfold = self.price * self.quantity * (self.months or 1) * percent
        if hundredfold % 100:
            message = f"not whole won: {self.detail}"
            raise ValueError(message)
        return hundredfold // 100


@dataclass(frozen=True)
class Line:
    """A budget line that recurs in each fiscal year with its own number of occurrences.

    Attributes:
        category, subcategory: codes, such as `210` and `07`.
        price: won; None for the one line of a project that takes up the rest of its total.
        times: occurrences per fiscal year; 0 leaves the line out of that year.
        in_kind: the part of the line that is contributed in kind, per fiscal year.
    """

    institution: str
    category: str
    subcategory: str
    item: str
    price: int | None
    quantity: int
    unit: str
    times: Pair
    in_kind: tuple[tuple[InKind, ...], tuple[InKind, ...]] = ((), ())


@dataclass(frozen=True)
class Asset:
    """One row of the purchase plan; its fiscal year is that of `month` (202511)."""

    item: str
    specification: str
    price: int
    quantity: int
    unit: str
    month: int
    method: str
    place: str
    purpose: str
    shared_use: str = ""

    @property
    def cost(self) -> int:
        """The purchase in won."""
        return self.price * self.quantity


@dataclass(frozen=True)
class Purchase:
    """A budget line that buys assets, all in one fiscal year.

    Attributes:
        category: code of an asset category, `430` or `440`.
        item: the budget line's words.
    """

    institution: str
    category: str
    item: str
    assets: tuple[Asset, ...]


@dataclass(frozen=True)
class Scheme:
    """Direct support of one kind: so many won per firm, with what each firm gives in kind.

    Attributes:
        price: cost of one firm's support.
        chosen, expected: firms already chosen and still to be chosen, per fiscal year.
        carried_to: last month in which money of the first fiscal year is spent; 0 for that year's end.
    """

    institution: str
    item: str
    support: str
    price: int
    chosen: Pair
    expected: Pair
    in_kind: InKind
    carried_to: int = 0


@dataclass(frozen=True)
class Funds:
    """What a project may spend in a fiscal year; provincial funds are what the others leave.

    Attributes:
        private: cash and in-kind together.
    """

    total: int
    national: int
    municipal: int
    private: int

    @classmethod
    def shared(cls, total: int, national: int, municipal: int, private: int) -> Funds:
        """Return the funds of a project whose shares are given in percent."""
        parts = (total * percent // 100 for percent in (national, municipal, private))
        return cls(total, *parts)


@dataclass(frozen=True)
class Project:
    """A unit project: direct support where it has schemes, otherwise lines and purchases."""

    code: str
    name: str
    field: str
    lead: str
    months: Pair
    description: str
    schemes: tuple[Scheme, ...] = ()
    lines: tuple[Line, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    funds: tuple[Funds, ...] = ()


@dataclass(frozen=True)
class Region:
    """A region's whole plan.

    Attributes:
        tax_office: three digits its invented registration numbers begin with.
        municipal_percent: municipal part of the local funds of direct support.
        trades: what its invented firms end on; places: where they are.
    """

    name: str
    basics: Mapping[str, object]
    tax_office: int
    municipal_percent: int
    trades: tuple[str, ...]
    places: tuple[str, ...]
    institutions: tuple[Institution, ...]
    projects: tuple[Project, ...] = field(default_factory=tuple)
