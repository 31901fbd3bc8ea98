"""Results made by hand, so that reports are tested without any check having run."""

from __future__ import annotations

from aitx_budget.checks.selection import named
from aitx_budget.model.finding import Authority, Finding, Measure, Severity, Skip, WorkbookResult
from aitx_budget.model.money import Ratio
from aitx_budget.model.text import Text
from aitx_budget.programme.loader import default_programme

EVIL = '=HYPERLINK("http://x","y")<script>alert(1)</script>&\x1b[31m'
"""A text that would be a formula in a worksheet, a script in a page and a colour on a terminal."""

IDENTITY = {"id": "aitx-budget-standard", "scope": "region", "region": "경남", "layout": "1"}
TOTALS = {
    "national_funds": 14_000_000_000,
    "provincial_funds": 5_000_000_000,
    "municipal_funds": 2_000_000_000,
    "private_cash": 1_000_000_000,
    "private_in_kind": 1_300_000_000,
    "total_project_cost": 23_300_000_000,
}

SHORT = Finding(
    code="MAT401",
    name="matching-below-minimum",
    title=named("MAT401").title(default_programme()),
    severity=Severity.ERROR,
    message=Text("매칭이 모자랍니다.", "Matching is short."),
    fix=Text("지방비를 20,000,000원 늘리세요.", "Raise local funds by 20,000,000 won."),
    source=Text("공고 1. 사업개요", "Notice 1. Overview"),
    authority=Authority.NOTICE,
    sheet="소요예산",
    cell="M7",
    related=("소요예산!M8",),
    value=9_300_000_000,
    expected=">= 9320000000",
    measure=Measure(9_300_000_000, 23_300_000_000, Ratio(4, 10), 20_000_000),
)
LATE = Finding(
    code="AST607",
    name="late-purchase",
    title=named("AST607").title(default_programme()),
    severity=Severity.WARNING,
    message=Text(f"품명 {EVIL}의 구매가 늦습니다.", f"{EVIL} is bought late."),
    fix=Text("=1+1", "=1+1"),
    source=Text("실무 관행", "Common practice"),
    authority=Authority.PRACTICE,
    sheet="자산구매계획",
    cell="Q9",
)
REFUSAL = Finding(
    code="FIL002",
    name="password-protected",
    title=named("FIL002").title(default_programme()),
    severity=Severity.ERROR,
    message=Text("암호가 걸린 파일입니다.", "The file has a password."),
    fix=Text("암호를 풀고 다시 제출하세요.", "Remove the password and return it again."),
    source=Text("제출 형식", "Form of return"),
    authority=Authority.ARITHMETIC,
)
CRASH = Finding(
    code="INT999",
    name="check-crashed",
    title=named("INT999").title(default_programme()),
    severity=Severity.ERROR,
    message=Text("점검이 멈추었습니다.", "A check stopped."),
    fix=Text("개발자에게 알려 주세요.", "Please report it."),
    source=Text("프로그램", "Program"),
    authority=Authority.ARITHMETIC,
)
SKIP = Skip("MAT402", "local-share-below-minimum", {"project": "P01"}, ("소요예산!N7",))


def workbook(
    *findings: Finding, path: str = "경남.xlsx", skipped: tuple[Skip, ...] = ()
) -> WorkbookResult:
    """Return the result of a checked workbook."""
    return WorkbookResult(path, False, IDENTITY, TOTALS, findings, skipped, ("소요예산",))


def refused(path: str = "암호.xlsx") -> WorkbookResult:
    """Return the result of a file that could not be checked."""
    return WorkbookResult(path, True, {}, {}, (REFUSAL,))


RUN = (
    workbook(SHORT, LATE, skipped=(SKIP,)),
    workbook(path="울산.xlsx"),
    refused(),
)
