"""docs/messages.md, printed from the cases of the rules: every wording the program has for a finding, with a real example.

`PYTHONPATH=tests python tests/rules/messagepage.py docs/messages.md` writes the page; with `--check` it only tells
whether the page is up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from casebook import CaseFile, all_cases

from aitx_budget.checks.registry import rules
from aitx_budget.checks.rule import Rule
from aitx_budget.checks.runner import CRASH_VIEW, run
from aitx_budget.checks.selection import named
from aitx_budget.intake.understanding import understand
from aitx_budget.model.finding import Finding
from aitx_budget.model.telling import said_of
from aitx_budget.model.text import Language
from aitx_budget.model.together import SetResult
from aitx_budget.programme.loader import default_programme
from aitx_budget.report import words
from aitx_budget.report.handbook import GENERATED, cell
from aitx_budget.report.words import where
from pages import told
from workbooks import Workbook

_HEAD = """# 알리는 말 (Messages)

프로그램이 지적할 때 쓰는 말을 규칙마다 실제 예로 보입니다. 숫자와 이름만 다른 말은 한 번만 적었습니다. 예는 모두 시험에 쓰는 예산서를 점검해 얻은
것이며, 규칙의 설명은 [점검 규칙](rules.md)에 있습니다. **내용**은 무엇이 얼마나 다른지, **조치**는 무엇을 어떻게 적을지, **근거**는 어디에서 정했는지를
알립니다. 한 규칙의 말이 여럿이면 세 가지까지 적었습니다.

What every rule says, with real examples in both languages; wordings that differ in numbers and names alone stand here once, and of one rule
three at most. All examples come from checking the workbooks of the tests. Rules are explained in [rules](rules.md).
"""
_VARYING = re.compile(
    r"""'[^']*'|"[^"]*"|‘[^’]*’|\d[\d,.%-]*|\b[A-Z]{1,3}\d*\b|국비|시도비|시군구비|지방비|민간현금|민간현물|기업현금|기업현물"""
)
_MOST = 3
"""Wordings shown of one rule; a rule that has more says much the same in all of them."""
_LOOKED_AT = 6
"""Cases of a rule that are asked for wordings, in their order."""


def page() -> str:
    """Return the page."""
    lines = [GENERATED, _HEAD, *_contents()]
    for rule in rules():
        lines += _rule(rule)
    return "\n".join(lines) + "\n"


def _contents() -> Iterator[str]:
    yield from ("| 코드 | 규칙 | Rule |", "|---|---|---|")
    for rule in rules():
        title = rule.title(default_programme())
        yield f"| [{rule.code}](#{rule.code.lower()}) | {cell(title.ko)} | {cell(title.en)} |"


def _rule(rule: Rule) -> Iterator[str]:
    """Print what one rule says."""
    yield from ("", f"## {rule.code}", "")
    title = rule.title(default_programme())
    yield from (f"{title.ko} ({title.en}) [설명](rules.md#{rule.code.lower()})", "")
    yield from ("| | 한국어 | English |", "|---|---|---|")
    for each in examples(rule.code):
        yield from _example(each)


def _example(each: Finding) -> Iterator[str]:
    mark = words.SYMBOL[each.weight]
    heads = [
        f"**{mark} {said_of(each).in_(language)}** {where(each, language)}" for language in Language
    ]
    yield _row("", *heads)
    yield _row("내용", each.message.ko, each.message.en)
    yield _row("조치", each.fix.ko, each.fix.en)
    yield _row("근거", each.source.ko, each.source.en)


def examples(code: str) -> Sequence[Finding]:
    """Return a finding for each wording that the first cases of a rule call forth, the gravest first, and not too many."""
    found: dict[tuple[str, str], Finding] = {}
    for each in _found(code):
        found.setdefault((_VARYING.sub("#", each.message.ko), _VARYING.sub("#", each.fix.ko)), each)
    return sorted(found.values(), key=lambda each: each.weight.rank)[:_MOST]


def _found(code: str) -> Iterator[Finding]:
    """Yield the findings of a rule's cases, case by case."""
    if named(code).view == CRASH_VIEW:
        yield from _crash()
    cases = [case for case in all_cases() if case.code == code and case.findings]
    for case in cases[:_LOOKED_AT]:
        yield from _of_case(case)


def _of_case(case: CaseFile) -> Iterator[Finding]:
    results: list[Any]
    if case.together is not None:
        said = case.consolidated
        results = [said.whole, said.workbooks.get(0, SetResult())]
    else:
        only = None if case.waivers else [named(case.code)]
        results = list(run([case.intake()], case.rules_of(), rules=only, waivers=case.excuses()))
    for result in results:
        yield from (each for each in result.findings if each.code == case.code)


def _crash() -> Iterator[Finding]:
    """Yield what is said of a rule that raises."""

    def holds(frame: Any, programme: Any) -> Any:  # noqa: ARG001 - as the runner calls it
        message = "a fault of the rule"
        raise RuntimeError(message)

    read = understand(Workbook().raw(), "case.xlsx", default_programme())
    broken = replace(named("ORG701"), holds=holds)
    yield from run([read], default_programme(), rules=[broken])[0].findings


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell(text).replace(chr(10), ' ') for text in cells)} |"


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` tell whether it is stale."""
    return told(arguments, page())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
