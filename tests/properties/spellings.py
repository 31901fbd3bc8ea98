"""Amounts as officers spell them: each with the won it certainly means, or with none."""

from __future__ import annotations

from hypothesis import strategies as st

from aitx_budget.layout.structure import LARGEST_WON

WON = st.integers(0, LARGEST_WON)
_UNITS = (("조", 10**12), ("억", 10**8), ("만", 10**4), ("", 1))
_FULL_WIDTH = str.maketrans("0123456789,.()", "０１２３４５６７８９，．（）")
_SPACES = st.text(st.sampled_from(" \u00a0\u200b\ufeff\u3000\t"), max_size=2)
_SIGNS = st.sampled_from(["△{}", "▲{}", "−{}", "-{}", "({})", "－{}", "△ {}", "- {}"])
_BEFORE = st.sampled_from(["", "￦", "₩ ", "\\", "금 ", "일금", "KRW "])
_AFTER = st.sampled_from(["", "원", " 원", "원정", " KRW"])


def plain(won: int) -> str:
    """`1000000`."""
    return str(won)


def grouped(won: int) -> str:
    """`1,000,000`."""
    return f"{won:,}"


def with_fraction(won: int) -> str:
    """`1,000,000.00`."""
    return f"{won:,}.00"


def in_units(won: int) -> str:
    """`12억 3,456만 7,890원`; without 만 before it the end is open, as in `1억 2천원`, and such is written plainly."""
    if won >= 10**8 and won % 10**4 and not won % 10**8 // 10**4:
        return f"{won:,}원"
    spoken = ""
    for unit, size in _UNITS:
        count, won = divmod(won, size)
        spoken += f"{count:,}{unit} " if count else ""
    return f"{spoken.strip() or '0'}원"


def in_one_unit(won: int, unit: str, size: int) -> str:
    """`1.2억`, `1,000천원`, `350백만원`: as many decimals as it takes to be exact."""
    whole, rest = divmod(won, size)
    decimals = f".{rest:0{len(str(size)) - 1}d}".rstrip("0") if rest else ""
    return f"{whole:,}{decimals}{unit}"


@st.composite
def certain(draw: st.DrawFn) -> tuple[str, int]:
    """Draw (spelling, won): any amount in any accepted spelling, signs and ornaments included."""
    won = draw(WON)
    written = draw(st.sampled_from([plain, grouped, with_fraction, in_units, _shortened(draw)]))
    spelt = written(won)
    if written in (plain, grouped, with_fraction):
        spelt = draw(_BEFORE) + spelt + draw(_AFTER)
    return _dressed(draw, spelt, won)


def _shortened(draw: st.DrawFn):
    units = [("천원", 10**3), ("만", 10**4), ("백만원", 10**6), ("천만원", 10**7), ("억", 10**8)]
    units += [("억원", 10**8), ("십억", 10**9), ("조원", 10**12), ("백만 원", 10**6)]
    unit, size = draw(st.sampled_from(units))
    return lambda won: in_one_unit(won, unit, size)


def _dressed(draw: st.DrawFn, spelt: str, won: int) -> tuple[str, int]:
    """Put a sign, full-width digits and unseen spaces on a spelling."""
    if draw(st.booleans()):
        spelt, won = draw(_SIGNS).format(spelt), -won
    if draw(st.booleans()):
        spelt = spelt.translate(_FULL_WIDTH)
    return draw(_SPACES) + spelt + draw(_SPACES), won


@st.composite
def ambiguous(draw: st.DrawFn) -> str:
    """Draw a text with an amount in it that could mean another, or none."""
    one, other = draw(st.integers(1, 10**9)), draw(st.integers(1, 10**9))
    pattern = draw(
        st.sampled_from(
            [
                "{0:,}~{1:,}",
                "{0}-{1}",
                "{0}∼{1}원",
                "{0} {1}",
                "{0}\n{1}",
                "{0}/{1}",
                "{0}+{1}",
                "약 {0:,}",
                "{0:,} 이상",
                "{0:,}원 내외",
                "{0:,}여원",
                "{0:,}①",
                "{0}²",
                "${0:,}",
                "--{0}",
                "△({0})",
                "{0}△",
                "{0}억{2}천",
                "{2}억 {2}천원",
                "{2}억 {2}원",
                "{2}조 {2}억 {2}원",
                "{2}천",
                "{0},{1:04d},00",
                "{0}.{2}.{2}",
                "{0}e{2}",
                "{0}x{1}",
                "{0}원(부가세 별도)",
                "{0}만{1:05d}억",
                "{2}억1{0:05d}만원",
                "{0:,}달러",
                "미정({0})",
            ]
        )
    )
    return pattern.format(one, other, one % 9 + 1)
