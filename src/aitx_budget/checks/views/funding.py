"""The sums that ratios are made of: over the budget, per fiscal year, per unit project."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, chosen, columns, texts, under_one_another
from aitx_budget.checks.views.grouping import added, any_unread, looked_up, summed
from aitx_budget.checks.views.view import View, exact, of, of_doubtful
from aitx_budget.layout.tables import SOURCES

_SUMS = ("national", "local", "cash", "in_kind", "private", "total", "recognised")
_OF = of("budget_lines", *SOURCES)


def _by(stack: Stack, keys: tuple[str, ...], kind: str) -> Columns:
    """Return one row per key with the funding sums and the worksheet row of its largest line."""
    sums = summed(stack.columns("budget_lines"), ("wb", *keys), SOURCES)
    unread = any_unread(sums, SOURCES)
    if keys:
        unread |= of_doubtful(stack, sums["wb"], "budget_lines", keys)
    return columns(
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
            "unread.total": unread,
            "private": sums["private_cash"] + sums["private_in_kind"],
            "total": added(sums, SOURCES),
        }
    )


def direct_flags(stack: Stack) -> Columns:
    """Return (wb, project) -> is it direct support, and was the flag read; the first declaration counts."""
    projects = stack.columns("unit_projects")
    return {
        "wb": projects["wb"],
        "project": projects["code"],
        "direct": projects["direct_support"] == "예",
        "unread.direct": projects["unread.direct_support"] | projects["blank.direct_support"],
    }


def with_direct(stack: Stack, rows: Columns) -> Columns:
    """Add `direct` and `unread.direct` to rows that have `wb` and `project`.

    A project that is declared nowhere is not direct support, and its flag counts as unread.
    """
    names = ("direct", "unread.direct")
    values, found = looked_up(rows, direct_flags(stack), ("wb", "project"), names)
    return {
        **rows,
        "direct": values["direct"] & found,
        "unread.direct": values["unread.direct"] | ~found,
    }


def _recognised(stack: Stack, projects: Columns) -> Columns:
    """Add `recognised`, in-kind won that counts under the cap, and `capped`, whether the cap applies."""
    part, base = stack.programme.direct_support.in_kind_maximum.value
    everywhere = stack.programme.direct_support.in_kind_elsewhere.value == "capped"
    capped = projects["direct"] | everywhere
    pairs = zip(projects["in_kind"].tolist(), projects["cash"].tolist(), strict=True)
    cap = [
        kind if base == part else min(kind, cash * part // (base - part)) for kind, cash in pairs
    ]
    return {
        **projects,
        "capped": capped,
        "recognised": np.where(capped, texts(cap), projects["in_kind"]),
    }


def project_funding(stack: Stack) -> Columns:
    """Return one row per workbook and unit project, with `direct`, `capped` and `recognised`."""
    projects = with_direct(stack, _by(stack, ("project",), "project"))
    return exact(_recognised(stack, projects), _SUMS)


def funding_scopes(stack: Stack) -> Columns:
    """Return the sums of every scope that matching is held against: total, fiscal year, project.

    Projects of direct support are left out: the notice composes them by ratios of their own.
    """
    projects = stack.columns("project_funding")
    parts = [
        _by(stack, (), "total"),
        _by(stack, ("fiscal_year",), "fiscal_year"),
        chosen(projects, ~projects["direct"]),
    ]
    return exact(under_one_another(parts), _SUMS[:-1])


def recognised_funding(stack: Stack) -> Columns:
    """Return one row per workbook: the whole budget, once as it stands and once with recognised in-kind.

    `project` is the one that most in-kind is not recognised of; `excess` what is not recognised in all.
    """
    projects = _recognition(stack.columns("project_funding"))
    total = _by(stack, (), "total")
    del total["project"]
    names = ("project", "recognised", "excess", "unread.direct")
    values, found = looked_up(total, projects, ("wb",), names)
    unread = total["unread.total"] | values["unread.direct"]
    unread |= of_doubtful(stack, total["wb"], "budget_lines", ("project",))
    whole = chosen({**total, **values, "unread.recognised": unread}, found)
    return exact(whole, (*_SUMS, "excess"))


def _recognition(projects: Columns) -> Columns:
    """Return per workbook `recognised`, `excess`, `project` and `unread.direct` as `recognised_funding` tells them."""
    found: dict[int, list[tuple[int, str, int, bool]]] = {}
    names = ("in_kind", "recognised", "project", "unread.direct")
    listed = (projects[name].tolist() for name in ("wb", *names))
    for wb, in_kind, recognised, project, unread in zip(*listed, strict=True):
        found.setdefault(wb, []).append((recognised - in_kind, project, recognised, unread))
    return columns(
        {
            "wb": np.array(list(found), dtype=np.int64),
            "project": texts([min(each)[1] for each in found.values()]),
            "recognised": texts([sum(own[2] for own in each) for each in found.values()]),
            "excess": texts([-sum(own[0] for own in each) for each in found.values()]),
            "unread.direct": np.array(
                [any(own[3] for own in each) for each in found.values()], dtype=bool
            ),
        }
    )


def workbook_funding(stack: Stack) -> Columns:
    """Return one row per workbook with a budget sheet, lines or not: `total`, and the first record's `row`."""
    firsts = {
        wb: table.rows[0] if table.rows else table.header_row + 1
        for wb, each in stack.submissions.items()
        if (table := each.tables.get("budget_lines"))
    }
    books = {
        "wb": np.array(list(firsts), dtype=np.int64),
        "row": np.array(list(firsts.values()), dtype=np.int64),
    }
    names = ("total", "unread.total")
    return {**books, **looked_up(books, _by(stack, (), "total"), ("wb",), names)[0]}


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
