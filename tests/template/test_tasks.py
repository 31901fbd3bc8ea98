"""남은 할 일 says of each sheet what the validator says of it, and leads to the first cell it speaks of."""

from __future__ import annotations

import io
import re
from typing import Any, cast

import openpyxl
import pytest

from aitx_budget.checks.runner import run
from aitx_budget.intake import read
from aitx_budget.layout.expressions import Data, Expr
from aitx_budget.layout.structure import TableLayout
from aitx_budget.layout.summary import summary
from aitx_budget.layout.summary.pointers import LEAD_COLUMN
from aitx_budget.layout.summary.sheet import UNKNOWN
from aitx_budget.layout.tasks import tasks
from aitx_budget.layout.workbook import GUIDE_SHEET, SUMMARY_SHEET, workbook_layout
from aitx_budget.model.wrapping import lines, width
from aitx_budget.programme.loader import default_programme
from aitx_budget.samples.build import build
from aitx_budget.samples.regions import gyeongnam
from aitx_budget.template import write_template
from aitx_budget.template.guide_tasks import longest

PROGRAMME = default_programme()
LAYOUT = workbook_layout(PROGRAMME)
Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture
def tables() -> Tables:
    """Return a budget in full order."""
    built = build(gyeongnam.REGION, PROGRAMME)
    return {name: [dict(each) for each in rows] for name, rows in built.items()}


def _written(tables: Tables, scope: str = "region") -> bytes:
    """Return the workbook of `tables`, with no more rows than they need."""
    rows = {name: max(1, len(each)) for name, each in tables.items() if name != "basics"}
    return write_template(PROGRAMME, scope=scope, rows=rows, prefill=tables)


def _listed(data: bytes) -> dict[str, tuple[str, str, str]]:
    """Return sheet -> (how far, link, state), and under "" the sentence over the list."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[GUIDE_SHEET]
    rows = [[cell.value or "" for cell in row[:4]] for row in sheet.iter_rows(max_col=4)]
    first = next(n for n, row in enumerate(rows) if row[0] == "남은 할 일")
    found = {"": (str(rows[first + 1][0]), "", "")}
    for title, said, lead, state in rows[first + 3 :]:
        if not title:
            break
        found[title] = (said, lead, state)
    return found


def _missing(data: bytes) -> dict[str, list[int]]:
    """Return sheet -> rows of the required cells that the validator misses."""
    (result,) = run([read(data, "budget.xlsx", PROGRAMME)], PROGRAMME)
    found: dict[str, list[int]] = {}
    for finding in result.findings:
        if finding.code == "CEL201":
            found.setdefault(str(finding.sheet), []).append(
                int(re.sub(r"\D", "", str(finding.cell)))
            )
    return found


def test_all_is_done_in_a_budget_in_full_order(tables: Tables) -> None:
    """Nothing is left where every sheet is filled, and nothing leads anywhere."""
    listed = _listed(_written(tables))
    assert listed.pop("")[0] == "모두 마쳤습니다. 저장하여 제출하세요."
    assert list(listed) == [*(table.sheet for table in LAYOUT.of_scope("region")), "총괄표"]
    assert {state for _, _, state in listed.values()} == {"● 입력됨", "● 확인함"}
    assert not any(lead for _, lead, _ in listed.values())
    assert listed["소요예산"][0] == f"{len(tables['budget_lines'])}개 행을 적었습니다."


def test_blank_workbooks_begin_at_the_beginning() -> None:
    """In a blank workbook each sheet that is always needed is to be begun, and leads to its first entry."""
    listed = _listed(write_template(PROGRAMME))
    assert listed["기본정보"][1:] == ("기본정보 5행", "○ 시작 전")
    for sheet in ("수행기관", "단위사업", "소요예산", "월별계획"):
        assert listed[sheet] == ("아직 적지 않았습니다.", f"{sheet} 7행", "○ 시작 전")
    for sheet in ("자산구매계획", "현물내역", "참여기업"):
        assert listed[sheet] == ("적을 것이 없습니다.", "", "– 해당 없음")
    assert listed["총괄표"][2] == "▲ 확인 필요"
    part = _listed(write_template(PROGRAMME, scope="institution"))
    assert "총괄표" not in part
    assert part[""][0].startswith("남은 할 일이 4가지")


@pytest.mark.parametrize(
    "home",
    [table for table in LAYOUT.of_scope("region") if not table.form],
    ids=lambda table: table.sheet,
)
def test_missing_cells_are_those_of_the_validator(tables: Tables, home: TableLayout) -> None:
    """Required cells emptied in several lines are counted in their sheet alone, as the validator does, and led to."""
    rows, asked = tables[home.name], [field.name for field in home.fields if field.required]
    assert len(rows) > 2
    emptied = [(2 + n % (len(rows) - 2), name) for n, name in enumerate(asked)]
    for n, name in emptied:
        rows[n][name] = None
    data = _written(tables)
    missing, listed = _missing(data), _listed(data)
    assert {sheet: sorted(found) for sheet, found in missing.items()} == {
        home.sheet: sorted(home.first_row + n for n, _ in emptied)
    }
    said, lead, state = listed[home.sheet]
    assert f"빠진 필수 칸 {len(asked)}개." in said
    assert (lead, state) == (f"{home.sheet} {home.first_row + 2}행", "◐ 작성 중")
    others = [said for sheet, (said, _, _) in listed.items() if sheet != home.sheet]
    assert not any("빠진" in each for each in others)


def test_conditionally_required_cells(tables: Tables) -> None:
    """A firm's name is missed where it is 확정 alone, its number of firms where it is 예정, a contributor unless 예정기업."""
    firms = tables["beneficiaries"]
    chosen = next(n for n, each in enumerate(firms) if each["status"] == "확정")
    coming = next(n for n, each in enumerate(firms) if each["status"] == "예정")
    firms[chosen] |= {"name": None, "firms": None}
    firms[coming] |= {"name": None, "firms": None}
    kinds = tables["in_kind_details"]
    kinds[0] |= {"contributor_kind": "예정기업", "contributor": None}
    kinds[1] |= {"contributor_kind": "수행기관", "contributor": None}
    data = _written(tables)
    listed = _listed(data)
    assert "빠진 필수 칸 2개." in listed["참여기업"][0]
    assert "빠진 필수 칸 1개." in listed["현물내역"][0]
    assert listed["현물내역"][1] == "현물내역 8행"
    found = _missing(data)
    assert sorted(found["참여기업"]) == sorted([7 + chosen, 7 + coming])
    assert found["현물내역"] == [8]


def test_links_are_shown_where_a_check_is_not_met() -> None:
    """점검표 leads on from what is not met alone: 부적합 to a row, 판정불가 to what is left; 적합 and 해당없음 to nowhere."""
    sheet = openpyxl.load_workbook(io.BytesIO(write_template(PROGRAMME)), data_only=True)["총괄표"]
    laid = summary(
        PROGRAMME, LAYOUT, {table.name: table.capacity for table in LAYOUT.tables.values()}
    )
    rows = [cell.row for cell in laid.cells if cell.key in laid.listed]
    leads = {
        verdict: {
            sheet.cell(row, LEAD_COLUMN).value
            for row in rows
            if sheet.cell(row, 7).value == verdict
        }
        for verdict in ("적합", "해당없음", "판정불가", "부적합")
    }
    assert leads["적합"] == leads["해당없음"] == {None}
    assert leads["판정불가"] == {"작성안내의 남은 할 일"}
    assert leads["부적합"] == {"소요예산 7행", "수행기관 7행"}


def test_pasted_texts_are_counted(tables: Tables) -> None:
    """Amounts that were pasted as texts, which no sum counts, are told, and the first is led to."""
    lines = tables["budget_lines"]
    lines[4]["national_funds"] = f"{lines[4]['national_funds']:,}"
    lines[9]["provincial_funds"] = "1,000원"
    data = _written(tables)
    said, lead, state = _listed(data)["소요예산"]
    assert "글자로 적힌 수 2개." in said
    summary = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[SUMMARY_SHEET]
    assert summary["J5"].value == "글자로 적힌 수 2개가 합계에서 빠졌습니다."
    assert (lead, state) == ("소요예산 11행", "◐ 작성 중")


def test_differences_that_cannot_be_counted_are_said_in_words(tables: Tables) -> None:
    """Where a price is a text, no line's difference is known: the sentence says what to mend first, and where."""
    tables["budget_lines"][4]["unit_price"] = "1,200천원"
    said, lead, _ = _listed(_written(tables))["소요예산"]
    assert said.endswith("글자로 적힌 수 1개. 차액은 글자로 적힌 수를 고친 뒤에 셉니다.")
    assert lead == "소요예산 11행"


def test_a_table_that_cannot_be_counted_says_so() -> None:
    """An error value spreads to every count of its table; the sentence says what to look for and shows no count."""
    (task,) = (
        each for each in tasks(PROGRAMME, LAYOUT, "region", None) if each.name == "monthly_plan"
    )

    class Broken:
        """The cells of a workbook in which nothing can be counted."""

        def at(self, key: str) -> str:  # noqa: ARG002
            return UNKNOWN

    said = task.said.value(cast("Data", Broken()))
    assert said == "오류가 난 칸이 있어 셀 수 없습니다. #으로 시작하는 값을 먼저 고치세요."


def _overall(data: bytes) -> tuple[str, str, str]:
    """Return 종합 판정 and what is said beside it: of texts, and of a 검산."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[SUMMARY_SHEET]
    return tuple(str(sheet[each].value or "") for each in ("B5", "J5", "J6"))  # type: ignore[return-value]


def test_a_budget_in_full_order_is_met(tables: Tables) -> None:
    """Where every check is met by the whole budget, 종합 판정 says so and nothing stands beside it."""
    assert _overall(_written(tables)) == ("적합", "", "")


def test_no_verdict_is_given_on_part_of_the_budget(tables: Tables) -> None:
    """An amount typed as a text is in no sum: 종합 판정 cannot be told, and the list leads to it."""
    tables["budget_lines"][4]["quantity"] = str(tables["budget_lines"][4]["quantity"])
    data = _written(tables)
    assert _overall(data) == ("판정불가", "글자로 적힌 수 1개가 합계에서 빠졌습니다.", "")
    said, lead, state = _listed(data)["총괄표"]
    assert said == "종합 판정이 판정불가입니다. 합계에서 빠진 금액이 있습니다."
    assert (lead, state) == ("총괄표 5행", "▲ 확인 필요")


@pytest.mark.parametrize(
    ("table", "field", "block"),
    [("unit_projects", "field", "field"), ("budget_lines", "category", "category")],
)
def test_a_proof_that_fails_counts(tables: Tables, table: str, field: str, block: str) -> None:
    """A line that a table of 총괄표 has no row for leaves its 검산 off 0, and 종합 판정 cannot be told."""
    rows = [
        n for n, each in enumerate(tables[table]) if not str(each[field]).startswith(("430", "440"))
    ]
    tables[table][rows[0]][field] = "목록에 없는 것"
    verdict, texts, gaps = _overall(_written(tables))
    laid = summary(
        PROGRAMME, LAYOUT, {t.name: max(1, len(tables[t.name])) for t in LAYOUT.tables.values()}
    )
    row = next(each.row for each in laid.cells if each.key == f"{block}.gap.total")
    assert (verdict, texts) == ("판정불가", "")
    assert gaps == f"총괄표 {row}행의 검산이 0이 아닙니다. 빠진 금액이 있습니다."


def test_a_missed_check_outweighs_what_is_left_out(tables: Tables) -> None:
    """부적합 stays 부적합 where amounts are left out besides."""
    tables["budget_lines"][6]["national_funds"] += 10**9
    tables["budget_lines"][4]["quantity"] = str(tables["budget_lines"][4]["quantity"])
    assert _overall(_written(tables))[0] == "부적합"


def test_every_sentence_of_the_list_fits_its_row(tables: Tables) -> None:
    """Each row is as high as the longest sentence that it may show, in a filled workbook as in a blank one."""
    sheet = openpyxl.load_workbook(io.BytesIO(_written(tables)))[GUIDE_SHEET]
    rows = {sheet.cell(n, 1).value: n for n in range(1, 20)}
    _, *of_tables = tasks(PROGRAMME, LAYOUT, "region", None)
    for task in of_tables:
        words = longest(task.said)
        assert max(map(width, _texts(task.said))) <= width(words)
        needed = lines(words, sheet.column_dimensions["B"].width)
        assert sheet.row_dimensions[rows[task.sheet]].height >= 16 * needed
    budget = sheet.row_dimensions[rows["소요예산"]].height
    assert budget >= 32


def _texts(said: Expr) -> list[str]:
    """Return what a sentence says where every count is above 0, none is known, or all are 0."""

    class Told:
        """A workbook in which every count is the same."""

        def __init__(self, count: Any) -> None:
            self.count = count

        def at(self, key: str) -> Any:
            return UNKNOWN if key.endswith("gaps") and self.count else self.count

    return [str(said.value(cast("Data", Told(each)))) for each in (999, 1, 0, UNKNOWN)]


SUBTOTALS = (
    {"item": "소 계"},
    {"project": "소계"},
    {"item": "P01 인건비 합계"},
    {"number": "총계"},
    {"item": "계", "remarks": "국비만"},
)


@pytest.mark.parametrize("words", SUBTOTALS, ids=str)
def test_typed_subtotals_are_nothing_to_be_done(tables: Tables, words: dict[str, str]) -> None:
    """A 소계 that was typed between the lines is no line: nothing is missing in it, as the validator says too."""
    before = len(tables["budget_lines"])
    tables["budget_lines"].insert(3, words | {"national_funds": 1_000})
    data = _written(tables)
    assert _missing(data) == {}
    said, lead, state = _listed(data)["소요예산"]
    assert (said, lead, state) == (f"{before}개 행을 적었습니다.", "", "● 입력됨")


def test_a_line_with_its_codes_is_no_subtotal(tables: Tables) -> None:
    """A line whose text ends like a subtotal's, but which has its codes, is asked for what it lacks, as the validator does."""
    tables["budget_lines"][3] |= {"item": "참여인력 인건비 합계", "subcategory": None}
    data = _written(tables)
    assert list(_missing(data)) == ["소요예산"]
    assert "빠진 필수 칸 1개." in _listed(data)["소요예산"][0]


@pytest.mark.parametrize(
    "words", [{"item": "설계 용역"}, {"item": "합계표 제작"}, {"remarks": "계속"}], ids=str
)
def test_lines_that_only_sound_like_subtotals_are_asked_for(
    tables: Tables, words: dict[str, str]
) -> None:
    """A word within a text makes no subtotal; such a line lacks what the validator says it lacks."""
    tables["budget_lines"].insert(3, words | {"national_funds": 1_000})
    data = _written(tables)
    said = _listed(data)["소요예산"][0]
    assert ("빠진 필수 칸" in said) == bool(_missing(data))


@pytest.mark.parametrize(
    ("scope", "by"), [("region", "총괄표와 제출 후 검증이"), ("institution", "제출 후 검증이")]
)
def test_filled_is_not_called_right(scope: str, by: str) -> None:
    """Under the list stands that a state tells what is filled, and who looks whether it is right."""
    data = write_template(PROGRAMME, scope=scope)
    sheet = openpyxl.load_workbook(io.BytesIO(data))[GUIDE_SHEET]
    under = f"‘입력됨’은 칸을 채웠다는 뜻입니다. 내용이 맞는지는 {by} 봅니다."
    places = [n for n in range(1, 30) if sheet.cell(n, 2).value == under]
    assert len(places) == 1
    assert sheet.cell(places[0] + 2, 1).value == "차례"


def test_differences_are_counted(tables: Tables) -> None:
    """A line whose sources don't come to its cost is told and led to, also in an institution's workbook."""
    tables["budget_lines"][6]["unit_price"] += 1
    tables["budget_lines"][8]["national_funds"] += 1
    listed = _listed(_written(tables))
    assert "차액이 있는 행 2개." in listed["소요예산"][0]
    assert listed["소요예산"][1] == "소요예산 13행"
    assert listed["총괄표"][2] == "▲ 확인 필요"
    keys = ("basics", "institutions", "unit_projects", "budget_lines")
    part = {name: tables[name] for name in keys}
    data = _written(part, "institution")
    assert _listed(data)["소요예산"][1] == "소요예산 13행"


def test_tables_are_asked_for_by_the_budget(tables: Tables) -> None:
    """Assets, contributions in kind and direct support in the budget ask for their sheets."""
    for name in ("asset_plan", "in_kind_details", "beneficiaries"):
        tables[name] = []
    listed = _listed(_written(tables))
    for sheet in ("자산구매계획", "현물내역", "참여기업"):
        assert listed[sheet] == ("아직 적지 않았습니다.", f"{sheet} 7행", "○ 시작 전")


def test_examples_count_nowhere(tables: Tables) -> None:
    """작성안내 shows a line of each sheet; read back, the workbook has no row more, and the example adds up."""
    data = _written(tables)
    sheet = openpyxl.load_workbook(io.BytesIO(data))[GUIDE_SHEET]
    texts = [str(cell.value) for row in sheet.iter_rows(max_col=2) for cell in row]
    assert any("단가 100,000,000" in each and "국비 60,000,000" in each for each in texts)
    submission = read(data, "budget.xlsx", PROGRAMME)
    for name, rows in tables.items():
        if name != "basics":
            assert len(submission.tables[name].rows) == len(rows)
