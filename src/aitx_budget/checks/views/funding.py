"""The sums that ratios are made of: over the budget, per fiscal year, per unit project."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import framed
from aitx_budget.checks.views.grouping import looked_up, summed
from aitx_budget.checks.views.view import View, doubtful, exact, of
from aitx_budget.layout.tables import SOURCES

_SUMS = ("national", "local", "cash", "in_kind", "private", "total", "recognised")
_OF = of("budget_lines", *SOURCES)


def _by(stack: Stack, keys: tuple[str, ...], kind: str) -> pd.DataFrame:
    """Return one row per key with the funding sums and the worksheet row of its largest line."""
    sums = summed(stack.table("budget_lines"), ("wb", *keys), SOURCES)
    unread = sums[[f"unread.{name}" for name in SOURCES]].any(axis=1)
    if keys:
        unread |= sums["wb"].isin(doubtful(stack, "budget_lines", keys))
    frame = framed(
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
    return framed(
        {
            "wb": projects["wb"],
            "project": projects["code"],
            "direct": projects["direct_support"] == "예",
            "unread.direct": projects["unread.direct_support"] | projects["blank.direct_support"],
        }
    )


def with_direct(stack: Stack, frame: pd.DataFrame) -> pd.DataFrame:
    """Add `direct` and `unread.direct` to a frame that has `wb` and `project`.

    A project that is declared nowhere is not direct support, and its flag counts as unread.
    """
    names = ("direct", "unread.direct")
    values, found = looked_up(frame, _direct_flags(stack), ("wb", "project"), names)
    return frame.assign(
        **{"direct": values["direct"] & found, "unread.direct": values["unread.direct"] | ~found}
    )


def _recognised(stack: Stack, projects: pd.DataFrame) -> pd.DataFrame:
    """Add `recognised`, in-kind won that counts under the cap, and `capped`, whether the cap applies."""
    part, base = stack.programme.direct_support.in_kind_maximum.value
    capped = projects["direct"] | (
        stack.programme.direct_support.in_kind_elsewhere.value == "capped"
    )
    pairs = zip(projects["in_kind"].tolist(), projects["cash"].tolist(), strict=True)
    cap = [
        kind if base == part else min(kind, cash * part // (base - part)) for kind, cash in pairs
    ]
    return projects.assign(capped=capped, recognised=np.where(capped, cap, projects["in_kind"]))


def project_funding(stack: Stack) -> pd.DataFrame:
    """Return one row per workbook and unit project, with `direct`, `capped` and `recognised`."""
    frame = with_direct(stack, _by(stack, ("project",), "project"))
    return exact(_recognised(stack, frame), _SUMS)


def funding_scopes(stack: Stack) -> pd.DataFrame:
    """Return the sums of every scope that matching is held against: total, fiscal year, project.

    Projects of direct support are left out: the notice composes them by ratios of their own.
    """
    projects = stack.view("project_funding")
    parts = [
        _by(stack, (), "total"),
        _by(stack, ("fiscal_year",), "fiscal_year"),
        projects[~projects["direct"]],
    ]
    common = list(parts[0].columns)
    return exact(pd.concat([part[common] for part in parts], ignore_index=True), _SUMS[:-1])


def recognised_funding(stack: Stack) -> pd.DataFrame:
    """Return one row per workbook: the whole budget, once as it stands and once with recognised in-kind.

    `project` is the one that most in-kind is not recognised of; `excess` what is not recognised in all.
    """
    projects = stack.view("project_funding")
    projects = projects.assign(excess=projects["in_kind"] - projects["recognised"])
    groups = projects.groupby("wb", as_index=False)
    sums = groups[["recognised", "excess"]].sum().merge(groups["unread.direct"].max(), on="wb")
    most = projects.assign(order=-projects["excess"]).sort_values(["wb", "order", "project"])
    sums = sums.merge(most.drop_duplicates("wb")[["wb", "project"]], on="wb")
    frame = _by(stack, (), "total").drop(columns="project").merge(sums, on="wb")
    unplaced = frame["wb"].isin(doubtful(stack, "budget_lines", ("project",)))
    frame["unread.recognised"] = frame["unread.total"] | frame["unread.direct"] | unplaced
    return exact(frame, (*_SUMS, "excess"))


def workbook_funding(stack: Stack) -> pd.DataFrame:
    """Return one row per workbook with a budget sheet, lines or not: `total`, and the first record's `row`."""
    frame = pd.DataFrame(
        [
            (wb, table.rows[0] if table.rows else table.header_row + 1)
            for wb, each in stack.submissions.items()
            if (table := each.tables.get("budget_lines"))
        ],
        columns=["wb", "row"],
    ).astype("int64")
    sums = _by(stack, (), "total")[["wb", "total", "unread.total"]]
    joined = frame.merge(sums, on="wb", how="left")
    joined["total"] = joined["total"].fillna(0).astype("int64")
    joined["unread.total"] = joined["unread.total"].to_numpy(dtype=object) == True  # noqa: E712
    return joined


_DIRECT = of("unit_projects", "code", "direct_support")

FUNDING = (
    View(
        "project_funding",
        project_funding,
        {"total": (*_OF, "budget_lines.project"), "direct": _DIRECT},
        scope=(("project", "project"),),
    ),
    View(
        "funding_scopes",
        funding_scopes,
        {"total": (*_OF, *of("budget_lines", "fiscal_year", "project"))},
        scope=(("fiscal_year", "fiscal_year"), ("project", "project")),
    ),
    View(
        "recognised_funding",
        recognised_funding,
        {"recognised": (*_OF, "budget_lines.project", *_DIRECT)},
    ),
    View("workbook_funding", workbook_funding, {"total": _OF}),
)
