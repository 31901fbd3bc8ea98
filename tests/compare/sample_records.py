"""Sample budgets as records that a test edits, shuffles and hands to intake as a workbook."""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from aitx_budget.compare import Comparison, Version, compare
from aitx_budget.intake.understanding import understand
from aitx_budget.layout.structure import Kind
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.month import dashed
from aitx_budget.model.submission import Submission
from aitx_budget.programme.loader import default_programme
from aitx_budget.samples import region_budget
from workbooks import Workbook

PROGRAMME = default_programme()
LAYOUT = workbook_layout(PROGRAMME)

Records = dict[str, list[dict[str, Any]]]
"""Table -> records by field name, as `samples.region_budget` gives them."""


@lru_cache(maxsize=4)
def _sample(region: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    return region_budget(region)


def sample(region: str = "경남") -> Records:
    """Return a region's sample tables, to be edited."""
    return {
        name: [dict(each) for each in copy.deepcopy(records)]
        for name, records in _sample(region).items()
    }


def shuffled(records: Records, chance: random.Random) -> Records:
    """Return the same records in another order, numbered anew."""
    mixed = {}
    for name, rows in records.items():
        order = list(rows)
        chance.shuffle(order)
        mixed[name] = [
            {**row, "number": at} if "number" in row else row for at, row in enumerate(order, 1)
        ]
    return mixed


def submission(records: Records, path: str = "판.xlsx", region: str = "경남") -> Submission:
    """Return what intake understands of a workbook with these records."""
    sheets = {
        LAYOUT.tables[name].sheet: [_headed(name, each) for each in rows]
        for name, rows in records.items()
    }
    read = understand(Workbook(sheets, region=region).raw(), path, PROGRAMME)
    assert isinstance(read, Submission)
    return read


def _headed(table: str, record: Mapping[str, Any]) -> dict[str, Any]:
    fields = LAYOUT.tables[table].by_name
    return {fields[name].header: _typed(fields[name].kind, value) for name, value in record.items()}


def _typed(kind: Kind, value: Any) -> Any:
    """Return a value as it is typed into a cell."""
    if kind is Kind.MONTH and isinstance(value, int):
        return dashed(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def unchecked(read: Submission) -> Version:
    """Return a version of which no check was asked."""
    identity = read.identity
    template = {"id": identity.template, "scope": identity.scope, "region": identity.region}
    return Version(read, WorkbookResult(read.path, False, template, {}, ()))


def compared(before: Records, after: Records) -> Comparison:
    """Compare two sets of records, without any check."""
    versions = (unchecked(submission(each)) for each in (before, after))
    return compare(*versions, PROGRAMME)
