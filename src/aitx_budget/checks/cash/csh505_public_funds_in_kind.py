"""Public funds come in cash: nothing in kind is the government's, and in-kind of direct support is an SME's.

Why it matters: In direct support the notice wants {national_funds} and {local_funds} in cash and lets only SMEs contribute in kind. What the
    government contributes is no {private_contribution} and cannot be matched with.
Bad: 현물내역 names the province as contributor of office space; or P01 is direct support with in-kind, and no SME is listed.
Good: Each in-kind row names an SME or a private institution.
Source: Notice: direct support is {national_funds} (cash), {local_funds} (cash) and SME (cash and in kind).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.phrases import scope_of
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, opened, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """{national_funds|과|와} {local_funds|은|는} 현금이어야 하며, 현물을 지방자치단체가 내거나 참여기업 없이 직접지원 사업에 둘 수 없습니다.

왜 중요한가: 공고는 직접지원 사업의 {national_funds|과|와} {local_funds|을|를} 현금으로 정하고 현물은 중소기업만 낼 수 있게 했습니다. 지방자치단체가 내는 것은 {private_contribution|이|가} 아니므로 매칭에도 넣을 수 없습니다.
잘못된 예: 현물내역의 출연자가 {government}입니다. 또는 직접지원 사업 P01에 현물이 있는데 참여기업이 하나도 없습니다.
바른 예: 현물내역의 행마다 출연자가 중소기업이나 민간 수행기관입니다.
근거: 공고 직접지원: {national_funds}(현금), {local_funds}(현금), 중소기업(현금+현물)으로 구성.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per row of 현물내역 whether its contributor may contribute in kind."""
    return frame["fault"] == ""


def explain(case: Case) -> Violation:
    """Say who contributes what and why that cannot be."""
    return _government(case) if case["fault"] == "government" else _no_sme(case)


def _government(case: Case) -> Violation:
    """Tell that the government contributes in kind."""
    who, cost = case["contributor"], case["cost"]
    kind = case.source("private_in_kind")
    national, local = case.source("national_funds"), case.source("local_funds")
    contributor = case.header("in_kind_details", "contributor")
    return Violation(
        at=case.at("in_kind_details", "contributor", case["row"]),
        message=Text(
            f"{contributor} {particle(who, '은', '는')} 지방자치단체이므로 현물 {won(cost)}을 "
            f"{particle(kind.ko, '으로', '로')} 인정할 수 없습니다. {particle(national.ko, '과', '와')} {particle(local.ko, '은', '는')} 현금이어야 합니다.",
            f"Contributor {who} is the government, so its {krw(cost)} in kind cannot count as {kind.en}. "
            f"{opened(national.en)} and {local.en} must be cash.",
        ),
        fix=Text(
            f"{contributor}를 실제로 현물을 내는 기업이나 민간 기관으로 고치거나, 이 행을 지우고 소요예산의 "
            f"{particle(kind.ko, '을', '를')} {won(cost)} 줄이세요.",
            f"Name the firm or private institution that really contributes, or delete this row and lower {kind.en} in the "
            f"budget by {krw(cost)}.",
        ),
        value=who,
        difference=cost,
        scope=scope_of(case.row, "fiscal_year", "project"),
    )


def _no_sme(case: Case) -> Violation:
    """Tell that a direct-support project has in-kind and no SME."""
    project, cost = case["project"], case["cost"]
    sheet = case.layout.tables["beneficiaries"].sheet
    return Violation(
        at=case.at("in_kind_details", "contributor_kind", case["row"]),
        message=Text(
            f"직접지원 단위사업 {project}에 현물이 있는데 {sheet}에는 이 사업의 기업이 하나도 없습니다. 직접지원의 현물은 "
            "중소기업만 낼 수 있습니다.",
            f"Direct-support project {project} has in-kind contributions, but {sheet} lists no SME for it. In direct support only "
            "SMEs may contribute in kind.",
        ),
        fix=Text(
            f"{sheet}에 {project}의 기업을 적거나(아직 정하지 않았으면 예정으로), 현물 {won(cost)}의 행을 지우고 "
            "소요예산도 맞추세요.",
            f"List the SMEs of {project} (marked 예정 where still to be chosen), or delete the row of {krw(cost)} in kind "
            "and lower the budget with it.",
        ),
        value=0,
        expected="> 0",
        difference=cost,
        scope={"project": project},
    )


RULE = Rule(
    code="CSH505",
    name="public-funds-in-kind",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="in_kind_givers",
    needs=("fault",),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("consortium.government_types",),
)
