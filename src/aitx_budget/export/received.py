"""What was received: the regions with their money, the files, and how many rows of each were taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from aitx_budget.consolidate import Input, State
from aitx_budget.export.columns import FILE, ID, PATH, REGION, SHEET, TABLE, WON
from aitx_budget.export.source import Source
from aitx_budget.export.structure import NO_UNIT, Column, Table, Type, listing
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.finding import Severity, Weight, WorkbookResult
from aitx_budget.model.telling import SEVERITY, WAIVED
from aitx_budget.model.text import Text
from aitx_budget.programme.schema import Programme

_REVISION = Column(
    "revision",
    Type.INTEGER,
    Text("제출차수", "Revision"),
    Text("기본정보의 제출차수입니다.", "제출차수 of 기본정보."),
)
_WRITTEN = Column(
    "written_on",
    Type.DATE,
    Text("작성일", "Written on"),
    Text("기본정보의 작성일입니다.", "작성일 of 기본정보."),
)
_COUNTS = {level.value + "s": (Weight(level), SEVERITY[level]) for level in Severity} | {
    "waived": (Weight.WAIVED, WAIVED)
}
"""Column -> the weight it counts, and what that is called."""

_STATES = {
    State.COUNTED: Text("종합에 포함", "in the consolidation"),
    State.SUPERSEDED: Text(
        "같은 지역의 더 새로운 파일을 포함", "a newer file of the region counts"
    ),
    State.LEFT_OUT: Text("제외", "left out"),
    State.REFUSED: Text("읽지 못함", "could not be read"),
}


def _number(name: str, title: Text, said: Text, unit: Text = NO_UNIT) -> Column:
    return Column(name, Type.INTEGER, title, said, required=True, unit=unit)


def count_columns(*, required: bool) -> tuple[Column, ...]:
    """Return the columns of how many findings there are; without a value where a file was not checked."""
    return tuple(
        Column(
            name,
            Type.INTEGER,
            Text(f"{word.ko} 건수", f"Findings: {word.en}"),
            Text(
                f"지적 가운데 ‘{word.ko}’로 세는 것의 수입니다. 점검하지 않은 파일에는 값이 없습니다.",
                f"Findings that count as {word.en}; none where the file was not checked.",
            ),
            required=required,
        )
        for name, (_, word) in _COUNTS.items()
    )


def _counted(each: Input) -> list[int | None]:
    return [None] * len(_COUNTS) if each.result is None else [*counted(each.result)]


def counted(result: WorkbookResult) -> list[int]:
    """Return how many findings there are, by the columns of `FILES` that tell so."""
    return [result.count(weight) for weight, _ in _COUNTS.values()]


def regions(programme: Programme) -> Table:
    """Return the table of the regions that count."""
    amounts = [
        _number(
            name,
            Text(getattr(programme.sources, name).ko, getattr(programme.sources, name).en),
            Text(
                "그 지역의 소요예산(budget_lines)을 더한 금액입니다.",
                "Sum over the region's budget_lines.",
            ),
            WON,
        )
        for name in SOURCES
    ]
    total = _number(
        "total_project_cost",
        Text("총사업비", "Total project cost"),
        Text("다섯 재원의 합입니다.", "Sum of the five sources."),
        WON,
    )
    return listing(
        "regions",
        (
            Text("지역별 합계", "Regions"),
            Text(
                "종합에 포함한 지역마다 한 행이며, 재원별 합계가 있습니다.",
                "A row per region in the consolidation, with its sums per source.",
            ),
        ),
        (
            replace(REGION, refers=""),
            FILE,
            PATH,
            _REVISION,
            _WRITTEN,
            *count_columns(required=True),
            *amounts,
            total,
        ),
        ("region",),
        _regions,
    )


def _regions(source: Source) -> Iterator[tuple[Any, ...]]:
    for each in source.consolidation.regions:
        money = source.consolidation.money[each.label]
        yield (
            each.label,
            source.files[each.label],
            each.path,
            each.revision,
            each.written_on,
            *_counted(each),
            *(money[name] for name in SOURCES),
            sum(money.values()),
        )


def _files(source: Source) -> Iterator[tuple[Any, ...]]:
    for each in source.consolidation.inputs:
        yield (
            each.path,
            each.state.value,
            each.reason.in_(source.language),
            each.label,
            each.scope,
            each.submission.identity.layout if each.scope else "",
            each.revision,
            each.written_on,
            *_counted(each),
        )


FILES = listing(
    "files",
    (
        Text("제출현황", "What was received"),
        Text(
            "지정한 파일마다 한 행이며, 종합에 포함했는지와 그 이유가 있습니다.",
            "A row per file that was named, with what became of it and why.",
        ),
    ),
    (
        ID,
        PATH,
        Column(
            "state",
            Type.TEXT,
            Text("처리", "State"),
            Text(
                "; ".join(f"{state.value}: {said.ko}" for state, said in _STATES.items()) + ".",
                "; ".join(f"{state.value}: {said.en}" for state, said in _STATES.items()) + ".",
            ),
            required=True,
        ),
        Column(
            "reason",
            Type.TEXT,
            Text("이유", "Reason"),
            Text("그렇게 처리한 이유입니다.", "Why it is in that state."),
            required=True,
        ),
        Column(
            "region",
            Type.TEXT,
            Text("지역", "Region"),
            Text(
                "종합에서 그 파일의 지역을 부르는 이름입니다. 모르면 값이 없습니다.",
                "What the file's region is called here; none where unknown.",
            ),
        ),
        Column(
            "scope",
            Type.TEXT,
            Text("종류", "Scope"),
            Text(
                "region: 지역 예산서; institution: 기관 예산서. 읽지 못한 파일에는 값이 없습니다.",
                "region or institution: whose workbook it is; none where it could not be read.",
            ),
        ),
        Column(
            "layout",
            Type.TEXT,
            Text("서식 버전", "Layout"),
            Text("표준 예산서의 버전입니다.", "Version of the standard workbook."),
        ),
        _REVISION,
        _WRITTEN,
        *count_columns(required=False),
    ),
    ("id",),
    _files,
)


def _row_counts(source: Source) -> Iterator[tuple[Any, ...]]:
    for number, each in enumerate(source.consolidation.inputs, 1):
        for own in each.counts:
            rows = (own.found, own.taken, own.refused, own.subtotals)
            yield (number, own.table, own.sheet, *rows)


ROW_COUNTS = listing(
    "row_counts",
    (
        Text("줄 수", "Rows"),
        Text(
            "파일의 표마다 한 행입니다. 찾은 줄은 모두 포함했거나 제외했습니다(found = taken + refused).",
            "A row per table of a file: each row found was taken or refused (found = taken + refused).",
        ),
    ),
    (
        FILE,
        TABLE,
        SHEET,
        _number("found", Text("찾은 줄", "Found"), Text("찾은 줄의 수입니다.", "Rows found.")),
        _number(
            "taken",
            Text("포함한 줄", "Taken"),
            Text("이 패키지의 표에 들어 있는 줄의 수입니다.", "Rows that are in the tables here."),
        ),
        _number(
            "refused",
            Text("제외한 줄", "Refused"),
            Text(
                "금액을 읽지 못했거나 파일을 종합에 포함하지 않아 빠진 줄의 수입니다.",
                "Rows that are not: their money cannot be read, or their file does not count.",
            ),
        ),
        _number(
            "subtotals",
            Text("소계 줄", "Subtotals"),
            Text(
                "담당자가 적은 소계 줄의 수입니다. 더하지 않으며 찾은 줄로 세지 않습니다.",
                "Typed subtotal rows, which are in no sum and not among those found.",
            ),
        ),
    ),
    ("file_id", "table_name"),
    _row_counts,
)
