"""A run as one self-contained HTML page: no script, no request, readable aloud and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from aitx_budget.model.causes import Cause, causes, extent
from aitx_budget.model.finding import Finding, Severity, Weight, WorkbookResult
from aitx_budget.model.telling import (
    NOT_EVALUATED,
    covered_told,
    cure,
    first_cure,
    listed,
    obstacles,
    release,
    told,
    waived_on,
)
from aitx_budget.model.text import Language, Text, opened
from aitx_budget.model.verdict import first_step, verdict
from aitx_budget.programme.schema import Programme
from aitx_budget.report import words
from aitx_budget.report.funding_bar import funding_bar
from aitx_budget.report.markup import Markup, head, join, tag
from aitx_budget.version import VERSION

_TITLE = Text("예산서 점검 결과", "Budget check results")
_OVERVIEW = Text("한눈에 보기", "Overview")
_FILE = Text("파일", "File")
_VERDICT = Text("판정", "Verdict")
_COUNTS = Text("건수", "Counts")
_CHECKS = Text("점검", "Checks")
_AMOUNT = Text("금액", "Amount")
_SOURCE_OF_FUNDS = Text("재원", "Source of funds")
_CAUSES = Text("원인별 요약", "By cause")
_SEVERAL = Text(
    "여러 지역의 결과가 함께 있습니다. 담당자에게는 그 지역의 결과만 따로 만들어 보내 주세요.",
    "This page holds the results of several regions. Please make a page of one region's own for its officers.",
)
_FINDINGS = Text("점검 결과", "Findings")
_NUMBER = Text("번호", "No.")
_CODE = Text("코드", "Code")
_FIX = Text("조치", "Fix")
_DIFFERENCE = Text("차이", "Off by")
_RELATED = Text("관련 셀", "Related cells")
_BASIS = Text("근거", "Source")
_REACH = Text("대상", "What it is for")
_REASON = Text("면제 사유", "Reason")
_APPROVER = Text("승인", "Approved by")
_IN_FORCE = Text("기간", "In force")
_TO_TOP = Text("맨 위로", "Back to the top")


_PLACE = Markup("\0")
"""Stands in a page for what comes there; no text can have it, for texts are made printable."""
_WORKBOOK = Markup("\1")
"""Stands in a workbook's section for what its names within the page begin with, which is its place among all."""


class Part(NamedTuple):
    """What is said of one workbook, without its number among all.

    Attributes:
        path: as it is shown.
        row: the cells beside it in the overview.
        section: what stands below its heading.
        region: whose it is; empty where that is not known.
    """

    path: str
    row: str
    section: str
    region: str


def part(result: WorkbookResult, programme: Programme, language: Language) -> Part:
    """Return what is said of one workbook."""
    row = _cells(
        words.identity(result, language) or "–",
        _verdict(result, language),
        words.counts(result, language),
    )
    region = result.template.get("region", "")
    return Part(result.path, row, _workbook(result, programme, language), region)


def whole(parts: Iterable[Part], programme: Programme, language: Language) -> Iterator[str]:
    """Yield the page; `parts` are gone through for their regions, for the overview and for what it leads to."""
    before, after = _page(programme, language).split(_PLACE)
    yield f"<!DOCTYPE html>\n{before}"
    if _of_several_regions(parts):
        yield tag("p", _SEVERAL.in_(language), class_="first")
    if sum(1 for _ in islice(parts, 2)) > 1:
        yield from _overview(parts, language)
    for number, each in enumerate(map(Part._make, parts), start=1):
        yield tag(
            "section",
            tag("h2", each.path, id=f"w{number}-title"),
            Markup(each.section.replace(_WORKBOOK, f"w{number}-")),
            id=f"w{number}",
            aria_labelledby=f"w{number}-title",
        )
    yield f"{after}\n"


def _of_several_regions(parts: Iterable[Part]) -> bool:
    """Tell whether one region's officer would read of another's budget."""
    regions = (each.region for each in map(Part._make, parts) if each.region)
    first = next(regions, "")
    return any(each != first for each in regions)


def _overview(parts: Iterable[Part], language: Language) -> Iterator[str]:
    """Yield the table of all workbooks, each leading to what is said of it."""
    head = (_FILE, Text("구분", "Made for"), _VERDICT, _COUNTS)
    table = _table(
        _OVERVIEW.in_(language), [each.in_(language) for each in head], [_PLACE], "overview"
    )
    opening, closing = table.split(_PLACE)
    yield opening
    for number, each in enumerate(map(Part._make, parts), start=1):
        name = tag("th", tag("a", each.path, href=f"#w{number}"), scope="row")
        yield tag("tr", name, Markup(each.row))
    yield closing


def _page(programme: Programme, language: Language) -> Markup:
    """Return the page with a place for all that is said of the workbooks."""
    heading = _TITLE.in_(language)
    return tag(
        "html",
        head(
            f"{heading} – {programme.title.ko if language is Language.KO else programme.title.en}",
            files("aitx_budget.report").joinpath("page.css").read_text("utf-8"),
        ),
        tag(
            "body",
            tag(
                "header",
                tag("h1", heading),
                tag("p", _about(programme, language)),
                id="top",
            ),
            tag("main", _PLACE),
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
    said = f"{words.mark(result)} {verdict(result).in_(language)}"
    return tag("strong", said, class_=f"verdict {_state(result)}")


def _cells(*cells: Markup | str) -> Markup:
    return join(*(tag("td", cell) for cell in cells))


def _row(named: Markup | str, *cells: Markup | str) -> Markup:
    """Return a row that is called by its first cell."""
    return tag("tr", tag("th", named, scope="row"), _cells(*cells))


def _table(caption: str, head: Sequence[str], rows: Sequence[Markup], class_: str) -> Markup:
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption),
            tag("thead", tag("tr", *(tag("th", cell, scope="col") for cell in head))),
            tag("tbody", *rows),
            class_=class_,
        ),
        class_="scroll",
        tabindex=0,
        role="group",
        aria_label=caption,
    )


def _workbook(result: WorkbookResult, programme: Programme, language: Language) -> Markup:
    found = causes(told(result))
    parts: list[Markup] = [
        tag("p", _verdict(result, language), " ", tag("span", words.counts(result, language))),
    ]
    if len(result.findings) > 1 and first_cure(result) is not None:
        parts.append(tag("p", first_step(result).in_(language), class_="first"))
    if result.totals:
        parts.append(_funding(result, programme, language))
    if len(found) > 1:
        parts.append(_causes(found, language))
    if found:
        parts.append(tag("h3", _FINDINGS.in_(language)))
        parts += [_cause(at, cause, language) for at, cause in enumerate(found, start=1)]
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
            tag("th", opened(name.in_(language)), scope="row"),
            tag("td", words.amount(value, language), class_="money"),
        )
        for name, value in words.sources(result, programme)
    ]
    head = [_SOURCE_OF_FUNDS.in_(language), _AMOUNT.in_(language)]
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


def _causes(found: Sequence[Cause], language: Language) -> Markup:
    """Return the rules that were broken, each leading to its findings."""
    rows = [
        tag(
            "li",
            _badge(cause.weight, words.severity(cause.first, language)),
            " ",
            tag("a", cause.title.in_(language), href=Markup(f"#{_WORKBOOK}c{at}")),
            " ",
            tag("span", f"{cause.code} · {extent(cause).in_(language)}", class_="about"),
        )
        for at, cause in enumerate(found, start=1)
    ]
    return join(tag("h3", _CAUSES.in_(language)), tag("ul", *rows, class_="causes"))


def _cause(at: int, cause: Cause, language: Language) -> Markup:
    """Return a broken rule with its findings."""
    about = f"{cause.code} · {extent(cause).in_(language)} · {_BASIS.in_(language)}: {cause.first.source.in_(language)}"
    return tag(
        "div",
        tag(
            "h4",
            _badge(cause.weight, words.severity(cause.first, language)),
            " ",
            cause.title.in_(language),
            id=Markup(f"{_WORKBOOK}c{at}"),
        ),
        tag("p", about, class_="about"),
        tag("ol", *(_finding(*each, language) for each in cause.findings), class_="findings"),
        class_=f"cause {cause.weight.value}",
    )


def _finding(number: int, finding: Finding, language: Language) -> Markup:
    off = words.amount(finding.off_by, language) if finding.off_by else ""
    related = listed(finding.related).in_(language)
    return tag(
        "li",
        tag(
            "p",
            tag("b", words.where(finding, language), class_="cell"),
            " ",
            finding.message.in_(language),
        ),
        _labelled(_FIX, cure(finding).in_(language), "fix", language),
        _labelled(_DIFFERENCE, off, "off", language),
        _labelled(_RELATED, related, "related", language),
        value=number,
    )


def _labelled(label: Text, said: str, class_: str, language: Language) -> Markup:
    """Return a line of a finding; nothing where there is nothing to say."""
    return tag("p", tag("b", f"{label.in_(language)}: "), said, class_=class_) if said else Markup()


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
        waived_on(result).in_(language), [each.in_(language) for each in head], rows, "waivers"
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
    head = (Text("먼저 고칠 곳", "To correct first"), _CHECKS, Text("내용", "What it means"))
    return _table(
        NOT_EVALUATED.in_(language), [each.in_(language) for each in head], rows, "skipped"
    )
