"""The region's workbook as the assembly looks at it: what it declares, and what an earlier assembly noted in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aitx_budget.assemble.account import previous
from aitx_budget.assemble.facts import elsewhere
from aitx_budget.errors import UsageError
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.structure import WorkbookLayout
from aitx_budget.model.address import CellRef
from aitx_budget.model.submission import Submission
from aitx_budget.model.text import Text
from aitx_budget.programme.schema import Programme
from aitx_budget.transfer import whole


@dataclass(frozen=True)
class Region:
    """The region's workbook.

    Attributes:
        filled: as it was read.
        file: what it is called in findings.
        layout, programme: as everywhere.
    """

    filled: Filled
    file: str
    layout: WorkbookLayout
    programme: Programme

    @property
    def submission(self) -> Submission:
        """What was understood of it."""
        return self.filled.submission

    def rows(self, table: str) -> Mapping[str, int]:
        """Return code -> position of the first row that declares it, of 수행기관 or 단위사업."""
        found: dict[str, int] = {}
        for position, code in enumerate(self.submission.tables[table].values["code"]):
            if code:
                found.setdefault(code, position)
        return found

    @cached_property
    def institutions(self) -> Mapping[str, int]:
        """Code -> position in 수행기관."""
        return self.rows("institutions")

    def value(self, table: str, name: str, position: int) -> Any:
        """Return a declared value."""
        return self.submission.tables[table].values[name][position]

    def cell(self, table: str, name: str, position: int = 0) -> CellRef:
        """Return a cell of it as findings in another workbook name it."""
        found = self.submission.tables[table]
        return elsewhere(self.file, found.cell(name, found.rows[position]))

    @property
    def name(self) -> str:
        """The region: as filled in, or the one the workbook was made for."""
        return str(self.value("basics", "region", 0) or self.submission.identity.region)

    @cached_property
    def assembled(self) -> Mapping[str, tuple[str, int | None]]:
        """Code -> (file, revision) of what an earlier assembly took in; empty for a first one."""
        return previous(self.filled.raw)


def ensure_whole(region: Region) -> None:
    """Refuse a region's workbook that was not read as a whole: what it lacks would be lost in the new one.

    Raises:
        UsageError: it is an institution's, or a sheet or a column was not found.
    """
    if region.submission.identity.scope != "region":
        raise UsageError(
            Text(
                f"{region.file}: 기관용 예산서입니다. 첫 파일은 지역용 예산서여야 합니다.",
                f"{region.file} is an institution's workbook; the first file must be the region's.",
            )
        )
    refused = Text("취합할 수 없습니다", "nothing can be assembled into it")
    whole.ensure_whole(region.filled, region.programme, region.file, refused)
