"""How a result is said, the same in every format: verdict, causes, places, sums of money."""

from __future__ import annotations

from typing import NamedTuple

from aitx_budget.model.finding import Finding, Severity, Weight, WorkbookResult
from aitx_budget.model.money import krw, share, won
from aitx_budget.model.telling import (
    SEVERITY,
    WAIVED,
    said_of,
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
UNKNOWN_AMOUNT = Text("확인 불가", "not readable")


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


def counts(result: WorkbookResult, language: Language) -> str:
    """Return how many findings there are of each severity."""
    counted = [f"{SEVERITY[level].in_(language)} {result.count(level)}" for level in Severity]
    waived = result.count(Weight.WAIVED)
    return " · ".join([*counted, *([f"{WAIVED.in_(language)} {waived}"] if waived else [])])


def run(files: int, refused: int, broken: int) -> Text:
    """Return how many of a run's files are without errors, have errors, and could not be checked."""
    rest = files - refused - broken
    return Text(
        f"파일 {files:,}개 가운데 오류 없음 {rest:,}개, 오류 있음 {broken:,}개, 점검하지 못함 {refused:,}개",
        f"{files:,} {'file' if files == 1 else 'files'}: {rest:,} without errors, {broken:,} with errors, {refused:,} not checked",
    )


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
