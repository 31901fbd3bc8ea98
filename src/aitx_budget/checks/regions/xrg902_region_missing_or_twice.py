"""Each selected region has sent one workbook, and no other region has.

Why it matters: A total over the regions is the programme's only when each of them is in it, and in it once.
Bad: {missing_region} has sent nothing, and {other_region} two workbooks.
Good: {selected} have sent one each.
Source: Notice: the number of regions, and their names as they were selected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import ADVISORY
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """선정된 지역마다 예산서가 하나씩 있고, 다른 지역의 것은 없어야 합니다.

왜 중요한가: 지역의 합계는 모든 지역이 빠짐없이, 한 번씩만 들어 있어야 사업 전체의 금액이 됩니다.
잘못된 예: {missing_region|은|는} 예산서가 없고 {other_region|은|는} 두 개를 냈습니다.
바른 예: {selected|이|가} 하나씩 냈습니다.
근거: 공고의 선정규모와 선정된 지역의 이름.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per region whether it is selected, and one workbook of it came and is in the set."""
    return frame["fault"] == ""


def explain(case: Case) -> Violation:
    """Say which region it is, and what is the matter with it."""
    said, fix = _SAID[case["fault"]](case)
    files = case["files"]
    return Violation(
        at=None,
        message=Text(
            f"{said.ko} {_listed(case).ko}{ADVISORY.ko}",
            f"{said.en} {_listed(case).en}{ADVISORY.en}",
        ),
        fix=fix,
        value=len(files),
        expected=_wanted(case),
        scope={"region": case["region"]} if case["region"] else {"file": files[0]},
    )


def _wanted(case: Case) -> str:
    return "= 1" if case["region"] in case.programme.selection.names.value else "= 0"


def _listed(case: Case) -> Text:
    """Return how many regions were selected, and which."""
    selection = case.programme.selection
    number, names = selection.regions.value, ", ".join(selection.names.value)
    return Text(
        f"선정된 지역은 {number}곳입니다(언론 보도: {names}).",
        f"{number} regions were selected (as the press reported: {names}).",
    )


def _missing(case: Case) -> tuple[Text, Text]:
    region = case["region"]
    return (
        Text(f"{region}의 예산서가 없습니다.", f"There is no workbook of {region}."),
        Text(
            f"{region}의 예산서를 받아 다시 모으세요.",
            f"Obtain the workbook of {region} and consolidate again.",
        ),
    )


def _left_out(case: Case) -> tuple[Text, Text]:
    region, file = case["region"], case["winner"]
    return (
        Text(
            f"{region}의 예산서({file})에 오류가 있어 합계에 넣지 않았습니다(--only-clean).",
            f"The workbook of {region} ({file}) has errors and is in no sum (--only-clean).",
        ),
        Text(
            f"{particle(region, '이', '가')} 오류를 고쳐 다시 내면 다시 모으세요.",
            f"Consolidate again when {region} has corrected it.",
        ),
    )


def _twice(case: Case) -> tuple[Text, Text]:
    region, files, winner = case["region"], case["files"], case["winner"]
    listed = ", ".join(files)
    why = _DECIDED[case["decided"]]
    return (
        Text(
            f"{region}의 예산서가 {len(files)}개입니다({listed}). {why.ko} {winner}만 합계에 넣었습니다.",
            f"There are {len(files)} workbooks of {region} ({listed}). Only {winner} is in the sums, {why.en}.",
        ),
        Text(
            "그 파일이 최종본인지 확인하고, 쓰지 않을 파일은 빼고 다시 모으세요.",
            "Make sure that it is the final one, remove the others, and consolidate again.",
        ),
    )


def _stranger(case: Case) -> tuple[Text, Text]:
    region, files = case["region"], case["files"]
    listed = ", ".join(files)
    return (
        Text(
            f"{particle(region, '은', '는')} 선정된 지역이 아닌데 예산서가 합계에 들어 있습니다({listed}).",
            f"{region} is not among the selected regions, and its workbook is in the sums ({listed}).",
        ),
        Text(
            "잘못 보낸 파일이면 빼고 다시 모으고, 선정된 지역이 맞으면 기준 파일의 selection.names 항목을 고치세요.",
            "Take the file away if it came by mistake; if the region was selected, correct selection.names of the programme file.",
        ),
    )


def _unknown(case: Case) -> tuple[Text, Text]:
    file = ", ".join(case["files"])
    what = f"‘{case['region']}’" if case["region"] else "빈칸"
    named = f"'{case['region']}'" if case["region"] else "nothing"
    return (
        Text(
            f"어느 지역의 예산서인지 알 수 없습니다: {file}(기본정보의 광역지방자치단체: {what}).",
            f"It is not clear which region {file} belongs to (기본정보 says {named}).",
        ),
        Text(
            "기본정보의 광역지방자치단체를 목록에서 골라 적고 다시 모으세요.",
            "Choose the region on the sheet 기본정보 and consolidate again.",
        ),
    )


_SAID = {
    "missing": _missing,
    "left-out": _left_out,
    "twice": _twice,
    "stranger": _stranger,
    "unknown": _unknown,
}
_DECIDED = {
    "revision": Text("제출차수가 가장 높은", "which has the highest 제출차수"),
    "written_on": Text(
        "제출차수는 같고 작성일이 가장 늦은", "which has the same 제출차수 and the latest 작성일"
    ),
    "order": Text(
        "제출차수와 작성일이 같아 나중에 지정한",
        "which has the same 제출차수 and 작성일 and was named last",
    ),
}


RULE = Rule(
    code="XRG902",
    name="region-missing-or-twice",
    severity=Severity.WARNING,
    authority=Authority.REPORTED,
    view="received",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("selection.names", "selection.regions"),
    scopes=REGION,
    waivable=False,
    together=True,
)
