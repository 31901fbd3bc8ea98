"""Runs the rules that hold the workbooks of several regions against one another, over those workbooks as one set.

A rule is one of these where `Rule.together` says so. They run where a set is made, at consolidation, and never where
files are merely checked in one go: what `validate` says of a file does not depend on the files beside it.

Their frames have the set's workbooks alone, the row of a finding about no single one of them has `WHOLE` as `wb`, and
the frame `received` (see `views.regions.received`) tells of the regions that are not in the set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from aitx_budget.checks.frames import WHOLE, Stack
from aitx_budget.checks.registry import rules as all_rules
from aitx_budget.checks.rule import Rule
from aitx_budget.checks.runner import Answers, apply_waivers, run_view, severity_of, those
from aitx_budget.checks.views.deliveries import Delivery
from aitx_budget.checks.views.regions import RECEIVED_VIEW, received
from aitx_budget.checks.waiving import WAIVER_VIEW
from aitx_budget.model.finding import Finding, Skip, WorkbookResult
from aitx_budget.model.together import SetResult
from aitx_budget.model.waiver import Coverage, Waivers


@dataclass(frozen=True)
class Together:
    """What is said of regions' workbooks as one set.

    Attributes:
        whole: of the set and of no single workbook.
        workbooks: of each workbook of the set, by its position in the run.
        coverage: the waivers of these rules, by the position of a workbook of their region.
    """

    whole: SetResult
    workbooks: Mapping[int, SetResult]
    coverage: Mapping[int, tuple[Coverage, ...]] = field(default_factory=dict)

    def added(self, wb: int, result: WorkbookResult) -> WorkbookResult:
        """Return a workbook's own result with what the set says of it."""
        more = self.workbooks.get(wb, SetResult())
        return replace(
            result,
            findings=_findings([*result.findings, *more.findings]),
            skipped=_skips([*result.skipped, *more.skipped]),
            waivers=(*result.waivers, *self.coverage.get(wb, ())),
        )


def run_together(
    stack: Stack,
    delivered: Mapping[int, Delivery],
    *,
    left_out: Collection[int] = (),
    rules: Sequence[Rule] | None = None,
    waivers: Waivers | None = None,
) -> Together:
    """Hold the workbooks of several regions against one another.

    Args:
        stack: every file of the run.
        delivered: which of them are regions' workbooks, and which of those count.
        left_out: positions of workbooks that count and are not in the set all the same.
        rules: the rules to run; None for all that are about several workbooks.
        waivers: what excuses findings; None for nothing.

    Returns:
        What is said. A rule that raises becomes INT999 of the set.
    """
    members = [wb for wb, each in delivered.items() if each.counted and wb not in left_out]
    one = Stack([stack.intakes[wb] for wb in members], stack.programme)
    one.put(RECEIVED_VIEW, received(stack, delivered, left_out))
    answers, by_view = Answers(), defaultdict(list)
    asked = all_rules() if rules is None else rules
    chosen = [each for each in asked if each.together and severity_of(each, stack.programme)]
    for rule in chosen:
        by_view[rule.view].append(rule)
    for view, group in by_view.items():
        run_view(one, view, group, answers)
    if waivers is not None:
        watching = [rule for rule in all_rules() if rule.view == WAIVER_VIEW]
        apply_waivers(one, [*chosen, *watching], those(waivers, together=True), answers)
    return Together(
        _said(answers, WHOLE),
        {wb: _said(answers, place) for place, wb in enumerate(members)},
        {wb: answers.coverage.get(place, ()) for place, wb in enumerate(members)},
    )


def _said(answers: Answers, wb: int) -> SetResult:
    return SetResult(_findings(answers.findings[wb]), _skips(answers.skips[wb]))


def _findings(found: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda finding: finding.order))


def _skips(skips: Sequence[Skip]) -> tuple[Skip, ...]:
    return tuple(sorted(skips, key=lambda skip: (skip.code, str(skip.scope))))
