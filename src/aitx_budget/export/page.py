"""The handbook's page about the export: how to read it, then every table and column."""

from __future__ import annotations

from collections.abc import Iterator

from aitx_budget.export.catalogue import tables
from aitx_budget.export.csv_ import GUARDED
from aitx_budget.export.package import CSV_TYPES
from aitx_budget.export.parquet import arrow_type
from aitx_budget.export.structure import Column, Table
from aitx_budget.programme.schema import Programme
from aitx_budget.report.handbook import GENERATED, cell

_BEGINNING = """# 자료로 내보내기 (Export)

```console
$ aitx-budget consolidate sample_budgets -o out/종합.xlsx --export out/자료
…
저장했습니다: out/자료
```

`--export DIR`은 종합한 모든 표를 CSV와 Parquet 두 가지로, 그리고 그 설명서인 `datapackage.json`을 한 폴더에 씁니다. 파이썬에서는
`aitx_budget.consolidate("sample_budgets", "out/종합.xlsx", export="out/자료")`입니다. 두 형식의 내용은 같습니다. 분석에는 Parquet을
권합니다. 형식이 파일에 들어 있어 따로 알려 줄 것이 없습니다.

*`--export DIR` writes every table of a consolidation as CSV and as Parquet, with a `datapackage.json` ([Data Package](https://datapackage.org/)
version 2) that describes each column. Both formats say the same; Parquet needs nothing told. `--lang en` gives titles, descriptions
and findings in English.*

## 첫 질의 (First queries)

"""

QUERIES = {
    "DuckDB": """import duckdb

query = \"""SELECT region, sum(national_funds)::BIGINT AS 국비, sum(funding)::BIGINT AS 총사업비
           FROM 'out/자료/budget_lines.parquet' GROUP BY region ORDER BY region\"""
print(duckdb.sql(query))
""",
    "pandas": """import pandas as pd

lines = pd.read_parquet("out/자료/budget_lines.parquet")
projects = pd.read_parquet("out/자료/unit_projects.parquet")[["id", "field"]]
joined = lines.merge(projects, left_on="project_id", right_on="id", how="left")
print(joined.groupby("field", dropna=False)["funding"].sum())
""",
    "frictionless": """from frictionless import Package, validate

print(validate("out/자료/datapackage.json").valid)
plan = Package("out/자료/datapackage.json").get_resource("monthly_amounts")
print(sum(row["amount"] for row in plan.read_rows()))
""",
}
"""Library -> what an analyst asks first; the tests run them."""

_READING = """## 읽는 법 (How to read it)

- **금액**은 원 단위 정수(64비트)입니다. 어느 표에도 부동소수점 수는 없습니다. 수량, 개월, 참여율은 소수 셋째 자리까지 정확한 십진수입니다.
  *Money is whole won in 64 bits; quantities are exact decimals with three places; there is no floating point anywhere.*
- **DuckDB의 합계**: `sum`의 결과는 128비트 정수여서 `.df()`로 넘기면 부동소수점이 됩니다. `sum(…)::BIGINT`로 적으면 정수로 남습니다.
  *DuckDB's `sum` is a 128-bit number, which `.df()` turns into a float; write `sum(…)::BIGINT`.*
- **합계**: 표에는 합계에 포함한 줄만 있으므로 걸러 내지 않고 더하면 종합 결과와 1원까지 같습니다. 재원별 금액의 빈칸은 0원입니다.
  `regions`에는 지역별 합계가 이미 있습니다. 종합한 엑셀 파일의 소계나 합계 행은 어느 표에도 없습니다.
  *The tables hold the rows that are in the sums; add them up without a filter. A blank amount of a source is 0.*
- **빠진 것**: 금액을 읽지 못해 제외한 줄은 `refused_rows`에, 읽지 못한 셀은 적힌 내용과 함께 `unread_cells`에, 종합에 포함하지 않은
  파일은 이유와 함께 `files`에 있습니다. `row_counts`에서 찾은 줄은 모두 포함했거나 제외했습니다(found = taken + refused).
  *Nothing is dropped in silence: refused rows, unread cells and files that do not count have tables of their own.*
- **값이 없음**: CSV에서는 빈칸, Parquet에서는 null입니다. 비어 있던 셀과 읽지 못한 셀이 그렇고, 읽지 못한 것만 `unread_cells`에 있습니다.
  *A missing value is an empty cell in CSV and null in Parquet: a cell that was blank, or unread and then listed in `unread_cells`.*
- **출처**: 예산서에서 온 줄마다 지역(`region`), 파일(`path`), 시트(`sheet`), 셀(`cell`)이 있습니다.
  *Each row of a workbook has its region, file, sheet and cell.*
- **잇는 법**: `id`는 그 표의 행 번호이고, `…_id`는 다른 표의 `id`입니다. 코드(`project`, `institution`)는 적힌 그대로이며 지역마다 따로
  정하므로, 지역을 넘어 이을 때는 코드가 아니라 `…_id`를 쓰세요. 등록되지 않은 코드는 `…_id`가 비어 있고, 두 번 등록된 코드는 먼저 나온 줄을 가리킵니다.
  *`…_id` refers to the `id` of another table. Codes are as typed and each region has its own; join by `…_id`, never by code.*
- **달과 날**: CSV에서는 2026-03과 2026-03-15, Parquet에서는 날짜(date)이며 달은 그 달의 1일로 적습니다.
  *Months are 2026-03 in CSV and the month's first day in Parquet; days are dates.*
- **한계**: 셀의 금액은 10조 원까지 읽습니다. 단가×수량이 100조 원을 넘으면 산출금액은 100조 원으로 적히며, 그런 줄은 점검에서 지적합니다.
  *A computed cost above 100 trillion won stands as that much; the checks speak of such lines.*
- **없는 것**: 비율은 금액에서 나오므로 적지 않습니다. 예산서의 총괄표와 코드표도 자료가 아니라 결과와 목록이므로 없습니다.
  *Shares, and the sheets 총괄표 and 코드표, are not exported: they follow from the tables.*

### CSV

UTF-8이며 맨 앞에 BOM이 있어 한국어 엑셀에서 두 번 눌러 열어도 글자가 깨지지 않습니다. frictionless, DuckDB, pandas는 BOM을 스스로 건너뛰므로
`datapackage.json`의 `encoding`은 `utf-8`입니다(파이썬에서 직접 열 때는 `utf-8-sig`). 쉼표로 나누고 줄 끝은 CRLF, 따옴표는 두 번 적습니다(RFC 4180).

*UTF-8 with a byte order mark, without which Excel reads Korean wrongly. frictionless, DuckDB and pandas skip it by themselves, so the
descriptor says `utf-8`; Python's own `open` wants `utf-8-sig`.*

리브레오피스는 가져오기 창에서 문자 집합으로 UTF-8을 고릅니다. CSV에는 형식이 없어 도구가 짐작하므로(숫자로만 된 코드 001이 1이 되고, 빈칸이 있는 정수 열이
부동소수점이 되고, NA라는 글이 값 없음이 됩니다) pandas에서는 다음과 같이 읽거나 Parquet를 쓰세요.

*CSV carries no types, so tools guess; with pandas read it as follows, or take Parquet.*

```python
import pandas as pd

lines = pd.read_csv(
    "out/자료/budget_lines.csv",
    keep_default_na=False,
    na_values=[""],
    dtype_backend="numpy_nullable",
)
print(lines.dtypes)
```

글이 {guarded}, 탭이나 줄바꿈으로 시작하면 엑셀이 수식으로 실행하지 않도록 앞에 작은따옴표 하나를 붙입니다.
되돌리려면 **작은따옴표로 시작하는 글에서 맨 앞의 하나를 떼면 됩니다.** 원래 작은따옴표로 시작하는 글에도 하나를 붙였으므로 언제나 정확히 되돌아갑니다.
숫자, 날짜, 달에는 붙이지 않으며(-5는 -5입니다), Parquet에는 적힌 그대로 있습니다.

*A text that begins with one of these, a tab or a line break gets one apostrophe before it, so that no spreadsheet runs it. Take one off
each text that begins with it, and every text is as it was. Numbers are never guarded; Parquet holds texts as they are.*

### 폴더 (The folder)

폴더는 온전히 쓰이거나 전혀 쓰이지 않으며, 실행을 강제로 끝내도 이전 것이나 새것이 온전히 남습니다(리눅스가 아니면 바꾸는 바로 그 순간에는 둘 다
`.aitx-`로 시작하는 이름으로 남을 수 있습니다). 이미 내보낸 폴더는 `--force`가 있을 때만 바꾸고, 내보내기로 만든 것이 아닌 파일이 하나라도 있으면 `--force`가 있어도 그대로 둡니다. 같은 예산서로 다시 내보내면 같은 바이트가 나옵니다.
`datapackage.json`의 `hash`로 CSV가 그 뒤에 바뀌었는지 알 수 있습니다(엑셀에서 열어 저장하면 바뀝니다).

*The folder is written whole or not at all, also when the run is killed (elsewhere than on Linux a kill in the very moment of the change
leaves both under names that begin with `.aitx-`); an earlier export is replaced with `--force` only, and a folder
with a file that no export made never is. The same workbooks give the same bytes. `hash` tells whether a CSV was changed since.*

개인정보: 주민등록번호는 어디에서나 가립니다. `basics`에는 담당자의 이름과 연락처가 적힌 그대로 있으니 나누어 줄 때 주의하세요.
*Resident numbers are masked everywhere; `basics` holds the officers' names and contacts, so mind whom you pass it on to.*

## 표 (Tables)

굵은 이름은 기본 키, 형식 뒤의 `?`는 값이 없을 수 있다는 뜻, →는 다른 표를 가리킨다는 뜻입니다.
*Bold is the primary key, `?` may be missing, → refers to another table.*

"""


def export_page(programme: Programme) -> str:
    """Return the page."""
    listed = tables(programme)
    shown = " ".join(f"`{each}`" for each in GUARDED if each.strip())
    parts = [GENERATED + "\n", _BEGINNING]
    parts += [f"### {name}\n\n```python\n{query}```\n\n" for name, query in QUERIES.items()]
    parts.append(_READING.replace("{guarded}", shown))
    parts.append("| 표 | 내용 | What it is |\n|---|---|---|\n")
    parts += [
        f"| [{each.name}](#{each.name}) | {cell(each.title.ko)} | {cell(each.title.en)} |\n"
        for each in listed
    ]
    parts += [line for each in listed for line in _table(each)]
    return "".join(parts)


def _table(table: Table) -> Iterator[str]:
    yield f"\n### {table.name}\n\n{table.title.ko}. {table.description.ko}\n\n"
    yield f"*{table.title.en}. {table.description.en}*\n\n"
    yield "| 열 | 제목 | CSV 형식 | Parquet 형식 | 단위 | 설명 |\n|---|---|---|---|---|---|\n"
    for each in table.columns:
        yield f"| {' | '.join(_column(each, table))} |\n"


def _column(column: Column, table: Table) -> tuple[str, ...]:
    name = f"**`{column.name}`**" if column.name in table.key else f"`{column.name}`"
    missing = "" if column.required else "?"
    said = cell(column.description.ko)
    refers = f" → [{column.refers}](#{column.refers})" if column.refers else ""
    return (
        name,
        cell(column.title.ko),
        CSV_TYPES[column.type] + missing,
        f"{arrow_type(column.type)}{missing}",
        column.unit.ko,
        said + refers,
    )
