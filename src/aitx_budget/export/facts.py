"""What the consolidation rests on: the rules, the programme's figures and its budget categories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from aitx_budget.checks.registry import rules
from aitx_budget.export.source import Source
from aitx_budget.export.structure import Column, Type, listing
from aitx_budget.model.finding import Authority
from aitx_budget.model.text import Text
from aitx_budget.report.manual import AUTHORITY, plain, rule_fields


def _rules(source: Source) -> Iterator[tuple[Any, ...]]:
    for each in rules():
        fields = rule_fields(each, source.consolidation.programme, source.language)
        names = ("code", "name", "title", "severity", "authority", "source", "waivable")
        yield tuple(fields[name] for name in names)


def _parameters(source: Source) -> Iterator[tuple[Any, ...]]:
    for key, figure in source.consolidation.programme.parameters():
        value = plain(figure.value)
        texts = (
            Text(each.ko, each.en).in_(source.language)
            for each in (figure.source, figure.interpretation)
        )
        told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield (key, told, figure.unit, figure.authority.value, *texts)


def _categories(source: Source) -> Iterator[tuple[Any, ...]]:
    for each in source.consolidation.programme.categories:
        yield (each.label, each.code, each.name, each.cash_only, each.asset_kind, each.transfer)


def _text(name: str, title: Text, about: Text, *, required: bool = True) -> Column:
    return Column(name, Type.TEXT, title, about, required=required)


def _flag(name: str, title: Text, about: Text) -> Column:
    return Column(name, Type.FLAG, title, about, required=True)


_AUTHORITY = _text(
    "authority",
    Text("성격", "Authority"),
    Text(
        ", ".join(f"{each.value}: {AUTHORITY[each].ko}" for each in Authority) + ".",
        ", ".join(f"{each.value}: {AUTHORITY[each].en}" for each in Authority) + ".",
    ),
)
_SOURCE = _text(
    "source", Text("근거", "Source"), Text("무엇에 근거하는지입니다.", "What it rests on.")
)

RULES = listing(
    "rules",
    (
        Text("점검 규칙", "Rules"),
        Text("점검 규칙마다 한 행입니다.", "A row per rule of the checks."),
    ),
    (
        _text("code", Text("코드", "Code"), Text("규칙의 코드입니다.", "Code of the rule.")),
        _text(
            "name",
            Text("영문 이름", "Name"),
            Text("잘못된 상태를 가리키는 영문 이름입니다.", "Name of what is wrong."),
        ),
        _text(
            "title", Text("규칙", "Rule"), Text("규칙 한 문장입니다.", "The rule as a sentence.")
        ),
        _text(
            "severity",
            Text("심각도", "Severity"),
            Text(
                "이 사업에서의 심각도입니다(error, warning, note, 끔은 off).",
                "Severity in this programme: error, warning, note or off.",
            ),
        ),
        _AUTHORITY,
        _SOURCE,
        _flag(
            "waivable",
            Text("면제 가능", "Can be waived"),
            Text("면제할 수 있는 규칙인지입니다.", "Whether findings of it can be waived."),
        ),
    ),
    ("code",),
    _rules,
)

PARAMETERS = listing(
    "parameters",
    (
        Text("사업 기준값", "The programme's figures"),
        Text("점검에 쓴 기준값마다 한 행입니다.", "A row per figure that the checks use."),
    ),
    (
        _text("key", Text("항목", "Key"), Text("기준값의 이름입니다.", "Name of the figure.")),
        _text(
            "value",
            Text("값", "Value"),
            Text(
                "값입니다. 비율은 4/10처럼, 여러 값은 JSON 배열로 적습니다.",
                "The value; a ratio as 4/10, several values as a JSON array.",
            ),
        ),
        _text("unit", Text("단위", "Unit"), Text("값의 단위입니다.", "Unit of the value.")),
        _AUTHORITY,
        _SOURCE,
        _text(
            "interpretation",
            Text("해석", "Interpretation"),
            Text("기준을 어떻게 적용하는지입니다.", "How the figure is applied."),
        ),
    ),
    ("key",),
    _parameters,
)

CATEGORIES = listing(
    "categories",
    (
        Text("비목", "Budget categories"),
        Text(
            "비목마다 한 행입니다. budget_lines.category에 적힌 그대로가 label입니다.",
            "A row per category; `label` is what stands in budget_lines.category.",
        ),
    ),
    (
        _text(
            "label", Text("비목", "Category"), Text("비목의 코드와 이름입니다.", "Code and name.")
        ),
        _text("code", Text("코드", "Code"), Text("비목의 코드입니다.", "Code of the category.")),
        _text("name", Text("이름", "Name"), Text("비목의 이름입니다.", "Name of the category.")),
        _flag(
            "cash_only",
            Text("현금만", "Cash only"),
            Text("현물로 부담할 수 없는 비목인지입니다.", "Nothing in kind can be budgeted here."),
        ),
        _text(
            "asset_kind",
            Text("자산구분", "Kind of asset"),
            Text("이 비목으로 사는 자산의 구분입니다.", "The kind of asset it pays for."),
            required=False,
        ),
        _flag(
            "transfer",
            Text("이전", "Transfer"),
            Text("다른 곳에 넘겨 쓰게 하는 비목인지입니다.", "Its money is handed on to others."),
        ),
    ),
    ("label",),
    _categories,
)
