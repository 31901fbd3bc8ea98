"""A share on 총괄표 never looks as if it met a threshold that it misses."""

from __future__ import annotations

from fractions import Fraction

import pytest

from aitx_budget.layout.expressions import Const, Share
from aitx_budget.layout.summary import summary
from aitx_budget.layout.summary.sheet import Style
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.money import share
from aitx_budget.programme.loader import default_programme
from aitx_budget.template.values import contents

PROGRAMME = default_programme()
LAYOUT = workbook_layout(PROGRAMME)
NOTHING = contents(LAYOUT, "region", {})


@pytest.mark.parametrize(
    ("part", "whole", "cut", "raised"),
    [
        (24_999, 100_000, 2499, 2500),
        (60_001, 100_000, 6000, 6001),
        (57, 100, 5700, 5700),
        (1, 3, 3333, 3334),
        (-24_999, 100_000, -2499, -2500),
        (0, 7, 0, 0),
    ],
)
def test_shares_are_cut_or_raised_to_hundredths(
    part: int, whole: int, cut: int, raised: int
) -> None:
    """What must reach a minimum is cut, what must stay under a maximum is raised; exact hundredths stay."""
    found = [Share(Const(part), Const(whole), up=up).value(NOTHING) for up in (False, True)]
    assert found == [Fraction(cut, 10_000), Fraction(raised, 10_000)]
    if part >= 0:
        assert share(part, whole) == f"{cut // 100}.{cut % 100:02d}%"


def test_nothing_of_nothing_is_no_share() -> None:
    """Where the whole is 0 the cell is empty."""
    assert Share(Const(1), Const(0)).value(NOTHING) == ""


def test_every_share_that_is_shown_is_one() -> None:
    """All cells of 총괄표 in percent show such a share; those held against a maximum, and they alone, are raised."""
    laid = summary(PROGRAMME, LAYOUT, {"institutions": 2, "unit_projects": 2})
    raised = set()
    for cell in laid.cells:
        if cell.style is Style.RATIO and not isinstance(cell.content, str):
            text = repr(cell.content)
            assert "Share(" in text
            assert "Share(" not in repr(cell.former)
            assert "Quotient(" in repr(cell.former)
            raised |= {cell.key} if "up=True" in text else set()
    assert raised == {f"ratio.{n}.{name}.share" for n in (1, 2) for name in ("national", "in_kind")}
