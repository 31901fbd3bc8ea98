"""Waiver files written by hand for tests."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from aitx_budget.model.waiver import Waivers
from aitx_budget.programme.loader import default_programme
from aitx_budget.waivers import waivers_in

DAY = dt.date(2026, 3, 1)
ENTRY = {
    "rule": "SUM302",
    "region": "경남",
    "reason": "=1+1 협의회에서 한 번만 인정",
    "approver": "전담반 <b>김</b>",
    "date": dt.date(2025, 11, 3),
    "expiry": dt.date(2026, 12, 31),
}
"""A valid entry; its reason would be a formula in a worksheet, its approver markup in a page."""


def entry(**changes) -> dict:
    """Return the entry with some keys changed, or left out where they are None."""
    return {key: value for key, value in (ENTRY | changes).items() if value is not None}


def read(*entries: dict, as_of: dt.date = DAY) -> Waivers:
    """Return entries as their file would be read."""
    return waivers_in({"waiver": list(entries)}, "waivers.toml", default_programme(), as_of)


def written(folder: Path, *entries: dict) -> Path:
    """Write entries as a file."""
    lines = []
    for each in entries:
        lines.append("[[waiver]]")
        for key, value in each.items():
            shown = value if isinstance(value, dt.date) else f"'''{value}'''"
            lines.append(f"{key} = {shown}")
    path = folder / "waivers.toml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
