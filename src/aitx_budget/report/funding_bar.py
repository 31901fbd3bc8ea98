"""The funding mix of one workbook as a drawn bar against the notice's minimum shares.

Local funds stand first and private ones next to them, so that both minimum shares are lines the
bar must pass: local funds the first, local and private together the second.
"""

from __future__ import annotations

from aitx_budget.model.money import Ratio, share
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme
from aitx_budget.report.markup import Markup, tag
from aitx_budget.report.words import Mix

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
            *_thresholds(programme, language),
            viewBox=f"0 0 {_WIDTH} {_TOP + _HEIGHT + 4}",
            role="img",
            aria_label=said,
        ),
        tag("figcaption", *_legend(mix, parts)),
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


def _thresholds(programme: Programme, language: Language) -> list[Markup]:
    named = programme.sources
    local = Text(named.local_funds.ko, named.local_funds.en).in_(language)
    private = Text(named.private_contribution.ko, named.private_contribution.en).in_(language)
    least = Text("이상", "at least").in_(language)
    drawn: list[Markup] = []
    for name, ratio, anchor in (
        (local, programme.matching.local_minimum.value, "end"),
        (f"{local}+{private}", programme.matching.minimum.value, "start"),
    ):
        x = ratio.numerator * _WIDTH // ratio.denominator
        drawn.append(tag("line", x1=x, x2=x, y1=_TOP - 8, y2=_TOP + _HEIGHT + 4, class_="least"))
        drawn.append(
            tag("text", _label(name, ratio, least, language), x=x, y=_TOP - 14, text_anchor=anchor)
        )
    return drawn


def _label(name: str, ratio: Ratio, least: str, language: Language) -> str:
    if language is Language.KO:
        return f"{name} {ratio.percent()} {least}"
    return f"{name} {least} {ratio.percent()}"


def _legend(mix: Mix, parts: tuple[tuple[str, int, str], ...]) -> list[Markup]:
    return [
        tag(
            "span",
            tag("i", class_=class_, aria_hidden="true"),
            f"{name} {value:,} ({share(value, mix.total)})",
        )
        for name, value, class_ in parts
    ]
