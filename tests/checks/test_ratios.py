"""Arithmetic of shares: exact at the boundary, and cures that are the smallest there are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from aitx_budget.checks.ratios import (
    Held,
    above_maximum,
    at_least,
    at_most,
    below_minimum,
    rounding_only,
    to_cut,
    to_raise,
)
from aitx_budget.layout.structure import LARGEST_WON
from aitx_budget.model.finding import Measure, Severity
from aitx_budget.model.money import Ratio
from aitx_budget.model.text import Text
from aitx_budget.programme.loader import default_programme

AMOUNT = st.integers(min_value=0, max_value=500 * LARGEST_WON)
SMALL = st.integers(min_value=0, max_value=60)


@st.composite
def proper(draw: st.DrawFn) -> Ratio:
    """Draw a ratio between 0 and 1, both left out."""
    base = draw(st.integers(min_value=2, max_value=100))
    return Ratio(draw(st.integers(min_value=1, max_value=base - 1)), base)


def exact(*numbers: int) -> pd.Series:
    """Return a column of Python whole numbers, as views keep amounts."""
    return pd.Series(np.array(numbers, dtype=object))


def enough(part: int, whole: int, ratio: Ratio) -> bool:
    """Tell whether a single part is at least its share."""
    return bool(at_least(exact(part), exact(whole), ratio).iloc[0])


def held(part: int, rest: int, ratio: Ratio, **changed: object) -> Held:
    """Return a part held against part and rest."""
    words = Text("것", "thing")
    given_ = {"cuttable": rest, "cells": (None,)} | changed
    return Held(part, part + rest, ratio, words, words, words, words, words, **given_)  # type: ignore[arg-type]


def test_boundary_of_the_notice() -> None:
    """14,000,000,000 won of national funds pass 40 % in 23,333,333,334 won, and not in one won less."""
    minimum = default_programme().matching.minimum.value
    assert enough(9_333_333_334, 23_333_333_334, minimum)
    assert not enough(9_333_333_333, 23_333_333_333, minimum)


@given(AMOUNT, AMOUNT, proper())
def test_least_and_most_are_where_the_verdict_turns(part: int, rest: int, ratio: Ratio) -> None:
    """A part is enough exactly from its least share on, and not too much exactly up to its largest."""
    whole = part + rest
    least, most = ratio.least(whole), ratio.most(whole)
    parts, wholes = exact(least - 1, least, part), exact(whole, whole, whole)
    assert at_least(parts, wholes, ratio).tolist() == [False, True, part >= least]
    parts = exact(most, most + 1, part)
    assert at_most(parts, wholes, ratio).tolist() == [True, False, part <= most]


@given(SMALL, SMALL, proper())
def test_raise_is_the_smallest_that_cures(part: int, rest: int, ratio: Ratio) -> None:
    """The won to add cure the share, and one won less does not."""
    more = to_raise(part, part + rest, ratio)
    assert enough(part + more, part + rest + more, ratio)
    assert more == 0 or not enough(part + more - 1, part + rest + more - 1, ratio)


@given(SMALL, SMALL, proper())
def test_cut_is_the_smallest_that_cures(part: int, rest: int, ratio: Ratio) -> None:
    """The won to cut from the rest cure the share, and one won less does not."""
    less = to_cut(part, part + rest, ratio)
    assert less <= rest
    assert enough(part, part + rest - less, ratio)
    assert less == 0 or not enough(part, part + rest - less + 1, ratio)


@given(AMOUNT, AMOUNT, proper())
def test_a_maximum_is_a_minimum_of_the_rest(part: int, rest: int, ratio: Ratio) -> None:
    """A part is at most its share exactly where the rest is at least the remaining share."""
    whole = part + rest
    remaining = Ratio(ratio.denominator - ratio.numerator, ratio.denominator)
    assert at_most(exact(part), exact(whole), ratio).tolist() == [enough(rest, whole, remaining)]


def test_shortfall_is_told_with_its_figures() -> None:
    """Both kinds of ratio carry part, whole, threshold and by how many won they fail."""
    programme = default_programme()
    short = below_minimum(held(39, 61, Ratio(4, 10)), programme)
    above = above_maximum(held(61, 39, Ratio(6, 10)), programme)
    assert short.measure == Measure(39, 100, Ratio(4, 10), 1)
    assert above.measure == Measure(61, 100, Ratio(6, 10), 1)
    assert (short.expected, above.expected) == (">= 40", "<= 60")


def test_rounding_eases_an_error_up_to_the_tolerance() -> None:
    """A shortfall of the tolerance is a warning that says so; one won more is an error; a note stays a note."""
    programme = default_programme()
    tolerance = programme.matching.rounding_tolerance.value
    assert rounding_only(tolerance, programme)
    assert not rounding_only(tolerance + 1, programme)
    short = below_minimum(
        held(4_000_000 - tolerance, 6_000_000 + tolerance, Ratio(4, 10)), programme
    )
    assert short.severity is Severity.WARNING
    assert "rounding only" in short.message.en
    more = held(4_000_000 - tolerance - 1, 6_000_000 + tolerance + 1, Ratio(4, 10))
    worse = below_minimum(more, programme)
    assert worse.severity is Severity.ERROR
    assert "rounding" not in worse.message.en
    note = held(0, 10, Ratio(4, 10), severity=Severity.NOTE)
    assert below_minimum(note, programme).severity is Severity.NOTE


def test_a_cure_that_cannot_be_made_is_not_offered() -> None:
    """Nothing can be cut that isn't there, and nothing that is raised reaches the whole."""
    programme = default_programme()
    nothing_to_cut = below_minimum(held(1, 9, Ratio(4, 10), cuttable=0), programme).fix
    assert (
        nothing_to_cut.ko
        == "것을 5원 늘리세요. 것을 그대로 두려면 다른 재원 3원을 것으로 바꾸세요."
    )
    all_of_it = below_minimum(held(1, 9, Ratio(1, 1)), programme).fix
    assert all_of_it.ko == "것을 9원 줄이세요. 것을 그대로 두려면 것 9원을 것으로 바꾸세요."
    neither = below_minimum(held(1, 9, Ratio(1, 1), cuttable=0), programme).fix
    assert neither.en == "To keep thing, move 9 won of other sources to thing."
