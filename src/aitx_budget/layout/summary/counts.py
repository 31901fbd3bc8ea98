"""The live checks that count wrong rows: each is a condition on the rows of one table, or of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from aitx_budget.layout.expressions import (
    Compare,
    Const,
    CountOf,
    Expr,
    Here,
    MostShare,
    RoundWon,
    Some,
    minus,
    plus,
    times,
)
from aitx_budget.layout.summary.conditions import (
    ASSET_KEY,
    above_zero,
    asset_budget,
    asset_categories,
    asset_pairs,
    dated,
    differ,
    of_categories,
    placed,
)
from aitx_budget.layout.tables import CASH, SOURCES
from aitx_budget.model.finding import Severity
from aitx_budget.model.text import particle
from aitx_budget.programme.schema import Programme

DATED_TABLES = (
    "budget_lines",
    "monthly_plan",
    "asset_plan",
    "in_kind_details",
    "beneficiaries",
)
"""The tables whose records are of a fiscal year each."""

Counted = tuple[str, tuple[Expr, ...]]
"""A table and the conditions that a wrong row of it meets."""


@dataclass(frozen=True)
class RowCheck:
    """A check of single rows.

    Attributes:
        code, severity: of the rule.
        label, basis, hint: shown in 점검표.
        counted: what is wrong.
        tolerated: wrong by more than rounding; None where rounding plays no part.
    """

    code: str
    severity: Severity
    label: str
    basis: str
    hint: str
    counted: tuple[Counted, ...]
    tolerated: Counted | None = None


def row_checks(programme: Programme) -> tuple[RowCheck, ...]:
    """Return the checks of single rows, in the order they are shown; a typed subtotal is no row."""
    checks = (
        *_budget_lines(programme),
        *_firms(programme),
        *_assets(programme),
        _codes(),
    )
    return tuple(_of_records(check, dated(programme)) for check in checks)


def _of_records(check: RowCheck, condition: Expr) -> RowCheck:
    """Return the check with `condition` on the rows of every table that has fiscal years."""

    def narrowed(counted: Counted) -> Counted:
        table, terms = counted
        return table, ((condition, *terms) if table in DATED_TABLES else terms)

    return replace(
        check,
        counted=tuple(narrowed(each) for each in check.counted),
        tolerated=check.tolerated and narrowed(check.tolerated),
    )


def _budget_lines(programme: Programme) -> Iterator[RowCheck]:
    cost = RoundWon(times(Here("unit_price"), Here("quantity"), Here("occurrences")))
    funding = plus(*(Here(name) for name in SOURCES))
    cash_only = tuple(each.label for each in programme.categories if each.cash_only)
    kind = programme.sources.private_in_kind.ko
    yield RowCheck(
        "SUM302",
        Severity.ERROR,
        "재원 합계 = 산출금액",
        "차액 0원",
        "소요예산의 차액이 0이 아닌 행 수",
        (("budget_lines", (Compare("<>", cost, funding),)),),
    )
    yield RowCheck(
        "CSH506",
        Severity.ERROR,
        "현금 전용 비목의 현물",
        f"{kind} 0원",
        f"{', '.join(cash_only)}에 {particle(kind, '을', '를')} 적은 행 수",
        (("budget_lines", (of_categories(cash_only), above_zero(Here("private_in_kind")))),),
    )


def _firms(programme: Programme) -> Iterator[RowCheck]:
    """Return R6, R7 and P = 0 for each row of 참여기업."""
    support = programme.direct_support
    contribution = plus(Here("private_cash"), Here("private_in_kind"))
    whole = plus(*(Here(name) for name in SOURCES))
    part, base = support.sme_share.value
    asked = support.sme_share_rule.value
    if asked != "any":
        target = times(Const(part), whole)
        rounded = minus(contribution, Const(programme.matching.rounding_tolerance.value))
        off = [Compare("<", times(Const(base), contribution), target)]
        if asked == "eq":
            off.append(Compare(">", times(Const(base), rounded), target))
        yield RowCheck(
            "CSH503",
            support.sme_share_below_severity.value,
            "중소기업 부담 비율",
            f"{support.sme_share.value.percent()} {'정확히' if asked == 'eq' else '이상'}",
            "참여기업의 부담비율을 확인할 행 수",
            (("beneficiaries", (Compare("<>", contribution, Const(0)), Some(tuple(off)))),),
        )
    excess = minus(Here("private_in_kind"), MostShare(support.in_kind_maximum.value, contribution))
    beyond = Compare(">", excess, Const(programme.matching.rounding_tolerance.value))
    yield RowCheck(
        "CSH504",
        Severity.ERROR,
        "기업별 현물 비율",
        f"부담금의 {support.in_kind_maximum.value.percent()} 이하",
        "참여기업의 현물비율이 높은 행 수",
        (("beneficiaries", (above_zero(excess),)),),
        ("beneficiaries", (beyond,)),
    )
    nothing = Compare("=", contribution, Const(0))
    yield RowCheck(
        "CSH507",
        Severity.ERROR,
        "부담금 없는 참여기업",
        "모든 기업이 부담",
        "참여기업의 기업현금·기업현물이 없는 행 수",
        (("beneficiaries", (*placed("status"), nothing)),),
    )


def _assets(programme: Programme) -> Iterator[RowCheck]:
    """Return R14 in its three forms, per institution, project and fiscal year."""
    bought = plus(*(Here(name) for name in CASH))
    budgeted = plus(*(asset_budget(programme, name, ASSET_KEY) for name in CASH))
    unplanned = Compare("=", CountOf("asset_plan", ASSET_KEY), Const(0))
    known = placed("project", "institution")
    yield RowCheck(
        "AST601",
        Severity.ERROR,
        "구매계획이 없는 자산 예산",
        "0개",
        "소요예산의 유형·무형자산 가운데 자산구매계획이 없는 행 수",
        (
            (
                "budget_lines",
                (of_categories(asset_categories(programme)), above_zero(bought), unplanned),
            ),
        ),
    )
    yield RowCheck(
        "AST602",
        Severity.ERROR,
        "구매계획 = 자산 예산",
        "재원별 차이 0원",
        "자산구매계획 가운데 소요예산과 금액이 다른 행 수",
        (("asset_plan", (*known, above_zero(budgeted), differ(asset_pairs(programme)))),),
    )
    yield RowCheck(
        "AST603",
        Severity.ERROR,
        "예산이 없는 구매계획",
        "0개",
        "자산구매계획 가운데 소요예산에 자산 예산이 없는 행 수",
        (("asset_plan", (*known, Compare("=", budgeted, Const(0)))),),
    )


def _codes() -> RowCheck:
    """Return the check that every code in use is declared."""

    def undeclared(table: str, field: str, where: str) -> Counted:
        declared = CountOf(where, (("code", Here(field)),))
        return table, (*placed(field), Compare("=", declared, Const(0)))

    return RowCheck(
        "CEL212",
        Severity.ERROR,
        "등록되지 않은 코드",
        "0개",
        "단위사업·수행기관에 없는 코드를 쓴 칸 수",
        (
            *(undeclared(table, "project", "unit_projects") for table in DATED_TABLES),
            *(
                undeclared(table, "institution", "institutions")
                for table in ("budget_lines", "asset_plan")
            ),
            undeclared("unit_projects", "lead_code", "institutions"),
            undeclared("asset_plan", "owner_code", "institutions"),
        ),
    )
