"""consolidate: the regions' workbooks in one, written, counted and told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aitx_budget.errors import UsageError
from aitx_budget.intake.limits import DEFAULT_LIMITS, Limits
from aitx_budget.library import exporting, output
from aitx_budget.library.address import Address, Place, place_of
from aitx_budget.library.asked import day_of, one_of, programme_of
from aitx_budget.library.batch import Progress
from aitx_budget.library.cluster import hands
from aitx_budget.library.run import (
    CHECKED,
    CRASHED,
    FINDINGS,
    UNCHECKED,
    anywhere,
    read,
)
from aitx_budget.library.waiving import not_concerned, regions_of, waivers_as_of
from aitx_budget.model.finding import Severity
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme

if TYPE_CHECKING:
    from aitx_budget.consolidate import Consolidation

StrPath = str | Path


@dataclass(frozen=True)
class ConsolidationReport:
    """What consolidating gave.

    Attributes:
        consolidation: every file with what became of it, every row counted, and what the checks say.
        notes: what was passed over, in words.
        inputs: the files that were read; nothing is ever written to them.
        path: the consolidated workbook; None where no region's workbook counts, so that none was written.
        exported: the folder of the tables as data; None where none was asked for or written.
    """

    consolidation: Consolidation = field(repr=False)
    notes: tuple[Text, ...] = ()
    inputs: tuple[Path, ...] = ()
    path: Place | None = None
    exported: Path | None = None

    def exit_code(self, fail_on: Severity | str = Severity.ERROR) -> int:
        """Return 0 in order, 1 findings, 2 a file not checked or no region to consolidate, 3 a check of ours broke."""
        made = self.consolidation
        if made.crashed:
            return CRASHED
        if self.path is None or any(each.refused for each in made.results):
            return UNCHECKED
        least = one_of(Severity, fail_on)
        grave = [level for level in Severity if level.rank <= least.rank]
        return FINDINGS if any(made.count(level) for level in grave) else CHECKED


def consolidate(  # noqa: PLR0913 - one argument per choice
    paths: StrPath | Sequence[StrPath],
    output_path: StrPath,
    *,
    export: StrPath | None = None,
    programme: Programme | StrPath | None = None,
    only_clean: bool = False,
    waivers: StrPath | None = None,
    as_of: dt.date | str | None = None,
    jobs: int = 1,
    scheduler: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    language: Language | str = Language.KO,
    force: bool = False,
    progress: Progress | None = None,
) -> ConsolidationReport:
    """Put the regions' workbooks into one, with every line, every sum over the lines and every finding.

    Of several workbooks of a region the latest counts; institutions' workbooks are left out. What is not in is named
    with the reason, and where no workbook counts nothing is written.

    Args:
        paths: files, folders, globs or zips of workbooks, or addresses of a store (`s3://…`).
        output_path: a file, or an address of a store, where the consolidated workbook goes.
        export: a folder of its own for every table as CSV and Parquet with a `datapackage.json`; None for none.
        programme: one that is loaded, or its file; the shipped one for None.
        only_clean: leave out regions whose workbook has errors.
        waivers: a TOML file of what excuses findings; None for nothing.
        as_of: the day waivers are held against; today for None.
        jobs: processes that read files; the result does not depend on it.
        scheduler: address of a Dask scheduler whose machines read them instead; the result does not depend on it.
        limits: on each file, and where there are several on the process that reads it.
        language: of headings and findings; sheets keep their Korean names.
        force: replace results that exist.
        progress: told of every file read.

    Raises:
        UsageError: a path does not exist, or there is nothing to consolidate.
        WaiverError: the waiver file is not usable; names each key and what was expected.
        OutputError: the result cannot be written.
        ClusterError: the scheduler or a store cannot be reached, or there are no machines that are fit.
    """
    programme = programme_of(programme)
    language, as_of = one_of(Language, language), day_of(as_of)
    found, notes = anywhere(paths)
    inputs = tuple(each.location for each in found)
    target = place_of(output_path)
    output.ensure_writable(target, force=force, inputs=inputs)
    folder = None if export is None else _folder(export)
    beside = inputs if isinstance(target, Address) else (*inputs, target)
    if folder is not None:
        exporting.ensure_writable(folder, force=force, beside=beside)
    excuses = waivers_as_of(waivers, programme, as_of)
    with hands(scheduler, len(found), jobs, limits, checking=False) as crew:
        intakes = read(found, programme, crew=crew, progress=progress)
    from aitx_budget.consolidate import gather

    made = gather(intakes, programme, only_clean=only_clean, waivers=excuses)
    report = ConsolidationReport(
        made, (*notes, *not_concerned(excuses, regions_of(made.results))), inputs
    )
    if not made.regions:
        return report
    from aitx_budget.consolidate.book import write_book

    path = output.write(target, write_book(made, language), force=force, inputs=inputs)
    if folder is not None:
        from aitx_budget.export import render

        exporting.write(folder, render(made, language), force=force, beside=beside)
    return replace(report, path=path, exported=folder)


def _folder(export: StrPath) -> Path:
    """Return the folder of an export, which is exchanged whole, as no store can."""
    place = place_of(export)
    if isinstance(place, Address):
        raise UsageError(
            Text(
                f"--export는 저장소 주소가 아니라 폴더로 지정해 주세요: {place}",
                f"--export goes into a folder, not into a store: {place}",
            )
        )
    return place
