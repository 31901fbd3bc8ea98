"""Findings that an authority has excused: who did, why, from when until when, and how many they are.

A waived finding stays a finding; it is shown as waived and does not count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aitx_budget.model.text import Text


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry of a waiver file.

    Attributes:
        number: its place in the file, from 1.
        rule: code of the rule whose findings it excuses.
        region: name of the region, as the programme has it.
        reason, approver: why, and who decided it.
        date, expiry: first and last day it is in force.
        cell: the one cell (`sheet!A1`) it is for; empty for none.
        key: what the findings must be about, e.g. `{"project": "P01"}`; empty for anything. A waiver has a
            cell, a key or neither.
        reach: what it is for, in words: its cell, its key, or every finding of the rule in the region.
    """

    number: int
    rule: str
    region: str
    reason: str
    approver: str
    date: dt.date
    expiry: dt.date
    reach: Text
    cell: str = ""
    key: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def narrowness(self) -> int:
        """2 for one cell, 1 for what a key names, 0 for all findings of the rule in the region."""
        return 2 if self.cell else int(bool(self.key))

    def in_force(self, day: dt.date) -> bool:
        """Tell whether it excuses anything on `day`; its first and last day count."""
        return self.date <= day <= self.expiry

    def given(self) -> dict[str, Any]:
        """Return what is said of it at each finding, as JSON fields."""
        return {
            "reason": self.reason,
            "approver": self.approver,
            "date": self.date.isoformat(),
            "expiry": self.expiry.isoformat(),
        }

    def as_json(self) -> dict[str, Any]:
        """Return the entry as JSON fields; fields that don't apply are absent."""
        fields = {"rule": self.rule, "region": self.region, "cell": self.cell, "key": {**self.key}}
        return {name: value for name, value in fields.items() if value} | self.given()


@dataclass(frozen=True, slots=True)
class Waivers:
    """A waiver file as it is applied.

    Attributes:
        entries: in the file's order.
        as_of: the day they are held against.
    """

    entries: tuple[Waiver, ...]
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a waiver does in one workbook of its region, or in several together.

    Attributes:
        waiver: the waiver.
        covered: how many findings it excuses; none where it is not in force.
        in_force: on the day it was held against them.
        matched: how many findings it describes, whoever excuses them.
        open: how many of those count all the same.
        judged: its rule was held against all that is there.
        elsewhere: where else the rule has findings.
    """

    waiver: Waiver
    covered: int
    in_force: bool
    matched: int = 0
    open: int = 0
    judged: bool = True
    elsewhere: tuple[str, ...] = ()

    def __add__(self, other: Coverage) -> Coverage:
        """Return what the same waiver does in this and in other workbooks together."""
        return Coverage(
            self.waiver,
            self.covered + other.covered,
            self.in_force,
            self.matched + other.matched,
            self.open + other.open,
            self.judged and other.judged,
            tuple(dict.fromkeys((*self.elsewhere, *other.elsewhere))),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the waiver and its number of findings as JSON fields."""
        return {**self.waiver.as_json(), "in_force": self.in_force, "covered": self.covered}


def grounds(waiver: Waiver) -> Text:
    """Return why, by whom and for how long, in one line."""
    return Text(
        f"{waiver.reason} (승인 {waiver.approver}, {waiver.date}부터 {waiver.expiry}까지)",
        f"{waiver.reason} (approved by {waiver.approver}, {waiver.date} to {waiver.expiry})",
    )
