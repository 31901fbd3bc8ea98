"""The words that guides leave open, beyond those of every text: sheets, verdicts, days and a budget as an example."""

from __future__ import annotations

import re

from aitx_budget.layout.structure import WorkbookLayout
from aitx_budget.layout.summary.sheet import (
    ADVICE,
    FAIL,
    NOT_APPLICABLE,
    PASS,
    ROUNDING,
    UNKNOWN,
)
from aitx_budget.layout.workbook import GUIDE_SHEET, REPORT_SHEET, SUMMARY_SHEET
from aitx_budget.model.money import Ratio
from aitx_budget.model.printable import printable
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Bilingual, Programme
from aitx_budget.programme.wording import Word, counted, said, words

_EXAMPLE = 10**10
"""Total project cost of the example, in won: shares of it are easily read."""
_STEERING = re.compile(r"([\\`*_\[\]<>|#])")


def vocabulary(programme: Programme, layout: WorkbookLayout, language: Language) -> dict[str, str]:
    """Return every word that a guide may leave open, as Markdown that shows it as it is."""
    found: dict[str, Word] = _named(programme) | _set(programme, language) | _example(programme)
    found |= {name: table.sheet for name, table in layout.tables.items()}
    found |= {
        "summary_sheet": SUMMARY_SHEET,
        "guide_sheet": GUIDE_SHEET,
        "report_sheet": REPORT_SHEET,
        "passed": PASS,
        "failed": FAIL,
        "rounding": ROUNDING,
        "unknown": UNKNOWN,
        "advice_word": ADVICE,
        "not_applicable": NOT_APPLICABLE,
    }
    every = words(programme, language) | {key: said(word, language) for key, word in found.items()}
    return {key: plain(word) for key, word in every.items()} | {"id": programme.id}


def plain(text: str) -> str:
    """Return Markdown that shows `text` as it is, within a table too."""
    return _STEERING.sub(r"\\\1", printable(" ".join(text.split())))


def _named(programme: Programme) -> dict[str, Word]:
    return {
        name: _text(getattr(programme, name))
        for name in ("title", "notice", "supervisor", "agency")
    }


def _text(text: Bilingual) -> Text:
    return Text(text.ko, text.en)


def _set(programme: Programme, language: Language) -> dict[str, Word]:
    period = programme.period
    return {
        "notice_date": f"{programme.notice_date:%Y-%m-%d}",
        "first_day": f"{period.first_day.value:%Y-%m-%d}",
        "last_day": f"{period.last_day.value:%Y-%m-%d}",
        "closing_day": f"{programme.consortium.closing_date.value:%Y-%m-%d}",
        "lead_count": counted(programme.consortium.lead_count.value),
        "fiscal_years": ", ".join(
            f"{year}년" if language is Language.KO else str(year) for year in programme.fiscal_years
        ),
    }


def _example(programme: Programme) -> dict[str, Word]:
    """Return the least that goes with a round total, and the tolerance; in won."""
    matching = programme.matching
    match = _least(matching.minimum.value)
    return {
        "example_total": _EXAMPLE,
        "example_match": match,
        "example_local": _least(matching.local_minimum.value),
        "example_national": _EXAMPLE - match,
        "tolerance": matching.rounding_tolerance.value,
    }


def _least(share: Ratio) -> int:
    """Return the smallest amount of won that is at least `share` of the example."""
    return -(-_EXAMPLE * share.numerator // share.denominator)
