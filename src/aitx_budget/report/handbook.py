"""The handbook's pages about rules and figures in Markdown; they are output, and go stale for nobody."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from aitx_budget.checks.manual import SECTIONS
from aitx_budget.checks.rule import Rule
from aitx_budget.model.text import Language
from aitx_budget.programme.schema import Programme
from aitx_budget.report.manual import AUTHORITY, remarks, severity_word, shown

GENERATED = "<!-- Written by `make docs`; change the program, not this page. -->"


def rules_page(rules: Sequence[Rule], programme: Programme) -> str:
    """Return the catalogue: a table, then each rule's manual in Korean and English."""
    lines = [GENERATED, "# 점검 규칙 (Rules)", ""]
    lines += ["| 코드 | 이름 | 심각도 | 규칙 | Rule |", "|---|---|---|---|---|"]
    lines += [
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.name} | {severity_word(rule, programme).ko} | "
        f"{cell(rule.title(programme).ko)} | {cell(rule.title(programme).en)} |"
        for rule in rules
    ]
    for family, members in groupby(rules, key=lambda rule: rule.code[:3]):
        lines += ["", f"## {family}"]
        for rule in members:
            lines += _rule(rule, programme)
    return "\n".join(lines) + "\n"


def _rule(rule: Rule, programme: Programme) -> list[str]:
    lines = ["", f"### {rule.code}", ""]
    authority = AUTHORITY[rule.authority]
    word = severity_word(rule, programme)
    said = (f"{each.ko} ({each.en})" for each in (word, authority, *remarks(rule)))
    lines.append(" · ".join((f"`{rule.name}`", *said)))
    for language in Language:
        page = rule.manual.of(programme, language)
        bodies = (page.why, page.bad, page.good, rule.source(programme).in_(language))
        lines += ["", f"**{page.title}**", ""]
        lines += [
            f"- *{name}* {body}" for name, body in zip(SECTIONS[language], bodies, strict=True)
        ]
    if rule.parameters:
        keys = ", ".join(f"[`{key}`](parameters.md)" for key in rule.parameters)
        lines += ["", f"기준값 (parameters): {keys}"]
    return lines


def parameters_page(programme: Programme) -> str:
    """Return every figure with its value, what it rests on, and how it is read."""
    lines = [GENERATED, f"# 기준값 (Parameters) – {programme.id}", ""]
    lines += [f"{programme.title.ko} · {programme.notice.ko} ({programme.notice_date})", ""]
    lines += ["| 항목 | 값 | 성격 | 근거 | 해석 | Interpretation |", "|---|---|---|---|---|---|"]
    lines += [
        f"| `{key}` | {cell(shown(figure, Language.KO))} | {AUTHORITY[figure.authority].ko} | "
        f"{cell(figure.source.ko)} | {cell(figure.interpretation.ko)} | {cell(figure.interpretation.en)} |"
        for key, figure in programme.parameters()
    ]
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    """Keep a bar within a table's cell from ending it."""
    return text.replace("|", "\\|")
