"""A run as plain text for people: verdict, summary by cause, then every finding with its cell and cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aitx_budget.model.causes import Cause, causes, extent
from aitx_budget.model.finding import Finding, Severity, Weight, WorkbookResult
from aitx_budget.model.printable import printable
from aitx_budget.model.telling import (
    NOT_EVALUATED,
    coverage_told,
    cure,
    first_cure,
    obstacles,
    release,
    told,
    waived_on,
)
from aitx_budget.model.text import Language, Text
from aitx_budget.model.verdict import first_step, verdict
from aitx_budget.programme.schema import Programme
from aitx_budget.report import words

_STYLE = {
    Weight.ERROR: "bold red",
    Weight.WARNING: "yellow",
    Weight.NOTE: "blue",
    Weight.WAIVED: "dim",
}
_STATE = {
    words.REFUSED: "bold magenta",
    words.SYMBOL[Weight.ERROR]: "bold red",
    words.SYMBOL[Weight.WARNING]: "yellow",
    words.PASSED: "bold green",
}
_BY_CAUSE = Text("원인별 요약", "By cause")
_FINDINGS = Text("점검 결과", "Findings")
_FIX = Text("조치", "Fix")
_SOURCE = Text("근거", "Source")
_FUNDING = Text("재원", "Funding")
_VERDICT = Text("판정", "Verdict")
_RUN = Text("전체", "All files")


class Line(NamedTuple):
    """One line of the report and the style a terminal may give it."""

    text: str
    style: str = ""


class Part(NamedTuple):
    """What is said of one workbook.

    Attributes:
        lines: of its own.
        verdict: its line in the summary of all files.
        refused, broken: it could not be checked; it has errors.
    """

    lines: Sequence[Line]
    verdict: Line
    refused: bool
    broken: bool


def part(result: WorkbookResult, programme: Programme, language: Language) -> Part:
    """Return what is said of one workbook."""
    sign = words.mark(result)
    stands = Line(f"  {sign} {result.path}: {verdict(result).in_(language)}", _STATE[sign])
    return Part(
        [_shown(line) for line in _workbook(result, programme, language)],
        _shown(stands),
        result.refused,
        not result.refused and result.count(Severity.ERROR) > 0,
    )


def whole(parts: Iterable[Part], programme: Programme, language: Language) -> Iterator[str]:
    """Yield the report line by line, each with its line break."""
    return (f"{line.text}\n" for line in lines(parts, programme, language))


def lines(
    parts: Iterable[Part],
    programme: Programme,  # noqa: ARG001 - every format is called alike
    language: Language,
) -> Iterator[Line]:
    """Yield the report line by line; of the parts their verdicts are kept."""
    verdicts: list[Line] = []
    refused = broken = 0
    for each in map(Part._make, parts):
        yield from map(Line._make, each.lines)
        yield Line("")
        verdicts.append(Line(*each.verdict))
        refused += each.refused
        broken += each.broken
    if len(verdicts) > 1:
        yield _run(len(verdicts), refused, broken, language)
        yield from verdicts


def _shown(line: Line) -> Line:
    return Line(printable(line.text), line.style)


def _workbook(result: WorkbookResult, programme: Programme, language: Language) -> Iterator[Line]:
    about = words.identity(result, language)
    yield Line(f"{result.path}  [{about}]" if about else result.path, "bold")
    sign = words.mark(result)
    said = verdict(result).in_(language)
    yield Line(
        f"  {_VERDICT.in_(language)}: {sign} {said} ({words.counts(result, language)})",
        _STATE[sign],
    )
    if len(result.findings) > 1 and first_cure(result) is not None:
        yield Line(f"  {first_step(result).in_(language)}")
    if result.totals:
        yield from _funding(result, programme, language)
    if len(result.findings) > 1:
        yield from _causes(causes(told(result)), language)
    yield from _findings(told(result), language)
    if result.waivers:
        yield Line(f"  {waived_on(result).in_(language)}", "bold")
    for coverage in result.waivers:
        yield Line(f"    - {coverage_told(coverage).in_(language)}")
    if result.skipped:
        yield Line(f"  {NOT_EVALUATED.in_(language)}", "bold")
    for obstacle in obstacles(result):
        yield Line(f"    - {release(obstacle).in_(language)}")


def _funding(result: WorkbookResult, programme: Programme, language: Language) -> Iterator[Line]:
    parts = [
        f"{name.in_(language)} {words.amount(value, language)}"
        for name, value in words.sources(result, programme)
    ]
    mix = words.mix(result)
    if mix is not None:
        parts.append(f"{words.MATCHING.in_(language)} {mix.matching}")
    yield Line(f"  {_FUNDING.in_(language)}: {' · '.join(parts)}")


def _causes(found: Sequence[Cause], language: Language) -> Iterator[Line]:
    yield Line(f"  {_BY_CAUSE.in_(language)}", "bold")
    for cause in found:
        word = words.severity(cause.first, language)
        yield Line(
            f"    {words.SYMBOL[cause.weight]} {word} {cause.code} {cause.title.in_(language)}"
            f" ({extent(cause).in_(language)})",
            _STYLE[cause.weight],
        )


def _findings(findings: Sequence[Finding], language: Language) -> Iterator[Line]:
    if findings:
        yield Line(f"  {_FINDINGS.in_(language)}", "bold")
    for number, finding in enumerate(findings, start=1):
        word = words.severity(finding, language)
        place = words.where(finding, language)
        yield Line(
            f"    {number}. {words.SYMBOL[finding.weight]} {word} {finding.code} {place}",
            _STYLE[finding.weight],
        )
        yield Line(f"       {finding.message.in_(language)}")
        yield Line(f"       {_FIX.in_(language)}: {cure(finding).in_(language)}")
        yield Line(f"       {_SOURCE.in_(language)}: {finding.source.in_(language)}", "dim")


def _run(files: int, refused: int, broken: int, language: Language) -> Line:
    said = words.run(files, refused, broken)
    return Line(f"{_RUN.in_(language)}: {said.in_(language)}", "bold")
