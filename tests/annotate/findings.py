"""Findings and results made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from aitx_budget.model.address import parse_a1
from aitx_budget.model.finding import Authority, Finding, Measure, Severity, Skip, WorkbookResult
from aitx_budget.model.money import Ratio
from aitx_budget.model.text import Text

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_SHEETS = ("소요예산", "총괄표", "담당자 '메모'장")
_SOURCE = Text("공고 1. 사업개요 > 사업규모", "Notice 1. Overview > Scale")


def finding(  # noqa: PLR0913 - a record with defaults
    severity: Severity,
    sheet: str | None,
    cell: str | None,
    message: str = "금액이 1원 다릅니다.",
    fix: str = "국비를 1원 늘려 주세요.",
    *,
    code: str = "SUM303",
    authority: Authority = Authority.NOTICE,
    shortfall: int = 0,
    related: tuple[str, ...] = (),
) -> Finding:
    """A finding as the checks would make it."""
    measure = Measure(2_100_000_000, 11_666_666_667, Ratio(2, 10), shortfall) if shortfall else None
    return Finding(
        code=code, name="a-name", title=Text("규칙", "a rule"), severity=severity, message=Text(message, "en: " + message),
        fix=Text(fix, "en: " + fix), source=_SOURCE, authority=authority, sheet=sheet, cell=cell,
        related=related, measure=measure, position=_position(sheet, cell),
    )  # fmt: skip


def _position(sheet: str | None, cell: str | None) -> tuple[int, int, int]:
    """Return where the checks would say the finding is."""
    if sheet is None:
        return (-1, 0, 0)
    place = _SHEETS.index(sheet) if sheet in _SHEETS else len(_SHEETS)
    try:
        return (place, *parse_a1(cell or ""))
    except ValueError:
        return (place, 0, 0)


def result(
    findings: Sequence[Finding] = (), *, skipped: Sequence[Skip] = (), refused: bool = False
) -> WorkbookResult:
    """A workbook's result; an amount in it could not be read."""
    return WorkbookResult(
        path="예산/경남 제출본.xlsx",
        refused=refused,
        template={"region": "경남"},
        totals={
            "national_funds": 14_000_000_000,
            "provincial_funds": 4_670_000_000,
            "private_in_kind": None,
            "total_project_cost": 23_333_333_334,
        },
        findings=tuple(findings),
        skipped=tuple(skipped),
    )


def many() -> WorkbookResult:
    """Findings of every kind, at every kind of cell of the rich workbook."""
    others = tuple(f"소요예산!N{row}" for row in range(8, 16))
    return result(
        [
            finding(ERROR, None, None, "‘현물내역’ 시트가 없습니다.", code="STR101"),
            finding(
                ERROR,
                "소요예산",
                "N7",
                "지방비가 20%에 못 미칩니다.",
                code="MAT402",
                shortfall=233_333_334,
                related=others,
            ),
            finding(WARNING, "소요예산", "N7", "두 번째 지적입니다."),
            finding(ERROR, "소요예산", "N9", "=cmd|'/c calc'!A1", "+1-2@x"),
            finding(
                WARNING, "소요예산", "N10", "@장비 심의", "-확인", authority=Authority.PRACTICE
            ),
            finding(NOTE, "소요예산", "H21", "<b>&\x01 제어문자", code="CEL208"),
            finding(NOTE, "소요예산", "A30", "_x0041_ 그대로", authority=Authority.REPORTED),
            finding(ERROR, "총괄표", "B6", "총괄표의 값이 다릅니다."),
            finding(WARNING, "담당자 '메모'장", None, "시트 전체의 지적입니다."),
            finding(ERROR, "없는 시트", "A1", "없는 시트의 지적입니다."),
        ],
        skipped=[Skip("SUM303", "monthly-plan-mismatch", {"project": "P01"}, ("소요예산!N7",))],
    )
