"""Workbooks of several regions as they are returned, read without any Excel library."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from aitx_budget.consolidate import Consolidation, gather
from aitx_budget.intake.understanding import understand
from aitx_budget.model.submission import Refusal, Refused, Submission
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook

PROGRAMME = default_programme()
REGIONS = ("경남", "대구", "울산", "전남", "제주")

Edit = Callable[[Workbook], object]


def returned(
    region: str = "경남", *edits: Edit, path: str = "", scope: str = "region"
) -> Submission:
    """Return the consistent example as a region's workbook, edited."""
    book = Workbook(region=region, scope=scope)
    book.put("기본정보", "광역지방자치단체", 1, region)
    for edit in edits:
        edit(book)
    read = understand(book.raw(), path or f"{region}.xlsx", PROGRAMME)
    assert isinstance(read, Submission)
    return read


def revision(number: int | None, day: str = "2025-10-10") -> Edit:
    """Return the edit that types 제출차수 and 작성일."""

    def edit(book: Workbook) -> None:
        book.put("기본정보", "제출차수", 1, number)
        book.put("기본정보", "작성일", 1, day)

    return edit


def refused(path: str = "손상.xlsx") -> Refusal:
    """Return a file that could not be read."""
    return Refusal(path, Refused.DAMAGED, "zip")


@cache
def calm() -> Consolidation:
    """Return a consolidation of five regions in order."""
    return gather([returned(region) for region in REGIONS], PROGRAMME)


def rough_files(troubled: Edit, gone: str) -> list[Submission | Refusal]:
    """Return files that are troubled, superseded, of no region, without a column, without the sheet `gone`, unread."""
    return [
        returned("대구", troubled, path="troubled.xlsx"),
        returned("울산", revision(1), path="old.xlsx"),
        returned("울산", revision(2), path="new.xlsx"),
        returned("서울", path="=cmd.xlsx"),
        returned("제주", lambda book: book.remove_column("소요예산", "시군구비")),
        returned("전남", lambda book: book.delete_sheet(gone)),
        returned(scope="institution", path="기관.xlsx"),
        refused(),
    ]
