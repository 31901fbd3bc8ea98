"""What SMEs contribute, row by row and per direct-support project, and who contributes in kind."""

from __future__ import annotations

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import Columns, among, chosen, columns, under_one_another
from aitx_budget.checks.views.funding import with_direct
from aitx_budget.checks.views.grouping import added, any_unread, groups
from aitx_budget.checks.views.view import View, exact, in_doubt, of, of_doubtful
from aitx_budget.layout.tables import SOURCES

_INSTITUTION = "수행기관"
"""The choice of 출연구분 whose contributor must be a declared institution."""

_AMOUNTS = of("beneficiaries", *SOURCES)
_DIRECT = of("unit_projects", "code", "direct_support")


def sme_shares(stack: Stack) -> Columns:
    """Return one row per row of 참여기업: contribution and cost of the support, in exact won."""
    rows = stack.columns("beneficiaries")
    names = ("wb", "row", "fiscal_year", "project", "name")
    own = ("private_cash", "private_in_kind")
    shares = {
        **{name: rows[name] for name in names},
        "cash": rows["private_cash"],
        "in_kind": rows["private_in_kind"],
        "contribution": added(rows, own),
        "total": added(rows, SOURCES),
        "unread.contribution": any_unread(rows, own),
        "unread.total": any_unread(rows, SOURCES),
    }
    return exact(shares, ("cash", "in_kind", "contribution", "total"))


def in_kind_caps(stack: Stack) -> Columns:
    """Return every contribution that the in-kind cap is held against.

    Rows with `table` beneficiaries are one SME each; those with `table` budget_lines are a unit project's whole
    private contribution, of the projects that the cap applies to.
    """
    projects = stack.columns("project_funding")
    projects = chosen(projects, projects["capped"] | projects["unread.direct"])
    smes = columns(
        {**stack.columns("sme_shares"), "table": "beneficiaries", "unread.direct": False}
    )
    whole = columns(
        {
            **projects,
            "table": "budget_lines",
            "name": "",
            "contribution": projects["private"],
            "unread.contribution": projects["unread.total"],
        }
    )
    return under_one_another([smes, whole])


def in_kind_givers(stack: Stack) -> Columns:
    """Return one row per row of 현물내역 with its `fault`: `government`, `no_sme` or an empty text.

    `no_sme` stands at the largest row of a direct-support project that lists no SME at all.
    """
    details = stack.columns("in_kind_details")
    names = ("wb", "row", "fiscal_year", "project", "contributor_kind", "contributor", "cost")
    rows = with_direct(stack, {name: details[name] for name in names})
    government, unknown = _government(stack, rows)
    without, unsure = _without_smes(stack, rows)
    fault = np.where(government, "government", np.where(without, "no_sme", "")).astype(object)
    doubt = unknown | in_doubt(stack, "in_kind_details", "contributor") | unsure
    return {**rows, "fault": fault, "unread.fault": doubt & ~government}


def _government(stack: Stack, rows: Columns) -> tuple[np.ndarray, np.ndarray]:
    """Tell per row whether its contributor is a government, and whether that cannot be said."""
    members = stack.columns("institutions")
    types = stack.programme.consortium.government_types.value
    doubt = in_doubt(stack, "institutions", "type").tolist()
    of_members = [members["wb"].tolist(), members["type"].tolist(), doubt]
    known = {
        (wb, name): (kind in types, unsure)
        for names in (members["code"].tolist(), members["registration_number"].tolist())
        for name, wb, kind, unsure in zip(names, *of_members, strict=True)
        if name
    }
    listed = (rows[name].tolist() for name in ("wb", "contributor", "contributor_kind"))
    found = [
        known.get((wb, name), (False, kind == _INSTITUTION))
        for wb, name, kind in zip(*listed, strict=True)
    ]
    return (
        np.array([yes for yes, _ in found], dtype=bool),
        np.array([unsure for _, unsure in found], dtype=bool),
    )


def _without_smes(stack: Stack, rows: Columns) -> tuple[np.ndarray, np.ndarray]:
    """Tell per row whether it leads the in-kind of a direct-support project without SMEs, and whether that cannot be said.

    Only a region's workbook lists SMEs.
    """
    smes = stack.columns("beneficiaries")
    listed = set(zip(smes["wb"].tolist(), smes["project"].tolist(), strict=True))
    keys = zip(rows["wb"].tolist(), rows["project"].tolist(), strict=True)
    none = np.array([key not in listed for key in keys], dtype=bool)
    none &= among(rows["wb"], stack.of_scope(("region",)))
    leads = none & _largest(rows)
    doubt = of_doubtful(stack, rows["wb"], "beneficiaries", ("project",))
    return leads & rows["direct"], leads & (doubt | rows["unread.direct"])


def _largest(rows: Columns) -> np.ndarray:
    """Tell which rows are the costliest of their project, of several the first in the sheet."""
    group, _ = groups([rows["wb"], rows["project"]])
    order = np.lexsort((rows["row"], -rows["cost"], group))
    largest = np.zeros(len(order), dtype=bool)
    largest[order[np.unique(group[order], return_index=True)[1]]] = True
    return largest


SMES = (
    View(
        "sme_shares",
        sme_shares,
        {"contribution": of("beneficiaries", "private_cash", "private_in_kind"), "total": _AMOUNTS},
        scope=(("fiscal_year", "fiscal_year"), ("project", "project")),
    ),
    View(
        "in_kind_caps",
        in_kind_caps,
        {
            "contribution": (
                *of("beneficiaries", "private_cash", "private_in_kind"),
                *of("budget_lines", "project", *SOURCES),
            ),
            "direct": _DIRECT,
        },
        scope=(("project", "project"),),
    ),
    View(
        "in_kind_givers",
        in_kind_givers,
        {
            "fault": (
                *of("in_kind_details", "project", "contributor"),
                *of("institutions", "code", "type"),
                *_DIRECT,
                "beneficiaries.project",
            )
        },
        scope=(("project", "project"),),
    ),
)
