"""A submitted file holds no macros, embedded objects or connections to outside data.

Why it matters: Content that acts by itself can harm whoever opens the file, and can change the figures after they were checked.
Bad: A workbook saved with macros, or with a query to another system's database.
Good: A macro-free workbook (*.xlsx) with values and formulas alone.
Source: This program: a file with active content is not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Refused
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """제출 파일에 매크로, 삽입 개체, 외부 데이터 연결이 없어야 합니다.

왜 중요한가: 스스로 실행되는 내용은 여는 사람에게 해를 끼칠 수 있고, 점검한 뒤에 금액을 바꿀 수 있습니다.
잘못된 예: 매크로를 담아 저장했거나, 다른 시스템의 데이터베이스에 연결된 통합 문서입니다.
바른 예: 값과 수식만 있는 매크로 없는 통합 문서(*.xlsx)입니다.
근거: 이 프로그램: 스스로 실행되는 내용이 있는 파일은 읽지 않습니다.
"""

_NAMED = {
    "VBA": "VBA 매크로",
    "Excel 4.0 macro": "엑셀 4.0 매크로",
    "ActiveX": "ActiveX 컨트롤",
    "OLE": "삽입 개체",
    "connections": "외부 데이터 연결",
    "query table": "외부 데이터 쿼리",
    "DDE/OLE link": "다른 프로그램과의 연결",
}
"""What may act by itself, as intake calls it and in Korean."""

_MET = re.compile(rf"({'|'.join(map(re.escape, _NAMED))})(?: \((.*)\))?")


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per file whether it was read, or refused for another reason."""
    return frame["reason"] != Refused.ACTIVE.value


def explain(case: Case) -> Violation:
    """Name the part that acts."""
    korean, part = (f"({said})" if said else "" for said in _said(case["detail"]))
    return Violation(
        at=None,
        message=Text(
            f"매크로, 삽입 개체, 외부 데이터 연결처럼 스스로 실행될 수 있는 내용{korean}이 있어 점검하지 않았으니, 이를 지운 xlsx 파일을 다시 제출하세요.",
            f"This file holds content that may act by itself, such as macros, embedded objects or data connections{' ' + part if part else ''}, and was not checked: submit an .xlsx without it.",
        ),
        fix=Text(
            "외부 데이터 연결은 [데이터 > 쿼리 및 연결]에서, 삽입 개체와 컨트롤은 골라서 지운 뒤, [파일 > 다른 이름으로 저장]에서 "
            "'Excel 통합 문서(*.xlsx)'로 저장해 다시 제출하세요. 매크로는 그렇게 저장하면 없어집니다.",
            "Delete connections under Data > Queries & Connections, and embedded objects and controls where they stand; then "
            "save it as an Excel Workbook (*.xlsx), which leaves macros out, and submit that.",
        ),
        value=case["detail"] or None,
    )


def _said(detail: str) -> Text:
    """Return what was met, and where: `VBA (xl/vbaProject.bin)` as `VBA 매크로, xl/vbaProject.bin`."""
    match = _MET.fullmatch(detail)
    if match is None:
        return Text(detail, detail)
    part = f", {match[2]}" if match[2] else ""
    return Text(f"{_NAMED[match[1]]}{part}", f"{match[1]}{part}")


RULE = Rule(
    code="FIL006",
    name="active-content",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="files",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
