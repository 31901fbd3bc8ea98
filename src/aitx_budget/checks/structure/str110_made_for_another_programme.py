"""A workbook is checked by the programme it was made for.

Why it matters: Years, sources, regions and shares differ from one programme to another; held against another's, a sound workbook seems
    to be full of faults.
Bad: A workbook made for another programme is checked without `--programme` and its file.
Good: It is checked with the file of the programme it was made for.
Source: Form of the standard workbook: it says for which programme it was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.observed import quoted
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """예산서는 그 서식을 만든 사업의 기준으로 점검해야 합니다.

왜 중요한가: 회계연도, 재원, 지역, 비율은 사업마다 다르므로, 다른 사업의 기준으로 점검하면 제대로 적은 예산서도 틀린 것이 많아 보입니다.
잘못된 예: 다른 사업의 서식으로 작성한 예산서를 그 사업의 기준 파일(--programme) 없이 점검했습니다.
바른 예: 서식을 만든 사업의 기준 파일로 점검했습니다.
근거: 표준 서식의 형식: 서식은 어느 사업의 것인지 담고 있습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per workbook whether it was made for the programme at hand, or does not say for which."""
    return (frame["programme"] == programme.id) | (frame["programme"] == "")


def explain(case: Case) -> Violation:
    """Name both programmes, and how the right one is given."""
    made, used = quoted(case["programme"]), case.programme
    return Violation(
        at=None,
        message=Text(
            f"이 예산서는 사업 {made}의 서식인데 사업 '{used.id}'({used.title.ko})의 기준으로 점검했습니다.",
            f"This workbook was made for the programme {made} and was checked by the rules of '{used.id}' ({used.title.en}).",
        ),
        fix=Text(
            f"{made}의 기준 파일을 --programme 옵션으로 지정해 다시 점검하세요. 이 사업에 내는 예산서이면 이 사업의 서식에 옮겨 적어야 합니다.",
            f"Check it again with the file of {made} as --programme; a budget for this programme belongs in this programme's workbook.",
        ),
        value=case["programme"],
        expected=used.id,
    )


RULE = Rule(
    code="STR110",
    name="made-for-another-programme",
    severity=Severity.WARNING,
    authority=Authority.ARITHMETIC,
    view="identities",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
)
