"""How a result is said, the same in every format: verdict, causes, places, sums of money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aitx_budget.model.finding import Finding, Severity, Weight, WorkbookResult
from aitx_budget.model.money import krw, share, won
from aitx_budget.model.telling import (
    PARTIAL,
    PARTIAL_PASS,
    SEVERITY,
    WAIVED,
    said_of,
    with_waived,
)
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme

SYMBOL = {Weight.ERROR: "✖", Weight.WARNING: "▲", Weight.NOTE: "○", Weight.WAIVED: "◇"}
PASSED = "✔"
REFUSED = "■"
STATES = {
    REFUSED: Text("점검 불가", "not checked"),
    SYMBOL[Weight.ERROR]: Text("고칠 것 있음", "to correct"),
    SYMBOL[Weight.WARNING]: Text("확인 필요", "to look at"),
    PASSED: Text("이상 없음", "in order"),
}
"""A workbook's state in two words, by its sign."""
WHOLE_WORKBOOK = Text("문서 전체", "whole workbook")
TOTAL_COST = Text("총사업비", "total project cost")
MATCHING = Text("매칭비율", "matching ratio")
PASS = Text(
    "모든 점검을 통과했습니다. 고칠 것이 없습니다.",
    "Every check passed. Nothing needs correcting.",
)
UNKNOWN_AMOUNT = Text("확인 불가", "not readable")


class Cause(NamedTuple):
    """One rule that was broken, how often, and where first."""

    code: str
    title: Text
    weight: Weight
    times: int
    first: Finding


class Mix(NamedTuple):
    """A workbook's money by source, in won."""

    national: int
    local: int
    private: int

    @property
    def total(self) -> int:
        """The total project cost."""
        return self.national + self.local + self.private

    @property
    def matching(self) -> str:
        """The matching ratio, cut to two decimals."""
        return share(self.local + self.private, self.total)

    @property
    def matching_share(self) -> float | None:
        """The same as a number, cut and not rounded up to a pass; None of nothing."""
        return (self.local + self.private) * 10_000 // self.total / 10_000 if self.total else None


def amount(value: int | None, language: Language) -> str:
    """Return won with its unit, or that it could not be read."""
    if value is None:
        return UNKNOWN_AMOUNT.in_(language)
    return won(value) if language is Language.KO else krw(value)


def where(finding: Finding, language: Language) -> str:
    """Return `소요예산!N7`, the sheet alone, or that it is the whole workbook."""
    if finding.sheet is None:
        return WHOLE_WORKBOOK.in_(language)
    return f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet


def severity(finding: Finding, language: Language) -> str:
    """Return the severity in words; advice and what is waived are marked as such."""
    return said_of(finding).in_(language)


def mark(result: WorkbookResult) -> str:
    """Return the one sign that stands for a workbook's state."""
    if result.refused:
        return REFUSED
    for level in (Weight.ERROR, Weight.WARNING):
        if result.count(level):
            return SYMBOL[level]
    return SYMBOL[Weight.WARNING] if result.skipped else PASSED


def verdict(result: WorkbookResult) -> Text:
    """Return what a reader needs first: how it stands, and whether all rules were asked."""
    said = _verdict(result)
    if result.partial and not result.refused and said is not PARTIAL_PASS:
        said = Text(f"{said.ko} {PARTIAL.ko}", f"{said.en} {PARTIAL.en}")
    return with_waived(said, result)


def _verdict(result: WorkbookResult) -> Text:
    errors, warnings = result.count(Severity.ERROR), result.count(Severity.WARNING)
    waiting = len(result.skipped)
    if result.refused:
        return Text("이 파일은 점검하지 못했습니다.", "This file could not be checked.")
    if result.crashed:
        return Text(
            f"프로그램 내부 오류로 점검을 다 마치지 못했습니다. 지금까지 찾은 오류는 {errors}건입니다.",
            f"An internal error kept some checks from finishing; {_many(errors, 'error')} found so far.",
        )
    if errors:
        return Text(
            f"오류 {errors}건을 고쳐야 합니다.", f"{_many(errors, 'error')} must be corrected."
        )
    if waiting:
        return Text(
            f"오류는 찾지 못했지만, 확인하지 못한 점검이 {waiting}건 있습니다.",
            f"No error was found, but {_many(waiting, 'check')} could not be evaluated.",
        )
    if warnings:
        return Text(
            f"오류는 없습니다. 경고 {warnings}건을 확인해 주세요.",
            f"No errors. Please look at {_many(warnings, 'warning')}.",
        )
    return PARTIAL_PASS if result.partial else PASS


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def counts(result: WorkbookResult, language: Language) -> str:
    """Return how many findings there are of each severity."""
    counted = [f"{SEVERITY[level].in_(language)} {result.count(level)}" for level in Severity]
    waived = result.count(Weight.WAIVED)
    return " · ".join([*counted, *([f"{WAIVED.in_(language)} {waived}"] if waived else [])])


def causes(findings: Sequence[Finding]) -> tuple[Cause, ...]:
    """Group findings by rule, severity and weight, the gravest and most frequent first."""
    groups: dict[tuple[str, Severity, Weight], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.severity, finding.weight), []).append(finding)
    found = [
        Cause(code, group[0].title, weight, len(group), group[0])
        for (code, _, weight), group in groups.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.weight.rank, -each.times, each.code)))


def mix(result: WorkbookResult) -> Mix | None:
    """Return a workbook's money by source; None where an amount could not be read."""
    money = result.totals
    names = (
        "national_funds",
        "provincial_funds",
        "municipal_funds",
        "private_cash",
        "private_in_kind",
    )
    national, province, cities, cash, in_kind = (money.get(name) for name in names)
    if None in (national, province, cities, cash, in_kind):
        return None
    return Mix(national or 0, (province or 0) + (cities or 0), (cash or 0) + (in_kind or 0))


def sources(result: WorkbookResult, programme: Programme) -> tuple[tuple[Text, int | None], ...]:
    """Return every total of a workbook with how it is called, in the result's order."""
    named = programme.sources
    return tuple(
        (
            TOTAL_COST if name == "total_project_cost" else Text(*_bilingual(named, name)),
            value,
        )
        for name, value in result.totals.items()
    )


def _bilingual(named: object, name: str) -> tuple[str, str]:
    term = getattr(named, name)
    return term.ko, term.en


def identity(result: WorkbookResult, language: Language) -> str:
    """Return the region and the scope a workbook was made for; empty where unknown."""
    scopes = {
        "region": Text("지역", "region"),
        "institution": Text("수행기관", "institution"),
    }
    scope = scopes.get(result.template.get("scope", ""))
    parts = (result.template.get("region", ""), scope.in_(language) if scope else "")
    return " · ".join(part for part in parts if part)
