"""Whether a workbook is ours, and which version, scope and region it was made for."""

from __future__ import annotations

from aitx_budget.intake.choices import shown
from aitx_budget.intake.keys import composed
from aitx_budget.intake.locate import LIKENESS, Locator
from aitx_budget.intake.raw import RawWorkbook
from aitx_budget.intake.refusals import Refuse
from aitx_budget.layout.structure import WorkbookLayout
from aitx_budget.layout.workbook import IDENTITY_KEYS, IDENTITY_SHEET, identity_property
from aitx_budget.model.submission import Identity, Refused

SCOPES = ("region", "institution")


def identify(raw: RawWorkbook, layout: WorkbookLayout, programme_id: str) -> Identity:
    """Return what the workbook says it is, or what its sheets and headers show it to be.

    Document properties are lost by some programs and replaced by others (WPS); the identity sheet says
    the same. The region is the sheet's before theirs: SheetJS spoils Hangul in properties.

    Raises:
        Refuse: not ours, or a layout version this release does not know.
    """
    kept = _hidden_sheet(raw)
    stated = kept | _properties(raw)
    if not stated:
        return _by_headers(raw, layout, programme_id)
    if stated.get("template") != layout.template_id:
        raise Refuse(Refused.UNKNOWN, stated.get("template", ""))
    if stated.get("layout") != layout.version or stated.get("scope") not in SCOPES:
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


def _by_headers(raw: RawWorkbook, layout: WorkbookLayout, programme_id: str) -> Identity:
    """Know a workbook that lost its identity by having every sheet of a scope with its headers."""
    for scope in SCOPES:
        claims = Locator(raw, layout.of_scope(scope)).claims()
        if all(any(place.likeness >= LIKENESS for place in places) for places in claims.values()):
            return Identity(layout.template_id, programme_id, scope, "", layout.version)
    raise Refuse(Refused.UNKNOWN)
