"""How a workbook stands in one sentence, and what to do first: the same words in every report and in the marked copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aitx_budget.model.finding import Finding, Severity, WorkbookResult
from aitx_budget.model.telling import (
    PARTIAL,
    PARTIAL_PASS,
    Vacancy,
    first_cure,
    listed,
    obstacles,
    release,
    told,
    unadded,
    vacancy,
    with_waived,
)
from aitx_budget.model.text import Text, particle

_PASSED: Final = Text("적합: 모든 점검을 통과했습니다.", "Acceptable: every check passed.")
PASS: Final = Text(f"{_PASSED.ko} 고칠 것이 없습니다.", f"{_PASSED.en} Nothing needs correcting.")


def verdict(result: WorkbookResult) -> Text:
    """Return what a reader needs first: whether the workbook passes, and what that leaves out of account."""
    said = _verdict(result)
    if result.partial and not result.refused and said is not PARTIAL_PASS:
        said = Text(f"{said.ko} {PARTIAL.ko}", f"{said.en} {PARTIAL.en}")
    return with_waived(said, result)


def _verdict(result: WorkbookResult) -> Text:
    errors, warnings = result.count(Severity.ERROR), result.count(Severity.WARNING)
    waiting = len(result.skipped)
    if result.refused:
        return Text(
            "점검 불가: 이 파일은 점검하지 못했습니다.",
            "Not checked: this file could not be checked.",
        )
    if result.crashed:
        return Text(
            f"판정 보류: 프로그램 내부 오류로 점검을 다 마치지 못했습니다. 지금까지 찾은 오류는 {errors}건입니다.",
            f"Undecided: an internal error kept some checks from finishing; {_many(errors, 'error')} found so far.",
        )
    if errors:
        return Text(
            f"부적합: 오류 {errors}건을 고쳐야 합니다.",
            f"Not acceptable: {_many(errors, 'error')} must be corrected.",
        )
    if waiting:
        return Text(
            f"판정 보류: 오류는 찾지 못했지만, 확인하지 못한 점검이 {waiting}건 있습니다.",
            f"Undecided: no error was found, but {_many(waiting, 'check')} could not be evaluated.",
        )
    texts = unadded(result)
    if texts and not result.partial:
        return _but(_with_warnings(warnings, partial=False) if warnings else _PASSED, texts)
    return _without_errors(warnings, partial=result.partial)


def _without_errors(warnings: int, *, partial: bool) -> Text:
    if warnings:
        return _with_warnings(warnings, partial=partial)
    return PARTIAL_PASS if partial else PASS


def _but(said: Text, texts: Sequence[Finding]) -> Text:
    """Add to a sentence that nothing bars the budget which cells 총괄표, where the officer looks, can't add up."""
    places = listed([f"{each.sheet}!{each.cell}" for each in texts])
    return Text(
        f"{said.ko} 다만 글자로 적힌 {particle(places.ko, '을', '를')} 총괄표가 계산에 넣지 못하니 숫자로 고쳐 주세요.",
        f"{said.en} But 총괄표 can't count {places.en}, typed as text; please type numbers there.",
    )


def _with_warnings(warnings: int, *, partial: bool) -> Text:
    """Say that there are only warnings; where not all rules were run that is no pass."""
    fit = Text("", "") if partial else Text("적합: ", "Acceptable: ")
    look = _many(warnings, "warning")
    return Text(
        f"{fit.ko}오류는 없습니다. 경고 {warnings}건을 확인해 주세요.",
        f"{fit.en}no errors. Please look at {look}."
        if fit.en
        else f"No errors. Please look at {look}.",
    )


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def first_step(result: WorkbookResult) -> Text:
    """Return what to do first: what is not there at all, else the cell to begin at."""
    cure, waiting = first_cure(result), obstacles(result)
    if cure is not None:
        begin = _cause(result, cure)
        said = _await(result.awaited, begin) if result.awaited else begin
        return Text(f"먼저 할 일: {said.ko}", f"First: {said.en}")
    if waiting:
        said = release(waiting[0])
        return Text(f"먼저 할 일: {said.ko}", f"First: {said.en}")
    texts = unadded(result)
    if texts:
        begin = _begin_with(told(result).index(texts[0]) + 1, texts[0])
        return Text(f"먼저 할 일: {begin.ko}", f"First: {begin.en}")
    if result.count(Severity.WARNING):
        return Text(
            "꼭 고쳐야 할 것은 없습니다. 경고를 살펴보고 필요하면 고쳐 주세요.",
            "Nothing must be corrected. Please look at the warnings.",
        )
    return Text("더 하실 일이 없습니다.", "There is nothing left to do.")


def _cause(result: WorkbookResult, cure: Finding) -> Text:
    empty = vacancy(result)
    return _fill(empty) if empty else _begin_with(told(result).index(cure) + 1, cure)


def _await(institutions: Sequence[str], then: Text) -> Text:
    """Ask for the workbooks that have not come in; some institutions have nothing to return."""
    who = listed(institutions)
    return Text(
        f"제출본이 없는 기관이 있습니다({who.ko}). 낼 예산서가 있으면 받아서 다시 취합하세요. 다 받았다면, {then.ko}",
        f"no workbook came in of {who.en}. If there is one, get it and assemble again. If nothing is missing: {then.en}",
    )


def _fill(empty: Vacancy) -> Text:
    sheets = listed(empty.sheets)
    many = len(empty.sheets) > 1
    return Text(
        f"{sheets.ko} 시트에 금액이 하나도 없습니다. 작성 중인 파일이면 이 시트부터 채워 주세요. "
        f"오류 {empty.times}건이 이 때문입니다.",
        f"no amount stands in the {'sheets' if many else 'sheet'} {sheets.en}. If the workbook is unfinished, begin there; "
        f"{_many(empty.times, 'error')} {'comes' if empty.times == 1 else 'come'} of it.",
    )


def _begin_with(number: int, cure: Finding) -> Text:
    place = "!".join(part for part in (cure.sheet, cure.cell) if part)
    if not place:
        return cure.fix
    return Text(
        f"{number}번({place})부터 보아 주세요. {cure.fix.ko}",
        f"no. {number} ({place}). {cure.fix.en}",
    )
