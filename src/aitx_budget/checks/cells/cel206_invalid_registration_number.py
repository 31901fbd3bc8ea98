"""A business registration number has ten digits and a right check digit.

Why it matters: Firms and institutions are known by this number; a wrong one points to nobody, or to somebody else.
Bad: 123-45-67890.
Good: 123-45-67891.
Source: Arithmetic: the check digit of the business registration number (weights 1,3,7,1,3,7,1,3,5).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import named, quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """사업자등록번호는 10자리이고 검증번호가 맞아야 합니다.

왜 중요한가: 기업과 기관은 이 번호로 알아보므로, 틀린 번호는 없는 곳이나 다른 곳을 가리킵니다.
잘못된 예: 123-45-67890.
바른 예: 123-45-67891.
근거: 산술: 사업자등록번호의 검증번호 계산(가중치 1,3,7,1,3,7,1,3,5).
"""

_DIGITS = 10


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per number whether its digits and check digit are right."""
    return frame["valid"].astype(bool)


def explain(case: Case) -> Violation:
    """Say whether the length or the check digit is wrong."""
    at = case.at(case["table"], case["field"], case["row"])
    place = named(case, case["table"], case["field"], at)
    digits = re.sub(r"\D", "", case["value"])
    ten = re.fullmatch(r"[\d-]+", case["value"]) is not None and len(digits) == _DIGITS
    why = (
        Text("마지막 자리의 검증번호가 맞지 않습니다", "its check digit is wrong")
        if ten
        else Text("숫자 10자리가 아닙니다", "it is not ten digits")
    )
    return Violation(
        at=at,
        message=Text(
            f"{place.ko}의 {particle(quoted(case['value']), '은', '는')} 올바른 사업자등록번호가 아닙니다({why.ko}).",
            f"{quoted(case['value'])} in {place.en} is not a valid business registration number: {why.en}.",
        ),
        fix=Text(
            "사업자등록증을 보고 10자리 번호를 123-45-67891처럼 다시 적으세요.",
            "Type the ten digits again from the registration certificate, as 123-45-67891.",
        ),
        value=case["value"],
    )


RULE = Rule(
    code="CEL206",
    name="invalid-registration-number",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="registrations",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
