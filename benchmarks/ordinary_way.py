"""The ordinary way to check and mark a returned workbook, as a competent analyst writes it today.

pandas reads each table sheet through openpyxl, a pandera schema per sheet checks columns and sums,
plain group-bys compare the sheets, and openpyxl loads the workbook again, fills and comments the
failing cells, and saves it. It knows nothing of aitx-budget; headers and lists are written out here.

Usage: python ordinary_way.py IN.xlsx OUT.xlsx
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

HEADER_ROW = 6
PUBLIC = ["국비", "시도비", "시군구비"]
CASH = [*PUBLIC, "민간현금"]
SOURCES = [*CASH, "민간현물"]
FIRM_SOURCES = [*PUBLIC, "기업현금", "기업현물"]
MONTHS = [f"2025.{month}" for month in (10, 11, 12)] + [
    f"2026.{month:02d}" for month in range(1, 13)
]
TYPED_MONTHS = [month.replace(".", "-") for month in MONTHS]
INSTITUTION_TYPES = ["광역지방자치단체", "지역혁신기관", "대학·출연연", "AI 전문기업", "기타"]
DECLARED = ["해당없음", "해당"]
FIELDS = ["AI 솔루션 도입·활용", "AI 인프라 구축", "AI 인력 양성", "기타"]
METHODS = ["일반경쟁", "제한경쟁", "수의계약", "조달구매", "기타"]
SHEETS = {
    "수행기관": ["기관코드", "기관명"],
    "단위사업": ["사업코드", "단위사업명"],
    "소요예산": ["사업코드", "세부항목", "단가"],
    "월별계획": ["회계연도", "사업코드", "재원"],
    "자산구매계획": ["사업코드", "품명", "단가"],
    "현물내역": ["사업코드", "세부내용", "단가"],
    "참여기업": ["사업코드", "선정상태"],
}
"""Sheet -> columns of which a record fills at least one."""


def registration_number_holds(value: object) -> bool:
    """Check a business registration number's last digit."""
    digits = [int(character) for character in str(value) if character.isdigit()]
    if len(digits) != 10:
        return False
    weights = (1, 3, 7, 1, 3, 7, 1, 3, 5)
    total = sum(weight * digit for weight, digit in zip(weights, digits, strict=False))
    return (10 - (total + digits[8] * 5 // 10) % 10) % 10 == digits[9]


def won(*, nullable: bool = True) -> pa.Column:
    """Return a column of amounts in won."""
    return pa.Column(float, pa.Check.ge(0), nullable=nullable, coerce=True)


def wons(names: list[str]) -> dict[str, pa.Column]:
    """Return several columns of amounts."""
    return {name: won() for name in names}


def chosen(values: list[object], *, nullable: bool = False) -> pa.Column:
    """Return a column of choices."""
    return pa.Column(None, pa.Check.isin(values), nullable=nullable)


def row_check(name: str, holds: object) -> pa.Check:
    """Return a check of whole rows."""
    return pa.Check(holds, name=name, error=name)


def schemas(institutions: list[str], projects: list[str]) -> dict[str, pa.DataFrameSchema]:
    """Return the schema of each sheet; codes must be declared."""
    year, project = chosen([2025, 2026]), chosen(projects)
    text = pa.Column(str, pa.Check.str_length(min_value=1))
    number = pa.Column(None, pa.Check(registration_number_holds, element_wise=True), nullable=True)
    declared = {
        name: chosen(DECLARED, nullable=True)
        for name in ("휴폐업", "세금체납", "완전자본잠식", "중복지원")
    }
    return {
        "수행기관": pa.DataFrameSchema(
            {
                "기관코드": pa.Column(str, unique=True),
                "기관명": text,
                "사업자등록번호": number,
                "기관유형": chosen(INSTITUTION_TYPES),
                "역할": chosen(["총괄", "주관", "참여"]),
                **declared,
            },
            checks=[row_check("주관기관은 한 곳", lambda f: (f["역할"] == "주관").sum() == 1)],
        ),
        "단위사업": pa.DataFrameSchema(
            {
                "사업코드": pa.Column(str, unique=True),
                "단위사업명": text,
                "분야": chosen(FIELDS),
                "직접지원": chosen(["예", "아니오"]),
                "주관기관코드": chosen(institutions),
                "시작월": chosen(TYPED_MONTHS),
                "종료월": chosen(TYPED_MONTHS),
            }
        ),
        "소요예산": pa.DataFrameSchema(
            {
                "회계연도": year,
                "사업코드": project,
                "기관코드": chosen(institutions),
                "비목": pa.Column(str, pa.Check.str_matches(r"^\d{3} ")),
                "세목": pa.Column(str, pa.Check.str_matches(r"^\d{2} ")),
                "세부항목": text,
                **{name: won(nullable=False) for name in ("단가", "수량", "횟수")},
                **wons(SOURCES),
            },
            checks=[
                row_check(
                    "재원합계 = 산출금액",
                    lambda f: f[SOURCES].fillna(0).sum(axis=1) == f["단가"] * f["수량"] * f["횟수"],
                ),
                row_check(
                    "현금 비목에 현물 없음",
                    lambda f: (
                        ~f["비목"].str[:3].isin(["220", "430", "440"])
                        | (f["민간현물"].fillna(0) == 0)
                    ),
                ),
            ],
        ),
        "월별계획": pa.DataFrameSchema(
            {
                "회계연도": year,
                "사업코드": project,
                "재원": chosen(["국비", "지방비", "민간현금", "민간현물"]),
                **wons(MONTHS),
            },
            checks=[
                row_check(
                    "2026년 재원은 2026년부터",
                    lambda f: (f["회계연도"] != 2026) | (f[MONTHS[:3]].fillna(0).sum(axis=1) == 0),
                )
            ],
        ),
        "자산구매계획": pa.DataFrameSchema(
            {
                "회계연도": year,
                "사업코드": project,
                "기관코드": chosen(institutions),
                "자산구분": chosen(["유형자산", "무형자산"]),
                "품명": text,
                **{name: won(nullable=False) for name in ("수량", "단가")},
                **wons(CASH),
                "구매예정월": chosen(TYPED_MONTHS),
                "구매방법": chosen(METHODS),
                "소유기관코드": chosen(institutions, nullable=True),
            },
            checks=[
                row_check(
                    "재원합계 = 금액",
                    lambda f: f[CASH].fillna(0).sum(axis=1) == f["수량"] * f["단가"],
                ),
                row_check(
                    "2천만원 초과 수의계약",
                    lambda f: (f["구매방법"] != "수의계약") | (f["수량"] * f["단가"] <= 20_000_000),
                ),
            ],
        ),
        "현물내역": pa.DataFrameSchema(
            {
                "회계연도": year,
                "사업코드": project,
                "출연구분": chosen(["수행기관", "참여기업", "예정기업"]),
                "현물구분": chosen(["인건비", "장비", "재료", "공간", "소프트웨어", "기타"]),
                **{name: won(nullable=False) for name in ("단가", "수량")},
                "개월": won(),
                "참여율": pa.Column(float, pa.Check.in_range(1, 100), nullable=True, coerce=True),
            }
        ),
        "참여기업": pa.DataFrameSchema(
            {
                "회계연도": year,
                "사업코드": project,
                "선정상태": chosen(["확정", "예정"]),
                "사업자등록번호": number,
                **wons(FIRM_SOURCES),
            },
            checks=[
                row_check(
                    "현물은 부담금의 70%까지",
                    lambda f: (
                        f["기업현물"].fillna(0) * 10
                        <= f[["기업현금", "기업현물"]].fillna(0).sum(axis=1) * 7
                    ),
                ),
                row_check(
                    "확정 기업은 한 번만",
                    lambda f: (
                        ~f.duplicated(["회계연도", "사업코드", "사업자등록번호"], keep=False)
                        | f["사업자등록번호"].isna()
                    ),
                ),
            ],
        ),
    }


def read(path: str) -> dict[str, pd.DataFrame]:
    """Read the table sheets; the index of each frame is the worksheet's row."""
    frames = pd.read_excel(path, sheet_name=list(SHEETS), header=HEADER_ROW - 1, engine="openpyxl")
    for sheet, needed in SHEETS.items():
        frame = frames[sheet]
        frame.columns = [str(name) for name in frame.columns]
        frame.index = frame.index + HEADER_ROW + 1
        frames[sheet] = frame.dropna(how="all", subset=needed)
    return frames


def failures_of(
    sheet: str, frame: pd.DataFrame, schema: pa.DataFrameSchema
) -> list[tuple[str, int, str, str]]:
    """Return (sheet, row, column, words) of each cell that fails its schema."""
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases.dropna(subset=["index"])
        found = [
            (sheet, int(case.index_), str(case.column), str(case.check))
            for case in cases.rename(columns={"index": "index_"}).itertuples(index=False)
        ]
        return list(dict.fromkeys(found))
    return []


def compared(
    left: pd.Series, right: pd.Series, rows: pd.Series, sheet: str, column: str, words: str
) -> list[tuple[str, int, str, str]]:
    """Return a failure for each key whose sums differ, at the first row that has the key."""
    both = pd.concat([left, right], axis=1).fillna(0)
    keys = both.index[both.iloc[:, 0] != both.iloc[:, 1]]
    return [(sheet, int(rows.get(key, HEADER_ROW)), column, f"{words}: {key}") for key in keys]


def first_rows(frame: pd.DataFrame, keys: list[str]) -> pd.Series:
    """Return the first worksheet row of each key."""
    return frame.reset_index(names="row").groupby(keys)["row"].first()


def numbers(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return columns as numbers; what is no number counts as 0 and has failed already."""
    return frame[columns].apply(pd.to_numeric, errors="coerce").fillna(0)


def plan_failures(frames: dict[str, pd.DataFrame]) -> list[tuple[str, int, str, str]]:
    """Compare the monthly plan with the budget per year, project and source."""
    budget, plan = frames["소요예산"], frames["월별계획"]
    keys = ["회계연도", "사업코드"]
    sums = pd.concat([budget[keys], numbers(budget, SOURCES)], axis=1).groupby(keys).sum()
    sums["지방비"] = sums["시도비"] + sums["시군구비"]
    stacked = (
        sums.drop(columns=["시도비", "시군구비"])
        .reset_index()
        .melt(id_vars=keys, var_name="재원", value_name="예산")
        .set_index([*keys, "재원"])["예산"]
    )
    planned = (
        numbers(plan, MONTHS).sum(axis=1).groupby([plan[key] for key in [*keys, "재원"]]).sum()
    )
    return compared(
        stacked,
        planned,
        first_rows(plan, [*keys, "재원"]),
        "월별계획",
        "재원",
        "월별계획과 소요예산이 다름",
    )


def asset_failures(frames: dict[str, pd.DataFrame]) -> list[tuple[str, int, str, str]]:
    """Compare the purchase plan with the asset lines of the budget."""
    budget, assets = frames["소요예산"], frames["자산구매계획"]
    keys = ["회계연도", "사업코드", "기관코드"]
    lines = budget[budget["비목"].astype(str).str[:3].isin(["430", "440"])]
    found = []
    for source in CASH:
        found += compared(
            numbers(lines, [source])[source].groupby([lines[key] for key in keys]).sum(),
            numbers(assets, [source])[source].groupby([assets[key] for key in keys]).sum(),
            first_rows(assets, keys),
            "자산구매계획",
            source,
            "자산구매계획과 소요예산이 다름",
        )
    return found


def firm_failures(frames: dict[str, pd.DataFrame]) -> list[tuple[str, int, str, str]]:
    """Compare the SME table with the budget of direct-support projects."""
    budget, firms, projects = frames["소요예산"], frames["참여기업"], frames["단위사업"]
    direct = projects.loc[projects["직접지원"] == "예", "사업코드"]
    lines = budget[budget["사업코드"].isin(direct)]
    keys = ["회계연도", "사업코드"]
    found = []
    for source, name in zip(SOURCES, FIRM_SOURCES, strict=True):
        found += compared(
            numbers(lines, [source])[source].groupby([lines[key] for key in keys]).sum(),
            numbers(firms, [name])[name].groupby([firms[key] for key in keys]).sum(),
            first_rows(firms, keys),
            "참여기업",
            name,
            "참여기업과 소요예산이 다름",
        )
    return found


def in_kind_failures(frames: dict[str, pd.DataFrame]) -> list[tuple[str, int, str, str]]:
    """Compare the in-kind details with the budget."""
    budget, details = frames["소요예산"], frames["현물내역"]
    keys = ["회계연도", "사업코드"]
    typed = numbers(details, ["단가", "수량"])
    months = pd.to_numeric(details["개월"], errors="coerce").fillna(1)
    percent = pd.to_numeric(details["참여율"], errors="coerce").fillna(100)
    cost = (typed["단가"] * typed["수량"] * months * percent / 100).round()
    return compared(
        numbers(budget, ["민간현물"])["민간현물"].groupby([budget[key] for key in keys]).sum(),
        cost.groupby([details[key] for key in keys]).sum(),
        first_rows(details, keys),
        "현물내역",
        "단가",
        "현물내역과 소요예산이 다름",
    )


def matching_failures(frames: dict[str, pd.DataFrame]) -> list[tuple[str, int, str, str]]:
    """Check 40 % matching and 20 % local funds over the whole budget."""
    sums = numbers(frames["소요예산"], SOURCES).sum()
    whole, local = sums.sum(), sums["시도비"] + sums["시군구비"]
    first = int(frames["소요예산"].index[0])
    found = []
    if (whole - sums["국비"]) * 10 < whole * 4:
        found.append(("소요예산", first, "국비", "매칭 40% 미달"))
    if local * 10 < whole * 2:
        found.append(("소요예산", first, "시도비", "지방비 20% 미달"))
    return found


def mark(source: str, target: str, failures: list[tuple[str, int, str, str]]) -> None:
    """Fill and comment the failing cells in a copy of the workbook."""
    workbook = load_workbook(source)
    fill = PatternFill("solid", start_color="FFFFC7CE")
    words: dict[tuple[str, str], list[str]] = {}
    for sheet, row, column, text in failures:
        headers = [str(cell.value) for cell in workbook[sheet][HEADER_ROW]]
        at = headers.index(column) + 1 if column in headers else 1
        words.setdefault((sheet, f"{get_column_letter(at)}{row}"), []).append(text)
    for (sheet, reference), lines in words.items():
        cell = workbook[sheet][reference]
        cell.fill = fill
        cell.comment = Comment("\n".join(lines), "검증")
    workbook.save(target)


def main(source: str, target: str) -> None:
    """Check `source` and write the marked copy."""
    frames = read(source)
    institutions = frames["수행기관"]["기관코드"].astype(str).tolist()
    projects = frames["단위사업"]["사업코드"].astype(str).tolist()
    failures = [
        failure
        for sheet, schema in schemas(institutions, projects).items()
        for failure in failures_of(sheet, frames[sheet], schema)
    ]
    for check in (
        plan_failures,
        asset_failures,
        firm_failures,
        in_kind_failures,
        matching_failures,
    ):
        failures += check(frames)
    mark(source, target, failures)
    print(f"{len(failures)} findings -> {Path(target).name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
