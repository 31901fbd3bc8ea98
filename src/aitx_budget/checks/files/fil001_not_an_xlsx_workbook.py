"""A submitted file is an Excel workbook of the .xlsx format.

Why it matters: Only this format keeps the cells, formulas and codes that the checks read; a changed file name does not change the format.
Bad: A CSV, an HWP document or an old .xls workbook that was renamed to budget.xlsx.
Good: The standard workbook, saved by Excel or 한셀 as "Excel 통합 문서 (*.xlsx)".
Source: This program: the standard workbook is exchanged as .xlsx.
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

MANUAL_KO = """제출 파일은 .xlsx 형식의 엑셀 통합 문서여야 합니다.

왜 중요한가: 점검에 필요한 셀·수식·코드는 이 형식에만 온전히 남으며, 파일 이름만 바꾸어서는 형식이 바뀌지 않습니다.
잘못된 예: CSV, 한글 문서, 옛 .xls 파일의 이름을 예산.xlsx로 바꾸어 냈습니다.
바른 예: 표준 서식을 엑셀이나 한셀에서 "Excel 통합 문서(*.xlsx)"로 저장했습니다.
근거: 이 프로그램: 표준 서식은 .xlsx로 주고받습니다.
"""

_NAMED = {
    "CSV": Text("글자로 저장한 표(CSV)", "a table saved as text (CSV)"),
    "text": Text("글자 파일(텍스트)", "a plain text file"),
    "HWP": Text("한글(HWP) 문서", "an HWP document"),
    "HWPX": Text("한글(HWPX) 문서", "an HWPX document"),
    "PDF": Text("PDF 문서", "a PDF document"),
    "HTML": Text("웹 페이지(HTML)", "a web page (HTML)"),
    "zip": Text("압축 파일(zip)", "a zip archive"),
    "OLE": Text("옛 오피스 문서", "an old office document"),
}
"""What people call a format, where its own name does not say it."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per file whether it was read, or refused for another reason."""
    return frame["reason"] != Refused.NOT_XLSX.value


def explain(case: Case) -> Violation:
    """Name the format that was met."""
    found = case["detail"] if case["detail"] not in ("", "unknown") else ""
    named = _NAMED.get(found, Text(f"{found} 형식", found))
    ko = f"가 아니라 {named.ko}이므로" if found else "가 아니므로"
    en = f"is {named.en}, not an .xlsx workbook" if found else "is not an .xlsx workbook"
    return Violation(
        at=None,
        message=Text(
            f"이 파일의 내용은 .xlsx 통합 문서{ko} 점검할 수 없으니, 원본을 열어 xlsx로 다시 저장해 제출하세요.",
            f"This file's content {en}, so it cannot be checked: open the original and save it again as .xlsx.",
        ),
        fix=Text(
            "표준 서식에 작성한 원본을 엑셀이나 한셀에서 열어 'Excel 통합 문서(*.xlsx)'로 저장한 뒤 제출하세요. 파일 이름만 바꾸어서는 안 됩니다.",
            "Open the standard workbook that was filled in, in Excel or 한셀, save it as 'Excel Workbook (*.xlsx)' and submit that; renaming the file is not enough.",
        ),
        value=found or None,
        expected="xlsx",
    )


RULE = Rule(
    code="FIL001",
    name="not-an-xlsx-workbook",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="files",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
