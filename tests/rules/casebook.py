"""Cases of rules, read from `<CODE>/cases.toml`; README.md beside this file teaches the format."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from aitx_budget.assemble import assemble
from aitx_budget.checks.frames import Stack
from aitx_budget.checks.registry import rules
from aitx_budget.checks.together import Together, run_together
from aitx_budget.checks.views.deliveries import deliveries
from aitx_budget.intake.understanding import understand, understand_whole
from aitx_budget.model.submission import Refusal, Refused, Submission
from aitx_budget.model.waiver import Waivers
from aitx_budget.programme.loader import DEFAULT, default_programme, parse_programme
from aitx_budget.programme.schema import Programme
from aitx_budget.waivers import waivers_in
from edits import edited
from workbooks import Workbook

FOLDER = Path(__file__).parent
NO_CELL = "-"
"""How a case names the place of a finding about the whole file or workbook."""


@dataclass(frozen=True)
class CaseFile:
    """One case as written; README.md says what each key means."""

    code: str
    name: str
    findings: list[str]
    set: Mapping[str, Any] = field(default_factory=dict)
    do: list[list[Any]] = field(default_factory=list)
    sheets: Mapping[str, str] = field(default_factory=dict)
    workbook: Mapping[str, Any] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    into: Mapping[str, Any] = field(default_factory=dict)
    beside: list[Mapping[str, Any]] = field(default_factory=list)
    judged: str = "institution"
    together: list[Mapping[str, Any]] | None = None
    left_out: bool = False
    programme: Mapping[str, Any] = field(default_factory=dict)
    expect: Any = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    skipped: int = 0
    alone: bool = False
    also: list[str] | None = None
    waivers: list[dict[str, Any]] = field(default_factory=list)
    as_of: dt.date | None = None

    @property
    def id(self) -> str:
        """What the test is called."""
        return f"{self.code}: {self.name}"

    @property
    def others(self) -> list[str] | None:
        """Codes of other rules that the run of all rules must give too; None where it isn't asked."""
        return self.also if self.also is not None else ([] if self.alone else None)

    @property
    def expected_fields(self) -> list[Mapping[str, Any]]:
        """Fields of the findings' JSON, in the findings' order."""
        return [self.expect] if isinstance(self.expect, dict) else list(self.expect)

    def excuses(self) -> Waivers | None:
        """Return the waivers as their file would be read; None where the case has none."""
        if self.as_of is None:
            return None
        return waivers_in({"waiver": self.waivers}, "waivers.toml", self.rules_of(), self.as_of)

    def rules_of(self) -> Programme:
        """Return the programme the case is judged by."""
        return programme_with(self.overrides)

    @property
    def overrides(self) -> tuple[tuple[str, Any], ...]:
        """The figures replaced, by key; lists as tuples, so that programmes can be told apart."""
        return tuple(
            (key, tuple(value) if isinstance(value, list) else value)
            for key, value in self.programme.items()
        )

    def intake(self) -> Submission | Refusal:
        """Return what intake makes of the edited workbook, or the refusal the case names."""
        if self.refused:
            return Refusal(
                "case.xlsx", Refused(self.refused["reason"]), self.refused.get("detail", "")
            )
        if self.into:
            return self._assembled()
        return understand(self.book().raw(), "case.xlsx", self.rules_of())

    @cached_property
    def consolidated(self) -> Together:
        """Hold the workbook against those that come with it, by the case's rule alone."""
        books = [self.book(), *map(_beside, self.together or ())]
        names = ["case.xlsx", *(f"{n}.xlsx" for n in range(1, len(books)))]
        intakes = [
            understand(book.raw(), name, self.rules_of())
            for book, name in zip(books, names, strict=True)
        ]
        stack = Stack(intakes, self.rules_of())
        return run_together(
            stack,
            deliveries(stack),
            left_out={0} if self.left_out else (),
            rules=[rule for rule in rules() if rule.code == self.code],
            waivers=self.excuses(),
        )

    def _assembled(self) -> Submission | Refusal:
        """Put the workbook, after those beside it, into the region's; return the one that is judged."""
        books = [_beside(each) for each in (self.into, *self.beside)] + [self.book()]
        files = ["지역.xlsx", *(f"기관{n}.xlsx" for n in range(1, len(books) - 1)), "case.xlsx"]
        region, *parts = [
            understand_whole(book.raw(), file, self.rules_of())
            for book, file in zip(books, files, strict=True)
        ]
        made = assemble(region, parts, self.rules_of(), files=files, path="취합.xlsx")
        return made.region if self.judged == "region" else made.institutions[-1]

    def book(self) -> Workbook:
        """Return the consistent workbook with the case's edits, as the shipped programme's template has it."""
        return edited(Workbook(self.sheets, **self.workbook), self.set, self.do)


def _beside(entry: Mapping[str, Any]) -> Workbook:
    """Return a workbook that is put together with a case's own."""
    book = Workbook(entry.get("sheets", {}), **entry.get("workbook", {}))
    return edited(book, entry.get("set", {}), entry.get("do", []))


@cache
def programme_with(overrides: tuple[tuple[str, Any], ...]) -> Programme:
    """Return the shipped programme with some figures replaced."""
    if not overrides:
        return default_programme()
    text = files("aitx_budget.programme").joinpath(f"{DEFAULT}.toml").read_text("utf-8")
    return parse_programme(text, f"{DEFAULT}.toml", dict(overrides))


@cache
def all_cases() -> tuple[CaseFile, ...]:
    """Return the cases of every rule.

    Raises:
        ValueError: a key that the format doesn't have, or a name given twice.
    """
    return tuple(case for path in sorted(FOLDER.glob("*/cases.toml")) for case in _cases_of(path))


def _cases_of(path: Path) -> list[CaseFile]:
    """Read one rule's cases."""
    data = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    known = {each.name for each in fields(CaseFile)} - {"code"}
    for entry in data["case"]:
        if set(entry) - known:
            message = f"{path.parent.name}: unknown keys {sorted(set(entry) - known)}"
            raise ValueError(message)
    cases = [CaseFile(code=path.parent.name, **entry) for entry in data["case"]]
    if len({case.name for case in cases}) < len(cases):
        message = f"{path.parent.name}: two cases have one name"
        raise ValueError(message)
    return cases
