"""A consolidation as plain text for people: the regions' money, what became of each file, what is not in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aitx_budget.consolidate import words
from aitx_budget.consolidate.counting import RefusedRow
from aitx_budget.consolidate.record import Consolidation, Input, State
from aitx_budget.model.finding import Finding, Severity, WorkbookResult
from aitx_budget.model.money import share
from aitx_budget.model.printable import printable
from aitx_budget.model.telling import NOT_EVALUATED, SEVERITY, obstacles, release, said_of
from aitx_budget.model.text import Language, Text
from aitx_budget.model.wrapping import width
from aitx_budget.programme.schema import Programme
from aitx_budget.programme.wording import in_won, source_named
from aitx_budget.report.text import Line
from aitx_budget.report.words import STATES, SYMBOL, Mix, mark

_FILES = Text("파일별 처리", "Files")
_REFUSED = Text("금액을 읽지 못해 제외한 행", "Rows refused: amounts that cannot be read")
_ROW = Text("행", "row")
_TOGETHER = Text("지역을 모아 점검한 결과", "What the regions' workbooks say together")
_FIX = Text("조치", "Fix")
_STYLE = {
    State.COUNTED: "green",
    State.SUPERSEDED: "dim",
    State.LEFT_OUT: "yellow",
    State.REFUSED: "bold red",
}
Row = Sequence[str]


def _heads(programme: Programme) -> tuple[Text, ...]:
    """Return the heads of the regions' money."""
    names = ("national_funds", "local_funds", "private_contribution")
    local = source_named(programme, "local_funds")
    return (
        Text("지역", "Region"),
        *(in_won(programme, name) for name in names),
        Text("총사업비(원)", "Total (won)"),
        Text("매칭비율", "Matching"),
        Text(f"{local.ko} 비율", local.en),
        Text("오류/경고", "E/W"),
        Text("제외 행", "Rows refused"),
        Text("판정", "State"),
    )


def lines(consolidation: Consolidation, language: Language) -> Iterator[Line]:
    """Yield the consolidation line by line."""
    for line in _lines(consolidation, language):
        yield Line(printable(line.text), line.style)


def _lines(consolidation: Consolidation, language: Language) -> Iterator[Line]:
    yield Line(words.gist(consolidation).in_(language), "bold")
    yield from _money(consolidation, language)
    yield Line("")
    yield Line(_FILES.in_(language), "bold")
    for each in consolidation.inputs:
        yield from _file(each, language)
    for label, standing in words.by_region(consolidation):
        if standing is None:
            yield Line(f"  {words.MISSING.in_(language)} {label}", "yellow")
    if consolidation.whole.findings or consolidation.whole.skipped:
        yield Line("")
        yield Line(_TOGETHER.in_(language), "bold")
    for finding in consolidation.whole.findings:
        yield from _said(finding, language)
    for obstacle in obstacles(consolidation.whole):
        yield Line(f"  {NOT_EVALUATED.in_(language)}: {release(obstacle).in_(language)}")
    refused = [(each, row) for each in consolidation.regions for row in each.refused]
    if refused:
        yield Line("")
        yield Line(f"{_REFUSED.in_(language)} ({len(refused)})", "bold")
    for each, row in refused:
        yield Line(f"  {each.label} {_refused(row, language)}")


def _money(consolidation: Consolidation, language: Language) -> Iterator[Line]:
    """Yield the table of the regions' money; verdicts last, since their signs are of no sure width."""
    mixes = {label: words.mix(money) for label, money in consolidation.money.items()}
    rows = [
        (*_row(each.label, mixes[each.label], each), _state(each.result, language))
        for each in consolidation.regions
        if each.result is not None
    ]
    whole = Mix(*(sum(each[part] for each in mixes.values()) for part in range(3)))
    rows.append((*_row(words.TOTAL.in_(language), whole, *consolidation.regions), ""))
    heads = [head.in_(language) for head in _heads(consolidation.programme)]
    widths = [max(width(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    for row in (heads, *rows):
        yield Line(f"  {'  '.join(_padded(row, widths))}".rstrip(), "bold" if row is heads else "")


def _state(result: WorkbookResult, language: Language) -> str:
    sign = mark(result)
    return f"{sign} {STATES[sign].in_(language)}"


def _row(label: str, mix: Mix, *about: Input) -> Row:
    """Return the cells of a region's row, or of all regions'."""
    levels = (Severity.ERROR, Severity.WARNING)
    found = [sum(each.result.count(level) for each in about if each.result) for level in levels]
    return (
        label,
        *(f"{amount:,}" for amount in (*mix, mix.total)),
        mix.matching,
        share(mix.local, mix.total),
        "/".join(str(number) for number in found),
        str(sum(len(each.refused) for each in about)),
    )


def _padded(row: Row, widths: Sequence[int]) -> Iterator[str]:
    """Yield the cells of a row, the first and the last to the left and the numbers to the right."""
    for place, (cell, wide) in enumerate(zip(row, widths, strict=True)):
        gap = " " * (wide - width(cell)) if place < len(row) - 1 else ""
        yield gap + cell if place else cell + gap


def _file(each: Input, language: Language) -> Iterator[Line]:
    """Yield what became of a file, and why."""
    state = words.STATES[each.state].in_(language)
    named = " ".join(part for part in (state, each.label, each.path) if part)
    yield Line(f"  {named}", _STYLE[each.state])
    yield Line(f"    {each.reason.in_(language)}{_found(each, language)}")


def _found(each: Input, language: Language) -> str:
    """Return how many errors and warnings a file has; nothing where it has none or was not checked."""
    counted = each.result if each.state is State.COUNTED else None
    levels = [(level, counted.count(level)) for level in Severity] if counted else []
    said = [f"{SEVERITY[level].in_(language)} {number}" for level, number in levels if number]
    return f" ({' · '.join(said)})" if said else ""


def _said(finding: Finding, language: Language) -> Iterator[Line]:
    """Yield what is found of the set, and what to do."""
    head = f"{SYMBOL[finding.weight]} {said_of(finding).in_(language)} {finding.code}"
    yield Line(f"  {head} {finding.message.in_(language)}")
    yield Line(f"    {_FIX.in_(language)}: {finding.fix.in_(language)}")


def _refused(row: RefusedRow, language: Language) -> str:
    """Return where a refused row is and what stands in its cells."""
    place = f"{row.sheet} {_ROW.in_(language)} {row.row}"
    if language is Language.KO:
        place = f"{row.sheet} {row.row}{_ROW.ko}"
    if not row.cells:
        return f"{place}: {words.column_lost(', '.join(row.found)).in_(language)}"
    pairs = zip(row.cells, row.found, strict=True)
    return f"{place}: " + ", ".join(f"{cell} ‘{found}’" for cell, found in pairs)
