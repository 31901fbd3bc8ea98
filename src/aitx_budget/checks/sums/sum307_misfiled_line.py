"""A budget line stands under the fiscal year, unit project and institution that the other sheets have its amounts under.

Why it matters: A line under a wrong code makes two projects wrong at once, in every sheet that is held against the budget. Whoever
    corrects these one by one ends with a budget that agrees everywhere and is not what was meant.
Bad: A line of 50,000,000 won stands under P02. The monthly plan has exactly 50,000,000 won less in P02 than the budget, and
    exactly 50,000,000 won more in P01.
Good: The line stands under P01, and both projects agree.
Source: Arithmetic: the other sheets hold the budget's amounts once more, under the same keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import scope_of
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """소요예산의 행은 다른 시트가 그 금액을 적은 회계연도·단위사업·기관에 두어야 합니다.

왜 중요한가: 한 행의 코드를 잘못 적으면 두 단위사업이 함께 틀리고, 예산과 견주는 모든 시트에서 지적이 나옵니다. 지적을 하나씩 따라 고치면 서로 맞기는 하지만 처음 뜻과 다른 예산이 됩니다.
잘못된 예: 50,000,000원인 행의 사업코드가 P02입니다. 월별계획은 소요예산보다 P02에서 꼭 50,000,000원 적고, P01에서 꼭 50,000,000원 많습니다.
바른 예: 그 행의 사업코드가 P01이어서 두 단위사업이 모두 맞습니다.
근거: 산술: 다른 시트는 소요예산의 금액을 같은 회계연도·단위사업·기관으로 다시 적은 것입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per budget line whether it stands where the other sheets have it, or cannot be told to stand elsewhere."""
    return frame["field"] == ""


def explain(case: Case) -> Violation:
    """Say where the line stands, where the other sheets have its amounts, and ask for the code."""
    name, found, meant = case["field"], case[case["field"]], case["meant"]
    header, sheets = case.header("budget_lines", name), _sheets(case)
    amounts, gap = _amounts(case), sum(case[source] for source in SOURCES)
    budget = case.layout.tables["budget_lines"].sheet
    return Violation(
        at=case.at("budget_lines", name, case["row"]),
        related=tuple(
            case.at("budget_lines", source, case["row"]) for source in SOURCES if case[source]
        ),
        message=Text(
            f"이 행({amounts.ko}, 모두 {won(gap)})의 {particle(header, '이', '가')} {particle(str(found), '으로', '로')} 적혀 있는데, {particle(sheets, '은', '는')} "
            f"{budget}보다 {found}에서 꼭 이 금액만큼 적고 {meant}에서 꼭 이 금액만큼 많습니다.",
            f"This line ({amounts.en}, {krw(gap)} in all) stands under {found}. Held against the budget, {sheets} have just as much too little "
            f"under {found} and just as much too much under {meant}.",
        ),
        fix=Text(
            f"이 행의 {particle(header, '이', '가')} {particle(str(meant), '이', '가')} 아닌지 보세요. {particle(str(meant), '이', '가')} 맞으면 이 칸만 "
            f"고치세요. {particle(str(found), '이', '가')} 맞으면 {particle(sheets, '을', '를')} 고치세요.",
            f"See whether {meant} is meant here. If it is, correct this cell alone. If {found} is right, correct {sheets}.",
        ),
        value=found,
        expected=f"= {meant}",
        difference=gap,
        scope=scope_of(case.row, "fiscal_year", "project", "institution"),
    )


def _sheets(case: Case) -> str:
    return "·".join(case.layout.tables[table].sheet for table in case["told"])


def _amounts(case: Case) -> Text:
    """Return the line's amounts by source."""
    there = [(case.source(name), case[name]) for name in SOURCES if case[name]]
    return Text(
        ", ".join(f"{source.ko} {won(amount)}" for source, amount in there),
        ", ".join(f"{source.en} {krw(amount)}" for source, amount in there),
    )


RULE = Rule(
    code="SUM307",
    name="misfiled-line",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="misfiled_lines",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
