"""The standard workbook as an independent reader sees it."""

from __future__ import annotations

import html
import io
import re
import subprocess
import sys
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.worksheet.worksheet import Worksheet

from aitx_budget.checks.structure.str104_overwritten_formula import RULE
from aitx_budget.errors import PrefillError, UsageError
from aitx_budget.layout.naming import RowNames
from aitx_budget.layout.structure import Kind, TableLayout
from aitx_budget.layout.summary import summary, summary_formulas
from aitx_budget.layout.workbook import (
    GUIDE_SHEET,
    IDENTITY_KEYS,
    IDENTITY_SHEET,
    LIST_NAMES,
    MONTH_LIST,
    PLAN_SOURCES,
    identity_property,
    workbook_layout,
)
from aitx_budget.model.address import column_letter
from aitx_budget.model.finding import Severity
from aitx_budget.programme.loader import default_programme, load_programme
from aitx_budget.programme.schema import Programme
from aitx_budget.template import write_template
from aitx_budget.template.__main__ import standard_workbooks
from aitx_budget.template.page import OWN_PRIORITY, WriteError, done
from packages import differences
from template.example import FORMULA_LIKE, filled, messy

PROGRAMME = default_programme()
SECOND = load_programme(Path(__file__).parents[1] / "second" / "health-2028.toml")
LAYOUT = workbook_layout(PROGRAMME)
TABLES = [table for table in LAYOUT.tables.values() if not table.form]
FUNCTIONS = {
    "ABS", "AND", "COUNTA", "COUNTIF", "COUNTIFS", "HYPERLINK", "IF", "IFERROR", "INDEX", "INDIRECT", "INT", "ISERROR",
    "ISNA", "ISNUMBER", "FIND", "ISTEXT", "LEFT", "LEN", "MATCH", "MAX", "MID", "MIN", "MOD", "N", "NOT", "OFFSET", "OR", "RIGHT",
    "ROUND", "ROUNDDOWN", "ROUNDUP", "ROW", "SUBSTITUTE", "SUM", "SUMIFS", "SUMPRODUCT", "VALUE",
}  # fmt: skip
"""All in Excel 2007 already; none of them spills."""


@pytest.fixture(scope="module")
def data() -> bytes:
    """Return the blank region workbook."""
    return write_template(PROGRAMME)


@pytest.fixture(scope="module")
def book(data: bytes) -> openpyxl.Workbook:
    """Return the blank region workbook, read."""
    return openpyxl.load_workbook(io.BytesIO(data))


def _last(table: TableLayout) -> int:
    return table.first_row + table.capacity - 1


def _cells(book: openpyxl.Workbook, name: str) -> list[object]:
    """Return the values of the cells that a defined name refers to."""
    sheet, area = next(iter(book.defined_names[name].destinations))
    found = book[sheet][area.replace("$", "")]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [cell.value for row in rows for cell in row]


def test_sheets_in_order(book: openpyxl.Workbook) -> None:
    """A region's workbook has the contract's sheets in its order, the last one very hidden."""
    titles = "작성안내 기본정보 수행기관 단위사업 소요예산 월별계획 자산구매계획 현물내역 참여기업 총괄표 코드표 _aitx"
    assert book.sheetnames == titles.split()
    assert book[IDENTITY_SHEET].sheet_state == "veryHidden"
    assert {sheet.sheet_state for sheet in book.worksheets[:-1]} == {"visible"}


def test_institution_has_its_six_tables() -> None:
    """An institution's workbook has the six tables, the guide and the lists, and no summary."""
    cut = openpyxl.load_workbook(io.BytesIO(write_template(PROGRAMME, scope="institution")))
    titles = "작성안내 기본정보 수행기관 단위사업 소요예산 자산구매계획 현물내역 코드표 _aitx"
    assert cut.sheetnames == titles.split()
    assert "돌려보냅니다" in str([cell.value for row in cut["작성안내"] for cell in row])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.sheet)
def test_headers_to_the_letter(book: openpyxl.Workbook, table: TableLayout) -> None:
    """Header cells hold exactly the layout's headers, and blank rows follow at once."""
    sheet = book[table.sheet]
    row = [sheet.cell(table.header_row, n + 1).value for n in range(len(table.fields))]
    assert row == [field.header for field in table.fields]
    inputs = [table.column(field.name) for field in table.inputs]
    assert all(sheet.cell(table.first_row, column).value is None for column in inputs)
    assert all(sheet.cell(_last(table), column).has_style for column in inputs)
    assert sheet.max_row == _last(table)


def test_form_labels() -> None:
    """기본정보 has its labels in A and its entries in B, from row 5; an institution's says last whose it is."""
    labels = (
        "광역지방자치단체 사업명 주관기관 담당부서 담당자 전화 이메일 협약일 작성일 제출차수 "
        "2025_국비배정액 2026_국비배정액 부가세처리 변경사유"
    )
    region = labels.split()
    for scope, expected in (("region", region), ("institution", [*region, "제출기관코드"])):
        data = write_template(PROGRAMME, scope=scope)
        sheet = openpyxl.load_workbook(io.BytesIO(data))["기본정보"]
        found = [sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)]
        assert found == [each.replace("_", " ") for each in expected]


def test_first_cells_carry_no_link(book: openpyxl.Workbook) -> None:
    """A1 of each sheet is free of links, and the sheets do link to one another."""
    for sheet in book.worksheets[:-1]:
        assert sheet["A1"].hyperlink is None
        assert any(cell.hyperlink for row in sheet.iter_rows(max_row=40) for cell in row)


def test_names_cover_exactly_the_rows(book: openpyxl.Workbook) -> None:
    """Every column, table, entry and list has its name over exactly its cells."""
    names = {name: defined.attr_text for name, defined in book.defined_names.items()}
    for table in TABLES:
        first, last = table.first_row, _last(table)
        for field in table.fields:
            letter = column_letter(table.column(field.name))
            assert (
                names[table.range_name(field.name)]
                == f"'{table.sheet}'!${letter}${first}:${letter}${last}"
            )
        end = column_letter(len(table.fields))
        assert names[f"{table.sheet}_표"] == f"'{table.sheet}'!$A${first}:${end}${last}"
    form = LAYOUT.of_scope("region")[0]
    for n, field in enumerate(form.fields):
        assert names[form.range_name(field.name)] == f"'기본정보'!$B${form.header_row + n}"


def test_lists_hold_their_choices(book: openpyxl.Workbook) -> None:
    """Each list's name gives its choices; the months and each category's subcategories too."""
    for name, choices in LAYOUT.lists.items():
        assert [str(value) for value in _cells(book, LIST_NAMES[name])] == list(choices)
    assert _cells(book, MONTH_LIST)[0] == "2025-10"
    assert len(_cells(book, MONTH_LIST)) == 15
    for category, labels in LAYOUT.dependent["subcategory"].items():
        assert _cells(book, f"세목_{category[:3]}") == list(labels)


def _rule_at(sheet: Worksheet, reference: str) -> object:
    """Return the one validation of a cell."""
    found = [rule for rule in sheet.data_validations.dataValidation if reference in rule.sqref]
    assert len(found) == 1, (sheet.title, reference)
    return found[0]


@pytest.mark.parametrize("scope", ["region", "institution"])
def test_every_input_is_validated(scope: str) -> None:
    """Each input cell, from the first row to the last, has one validation with prompt and refusal."""
    book = openpyxl.load_workbook(io.BytesIO(write_template(PROGRAMME, scope=scope)))
    for table in LAYOUT.of_scope(scope):
        sheet = book[table.sheet]
        for n, field in enumerate(table.inputs):
            letter = column_letter(table.column(field.name))
            rows = [table.first_row + n] if table.form else [table.first_row, _last(table)]
            for row in rows:
                rule = _rule_at(sheet, f"{letter}{row}")
                assert rule.promptTitle == field.header
                assert rule.prompt
                assert rule.error
                assert not str(rule.formula1).startswith("=")


def test_drop_downs_resolve(book: openpyxl.Workbook) -> None:
    """Each drop-down names a list that exists; a field of choices or codes has one, and blanks don't open it."""
    for table in LAYOUT.of_scope("region"):
        for n, field in enumerate(table.inputs):
            row = table.first_row + (n if table.form else 0)
            rule = _rule_at(book[table.sheet], f"{column_letter(table.column(field.name))}{row}")
            listed = bool(field.choices or field.refers) or field.kind is Kind.MONTH
            assert (rule.type == "list") is listed, field.header
            if rule.type == "list" and field.name != "subcategory":
                assert rule.formula1 in book.defined_names
                assert not rule.allow_blank


def test_subcategories_depend_on_the_category(book: openpyxl.Workbook) -> None:
    """세목 offers the list of the category in its own row."""
    assert _rule_at(book["소요예산"], "F7").formula1 == 'INDIRECT("세목_"&LEFT($E7,3))'


def test_code_lists_end_at_the_last_code(book: openpyxl.Workbook) -> None:
    """The list of declared codes grows with the declarations and shows no blank tail."""
    text = book.defined_names["목록_수행기관_기관코드"].attr_text
    assert text.startswith("OFFSET('수행기관'!$A$7,0,0,MAX(1,")


def test_months_stay_text(book: openpyxl.Workbook) -> None:
    """Cells for months, codes and registration numbers are text, so that what is typed stays."""
    for table in TABLES:
        for field in table.inputs:
            if field.kind in (Kind.MONTH, Kind.CODE, Kind.REGISTRATION, Kind.TEXT):
                column = table.column(field.name)
                assert book[table.sheet].cell(table.first_row, column).number_format == "@"


def test_protection(book: openpyxl.Workbook) -> None:
    """Sheets are locked without a password; inputs are open, everything else is not; rows may come and go."""
    for sheet in book.worksheets[:-1]:
        lock = sheet.protection
        assert lock.sheet
        assert lock.password is None
        allowed = (
            lock.sort,
            lock.autoFilter,
            lock.formatColumns,
            lock.formatRows,
            lock.insertRows,
            lock.deleteRows,
        )
        assert allowed == (False,) * 6  # the file says what is *locked*
    for table in TABLES:
        sheet = book[table.sheet]
        for field in table.fields:
            cell = sheet.cell(table.first_row, table.column(field.name))
            assert cell.protection.locked is (field.formula is not None)
            assert sheet.cell(table.header_row, cell.column).protection.locked
    assert all(cell.protection.locked for row in book["총괄표"] for cell in row)


def test_roles_differ_by_more_than_colour(book: openpyxl.Workbook) -> None:
    """Required, optional and formula cells differ in border or slant, and headers in weight, not in colour alone."""
    sheet = book["소요예산"]
    required, optional, formula = sheet["B7"], sheet["J7"], sheet["L7"]
    assert required.border.left.style == "thin"
    assert optional.border.left.style == "dotted"
    assert formula.font.i
    assert not required.font.i
    assert sheet["B6"].font.b
    assert not sheet["J6"].font.b
    assert sheet["L6"].font.i
    fills = {cell.fill.fgColor.rgb for cell in (required, optional, formula)}
    assert len(fills) == 3


def test_wide_amounts_stay_amounts(book: openpyxl.Workbook) -> None:
    """Won are shrunk to their cell rather than shown as ####, in tables, in their totals and in 총괄표."""
    for table in TABLES:
        sheet = book[table.sheet]
        for field in table.fields:
            wide = field.kind is Kind.WON
            cell = sheet.cell(table.first_row, table.column(field.name))
            assert bool(cell.alignment.shrink_to_fit) is wide, (table.sheet, field.header)
    assert book["소요예산"]["M5"].alignment.shrink_to_fit
    sums = [
        cell for row in book["총괄표"] for cell in row if cell.number_format.startswith("#,##0")
    ]
    assert sum(bool(cell.alignment.shrink_to_fit) for cell in sums) > len(sums) * 0.8


def test_print_set_up(book: openpyxl.Workbook) -> None:
    """Every sheet prints on A4 landscape with page numbers; tables repeat their heads, the widest its items too."""
    for sheet in book.worksheets[:-1]:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        across, down = sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight
        assert across == (2 if sheet.title == "자산구매계획" else 1)
        assert (down != 0) == (sheet.title in ("수행기관", "단위사업"))
        assert "&P / &N" in str(sheet.oddFooter.center.text)
    for table in TABLES:
        sheet = book[table.sheet]
        assert sheet.print_title_rows == f"$5:${table.header_row}"
        assert sheet.print_title_cols == ("$A:$F" if sheet.title == "자산구매계획" else None)
        assert sheet.freeze_panes.endswith(str(table.first_row))
        assert sheet.auto_filter.ref.startswith(f"A{table.header_row}:")


def test_marks_leave_room_above(data: bytes) -> None:
    """Our conditional formats begin at priority 101, without doubling one within a sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        for name in sheets:
            found = [int(each) for each in re.findall(rb' priority="(\d+)"', package.read(name))]
            assert all(each >= OWN_PRIORITY for each in found)
            assert len(found) == len(set(found))


def test_identity_stands_twice(book: openpyxl.Workbook) -> None:
    """Document properties and the hidden sheet say the same: template, programme, scope, region, layout."""
    named = openpyxl.load_workbook(io.BytesIO(write_template(PROGRAMME, region="경상남도")))
    values = (LAYOUT.template_id, PROGRAMME.id, "region", "경남", LAYOUT.version)
    expected = dict(zip(IDENTITY_KEYS, values, strict=True))
    properties = {each.name: each.value for each in named.custom_doc_props.props}
    assert properties == {identity_property(key): value for key, value in expected.items()}
    rows = dict(named[IDENTITY_SHEET].iter_rows(max_col=2, values_only=True))
    assert expected.items() <= rows.items()
    assert named["기본정보"]["B5"].value == "경남"
    assert book["기본정보"]["B5"].value is None


def test_no_text_becomes_a_formula() -> None:
    """Text that looks like a formula or a link stays text."""
    book = openpyxl.load_workbook(io.BytesIO(write_template(PROGRAMME, prefill=messy())))
    cell = book["소요예산"]["G13"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", FORMULA_LIKE, None)


def test_prefilled_values_stand_as_typed() -> None:
    """Amounts are numbers, months text, dates dates; a constant stands where a formula was replaced."""
    book = openpyxl.load_workbook(io.BytesIO(write_template(PROGRAMME, prefill=messy())))
    lines = book["소요예산"]
    assert lines["M8"].value == 90_000_000
    assert lines["M7"].value == "90,000,000원"
    assert lines["L9"].value == 1
    assert lines["L10"].value.startswith("=ROUND(")
    assert book["단위사업"]["F8"].value == "2025-11"
    assert book["기본정보"]["B12"].value.date().isoformat() == "2025-10-15"


def test_every_formula_has_its_value() -> None:
    """No formula is left without a cached value; an empty text is typed as a text."""
    data = write_template(PROGRAMME, prefill=messy())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            for cell in re.findall(r"<c [^>]*><f>.*?</c>", package.read(name).decode()):
                assert "<v>" in cell
                assert "<v></v>" not in cell or ' t="str"' in cell
                assert "<v>#VALUE!</v>" not in cell or ' t="e"' in cell


def test_same_input_same_bytes() -> None:
    """Another process with another hash seed writes the same bytes."""
    code = (
        "import sys, hashlib;from aitx_budget.programme.loader import default_programme as p;"
        "from aitx_budget.template import write_template as w;from template.example import filled;"
        "print(hashlib.sha256(w(p(), prefill=filled())).hexdigest())"
    )
    paths = [path for path in sys.path if path]
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(paths)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_templates_folder_is_what_the_code_writes() -> None:
    """The shipped blank workbooks are, part by part, what the code writes, and there are no others."""
    folder = Path(__file__).resolve().parents[2] / "templates"
    written = standard_workbooks(PROGRAMME)
    assert {path.name for path in folder.glob("*.xlsx")} == set(written)
    for name, data in written.items():
        assert differences(data, (folder / name).read_bytes()) == [], (
            f"run: make templates ({name})"
        )


def test_summary_formulas_stand_in_the_sheet(book: openpyxl.Workbook) -> None:
    """총괄표 holds exactly the described formulas and links, and no other formula but the title's region."""
    capacities = {table.name: table.capacity for table in TABLES}
    expected = summary_formulas(PROGRAMME, LAYOUT, capacities)
    laid = summary(PROGRAMME, LAYOUT, capacities)
    names = RowNames(LAYOUT, cells=laid.references)
    expected |= {
        (cell.row, cell.column): cell.content.formula(names)
        for cell in laid.leads
        if not isinstance(cell.content, str)
    }
    found = {
        (cell.row, cell.column): cell.value.removeprefix("=")
        for row in book["총괄표"]
        for cell in row
        if cell.data_type == "f" and cell.row > 1
    }
    assert found == expected


def test_summary_cells_are_apart() -> None:
    """No two summary cells share a place or a key."""
    laid = summary(PROGRAMME, LAYOUT, {table.name: table.capacity for table in TABLES})
    links = [cell for cell in laid.leads if not isinstance(cell.content, str)]
    places = [(cell.row, cell.column) for cell in (*laid.cells, *links)]
    keys = [cell.key for cell in (*laid.cells, *links) if cell.key]
    assert len(places) == len(set(places))
    assert len(keys) == len(set(keys))
    assert {check.verdict for check in laid.checks} <= set(keys)


def test_formulas_use_names_alone(book: openpyxl.Workbook) -> None:
    """Formulas in cells reach other sheets by defined names only."""
    for sheet in book.worksheets:
        for cell in (cell for row in sheet for cell in row if cell.data_type == "f"):
            for token in Tokenizer(cell.value).items:
                if token.type == "OPERAND" and token.subtype == "RANGE":
                    own = re.fullmatch(r"\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?", token.value)
                    assert own or token.value in book.defined_names, token.value


@pytest.mark.parametrize("scope", ["region", "institution"])
@pytest.mark.parametrize("programme", [PROGRAMME, SECOND], ids=lambda each: each.id)
def test_every_formula_is_of_old_functions(programme: Programme, scope: str) -> None:
    """Every formula (of cells, validations, conditional formats and names) calls functions of Excel 2007, and is no array."""
    data = write_template(programme, scope=scope)
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            text = package.read(name).decode() if name.startswith("xl/") else ""
            patterns = r"<(f|formula|formula1|formula2|definedName)(?: [^>]*)?>(.*?)</\1>"
            for _, formula in re.findall(patterns, text):
                tokens = Tokenizer(f"={html.unescape(formula)}").items
                found |= {each.value for each in tokens if each.type == "FUNC"}
            assert 't="array"' not in text
            assert "_xlfn" not in text
    assert {each.rstrip("(") for each in found if each != ")"} <= FUNCTIONS
    assert len(found) > 10


def test_formulas_fit_into_a_cell(book: openpyxl.Workbook) -> None:
    """No formula is longer than a cell takes, and none nests deeper than functions may."""
    for sheet in book.worksheets:
        for cell in (cell for row in sheet for cell in row if cell.data_type == "f"):
            assert len(cell.value) <= 8192
            depth = deepest = 0
            for token in Tokenizer(cell.value).items:
                depth += (
                    {"OPEN": 1, "CLOSE": -1}.get(token.subtype, 0) if token.type == "FUNC" else 0
                )
                deepest = max(deepest, depth)
            assert deepest <= 64


def test_rows_by_title_or_name() -> None:
    """Capacities follow `rows`, by sheet title or table name, and grow with what is pre-filled."""
    data = write_template(PROGRAMME, rows={"소요예산": 12, "institutions": 3})
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["소요예산"].max_row == 6 + 12
    assert book["수행기관"].max_row == 6 + 3
    many = [{"code": f"P{n:02d}"} for n in range(25)]
    grown = openpyxl.load_workbook(
        io.BytesIO(write_template(PROGRAMME, prefill={"unit_projects": many}))
    )
    assert grown["단위사업"].max_row == 6 + 25


@pytest.mark.parametrize(
    "options",
    [
        {"rows": {"없는시트": 3}},
        {"rows": {"기본정보": 3}},
        {"rows": {"소요예산": 0}},
        {"rows": {"소요예산": 2_000_000}},
        {"rows": {"단위사업": 1}, "prefill": filled()},
        {"rows": {"참여기업": 5}, "scope": "institution"},
        {"scope": "country"},
        {"region": "서울"},
        {"region": "제주", "prefill": filled()},
    ],
    ids=str,
)
def test_wrong_usage(options: dict[str, object]) -> None:
    """A sheet, a number of rows, a scope or a region that does not fit is refused in one sentence."""
    with pytest.raises(UsageError):
        write_template(PROGRAMME, **options)


@pytest.mark.parametrize(
    "prefill",
    [
        {"nowhere": []},
        {"budget_lines": [{"colour": 1}]},
        {"budget_lines": [{"national_funds": 1.5}]},
        {"budget_lines": [{"national_funds": True}]},
        {"budget_lines": [{"national_funds": 10**14}]},
        {"budget_lines": [{"quantity": 0.1}]},
        {"unit_projects": [{"first_month": 202613}]},
        {"basics": [{}, {}]},
    ],
    ids=str,
)
def test_prefill_that_does_not_fit(prefill: dict[str, list[dict[str, object]]]) -> None:
    """Unknown tables and fields, floats for money and values of another kind are refused."""
    with pytest.raises(PrefillError):
        write_template(PROGRAMME, prefill=prefill)


def test_refused_calls_are_errors() -> None:
    """A return code of the workbook writer other than 0 stops the writing."""
    done(0)
    with pytest.raises(WriteError):
        done(-1)


def test_tabs_are_left_plain() -> None:
    """No sheet's tab has a colour, so that a coloured tab always means a mark."""
    book = openpyxl.load_workbook(io.BytesIO(write_template(PROGRAMME)))
    assert not [sheet.title for sheet in book if sheet.sheet_properties.tabColor is not None]


def test_guide_says_what_an_inserted_row_brings(book: openpyxl.Workbook) -> None:
    """작성안내 warns of the very rule, with its severity, that a row inserted without its formulas breaks."""
    said = [str(cell.value) for row in book[GUIDE_SHEET].iter_rows() for cell in row]
    assert RULE.severity is Severity.WARNING
    assert any(f"경고 {RULE.code}" in each and "복사" in each for each in said)


def test_charts_draw_what_they_say() -> None:
    """총괄표 draws funding per year, the whole by source, ratios against the least asked, and months, each from its own cells."""
    book = openpyxl.load_workbook(
        io.BytesIO(write_template(PROGRAMME, prefill=filled())), data_only=True
    )
    sheet = book["총괄표"]

    def cells(reference: str) -> list[object]:
        return [cell.value for (cell,) in sheet[reference.partition("!")[2].replace("$", "")]]

    yearly, ring, against, monthly = sheet._charts
    (series,) = ring.series
    sources = [getattr(PROGRAMME.sources, name).ko for name in PLAN_SOURCES]
    assert cells(series.cat.numRef.f if series.cat.numRef else series.cat.strRef.f) == sources
    amounts = cells(series.val.numRef.f)
    totals = {
        name: sheet.cell(_row_of(sheet, "총계"), 3 + at).value for name, at in _COLUMNS.items()
    }
    assert amounts == [totals[name] for name in PLAN_SOURCES]
    (columns,), (line,) = against.series, against._charts[1].series
    matching = PROGRAMME.matching
    asked = [float(Fraction(*each.value)) for each in (matching.minimum, matching.local_minimum)]
    assert cells(line.val.numRef.f) == [asked[0]] * 3 + [asked[1]] * 3
    shares = [sheet.cell(_row_of(sheet, "매칭비율 (총사업기간)") + n, 3).value for n in range(6)]
    assert cells(columns.val.numRef.f) == shares
    assert len(yearly.series) == 4
    assert len(monthly.series) == 4
    assert monthly._charts[1].series


def test_labels_of_charts_show_one_thing_whoever_saved_the_file() -> None:
    """What a label does not show is written, for what it means to leave it out depends on the program that saved the file."""
    book = openpyxl.load_workbook(io.BytesIO(write_template(PROGRAMME, prefill=filled())))
    labels = [
        shown
        for chart in book["총괄표"]._charts
        for series in chart.series
        if series.dLbls is not None
        for shown in (series.dLbls, *series.dLbls.dLbl)
    ]
    kinds = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    found = [{kind: getattr(each, f"show{kind}") for kind in kinds} for each in labels]
    share = dict.fromkeys(kinds, False) | {"Percent": True}
    assert found == [share] * 5 + [dict.fromkeys(kinds, False) | {"Val": True}]
    assert {str(getattr(each.numFmt, "formatCode", each.numFmt)) for each in labels} == {"0.0%"}


_COLUMNS = {"national_funds": 0, "local_funds": 3, "private_cash": 4, "private_in_kind": 5}
"""Source -> its column in the tables of 총괄표, from that of the first."""


def _row_of(sheet: Worksheet, label: str) -> int:
    """Return the row that a label begins."""
    return next(cell.row for cell in sheet["A"] if cell.value == label)


def test_a_page_of_the_guide_begins_with_a_heading(book: openpyxl.Workbook) -> None:
    """작성안내 breaks before a section, so that no heading is left at the foot of a page."""
    guide = book["작성안내"]
    first = [guide.cell(each.id + 1, 1).value for each in guide.row_breaks.brk]
    assert first == ["작성 순서", "주의할 점"]
