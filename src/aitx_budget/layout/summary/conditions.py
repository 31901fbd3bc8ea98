"""Conditions on rows that several live checks share; `Here` is the row's own field."""

from __future__ import annotations

from aitx_budget.layout.expressions import (
    Compare,
    Const,
    CountOf,
    Expr,
    Here,
    RoundWon,
    Some,
    SumOf,
    plus,
    times,
)
from aitx_budget.layout.tables import CASH
from aitx_budget.programme.schema import Programme

YEAR_AND_PROJECT = (("fiscal_year", Here("fiscal_year")), ("project", Here("project")))
ASSET_KEY = (*YEAR_AND_PROJECT, ("institution", Here("institution")))


def of_years(*years: int) -> Expr:
    """Tell whether the row is of one of the fiscal years, each typed as a number or as a text."""
    spellings = [Const(spelling) for year in years for spelling in (year, str(year))]
    return Some(tuple(Compare("=", Here("fiscal_year"), each) for each in spellings))


def dated(programme: Programme) -> Expr:
    """Tell whether the row is of some fiscal year; a typed subtotal is of none, and no record."""
    return of_years(*programme.fiscal_years)


def dated_sum(
    programme: Programme, table: str, field: str, where: tuple[tuple[str, Expr], ...] = ()
) -> Expr:
    """Return the sum of a column over the rows of all fiscal years, so over its records alone."""
    return plus(
        *(
            SumOf(table, field, (*where, ("fiscal_year", Const(year))))
            for year in programme.fiscal_years
        )
    )


def above_zero(value: Expr) -> Expr:
    """Tell whether a value is above 0."""
    return Compare(">", value, Const(0))


def in_direct_support() -> Expr:
    """Tell whether the row's project is declared as direct support."""
    return above_zero(
        CountOf("unit_projects", (("code", Here("project")), ("direct_support", Const("예"))))
    )


def placed(*fields: str) -> tuple[Expr, ...]:
    """Tell of each field that it is filled."""
    return tuple(Compare("<>", Here(field), Const("")) for field in fields)


def of_categories(labels: tuple[str, ...]) -> Expr:
    """Tell whether the row's budget category is one of `labels`."""
    return Some(tuple(Compare("=", Here("category"), Const(label)) for label in labels))


def asset_categories(programme: Programme) -> tuple[str, ...]:
    """Return the categories that pay for acquired assets."""
    return tuple(each.label for each in programme.categories if each.asset_kind)


def asset_budget(programme: Programme, source: str, key: tuple[tuple[str, Expr], ...]) -> Expr:
    """Return the won of a source on the asset lines of the budget that have the row's key."""
    return plus(
        *(
            SumOf("budget_lines", source, (*key, ("category", Const(label))))
            for label in asset_categories(programme)
        )
    )


def differ(pairs: tuple[tuple[Expr, Expr], ...]) -> Expr:
    """Tell whether one of the pairs is unequal."""
    return Some(tuple(Compare("<>", left, right) for left, right in pairs))


def asset_pairs(programme: Programme) -> tuple[tuple[Expr, Expr], ...]:
    """Return plan and budget of the row's key, per source."""
    return tuple(
        (SumOf("asset_plan", name, ASSET_KEY), asset_budget(programme, name, ASSET_KEY))
        for name in CASH
    )


def in_kind_cost() -> Expr:
    """Return an in-kind row's amount from its inputs; blank months count 1, a blank share 100."""
    months = plus(Here("months"), Compare("=", Here("months"), Const("")))
    share = plus(
        Here("participation"),
        times(Const(100), Compare("=", Here("participation"), Const(""))),
    )
    return RoundWon(times(Here("unit_price"), Here("quantity"), months, share), per=100)
