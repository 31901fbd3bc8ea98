"""How a consolidation is said, the same in the workbook and on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aitx_budget.consolidate.record import Consolidation, Input, State
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.text import Text
from aitx_budget.report.words import Mix

STATES = {
    State.COUNTED: Text("반영", "counted"),
    State.SUPERSEDED: Text("대체됨", "superseded"),
    State.LEFT_OUT: Text("제외", "left out"),
    State.REFUSED: Text("읽지 못함", "refused"),
}
MISSING = Text("미제출", "missing")
TOTAL = Text("합계", "Total")


def gist(consolidation: Consolidation) -> Text:
    """Say what the consolidation is made of."""
    counted, files = len(consolidation.regions), len(consolidation.inputs)
    number = {state: sum(each.state is state for each in consolidation.inputs) for state in State}
    rows = sum(len(each.refused) for each in consolidation.regions)
    selected = consolidation.programme.selection.regions.value
    ko = " · ".join(f"{STATES[state].ko} {number[state]}" for state in State)
    en = " · ".join(f"{STATES[state].en} {number[state]}" for state in State)
    return Text(
        f"선정 {selected}개 지역 가운데 {counted}개 (파일 {files}개: {ko}; 금액을 읽지 못해 제외한 행 {rows}개)",
        f"{counted} of {selected} regions (files: {files}, {en}; rows refused: {rows})",
    )


def by_region(consolidation: Consolidation) -> Iterator[tuple[str, Input | None]]:
    """Yield each region that is selected or came, with the file that stands for it; None where none came."""
    standing = {
        each.label: each
        for each in consolidation.inputs
        if each.label and each.state in (State.COUNTED, State.LEFT_OUT)
    }
    selected = consolidation.programme.selection.names.value
    others = [each.label for each in consolidation.regions]
    for label in dict.fromkeys((*selected, *others, *standing)):
        yield label, standing.get(label)


def mix(money: Mapping[str, int]) -> Mix:
    """Return won per source as national, local and private funds."""
    national, province, cities, cash, in_kind = (money[name] for name in SOURCES)
    return Mix(national, province + cities, cash + in_kind)


def day(number: int | None) -> str:
    """Return 20260315 as 2026-03-15; empty for none."""
    return f"{number // 10000}-{number // 100 % 100:02d}-{number % 100:02d}" if number else ""


def column_lost(header: str) -> Text:
    """Say why no row of a table was taken."""
    return Text(f"{header} 열을 찾지 못했습니다.", f"Column {header} was not found.")
