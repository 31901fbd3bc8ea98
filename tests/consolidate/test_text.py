"""A consolidation on the screen: what is not in is named, row by row."""

from __future__ import annotations

from returned import PROGRAMME, returned

from aitx_budget.consolidate import gather, text
from aitx_budget.model.text import Language


def test_every_refused_row_is_named_with_what_stands_there():
    """A row whose amount cannot be read is named with its cell, and rows of a lost column with the column's name."""
    files = [
        returned("대구", lambda book: book.put("소요예산", "국비", 6, "협의 중")),
        returned("제주", lambda book: book.remove_column("소요예산", "시군구비")),
    ]
    made = gather(files, PROGRAMME)
    said = [line.text for line in text.lines(made, Language.KO)]
    assert "금액을 읽지 못해 제외한 행 (13)" in said
    assert "  대구 소요예산 12행: M12 ‘협의 중’" in said
    lost = [line for line in said if line.endswith("시군구비 열을 찾지 못했습니다.")]
    assert lost == [
        f"  제주 소요예산 {row}행: 시군구비 열을 찾지 못했습니다." for row in range(7, 19)
    ]
    total = next(line for line in said if line.startswith("  합계"))
    assert total.split()[-1] == "13"
