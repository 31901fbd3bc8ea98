"""울산's sample budget cut into what the province keeps and what each institution sends back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from aitx_budget.assemble import Assembly, assemble
from aitx_budget.intake import read_whole
from aitx_budget.programme.loader import default_programme
from aitx_budget.samples import region_budget
from aitx_budget.samples.exchange import cut
from aitx_budget.template import write_template

PROGRAMME = default_programme()
REGION = "울산"
Tables = dict[str, list[dict[str, Any]]]
Edit = Callable[[Tables], None]


def whole() -> Tables:
    """Return the whole budget."""
    return cut.copied(region_budget(REGION))


CODES = tuple(each["code"] for each in whole()["institutions"])
LEAD = CODES[1]


def province(edit: Edit | None = None) -> bytes:
    """Return the region's workbook without any institution's rows."""
    return _written(cut.province(whole()), "region", edit)


def institution(code: str, edit: Edit | None = None) -> bytes:
    """Return one institution's workbook."""
    return _written(cut.part(whole(), code), "institution", edit)


def _written(tables: Tables, scope: str, edit: Edit | None) -> bytes:
    if edit is not None:
        edit(tables)
    return write_template(PROGRAMME, scope=scope, region=REGION, prefill=tables)


def put_together(region: bytes, *parts: bytes) -> Assembly:
    """Assemble workbooks that are called `지역.xlsx`, `기관1.xlsx` …"""
    files = ["지역.xlsx", *(f"기관{number}.xlsx" for number in range(1, len(parts) + 1))]
    first, *others = [
        read_whole(data, file, PROGRAMME)
        for data, file in zip((region, *parts), files, strict=True)
    ]
    return assemble(first, others, PROGRAMME, files=files, path="취합.xlsx")


def write_all(folder: Path) -> tuple[Path, list[Path]]:
    """Write the province's and all institutions' workbooks; return their paths."""
    region = folder / "지역.xlsx"
    region.write_bytes(province())
    parts = []
    for code in CODES:
        parts.append(folder / "기관" / f"{code}.xlsx")
        parts[-1].parent.mkdir(exist_ok=True)
        parts[-1].write_bytes(institution(code))
    return region, parts
