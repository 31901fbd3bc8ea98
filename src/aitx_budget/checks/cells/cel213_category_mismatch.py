"""A budget category is written with the code and name that belong together, and a subcategory under its own category.

Why it matters: Rules go by the category; where code and name disagree, the line may be meant for another one.
Bad: {mislabelled}, or {asset_detail} under {plain_category}.
Good: {other_asset}, and {asset_detail} under {asset}.
Source: Form of the standard workbook: the list of budget categories (코드표).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import named, quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """비목은 코드와 이름이 맞아야 하고, 세목은 그 비목의 것이어야 합니다.

왜 중요한가: 점검 기준은 비목을 따르므로, 코드와 이름이 다르면 다른 비목의 행일 수 있습니다.
잘못된 예: '{mislabelled|'이라고|'라고} 적거나, '{plain_category}' 아래에 '{asset_detail|'을|'를} 적었습니다.
바른 예: '{other_asset|'이라고|'라고} 적고, '{asset}' 아래에 '{asset_detail|'을|'를} 적었습니다.
근거: 표준 서식의 형식: 코드표의 비목·세목.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per category and subcategory whether it is written as the programme has it."""
    return frame["matches"].astype(bool)


def explain(case: Case) -> Violation:
    """Say what disagrees, and how it is written if that is certain."""
    field, category = case["field"], case["category"]
    at = case.at("budget_lines", field, case["row"])
    place, found = named(case, "budget_lines", field, at), quoted(case["value"])
    wrong = (
        Text(
            f"비목 {quoted(category)}의 세목이 아닙니다", f"is no subcategory of {quoted(category)}"
        )
        if category
        else Text(
            "코드와 이름이 서로 맞지 않습니다",
            "joins a code and a name that do not belong together",
        )
    )
    candidates, homes = case["candidates"], case["homes"]
    return Violation(
        at=at,
        message=Text(
            f"{place.ko}의 {particle(found, '은', '는')} {wrong.ko}.",
            f"{found} in {place.en} {wrong.en}.",
        ),
        fix=_cure(case.header("budget_lines", field), candidates, homes),
        value=case["value"],
        expected=candidates[0] if len(candidates) == 1 else None,
    )


def _cure(header: str, candidates: tuple[str, ...], homes: tuple[str, ...]) -> Text:
    """Say what may have been meant."""
    if homes:
        listed = ", ".join(quoted(each) for each in homes)
        return Text(
            f"{listed}의 세목이므로 비목을 그것으로 고치거나, 지금 비목의 세목을 다시 고르세요.",
            f"It belongs to {listed}: change the category to that, or choose a subcategory of the present one.",
        )
    listed = ", ".join(quoted(each) for each in candidates)
    return Text(
        f"{listed} 가운데 뜻한 것을 목록에서 다시 고르세요."
        if len(candidates) > 1
        else f"목록에서 {particle(header, '을', '를')} 다시 고르세요.",
        f"Choose what was meant from the list: {listed}."
        if candidates
        else f"Choose {header} from the list again.",
    )


RULE = Rule(
    code="CEL213",
    name="category-mismatch",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="category_cells",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
