"""A submitted file is whole.

Why it matters: What is missing from a damaged file cannot be known, so none of it is taken for a budget.
Bad: Half of a file, from a transfer that broke off.
Good: The complete file, which Excel opens without an offer of repair.
Source: This program: a part of a file cannot be read alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import CUT_SHORT, UNOPENED, Refused
from aitx_budget.model.system import reason
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """제출 파일은 손상되지 않아야 합니다.

왜 중요한가: 손상된 파일에서 무엇이 빠졌는지 알 수 없으므로, 일부만 읽어 예산으로 삼지 않습니다.
잘못된 예: 전송이 끊겨 파일이 절반만 남았습니다.
바른 예: 엑셀에서 복구 안내 없이 열리는 온전한 파일입니다.
근거: 이 프로그램: 파일의 일부만 읽을 수는 없습니다.
"""

_PART = re.compile(r"\.\w+")
"""A part of the package is told by its file name; anything else that was met says nothing to people."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per file whether it was read, or refused for another reason."""
    return frame["reason"] != Refused.DAMAGED.value


def explain(case: Case) -> Violation:
    """Name the part that could not be read, where it is one of the workbook's."""
    if case["detail"].startswith(UNOPENED):
        return _unopened(case["detail"].removeprefix(UNOPENED))
    if case["detail"].startswith(CUT_SHORT):
        return _cut_short(case["detail"].removeprefix(CUT_SHORT))
    part = case["detail"] if _PART.search(case["detail"]) else ""
    korean, english = (f"({part} 부분)", f" ({part})") if part else ("", "")
    return Violation(
        at=None,
        message=Text(
            f"파일이 손상되어{korean} 읽을 수 없으니, 온전한 파일을 다시 제출하세요.",
            f"This file is damaged{english} and cannot be read: submit one that is whole.",
        ),
        fix=Text(
            "파일이 엑셀에서 열리면 다른 이름으로 저장해 제출하고, 열리지 않으면 보내기 전의 원본이나 백업 파일을 찾아 제출하세요.",
            "If Excel opens the file, save it under another name and submit that; if not, submit the original from before the transfer, or a backup of it.",
        ),
        value=case["detail"] or None,
    )


def _unopened(name: str) -> Violation:
    """Tell of a file that may be whole, but was not to be had; `name` is the system's for why."""
    why = reason(name)
    return Violation(
        at=None,
        message=Text(
            f"파일을 열 수 없어({why.ko}) 점검하지 못했으니, 읽을 수 있게 한 뒤 다시 점검하세요.",
            f"This file could not be opened ({why.en}) and was not checked: make it readable and check it again.",
        ),
        fix=Text(
            "다른 프로그램에서 열려 있으면 닫고, 읽기 권한이 있는지 확인한 뒤 다시 점검하세요.",
            "Close it in other programs, see that you may read it, and check it again.",
        ),
        value=name,
    )


def _cut_short(status: str) -> Violation:
    """Tell of a file with which the process that read it ended: damage that no reader foresees, or a system in need."""
    return Violation(
        at=None,
        message=Text(
            f"파일을 읽는 도중 프로그램이 갑자기 멈추어(종료 코드 {status}) 점검하지 못했으니, 엑셀에서 다시 저장한 파일을 제출하세요.",
            f"The process that read this file ended suddenly (exit status {status}), so it was not checked: save it again in Excel and submit that.",
        ),
        fix=Text(
            "엑셀에서 열어 다른 이름으로 저장한 파일을 점검하고, 그래도 같으면 이 파일만 따로 점검하세요.",
            "Open it in Excel, save it under another name and check that; if it happens again, check this file alone.",
        ),
        value=status,
    )


RULE = Rule(
    code="FIL004",
    name="damaged-file",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="files",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
