"""Submissions -> consolidation: which file counts, what the checks say, and which rows are taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.runner import run
from aitx_budget.checks.together import run_together
from aitx_budget.checks.views.deliveries import BY_DATE, BY_REVISION, Delivery, deliveries
from aitx_budget.consolidate.counting import counts, refused_rows
from aitx_budget.consolidate.record import Consolidation, Input, State
from aitx_budget.model.finding import Severity, WorkbookResult
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.model.text import Text
from aitx_budget.model.waiver import Waivers
from aitx_budget.programme.schema import Programme

Intakes = Sequence[Submission | Refusal]

_IN = Text("종합에 포함했습니다.", "It is in the consolidation.")
_UNREAD = Text("파일을 읽지 못했습니다.", "The file could not be read.")
_INSTITUTION = Text(
    "수행기관용 예산서라 제외했습니다. assemble로 지역 예산서에 합친 뒤 제출해야 합니다.",
    "An institution's workbook: it belongs into its region's, by assemble.",
)

_NO_REVISION, _NO_DAY = Text("차수 없음", "none"), Text("작성일 없음", "none")


def gather(
    intakes: Intakes,
    programme: Programme,
    *,
    only_clean: bool = False,
    waivers: Waivers | None = None,
) -> Consolidation:
    """Consolidate what was read.

    Of several workbooks of one region one counts (see `checks.views.deliveries`). A workbook with errors counts too,
    and bears them, unless `only_clean`; then its region is left out whole. What the regions say of one another is held
    after that, over those that are in, and leaves none of them out.

    Args:
        intakes: per file, in input order.
        programme: the rules.
        only_clean: leave out regions whose workbook has errors.
        waivers: what excuses findings; None for nothing.

    Returns:
        The record, in which every file has a state and every row is counted.
    """
    stack = Stack(intakes, programme)
    delivered = deliveries(stack)
    checked = [
        wb
        for wb, each in enumerate(intakes)
        if isinstance(each, Refusal) or (wb in delivered and delivered[wb].counted)
    ]
    said = run([intakes[wb] for wb in checked], programme, waivers=waivers)
    results = dict(zip(checked, said, strict=True))
    dirty = {wb for wb, each in results.items() if only_clean and wb in delivered and _barred(each)}
    together = run_together(stack, delivered, left_out=dirty, waivers=waivers)
    results = {wb: together.added(wb, each) for wb, each in results.items()}
    maker = _Maker(stack, delivered, results, dirty, _labels(delivered))
    inputs = tuple(maker.input(wb) for wb in range(len(intakes)))
    return Consolidation(programme, inputs, together.whole, _in_order(inputs, programme))


def _barred(result: WorkbookResult) -> bool:
    return result.count(Severity.ERROR) > 0


def _labels(delivered: dict[int, Delivery]) -> dict[int, str]:
    """Return what each region is called: its name, or a numbered one where that is no region of the programme."""
    labels: dict[int, str] = {}
    unknown = 0
    for wb, each in delivered.items():
        if each.eligible:
            labels[wb] = each.region
        elif each.counted:
            unknown += 1
            labels[wb] = f"지역 미상 {unknown}"
    return labels | {wb: labels[each.winner] for wb, each in delivered.items()}


@dataclass(frozen=True)
class _Maker:
    """Puts one input's record together."""

    stack: Stack
    delivered: dict[int, Delivery]
    results: dict[int, WorkbookResult]
    dirty: set[int]
    labels: dict[int, str]

    def input(self, wb: int) -> Input:
        intake, own = self.stack.intakes[wb], self.delivered.get(wb)
        state, reason = self._state(wb)
        read = isinstance(intake, Submission)
        counted = state is State.COUNTED
        return Input(
            path=intake.path,
            state=state,
            reason=reason,
            region=own.region if own else "",
            label=self.labels.get(wb, ""),
            scope=intake.identity.scope if isinstance(intake, Submission) else "",
            revision=(own.revision or None) if own else None,
            written_on=(own.written_on or None) if own else None,
            intake=intake,
            result=self.results.get(wb),
            counts=counts(self.stack, wb, counted=counted) if read else (),
            refused=refused_rows(self.stack, wb) if counted else (),
        )

    def _state(self, wb: int) -> tuple[State, Text]:
        """Return what becomes of a file, and why."""
        own = self.delivered.get(wb)
        if isinstance(self.stack.intakes[wb], Refusal):
            return State.REFUSED, self._refusal(wb)
        if own is None:
            return State.LEFT_OUT, _INSTITUTION
        if not own.counted:
            return State.SUPERSEDED, self._superseded(own)
        if wb in self.dirty:
            number = self.results[wb].count(Severity.ERROR)
            return State.LEFT_OUT, Text(
                f"오류 {number}건이 있어 제외했습니다(--only-clean).",
                f"Left out with its errors: {number} (--only-clean).",
            )
        return State.COUNTED, self._counted(wb)

    def _refusal(self, wb: int) -> Text:
        findings = self.results[wb].findings
        return findings[0].message if findings else _UNREAD

    def _superseded(self, own: Delivery) -> Text:
        path = self.stack.intakes[own.winner].path
        ko, en = _reasons(own, self.delivered[own.winner])
        return Text(f"{path} 파일이 {ko} 이 파일은 제외했습니다.", f"Set aside: {path} {en}.")

    def _counted(self, wb: int) -> Text:
        rivals = [
            each for each in self.delivered.values() if each.winner == wb and not each.counted
        ]
        if not rivals:
            return _IN
        others = len(rivals)
        ko, en = _reasons(max(rivals, key=lambda each: each.rank), self.delivered[wb])
        return Text(
            f"같은 지역의 다른 파일 {others}개보다 {ko} 포함했습니다.",
            f"In the consolidation: against {others} other file(s) of the region it {en}.",
        )


def _reasons(own: Delivery, best: Delivery) -> Text:
    """Return what decided for `best` and against `own`, to go on in a sentence."""
    if own.decided == BY_REVISION:
        return Text(
            f"제출차수가 더 높아({best.revision}차 > {_revision(own).ko})",
            f"has the later revision ({best.revision} > {_revision(own).en})",
        )
    if own.decided == BY_DATE:
        return Text(
            f"제출차수는 같고 작성일이 더 늦어({_day(best).ko} > {_day(own).ko})",
            f"has the same revision and the later date ({_day(best).en} > {_day(own).en})",
        )
    return Text(
        "제출차수와 작성일이 같고 나중에 지정되어",
        "has the same revision and date and was named later",
    )


def _revision(own: Delivery) -> Text:
    return Text(f"{own.revision}차", str(own.revision)) if own.revision else _NO_REVISION


def _day(own: Delivery) -> Text:
    day = own.written_on
    text = f"{day // 10000}-{day // 100 % 100:02d}-{day % 100:02d}"
    return Text(text, text) if day else _NO_DAY


def _in_order(inputs: Sequence[Input], programme: Programme) -> tuple[Input, ...]:
    """Return the inputs that count: the selected regions in their order, then others, then unknown ones."""
    names = [*programme.selection.names.value, *(region.name for region in programme.regions)]
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    counted = [each for each in inputs if each.state is State.COUNTED]
    return tuple(sorted(counted, key=lambda each: places.get(each.label, len(names))))
