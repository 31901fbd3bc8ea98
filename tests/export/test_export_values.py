"""What stands in the files: the same in both formats, nothing lost, nothing run."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from exports import TEXTS, files, plain_rows, put, rough
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from aitx_budget.consolidate import gather
from aitx_budget.export import PACKAGE, render
from aitx_budget.export.csv_ import GUARD, GUARDED, dashed_day, guarded, thousandths, unguarded
from aitx_budget.model.finding import Weight
from aitx_budget.model.text import Text
from aitx_budget.model.waiver import Waiver, Waivers
from consolidate.returned import PROGRAMME, calm, returned


def as_written(value: object, kind: str) -> str:
    """Return how a value that Parquet holds is to stand in CSV, by the type the descriptor gives there."""
    if value is None:
        return ""
    if kind == "yearmonth":
        return f"{value:%Y-%m}"
    return str(value).lower() if kind == "boolean" else str(value)


@pytest.mark.parametrize("made", [calm, rough])
def test_both_formats_say_the_same(made):
    """Cell by cell CSV is Parquet, once the guard is taken off texts."""
    seen = 0
    for each in json.loads(files(made())[PACKAGE])["resources"]:
        if each["format"] != "csv":
            continue
        table, kinds = each["name"], {own["name"]: own["type"] for own in each["schema"]["fields"]}
        stored = parquet.read_table(pa.BufferReader(files(made())[f"{table}.parquet"])).to_pylist()
        for row, cells in zip(stored, plain_rows(made(), table), strict=True):
            for name, value in row.items():
                cell = unguarded(cells[name]) if kinds[name] == "string" else cells[name]
                assert as_written(value, kinds[name]) == cell, (table, name)
                seen += 1
    assert seen > 5_000


def test_what_was_typed_is_what_is_there():
    """Parquet holds each text as intake read it; CSV too, once the guard is off, over line breaks and quotes."""
    submission = next(each for each in rough().regions if each.label == "대구").submission
    typed = list(submission.tables["budget_lines"].values["item"])
    assert sum(text in typed for text in TEXTS) > 8
    items = typed[:5] + typed[6:]  # the sixth row's money cannot be read
    lines = [row for row in plain_rows(rough(), "budget_lines") if row["region"] == "대구"]
    assert [unguarded(row["item"]) for row in lines] == items
    frame = pd.read_parquet(io.BytesIO(files(rough())["budget_lines.parquet"]))
    assert frame[frame["region"] == "대구"]["item"].tolist() == items


@pytest.mark.parametrize("made", [calm, rough])
def test_no_text_of_a_csv_is_run(made):
    """No cell begins as a formula does, save whole numbers below zero."""
    for name, data in files(made()).items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
                for cell in row:
                    below_zero = cell.startswith("-") and cell[1:].isdigit()
                    assert below_zero or not cell.startswith(("=", "+", "-", "@")), (name, cell)


@pytest.mark.parametrize("first", [*"=+-@＝＋－＠'", "\t", "\r", "\n"])
def test_what_a_spreadsheet_may_run_is_guarded(first):
    """Each beginning of a formula, in full width too, and what a program may skip before one; nothing else is touched."""
    assert guarded(f"{first}1") == f"'{first}1"
    assert guarded(f"1{first}") == f"1{first}"


@given(st.text() | st.builds("".join, st.lists(st.sampled_from([*GUARDED, "가", "1"]))))
def test_the_guard_comes_off_again(text):
    """Whatever a text is, nothing runs it in CSV, and the guard comes off as it was put on."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple(each for each in GUARDED if each != GUARD))


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0.000"), (1, "0.001"), (99_125, "99.125"), (-1, "-0.001"), (-2_500, "-2.500")],
)
def test_thousandths_are_written_out(number, text):
    """A quantity has three places, on both sides of zero."""
    assert thousandths(number) == text


def test_days_are_written_out():
    """A day is written as ISO 8601 has it."""
    assert dashed_day(20260105) == "2026-01-05"


def test_excel_reads_a_csv_as_korean():
    """Every CSV begins with the byte order mark that makes Excel read UTF-8, and then with its heads."""
    heads = [data for name, data in files(calm()).items() if name.endswith(".csv")]
    assert len(heads) > 10
    for data in heads:
        assert data.startswith(b"\xef\xbb\xbf")
        assert data[3:4].isalpha()


def test_duckdb_knows_the_types(tmp_path):
    """Months and days are dates, quantities decimals, money whole numbers, and nobody has to say so."""
    folder = put(rough(), tmp_path)

    def asked(columns: str, table: str) -> list[str]:
        query = f"SELECT DISTINCT {columns} FROM '{folder}/{table}.parquet' ORDER BY 1 LIMIT 2"  # noqa: S608
        return [str(each) for row in duckdb.sql(query).fetchall() for each in row]

    assert asked("typeof(quantity)", "budget_lines") == ["DECIMAL(18,3)"]
    assert asked("typeof(cost)", "budget_lines") == ["BIGINT"]
    assert asked("min(month), typeof(min(month))", "monthly_amounts") == ["2025-10-01", "DATE"]
    assert asked("founded_on", "institutions") == ["2020-02-29", "None"]
    assert asked("purchase_month", "asset_plan") == ["2025-11-01", "2026-03-01"]


def test_every_column_can_be_asked_for_by_its_name(tmp_path):
    """No column needs quotes in SQL, as one called `table` would."""
    folder = put(calm(), tmp_path)
    for path in sorted(folder.glob("*.parquet")):
        names = parquet.read_schema(path).names
        query = f"SELECT {', '.join(names)} FROM '{path}' ORDER BY {names[-1]}"  # noqa: S608
        assert duckdb.sql(query).columns == names


def test_what_is_missing_is_missing():
    """A cell that cannot be read has no value, nor what is computed from it, and is listed with what stands in it."""
    lines = {
        row["cell"]: row for row in plain_rows(rough(), "budget_lines") if row["region"] == "대구"
    }
    line = lines["M13"]
    assert (line["unit_price"], line["cost"], line["funding"]) == ("", "", "4000000000")
    assert (lines["M8"]["fiscal_year"], lines["M14"]["quantity"]) == ("", "99.125")
    assert "M12" not in lines
    unread = {(row["table_name"], row["cell"]): row for row in plain_rows(rough(), "unread_cells")}
    price, won = unread["budget_lines", "H13"], unread["budget_lines", "M12"]
    assert (price["found"], price["field"], price["row_id"]) == ("문의", "unit_price", line["id"])
    assert (won["found"], won["field"], won["row_id"]) == ("협의 중", "national_funds", "")
    assert unread["basics", "B12"]["field"] == "agreement_date"


def test_a_blank_amount_is_nothing_to_pay():
    """Amounts that sums are made of are 0 where blank, and add up across a row; a blank allotment is missing."""
    amounts = [row["private_in_kind"] for row in plain_rows(rough(), "budget_lines")]
    assert "0" in amounts
    assert "" not in amounts
    blank = returned("대구", lambda book: book.put("기본정보", "2026 국비배정액", 1, None))
    frame = pd.read_parquet(io.BytesIO(render(gather([blank], PROGRAMME))["basics.parquet"]))
    assert frame["allotment_2026"].isna().all()
    assert str(frame["allotment_2026"].dtype) == "Int64"
    assert frame["allotment_2025"].tolist() == [7_000_000_000]


def test_nothing_is_dropped_in_silence():
    """Every row found is in its table, or refused and listed where its file counts."""
    files_, counts, refused = (
        plain_rows(rough(), name) for name in ("files", "row_counts", "refused_rows")
    )
    counting = {row["id"] for row in files_ if row["state"] == "counted"}
    assert len(files_) == len(rough().inputs) == 8
    for table in ("budget_lines", "monthly_plan", "institutions"):
        own = [row for row in counts if row["table_name"] == table]
        assert all(int(row["taken"]) + int(row["refused"]) == int(row["found"]) for row in own)
        assert sum(int(row["taken"]) for row in own) == len(plain_rows(rough(), table)) > 0
        listed = [row for row in refused if row["table_name"] == table]
        assert len(listed) == sum(int(row["refused"]) for row in own if row["file_id"] in counting)
    lost = next(row for row in refused if row["cells"])
    assert [lost[name] for name in ("path", "sheet", "row", "cells")] == ["troubled.xlsx", "소요예산", "12", "M12"]  # fmt: skip
    assert {row["missing_columns"] for row in refused if not row["cells"]} == {"시군구비"}


def test_a_reference_is_to_the_first_declaration():
    """A code declared twice is its first row, one declared nowhere refers to nothing; no code reaches into another region."""
    own = {row["id"]: row for row in plain_rows(rough(), "institutions")}
    lines = plain_rows(rough(), "budget_lines")
    daegu = [row for row in lines if row["region"] == "대구"]
    assert {row["institution_id"] for row in daegu if row["institution"] in ("I02", "I03")} == {""}
    first = {own[row["institution_id"]]["name"] for row in daegu if row["institution"] == "I01"}
    assert first == {"경상남도"}
    assert {row["project_id"] for row in daegu if row["project"] == "P99"} == {""}
    referring = [row for row in lines if row["institution_id"]]
    assert len({row["region"] for row in referring}) > 3
    for row in referring:
        declared = own[row["institution_id"]]
        assert [declared["region"], declared["code"]] == [row["region"], row["institution"]]


def test_every_finding_is_there():
    """Findings and skipped checks are those of the record, each with its file."""
    rows, skipped = plain_rows(rough(), "findings"), plain_rows(rough(), "skipped_checks")
    assert len(rows) > 10
    assert len(skipped) > 10
    for number, each in enumerate(rough().inputs, 1):
        own = [row for row in rows if row["file_id"] == str(number)]
        assert [(row["code"], row["cell"], unguarded(row["message"])) for row in own] == [
            (one.code, one.cell or "", one.message.ko)
            for one in (each.result.findings if each.result else ())
        ]
        waiting = [row["code"] for row in skipped if row["file_id"] == str(number)]
        assert waiting == [one.code for one in (each.result.skipped if each.result else ())]
    whole = [row["code"] for row in rows if not row["file_id"]]
    assert whole == [each.code for each in rough().whole.findings] != []


def test_a_finding_carries_its_figures_and_its_waiver():
    """A ratio finding has its figures in won, and where it is waived by whom, why and until when; it counts as waived."""
    waiver = Waiver(
        number=1,
        rule="MAT401",
        region="대구",
        reason="협의한 감액",
        approver="=과장",
        date=dt.date(2025, 10, 1),
        expiry=dt.date(2026, 3, 31),
        reach=Text("전체", "all"),
    )
    short = returned("대구", lambda book: book.put("소요예산", "국비", 1, 9_000_000_000))
    made = gather([short], PROGRAMME, waivers=Waivers((waiver,), dt.date(2025, 12, 1)))
    row = next(row for row in plain_rows(made, "findings") if row["code"] == "MAT401")
    found = next(each for each in made.results[0].findings if each.code == "MAT401")
    assert found.measure is not None
    figures = [row[name] for name in ("numerator", "denominator", "threshold", "shortfall")]
    measure = found.measure
    assert figures == [
        str(each)
        for each in (measure.numerator, measure.denominator, measure.threshold, measure.shortfall)
    ]
    assert measure.numerator < measure.denominator
    excuse = [row[name] for name in row if name.startswith("waiver_")]
    assert excuse == ["협의한 감액", "'=과장", "2025-10-01", "2026-03-31"]
    assert (row["severity"], row["weight"]) == ("error", "waived")
    (region,) = plain_rows(made, "regions")
    counts = [made.results[0].count(weight) for weight in (Weight.ERROR, Weight.WAIVED)]
    assert [int(region[name]) for name in ("errors", "waived")] == counts
    assert 0 < counts[1] != counts[0]
