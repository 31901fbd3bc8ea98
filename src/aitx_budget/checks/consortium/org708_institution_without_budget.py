"""Every institution of the consortium but the government has a line in the budget.

Why it matters: A member without money is often a line that was forgotten, or a member that left.
Bad: I04 stands in 수행기관, but no line of 소요예산 has it.
Good: Each institution has at least one line; the government, which steers, may have none.
Source: Form of the standard workbook: institutions perform the budget's lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """지방자치단체를 뺀 컨소시엄의 모든 기관에는 예산이 있는 것이 보통입니다.

왜 중요한가: 예산이 없는 기관은 예산 행을 빠뜨렸거나 컨소시엄에서 빠진 기관인 경우가 많습니다.
잘못된 예: I04가 수행기관에 있는데 소요예산에는 한 행도 없습니다.
바른 예: 기관마다 예산이 한 행 이상 있습니다. 총괄하는 지방자치단체는 없어도 됩니다.
근거: 표준 서식의 형식: 예산은 수행기관이 집행합니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per institution whether a line of the budget has its code; a government may only steer."""
    return frame["used"].astype(bool) | frame["type"].isin(
        programme.consortium.government_types.value
    )


def explain(case: Case) -> Violation:
    """Name it and ask for its lines."""
    label = f"{case['code']} {case['name']}".strip()
    twin = _twin(case)
    again = (
        Text(
            f"{particle(twin.a1, '과', '와')} 사업자등록번호가 같습니다. 두 번 적었으면 이 행을 지우세요. 아니면 ",
            f"It has the registration number of {twin.a1}; if it was entered twice, delete this row. Otherwise: ",
        )
        if twin
        else Text("", "")
    )
    return Violation(
        at=case.at("institutions", "code", case["row"]),
        related=(twin,),
        message=Text(
            f"기관 {label}의 소요예산이 한 행도 없습니다.",
            f"The institution {label} has no line in the budget.",
        ),
        fix=Text(
            f"{again.ko}소요예산에 빠진 행을 넣으세요. 예산 없이 참여하는 기관이면 그대로 두고, 참여하지 않게 된 기관이면 이 행을 지우세요.",
            f"{again.en}Add the missing lines. If the institution takes part without a budget, leave this row; if it has left, delete the row.",
        ),
        scope={"institution": case["code"]},
    )


def _twin(case: Case) -> CellRef | None:
    """Return the code of another institution that has the same registration number; None where there is none."""
    found = case.submission.tables.get("institutions") if case.submission else None
    if found is None or "registration_number" not in found.values:
        return None
    numbers = dict(zip(found.rows, found.values["registration_number"], strict=True))
    own = numbers.pop(case["row"])
    twin = next((row for row, number in numbers.items() if own and number == own), 0)
    return case.at("institutions", "code", twin) if twin else None


RULE = Rule(
    code="ORG708",
    name="institution-without-budget",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="institution_use",
    needs=("used", "type"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    parameters=("consortium.government_types",),
    scopes=REGION,
)
