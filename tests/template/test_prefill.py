"""Data files become typed records, or an error that names file, table and column."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from aitx_budget.errors import PrefillError
from aitx_budget.programme.loader import default_programme
from aitx_budget.template import write_template
from aitx_budget.template.prefill import load_prefill, with_submitter


def _write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_csv_by_header(tmp_path: Path, encoding: str) -> None:
    """A CSV named after a sheet is read by its headers, in the encodings Korean offices save."""
    text = '연번,회계연도,국비,수량,비고\n1,2025,"1,200,000",2.5,\n'
    path = _write(tmp_path, "소요예산.csv", text, encoding)
    expected = {
        "number": 1,
        "fiscal_year": 2025,
        "national_funds": 1_200_000,
        "quantity": Decimal("2.5"),
        "remarks": None,
    }
    assert load_prefill([path]) == {"budget_lines": [expected]}


def test_json_by_title_name_and_alias(tmp_path: Path) -> None:
    """JSON holds several tables; fields may be named by header, alias or field name; a form is one record."""
    text = """{"기본정보": {"시도": "경남", "협약일": "2025-10-15", "2025 국비배정액": 7000000000},
    "unit_projects": [{"code": "P01", "시작월": "2025-10", "last_month": 202612}]}"""
    loaded = load_prefill([_write(tmp_path, "data.json", text)])
    basics = {
        "region": "경남",
        "agreement_date": dt.date(2025, 10, 15),
        "allotment_2025": 7_000_000_000,
    }
    assert loaded == {
        "basics": [basics],
        "unit_projects": [{"code": "P01", "first_month": 202510, "last_month": 202612}],
    }


def test_parquet_with_blanks(tmp_path: Path) -> None:
    """Parquet columns that blanks have turned into floats come back as whole won, blanks as blanks."""
    frame = pd.DataFrame({"사업코드": ["P01", "P02"], "국비": [7_000_000_000.0, None]})
    path = tmp_path / "budget_lines.parquet"
    frame.to_parquet(path)
    assert load_prefill([path]) == {
        "budget_lines": [
            {"project": "P01", "national_funds": 7_000_000_000},
            {"project": "P02", "national_funds": None},
        ]
    }


def test_files_add_up_and_reach_the_workbook(tmp_path: Path) -> None:
    """Records of several files for one table follow one another and can be written."""
    files = [
        _write(tmp_path, "수행기관.csv", "기관코드,기관명\nI01,경상남도\n"),
        _write(tmp_path, "more.json", '{"수행기관": [{"기관코드": "I02", "기관명": "대학"}]}'),
    ]
    loaded = load_prefill(files)
    assert [each["code"] for each in loaded["institutions"]] == ["I01", "I02"]
    assert write_template(default_programme(), prefill=loaded)


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("소요예산.csv", "국비\n1.5\n", ["소요예산.csv", "국비", "1번째"]),
        ("소요예산.csv", "국비\n오백만\n", ["국비", "오백만"]),
        ("소요예산.csv", "색깔\n빨강\n", ["색깔"]),
        ("소요예산.csv", "산출금액\n5\n", ["산출금액"]),
        ("소요예산.csv", "국비,national_funds\n1,2\n", ["national_funds"]),
        ("소요예산.csv", "국비\n1,2\n", ["소요예산"]),
        ("없는표.csv", "국비\n1\n", ["없는표"]),
        ("단위사업.csv", "시작월\n2025.1\n", ["시작월", "2025.1"]),
        ("기본정보.csv", "협약일\n어제\n", ["협약일", "어제"]),
        ("data.json", '{"소요예산": 5}', ["data.json", "소요예산"]),
        ("data.json", '{"소요예산": [{"국비": [1]}]}', ["국비"]),
        ("data.json", '{"소요예산": [{"국비": NaN}]}', ["국비"]),
        ("data.json", '{"소요예산": [{"국비": 1e999999999}]}', ["국비"]),
        ("data.json", '{"소요예산": [{"수량": 1e-999999999}]}', ["수량"]),
        ("data.json", '{"소요예산": [{"세부항목": "\\ud800 반쪽"}]}', ["세부항목"]),
        ("소요예산.csv", f"비고\n{'길' * 32_768}\n", ["비고"]),
        ("data.json", "{", ["data.json"]),
        ("data.xlsx", "", ["data.xlsx"]),
    ],
)
def test_errors_name_the_place(tmp_path: Path, name: str, text: str, named: list[str]) -> None:
    """What does not fit is refused with the words an officer needs to find it."""
    with pytest.raises(PrefillError) as caught:
        load_prefill([_write(tmp_path, name, text)])
    assert all(word in caught.value.text.ko for word in named)


def test_parquet_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow a Parquet file is an error that says what to install."""

    def missing(_: object) -> None:
        raise ImportError

    monkeypatch.setattr(pd, "read_parquet", missing)
    with pytest.raises(PrefillError, match="pyarrow"):
        load_prefill([tmp_path / "소요예산.parquet"])


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is an error of ours, not a traceback."""
    with pytest.raises(PrefillError):
        load_prefill([tmp_path / "소요예산.csv"])


ALONE = {"institutions": [{"code": "I03"}]}


@pytest.mark.parametrize(
    ("given", "submitter"),
    [
        (ALONE, "I03"),
        (ALONE | {"basics": [{"region": "경남"}]}, "I03"),
        (ALONE | {"basics": [{"submitter": "I02"}]}, "I02"),
        ({"institutions": [{"code": "I02"}, {"code": "I03"}]}, None),
        ({"institutions": [{"name": "예시대학교"}]}, None),
        ({}, None),
    ],
)
def test_an_institution_declared_alone_is_whose_workbook_it_is(
    given: dict[str, list[dict[str, str]]], submitter: str | None
) -> None:
    """Its own code is entered for it; what is said otherwise stays, and nothing is guessed between several."""
    filled = with_submitter(given)
    assert (filled.get("basics") or [{}])[0].get("submitter") == submitter
    assert {**filled, "basics": []} == {**given, "basics": []}
    if submitter:
        book = openpyxl.load_workbook(
            io.BytesIO(write_template(default_programme(), scope="institution", prefill=filled))
        )
        assert book["기본정보"]["B19"].value == submitter


def test_a_region_has_no_entry_for_whose_workbook_it_is() -> None:
    """The entry is an institution's: data that fills it in a region's workbook is told not to fit."""
    with pytest.raises(PrefillError) as told:
        write_template(default_programme(), prefill={"basics": [{"submitter": "I03"}]})
    assert "submitter" in told.value.text.ko
