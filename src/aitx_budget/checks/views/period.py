"""When things are planned: projects' months, the monthly plan row by row, what comes before the agreement."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import framed, framed_rows
from aitx_budget.checks.views.view import View, of

_DATES = (
    ("unit_projects", "first_month"),
    ("unit_projects", "last_month"),
    ("basics", "agreement_date"),
)


def planned_dates(stack: Stack) -> pd.DataFrame:
    """Return every month and date that must lie in the period: `value` as typed, `month` of it; blanks left out."""
    parts = []
    for table, field in _DATES:
        frame = stack.table(table)
        there = frame[frame[field] != 0]
        part = framed(
            {
                "wb": there["wb"],
                "table": table,
                "field": field,
                "row": there["row"],
                "value": there[field],
            }
        )
        parts.append(part)
    rows = pd.concat(parts, ignore_index=True)
    return rows.assign(month=np.where(rows["value"] > _A_DATE, rows["value"] // 100, rows["value"]))


_A_DATE = 10**7
"""Dates such as 20251015 are above this, months such as 202510 below it."""


def project_months(stack: Stack) -> pd.DataFrame:
    """Return the first declaration of every unit project with both its months."""
    projects = stack.table("unit_projects")
    return framed(
        {
            "wb": projects["wb"],
            "project": projects["code"],
            "row": projects["row"],
            "first_month": projects["first_month"],
            "last_month": projects["last_month"],
            "unread.first_month": projects["unread.first_month"] | projects["blank.first_month"],
            "unread.last_month": projects["unread.last_month"] | projects["blank.last_month"],
        }
    )


def plan_rows(stack: Stack) -> pd.DataFrame:
    """Return every row of the monthly plan with the money that stands where it may not, or is worth a note.

    Returns:
        For each of `early` (before the money's fiscal year), `late` (after it) and `outside` (outside the
        unit project's months, but not early): `<kind>_amount` in won, `<kind>_fields` (the month columns that hold it) and
        `unread.<kind>`; `first_month` and `last_month` of the project.
    """
    plan = stack.table("monthly_plan")
    months = np.array(stack.programme.months, dtype=np.int64)
    amounts = _grid(plan, months, "").astype(np.int64)
    unread = _grid(plan, months, "unread.").astype(bool)
    years = plan["fiscal_year"].to_numpy(dtype=np.int64)[:, None]
    joined = _with_project_months(stack, plan)
    first = joined["first_month"].to_numpy(dtype=np.int64)[:, None]
    last = joined["last_month"].to_numpy(dtype=np.int64)[:, None]
    early = (months[None, :] // 100) < years
    late = ((months[None, :] // 100) > years) & (years > 0)
    outside = ((months[None, :] < first) | (months[None, :] > last)) & ~early
    no_year = (plan["unread.fiscal_year"] | plan["blank.fiscal_year"]).to_numpy(dtype=bool)
    frame = plan[["wb", "row", "fiscal_year", "project", "source"]].assign(
        first_month=joined["first_month"].to_numpy(), last_month=joined["last_month"].to_numpy()
    )
    for kind, where, doubt in (
        ("early", early, no_year),
        ("late", late, no_year),
        ("outside", outside, no_year | joined["doubt"].to_numpy(dtype=bool)),
    ):
        held = where & (amounts != 0)
        frame[f"{kind}_amount"] = np.where(where, amounts, 0).sum(axis=1)
        frame[f"{kind}_fields"] = _names(held, months)
        frame[f"unread.{kind}"] = doubt | (where & unread).any(axis=1)
    return frame


def _grid(plan: pd.DataFrame, months: np.ndarray, prefix: str) -> np.ndarray:
    """Return the plan's month columns as rows x months."""
    return plan[[f"{prefix}m{month}" for month in months]].to_numpy()


def _names(held: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Return per row the names of the month columns that are set."""
    names = np.empty(len(held), dtype=object)
    names[:] = [tuple(f"m{month}" for month in months[row]) for row in held]
    return names


def _with_project_months(stack: Stack, plan: pd.DataFrame) -> pd.DataFrame:
    """Return, along the plan's rows, the months of their project, and `doubt` where these can't be used."""
    projects = stack.view("project_months").drop_duplicates(["wb", "project"])
    reversed_months = projects["first_month"] > projects["last_month"]
    unread = projects["unread.first_month"] | projects["unread.last_month"]
    projects = projects.assign(doubt=unread | reversed_months)
    joined = plan[["wb", "project"]].merge(
        projects[["wb", "project", "first_month", "last_month", "doubt"]],
        on=["wb", "project"],
        how="left",
    )
    for name in ("first_month", "last_month"):
        joined[name] = joined[name].fillna(0).astype(np.int64)
    joined["doubt"] = joined["doubt"].to_numpy(dtype=object) != False  # noqa: E712 - an unknown project is doubt too
    return joined


def before_agreement(stack: Stack) -> pd.DataFrame:
    """Return, per workbook with an agreement date in the period and per sheet, what is planned in earlier months.

    Returns:
        Columns `table`, `agreement_date`, `cells`: (worksheet row, field) of each earlier month, and `amount`: the
        won planned there; `unread.cells` where the date or one of those cells was not read.
    """
    basics = stack.table("basics")
    first, last = stack.programme.months[0], stack.programme.months[-1]
    rows: list[dict[str, Any]] = []
    for wb, date, unread in zip(
        basics["wb"], basics["agreement_date"], basics["unread.agreement_date"], strict=True
    ):
        if unread or first <= date // 100 <= last:
            for table in ("unit_projects", "monthly_plan", "asset_plan"):
                found = _planned_before(stack, table, int(wb), int(date) // 100)
                found["unread.cells"] |= bool(unread)
                rows.append({"wb": int(wb), "table": table, "agreement_date": int(date), **found})
    columns = ["wb", "table", "agreement_date", "cells", "amount", "unread.cells"]
    return framed_rows([tuple(row.values()) for row in rows], columns)


def _planned_before(stack: Stack, table: str, wb: int, month: int) -> dict[str, Any]:
    """Return the cells of one sheet that plan something in the period but before `month`, and the money in them."""
    frame = stack.table(table)
    own = frame[frame["wb"] == wb]
    if table == "monthly_plan":
        names = [f"m{each}" for each in stack.programme.months if each < month]
        early = {name: own[name] != 0 for name in names}
        amount = sum(int(own[name].sum()) for name in names)
    else:
        names = [_DATED[table]]
        first = stack.programme.months[0]
        early = {name: (own[name] >= first) & (own[name] < month) for name in names}
        amount = int(own["cost"][early[names[0]]].sum()) if "cost" in own else 0
    cells = [(int(row), name) for name in names for row in own["row"][early[name]]]
    unread = any(bool(own[f"unread.{name}"].any()) for name in names)
    return {"cells": tuple(sorted(cells)), "amount": amount, "unread.cells": unread}


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
