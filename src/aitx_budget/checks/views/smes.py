"""What SMEs contribute, row by row and per direct-support project, and who contributes in kind."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import framed
from aitx_budget.checks.views.funding import with_direct
from aitx_budget.checks.views.view import View, doubtful, exact, in_doubt, of
from aitx_budget.layout.tables import SOURCES

_INSTITUTION = "수행기관"
"""The choice of 출연구분 whose contributor must be a declared institution."""

_AMOUNTS = of("beneficiaries", *SOURCES)
_DIRECT = of("unit_projects", "code", "direct_support")


def sme_shares(stack: Stack) -> pd.DataFrame:
    """Return one row per row of 참여기업: contribution and cost of the support, in exact won."""
    rows = stack.table("beneficiaries")
    frame = framed(
        {
            "wb": rows["wb"],
            "row": rows["row"],
            "fiscal_year": rows["fiscal_year"],
            "project": rows["project"],
            "name": rows["name"],
            "cash": rows["private_cash"],
            "in_kind": rows["private_in_kind"],
            "contribution": rows["private_cash"] + rows["private_in_kind"],
            "total": rows[list(SOURCES)].sum(axis=1),
            "unread.contribution": rows["unread.private_cash"] | rows["unread.private_in_kind"],
            "unread.total": rows[[f"unread.{name}" for name in SOURCES]].any(axis=1),
        }
    )
    return exact(frame, ("cash", "in_kind", "contribution", "total"))


def in_kind_caps(stack: Stack) -> pd.DataFrame:
    """Return every contribution that the in-kind cap is held against.

    Rows with `table` beneficiaries are one SME each; those with `table` budget_lines are a unit project's whole
    private contribution, of the projects that the cap applies to.
    """
    smes = stack.view("sme_shares").assign(table="beneficiaries", **{"unread.direct": False})
    projects = stack.view("project_funding")
    projects = projects.assign(
        table="budget_lines",
        name="",
        contribution=projects["private"],
        **{"unread.contribution": projects["unread.total"]},
    )
    projects = projects[projects["capped"] | projects["unread.direct"]]
    columns = ["wb", "table", "row", "fiscal_year", "project", "name", "cash", "in_kind"]
    flags = ["contribution", "unread.contribution", "unread.direct"]
    both = [frame[[*columns, *flags]] for frame in (smes, projects)]
    return exact(pd.concat(both, ignore_index=True), ("cash", "in_kind", "contribution"))


def in_kind_givers(stack: Stack) -> pd.DataFrame:
    """Return one row per row of 현물내역 with its `fault`: `government`, `no_sme` or an empty text.

    `no_sme` stands at the largest row of a direct-support project that lists no SME at all.
    """
    details = stack.table("in_kind_details")
    columns = ["wb", "row", "fiscal_year", "project", "contributor_kind", "contributor", "cost"]
    frame = with_direct(stack, details[columns])
    government, unknown = _government(stack, frame)
    without, unsure = _without_smes(stack, frame)
    fault = np.where(government, "government", np.where(without, "no_sme", "")).astype(object)
    doubt = unknown | in_doubt(stack, "in_kind_details", "contributor") | unsure
    return frame.assign(fault=fault, **{"unread.fault": doubt & ~government})


def _government(stack: Stack, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Tell per row whether its contributor is a government, and whether that can't be said."""
    members = stack.table("institutions")
    types = stack.programme.consortium.government_types.value
    doubt = in_doubt(stack, "institutions", "type").tolist()
    known = {
        (wb, name): (kind in types, unsure)
        for names in (members["code"], members["registration_number"])
        for wb, name, kind, unsure in zip(members["wb"], names, members["type"], doubt, strict=True)
        if name
    }
    columns = (frame[name].tolist() for name in ("wb", "contributor", "contributor_kind"))
    found = [
        known.get((wb, name), (False, kind == _INSTITUTION))
        for wb, name, kind in zip(*columns, strict=True)
    ]
    return (
        np.array([yes for yes, _ in found], dtype=bool),
        np.array([unsure for _, unsure in found], dtype=bool),
    )


def _without_smes(stack: Stack, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Tell per row whether it leads the in-kind of a direct-support project without SMEs, and whether that can't be said.

    Only a region's workbook lists SMEs.
    """
    smes = stack.table("beneficiaries")
    listed = set(zip(smes["wb"].tolist(), smes["project"].tolist(), strict=True))
    keys = zip(frame["wb"].tolist(), frame["project"].tolist(), strict=True)
    none = np.array([key not in listed for key in keys], dtype=bool)
    none &= frame["wb"].isin(stack.of_scope(("region",))).to_numpy()
    ranked = frame.assign(order=-frame["cost"]).sort_values(["wb", "project", "order", "row"])
    first = ranked.drop_duplicates(["wb", "project"]).index
    leads = frame.index.isin(first)
    doubt = frame["wb"].isin(doubtful(stack, "beneficiaries", ("project",))).to_numpy()
    unsure = none & leads & (doubt | frame["unread.direct"].to_numpy(dtype=bool))
    return none & leads & frame["direct"].to_numpy(dtype=bool), unsure


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
