"""All regions' workbooks are of one programme and one version of the form.

Why it matters: Columns and rules differ between versions, so sums over them may add up what is not the same.
Bad: {Regions_but_one} regions use layout 2 of the workbook, and one still layout 1.
Good: All {regions} use layout 2; `migrate` moves a filled workbook to it without loss.
Source: Form of the standard workbook: the agency issues one version to all regions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """모든 지역의 예산서는 같은 사업, 같은 판의 서식이어야 합니다.

왜 중요한가: 판이 다르면 열과 기준이 달라, 서로 다른 것을 더한 합계가 될 수 있습니다.
잘못된 예: {regions_but_one} 지역은 서식 버전 2를 쓰고 한 지역은 아직 버전 1을 씁니다.
바른 예: {regions} 지역이 모두 서식 버전 2를 씁니다. 이전 버전으로 작성한 예산서는 migrate 명령으로 옮깁니다.
근거: 표준 서식의 형식: 전문기관은 모든 지역에 한 판을 보냅니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per thing that workbooks should have in common whether they have one version of it."""
    return frame["versions"].map(len) <= 1


def explain(case: Case) -> Violation:
    """Name every version with its workbooks, and those that are not of the version in force."""
    versions, what = case["versions"], _WHAT[case["what"]]
    wanted = _in_force(case)
    listed = "; ".join(f"{version}: {', '.join(files)}" for version, files in versions)
    others = ", ".join(file for version, files in versions for file in files if version != wanted)
    named = particle(what.ko, "이", "가")
    return Violation(
        at=None,
        message=Text(
            f"예산서마다 {named} 다릅니다({listed}).",
            f"The workbooks differ in {what.en} ({listed}).",
        ),
        fix=_moved(case["what"], wanted, others),
        value=len(versions),
        expected="= 1",
        scope={"version": case["what"]},
    )


def _moved(what: str, wanted: str, others: str) -> Text:
    """Say what is to be moved where, and by what."""
    if what == "layout":
        return Text(
            f"다음 파일을 migrate 명령으로 현재 서식(버전 {wanted})에 옮긴 뒤 다시 모으세요. 적은 내용은 빠지지 않습니다: {others}",
            f"Move these to the current layout ({wanted}) with `migrate`, which loses nothing, and consolidate again: {others}",
        )
    return Text(
        f"지금 쓰는 {wanted}에 맞추어 다음 파일을 옮긴 뒤 다시 모으세요: {others}",
        f"Move these to {wanted}, which is in force, and consolidate again: {others}",
    )


def _in_force(case: Case) -> str:
    """Return the version that workbooks are issued in now."""
    now = {"programme": case.programme.id, "layout": case.layout.version}
    return now.get(case["what"], case.layout.template_id)


_WHAT = {
    "programme": Text("사업(기준)", "programme"),
    "template": Text("서식", "template"),
    "layout": Text("서식 버전", "layout version"),
}


RULE = Rule(
    code="XRG904",
    name="mixed-versions",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="set_versions",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    scopes=REGION,
    waivable=False,
    together=True,
)
