"""Runs the rules over all workbooks of a run and puts what failed into words, workbook by workbook."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from aitx_budget.checks.frames import WHOLE, Stack
from aitx_budget.checks.framing import Columns, chosen
from aitx_budget.checks.registry import rules as all_rules
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.checks.schemas import Outcome, evaluate
from aitx_budget.checks.standing import Standing, skips, standing
from aitx_budget.checks.views.files import FILE_VIEW
from aitx_budget.checks.waiving import WAIVER_VIEW, Said, fates, told, waive
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Finding, Severity, Skip, WorkbookResult
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.model.waiver import Coverage, Waivers
from aitx_budget.programme.schema import Programme

CRASH_VIEW = "crashes"
_LATER = (CRASH_VIEW, FILE_VIEW, WAIVER_VIEW)
"""Views that are not of what the workbooks hold; their rules are run on occasion."""


Borne = Mapping[int, Sequence[Coverage]]
"""What waivers do in all workbooks of their region, by position of the workbook that is told of it."""


class Answers:
    """What is said while rules run, per workbook and (as `WHOLE`) of all as one set."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.findings: dict[int, list[Finding]] = defaultdict(list)
        self.skips: dict[int, list[Skip]] = defaultdict(list)
        self.coverage: dict[int, tuple[Coverage, ...]] = {}


def run(
    intakes: Sequence[Submission | Refusal],
    programme: Programme,
    *,
    rules: Sequence[Rule] | None = None,
    waivers: Waivers | None = None,
    borne: Borne | None = None,
) -> tuple[WorkbookResult, ...]:
    """Check what intake returned.

    Args:
        intakes: per file, in input order.
        programme: its figures decide.
        rules: the rules to run; None for all. A file that was refused is always said so, whichever are chosen and
            whatever the programme switches off.
        waivers: what excuses findings; None for nothing.
        borne: which workbook is told what became of which waivers; None for the first of each region here, and of
            what is here. Whoever runs part of a set says it.

    Returns:
        One result per file in input order, its findings ordered by sheet, row, column and code. A rule that
        raises becomes INT999 in the workbooks it raised for; the others still run.
    """
    stack = Stack(intakes, programme)
    answers = Answers()
    asked = all_rules() if rules is None else rules
    chosen = [
        rule for rule in asked if severity_of(rule, programme) is not None and not rule.together
    ]
    by_view: dict[str, list[Rule]] = defaultdict(list)
    for rule in chosen:
        if rule.view not in _LATER:
            by_view[rule.view].append(rule)
    if len(stack.submissions) < len(stack.intakes):
        by_view[FILE_VIEW] = [rule for rule in all_rules() if rule.view == FILE_VIEW]
    for view, group in by_view.items():
        run_view(stack, view, group, answers)
    if waivers is not None:
        apply_waivers(stack, chosen, those(waivers, together=False), answers, borne)
    results = (_result(stack, wb, intake, answers) for wb, intake in enumerate(stack.intakes))
    as_of = waivers.as_of if waivers else None
    return tuple(replace(each, partial=rules is not None, as_of=as_of) for each in results)


def apply_waivers(
    stack: Stack,
    rules: Sequence[Rule],
    waivers: Waivers,
    answers: Answers,
    borne: Borne | None = None,
) -> None:
    """Excuse findings, then hold the waivers themselves against the rules that they have; see `run`."""
    regions = {wb: region_of(each, stack.programme) for wb, each in stack.submissions.items()}
    codes = frozenset(rule.code for rule in rules)
    waived = waive(Said(answers.findings, answers.skips, regions, codes), waivers)
    answers.findings.update(waived.findings)
    answers.coverage.update(waived.coverage)
    rows = told(fates(waived.coverage) if borne is None else borne, waivers.as_of)
    if len(rows["wb"]):
        stack.put(WAIVER_VIEW, rows)
        run_view(stack, WAIVER_VIEW, [each for each in rules if each.view == WAIVER_VIEW], answers)


def those(waivers: Waivers, *, together: bool) -> Waivers:
    """Return the waivers of rules that hold workbooks against one another, or of all others."""
    codes = {rule.code for rule in all_rules() if rule.together}
    kept = tuple(each for each in waivers.entries if (each.rule in codes) == together)
    return replace(waivers, entries=kept)


def severity_of(rule: Rule, programme: Programme) -> Severity | None:
    """Return a rule's severity in this programme; None where it is switched off."""
    change = programme.severity.get(rule.code)
    if change is None:
        return rule.severity
    return change.value if isinstance(change.value, Severity) else None


def run_view(stack: Stack, view: str, rules: Sequence[Rule], answers: Answers) -> None:
    """Run the rules of one view over the whole stack, or workbook by workbook where one of them raises."""
    rows: Columns = {}
    stands: dict[str, Standing] = {}
    try:
        rows = stack.columns(view)
        stands = {rule.code: standing(stack, rows, rule) for rule in rules}
        excused = {code: each.excused for code, each in stands.items()}
        outcomes = evaluate(stack.view(view), rules, stack.programme, excused)
    except MemoryError:
        raise  # the process's to tell: with more of it there would be an answer
    except Exception as error:  # noqa: BLE001 - a view that raises is reported as INT999
        outcomes = [Outcome(rule, crash=_said(error)) for rule in rules]
    for outcome in outcomes:
        if outcome.crash and outcome.rule.together:
            answers.findings[WHOLE].append(_crash(outcome.rule, outcome.crash, stack))
            continue
        if outcome.crash:
            _isolate(stack, outcome, answers)
            continue
        rule = outcome.rule
        for wb, skip in skips(stack, rows, rule, stands[rule.code]):
            answers.skips[wb].append(skip)
        _explain(stack, rule, chosen(rows, np.array(outcome.broken, dtype=np.int64)), answers)


def _isolate(stack: Stack, outcome: Outcome, answers: Answers) -> None:
    """Find the workbooks a rule raises for: the others are checked by it on their own."""
    if len(stack.intakes) == 1:
        answers.findings[0].append(_crash(outcome.rule, outcome.crash, stack))
        return
    for wb in range(len(stack.intakes)):
        alone = Answers()
        run_view(stack.alone(wb), outcome.rule.view, [outcome.rule], alone)
        answers.findings[wb] += alone.findings[0]
        answers.skips[wb] += alone.skips[0]


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _crash(rule: Rule, reason: str, stack: Stack) -> Finding:
    """Name the rule that raised, through the manual page that crashes have."""
    crash = next(each for each in all_rules() if each.view == CRASH_VIEW)
    row = {"code": rule.code, "name": rule.name, "reason": reason}
    case = Case(row, None, stack.programme, stack.layout)
    return _finding(crash, crash.explain(case), stack, None)


def _explain(stack: Stack, rule: Rule, broken: Columns, answers: Answers) -> None:
    """Put the rows that broke a rule into words."""
    for values in zip(*(column.tolist() for column in broken.values()), strict=True):
        row = dict(zip(broken, values, strict=True))
        submission = stack.submissions.get(row["wb"])
        try:
            known = stack.origins.get(row["wb"], ()) if submission else ()
            case = Case(row, submission, stack.programme, stack.layout, known)
            finding = _finding(rule, rule.explain(case), stack, submission)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - a rule that cannot say what it found is reported as INT999
            finding = _crash(rule, _said(error), stack)
        answers.findings[row["wb"]].append(finding)


def _finding(rule: Rule, said: Violation, stack: Stack, submission: Submission | None) -> Finding:
    """Join a violation's words and cells with what the rule and the programme say of it."""
    change = stack.programme.severity.get(rule.code)
    changed = change.value if change and isinstance(change.value, Severity) else None
    cells = [cell for cell in said.related if cell is not None and cell != said.at]
    title, source = stack.quoted(rule)
    return Finding(
        code=rule.code,
        name=rule.name,
        title=title,
        severity=changed or said.severity or rule.severity,
        message=said.message,
        fix=said.fix,
        source=source,
        authority=rule.authority,
        sheet=said.at.sheet if said.at else None,
        cell=said.at.a1 if said.at else None,
        related=tuple(str(cell) for cell in dict.fromkeys(cells)),
        value=said.value,
        expected=said.expected,
        measure=said.measure,
        difference=said.difference,
        vacant=said.vacant,
        unadded=said.unadded,
        scope=said.scope,
        position=_position(said.at, submission),
    )


def _position(at: CellRef | None, submission: Submission | None) -> tuple[int, int, int]:
    """Return where a finding stands in its workbook; those of the whole file come first."""
    if at is None or submission is None:
        return (-1, 0, 0)
    titles = submission.sheets
    sheet = titles.index(at.sheet) if at.sheet in titles else len(titles)
    return (sheet, at.row, at.column)


def _result(
    stack: Stack, wb: int, intake: Submission | Refusal, answers: Answers
) -> WorkbookResult:
    """Gather what was said of one file."""
    findings = tuple(sorted(answers.findings[wb], key=lambda finding: finding.order))
    if isinstance(intake, Refusal):
        return WorkbookResult(intake.path, refused=True, template={}, totals={}, findings=findings)
    region = region_of(intake, stack.programme)
    skips = sorted(answers.skips[wb], key=lambda skip: (skip.code, str(skip.scope)))
    return WorkbookResult(
        path=intake.path,
        refused=False,
        template={
            "id": intake.identity.template,
            "scope": intake.identity.scope,
            "region": region,
            "layout": intake.identity.layout,
        },
        totals=_totals(stack, wb),
        findings=findings,
        skipped=tuple(skips),
        sheets=intake.sheets,
        waivers=answers.coverage.get(wb, ()),
    )


def region_of(submission: Submission, programme: Programme) -> str:
    """Return the region that was filled in, or the one the workbook was made for, by its name in the programme."""
    basics = submission.tables.get("basics")
    filled = basics.values["region"][0] if basics and basics.values.get("region") else None
    spelling = str(filled or submission.identity.region)
    return programme.region_names.get(unicodedata.normalize("NFC", spelling), spelling)


def _totals(stack: Stack, wb: int) -> dict[str, int | None]:
    """Return won per source and in all; None where an amount could not be read."""
    lines = chosen(stack.columns("budget_lines"), stack.own("budget_lines", wb))
    unavailable = stack.unavailable[wb]
    totals: dict[str, int | None] = {}
    for name in SOURCES:
        lost = f"budget_lines.{name}" in unavailable or bool(lines[f"unread.{name}"].any())
        totals[name] = None if lost else int(lines[name].sum())
    known = [amount for amount in totals.values() if amount is not None]
    totals["total_project_cost"] = sum(known) if len(known) == len(SOURCES) else None
    return totals
