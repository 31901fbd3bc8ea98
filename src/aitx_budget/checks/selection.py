"""Which rules a run uses: codes as people type them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from aitx_budget.checks.registry import rules
from aitx_budget.checks.rule import Rule
from aitx_budget.errors import UsageError
from aitx_budget.model.text import Text, particle

if TYPE_CHECKING:
    from aitx_budget.programme.schema import Programme


def selected(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Rule, ...] | None:
    """Return the rules that were asked for; None for all.

    Args:
        select: codes or beginnings of codes, e.g. `MAT` or `CSH501`; empty for all.
        ignore: the same, of rules to leave out.

    Raises:
        UsageError: no rule's code begins so, or all that were asked for run at consolidation alone.
    """
    wanted = tuple(_known(code) for code in select)
    unwanted = tuple(_known(code) for code in ignore)
    if not wanted and not unwanted:
        return None
    chosen = tuple(
        rule
        for rule in rules()
        if (not wanted or rule.code.startswith(wanted))
        and not (unwanted and rule.code.startswith(unwanted))
    )
    if chosen and all(rule.together for rule in chosen):
        raise _elsewhere(chosen)
    return chosen


def named(code: str) -> Rule:
    """Return the rule `code`.

    Raises:
        UsageError: there is none.
    """
    wanted = code.strip().upper()
    for rule in rules():
        if rule.code == wanted:
            return rule
    raise _unknown(code)


def about(word: str, programme: Programme) -> tuple[Rule, ...]:
    """Return the rules whose code begins with a word, or whose name or title in a programme has it.

    Raises:
        UsageError: there is none.
    """
    sought = word.strip().casefold()
    found = tuple(
        rule
        for rule in rules()
        if rule.code.casefold().startswith(sought)
        or any(sought in said.casefold() for said in (rule.name, *rule.title(programme)))
    )
    if not found:
        raise UsageError(
            Text(
                f"‘{word}’에 관한 규칙이 없습니다. 전체 목록은 `aitx-budget rules`로 볼 수 있습니다.",
                f"There is no rule about '{word}'. `aitx-budget rules` lists them all.",
            )
        )
    return found


def _known(code: str) -> str:
    wanted = code.strip().upper()
    if not wanted or not any(rule.code.startswith(wanted) for rule in rules()):
        raise _unknown(code)
    return wanted


def _elsewhere(chosen: Sequence[Rule]) -> UsageError:
    """Say that the chosen rules are about several regions: here they would all seem to pass."""
    codes = ", ".join(rule.code for rule in chosen)
    return UsageError(
        Text(
            f"{particle(codes, '은', '는')} 여러 지역을 견주는 규칙이라 지역을 모을 때(`aitx-budget consolidate`) 점검합니다.",
            f"{codes}: held when regions are made one (`aitx-budget consolidate`).",
        )
    )


def _unknown(code: str) -> UsageError:
    wanted, codes = code.strip().upper(), [rule.code for rule in rules()]
    begun = [each for each in codes if wanted and each.startswith(wanted)][:3]
    near = begun or sorted(get_close_matches(wanted, codes, n=3, cutoff=0.5))
    hint = Text(
        f" 비슷한 코드: {', '.join(near)}." if near else "",
        f" Similar codes: {', '.join(near)}." if near else "",
    )
    return UsageError(
        Text(
            f"규칙 코드 {particle(f'‘{code}’', '이', '가')} 없습니다.{hint.ko} 전체 목록은 `aitx-budget rules`로, 낱말에 관한 규칙은 `aitx-budget rules 낱말`로 볼 수 있습니다.",
            f"There is no rule code '{code}'.{hint.en} `aitx-budget rules` lists them all, `aitx-budget rules WORD` those about a word.",
        )
    )
