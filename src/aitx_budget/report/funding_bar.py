"""The funding mix of one workbook as a drawn bar against the notice's minimum shares.

Local funds stand first and private ones next to them, so that both minimum shares are lines the
bar must pass: local funds the first, local and private together the second.
"""

from __future__ import annotations

from typing import NamedTuple

from aitx_budget.model.finding import Weight
from aitx_budget.model.money import Ratio, krw, share, won
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme
from aitx_budget.report.markup import Markup, tag
from aitx_budget.report.words import PASSED, SYMBOL, Mix, amount

_WIDTH = 1000
_HEIGHT = 40
_TOP = 34


def funding_bar(mix: Mix, programme: Programme, language: Language) -> Markup:
    """Return the bar with its legend; `mix.total` is above 0."""
    parts = _parts(mix, programme, language)
    said = ", ".join(f"{name} {share(value, mix.total)}" for name, value, _ in parts)
    return tag(
        "figure",
        tag(
            "svg",
            tag("title", said),
            *_segments(mix, parts),
            *_thresholds(_least_shares(mix, programme, language), language),
            viewBox=f"0 0 {_WIDTH} {_TOP + _HEIGHT + 4}",
            role="img",
            aria_label=said,
        ),
        tag(
            "figcaption",
            tag("ul", *_legend(mix, parts, language)),
            tag("ul", *_held(mix, programme, language), class_="least-shares"),
        ),
        class_="mix",
    )


def _parts(mix: Mix, programme: Programme, language: Language) -> tuple[tuple[str, int, str], ...]:
    """Return name, won and style class of each segment, from the left."""
    named = programme.sources
    terms = (named.local_funds, named.private_contribution, named.national_funds)
    names = [term.ko if language is Language.KO else term.en for term in terms]
    amounts = (mix.local, mix.private, mix.national)
    return tuple(zip(names, amounts, ("local", "private", "national"), strict=True))


def _segments(mix: Mix, parts: tuple[tuple[str, int, str], ...]) -> list[Markup]:
    drawn = []
    before = 0
    for _, value, class_ in parts:
        left = before * _WIDTH // mix.total
        right = (before + value) * _WIDTH // mix.total
        drawn.append(
            tag("rect", x=left, y=_TOP, width=max(0, right - left), height=_HEIGHT, class_=class_)
        )
        before += value
    return drawn


class _Least(NamedTuple):
    """A minimum share of the notice: what it is of, the won there are, and the ratio."""

    name: str
    found: int
    ratio: Ratio


def _least_shares(mix: Mix, programme: Programme, language: Language) -> tuple[_Least, _Least]:
    """Return the minimum shares, in the order in which the bar passes them."""
    named, matching = programme.sources, programme.matching
    local, private = (
        Text(term.ko, term.en).in_(language)
        for term in (named.local_funds, named.private_contribution)
    )
    return (
        _Least(local, mix.local, matching.local_minimum.value),
        _Least(f"{local}+{private}", mix.local + mix.private, matching.minimum.value),
    )


def _thresholds(least: tuple[_Least, _Least], language: Language) -> list[Markup]:
    drawn: list[Markup] = []
    for each, anchor in zip(least, ("end", "start"), strict=True):
        x = each.ratio.numerator * _WIDTH // each.ratio.denominator
        drawn.append(tag("line", x1=x, x2=x, y1=_TOP - 8, y2=_TOP + _HEIGHT + 4, class_="least"))
        label = f"{each.name} {_at_least(each.ratio, language)}"
        drawn.append(tag("text", label, x=x, y=_TOP - 14, text_anchor=anchor))
    return drawn


def _at_least(ratio: Ratio, language: Language) -> str:
    return Text(f"{ratio.percent()} 이상", f"at least {ratio.percent()}").in_(language)


def _held(mix: Mix, programme: Programme, language: Language) -> list[Markup]:
    """Say for each minimum share whether it is reached, and how many won are to spare or short."""
    tolerance = programme.matching.rounding_tolerance.value
    said = []
    for each in _least_shares(mix, programme, language):
        spare = each.found - each.ratio.least(mix.total)
        sign = (
            PASSED
            if spare >= 0
            else SYMBOL[Weight.WARNING if -spare <= tolerance else Weight.ERROR]
        )
        margin = (
            Text(f"{won(spare)} 여유", f"{krw(spare)} to spare")
            if spare >= 0
            else Text(f"{won(-spare)} 부족", f"{krw(-spare)} short")
        )
        line = f"{sign} {each.name} {share(each.found, mix.total)} ({_at_least(each.ratio, language)}): {margin.in_(language)}"
        said.append(tag("li", line))
    return said


def _legend(mix: Mix, parts: tuple[tuple[str, int, str], ...], language: Language) -> list[Markup]:
    return [
        tag(
            "li",
            tag("i", class_=class_, aria_hidden="true"),
            f"{name} {amount(value, language)} ({share(value, mix.total)})",
        )
        for name, value, class_ in parts
    ]
