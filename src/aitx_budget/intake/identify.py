"""Whether a workbook is ours, and which version, scope and region it was made for."""

from __future__ import annotations

from collections.abc import Iterable

from aitx_budget.intake.choices import shown
from aitx_budget.intake.keys import composed
from aitx_budget.intake.locate import LIKENESS, Locator, Place
from aitx_budget.intake.raw import RawWorkbook
from aitx_budget.intake.refusals import Refuse
from aitx_budget.layout.structure import SCOPES
from aitx_budget.layout.workbook import (
    IDENTITY_KEYS,
    IDENTITY_SHEET,
    LAYOUT_VERSIONS,
    TEMPLATE_ID,
    identity_property,
    workbook_layout,
)
from aitx_budget.model.submission import Identity, Refused
from aitx_budget.programme.schema import Programme


def identify(raw: RawWorkbook, programme: Programme) -> Identity:
    """Return what the workbook says it is, or what its sheets and headers show it to be.

    Document properties are lost by some programs and replaced by others (WPS); the identity sheet says
    the same. The region is the sheet's before theirs: SheetJS spoils Hangul in properties.

    Raises:
        Refuse: not ours, or a layout version this release does not know.
    """
    kept = _hidden_sheet(raw)
    stated = kept | _properties(raw)
    if not stated:
        return _by_headers(raw, programme)
    if stated.get("template") != TEMPLATE_ID:
        raise Refuse(Refused.UNKNOWN, stated.get("template", ""))
    if stated.get("layout") not in LAYOUT_VERSIONS or stated.get("scope") not in SCOPES:
        raise Refuse(Refused.UNKNOWN, f"layout {stated.get('layout', '')}".strip())
    return Identity(
        stated["template"],
        stated.get("programme", ""),
        stated["scope"],
        kept.get("region", stated.get("region", "")),
        stated["layout"],
    )


def _properties(raw: RawWorkbook) -> dict[str, str]:
    """Return our custom document properties, without their prefix."""
    return {
        each: composed(raw.properties[name]).strip()
        for each in IDENTITY_KEYS
        if (name := identity_property(each)) in raw.properties
    }


def _hidden_sheet(raw: RawWorkbook) -> dict[str, str]:
    """Return the labelled entries of the identity sheet; empty where it is gone."""
    for sheet in raw.sheets:
        if sheet.title == IDENTITY_SHEET:
            return {
                shown(cell): shown(sheet.cells[row, 2])
                for (row, column), cell in sorted(sheet.cells.items())
                if column == 1 and (row, 2) in sheet.cells
            }
    return {}


def _by_headers(raw: RawWorkbook, programme: Programme) -> Identity:
    """Know a workbook that lost its identity by having every sheet of a scope with its headers.

    It is of the latest version of which something stands in it that no earlier one has; so a workbook of the first
    version is not told that it lacks what was never there.
    """
    for version in reversed(LAYOUT_VERSIONS):
        layout = workbook_layout(programme, version)
        for scope in SCOPES:
            claims = Locator(raw, layout.of_scope(scope)).claims()
            if _holds(claims.values()) and _has_brought(claims.values(), version):
                return Identity(layout.template_id, programme.id, scope, "", version)
    raise Refuse(Refused.UNKNOWN)


def _holds(claims: Iterable[list[Place]]) -> bool:
    """Tell whether every table was found by its headers."""
    return all(any(place.likeness >= LIKENESS for place in places) for places in claims)


def _has_brought(claims: Iterable[list[Place]], version: str) -> bool:
    """Tell whether a header or label stands there that `version` brought; for the first version it need not."""
    return version == LAYOUT_VERSIONS[0] or any(
        place.table[name].since == int(version)
        for places in claims
        for place in places
        for name in place.spots
    )
