"""Where an officer put things changes no finding: rows in any order, blank lines, sheets anywhere by any name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import deepcopy

from effort import tried
from faults import FAULTS, book_with
from hypothesis import given
from hypothesis import strategies as st
from rearranged import Rearranged, rearranged

from aitx_budget.checks.largest import POINTED
from aitx_budget.checks.runner import run
from aitx_budget.intake.understanding import understand
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook

PROGRAMME = default_programme()
Where = Callable[[str | None, str | None], tuple[str | None, str | None]]


def checked(books: list[Workbook]) -> list[WorkbookResult]:
    """Return what is said of each workbook on its own."""
    return [run([understand(book.raw(), "예산.xlsx", PROGRAMME)], PROGRAMME)[0] for book in books]


def told(result: WorkbookResult, now: Where) -> Counter[tuple[object, ...]]:
    """Return every finding with all cells it concerns, each where it stands `now`.

    Of several cells that a finding is of, the first of the sheet bears it; they count together. Of a sum over more
    lines than are named it names the largest, and of equal ones the first: then how many they are is what counts.
    """
    found: Counter[tuple[object, ...]] = Counter()
    for each in result.findings:
        others = (place.rpartition("!")[::2] for place in each.related)
        named = frozenset({now(each.sheet, each.cell), *(now(*other) for other in others)})
        cells = len(named) if len(named) == POINTED else named
        found[
            each.code, each.severity, cells, repr(each.measure), repr(sorted(each.scope.items()))
        ] += 1
    return found


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Workbook, Rearranged]:
    """Draw a workbook and the same one re-arranged."""
    faults = draw(st.lists(st.sampled_from(FAULTS), unique=True, max_size=len(FAULTS)))
    return book_with(faults), draw(rearranged(st.builds(lambda: book_with(deepcopy(faults)))))


@given(pairs())
@tried(6)
def test_the_same_findings_wherever_things_stand(drawn):
    """Totals are the same, and every finding is of the same cells, by their new addresses."""
    plain, other = drawn
    before, after = checked([plain, other.book])
    assert after.totals == before.totals
    assert told(after, lambda *place: place) == told(before, other.now)
