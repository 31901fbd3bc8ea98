"""A submitted file opens without a password.

Why it matters: A workbook with a password to open is encrypted, so nothing in it can be read.
Bad: The workbook was saved with a password to open.
Good: The password was removed; the protection of single sheets that the standard workbook has may stay.
Source: This program: encrypted content cannot be checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Refused
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """제출 파일은 암호 없이 열려야 합니다.

왜 중요한가: 열기 암호가 있는 통합 문서는 내용이 암호화되어 아무것도 읽을 수 없습니다.
잘못된 예: 열기 암호를 걸어 저장했습니다.
바른 예: 열기 암호를 없앴습니다. 표준 서식에 걸려 있는 시트 보호는 그대로 두어도 됩니다.
근거: 이 프로그램: 암호화된 내용은 점검할 수 없습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per file whether it was read, or refused for another reason."""
    return frame["reason"] != Refused.PASSWORD.value


def explain(case: Case) -> Violation:
    """Say how the password is removed: that of a workbook, or that of the zip it came in."""
    if case["detail"] == "zip":
        return Violation(
            at=None,
            message=Text(
                "압축 파일에 암호가 걸려 있어 점검할 수 없으니, 암호 없이 다시 압축해 제출하세요.",
                "The zip has a password and cannot be checked: pack it again without one and submit that.",
            ),
            fix=Text(
                "암호로 압축을 푼 뒤, 엑셀 파일을 그대로 내거나 암호 없이 다시 압축해 제출하세요.",
                "Unpack it with the password, and submit the workbooks themselves or a zip without a password.",
            ),
        )
    return Violation(
        at=None,
        message=Text(
            "열기 암호가 걸려 있어 점검할 수 없으니, 암호를 지우고 저장해 다시 제출하세요.",
            "This file has a password to open and cannot be checked: clear the password, save and submit it again.",
        ),
        fix=Text(
            "엑셀에서 암호로 연 뒤 [파일 > 정보 > 통합 문서 보호 > 암호 설정]에서 암호를 지우고 저장해 다시 제출하세요.",
            "Open it with the password in Excel, clear the password under File > Info > Protect Workbook > Encrypt with Password, save and submit it again.",
        ),
    )


RULE = Rule(
    code="FIL002",
    name="password-protected",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="files",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
