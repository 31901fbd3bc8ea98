"""A waiver file is read as it was meant, or refused with each key and what was expected there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from files import DAY, entry, read

from aitx_budget.errors import WaiverError
from aitx_budget.programme.loader import default_programme
from aitx_budget.waivers import load_waivers, waivers_in


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rule": None}, "1번 rule: 빠졌습니다: 면제할 수 있는 규칙의 코드"),
        ({"rule": "SUM999"}, "1번 rule: 면제할 수 있는 규칙의 코드(예: SUM302) ← SUM999"),
        ({"rule": "FIL002"}, "1번 rule: 면제할 수 없는 규칙입니다"),
        ({"rule": "INT999"}, "1번 rule: 면제할 수 없는 규칙입니다"),
        ({"rule": "WVR052"}, "1번 rule: 면제할 수 없는 규칙입니다"),
        ({"region": "서울"}, "1번 region: 이 사업의 지역(예: 경남) ← 서울"),
        ({"reason": "  "}, "1번 reason: 면제한 까닭"),
        ({"approver": 7}, "1번 approver: 승인한 사람이나 부서 ← 7"),
        ({"date": "2026/1/2"}, "1번 date: 승인일인 날짜(예: 2025-10-15) ← 2026/1/2"),
        ({"date": 20260102}, "1번 date: 승인일인 날짜(예: 2025-10-15) ← 20260102"),
        ({"date": dt.datetime(2026, 1, 2, 3)}, "1번 date: 승인일인 날짜"),  # noqa: DTZ001 - TOML's own
        ({"expiry": None}, "1번 expiry: 빠졌습니다"),
        ({"expiry": dt.date(2025, 11, 2)}, "1번 expiry: 만료일인 날짜(예: 2025-10-15), 승인일과 같거나 그 뒤 ← 2025-11-02"),
        ({"cell": "M7"}, "1번 cell: ‘시트!셀’ 하나"),
        ({"cell": "소요예산!M7:M9"}, "1번 cell: ‘시트!셀’ 하나"),
        ({"cell": "소요예산!ZZZZ1"}, "1번 cell: ‘시트!셀’ 하나"),
        ({"key": "P01"}, "1번 key: 지적의 scope 그대로"),
        ({"key": {}}, "1번 key: 지적의 scope 그대로"),
        ({"key": {"projekt": "P01"}}, "1번 key: 지적의 scope 그대로"),
        ({"key": {"fiscal_year": "2026"}}, "1번 key: 지적의 scope 그대로"),
        ({"key": {"source": "도비"}}, "1번 key: 지적의 scope 그대로"),
        ({"cell": "소요예산!M7", "key": {"project": "P01"}}, "1번 cell/key: cell과 key 가운데 하나만"),
        ({"reasons": "x"}, "1번 reasons: 없는 이름입니다. 쓸 수 있는 이름: rule, region, cell, key"),
    ],
)  # fmt: skip
def test_wrong_entry_is_named_with_what_was_expected(changes: dict, said: str) -> None:
    """Each way to write a key wrongly is one line with the entry, the key and what belongs there."""
    with pytest.raises(WaiverError) as refused:
        read(entry(**changes))
    lines = refused.value.text.ko.split("\n")
    assert lines[0].startswith("면제 파일 waivers.toml에 고쳐야 할 항목이 있습니다")
    assert [line.strip() for line in lines[1:] if said in line], lines
    assert len(lines) == 2, lines
    assert "waivers.toml" in refused.value.text.en


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Two wrong entries are told together, each with its number."""
    with pytest.raises(WaiverError) as refused:
        read(entry(rule="X"), entry(), entry(region="Y"))
    assert "1번 rule" in refused.value.text.ko
    assert "3번 region" in refused.value.text.ko


def test_a_table_of_another_name_is_refused() -> None:
    """A file whose entries are called otherwise is not taken for an empty one."""
    with pytest.raises(WaiverError, match=r"waivers: entries that begin with \[\[waiver\]\]"):
        waivers_in({"waivers": [entry()]}, "w.toml", default_programme(), DAY)


def test_one_thing_is_not_waived_twice_for_the_same_days() -> None:
    """Two entries for the same findings are told apart by their days, which must not overlap."""
    first, then = dt.date(2025, 12, 31), dt.date(2026, 1, 1)
    with pytest.raises(WaiverError, match=r"no\. 1 and no\. 2"):
        read(entry(expiry=then), entry(date=then))
    assert len(read(entry(expiry=first), entry(date=then)).entries) == 2
    assert len(read(entry(), entry(cell="소요예산!M7")).entries) == 2


def test_spellings_people_use_mean_the_same() -> None:
    """A region by its full name, a code in small letters, a day as text, a cell with quotes and dollars, 국비."""
    waiver = read(
        entry(rule="sum303", region="경상남도", date="2025-11-03", cell="'소요예산'!$m$7")
    ).entries[0]
    assert (waiver.rule, waiver.region, waiver.cell) == ("SUM303", "경남", "소요예산!M7")
    assert waiver.date == dt.date(2025, 11, 3)
    key = read(entry(key={"source": "국비", "project": "P01"})).entries[0]
    assert key.key == {"project": "P01", "source": "national_funds"}
    assert key.reach.ko == "단위사업 P01, 재원 국비"


def test_resident_numbers_are_covered() -> None:
    """Whoever types a resident number into a reason finds it masked in all that is told."""
    waiver = read(entry(approver="김 900101-1234567")).entries[0]
    assert waiver.approver == "김 900101-1******"
    with pytest.raises(WaiverError) as refused:
        read(entry(rule="900101-1234567"))
    assert "1234567" not in str(refused.value)
    assert "1234567" not in refused.value.text.ko


def test_files_that_cannot_be_read_are_refused_in_a_sentence(tmp_path) -> None:
    """A missing file, a folder, another encoding, no TOML and endless brackets each get one sentence."""
    path = tmp_path / "w.toml"
    for content in (None, b"\xff\xfe\x00", b"[[waiver]", b"a = " + b"[" * 100_000):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(WaiverError, match="waiver file"):
            load_waivers(path, default_programme(), DAY)
    with pytest.raises(WaiverError, match="cannot be read"):
        load_waivers(tmp_path, default_programme(), DAY)


def test_a_file_saved_by_a_plain_editor_is_read(tmp_path) -> None:
    """A byte order mark, which some editors put first, is no error; an empty file waives nothing."""
    path = tmp_path / "w.toml"
    path.write_bytes(b"\xef\xbb\xbf# nothing yet\n")
    assert load_waivers(path, default_programme(), DAY).entries == ()


def test_the_handbooks_example_is_a_waiver_file(tmp_path) -> None:
    """What docs/waivers.md shows is read as it stands."""
    page = (Path(__file__).parents[2] / "docs" / "waivers.md").read_text("utf-8")
    path = tmp_path / "waivers.toml"
    path.write_text(page.split("```toml\n")[1].split("```")[0], "utf-8")
    entries = load_waivers(path, default_programme(), DAY).entries
    assert [each.reach.ko for each in entries] == [
        "소요예산!M9",
        "단위사업 P05, 회계연도 2026, 재원 국비",
    ]
