"""assemble: institutions' workbooks into the region's, written, checked and told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aitx_budget.checks import apart
from aitx_budget.errors import UsageError
from aitx_budget.library import output
from aitx_budget.library.asked import day_of, one_of, programme_of
from aitx_budget.library.batch import Progress
from aitx_budget.library.crew import Crew
from aitx_budget.library.run import FINDINGS, Report, StrPath, read_whole, source, sources
from aitx_budget.library.waiving import not_concerned, regions_of, waivers_as_of
from aitx_budget.model.finding import Severity
from aitx_budget.model.submission import Refusal
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme

if TYPE_CHECKING:
    from aitx_budget.assemble import Account, Assembly
    from aitx_budget.intake.files import Found
    from aitx_budget.model.finding import WorkbookResult
    from aitx_budget.model.submission import Submission
    from aitx_budget.model.waiver import Waivers

_OF_PARTS = ("FIL", "ASM", "INT")
"""Families of rules that an institution's workbook is told of here; `validate` asks the others."""


_THE_REGIONS = Text(
    "지역 예산서 파일 하나를 먼저 지정해 주세요", "Name the one workbook of the region first"
)


@dataclass(frozen=True)
class Assembled:
    """What assembling gave.

    Attributes:
        report: of the assembled workbook first, if one was written, then of each institution's, in input order.
        account: who brought what; None where the region's workbook could not be read.
        path: the assembled workbook; None where none was written: the region's could not be read, or nothing came in.
    """

    report: Report
    account: Account | None
    path: Path | None

    def exit_code(self, fail_on: Severity | str = Severity.ERROR) -> int:
        """Return the report's exit code; 1 at least where no workbook was written."""
        code = self.report.exit_code(fail_on)
        return max(code, FINDINGS) if self.path is None else code


def assemble(  # noqa: PLR0913 - one argument per choice
    region: StrPath,
    institutions: StrPath | Sequence[StrPath],
    output_path: StrPath,
    *,
    programme: Programme | StrPath | None = None,
    waivers: StrPath | None = None,
    as_of: dt.date | str | None = None,
    marked_folder: StrPath | None = None,
    language: Language | str = Language.KO,
    force: bool = False,
    progress: Progress | None = None,
) -> Assembled:
    """Put institutions' workbooks into the region's and check what comes of it.

    Args:
        region: the region's workbook, or the result of an earlier assembly.
        institutions: files, folders, globs or zips of institutions' workbooks.
        output_path: where the assembled workbook goes.
        programme: one that is loaded, or its file; the shipped one for None.
        waivers: a TOML file of what excuses findings; None for nothing.
        as_of: the day of the check, which annotated copies show and waivers are held against; for None copies
            show none, and waivers are held against today.
        marked_folder: where annotated copies of the assembled workbook and of the institutions' go; None for none.
        language: of the annotated copies.
        force: replace results that exist.
        progress: told of every file read.

    Returns:
        Findings and account. A file that cannot be read is refused and the others come in; where it is the region's,
        or where nothing of any institution comes in, no workbook is written.

    Raises:
        UsageError: a path does not exist, or the region's workbook is no region's or lacks a sheet or a column.
        WaiverError: the waiver file is not usable; names each key and what was expected.
        OutputError: a result cannot be written.
    """
    from aitx_budget.assemble import assemble as assembled
    from aitx_budget.library.marking import Marker, copies

    programme = programme_of(programme)
    language, as_of = one_of(Language, language), day_of(as_of)
    first, notes = source(region, _THE_REGIONS)
    parts, more = sources(institutions)
    others = [each for each in parts if each.location.resolve() != first.location.resolve()]
    if not others:
        raise UsageError(
            Text(
                "취합할 기관용 예산서가 없습니다. 지역 예산서 다음에 기관용 예산서 파일이나 폴더를 지정해 주세요.",
                "There is nothing to assemble; name the institutions' workbooks or their folder after the region's.",
            )
        )
    found, target = (first, *others), Path(output_path)
    inputs = tuple(each.location for each in found)
    output.ensure_writable(target, force=force, inputs=inputs)
    excuses = waivers_as_of(waivers, programme, as_of)
    copied = []
    if marked_folder is not None:
        copied = copies((_at(target), *others), Path(marked_folder), force=force)
    with Crew(len(found)) as crew:
        intakes = read_whole(found, programme, crew=crew, progress=progress)
    begun = Report((), programme, (*notes, *more), inputs)
    if isinstance(intakes[0], Refusal):
        return Assembled(replace(begun, results=_told([intakes[0]], programme)), None, None)
    made = assembled(intakes[0], intakes[1:], programme, files=_names(found), path=str(target))
    results = _checked(made, programme, excuses)
    if made.account.brought:
        output.write(target, made.data, force=force, inputs=inputs)
        copied[:1] = [replace(each, state=None) for each in copied[:1]]  # it was written since
    else:
        results, copied = results[1:], copied[1:]
    notes = (*begun.notes, *not_concerned(excuses, regions_of(results)))
    report = replace(begun, notes=notes, results=results)
    if marked_folder is not None:
        marker = Marker(programme, language, as_of, force)
        with Crew(len(results)) as crew:
            marked, unmarked = marker.mark_all(copied, results, crew)
        report = replace(report, marked=marked, unmarked=unmarked)
    return Assembled(report, made.account, target if made.account.brought else None)


def _at(target: Path) -> Found:
    """Return the written workbook as a file to read."""
    from aitx_budget.intake.files import Found

    return Found(str(target), target)


def _checked(
    made: Assembly, programme: Programme, waivers: Waivers | None
) -> tuple[WorkbookResult, ...]:
    """Check the assembled workbook, and the institutions' for what concerns putting them together.

    A waiver that excuses something of an institution's workbook has done its work there; the others are held against
    the assembled workbook, where they are judged.
    """
    parts = _told(made.institutions, programme, _of_parts(waivers))
    used = {each.waiver.number for result in parts for each in result.waivers if each.covered}
    if waivers is not None:
        left = tuple(each for each in waivers.entries if each.number not in used)
        waivers = replace(waivers, entries=left)
    (region,) = apart.run([made.region], programme, waivers=waivers)
    return (replace(region, awaited=made.account.awaited), *parts)


def _of_parts(waivers: Waivers | None) -> Waivers | None:
    """Return the waivers of rules that institutions' workbooks are told of."""
    if waivers is None:
        return None
    entries = tuple(each for each in waivers.entries if each.rule.startswith(_OF_PARTS))
    return replace(waivers, entries=entries)


def _told(
    intakes: Sequence[Submission | Refusal], programme: Programme, waivers: Waivers | None = None
) -> tuple[WorkbookResult, ...]:
    """Check what concerns putting workbooks together."""
    return apart.run(intakes, programme, select=_OF_PARTS, waivers=waivers)


def _names(found: Sequence[Found]) -> list[str]:
    """Return what files are called in findings: by name, or by path where two have one name."""
    names = Counter(each.name for each in found)
    return [each.name if names[each.name] == 1 else each.path for each in found]
