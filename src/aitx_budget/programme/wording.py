"""The words of a programme, and texts that leave them open.

A text leaves a word open as `{national_funds}`. In Korean `{national_funds|은|는}` also asks for the particle that goes with
the word; a capital, as in `{National_funds}`, asks for one at the beginning of an English sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from aitx_budget.model.money import Ratio, krw, spoken, won
from aitx_budget.model.month import dashed, dotted, later
from aitx_budget.model.text import Language, Text, particle
from aitx_budget.programme.examples import Examples, examples
from aitx_budget.programme.schema import Programme

Word = str | int | Ratio | Text
"""What a figure of a text is: words as they stand, won, a share, or words by language."""

_OPEN = re.compile(r"\{([A-Za-z][a-z0-9_]*)(?:\|([^|{}]*)\|([^|{}]*))?\}")
_COUNTS = (
    *(Text("한", "one"), Text("두", "two"), Text("세", "three"), Text("네", "four")),
    *(Text("다섯", "five"), Text("여섯", "six"), Text("일곱", "seven"), Text("여덟", "eight")),
    *(Text("아홉", "nine"), Text("열", "ten")),
)


def is_open(text: str) -> bool:
    """Tell whether a text leaves a word open."""
    return _OPEN.search(text) is not None


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return a text with every open word put in.

    Raises:
        KeyError: there is no such word.
    """

    def put(match: re.Match[str]) -> str:
        name = match[1]
        word = words[name[0].lower() + name[1:]]
        if name[0].isupper():
            word = word[:1].upper() + word[1:]
        return word if match[2] is None else particle(word, match[2], match[3])

    return _OPEN.sub(put, text)


def said(word: Word, language: Language) -> str:
    """Return a word, an amount of won or a share as a sentence says it."""
    if isinstance(word, Text):
        return word.in_(language)
    if isinstance(word, Ratio):
        return word.percent()
    if isinstance(word, int):
        return won(word) if language is Language.KO else krw(word)
    return word


def words(programme: Programme, language: Language) -> dict[str, str]:
    """Return every word that any text about a programme may leave open."""
    found: dict[str, Word] = {
        name: Text(called.ko, called.en) for name, called in programme.sources
    }
    shown = examples(programme)
    found |= _ratios(programme) | _scale(programme) | _times(shown) | _places(programme, shown)
    found |= _lists(programme)
    return {name: said(word, language) for name, word in found.items()}


def source_named(programme: Programme, name: str) -> Text:
    """Return how a source is called at the beginning of a heading: 국비, `National funds`."""
    called = getattr(programme.sources, name)
    return Text(called.ko, called.en[:1].upper() + called.en[1:])


def in_won(programme: Programme, name: str) -> Text:
    """Return the heading of a source's amounts in won: `국비(원)`."""
    called = source_named(programme, name)
    return Text(f"{called.ko}(원)", f"{called.en} (won)")


def counted(number: int) -> Text:
    """Return a small number as a word: `다섯`, `five`; a larger one in digits."""
    if 0 < number <= len(_COUNTS):
        return _COUNTS[number - 1]
    return Text(f"{number}개", str(number))


def _ratios(programme: Programme) -> dict[str, Word]:
    matching, direct = programme.matching, programme.direct_support
    return {
        "minimum_match": matching.minimum.value,
        "minimum_local": matching.local_minimum.value,
        "direct_national": direct.national_maximum.value,
        "direct_local": direct.local_minimum.value,
        "sme_share": direct.sme_share.value,
        "in_kind_cap": direct.in_kind_maximum.value,
        "national_band": programme.funding.national_tolerance.value,
    }


def _scale(programme: Programme) -> dict[str, Word]:
    funding, assets = programme.funding, programme.assets
    years = len(programme.fiscal_years)
    plural = "" if years == 1 else "s"
    return {
        "duration": Text(f"{years}년간", f"{counted(years).en} year{plural}"),
        "national_total": spoken(funding.national_total.value),
        "national_per_year": spoken(funding.national_per_year.value),
        "private_contract": spoken(assets.private_contract_threshold.value),
        "installation_plan": spoken(assets.installation_plan_threshold.value),
        "review_board": spoken(assets.review_board_threshold.value),
        "exempt_years": str(programme.consortium.erosion_exempt_years.value),
    }


def _times(shown: Examples) -> dict[str, Word]:
    year, day = shown.year, shown.day
    return {
        "year": str(year),
        "year_before": str(year - 1),
        "first_year": str(shown.first_month // 100),
        "year_outside": str(shown.first_month // 100 - 1),
        "january_header": dotted(year * 100 + 1),
        "december_header": dotted((year - 1) * 100 + 12),
        "december_before": dashed((year - 1) * 100 + 12),
        "february": dashed(year * 100 + 2),
        "march": dashed(year * 100 + 3),
        "first_month": dashed(shown.first_month),
        "second_month": dashed(shown.after_first(1)),
        "fourth_month": dashed(shown.after_first(3)),
        "last_month": dashed(shown.last_month),
        "last_header": dotted(shown.last_month),
        "header_beyond": dotted(later(shown.last_month, 1)),
        "month_beyond": dashed(later(shown.last_month, 1)),
        "month_far_beyond": dashed(later(shown.last_month, 3)),
        "late_month": dashed(shown.before_last(2)),
        "early_month": dashed(shown.before_last(6)),
        "month": dashed(shown.month),
        "month_later": dashed(later(shown.month, 3)),
        "october": dashed(shown.october),
        "ambiguous_month": f"{shown.october // 100}.1",
        "day": f"{day:%Y-%m-%d}",
        "agreement_day": f"{dashed(shown.after_first(1))}-03",
    }


def _places(programme: Programme, shown: Examples) -> dict[str, Word]:
    first, second, last = shown.regions[0], shown.regions[:2][-1], shown.regions[-1]
    full = next(each.full_name for each in programme.regions if each.name == first)
    number = programme.selection.regions.value
    return {
        "region": first,
        "region_full_name": full,
        "other_region": second,
        "missing_region": last,
        "stranger": shown.stranger,
        "selected": Text(", ".join(shown.regions), _enumerated(shown.regions)),
        "regions": counted(number),
        "regions_but_one": counted(max(number - 1, 1)),
    }


def _enumerated(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _lists(programme: Programme) -> dict[str, Word]:
    """Return goods, headers, institution types and budget categories."""
    consortium, goods = programme.consortium, programme.direct_support_goods
    assets = [each for each in programme.categories if each.asset_kind] or [programme.categories[0]]
    asset, other = assets[0], assets[-1]
    plain = next((each for each in programme.categories[1:] if not each.cash_only), asset)
    return {
        "goods": Text(goods.ko, goods.en),
        "national_header": programme.sources.national_funds.ko,
        "government": consortium.government_types.value[0],
        "specialists": ", ".join(consortium.specialist_types.value),
        "specialist": consortium.specialist_types.value[0],
        "asset": asset.label,
        "asset_kind": asset.asset_kind,
        "asset_detail": asset.subcategory_labels[0],
        "other_asset": other.label,
        "other_asset_kind": other.asset_kind,
        "mislabelled": f"{asset.code} {other.name}",
        "plain_category": plain.label,
    }
