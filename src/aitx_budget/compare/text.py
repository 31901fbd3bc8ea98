"""A comparison as plain text for people: verdict, what it comes to, every change, the findings."""

from __future__ import annotations

from collections.abc import Iterator

from aitx_budget.compare import words
from aitx_budget.compare.changes import Change, LineChange
from aitx_budget.compare.comparison import Comparison
from aitx_budget.compare.findings import Fate, FindingChange
from aitx_budget.compare.sections import Row, Section
from aitx_budget.model.printable import printable
from aitx_budget.model.text import Language, Text
from aitx_budget.report.text import Line

_VERDICT = Text("판정", "Verdict")
_FIX = Text("조치", "Fix")
_MATCHING = Text("매칭비율", "Matching ratio")
_STYLE = {
    Change.ADDED: "green",
    Change.REMOVED: "red",
    Change.MOVED: "cyan",
    Change.CHANGED: "yellow",
}
_FATE_STYLE = {Fate.NEW: "bold red", Fate.REMAINING: "yellow", Fate.CURED: "green"}


def render(comparison: Comparison, language: Language) -> str:
    """Return the whole comparison, ending with a line break."""
    return "".join(f"{line.text}\n" for line in lines(comparison, language))


def lines(comparison: Comparison, language: Language) -> Iterator[Line]:
    """Yield the comparison line by line."""
    for line in _lines(comparison, language):
        yield Line(printable(line.text), line.style)


def _lines(comparison: Comparison, language: Language) -> Iterator[Line]:
    before, after = comparison.before, comparison.after
    yield Line(f"{words.BEFORE.in_(language)}: {words.about(before).in_(language)}", "bold")
    yield Line(f"{words.AFTER.in_(language)}: {words.about(after).in_(language)}", "bold")
    if comparison.stated_reason:
        yield Line(f"  {words.STATED_REASON.in_(language)}: {comparison.stated_reason}")
    said = words.verdict(comparison).in_(language)
    yield Line(f"  {_VERDICT.in_(language)}: {said}", "bold")
    yield Line(f"  {words.findings_told(comparison).in_(language)}", "bold")
    yield Line(f"  {_amounts(comparison.total, language)}")
    ratios = f"{words.matching(before)} → {words.matching(after)}"
    yield Line(f"  {_MATCHING.in_(language)}: {ratios}")
    for section in comparison.sections:
        yield from _section(section, language)
    yield from _changes(comparison, language)
    yield from _transfers(comparison, language)
    yield from _findings(comparison, language)
    yield from _uncompared(comparison, language)


def _section(section: Section, language: Language) -> Iterator[Line]:
    """Yield the rows of a section that changed, or cannot be told."""
    rows = [row for row in section.rows if row.delta != 0]
    if not rows:
        return
    yield Line(f"  {section.title.in_(language)}", "bold")
    for row in rows:
        yield Line(f"    {_amounts(row, language)}")


def _amounts(row: Row, language: Language) -> str:
    """Return what a row is of, with its amounts before and after."""
    named = " ".join(filter(None, (name.in_(language) for name in row.names)))
    amounts = f"{words.won(row.before, language)} → {words.won(row.after, language)}"
    return f"{named}: {amounts} ({words.signed(row.delta, language)})"


def _changes(comparison: Comparison, language: Language) -> Iterator[Line]:
    if comparison.changes:
        yield Line(f"  {words.LINES.in_(language)}", "bold")
    for number, change in enumerate(comparison.changes, start=1):
        yield from _change(number, change, language)


def _change(number: int, change: LineChange, language: Language) -> Iterator[Line]:
    kind = words.CHANGES[change.change].in_(language)
    head = f"{number}. {kind} {change.table.sheet}"
    yield Line(f"    {head} {words.subject(change, language)}".rstrip(), _STYLE[change.change])
    for cell in change.cells:
        old, new = (words.value(each, cell.field, language) for each in (cell.before, cell.after))
        places = f"{cell.before_cell.a1} → {cell.after_cell.a1}"
        yield Line(f"       {cell.field.header}: {old} → {new} ({places})")
    if not change.cells:
        at = change.after_at or change.before_at
        amount = change.amount_before if change.after_at is None else change.amount_after
        named = words.amount_named(change).in_(language)
        shown = named if amount is None else f"{named} {words.won(amount, language)}"
        yield Line(f"       {shown} ({words.place(at)})")


def _transfers(comparison: Comparison, language: Language) -> Iterator[Line]:
    if comparison.transfers:
        yield Line(f"  {words.TRANSFERS.in_(language)}", "bold")
        yield Line(f"    {words.transfers_about(comparison.programme).in_(language)}", "dim")
    for each in comparison.transfers:
        amounts = f"{each.before:,} → {each.after:,} ({words.signed(each.delta, language)})"
        said = words.transfer(each, comparison.programme).in_(language)
        yield Line(f"    {each.fiscal_year or ''} {each.category or ''}: {amounts} {said}")


def _findings(comparison: Comparison, language: Language) -> Iterator[Line]:
    if comparison.findings:
        yield Line(f"  {words.FINDINGS.in_(language)}", "bold")
    for each in comparison.findings:
        yield from _finding(each, language)


def _finding(found: FindingChange, language: Language) -> Iterator[Line]:
    said = found.last
    place = f"{said.sheet}!{said.cell}" if said.sheet and said.cell else said.sheet or ""
    head = f"{words.FATES[found.fate].in_(language)} {words.severity(found).in_(language)}"
    style = _FATE_STYLE[found.fate]
    yield Line(f"    {head} {said.code} {place} {said.message.in_(language)}", style)
    if found.waived:
        yield Line(f"       {words.excuse(found).in_(language)}", "dim")
    elif found.worse:
        yield Line(f"       {_FIX.in_(language)}: {words.fix(found).in_(language)}")


def _uncompared(comparison: Comparison, language: Language) -> Iterator[Line]:
    if comparison.uncompared:
        yield Line(f"  {words.UNCOMPARED.in_(language)}", "bold")
    for each in comparison.uncompared:
        named = f"{each.table.sheet} {words.uncompared_field(each).in_(language)}"
        why = words.reason(each).in_(language)
        if each.field is None or (each.before_cell is None and each.after_cell is None):
            yield Line(f"    {named}: {why}")
            continue
        old, new = (words.value(one, each.field, language) for one in (each.before, each.after))
        places = f"{words.place(each.before_cell)} → {words.place(each.after_cell)}"
        yield Line(f"    {named}: {old} → {new} ({places}) {why}")
