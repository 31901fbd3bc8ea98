"""The manual of the rules and the programme's figures, as text and as JSON fields."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from aitx_budget.checks.manual import SECTIONS
from aitx_budget.checks.rule import Rule
from aitx_budget.model import telling
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import Ratio, krw, won
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.schema import Bilingual, Parameter, Programme

AUTHORITY = {
    Authority.NOTICE: Text("공고", "the notice"),
    Authority.REPORTED: Text("2차 자료(권고)", "secondary source (advisory)"),
    Authority.PRACTICE: Text("실무 관행(권고)", "common practice (advisory)"),
    Authority.ARITHMETIC: Text("산술·서식", "arithmetic and form"),
}
OFF = Text("끔", "off")
_SEVERITY = Text("심각도", "Severity")
_AUTHORITY = Text("성격", "Authority")
_NEVER_WAIVED = Text("면제할 수 없음", "cannot be waived")
_TOGETHER = Text("지역을 모을 때(consolidate)만 점검", "held at consolidation only")
_PARAMETERS = Text("기준값", "Parameters")
_SOURCE = Text("근거", "Source")
_MEANING = Text("해석", "Interpretation")


def rule_severity(rule: Rule, programme: Programme) -> Severity | None:
    """Return a rule's severity in `programme`; None where it is switched off."""
    change = programme.severity.get(rule.code)
    if change is None:
        return rule.severity
    return change.value if isinstance(change.value, Severity) else None


def severity_word(rule: Rule, programme: Programme) -> Text:
    """Return how heavy a rule weighs in `programme`, in words."""
    level = rule_severity(rule, programme)
    return OFF if level is None else telling.severity_word(level, advisory=rule.authority.advisory)


def remarks(rule: Rule) -> tuple[Text, ...]:
    """Return where a rule is out of the ordinary: it cannot be waived, it is not held where files are merely checked."""
    never = () if rule.waivable else (_NEVER_WAIVED,)
    return (*never, _TOGETHER) if rule.together else never


def rule_text(rule: Rule, programme: Programme, language: Language) -> str:
    """Return one rule's manual page as text."""
    page = rule.manual.of(programme, language)
    bodies = (page.why, page.bad, page.good, rule.source(programme).in_(language))
    lines = [f"{rule.code} {rule.name}", page.title, ""]
    lines.append(f"{_SEVERITY.in_(language)}: {severity_word(rule, programme).in_(language)}")
    lines.append(f"{_AUTHORITY.in_(language)}: {AUTHORITY[rule.authority].in_(language)}")
    lines += [each.in_(language) for each in remarks(rule)]
    for name, body in zip(SECTIONS[language], bodies, strict=True):
        lines += ["", name, f"  {body}"]
    figures = dict(programme.parameters())
    if rule.parameters:
        lines += ["", _PARAMETERS.in_(language)]
        lines += [f"  {key} = {shown(figures[key], language)}" for key in rule.parameters]
    return "\n".join(lines) + "\n"


def rules_text(rules: Sequence[Rule], programme: Programme, language: Language) -> str:
    """Return the catalogue, a rule a line."""
    return "".join(
        f"{rule.code}  {severity_word(rule, programme).in_(language)}  {rule.title(programme).in_(language)}\n"
        for rule in rules
    )


def rule_fields(rule: Rule, programme: Programme, language: Language) -> dict[str, Any]:
    """Return one rule's manual page as JSON fields."""
    page = rule.manual.of(programme, language)
    level = rule_severity(rule, programme)
    figures = dict(programme.parameters())
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": level.value if level else "off",
        "authority": rule.authority.value,
        "advisory": rule.authority.advisory,
        "waivable": rule.waivable,
        "together": rule.together,
        "title": page.title,
        "why": page.why,
        "bad": page.bad,
        "good": page.good,
        "source": rule.source(programme).in_(language),
        "parameters": {key: plain(figures[key].value) for key in rule.parameters},
    }


def programme_text(programme: Programme, language: Language) -> str:
    """Return every figure of a programme with what it rests on, as text."""
    lines = [f"{_said(programme.title, language)} ({programme.id})"]
    lines.append(f"{_said(programme.notice, language)}, {programme.notice_date}")
    for key, figure in programme.parameters():
        lines += ["", f"{key} = {shown(figure, language)}"]
        lines.append(f"  {_AUTHORITY.in_(language)}: {AUTHORITY[figure.authority].in_(language)}")
        lines.append(f"  {_SOURCE.in_(language)}: {_said(figure.source, language)}")
        lines.append(f"  {_MEANING.in_(language)}: {_said(figure.interpretation, language)}")
    for code, change in programme.severity.items():
        lines += ["", f"severity.{code} = {change.value}", f"  {change.reason}"]
    return "\n".join(lines) + "\n"


def programme_fields(programme: Programme, language: Language) -> dict[str, Any]:
    """Return every figure of a programme as JSON fields."""
    return {
        "id": programme.id,
        "title": _said(programme.title, language),
        "notice": _said(programme.notice, language),
        "notice_date": programme.notice_date.isoformat(),
        "parameters": [
            {
                "key": key,
                "value": plain(figure.value),
                "unit": figure.unit,
                "authority": figure.authority.value,
                "source": _said(figure.source, language),
                "interpretation": _said(figure.interpretation, language),
            }
            for key, figure in programme.parameters()
        ],
        "severity": {
            code: {"value": str(change.value), "reason": change.reason}
            for code, change in programme.severity.items()
        },
        "regions": [region.name for region in programme.regions],
    }


def as_json(fields: object) -> str:
    """Return JSON fields as indented text, ending with a line break."""
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def shown(figure: Parameter[Any], language: Language) -> str:
    """Return a figure as people read it, with its unit where that says more."""
    value = figure.value
    if isinstance(value, Ratio):
        return f"{value} ({value.percent()})"
    if isinstance(value, int) and figure.unit == "won":
        return won(value) if language is Language.KO else krw(value)
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return str(value)


def plain(value: Any) -> Any:
    """Return a figure's value as JSON knows it."""
    if isinstance(value, Ratio | dt.date):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _said(text: Bilingual, language: Language) -> str:
    return text.ko if language is Language.KO else text.en
