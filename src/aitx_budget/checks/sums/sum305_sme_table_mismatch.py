"""The SMEs' rows add up to the budget of direct support, per fiscal year, unit project and source.

Why it matters: The budget of direct support is what goes to SMEs, chosen or still to be chosen; a difference is money without a
    firm, or a firm without money. SMEs of a project that is not direct support have no budget to stand in.
Bad: P01 has 3,000,000,000 won of {national_funds} of {year} in the budget, and its SMEs' rows 2,900,000,000 won.
Good: The rows, chosen (확정) and still to be chosen (예정) together, come to 3,000,000,000 won.
Source: Arithmetic: the SMEs' rows divide the budget of direct support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.declared import project_cell
from aitx_budget.checks.manual import manual
from aitx_budget.checks.origins import led, of_sides
from aitx_budget.checks.phrases import about, adjust, scope_of
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.checks.vacancy import vacant_sheet
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, opened, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """참여기업(확정+예정)의 합은 회계연도·단위사업·재원별로 직접지원 예산과 같아야 합니다.

왜 중요한가: 직접지원 예산은 확정했거나 앞으로 정할 기업에 가는 돈이므로, 차이가 나면 받을 기업이 없는 돈이거나 예산이 없는 기업이 생깁니다. 직접지원이 아닌 단위사업에는 참여기업을 둘 예산이 없습니다.
잘못된 예: P01의 {year}년 {national_funds|이|가} 소요예산에는 3,000,000,000원, 참여기업에는 2,900,000,000원입니다.
바른 예: 확정과 예정 행을 모두 더하면 3,000,000,000원입니다.
근거: 산술: 참여기업은 직접지원 예산을 기업별로 나눈 것입니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per fiscal year, project and source whether the rows and the budget are equal."""
    return frame["sme"] == frame["budget"]


def explain(case: Case) -> Violation:
    """Say both amounts and by how much the rows must change."""
    return _mismatch(case) if case["source"] else _elsewhere(case)


def _mismatch(case: Case) -> Violation:
    """Tell that rows and budget of a direct-support project differ."""
    budget, sme, where, name = case["budget"], case["sme"], about(case.row), case["source"]
    sheet, budget_sheet = (
        case.layout.tables[table].sheet for table in ("beneficiaries", "budget_lines")
    )
    source, header = case.source(name), case.header("beneficiaries", name)
    line = case.at("budget_lines", name, case["budget_row"])
    total = Text(f"{sheet}의 {header} 합계", f"{source.en} in the SMEs' rows")
    gap, change = abs(budget - sme), adjust(total, sme, budget)
    return Violation(
        at=case.at("beneficiaries", name, case["sme_row"]) or line,
        related=(line,),
        message=Text(
            f"{case['fiscal_year']} 회계연도 직접지원 단위사업 {case['project']}의 {particle(source.ko, '이', '가')} "
            f"{budget_sheet}에는 {won(budget)}, {sheet}(확정+예정)에는 {won(sme)}으로 {won(gap)} 차이가 납니다.",
            f"{opened(source.en)} of direct support, {where.en}: {krw(budget)} in the budget and {krw(sme)} in the SMEs' "
            f"rows (chosen and to be chosen), a difference of {krw(gap)}.",
        ),
        fix=led(
            case,
            of_sides(case, (name,), budget - sme),
            Text(
                f"{change.ko} 아직 정하지 않은 기업은 예정 행에 적고, {sheet}이 맞다면 {budget_sheet}을 고치세요.",
                f"{change.en} Enter firms still to be chosen in a row marked 예정 (to be chosen). If the rows are right, correct the budget.",
            )
            if case["sme_row"]
            else _rows_wanted(case),
        ),
        value=sme,
        expected=f"= {budget}",
        difference=gap,
        scope=scope_of(case.row, "fiscal_year", "project", "source"),
        vacant=vacant_sheet(case, "beneficiaries", "budget_lines"),
    )


def _rows_wanted(case: Case) -> Text:
    """Ask for rows where a project of direct support has none, or for the project to be none of direct support."""
    where, project, name, budget = about(case.row), case["project"], case["source"], case["budget"]
    sheet, projects = (
        case.layout.tables[table].sheet for table in ("beneficiaries", "unit_projects")
    )
    flag, header = (
        case.header("unit_projects", "direct_support"),
        case.header("beneficiaries", name),
    )
    cell = _flag_cell(case)
    rows = Text(
        f"{sheet}에 {where.ko}의 행을 추가하고 {header} 합계를 {won(budget)}으로 적으세요. 아직 정하지 않은 기업은 예정 행에 적습니다.",
        f"Add rows for {where.en} to {sheet}, with {krw(budget)} of {case.source(name).en} in all; enter firms still to be "
        f"chosen in a row marked 예정 (to be chosen).",
    )
    other = Text(
        f"{particle(project, '이', '가')} 직접지원 사업이 아니면 {projects}의 '{flag}'{f'({cell})' if cell else ''}을 '아니오'로 고치세요.",
        f"If {project} is not direct support, choose 아니오 (no) for it in {projects} ({cell or flag}).",
    )
    if _without_firms(case):
        return Text(f"{other.ko} 직접지원 사업이면 {rows.ko}", f"{other.en} If it is: {rows.en}")
    return Text(f"{rows.ko} {other.ko}", f"{rows.en} {other.en}")


def _flag_cell(case: Case) -> str:
    """Return the cell that says whether the project is direct support; empty where it was not found."""
    at = project_cell(case, "direct_support")
    return at.a1 if at else ""


def _without_firms(case: Case) -> bool:
    """Tell whether no row of any fiscal year is of the project: likelier none is direct support than all are missing."""
    found = case.submission.tables.get("beneficiaries") if case.submission else None
    return found is not None and case["project"] not in found.values.get("project", ())


def _elsewhere(case: Case) -> Violation:
    """Tell that SMEs are listed in a project that is not direct support."""
    project, sme, where = case["project"], case["sme"], about(case.row)
    sheet = case.layout.tables["beneficiaries"].sheet
    projects, cell = case.layout.tables["unit_projects"].sheet, _flag_cell(case)
    flag = case.header("unit_projects", "direct_support")
    return Violation(
        at=case.at("beneficiaries", "project", case["sme_row"]),
        message=Text(
            f"{sheet}에 {where.ko}의 기업 지원금이 {won(sme)} 있는데, {particle(project, '은', '는')} 직접지원 사업이 아닙니다.",
            f"The SMEs' rows hold {krw(sme)} for {where.en}, which is not direct support.",
        ),
        fix=Text(
            f"사업코드를 직접지원 사업의 코드로 고치거나, {particle(project, '이', '가')} 직접지원 사업이라면 {projects}의 {flag} 칸"
            f"{f'({cell})' if cell else ''}을 예로 바꾸세요.",
            f"Correct the project's code to one of direct support, or, if {project} is direct support, choose 예 (yes) for it in the "
            f"unit projects ({cell or flag}).",
        ),
        value=sme,
        expected="= 0",
        difference=sme,
        scope=scope_of(case.row, "fiscal_year", "project"),
    )


RULE = Rule(
    code="SUM305",
    name="sme-table-mismatch",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="sme_balance",
    needs=("budget", "sme", "direct"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    scopes=REGION,
)
