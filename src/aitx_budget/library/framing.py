"""What a run says as a data frame, by way of the very tables that `validate --parts` writes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from aitx_budget.export import parts
from aitx_budget.export.columns import FILE, ID
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.text import Language
from aitx_budget.programme.schema import Programme

if TYPE_CHECKING:
    import pandas as pd


def findings_frame(
    results: Iterable[WorkbookResult], programme: Programme, language: Language
) -> pd.DataFrame:
    """Return all findings, each with the path of its workbook.

    Returns:
        Column `path`, then those of `export.judged.FINDINGS` without the numbers of finding and file; whole numbers are
        Int64 (won; years), days are dates.
    """
    import pandas as pd

    rows = (parts.said_of(each, language) for each in results)
    tables: dict[str, list[pd.DataFrame]] = {"files": [], "findings": []}
    for name, data in parts.render(rows, programme, language):
        table = name.partition("/")[0]
        if table in tables:
            tables[table].append(pd.read_parquet(io.BytesIO(data)))
    files, findings = (pd.concat(each, ignore_index=True) for each in tables.values())
    findings.insert(0, "path", findings[FILE.name].map(files.set_index(ID.name)["path"]))
    return findings.drop(columns=[ID.name, FILE.name])
