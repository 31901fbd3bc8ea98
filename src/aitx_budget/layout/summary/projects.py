"""The table of 총괄표 that judges unit projects one by one: their ratios."""

from __future__ import annotations

from collections.abc import Callable

from aitx_budget.layout.expressions import (
    At,
    Compare,
    Const,
    Expr,
    If,
    LeastShare,
    MostShare,
    Nth,
    Share,
    Smaller,
    minus,
    plus,
)
from aitx_budget.layout.summary.sheet import NOT_APPLICABLE, LiveCheck, Sheet, Style, judged
from aitx_budget.model.finding import Severity
from aitx_budget.model.money import Ratio

DIRECT_RATIOS = (("CSH501", "national"), ("CSH502", "local"), ("CSH504", "in_kind"))
"""The ratio rules of a direct-support project and the cells that show them."""


def ratio_table(sheet: Sheet) -> None:
    """Lay 단위사업별 비율 점검: a direct-support project's three ratios, any other's matching."""
    sources = sheet.programme.sources
    sheet.section(
        "단위사업별 비율 점검",
        "여유는 원 단위이며, 음수는 부족하거나 초과한 금액입니다.",
    )
    national, local = sources.national_funds.ko, sources.local_funds.ko
    sheet.heads(
        "사업코드",
        "직접지원 여부",
        f"{national} 비율",
        f"{national} 여유",
        f"{national} 판정",
        f"{local} 비율",
        f"{local} 여유",
        f"{local} 판정",
        "현물 비율",
        "현물 여유",
        "현물 판정",
        "인정 현물",
        "매칭 판정",
        f"{local} 비중 판정",
    )
    for n in range(1, sheet.rows["unit_projects"] + 1):
        _ratios_of(sheet, n)


def _ratios_of(sheet: Sheet, n: int) -> None:
    key, money = f"ratio.{n}", f"project.{n}"
    sheet.put(1, Nth("unit_projects", "code", n), Style.TEXT, f"{key}.code")
    sheet.put(2, Nth("unit_projects", "direct_support", n), Style.TEXT, f"{key}.direct")
    blank = Compare("=", At(f"{key}.code"), Const(""))
    direct = Compare("=", At(f"{key}.direct"), Const("예"))
    support = sheet.programme.direct_support
    private = At(f"{money}.private_contribution")
    whole, in_kind = At(f"{money}.total"), At(f"{money}.private_in_kind")
    parts = (
        (At(f"{money}.national_funds"), whole, support.national_maximum.value, True),
        (At(f"{money}.local_funds"), whole, support.local_minimum.value, False),
        (in_kind, private, support.in_kind_maximum.value, True),
    )
    for index, ((code, name), (part, of, threshold, most)) in enumerate(
        zip(DIRECT_RATIOS, parts, strict=True)
    ):
        margin = (
            minus(MostShare(threshold, of), part)
            if most
            else minus(part, LeastShare(threshold, of))
        )
        column = 3 + 3 * index
        shown = _only(direct)
        sheet.share(column, Share(part, of, up=most), f"{key}.{name}.share", shown)
        sheet.put(column + 1, shown(margin), Style.WON, f"{key}.{name}.margin")
        severity = sheet.severity(code, Severity.ERROR)
        if severity is None:
            sheet.put(column + 2, "", Style.VERDICT)
            continue
        sheet.put(
            column + 2,
            _verdict(sheet, f"{key}.{name}.margin", whole, blank, direct, severity),
            Style.VERDICT,
            f"{key}.{name}.verdict",
        )
        sheet.checks.append(
            LiveCheck(
                code,
                {"project": Nth("unit_projects", "code", n)},
                severity,
                f"{key}.{name}.verdict",
            )
        )
    _recognised(sheet, key, money, blank, direct)
    _matching(sheet, n, key, money, blank, direct)
    sheet.row()


def _only(condition: Expr) -> Callable[[Expr], Expr]:
    """Return what shows a content where `condition` holds and a blank elsewhere."""
    return lambda content: If(condition, content, Const(""))


def _verdict(
    sheet: Sheet, margin: str, whole: Expr, blank: Expr, direct: Expr, severity: Severity
) -> Expr:
    tolerance = sheet.programme.matching.rounding_tolerance.value
    verdict = judged(whole, At(margin), severity, tolerance)
    return If(blank, Const(""), If(direct, verdict, Const(NOT_APPLICABLE)))


def _recognised(sheet: Sheet, key: str, money: str, blank: Expr, direct: Expr) -> None:
    """Write how much of a project's in-kind counts under the cap: min(Pk, cash × part ÷ rest)."""
    support = sheet.programme.direct_support
    part, base = support.in_kind_maximum.value
    in_kind = At(f"{money}.private_in_kind")
    counted: Expr = in_kind
    if base > part:
        under_cap = MostShare(Ratio(part, base - part), At(f"{money}.private_cash"))
        counted = Smaller(in_kind, under_cap)
    if support.in_kind_elsewhere.value == "counts":
        counted = If(direct, counted, in_kind)
    sheet.put(12, If(blank, Const(""), counted), Style.WON, f"{key}.recognised")


def _matching(sheet: Sheet, n: int, key: str, money: str, blank: Expr, direct: Expr) -> None:
    """Write the verdicts of the two matching ratios; direct support has ratios of its own instead."""
    matching = sheet.programme.matching
    whole, local = At(f"{money}.total"), At(f"{money}.local_funds")
    severity = matching.project_severity.value
    ratios: tuple[tuple[str, Expr, Ratio], ...] = (
        ("MAT401", plus(local, At(f"{money}.private_contribution")), matching.minimum.value),
        ("MAT402", local, matching.local_minimum.value),
    )
    for column, (code, part, threshold) in enumerate(ratios, start=13):
        if not isinstance(severity, Severity):
            sheet.put(column, "", Style.VERDICT)
            continue
        margin = minus(part, LeastShare(threshold, whole))
        verdict = judged(whole, margin, severity, matching.rounding_tolerance.value)
        shown = If(blank, Const(""), If(direct, Const(NOT_APPLICABLE), verdict))
        sheet.put(column, shown, Style.VERDICT, f"{key}.{code}")
        sheet.checks.append(
            LiveCheck(code, {"project": Nth("unit_projects", "code", n)}, severity, f"{key}.{code}")
        )
