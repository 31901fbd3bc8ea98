"""The verb that holds two versions of one budget against each other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from aitx_budget.checks import apart
from aitx_budget.errors import UsageError
from aitx_budget.library import output
from aitx_budget.library.asked import day_of, one_of, programme_of
from aitx_budget.library.crew import Crew
from aitx_budget.library.run import (
    CHECKED,
    CRASHED,
    FINDINGS,
    StrPath,
    read,
    source,
    unreadable,
)
from aitx_budget.library.waiving import not_concerned, regions_of, waivers_as_of
from aitx_budget.model.submission import Submission
from aitx_budget.model.text import Language, Text

if TYPE_CHECKING:
    from aitx_budget.compare import Comparison
    from aitx_budget.intake.files import Found
    from aitx_budget.model.finding import WorkbookResult
    from aitx_budget.model.waiver import Waivers
    from aitx_budget.programme.schema import Programme


class ComparisonFormat(StrEnum):
    """What a comparison can be written as; the ending of the file says which."""

    XLSX = ".xlsx"
    JSON = ".json"
    HTML = ".html"
    TEXT = ".txt"


@dataclass(frozen=True)
class ComparisonReport:
    """What holding two versions against each other gave.

    Attributes:
        comparison: all that differs.
        notes: what was passed over, in words.
        written: the file it was written to; None where none was asked for.
    """

    comparison: Comparison = field(repr=False)
    notes: tuple[Text, ...] = ()
    written: Path | None = None

    def exit_code(self) -> int:
        """0 compared, 1 compared and the later version has errors that did not count before, 3 a check of ours broke."""
        sides = (self.comparison.before, self.comparison.after)
        if any(side.result.crashed for side in sides):
            return CRASHED
        return FINDINGS if self.comparison.new_errors else CHECKED

    def render(
        self, format_: ComparisonFormat | str, language: Language | str = Language.KO
    ) -> bytes:
        """Return the comparison in a format, such as `.json`; texts in UTF-8.

        Raises:
            UsageError: there is no such format or language.
        """
        from aitx_budget.compare import html, json_, text, workbook

        format_, language = one_of(ComparisonFormat, format_), one_of(Language, language)
        if format_ is ComparisonFormat.XLSX:
            return workbook.render(self.comparison, language)
        if format_ is ComparisonFormat.JSON:
            return json_.render(self.comparison, language).encode()
        if format_ is ComparisonFormat.HTML:
            return html.render(self.comparison, language).encode()
        return text.render(self.comparison, language).encode()


def compare(  # noqa: PLR0913 - one argument per choice
    before: StrPath,
    after: StrPath,
    output_path: StrPath | None = None,
    *,
    programme: Programme | StrPath | None = None,
    waivers: StrPath | None = None,
    as_of: dt.date | str | None = None,
    language: Language | str = Language.KO,
    force: bool = False,
) -> ComparisonReport:
    """Hold two versions of one budget against each other; both are checked as well.

    Args:
        before: the earlier workbook.
        after: the later one.
        output_path: where the 변경대비표 goes, as its ending says: .xlsx, .json, .html or .txt; None for nowhere.
        programme: one that is loaded, or its file; the shipped one for None.
        waivers: a TOML file of what excuses findings, held against both versions; None for nothing.
        as_of: the day that waivers are held against; today for None.
        language: of what is written.
        force: replace a result that exists.

    Raises:
        UsageError: a path is not one readable workbook, they are not versions of one budget, or the ending is
            of no format.
        WaiverError: the waiver file is not usable; names each key and what was expected.
        OutputError: the result cannot be written.
    """
    from aitx_budget.compare import Version
    from aitx_budget.compare import compare as side_by_side

    programme = programme_of(programme)
    language, as_of = one_of(Language, language), day_of(as_of)
    first, second = source(before), source(after)
    found, notes = [first[0], second[0]], (*first[1], *second[1])
    inputs = [each.location for each in found]
    target = None if output_path is None else Path(output_path)
    format_ = ComparisonFormat.TEXT if target is None else _format(target)
    if target is not None:
        output.ensure_writable(target, force=force, inputs=inputs)
    excuses = waivers_as_of(waivers, programme, as_of)
    earlier, later = (Version(*each) for each in _checked(found, programme, excuses))
    comparison = side_by_side(earlier, later, programme)
    notes += (
        *not_concerned(excuses, regions_of([earlier.result, later.result])),
        *_order(comparison),
    )
    report = ComparisonReport(comparison, notes)
    if target is None:
        return report
    data = report.render(format_, language)
    return replace(report, written=output.write(target, data, force=force, inputs=inputs))


def _order(made: Comparison) -> tuple[Text, ...]:
    """Say where the versions seem to be named the wrong way round, or one of them not to be numbered anew."""
    first, second = (each.entry("revision") for each in (made.before, made.after))
    if first is None or second is None or first < second or (first == second and made.unchanged):
        return ()
    if first == second:
        return (
            Text(
                f"내용이 다른 두 파일의 제출차수가 {first}로 같습니다. 보완 제출본이면 제출차수를 올려 달라고 안내해 주세요. 지역을 모을 때 어느 것이 최종본인지 제출차수로 정합니다.",
                f"Both files have revision {first} though they differ. The later one should have a higher one: a consolidation takes the latest by it.",
            ),
        )
    return (
        Text(
            f"변경전의 제출차수({first})가 변경후({second})보다 높습니다. 두 파일의 순서를 확인해 주세요.",
            f"The earlier version has revision {first} and the later one {second}; see whether they are the wrong way round.",
        ),
    )


def _format(target: Path) -> ComparisonFormat:
    """Return the format that a file's ending says.

    Raises:
        UsageError: it is of none.
    """
    try:
        return ComparisonFormat(target.suffix.lower())
    except ValueError:
        endings = ", ".join(ComparisonFormat)
        raise UsageError(
            Text(
                f"저장할 파일 이름은 {endings} 가운데 하나로 끝나야 합니다: {target}",
                f"The name of the result ends with one of {endings}: {target}",
            )
        ) from None


def _checked(
    found: list[Found], programme: Programme, waivers: Waivers | None
) -> list[tuple[Submission, WorkbookResult]]:
    """Return what intake understood of each file with what the checks said of it.

    Each is checked alone: side by side, two versions of one budget would be one region handed in twice.

    Raises:
        UsageError: a file cannot be read as a budget.
    """
    checked = []
    with Crew(len(found)) as crew:
        intakes = read(found, programme, crew=crew)
    for intake in intakes:
        (result,) = apart.run([intake], programme, waivers=waivers)
        if not isinstance(intake, Submission):
            raise unreadable(result)
        checked.append((intake, result))
    return checked
