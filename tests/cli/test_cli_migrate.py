"""`migrate` from the line: what it says, what it writes, and how it ends."""

from __future__ import annotations

from pathlib import Path

from lines import answer

KEPT = Path(__file__).parents[1] / "layouts/1"


def test_it_says_what_was_moved(capsys, tmp_path):
    """Layouts, cells found, carried and listed, what is new, and how the findings fared; in both languages."""
    target = tmp_path / "새.xlsx"
    said = answer(capsys, "migrate", KEPT / "institution_filled.xlsx", "-o", target)
    assert said.code == 0
    assert "institution_filled.xlsx: 서식 버전 1 → 2\n" in said.out
    assert "입력된 칸 191개 = 제자리에 옮긴 칸 189개 + 옮긴내용 시트에 적은 칸 2개" in said.out
    assert "새로 생긴 칸: 기본정보 ‘제출기관코드’" in said.out
    assert "점검 지적: 신규 0 · 남음 11 · 해소 1" in said.out
    assert "가린 채로 옮겼습니다" in said.out
    assert "900101-1234567" not in said.out + said.err
    assert f"저장했습니다: {target}" in said.err
    words = ("--lang", "en", "migrate", KEPT / "institution_filled.xlsx", "-o", target, "--force")
    said = answer(capsys, *words)
    assert "191 filled cells = 189 carried to their place + 2 listed" in said.out


def test_it_refuses_in_one_sentence(capsys, tmp_path):
    """A current workbook, a file that is none, an output that exists: exit code 2, one sentence, nothing written."""
    old, none = KEPT / "region_blank.xlsx", tmp_path / "쪽지.xlsx"
    none.write_bytes(b"hello")
    there = tmp_path / "있음.xlsx"
    there.write_bytes(b"kept")
    target = tmp_path / "새.xlsx"
    for source, output, words in (
        (KEPT.parent / "2/region_blank.xlsx", target, "이미 현재 서식"),
        (none, target, "쪽지.xlsx"),
        (old, there, "--force"),
        (old, old, "덮어쓰지 않습니다"),
    ):
        said = answer(capsys, "migrate", source, "-o", output)
        assert (said.code, said.out) == (2, "")
        assert words in said.err
        assert len(said.err.strip().splitlines()) == 1
    assert not target.exists()
    assert there.read_bytes() == b"kept"
