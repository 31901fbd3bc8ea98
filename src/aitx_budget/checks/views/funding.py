"""The sums that ratios are made of: over the budget, per fiscal year, per unit project."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.views.view import View, doubtful, exact, of, summed
from aitx_budget.layout.tables import SOURCES

_SUMS = ("national", "local", "cash", "in_kind", "total", "recognised")
_OF = of("budget_lines", *SOURCES)


def _by(stack: Stack, keys: tuple[str, ...], kind: str) -> pd.DataFrame:
    """Return one row per key with the funding sums and the worksheet row of its largest line."""
    sums = summed(stack.table("budget_lines"), ("wb", *keys), SOURCES)
    unread = sums[[f"unread.{name}" for name in SOURCES]].any(axis=1)
    if keys:
        unread |= sums["wb"].isin(doubtful(stack, "budget_lines", keys))
    frame = pd.DataFrame(
        {
            "wb": sums["wb"],
            "kind": kind,
            "fiscal_year": sums["fiscal_year"] if "fiscal_year" in keys else 0,
            "project": sums["project"] if "project" in keys else "",
            "national": sums["national_funds"],
            "local": sums["provincial_funds"] + sums["municipal_funds"],
            "cash": sums["private_cash"],
            "in_kind": sums["private_in_kind"],
            "row": sums["row"],
            "unread.total": unread.to_numpy(dtype=bool),
        }
    )
    frame["private"] = frame["cash"] + frame["in_kind"]
    frame["total"] = frame["national"] + frame["local"] + frame["private"]
    return frame


def _direct_flags(stack: Stack) -> pd.DataFrame:
    """Return (wb, project) -> is it direct support, and was the flag read; the first declaration counts."""
    projects = stack.table("unit_projects")
    return pd.DataFrame(
        {
            "wb": projects["wb"],
            "project": projects["code"],
            "direct": projects["direct_support"] == "예",
            "unread.direct": projects["unread.direct_support"] | projects["blank.direct_support"],
            "project_row": projects["row"],
        }
    ).drop_duplicates(["wb", "project"])


def with_direct(stack: Stack, frame: pd.DataFrame) -> pd.DataFrame:
    """Add `direct`, `unread.direct` and `project_row` to a frame that has `wb` and `project`.

    A project that is declared nowhere is not direct support, and its flag counts as unread.
    """
    joined = frame.merge(_direct_flags(stack), on=["wb", "project"], how="left")
    unknown = joined["direct"].isna().to_numpy()
    joined["direct"] = joined["direct"].to_numpy(dtype=object) == True  # noqa: E712 - NaN is not True
    flags = joined["unread.direct"].to_numpy(dtype=object) == True  # noqa: E712
    joined["unread.direct"] = flags | unknown
    joined["project_row"] = joined["project_row"].fillna(0).astype(np.int64)
    return joined


def _recognised(stack: Stack, projects: pd.DataFrame) -> pd.DataFrame:
    """Add `recognised`: in-kind won that counts under the cap, per project row."""
    part, base = stack.programme.direct_support.in_kind_maximum.value
    capped_everywhere = stack.programme.direct_support.in_kind_elsewhere.value == "capped"
    cap = [
        kind if base == part else min(kind, cash * part // (base - part))
        for kind, cash in zip(projects["in_kind"].tolist(), projects["cash"].tolist(), strict=True)
    ]
    under_cap = projects["direct"].to_numpy() | capped_everywhere
    return projects.assign(recognised=np.where(under_cap, cap, projects["in_kind"].to_numpy()))


def project_funding(stack: Stack) -> pd.DataFrame:
    """Return one row per workbook and unit project, with `direct` and `recognised`."""
    frame = with_direct(stack, _by(stack, ("project",), "project"))
    return exact(_recognised(stack, frame), (*_SUMS, "private"))


def funding_scopes(stack: Stack) -> pd.DataFrame:
    """Return the sums of every scope a ratio is held against: total, fiscal year, project.

    `recognised` is filled for the total alone; the others carry their in-kind as it stands.
    """
    projects = stack.view("project_funding")
    total = _by(stack, (), "total")
    recognised = projects.groupby("wb")["recognised"].sum()
    total["recognised"] = total["wb"].map(recognised).fillna(0)
    doubtful_flag = projects.groupby("wb")["unread.direct"].max()
    total["unread.recognised"] = (
        total["unread.total"]
        | total["wb"].map(doubtful_flag).fillna(value=False).astype(bool)
        | total["wb"].isin(doubtful(stack, "budget_lines", ("project",)))
    )
    years = _by(stack, ("fiscal_year",), "fiscal_year")
    parts = [
        frame.assign(**{"recognised": frame["in_kind"], "unread.recognised": frame["unread.total"]})
        for frame in (
            years,
            projects[
                [name for name in total.columns if name not in ("recognised", "unread.recognised")]
            ],
        )
    ]
    return exact(pd.concat([total, *parts], ignore_index=True), (*_SUMS, "private"))


FUNDING = (
    View(
        "project_funding",
        project_funding,
        {
            "total": (*_OF, "budget_lines.project"),
            "direct": of("unit_projects", "code", "direct_support"),
        },
        scope=(("project", "project"),),
    ),
    View(
        "funding_scopes",
        funding_scopes,
        {"total": _OF, "recognised": (*_OF, *of("unit_projects", "code", "direct_support"))},
        scope=(("fiscal_year", "fiscal_year"), ("project", "project")),
    ),
)
