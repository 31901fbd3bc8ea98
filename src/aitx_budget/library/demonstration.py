"""The whole chain on the sample budgets: templates, returned workbooks, checks, annotated copies, reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aitx_budget.errors import OutputError
from aitx_budget.library import output, verbs
from aitx_budget.library.run import Progress, Report
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.loader import load_programme
from aitx_budget.programme.schema import Programme
from aitx_budget.report import Format

TEMPLATES = "1_양식"
RETURNED = "2_제출본"
MARKED = "3_검증본"
REPORTS = {Format.HTML: "점검결과.html", Format.JSON: "점검결과.json"}


@dataclass(frozen=True)
class Demonstration:
    """What the chain gave.

    Attributes:
        report: of the five sample budgets.
        templates, returned, reports: paths that were written; the annotated copies are `report.marked`.
    """

    report: Report
    templates: tuple[Path, ...]
    returned: tuple[Path, ...]
    reports: tuple[Path, ...]


def demo(
    output_path: str | Path = "demo",
    *,
    programme: Programme | None = None,
    language: Language = Language.KO,
    force: bool = False,
    progress: Progress | None = None,
) -> Demonstration:
    """Run the whole chain in a folder of its own.

    Args:
        output_path: the folder; made where it is not there.
        programme: the shipped one for None.
        language: of the annotated copies and the report page.
        force: use a folder that is there, and replace in it what the chain writes.
        progress: told of every file that is checked.

    Raises:
        OutputError: the folder is there and `force` is False, or can't be written.
    """
    from aitx_budget.samples import write_samples

    folder = Path(output_path)
    if folder.exists() and not force:
        raise OutputError(
            Text(
                f"이미 있는 폴더입니다. 다시 쓰려면 --force를 붙여 주세요: {folder}",
                f"The folder exists already; add --force to use it again: {folder}",
            )
        )
    programme = programme or load_programme(None)
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
    return Demonstration(report, templates, returned, reports)
