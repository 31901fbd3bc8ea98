"""What else meets a returned file than the check of it: workers, comparison, assembly, consolidation.

Each yields what does not hold; what it raises is a find as well.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from aitx_budget.annotate import annotate
from aitx_budget.assemble import assemble
from aitx_budget.checks.runner import run
from aitx_budget.compare import Version, compare
from aitx_budget.consolidate import gather
from aitx_budget.consolidate.book import write_book
from aitx_budget.errors import UsageError
from aitx_budget.intake import read, read_whole
from aitx_budget.intake.understanding import Filled
from aitx_budget.library.comparing import ComparisonFormat, ComparisonReport
from aitx_budget.library.crew import Crew
from aitx_budget.library.marking import Marker, copies
from aitx_budget.library.run import read as read_all
from aitx_budget.library.run import sources
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.model.text import Language
from fuzz.mutants import Mutant
from fuzz.seeds import PROGRAMME, seed
from intake.written import by_xlsxwriter
from safety import outputs
from workbooks import Workbook

Intake = Submission | Refusal
_GOOD = "비교할 예산.xlsx"


@cache
def _original(name: str) -> Version:
    """Return the seed that a mutant was made of, checked."""
    return _version(seed(name))


def _version(data: bytes, path: str = _GOOD) -> Version:
    intake = read(data, path, PROGRAMME)
    assert isinstance(intake, Submission), "a seed is good"
    return Version(intake, run([intake], PROGRAMME)[0])


@cache
def _whole(scope: str) -> Filled:
    """Return a good workbook of a region or of an institution of it, with all its cells."""
    found = read_whole(by_xlsxwriter(Workbook(scope=scope).raw()), f"{scope}.xlsx", PROGRAMME)
    assert isinstance(found, Filled), "it is good"
    return found


def compared(mutant: Mutant, intake: Intake) -> Iterator[str]:
    """Held against itself nothing differs; held against the seed all formats are sound, or it is said why not."""
    if isinstance(intake, Refusal):
        return
    this = Version(intake, run([intake], PROGRAMME)[0])
    same = compare(this, this, PROGRAMME)
    if not same.unchanged:
        yield f"differs from itself: {same.changes[:2]} {same.uncompared[:2]}"
    other = _original(mutant.seed)
    for sides in ((other, this), (this, other)):
        try:
            report = ComparisonReport(compare(*sides, PROGRAMME))
        except UsageError as error:
            yield from _unsaid(error)
            continue
        said = {each: report.render(each, _language(mutant)) for each in ComparisonFormat}
        yield from (f"{name.value}: {problem}" for name, problem in outputs.compared(said))


def assembled(mutant: Mutant, _: Intake) -> Iterator[str]:
    """As the region's workbook and as an institution's every row is taken or refused, and the result is read."""
    found = read_whole(mutant.data, "제출본/예산.xlsx", PROGRAMME)
    if isinstance(found, Filled):
        yield from _put_together(found, (_whole("institution"),))
    yield from _put_together(_whole("region"), (found, _whole("institution")))


def _put_together(region: Filled, parts: Sequence[Filled | Refusal]) -> Iterator[str]:
    files = [f"{number}.xlsx" for number in range(len(parts) + 1)]
    try:
        made = assemble(region, parts, PROGRAMME, files=files, path="취합.xlsx")
    except UsageError as error:
        yield from _unsaid(error)
        return
    yield from outputs.workbook(made.data, typed=True)
    for each in made.account.standings:
        if each.found != each.taken + each.refused:
            yield f"rows lost: {each}"
    if isinstance(made.region, Refusal):
        yield f"the result is refused: {made.region.detail}"
    for result in run([made.region, *made.institutions], PROGRAMME):
        yield from _crashed(result)


def consolidated(mutant: Mutant, intake: Intake) -> Iterator[str]:
    """Beside a good region's workbook every row is taken or refused, and the book of both is sound."""
    made = gather([intake, _original("small").submission], PROGRAMME)
    for each in made.inputs:
        for count in each.counts:
            if count.found != count.taken + count.refused:
                yield f"rows lost: {each.path} {count}"
    for result in made.results:
        yield from _crashed(result)
    yield from outputs.workbook(write_book(made, _language(mutant)))


FURTHER: dict[str, Callable[[Mutant, Intake], Iterator[str]]] = {
    "compare": compared,
    "assemble": assembled,
    "consolidate": consolidated,
}
"""What one mutant is put through, by the name that a find goes by."""


def by_workers(
    mutants: Sequence[Mutant], intakes: Sequence[Intake], results: Sequence[WorkbookResult]
) -> Iterator[tuple[Mutant, str]]:
    """Workers read and mark a folder of mutants to the same as one process does."""
    with tempfile.TemporaryDirectory() as name:
        folder, marked = Path(name) / "in", Path(name) / "out"
        folder.mkdir()
        for number, mutant in enumerate(mutants):
            (folder / f"{number:04}.xlsx").write_bytes(mutant.data)
        found, _ = sources([folder])
        copied = copies(found, marked, force=False)
        with Crew(len(found), 2) as crew:
            read_there = read_all(found, PROGRAMME, crew=crew)
            marker = Marker(PROGRAMME, Language.KO, None, force=False)
            _, unmarked = marker.mark_all(copied, results, crew)
        reasons = {each.path: each for each in unmarked}
        for mutant, intake, answer in zip(mutants, intakes, read_there, strict=True):
            if replace(answer, path=intake.path) != intake:
                yield mutant, f"a worker reads it differently: {answer}"[:1_500]
        for mutant, result, copy in zip(mutants, results, copied, strict=True):
            here = _copy(mutant, result)
            there = copy.target.read_bytes() if copy.target.exists() else None
            if here != there:
                why = reasons.get(copy.found.path)
                yield mutant, f"a worker marks it differently: {why}"[:1_500]


def _copy(mutant: Mutant, result: WorkbookResult) -> bytes | None:
    """Return the marked copy, None where there is none."""
    if result.refused:
        return None
    try:
        return annotate(mutant.data, result, programme=PROGRAMME)
    except UsageError:
        return None


def _language(mutant: Mutant) -> Language:
    """Return one language or the other, the same each time."""
    return tuple(Language)[len(mutant.data) % 2]


def _unsaid(error: UsageError) -> Iterator[str]:
    """Yield what is wrong with a refusal in words: it is one line."""
    if not error.text.ko.strip() or "\n" in error.text.ko:
        yield f"no sentence: {error.text.ko!r}"


def _crashed(result: WorkbookResult) -> Iterator[str]:
    for each in result.findings:
        if each.code == "INT999":
            yield f"INT999: {each.message.ko}"
