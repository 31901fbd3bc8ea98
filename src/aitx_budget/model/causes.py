"""Findings by what caused them: those that broke one rule, as grave as one another, belong together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from aitx_budget.model.finding import Finding, Weight
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text


class Cause(NamedTuple):
    """A broken rule, and its findings with the numbers they have in the report, from 1."""

    findings: tuple[tuple[int, Finding], ...]

    @property
    def first(self) -> Finding:
        """The one to look at first, which says what is the same for all: rule, severity, source."""
        return self.findings[0][1]

    @property
    def code(self) -> str:
        """The rule's."""
        return self.first.code

    @property
    def title(self) -> Text:
        """The rule as one sentence."""
        return self.first.title

    @property
    def weight(self) -> Weight:
        """How they count."""
        return self.first.weight

    @property
    def times(self) -> int:
        """How many there are."""
        return len(self.findings)

    @property
    def largest(self) -> int:
        """By how many won the one that is furthest off is; 0 where no money is in question.

        What they are off by is never added up: a year is part of the whole, and a firm of its project.
        """
        return max(finding.off_by for _, finding in self.findings)


def causes(ordered: Iterable[Finding]) -> tuple[Cause, ...]:
    """Group findings, ordered as they are told, by rule and gravity; the first to be told comes first."""
    groups: dict[tuple[str, str, str], list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(ordered, start=1):
        key = (finding.code, finding.severity, finding.weight)
        groups.setdefault(key, []).append((number, finding))
    return tuple(Cause(tuple(group)) for group in groups.values())


def extent(cause: Cause) -> Text:
    """Say how often a rule was broken and how far at most: `4건, 가장 큰 차이 3,000,000원`."""
    often = Text(f"{cause.times}건", "once" if cause.times == 1 else f"{cause.times} times")
    if not cause.largest:
        return often
    if cause.times == 1:
        return Text(
            f"{often.ko}, 차이 {won(cause.largest)}", f"{often.en}, off by {krw(cause.largest)}"
        )
    return Text(
        f"{often.ko}, 가장 큰 차이 {won(cause.largest)}",
        f"{often.en}, off by {krw(cause.largest)} at most",
    )
