"""Runs the rules over all workbooks of a run and puts what failed into words, workbook by workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.registry import rules as all_rules
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.checks.schemas import Outcome, evaluate
from aitx_budget.checks.views import VIEWS
from aitx_budget.checks.views.view import in_doubt
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Finding, Severity, Skip, WorkbookResult
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.programme.schema import Programme

CRASH_VIEW = "crashes"
FILE_VIEW = "files"
_BECAUSE = 20
"""How many cells a skipped check names; the rest have findings of their own."""


class _Answers:
    """What is said per workbook while rules run."""

    def __init__(self) -> None:
        self.findings: dict[int, list[Finding]] = defaultdict(list)
        self.skips: dict[int, list[Skip]] = defaultdict(list)


def run(
    intakes: Sequence[Submission | Refusal],
    programme: Programme,
    *,
    rules: Sequence[Rule] | None = None,
) -> tuple[WorkbookResult, ...]:
    """Check what intake returned.

    Args:
        intakes: per file, in input order.
        programme: its figures decide.
        rules: the rules to run; None for all. A file that was refused is always said so, whichever are chosen and
            whatever the programme switches off.

    Returns:
        One result per file in input order, its findings ordered by sheet, row, column and code. A rule that
        raises becomes INT999 in the workbooks it raised for; the others still run.
    """
    stack = Stack(intakes, programme)
    answers = _Answers()
    by_view: dict[str, list[Rule]] = defaultdict(list)
    for rule in all_rules() if rules is None else rules:
        if rule.view not in (CRASH_VIEW, FILE_VIEW) and _severity(rule, programme) is not None:
            by_view[rule.view].append(rule)
    if len(stack.submissions) < len(stack.intakes):
        by_view[FILE_VIEW] = [rule for rule in all_rules() if rule.view == FILE_VIEW]
    for view, group in by_view.items():
        _run_view(stack, view, group, answers)
    return tuple(_result(stack, wb, intake, answers) for wb, intake in enumerate(stack.intakes))


def _severity(rule: Rule, programme: Programme) -> Severity | None:
    """Return a rule's severity in this programme; None where it is switched off."""
    change = programme.severity.get(rule.code)
    if change is None:
        return rule.severity
    return change.value if isinstance(change.value, Severity) else None


def _run_view(stack: Stack, view: str, rules: Sequence[Rule], answers: _Answers) -> None:
    """Run the rules of one view over the whole stack, or workbook by workbook where one of them raises."""
    try:
        frame = stack.view(view)
        excuses = {rule.code: _excused(stack, view, frame, rule) for rule in rules}
        outcomes = evaluate(frame, rules, stack.programme, excuses)
    except Exception as error:  # noqa: BLE001 - a view that raises is reported as INT999
        outcomes = [Outcome(rule, crash=_said(error)) for rule in rules]
        frame = pd.DataFrame({"wb": []})
        excuses = {}
    for outcome in outcomes:
        if outcome.crash:
            _isolate(stack, outcome, answers)
            continue
        rule = outcome.rule
        _skips(stack, view, frame, rule, excuses[rule.code], answers)
        for index in outcome.broken:
            _explain(stack, rule, frame, index, answers)


def _isolate(stack: Stack, outcome: Outcome, answers: _Answers) -> None:
    """Find the workbooks a rule raises for: the others are checked by it on their own."""
    if len(stack.intakes) == 1:
        answers.findings[0].append(_crash(outcome.rule, outcome.crash, stack))
        return
    for wb, intake in enumerate(stack.intakes):
        alone = _Answers()
        _run_view(Stack([intake], stack.programme), outcome.rule.view, [outcome.rule], alone)
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


def _sources(view: str, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the `table.field` names that a view's columns are computed from."""
    if view in VIEWS:
        sources = VIEWS[view].sources
        return tuple(dict.fromkeys(name for column in columns for name in sources.get(column, ())))
    return tuple(f"{view}.{column}" for column in columns)


def _covers(source: str, name: str) -> bool:
    """Tell whether `table.field` or `table.prefix*` names `name` (`table.field`)."""
    return name.startswith(source[:-1]) if source.endswith("*") else name == source


def _missing(stack: Stack, wb: int, sources: Sequence[str]) -> list[str]:
    """Return those of `sources` that the workbook should have and that were not found."""
    unavailable = sorted(stack.unavailable[wb])
    return [name for source in sources for name in unavailable if _covers(source, name)]


def _excused(stack: Stack, view: str, frame: pd.DataFrame, rule: Rule) -> pd.Series:
    """Return the rows a rule is not evaluated for: wrong scope, or something it needs was not read.

    In a view that puts several tables under one another (`table` says which), what one of them has lost
    excuses its own rows alone.
    """
    excused = pd.Series(data=False, index=frame.index)
    for column in rule.needs:
        if f"unread.{column}" in frame:
            excused |= frame[f"unread.{column}"]
    if view == FILE_VIEW:
        return excused
    excused |= ~frame["wb"].isin(stack.of_scope(rule.scopes))
    sources = _sources(view, rule.needs)
    for wb in stack.of_scope(rule.scopes):
        excused |= _lost(frame, wb, _missing(stack, wb, sources))
    return excused


def _lost(frame: pd.DataFrame, wb: int, missing: Sequence[str]) -> pd.Series:
    """Tell which rows of a workbook rest on what was not found."""
    if not missing:
        return pd.Series(data=False, index=frame.index)
    lost = frame["wb"] == wb
    if "table" in frame:
        lost &= frame["table"].isin([name.partition(".")[0] for name in missing])
    return lost


def _skips(
    stack: Stack, view: str, frame: pd.DataFrame, rule: Rule, excused: pd.Series, answers: _Answers
) -> None:
    """Say what a rule could not evaluate, per workbook and scope."""
    if view == FILE_VIEW:
        return
    sources = _sources(view, rule.needs)
    scope = VIEWS[view].scope if view in VIEWS else ()
    for wb in stack.of_scope(rule.scopes):
        missing = _missing(stack, wb, sources)
        if missing:
            names = tuple(dict.fromkeys(_named(stack, source) for source in missing))
            answers.skips[wb].append(Skip(rule.code, rule.name, {}, names))
    flags = [f"unread.{column}" for column in rule.needs if f"unread.{column}" in frame]
    if not flags:
        return
    rows = frame[frame[flags].any(axis=1) & excused]
    for wb in stack.of_scope(rule.scopes):
        group = rows[(rows["wb"] == wb) & ~_lost(rows, wb, _missing(stack, wb, sources))]
        if group.empty:
            continue
        because = _unread_cells(stack, wb, sources, group, view)
        answers.skips[wb] += [
            Skip(rule.code, rule.name, each, because) for each in _scopes(group, scope)
        ]


def _named(stack: Stack, source: str) -> str:
    """Return a lost column as the officer knows it, e.g. `소요예산 국비`."""
    table, _, name = source.partition(".")
    layout = stack.layout.tables[table]
    return f"{layout.sheet} {layout[name].header}"


def _unread_cells(
    stack: Stack, wb: int, sources: Sequence[str], rows: pd.DataFrame, view: str
) -> tuple[str, ...]:
    """Return the cells that must be put right first; of the rows themselves where the frame is a table's."""
    own = None if view in VIEWS else set(rows["row"].tolist())
    cells: list[CellRef] = []
    for source in sources:
        name = source.partition(".")[0]
        found = stack.submissions[wb].tables.get(name)
        for field in stack.layout.tables[name].fields if found else ():
            if found and field.name in found.columns and _covers(source, f"{name}.{field.name}"):
                frame = stack.table(name)
                bad = in_doubt(stack, name, field.name) & (frame["wb"] == wb).to_numpy()
                at = frame["row"].to_numpy()[bad].tolist()
                cells += [found.cell(field.name, row) for row in at if own is None or row in own]
    return tuple(str(cell) for cell in dict.fromkeys(cells))[:_BECAUSE]


def _scopes(rows: pd.DataFrame, scope: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return what the skipped rows are about, each once."""
    if not scope:
        return [{}]
    columns = [column for _, column in scope]
    return [
        {
            name: value
            for (name, _), value in zip(scope, values, strict=True)
            if value not in (0, "")
        }
        for values in rows[columns].drop_duplicates().itertuples(index=False, name=None)
    ]


def _explain(stack: Stack, rule: Rule, frame: pd.DataFrame, index: int, answers: _Answers) -> None:
    """Put one broken row into words."""
    row = {str(name): value for name, value in frame.loc[index].to_dict().items()}
    wb = int(row["wb"])
    case = Case(row, stack.submissions.get(wb), stack.programme, stack.layout)
    try:
        finding = _finding(rule, rule.explain(case), stack, case.submission)
    except Exception as error:  # noqa: BLE001 - a rule that can't say what it found is reported as INT999
        finding = _crash(rule, _said(error), stack)
    answers.findings[wb].append(finding)


def _finding(rule: Rule, said: Violation, stack: Stack, submission: Submission | None) -> Finding:
    """Join a violation's words and cells with what the rule and the programme say of it."""
    change = stack.programme.severity.get(rule.code)
    changed = change.value if change and isinstance(change.value, Severity) else None
    cells = [cell for cell in said.related if cell is not None and cell != said.at]
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=changed or said.severity or rule.severity,
        message=said.message,
        fix=said.fix,
        source=rule.source(stack.programme),
        authority=rule.authority,
        sheet=said.at.sheet if said.at else None,
        cell=said.at.a1 if said.at else None,
        related=tuple(str(cell) for cell in dict.fromkeys(cells)),
        value=said.value,
        expected=said.expected,
        measure=said.measure,
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
    stack: Stack, wb: int, intake: Submission | Refusal, answers: _Answers
) -> WorkbookResult:
    """Gather what was said of one file."""
    findings = tuple(sorted(answers.findings[wb], key=lambda finding: finding.order))
    if isinstance(intake, Refusal):
        return WorkbookResult(intake.path, refused=True, template={}, totals={}, findings=findings)
    region = _region(intake)
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
    )


def _region(submission: Submission) -> str:
    """Return the region that was filled in, or the one the workbook was made for."""
    basics = submission.tables.get("basics")
    filled = basics.values["region"][0] if basics and basics.values.get("region") else None
    return str(filled or submission.identity.region)


def _totals(stack: Stack, wb: int) -> dict[str, int | None]:
    """Return won per source and in all; None where an amount could not be read."""
    lines = stack.table("budget_lines")
    lines = lines[lines["wb"] == wb]
    unavailable = stack.unavailable[wb]
    totals: dict[str, int | None] = {}
    for name in SOURCES:
        lost = f"budget_lines.{name}" in unavailable or bool(lines[f"unread.{name}"].any())
        totals[name] = None if lost else int(lines[name].sum())
    known = [amount for amount in totals.values() if amount is not None]
    totals["total_project_cost"] = sum(known) if len(known) == len(SOURCES) else None
    return totals
