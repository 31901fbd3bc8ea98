"""The whole chain on the sample budgets.

Templates, returned workbooks, checks, annotated copies and reports; a region's budget put together from its
institutions' workbooks; a second submission held against the first; and all regions in one workbook, with its data.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aitx_budget.errors import OutputError
from aitx_budget.library import output, verbs
from aitx_budget.library.asked import one_of, programme_of
from aitx_budget.library.assembling import Assembled, assemble
from aitx_budget.library.batch import Progress
from aitx_budget.library.comparing import ComparisonReport, compare
from aitx_budget.library.consolidating import ConsolidationReport, consolidate
from aitx_budget.library.run import CRASHED, Report
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme
from aitx_budget.report import Format

TEMPLATES = "1_양식"
RETURNED = "2_제출본"
MARKED = "3_검증본"
ASSEMBLY = "4_취합"
CHANGES = "5_변경"
REGIONS = "6_지역종합"
REPORTS = {Format.HTML: "점검결과.html", Format.JSON: "점검결과.json"}


@dataclass(frozen=True)
class Demonstration:
    """What the chain gave.

    Attributes:
        report: of the five sample budgets.
        templates, returned, reports: paths that were written; the annotated copies are `report.marked`.
        assembled: a region's budget put together; its workbooks are `parts`, the region's own first.
        parts: see `assembled`.
        second: a second submission.
        comparison: what it changed.
        consolidated: the five sample budgets in one.
    """

    report: Report
    templates: tuple[Path, ...]
    returned: tuple[Path, ...]
    reports: tuple[Path, ...]
    assembled: Assembled
    parts: tuple[Path, ...]
    second: Path
    comparison: ComparisonReport
    consolidated: ConsolidationReport

    @property
    def crashed(self) -> bool:
        """True where a rule of ours broke on the way."""
        results = (*self.report.results, *self.assembled.report.results)
        made = (self.comparison.exit_code(), self.consolidated.exit_code())
        return any(each.crashed for each in results) or CRASHED in made


def demo(
    output_path: str | Path = "demo",
    *,
    programme: Programme | str | Path | None = None,
    language: Language | str = Language.KO,
    force: bool = False,
    progress: Progress | None = None,
) -> Demonstration:
    """Run the whole chain in a folder of its own.

    Args:
        output_path: the folder; made where it is not there.
        programme: one that is loaded, or its file; the shipped one for None.
        language: of the annotated copies, the report page, the comparison and the consolidated workbook.
        force: use a folder that is there, and replace in it what the chain writes.
        progress: told of every file that is checked.

    Raises:
        OutputError: the folder is there and `force` is False, or cannot be written.
    """
    from aitx_budget.samples import require_fit, write_samples

    folder = Path(output_path)
    if folder.exists() and not force:
        raise OutputError(
            Text(
                f"이미 있는 폴더입니다. 다시 쓰려면 --force를 붙여 주세요: {folder}",
                f"The folder exists already; add --force to use it again: {folder}",
            )
        )
    programme = programme_of(programme)
    language = one_of(Language, language)
    require_fit(programme)
    templates = tuple(
        path
        for scope in ("region", "institution")
        for path in verbs.template(
            folder / TEMPLATES, scope=scope, programme=programme, force=force
        )
    )
    returned = tuple(write_samples(folder / RETURNED, programme))
    report = verbs.validate(
        returned,
        programme=programme,
        marked_folder=folder / MARKED,
        language=language,
        force=force,
        progress=progress,
    )
    reports = tuple(
        output.write(folder / name, report.render(format_, language), force=force)
        for format_, name in REPORTS.items()
    )
    parts, assembled = _assembled(folder / ASSEMBLY, programme, force=force)
    second, comparison = _compared(folder, programme, language, force=force)
    place = folder / REGIONS
    consolidated = consolidate(
        returned,
        place / "지역예산_종합.xlsx",
        export=place / "데이터",
        programme=programme,
        language=language,
        force=force,
        progress=progress,
    )
    return Demonstration(
        report,
        templates,
        returned,
        reports,
        assembled,
        parts,
        second,
        comparison,
        consolidated,
    )


def _assembled(
    folder: Path, programme: Programme, *, force: bool
) -> tuple[tuple[Path, ...], Assembled]:
    """Put a region's budget together from its institutions' workbooks; return these and what came of it."""
    from aitx_budget.samples.exchange import ASSEMBLED, write_parts

    whole, parts = write_parts(folder, programme)
    done = assemble(
        whole, parts, folder / f"{ASSEMBLED}_취합.xlsx", programme=programme, force=force
    )
    return (whole, *sorted(parts.iterdir())), done


def _compared(
    folder: Path, programme: Programme, language: Language, *, force: bool
) -> tuple[Path, ComparisonReport]:
    """Hold a second submission against the first; return it and what it changed."""
    from aitx_budget.samples import file_name
    from aitx_budget.samples.exchange import REVISED, write_second

    second = write_second(folder / CHANGES, programme)
    done = compare(
        folder / RETURNED / file_name(REVISED),
        second,
        folder / CHANGES / f"{REVISED}_변경대비표.xlsx",
        programme=programme,
        language=language,
        force=force,
    )
    return second, done
