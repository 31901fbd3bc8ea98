"""What the checks say of the files, and the checks that could not be made."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from aitx_budget.export.columns import FILE, ID, REGION, SHEET, WON
from aitx_budget.export.source import Source
from aitx_budget.export.structure import Column, Type, listing
from aitx_budget.model.finding import Finding, Skip
from aitx_budget.model.text import Language, Text

_JOINED = "; "
"""Between several cells in one text."""


class Said(NamedTuple):
    """What is said of one file, or of the regions as one set: then without number and label."""

    number: int | None
    label: str
    findings: tuple[Finding, ...]
    skipped: tuple[Skip, ...]


def _said(source: Source) -> Iterator[Said]:
    """Yield what is said of each file that was checked, at last of the whole set."""
    for number, each in enumerate(source.consolidation.inputs, 1):
        if each.result is not None:
            yield Said(number, each.label, each.result.findings, each.result.skipped)
    whole = source.consolidation.whole
    yield Said(None, "", whole.findings, whole.skipped)


def _about(said: Said, code: str, scope: Mapping[str, Any]) -> tuple[Any, ...]:
    year = scope.get("fiscal_year")
    return (
        said.number,
        said.label,
        code,
        int(year) if year else None,
        scope.get("project", ""),
        scope.get("institution", ""),
        json.dumps(dict(scope), ensure_ascii=False) if scope else "",
    )


def _findings(source: Source) -> Iterator[tuple[Any, ...]]:
    for said in _said(source):
        yield from finding_rows(said, source.language)


def finding_rows(said: Said, language: Language) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `FINDINGS` for what is said of one file."""
    for each in said.findings:
        words = (text.in_(language) for text in (each.message, each.fix, each.source))
        yield (
            *_about(said, each.code, each.scope),
            each.severity.value,
            each.weight.value,
            each.sheet,
            each.cell,
            _JOINED.join(each.related),
            *words,
            *_figures(each),
            *_excuse(each),
        )


def _figures(each: Finding) -> tuple[Any, ...]:
    measure = each.measure
    known = each.value if isinstance(each.value, str | None) else json.dumps(each.value)
    if measure is None:
        return (known, each.expected, None, None, None, None)
    ratio = str(measure.threshold)
    return (known, each.expected, measure.numerator, measure.denominator, ratio, measure.shortfall)


def _excuse(each: Finding) -> tuple[Any, ...]:
    waiver = each.waiver
    if waiver is None:
        return (None, None, None, None)
    return (waiver.reason, waiver.approver, _number(waiver.date), _number(waiver.expiry))


def _number(day: dt.date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


def _skipped(source: Source) -> Iterator[tuple[Any, ...]]:
    for said in _said(source):
        yield from skipped_rows(said)


def skipped_rows(said: Said) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `SKIPPED_CHECKS` for what is said of one file."""
    for each in said.skipped:
        yield (*_about(said, each.code, each.scope), _JOINED.join(each.because))


def _text(name: str, title: Text, about: Text, *, required: bool = False) -> Column:
    return Column(name, Type.TEXT, title, about, required=required)


def _won(name: str, title: Text, about: Text) -> Column:
    return Column(name, Type.INTEGER, title, about, unit=WON)


_ABOUT = (
    ID,
    Column(
        FILE.name,
        FILE.type,
        FILE.title,
        Text(
            "그 파일의 번호(files.id)입니다. 여러 지역을 함께 본 것에는 값이 없습니다.",
            "Number of the file (files.id); none for what is said of the regions as one set.",
        ),
        refers="files",
    ),
    replace(REGION, refers="", required=False),
    Column(
        "code",
        Type.TEXT,
        Text("규칙", "Rule"),
        Text("규칙의 코드(rules.code)입니다.", "Code of the rule (rules.code)."),
        required=True,
        refers="rules",
    ),
    Column(
        "fiscal_year",
        Type.YEAR,
        Text("회계연도", "Fiscal year"),
        Text("한 회계연도에 대한 것이면 그 연도입니다.", "The fiscal year it is about, if one."),
    ),
    _text(
        "project",
        Text("사업코드", "Unit project"),
        Text("한 단위사업에 대한 것이면 그 코드입니다.", "The unit project it is about, if one."),
    ),
    _text(
        "institution",
        Text("기관코드", "Institution"),
        Text("한 기관에 대한 것이면 그 코드입니다.", "The institution it is about, if one."),
    ),
    _text(
        "scope",
        Text("대상", "Scope"),
        Text("무엇에 대한 것인지를 적은 JSON입니다.", "What it is about, as JSON."),
    ),
)

FINDINGS = listing(
    "findings",
    (
        Text("점검결과", "Findings"),
        Text(
            "지적마다 한 행입니다. 점검하지 않은 파일(이전 차수, 기관 예산서)은 지적이 없습니다.",
            "A row per finding; files that were not checked (superseded, institutions') have none.",
        ),
    ),
    (
        *_ABOUT,
        _text(
            "severity",
            Text("심각도", "Severity"),
            Text("error: 오류, warning: 경고, note: 참고.", "error, warning or note."),
            required=True,
        ),
        _text(
            "weight",
            Text("반영", "Weight"),
            Text(
                "어떻게 세는지입니다. 심각도와 같으며, 면제된 지적은 waived입니다.",
                "How it counts: as its severity, or `waived`.",
            ),
            required=True,
        ),
        SHEET,
        _text(
            "cell",
            Text("셀", "Cell"),
            Text(
                "지적한 셀입니다. 파일 전체에 대한 지적에는 값이 없습니다.",
                "The cell; none where it is of the whole file.",
            ),
        ),
        _text(
            "related",
            Text("관련 셀", "Related cells"),
            Text("관련된 다른 셀입니다. ‘; ’로 나눕니다.", "Other cells concerned, between `; `."),
        ),
        _text(
            "message",
            Text("내용", "Message"),
            Text("무엇이 잘못되었는지입니다.", "What is wrong."),
            required=True,
        ),
        _text(
            "fix",
            Text("조치", "Fix"),
            Text("무엇을 고치면 되는지입니다.", "What to change."),
            required=True,
        ),
        _text(
            "source",
            Text("근거", "Source"),
            Text("지적의 근거입니다.", "The provision it rests on."),
            required=True,
        ),
        _text(
            "value",
            Text("찾은 값", "Value"),
            Text("셀에서 찾은 값입니다.", "What was found."),
        ),
        _text(
            "expected",
            Text("필요한 값", "Expected"),
            Text("그 자리에 있어야 하는 값입니다.", "What should be there."),
        ),
        _won(
            "numerator",
            Text("비율의 분자", "Numerator"),
            Text("비율 규칙에서 실제 금액입니다.", "Of a ratio rule: the part that was found."),
        ),
        _won(
            "denominator",
            Text("비율의 분모", "Denominator"),
            Text("비율 규칙에서 기준이 되는 전체 금액입니다.", "The whole it was held against."),
        ),
        _text(
            "threshold",
            Text("기준 비율", "Threshold"),
            Text("비율 규칙의 기준입니다. 예: 4/10.", "The ratio that is required, such as 4/10."),
        ),
        _won(
            "shortfall",
            Text("어긋난 금액", "Shortfall"),
            Text("기준에서 어긋난 금액입니다.", "By how much the ratio is missed."),
        ),
        _text(
            "waiver_reason",
            Text("면제 사유", "Reason of the waiver"),
            Text("면제된 지적이면 그 사유입니다.", "Why it is waived."),
        ),
        _text(
            "waiver_approver",
            Text("면제 승인", "Approver of the waiver"),
            Text("면제를 승인한 사람입니다.", "Who approved it."),
        ),
        Column(
            "waiver_from",
            Type.DATE,
            Text("면제 시작일", "First day of the waiver"),
            Text("면제가 시작되는 날입니다.", "First day it is in force."),
        ),
        Column(
            "waiver_until",
            Type.DATE,
            Text("면제 만료일", "Last day of the waiver"),
            Text("면제가 끝나는 날입니다. 그날까지 면제합니다.", "Last day it is in force."),
        ),
    ),
    ("id",),
    _findings,
)

SKIPPED_CHECKS = listing(
    "skipped_checks",
    (
        Text("확인하지 못한 점검", "Checks that could not be made"),
        Text(
            "읽지 못한 값이 있어 하지 못한 점검마다 한 행입니다. 통과한 것이 아닙니다.",
            "A row per check that waits for values that cannot be read; it has not been passed.",
        ),
    ),
    (
        *_ABOUT,
        _text(
            "because",
            Text("먼저 고칠 것", "Because of"),
            Text(
                "먼저 고쳐야 할 셀, 열 또는 시트입니다. ‘; ’로 나눕니다.",
                "Cells, columns or sheets to be put right first, between `; `.",
            ),
        ),
    ),
    ("id",),
    _skipped,
)
