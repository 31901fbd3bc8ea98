"""When things are planned: projects' months, the monthly plan row by row, what comes before the agreement."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import (
    Columns,
    chosen,
    columns,
    columns_of_rows,
    texts,
    under_one_another,
)
from aitx_budget.checks.views.grouping import looked_up
from aitx_budget.checks.views.view import View, of

_DATES = (
    ("unit_projects", "first_month"),
    ("unit_projects", "last_month"),
    ("basics", "agreement_date"),
)


def planned_dates(stack: Stack) -> Columns:
    """Return every month and date that must lie in the period: `value` as typed, `month` of it; blanks left out."""
    parts = []
    for table, field in _DATES:
        rows = stack.columns(table)
        there = rows[field] != 0
        value = rows[field][there]
        part = {
            "wb": rows["wb"][there],
            "table": table,
            "field": field,
            "row": rows["row"][there],
            "value": value,
            "month": np.where(value > _A_DATE, value // 100, value),
        }
        parts.append(columns(part))
    return under_one_another(parts)


_A_DATE = 10**7
"""Dates such as 20251015 are above this, months such as 202510 below it."""


def project_months(stack: Stack) -> Columns:
    """Return every declaration of a unit project with both its months."""
    projects = stack.columns("unit_projects")
    made = {"wb": projects["wb"], "project": projects["code"], "row": projects["row"]}
    for name in ("first_month", "last_month"):
        made[name] = projects[name]
        made[f"unread.{name}"] = projects[f"unread.{name}"] | projects[f"blank.{name}"]
    return made


def plan_rows(stack: Stack) -> Columns:
    """Return every row of the monthly plan with the money that stands where it may not, or is worth a note.

    Returns:
        For each of `early` (before the money's fiscal year), `late` (after it) and `outside` (outside the
        unit project's months, but not early): `<kind>_amount` in won, `<kind>_fields` (the month columns that hold it) and
        `unread.<kind>`; `first_month` and `last_month` of the project.
    """
    plan = stack.columns("monthly_plan")
    months = np.array(stack.programme.months, dtype=np.int64)
    amounts, unread = _grid(plan, months, ""), _grid(plan, months, "unread.")
    years = plan["fiscal_year"][:, None]
    of_project, doubt = _project_months(stack, plan)
    first, last = of_project["first_month"][:, None], of_project["last_month"][:, None]
    early = (months[None, :] // 100) < years
    late = ((months[None, :] // 100) > years) & (years > 0)
    outside = ((months[None, :] < first) | (months[None, :] > last)) & ~early
    no_year = plan["unread.fiscal_year"] | plan["blank.fiscal_year"]
    names = ("wb", "row", "fiscal_year", "project", "source")
    made = {name: plan[name] for name in names} | of_project
    for kind, where, unsure in (
        ("early", early, no_year),
        ("late", late, no_year),
        ("outside", outside, no_year | doubt),
    ):
        made[f"{kind}_amount"] = np.where(where, amounts, 0).sum(axis=1)
        made[f"{kind}_fields"] = _names(where & (amounts != 0), months)
        made[f"unread.{kind}"] = unsure | (where & unread).any(axis=1)
    return made


def _grid(plan: Columns, months: np.ndarray, prefix: str) -> np.ndarray:
    """Return the plan's month columns as rows x months."""
    return np.stack([plan[f"{prefix}m{month}"] for month in months], axis=1)


def _names(held: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Return per row the names of the month columns that are set."""
    fields = [f"m{month}" for month in months]
    names: list[tuple[str, ...]] = [()] * len(held)
    for row, column in np.argwhere(held).tolist():
        names[row] += (fields[column],)
    return texts(names)


def _project_months(stack: Stack, plan: Columns) -> tuple[Columns, np.ndarray]:
    """Return, along the plan's rows, the months of their project (0 for an unknown one), and where these cannot be used."""
    projects = stack.columns("project_months")
    unusable = projects["unread.first_month"] | projects["unread.last_month"]
    unusable |= projects["first_month"] > projects["last_month"]
    names = ("first_month", "last_month", "unusable")
    values, found = looked_up(plan, {**projects, "unusable": unusable}, ("wb", "project"), names)
    return values, values.pop("unusable") | ~found


def before_agreement(stack: Stack) -> Columns:
    """Return, per workbook with an agreement date in the period and per sheet, what is planned in earlier months.

    Returns:
        Columns `table`, `agreement_date`, `cells`: (worksheet row, field) of each earlier month, and `amount`: the
        won planned there; `unread.cells` where the date or one of those cells was not read.
    """
    basics = stack.columns("basics")
    first, last = stack.programme.months[0], stack.programme.months[-1]
    names = ("wb", "agreement_date", "unread.agreement_date")
    rows = []
    for wb, date, unread in zip(*(basics[name].tolist() for name in names), strict=True):
        if unread or first <= date // 100 <= last:
            for table in ("unit_projects", "monthly_plan", "asset_plan"):
                own = chosen(_planned(stack, table), stack.own(table, wb))
                cells, amount, lost = _planned_before(stack, table, own, date // 100)
                rows.append((wb, table, date, cells, amount, lost or unread))
    listed = ("wb", "table", "agreement_date", "cells", "amount", "unread.cells")
    return columns_of_rows(rows, listed)


def _planned(stack: Stack, table: str) -> Columns:
    """Return what of a sheet's columns `_planned_before` looks at."""
    rows = stack.columns(table)
    months = [f"m{month}" for month in stack.programme.months]
    names = months if table == "monthly_plan" else [_DATED[table]]
    flags = [f"unread.{name}" for name in names]
    return {name: rows[name] for name in (*names, *flags, "row", "cost") if name in rows}


def _planned_before(
    stack: Stack, table: str, own: Columns, month: int
) -> tuple[tuple[tuple[int, str], ...], int, bool]:
    """Return the cells of one sheet that plan something in the period but before `month`, and the money in them.

    The last of the three tells whether some cell was not read.
    """
    if table == "monthly_plan":
        names = [f"m{each}" for each in stack.programme.months if each < month]
        early = {name: own[name] != 0 for name in names}
        amount = sum(int(own[name].sum()) for name in names)
    else:
        names = [_DATED[table]]
        early = {
            name: (own[name] >= stack.programme.months[0]) & (own[name] < month) for name in names
        }
        amount = int(own["cost"][early[names[0]]].sum()) if "cost" in own else 0
    cells = [(row, name) for name in names for row in own["row"][early[name]].tolist()]
    unread = any(bool(own[f"unread.{name}"].any()) for name in names)
    return tuple(sorted(cells)), amount, unread


_DATED = {"unit_projects": "first_month", "asset_plan": "purchase_month"}
"""The field of a sheet that says when something is to begin or to be bought."""

_ROW = (("fiscal_year", "fiscal_year"), ("project", "project"), ("source", "source"))
_PLAN = of("monthly_plan", "fiscal_year", "m*")

PERIOD = (
    View("planned_dates", planned_dates, {}),
    View(
        "project_months",
        project_months,
        {
            "first_month": of("unit_projects", "first_month"),
            "last_month": of("unit_projects", "last_month"),
        },
        scope=(("project", "project"),),
    ),
    View(
        "plan_rows",
        plan_rows,
        {
            "early": _PLAN,
            "late": _PLAN,
            "outside": (
                *_PLAN,
                "monthly_plan.project",
                *of("unit_projects", "code", "first_month", "last_month"),
            ),
        },
        scope=_ROW,
    ),
    View(
        "before_agreement",
        before_agreement,
        {
            "cells": (
                *of("basics", "agreement_date"),
                *of("unit_projects", "first_month"),
                *of("asset_plan", "purchase_month"),
                *of("monthly_plan", "m*"),
            )
        },
    ),
)
