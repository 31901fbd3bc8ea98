"""The tables that guides ask for; all follow from the layout and the programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from aitx_budget.guides.vocabulary import plain
from aitx_budget.layout.structure import NO_HELP, Field, TableLayout, WorkbookLayout
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Programme
from aitx_budget.programme.wording import filled
from aitx_budget.report.manual import AUTHORITY


class Ground(NamedTuple):
    """What tables are made of.

    Attributes:
        programme, layout, language: of the guide.
        words: those that texts leave open, see `vocabulary`.
    """

    programme: Programme
    layout: WorkbookLayout
    language: Language
    words: Mapping[str, str]


Table = Callable[[Ground], Iterator[str]]
"""Yields Markdown lines."""


class Criterion(NamedTuple):
    """A requirement in words that leave the figures open.

    Attributes:
        what: it is about.
        holds: what must hold.
        figure: key of the figure it rests on.
        rule: code of the rule that holds budgets against it.
    """

    what: Text
    holds: Text
    figure: str
    rule: str


_DIRECT = Text("직접지원", "Direct support")


def _direct(ko: str, en: str) -> Text:
    return Text(f"{_DIRECT.ko}: {ko}", f"{_DIRECT.en}: {en}")


CRITERIA = (
    Criterion(
        Text("사업기간", "Period"),
        Text("{first_day} ~ {last_day}", "{first_day} to {last_day}"),
        "period.first_day",
        "PER801",
    ),
    Criterion(
        Text("매칭비율", "Matching ratio"),
        Text(
            "{local_funds}+{private_contribution} ≥ 총사업비의 {minimum_match}",
            "{local_funds} + {private_contribution} ≥ {minimum_match} of the total project cost",
        ),
        "matching.minimum",
        "MAT401",
    ),
    Criterion(
        Text("{local_funds} 비중", "Share of {local_funds}"),
        Text(
            "{local_funds} ≥ 총사업비의 {minimum_local}",
            "{local_funds} ≥ {minimum_local} of the total project cost",
        ),
        "matching.local_minimum",
        "MAT402",
    ),
    Criterion(
        Text("{national_funds} 규모", "Scale of {national_funds}"),
        Text(
            "{duration} 평균 {national_total}(한도 아님)",
            "{national_total} on average over {duration} (no limit)",
        ),
        "funding.national_total",
        "MAT403",
    ),
    Criterion(
        _direct("{national_funds}", "{national_funds}"),
        Text("사업비의 {direct_national} 이하, 현금", "≤ {direct_national} of its cost, cash"),
        "direct_support.national_maximum",
        "CSH501",
    ),
    Criterion(
        _direct("{local_funds}", "{local_funds}"),
        Text("사업비의 {direct_local} 이상, 현금", "≥ {direct_local} of its cost, cash"),
        "direct_support.local_minimum",
        "CSH502",
    ),
    Criterion(
        _direct("중소기업", "SMEs"),
        Text("사업비의 {sme_share}, 현금과 현물", "{sme_share} of its cost, cash and in kind"),
        "direct_support.sme_share",
        "CSH503",
    ),
    Criterion(
        _direct("현물", "in kind"),
        Text("중소기업 부담금의 {in_kind_cap} 이하", "≤ {in_kind_cap} of the SME's contribution"),
        "direct_support.in_kind_maximum",
        "CSH504",
    ),
    Criterion(
        Text("주관기관", "Lead"),
        Text("정확히 {lead_count} 곳", "exactly {lead_count}"),
        "consortium.lead_count",
        "ORG702",
    ),
    Criterion(
        Text("컨소시엄: 지자체", "Consortium: government"),
        Text("{government}", "{government}"),
        "consortium.government_types",
        "ORG703",
    ),
    Criterion(
        Text("컨소시엄: 전문기관", "Consortium: specialists"),
        Text("{specialists} 가운데 한 곳 이상", "at least one of {specialists}"),
        "consortium.specialist_types",
        "ORG704",
    ),
    Criterion(
        Text("지원제외 요건", "Grounds for exclusion"),
        Text("{closing_day} 기준, 모든 기관이 확인", "as of {closing_day}, every member checks"),
        "consortium.closing_date",
        "ORG706",
    ),
)
"""The requirements that officers ask for, in the order of the notice."""


def _criteria(ground: Ground) -> Iterator[str]:
    figures = dict(ground.programme.parameters())
    for each in CRITERIA:
        figure = figures[each.figure]
        said = (filled(text.in_(ground.language), ground.words) for text in (each.what, each.holds))
        source = Text(figure.source.ko, figure.source.en)
        words = (AUTHORITY[figure.authority], source)
        yield _row(*said, *(plain(text.in_(ground.language)) for text in words), each.rule)


def _sheets(ground: Ground) -> Iterator[str]:
    yield from _head(ground, Text("시트", "Sheet"), Text("담는 것", "Holds"))
    for table in ground.layout.tables.values():
        yield _row(plain(table.sheet), plain(table.purpose.in_(ground.language)))


_IN_KIND = {True: Text("현금만", "cash only"), False: Text("가능", "allowed")}
"""Whether a category takes contributions in kind, by whether it is for cash alone."""


def _categories(ground: Ground) -> Iterator[str]:
    heads = (Text("비목", "Category"), Text("세목", "Subcategories"), Text("현물", "In kind"))
    yield from _head(ground, *heads)
    for each in ground.programme.categories:
        details = ", ".join(each.subcategory_labels)
        allowed = _IN_KIND[each.cash_only].in_(ground.language)
        yield _row(plain(each.label), plain(details), allowed)


def _columns(ground: Ground) -> Iterator[str]:
    heads = (Text("칸", "Cell"), Text("구분", "Filled"), Text("적는 법", "How"))
    for table in ground.layout.tables.values():
        yield from (f"### {plain(table.sheet)}", "")
        yield from _head(ground, *heads)
        for name, each in _told(table):
            duty, how = _duty(each, table), each.help
            if duty.ko or how.ko:
                yield _row(plain(name), *(plain(text.in_(ground.language)) for text in (duty, how)))
        yield ""


def _told(table: TableLayout) -> Iterator[tuple[str, Field]]:
    """Yield (header, field), neighbours that are filled alike (a plan's months) as one."""
    fields = list(table.fields)
    while fields:
        first = fields.pop(0)
        last = first
        while fields and first.name[1:].isdigit() and fields[0].name[1:].isdigit():
            last = fields.pop(0)
        yield first.header if last is first else f"{first.header} ~ {last.header}", first


def _duty(field: Field, table: TableLayout) -> Text:
    if field.formula is not None:
        return Text("자동", "formula")
    if field.required:
        return Text("필수", "required")
    if field.required_when is not None:
        name, value = field.required_when
        header = table[name].header
        return Text(f"{header}: {value} → 필수", f"required where {header} is {value}")
    return NO_HELP


def _head(ground: Ground, *names: Text) -> Iterator[str]:
    yield _row(*(each.in_(ground.language) for each in names))
    yield _row(*("---" for _ in names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


TABLES: Mapping[str, Table] = {
    "categories": _categories,
    "columns": _columns,
    "criteria": _criteria,
    "sheets": _sheets,
}
"""What stands in a guide's source where a line says `[table: name]`."""
