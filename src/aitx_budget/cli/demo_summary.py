"""What the demonstration says at its end: one row a region, then where everything is."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from aitx_budget.library import Demonstration
from aitx_budget.library.address import Place
from aitx_budget.model.finding import Finding, Severity, Weight, WorkbookResult
from aitx_budget.model.printable import printable
from aitx_budget.model.telling import first_cure
from aitx_budget.model.text import Language, Text
from aitx_budget.model.verdict import verdict
from aitx_budget.programme.wording import in_won
from aitx_budget.report import words

_HEADS = (Text("지역", "Region"), Text("판정", "State"), Text("오류/경고/참고", "E/W/N"))
_LEFT = 2
"""How many columns of the table are texts."""
_SOURCES = ("national_funds", "local_funds", "private_contribution")
_MATCHING = Text("매칭비율", "Matching")
_WIDTH = 130
"""Columns that the table needs in either language."""
_FIRST = Text("먼저 고칠 것", "To correct first")


def demo_summary(done: Demonstration, language: Language) -> Iterator[str]:
    """Yield the closing lines."""
    yield _table(done, language)
    yield f"{_FIRST.in_(language)}\n"
    for result in done.report.results:
        region = result.template.get("region", "")
        cures = _cures(result)
        if not cures:
            yield f"  {region} {verdict(result).in_(language)}\n"
        for cure in cures:
            place = printable(words.where(cure, language))
            yield f"  {region} {cure.code} {place}: {printable(cure.fix.in_(language))}\n"
    for heading, paths in (
        (Text("빈 양식", "Blank templates"), done.templates),
        (Text("제출본(예시)", "Returned workbooks (samples)"), done.returned),
        (Text("표시된 사본", "Marked copies"), done.report.marked),
        (Text("결과 보고", "Reports"), done.reports),
    ):
        yield from _listed(heading, paths, language)
    yield from _assembly(done, language)
    yield from _changes(done, language)
    yield from _regions(done, language)


def _listed(
    heading: Text, paths: Iterable[Place | None], language: Language, *said: Text
) -> Iterator[str]:
    """Yield a heading, what is to be said under it, and paths."""
    yield f"\n{heading.in_(language)}\n"
    for each in said:
        yield f"  {printable(each.in_(language))}\n"
    for path in paths:
        yield f"  {path}\n"


def _assembly(done: Demonstration, language: Language) -> Iterator[str]:
    """Yield how the assembly went, and where its workbooks are."""
    whole = done.assembled.report.results[0]
    region = whole.template["region"]
    heading = Text(
        f"취합: {region}의 기관별 예산서를 지역 예산서로",
        f"Assembly: the institutions' workbooks of {region} into one",
    )
    doubts = [each.message for each in whole.findings if each.code.startswith("ASM")]
    said = (_rows(done), verdict(whole), *doubts)
    yield from _listed(heading, (*done.parts, done.assembled.path), language, *said)


def _rows(done: Demonstration) -> Text:
    """Say how many rows the institutions sent, and how many of them came in."""
    account = done.assembled.account
    listed = [each for each in account.standings if each.file] if account else []
    found, taken = (sum(getattr(each, name) for each in listed) for name in ("found", "taken"))
    return Text(
        f"예산서 {len(listed)}개의 {found}개 행 가운데 {taken}개를 넣고, {found - taken}개는 까닭을 적어 두고 넣지 않았습니다.",
        f"{taken} of {found} rows in {len(listed)} workbooks came in; {found - taken} did not, and the reason is noted.",
    )


def _changes(done: Demonstration, language: Language) -> Iterator[str]:
    """Yield what the second submission changed, and where the comparison is."""
    from aitx_budget.compare.words import findings_told, verdict

    comparison = done.comparison.comparison
    region = comparison.after.result.template["region"]
    heading = Text(
        f"변경대비표: {region}의 1차와 2차 제출본",
        f"Comparison: first and second submission of {region}",
    )
    said = (verdict(comparison), findings_told(comparison))
    yield from _listed(heading, (done.second, done.comparison.written), language, *said)


def _regions(done: Demonstration, language: Language) -> Iterator[str]:
    """Yield what the regions are in one, and where the workbook and its data are."""
    from aitx_budget.consolidate.words import gist

    report = done.consolidated
    heading = Text(
        "다섯 지역 종합: 통합 문서와 데이터", "Consolidation: the five regions in one, and the data"
    )
    said = gist(report.consolidation)
    yield from _listed(heading, (report.path, report.exported), language, said)


def _cures(result: WorkbookResult) -> tuple[Finding, ...]:
    """Return the error to begin with, and the ratios of the whole budget that are missed."""
    first = first_cure(result)
    missed = (each for each in result.findings if each.measure and not each.scope)
    errors = (each for each in missed if each.weight is Weight.ERROR and each != first)
    return () if first is None else (first, *errors)


def _table(done: Demonstration, language: Language) -> str:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    sources = (in_won(done.report.programme, name) for name in _SOURCES)
    for place, head in enumerate((*_HEADS, *sources, _MATCHING)):
        table.add_column(
            head.in_(language), justify="left" if place < _LEFT else "right", no_wrap=True
        )
    for result in done.report.results:
        table.add_row(*(Styled(cell) for cell in _row(result, language)))
    width = max(_WIDTH, shutil.get_terminal_size().columns)
    console = Console(file=StringIO(), width=width, color_system=None, highlight=False)
    console.print(table)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def _row(result: WorkbookResult, language: Language) -> tuple[str, ...]:
    mix = words.mix(result)
    sign = words.mark(result)
    unknown = words.UNKNOWN_AMOUNT.in_(language)
    money = (mix.national, mix.local, mix.private) if mix else ()
    return (
        result.template.get("region", "") or result.path,
        f"{sign} {words.STATES[sign].in_(language)}",
        "/".join(str(result.count(level)) for level in Severity),
        *([f"{amount:,}" for amount in money] or [unknown] * 3),
        mix.matching if mix else unknown,
    )
