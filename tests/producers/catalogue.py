"""The forms of `producers.toml`, made from the reference."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from producers import libraries
from producers.comparison import Answer, Differences
from producers.constructs import cells, containers, markup, suites
from producers.office_runs import saved_by_office
from producers.reference import answer, expected, reference

HERE = Path(__file__).resolve().parent
KEPT = HERE / "workbooks"
_ROOMS = {
    "cells": cells,
    "containers": containers,
    "markup": markup,
    "suites": suites,
    "library": libraries,
}


@dataclass(frozen=True)
class Form:
    """One form of a returned workbook.

    Attributes:
        name: what the form is; unique.
        make: how it is made: `room.function` of a change to the reference, `library:function`,
            `kept:stem` of a workbook in workbooks/, `office:target` of LibreOffice, or `reference`.
        by: who writes it.
        source: where that is known from.
        remark: what is to be said of it.
        differences: from what is read and found in the reference.
        office: False where LibreOffice itself cannot read the form.
    """

    name: str
    make: str
    by: str
    source: str
    remark: str
    differences: Differences
    office: bool

    @property
    def needs_office(self) -> bool:
        """True where LibreOffice makes it."""
        return self.make.startswith("office:")

    def data(self) -> bytes:
        """Return the workbook in this form."""
        return _made(self.make)

    def expected(self) -> Answer:
        """Return what is read and found in the workbook that this one was made from."""
        return _kept_reference() if self.make.startswith("kept:") else expected()


def forms() -> tuple[Form, ...]:
    """Return all forms, in their order."""
    listed = tomllib.loads((HERE / "producers.toml").read_text("utf-8"))["form"]
    return tuple(
        Form(
            each["name"],
            each["make"],
            each["by"],
            each["source"],
            each.get("remark", ""),
            Differences.stated(each.get("lost", ()), each.get("new", ()), each.get("cells", ())),
            each.get("office", True),
        )
        for each in listed
    )


@cache
def _made(make: str) -> bytes:
    if make == "reference":
        return reference()
    kind, colon, how = make.partition(":")
    if kind == "kept":
        return (KEPT / f"{how}.xlsx").read_bytes()
    if kind == "office":
        return saved_by_office(how)
    room, function = (kind, how) if colon else make.split(".")
    made: bytes = getattr(_ROOMS[room], function)(reference())
    return made


@cache
def _kept_reference() -> Answer:
    return answer((KEPT / "reference.xlsx").read_bytes())
