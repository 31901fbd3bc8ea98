"""Workbooks of several regions as they are returned, read without any Excel library."""

from __future__ import annotations

from collections.abc import Callable

from aitx_budget.intake import understand
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
