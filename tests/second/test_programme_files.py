"""A programme file that is wrong is told so entry by entry, in Korean and in English, with what is allowed there."""

from __future__ import annotations

import copy
import datetime as dt
import re
import tomllib

import pytest
from pydantic import ValidationError
from regional import PROGRAMME

from aitx_budget.cli import main
from aitx_budget.programme.loader import default_programme
from aitx_budget.programme.mistakes import mistakes
from aitx_budget.programme.schema import Programme

WRITTEN = tomllib.loads(PROGRAMME.read_text("utf-8"))
LATIN = re.compile("[A-Za-z]{2,}")
KEYS = {
    "true",
    "false",
    "off",
    "eq",
    "ge",
    "any",
    "error",
    "warning",
    "note",
    "first",
    "day",
    "period",
}
"""Words of the file's own language, which a Korean line may hold."""


def changed(path: str, value: object) -> dict:
    """Return the second programme's file with another value at a dotted key, or without the entry for None."""
    data = copy.deepcopy(WRITTEN)
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    place = data
    for part in way:
        place = place[part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return data


def told(data: dict) -> list[tuple[str, str]]:
    """Return what is said of a file, in Korean and English."""
    with pytest.raises(ValidationError) as refused:
        Programme.model_validate(data)
    return [tuple(each) for each in mistakes(refused.value)]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("period.first_day.value", "3월", "period.first_day.value: 따옴표 없는 날짜(연-월-일) ← '3월'"),
        ("notice_date", dt.datetime(2028, 1, 1, 3), "notice_date: 따옴표 없는 날짜(연-월-일) ← 2028-01-01 03:00:00"),  # noqa: DTZ001 - TOML's own
        ("period.last_day.value", dt.date(2020, 1, 1), "period.last_day: period.first_day보다 앞서지 않는 날 ← 2020-01-01"),
        ("period.fiscal_years.value", "2028", "period.fiscal_years.value: [ ]로 묶은 목록 ← '2028'"),
        ("period.fiscal_years.value", ["가"], "period.fiscal_years.value.1번째: 정수 ← '가'"),
        ("period.fiscal_years.value", [], "period.fiscal_years.value: 하나 이상의 값 ← []"),
        ("period.fiscal_years.value", [2029, 2028], "period.fiscal_years: 앞선 해부터 한 번씩 적은 연도 ← [2029, 2028]"),
        ("matching.minimum.value", "절반", "matching.minimum.value: 따옴표로 묶은 분수(예: \"1/3\"), 1 이하 ← '절반'"),
        ("matching.minimum.value", "5/4", "matching.minimum.value: 따옴표로 묶은 분수(예: \"1/3\"), 1 이하 ← '5/4'"),
        ("matching.minimum.value", 0.4, 'matching.minimum.value: 따옴표로 묶은 분수(예: "1/3"), 1 이하 ← 0.4'),
        ("matching.minimum.source", None, "matching.minimum.source: 빠졌습니다"),
        ("matching.minimun", {}, "matching.minimun: 없는 항목입니다 ← {}"),
        ("matching.rounding_tolerance.value", -1, "matching.rounding_tolerance.value: 0 이상의 정수 ← -1"),
        ("matching.rounding_tolerance.value", 1.5, "matching.rounding_tolerance.value: 정수 ← 1.5"),
        ("matching.project_severity.value", "끔", "matching.project_severity.value: error, warning, note, off 가운데 하나 ← '끔'"),
        ("direct_support.sme_share_rule.value", "이상", "direct_support.sme_share_rule.value: eq, ge, any 가운데 하나 ← '이상'"),
        ("selection.names.value", ["제주"], "selection.names: regions에 있는 지역의 이름 ← ['제주']"),
        ("title.ko", "", "title.ko: 빈칸이 아닌 글자 ← ''"),
        ("title.ko", 5, 'title.ko: 따옴표로 묶은 글자(예: "이름") ← 5'),
        ("title", "이름", "title: 하위 항목이 있는 표 ← '이름'"),
        ("id", "다른 사업", "id: 영문 소문자, 숫자, 하이픈(-)만 ← '다른 사업'"),
        ("regions", [], "regions: 하나 이상의 값 ← []"),
        ("regions.0.name", "세종", "regions.name: 한 번씩만 적은 이름 ← ['세종']"),
        ("categories.0.code", "11", "categories.1번째.code: 숫자 세 자리 ← '11'"),
        ("categories.0.cash_only", "가끔", "categories.1번째.cash_only: true 또는 false ← '가끔'"),
        ("categories.0.subcategories", ["01"], "categories.1번째.subcategories: 하위 항목이 있는 표 ← ['01']"),
        ("severity.AST607.value", "심함", "severity.AST607.value: error, warning, note, off 가운데 하나 ← '심함'"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named_with_what_is_allowed(path, value, said):
    """Each kind of mistake is one line with the key, what belongs there and what stands there."""
    lines = told(changed(path, value))
    assert [korean for korean, _ in lines] == [said]
    korean = said.partition(": ")[2].partition(" ← ")[0]
    assert set(LATIN.findall(korean)) <= KEYS | {"regions"}
    assert not re.search("[가-힣]", lines[0][1].partition(": ")[2].partition(" ← ")[0])


def test_no_mistake_is_told_in_the_words_of_the_library():
    """Whatever stands at whatever entry, no line falls back to a sentence that names nothing."""
    values = ("가", "", 5, -1, 2.5, True, [], ["가"], {}, {"가": 1}, None, dt.date(2028, 5, 1))
    paths = [
        *(f"{key}.{part}" for key, _ in default_programme().parameters() for part in ("value", "unit", "authority")),
        *("title", "id", "notice_date", "severity", "citations", "regions", "regions.0", "regions.0.code"),
        *("categories.1", "categories.1.valid_from", "sources", "sources.local_funds", "regions_rule.authority"),
    ]  # fmt: skip
    lines: set[str] = set()
    for path in paths:
        for value in values:
            try:
                Programme.model_validate(changed(path, value))
            except ValidationError as error:
                lines |= {each.ko for each in mistakes(error)}
    assert len(lines) > 200
    assert sorted(line for line in lines if "올바르지 않은 값입니다" in line) == []


def test_the_command_line_says_it(tmp_path, capsys):
    """A command with a wrong file ends with code 2 and the line."""
    wrong = tmp_path / "사업.toml"
    wrong.write_text(
        PROGRAMME.read_text("utf-8").replace('value = "1/2"', 'value = "반"', 1), "utf-8"
    )
    assert main(["programme", "--programme", str(wrong)]) == 2
    said = capsys.readouterr().err
    assert "기준 파일 사업.toml에 고쳐야 할 항목이 있습니다" in said
    assert "matching.minimum.value: 따옴표로 묶은 분수" in said
