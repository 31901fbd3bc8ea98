"""Columns that several tables have: numbers of rows and files, and where something stands."""

from __future__ import annotations

from aitx_budget.export.structure import Column, Type
from aitx_budget.model.text import Text

WON = Text("원", "KRW")
PERCENT = Text("%", "%")

ID = Column(
    "id",
    Type.INTEGER,
    Text("번호", "Number"),
    Text("이 표에서 행의 번호(1부터)입니다.", "Number of the row in this table, from 1."),
    required=True,
)
REGION = Column(
    "region",
    Type.TEXT,
    Text("지역", "Region"),
    Text(
        "종합에서 지역을 부르는 이름입니다. 알 수 없는 지역은 ‘지역 미상 1’처럼 번호를 붙입니다.",
        "What the region is called here; an unknown one is numbered.",
    ),
    required=True,
    refers="regions",
)
FILE = Column(
    "file_id",
    Type.INTEGER,
    Text("파일 번호", "File number"),
    Text("파일의 번호(files.id)입니다.", "Number of the file (files.id)."),
    required=True,
    refers="files",
)
PATH = Column(
    "path",
    Type.TEXT,
    Text("파일", "File"),
    Text(
        "명령에 지정한 대로의 파일 이름입니다. zip 안의 파일은 ‘zip::파일’로 적습니다.",
        "The file as it was named; `zip::member` in a zip.",
    ),
    required=True,
)
SHEET = Column(
    "sheet",
    Type.TEXT,
    Text("시트", "Sheet"),
    Text("그 파일에서 시트의 실제 이름입니다.", "Title of the sheet in that file."),
)
ROW = Column(
    "row",
    Type.INTEGER,
    Text("시트 행", "Worksheet row"),
    Text("시트에서 행의 번호입니다.", "Number of the row in the worksheet."),
    required=True,
)
CELL = Column(
    "cell",
    Type.TEXT,
    Text("셀", "Cell"),
    Text(
        "그 시트에서 줄의 첫 금액이 있는 셀입니다. 금액이 없는 표에서는 첫 항목의 셀입니다.",
        "Cell of the row's first amount; of its first entry where there are no amounts.",
    ),
    required=True,
)
TABLE = Column(
    "table_name",
    Type.TEXT,
    Text("표", "Table"),
    Text("이 패키지에서 표의 이름입니다.", "Name of the table in this package."),
    required=True,
)
