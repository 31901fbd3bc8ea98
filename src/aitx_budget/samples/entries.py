"""Budget lines with their funds: what a compact plan comes to before it is cut into tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from aitx_budget.model.month import months_between
from aitx_budget.samples.apportion import THOUSAND, fund
from aitx_budget.samples.firms import Firm, firm
from aitx_budget.samples.plan import Asset, Funds, InKind, Line, Project, Purchase, Region, Scheme

_NATIONAL, _PROVINCIAL, _MUNICIPAL, _CASH, _IN_KIND = SOURCES = (
    "national_funds",
    "provincial_funds",
    "municipal_funds",
    "private_cash",
    "private_in_kind",
)
_LOCAL_ONLY = ("220", "240")
"""Travel and official expenses: the sample regions pay them from local funds."""


@dataclass(frozen=True)
class Grant:
    """A row of 참여기업: one chosen firm, or several still to be chosen."""

    chosen: Firm | None
    firms: int
    support: str
    amounts: Mapping[str, int]


@dataclass(frozen=True)
class Contribution:
    """A row of 현물내역: what one contributor gives; `firms` multiplies an expected firm's quantity."""

    in_kind: InKind
    contributor: str
    kind: str
    firms: int = 1


@dataclass(frozen=True)
class Entry:
    """One line of the budget.

    Attributes:
        amounts: won per source; empty until the line is funded.
        spending: (month, weight) pairs by which its money is planned.
    """

    year: int
    project: str
    institution: str
    category: str
    subcategory: str
    item: str
    price: int
    quantity: int
    unit: str
    times: int
    spending: tuple[tuple[int, int], ...]
    amounts: Mapping[str, int]
    contributions: tuple[Contribution, ...] = ()
    assets: tuple[Asset, ...] = ()
    grants: tuple[Grant, ...] = ()

    @property
    def cost(self) -> int:
        """The line's cost in won."""
        return self.price * self.quantity * self.times

    @property
    def in_kind(self) -> int:
        """The part of it that is contributed in kind, in won."""
        return sum(each.in_kind.amount * each.firms for each in self.contributions)


def entries(region: Region, years: tuple[int, int]) -> list[Entry]:
    """Return every budget line of `region`, by year and project."""
    found: list[Entry] = []
    drawn = 0
    for index, year in enumerate(years):
        for project in region.projects:
            for scheme in project.schemes:
                entry = _direct(region, project, scheme, index, year, drawn)
                drawn += scheme.chosen[index]
                found += [entry] if entry.quantity else []
            if project.lines:
                found += _funded(project, index, year)
    return found


def _months(project: Project, year: int, carried_to: int = 0) -> tuple[tuple[int, int], ...]:
    """Return equal weights for the months in which a project spends a year's money."""
    first, last = max(project.months[0], year * 100 + 1), min(project.months[1], year * 100 + 12)
    return tuple((month, 1) for month in months_between(first, max(last, carried_to)))


def _direct(
    region: Region, project: Project, scheme: Scheme, index: int, year: int, drawn: int
) -> Entry:
    """Return one scheme's line: 60 % national, 20 % local, 20 % of the firm."""
    chosen = [firm(region, drawn + position) for position in range(scheme.chosen[index])]
    expected = scheme.expected[index]
    grants = [Grant(one, 1, scheme.support, _support(region, scheme, 1)) for one in chosen]
    gifts = [Contribution(scheme.in_kind, one.registration_number, "참여기업") for one in chosen]
    if expected:
        grants.append(Grant(None, expected, scheme.support, _support(region, scheme, expected)))
        gifts.append(Contribution(scheme.in_kind, "", "예정기업", expected))
    return Entry(
        year, project.code, scheme.institution, "320", "01", scheme.item,
        scheme.price, len(chosen) + expected, "개사", 1,
        _months(project, year, scheme.carried_to if index == 0 else 0),
        _support(region, scheme, len(chosen) + expected),
        tuple(gifts), (), tuple(grants),
    )  # fmt: skip


def _support(region: Region, scheme: Scheme, firms: int) -> dict[str, int]:
    """Return the funds of `firms` firms' support."""
    fifth = scheme.price // 5
    municipal = fifth * region.municipal_percent // 100 // THOUSAND * THOUSAND
    in_kind = scheme.in_kind.amount
    each = (scheme.price - 2 * fifth, fifth - municipal, municipal, fifth - in_kind, in_kind)
    return {source: amount * firms for source, amount in zip(SOURCES, each, strict=True)}


def _funded(project: Project, index: int, year: int) -> list[Entry]:
    """Return a project's lines of a year, its funds shared out among them."""
    funds = project.funds[index]
    lines = [_line(project, line, index, year) for line in project.lines if line.times[index]]
    lines += [_purchase(project, each) for each in project.purchases if _year(each) == year]
    lines = _balanced(lines, funds.total)
    in_kind = sum(line.in_kind for line in lines)
    local = [line for line in lines if line.category in _LOCAL_ONLY]
    others = [line for line in lines if line.category not in _LOCAL_ONLY]
    used = _local_amounts([line.cost for line in local], funds)
    targets = {
        _NATIONAL: funds.national,
        _PROVINCIAL: funds.total - funds.national - funds.municipal - funds.private,
        _MUNICIPAL: funds.municipal,
        _CASH: funds.private - in_kind,
    }
    for amounts in used:
        for source, amount in amounts.items():
            targets[source] -= amount
    shared = fund([line.cost - line.in_kind for line in others], targets)
    funded = iter([*used, *shared])
    by_item = {id(line): _with(line, next(funded)) for line in [*local, *others]}
    return [by_item[id(line)] for line in lines]


def _with(line: Entry, cash: Mapping[str, int]) -> Entry:
    amounts = {source: cash.get(source, 0) for source in SOURCES}
    return replace(line, amounts=amounts | {_IN_KIND: line.in_kind})


def _local_amounts(costs: list[int], funds: Funds) -> list[dict[str, int]]:
    """Split lines that local funds pay alone, as the project's local funds are split."""
    local = funds.total - funds.national - funds.private
    municipal = sum(costs) * funds.municipal // local // THOUSAND * THOUSAND
    return fund(costs, {_PROVINCIAL: sum(costs) - municipal, _MUNICIPAL: municipal})


def _balanced(lines: list[Entry], total: int) -> list[Entry]:
    """Give the open line the unit price that makes the project's total."""
    rest = total - sum(line.cost for line in lines)
    return [line if line.price else _priced(line, rest) for line in lines]


def _priced(line: Entry, rest: int) -> Entry:
    price, left = divmod(rest, line.quantity * line.times)
    if left or price <= 0 or price % THOUSAND:
        message = f"{line.project} {line.year}: {rest:,} won is no price for {line.item}"
        raise ValueError(message)
    return replace(line, price=price)


def _line(project: Project, line: Line, index: int, year: int) -> Entry:
    gifts = tuple(Contribution(each, each.contributor, "수행기관") for each in line.in_kind[index])
    return Entry(
        year, project.code, line.institution, line.category, line.subcategory, line.item,
        line.price or 0, line.quantity, line.unit, line.times[index],
        _months(project, year), {}, gifts,
    )  # fmt: skip


def _year(purchase: Purchase) -> int:
    return purchase.assets[0].month // 100


def _purchase(project: Project, purchase: Purchase) -> Entry:
    single = purchase.assets[0] if len(purchase.assets) == 1 else None
    return Entry(
        _year(purchase), project.code, purchase.institution, purchase.category, "01", purchase.item,
        single.price if single else sum(asset.cost for asset in purchase.assets),
        single.quantity if single else 1, single.unit if single else "식", 1,
        tuple((asset.month, asset.cost) for asset in purchase.assets), {},
        assets=purchase.assets,
    )  # fmt: skip


def order(found: list[Entry]) -> Iterator[tuple[tuple[int, str], list[Entry]]]:
    """Yield ((year, project), its lines) in order of appearance."""
    keys = dict.fromkeys((entry.year, entry.project) for entry in found)
    for key in keys:
        yield key, [entry for entry in found if (entry.year, entry.project) == key]
