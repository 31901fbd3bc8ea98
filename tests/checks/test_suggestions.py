"""What a cell that could not be read may have meant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aitx_budget.checks.suggestions import (
    code_meant,
    months_meant,
    numbers_meant,
    says_nothing,
    share_meant,
    thousandths_meant,
)
from aitx_budget.layout.structure import Kind
from aitx_budget.programme.loader import default_programme


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("약 3억", (300_000_000,)),
        ("3억 내외", (300_000_000,)),
        ("1,000~2,000", (1000, 2000)),
        ("1억2천", (120_000_000,)),
        ("5천", (50_000_000, 5000)),
        ("1억~", ()),
        ("협의 중", ()),
        ("약 -3억", ()),
        ("1.5원", ()),
        ("약 99조", ()),
    ],
)
def test_amounts(text: str, meant: tuple[int, ...]) -> None:
    """An amount that is approximate, a range or of an open unit gives the won to choose from, any other text nothing."""
    assert numbers_meant(text, Kind.WON) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("90~100명", (Decimal(90), Decimal(100))),
        ("약 1.5개월", (Decimal("1.5"),)),
        ("1.2345", ()),
        ("여러 개", ()),
    ],
)
def test_quantities(text: str, meant: tuple[Decimal, ...]) -> None:
    """A quantity gives the numbers in it where these are plain."""
    assert numbers_meant(text, Kind.QUANTITY) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("0.7", "70"), ("0.125", "12.5"), ("0.01", "1"), ("0.009", None), ("1.5", None), ("반", None)],
)
def test_shares(text: str, meant: str | None) -> None:
    """A fraction below 1 is a percentage from 1 to 100, or nothing certain."""
    found = share_meant(text)
    assert (None if found is None else str(found)) == meant


def test_decimals_are_rounded_to_three() -> None:
    """Too many decimals are rounded half up, and what is no number is left alone."""
    assert str(thousandths_meant("1.2345")) == "1.235"
    assert str(thousandths_meant("1,000.00049")) == "1000"
    assert thousandths_meant("1.2345개") is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("10월", ("2025-10", "2026-10")),
        ("3월 초", ("2026-03",)),
        ("2025.1", ("2025-10",)),
        ("'26.1", ("2026-01", "2026-10")),
        ("2027.1", ()),
        ("13월", ()),
        ("2025-13", ()),
        ("미정", ()),
    ],
)
def test_months(text: str, meant: tuple[str, ...]) -> None:
    """A month without its year, or one that lost a zero, gives the months of the period that fit."""
    assert months_meant(text, default_programme().months) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("i-3", "I03"),
        ("I2", "I02"),
        ("I-02", "I02"),
        ("I 20", "I20"),
        ("Z-9", ""),
        ("I021", "I02"),
        ("본부", ""),
    ],
)
def test_codes(text: str, meant: str) -> None:
    """A code of the same letters and number is meant, whatever its case, dash or zeros; else one that looks like it."""
    assert code_meant(text, ["I20", "I02", "I03"]) == meant


@pytest.mark.parametrize(
    ("text", "nothing"),
    [("없음", True), ("해당 없음", True), ("N/A", True), ("없음 30", False), ("협의 중", False)],
)
def test_nothing_in_words(text: str, nothing: bool) -> None:
    """Only a text that says nothing else says that there is nothing."""
    assert says_nothing(text) is nothing
