"""The waivers of a run: those of a file as they stand on a day, and those of regions that are not in the run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from aitx_budget.model.finding import WorkbookResult
    from aitx_budget.model.waiver import Waivers
    from aitx_budget.programme.schema import Programme


def waivers_as_of(
    path: str | Path | None, programme: Programme, as_of: dt.date | None
) -> Waivers | None:
    """Return the waivers of a file as they stand on a day, today for None; None for no file.

    Raises:
        WaiverError: the file is not usable; names each key and what was expected.
    """
    if path is None:
        return None
    from aitx_budget.waivers import load_waivers

    return load_waivers(Path(path), programme, as_of or dt.datetime.now().astimezone().date())


def not_concerned(waivers: Waivers | None, regions: Collection[str]) -> tuple[Text, ...]:
    """Say which waivers are of regions that the run has no workbook of."""
    if waivers is None:
        return ()
    from aitx_budget.waivers import not_concerned as others

    return others(waivers, regions)


def regions_of(results: Iterable[WorkbookResult]) -> set[str]:
    """Return the regions of workbooks."""
    return {result.template.get("region", "") for result in results}
