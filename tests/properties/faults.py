"""Budgets with any of a handful of faults: of cells, rows, sums, ratios, and of one table against another."""

from __future__ import annotations

from hypothesis import strategies as st

from workbooks import Value, Workbook

FAULTS: tuple[tuple[str, str, int, Value], ...] = (
    ("소요예산", "국비", 3, "1,000~2,000"),
    ("소요예산", "국비", 9, "1,400,000,000원"),
    ("소요예산", "기관코드", 6, "I09"),
    ("소요예산", "단가", 4, 4_000_000),
    ("소요예산", "시군구비", 11, None),
    ("자산구매계획", "구매예정월", 2, "2027-03"),
    ("자산구매계획", "국비", 3, 560_000_001),
    ("참여기업", "기업명", 1, None),
    ("참여기업", "기업현물", 5, 6_000_001),
    ("현물내역", "참여율", 1, 0.5),
    ("월별계획", "2025.11", 2, 7),
    ("기본정보", "담당자", 1, "900101-1234567"),
)
"""(sheet, header, record, what is typed there); each gives at least one finding."""


def book_with(faults: list[tuple[str, str, int, Value]]) -> Workbook:
    """Return the consistent example with these faults typed in."""
    book = Workbook()
    for fault in faults:
        book.put(*fault)
    return book


def faulty() -> st.SearchStrategy[Workbook]:
    """Any of the faults together, or none."""
    return st.lists(st.sampled_from(FAULTS), unique=True, max_size=len(FAULTS)).map(book_with)
