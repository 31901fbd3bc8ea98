"""The workbooks of several regions as one set: what stands in more than one, and the set as a whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from aitx_budget.checks.frames import WHOLE, Stack
from aitx_budget.checks.framing import Columns, columns, columns_of_rows, texts
from aitx_budget.checks.views.cells import valid_registrations
from aitx_budget.checks.views.deliveries import Delivery, deliveries
from aitx_budget.checks.views.view import View, of
from aitx_budget.model.address import CellRef
from aitx_budget.model.names import file_name

RECEIVED_VIEW = "received"
MISSING, LEFT_OUT, TWICE, STRANGER, UNKNOWN = "missing", "left-out", "twice", "stranger", "unknown"
"""What can be the matter with a region in a set."""

_RECEIVED = ("wb", "region", "fault", "files", "winner", "decided")
_SHARED = ("wb", "row", "key", "name", "detail", "regions", "cells")


def received(stack: Stack, delivered: Mapping[int, Delivery], left_out: Collection[int]) -> Columns:
    """Return a row for each selected region, and for each other one that came.

    Returns:
        Columns `region` (empty where a workbook does not say it), `fault` (one of those above; empty where one workbook
        came and is in the set), `files` (paths of the region's workbooks), `winner` (the one that counts) and `decided`
        (what decided between several, see `deliveries`).
    """
    selected = stack.programme.selection.names.value
    own: dict[str, list[Delivery]] = {name: [] for name in selected}
    for wb, each in delivered.items():
        own.setdefault(each.region or f"#{wb}", []).append(each)
    rows = []
    for region, came in own.items():
        best = next((one for one in came if one.counted), None)
        lost = next((one.decided for one in came if one.decided), "")
        fault = _fault(region, came, selected, out=best is not None and best.wb in left_out)
        paths = tuple(stack.intakes[one.wb].path for one in came)
        winner = stack.intakes[best.wb].path if best else ""
        named = "" if fault == UNKNOWN and region.startswith("#") else region
        rows.append((WHOLE, named, fault, paths, winner, lost))
    return columns_of_rows(rows, _RECEIVED)


def _fault(region: str, came: list[Delivery], selected: Collection[str], *, out: bool) -> str:
    """Return what is the matter with a region, the gravest first."""
    if not came:
        return MISSING
    if not came[0].eligible:
        return UNKNOWN
    if region not in selected:
        return STRANGER
    if out:
        return LEFT_OUT
    return TWICE if len(came) > 1 else ""


def shared_firms(stack: Stack) -> Columns:
    """Return each firm's first row in each workbook, by its valid registration number; see `_shared`."""
    table = stack.columns("beneficiaries")
    numbers = table["registration_number"]
    valid = valid_registrations(numbers).tolist()
    keys = [number if sound else "" for number, sound in zip(numbers.tolist(), valid, strict=True)]
    names, details = table["name"].tolist(), [""] * len(keys)
    return _shared(stack, "beneficiaries", "registration_number", keys, names, details)


def shared_assets(stack: Stack) -> Columns:
    """Return each asset's first row in each workbook, by item and specification; see `_shared`.

    Spaces and case don't tell assets apart. One without a specification is not told from others of its name.
    """
    table = stack.columns("asset_plan")
    items, details = table["item"].tolist(), table["specification"].tolist()
    keys = [
        f"{_squeezed(item)}\n{_squeezed(detail)}" if item and detail else ""
        for item, detail in zip(items, details, strict=True)
    ]
    return _shared(stack, "asset_plan", "item", keys, items, details)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).casefold()


def _shared(
    stack: Stack,
    table: str,
    column: str,
    keys: Iterable[str],
    names: Iterable[str],
    details: Iterable[str],
) -> Columns:
    """Return the first row of each key in each workbook; rows without a key are left out.

    Returns:
        Columns `wb row key name detail`, and of the other workbooks that have the key `regions` (what each is called)
        and `cells` (where it first stands there, the file named as in a reference to another workbook).
    """
    rows = stack.columns(table)
    firsts: dict[str, dict[int, tuple[int, str, str]]] = defaultdict(dict)
    for wb, row, key, name, detail in zip(
        rows["wb"], rows["row"], keys, names, details, strict=True
    ):
        if key:
            firsts[key].setdefault(int(wb), (int(row), name, detail))
    places = deliveries(stack)
    listed = []
    for key, where in firsts.items():
        for wb, (row, name, detail) in where.items():
            others = [other for other in where if other != wb]
            regions = tuple(
                places[other].region or file_name(stack.intakes[other].path) for other in others
            )
            cells = tuple(_cell(stack, other, table, column, where[other][0]) for other in others)
            listed.append((wb, row, key, name, detail, regions, cells))
    return columns_of_rows(listed, _SHARED)


def _cell(stack: Stack, wb: int, table: str, column: str, row: int) -> CellRef | None:
    """Return a cell of another workbook, whose sheet is named with its file."""
    found = stack.submissions[wb].tables[table]
    if column not in found.columns:
        return None
    cell = found.cell(column, row)
    return CellRef(f"[{file_name(stack.intakes[wb].path)}]{cell.sheet}", cell.row, cell.column)


def set_funding(stack: Stack) -> Columns:
    """Return one row: `national` funds of all workbooks of the set in exact won, and how many `regions` they are."""
    lines = stack.columns("budget_lines")
    source = "national_funds"
    lost = any(f"budget_lines.{source}" in names for names in stack.unavailable.values())
    row: dict[str, Any] = {
        "wb": [WHOLE],
        "national": texts([sum(lines[source].tolist())]),
        "regions": [len(stack.submissions)],
        "unread.national": [lost or bool(lines[f"unread.{source}"].any())],
    }
    return columns(row)


def set_versions(stack: Stack) -> Columns:
    """Return a row for each thing that the workbooks of a set should have in common: programme, template, layout.

    Returns:
        Columns `what` and `versions`: pairs of a version and the paths of the workbooks of it, the most frequent
        first. A workbook that does not say a version has none to differ by.
    """
    rows = []
    for what in ("programme", "template", "layout"):
        files: dict[str, list[str]] = defaultdict(list)
        for each in stack.submissions.values():
            version = getattr(each.identity, what)
            if version:
                files[version].append(each.path)
        ordered = sorted(files.items(), key=lambda item: (-len(item[1]), item[0]))
        rows.append((WHOLE, what, tuple((version, tuple(paths)) for version, paths in ordered)))
    return columns_of_rows(rows, ("wb", "what", "versions"))


REGIONS = (
    View("shared_firms", shared_firms, {"key": of("beneficiaries", "registration_number")}),
    View("shared_assets", shared_assets, {"key": of("asset_plan", "item", "specification")}),
    View("set_funding", set_funding, {"national": of("budget_lines", "national_funds")}),
    View("set_versions", set_versions, {}),
)
