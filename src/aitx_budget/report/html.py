"""A run as one self-contained HTML page: no script, no request, readable aloud and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import NamedTuple

from aitx_budget.model.finding import Finding, Severity, Weight, WorkbookResult
from aitx_budget.model.telling import (
    NOT_EVALUATED,
    covered_told,
    cure,
    listed,
    obstacles,
    release,
    told,
    waived_on,
)
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme
from aitx_budget.report import words
from aitx_budget.report.funding_bar import funding_bar
from aitx_budget.report.markup import Markup, join, style, tag, void
from aitx_budget.version import VERSION

_TITLE = Text("예산서 점검 결과", "Budget check results")
_OVERVIEW = Text("한눈에 보기", "Overview")
_FILE = Text("파일", "File")
_VERDICT = Text("판정", "Verdict")
_COUNTS = Text("건수", "Counts")
_AMOUNT = Text("금액", "Amount")
_SOURCE_OF_FUNDS = Text("재원", "Source of funds")
_CAUSES = Text("원인별 요약", "By cause")
_FINDINGS = Text("점검 결과", "Findings")
_NUMBER = Text("번호", "No.")
_SEVERITY = Text("심각도", "Severity")
_CODE = Text("코드", "Code")
_CELL = Text("셀", "Cell")
_WHAT = Text("내용과 조치", "Finding and fix")
_FIX = Text("조치", "Fix")
_SHORT = Text("부족액", "Shortfall")
_BASIS = Text("근거", "Source")
_RULE = Text("점검 항목", "Rule")
_REACH = Text("대상", "What it is for")
_REASON = Text("면제 사유", "Reason")
_APPROVER = Text("승인", "Approved by")
_IN_FORCE = Text("기간", "In force")
_TO_TOP = Text("목록으로", "Back to overview")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


_PLACE = Markup("\0")
"""Stands in a page for what comes there; no text can have it, for texts are made printable."""


class Part(NamedTuple):
    """What is said of one workbook, without its number among all.

    Attributes:
        path: as it is shown.
        row: the cells beside it in the overview.
        section: what stands below its heading.
    """

    path: str
    row: str
    section: str


def part(result: WorkbookResult, programme: Programme, language: Language) -> Part:
    """Return what is said of one workbook."""
    row = _cells(
        words.identity(result, language) or "–",
        _verdict(result, language),
        words.counts(result, language),
    )
    return Part(result.path, row, _workbook(result, programme, language))


def whole(parts: Iterable[Part], programme: Programme, language: Language) -> Iterator[str]:
    """Yield the page; `parts` are gone through twice, for the overview and for what it leads to."""
    before, between, after = _page(programme, language).split(_PLACE)
    yield f"<!DOCTYPE html>\n{before}"
    for number, each in enumerate(map(Part._make, parts), start=1):
        yield tag("tr", tag("td", tag("a", each.path, href=f"#w{number}")), Markup(each.row))
    yield between
    for number, each in enumerate(map(Part._make, parts), start=1):
        yield tag(
            "section",
            tag("h2", each.path, id=f"w{number}-title"),
            Markup(each.section),
            id=f"w{number}",
            aria_labelledby=f"w{number}-title",
        )
    yield f"{after}\n"


def _page(programme: Programme, language: Language) -> Markup:
    """Return the page with one place for the overview's rows and one for the workbooks."""
    heading = _TITLE.in_(language)
    return tag(
        "html",
        tag(
            "head",
            void("meta", charset="utf-8"),
            void("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            void("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag(
                "title",
                f"{heading} – {programme.title.ko if language is Language.KO else programme.title.en}",
            ),
            style(files("aitx_budget.report").joinpath("page.css").read_text("utf-8")),
        ),
        tag(
            "body",
            tag(
                "header",
                tag("h1", heading),
                tag("p", _about(programme, language)),
            ),
            tag("main", _overview(language), _PLACE),
        ),
        lang=language.value,
    )


def _about(programme: Programme, language: Language) -> str:
    named = programme.title.ko if language is Language.KO else programme.title.en
    return f"{named} ({programme.id}) · aitx-budget {VERSION}"


def _state(result: WorkbookResult) -> str:
    """Return the style class of a workbook's state."""
    if result.refused:
        return "refused"
    for level in (Severity.ERROR, Severity.WARNING):
        if result.count(level):
            return level.value
    return "warning" if result.skipped else "passed"


def _verdict(result: WorkbookResult, language: Language) -> Markup:
    said = f"{words.mark(result)} {words.verdict(result).in_(language)}"
    return tag("strong", said, class_=f"verdict {_state(result)}")


def _row(*cells: Markup | str, head: bool = False) -> Markup:
    if head:
        return tag("tr", *(tag("th", cell, scope="col") for cell in cells))
    return tag("tr", _cells(*cells))


def _cells(*cells: Markup | str) -> Markup:
    return join(*(tag("td", cell) for cell in cells))


def _table(caption: str, head: tuple[str, ...], rows: list[Markup], class_: str) -> Markup:
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption),
            tag("thead", _row(*head, head=True)),
            tag("tbody", *rows),
            class_=class_,
        ),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=caption,
    )


def _overview(language: Language) -> Markup:
    head = (_FILE, Text("구분", "Made for"), _VERDICT, _COUNTS)
    return tag(
        "section",
        _table(
            _OVERVIEW.in_(language),
            tuple(each.in_(language) for each in head),
            [_PLACE],
            "overview",
        ),
        id="top",
    )


def _workbook(result: WorkbookResult, programme: Programme, language: Language) -> Markup:
    parts: list[Markup] = [
        tag("p", _verdict(result, language), " ", words.counts(result, language)),
    ]
    if result.totals:
        parts.append(_funding(result, programme, language))
    if len(result.findings) > 1:
        parts.append(_causes(result, language))
    if result.findings:
        parts.append(_findings(result, language))
    if result.waivers:
        parts.append(_waivers(result, language))
    if result.skipped:
        parts.append(_skipped(result, language))
    parts.append(tag("p", tag("a", _TO_TOP.in_(language), href="#top"), class_="back"))
    return join(*parts)


def _funding(result: WorkbookResult, programme: Programme, language: Language) -> Markup:
    rows = [
        tag(
            "tr",
            tag("th", name.in_(language), scope="row"),
            tag("td", words.amount(value, language), class_="money"),
        )
        for name, value in words.sources(result, programme)
    ]
    head = (_SOURCE_OF_FUNDS.in_(language), _AMOUNT.in_(language))
    mix = words.mix(result)
    bar = funding_bar(mix, programme, language) if mix is not None and mix.total > 0 else Markup()
    return tag(
        "div",
        _table(_SOURCE_OF_FUNDS.in_(language), head, rows, "funding"),
        bar,
        class_="money-block",
    )


def _badge(weight: Weight, said: str) -> Markup:
    return tag("span", f"{words.SYMBOL[weight]} {said}", class_=f"badge {weight.value}")


def _causes(result: WorkbookResult, language: Language) -> Markup:
    rows = [
        _row(
            _badge(cause.weight, words.severity(cause.first, language)),
            cause.code,
            cause.title.in_(language),
            str(cause.times),
        )
        for cause in words.causes(result.findings)
    ]
    head = (_SEVERITY, _CODE, _RULE, _COUNTS)
    return _table(_CAUSES.in_(language), tuple(each.in_(language) for each in head), rows, "causes")


def _findings(result: WorkbookResult, language: Language) -> Markup:
    rows = [
        _finding(number, finding, language) for number, finding in enumerate(told(result), start=1)
    ]
    head = (_NUMBER, _SEVERITY, _CODE, _CELL, _WHAT, _SHORT, _BASIS)
    return _table(
        _FINDINGS.in_(language), tuple(each.in_(language) for each in head), rows, "findings"
    )


def _finding(number: int, finding: Finding, language: Language) -> Markup:
    short = words.amount(finding.measure.shortfall, language) if finding.measure else "–"
    return _row(
        str(number),
        _badge(finding.weight, words.severity(finding, language)),
        finding.code,
        tag("span", words.where(finding, language), class_="cell"),
        join(
            tag("p", finding.message.in_(language)),
            tag(
                "p", tag("b", f"{_FIX.in_(language)}: "), cure(finding).in_(language), class_="fix"
            ),
        ),
        tag("span", short, class_="money"),
        finding.source.in_(language),
    )


def _waivers(result: WorkbookResult, language: Language) -> Markup:
    rows = [
        _row(
            str(each.waiver.number),
            each.waiver.rule,
            tag("span", each.waiver.reach.in_(language), class_="cell"),
            covered_told(each).in_(language),
            each.waiver.reason,
            each.waiver.approver,
            f"{each.waiver.date} – {each.waiver.expiry}",
        )
        for each in result.waivers
    ]
    head = (_NUMBER, _CODE, _REACH, _COUNTS, _REASON, _APPROVER, _IN_FORCE)
    return _table(
        waived_on(result).in_(language), tuple(each.in_(language) for each in head), rows, "waivers"
    )


def _skipped(result: WorkbookResult, language: Language) -> Markup:
    rows = [
        _row(
            tag("span", listed(each.because).in_(language), class_="cell"),
            str(each.times),
            release(each).in_(language),
        )
        for each in obstacles(result)
    ]
    head = (Text("먼저 고칠 곳", "To correct first"), _COUNTS, Text("내용", "What it means"))
    return _table(
        NOT_EVALUATED.in_(language), tuple(each.in_(language) for each in head), rows, "skipped"
    )
