"""남은 할 일: what is still to be done in each sheet, told by formulas while the workbook is filled.

What is counted is what the rules ask for: a required cell left blank in a line that is used, a number typed as a text, a
line whose sources don't come to its cost. A sheet nothing belongs in has nothing to be done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aitx_budget.layout.expressions import (
    AllOf,
    AnyOf,
    At,
    Compare,
    Const,
    CountOf,
    Entry,
    Expr,
    Here,
    If,
    IfError,
    Some,
    SumOf,
    SumRows,
    plus,
    times,
)
from aitx_budget.layout.pointing import (
    NOWHERE,
    CountNamed,
    FirstCell,
    FirstRow,
    IsText,
    Named,
    Says,
    first_of,
    joined,
    link_to_row,
)
from aitx_budget.layout.structure import Field, Kind, TableLayout, WorkbookLayout
from aitx_budget.layout.summary import Summary
from aitx_budget.layout.summary.pointers import TEXTS_KEY
from aitx_budget.layout.summary.sheet import FAIL, PASS, UNKNOWN
from aitx_budget.layout.workbook import SUMMARY_SHEET
from aitx_budget.programme.schema import Programme

FINISHED, UNDERWAY, UNBEGUN, IDLE = "● 입력됨", "◐ 작성 중", "○ 시작 전", "– 해당 없음"
"""What a task's state says; the signs tell them apart without colour."""

OPEN = "open"
"""The count that is 1 where something is left to be done, else 0."""

VERDICTS_NAME = "총괄표_판정"
"""The defined name of the verdicts in 점검표."""

OVERALL_NAME, OVERALL_KEY = "총괄표_종합판정", "overall"
"""The defined name and the key of the cell of the overall verdict."""

SUBTOTAL_WORDS, SUBTOTAL = ("소계", "중계", "총합계", "총계", "누계", "합계"), "계"
"""What a typed subtotal is called, at the beginning or the end of a text; the last word only by itself."""

_NUMBERS = (Kind.WON, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT)


@dataclass(frozen=True)
class Task:
    """One line of 남은 할 일.

    Attributes:
        name: of the table, or `checks`; cell keys are `task.name.what`.
        sheet: what it is done in.
        counts: what -> a number that the texts look at, kept out of sight.
        said, state, lead: what is shown: how far it is, in a word, and where to go on.
    """

    name: str
    sheet: str
    counts: Mapping[str, Expr]
    said: Expr
    state: Expr
    lead: Expr

    def key(self, what: str) -> str:
        """Return the key of one of its cells."""
        return _key(self.name, what)


def tasks(
    programme: Programme, layout: WorkbookLayout, scope: str, laid: Summary | None
) -> tuple[Task, ...]:
    """Return the lines of 남은 할 일, in the order of the sheets.

    Args:
        programme: its programme.
        layout: of the workbook.
        scope: `region` or `institution`.
        laid: its 총괄표; None where it has none.
    """
    found = [
        _form_task(table) if table.form else _table_task(table, _needed(programme, table.name))
        for table in layout.of_scope(scope)
    ]
    return (*found, *([_check_task(laid)] if laid is not None else []))


def _key(name: str, what: str) -> str:
    return f"task.{name}.{what}"


def _some(name: str, what: str) -> Expr:
    """Tell whether a count is above 0; one that cannot be told is."""
    return Compare(">", At(_key(name, what)), Const(0))


def _form_task(table: TableLayout) -> Task:
    """Return the task of a form: its required entries, one by one."""
    asked = [field for field in table.fields if field.required]
    blank = {each: Compare("=", Entry(table.name, each.name), Const("")) for each in asked}
    missing = plus(*(times(Const(1), each) for each in blank.values()))
    first: Expr = Const(NOWHERE)
    for each, test in reversed(blank.items()):
        first = If(test, Const(table.first_row + table.fields.index(each)), first)
    name = table.name
    state = If(
        _some(name, "missing"),
        If(
            Compare("=", At(_key(name, "missing")), Const(len(asked))),
            Const(UNBEGUN),
            Const(UNDERWAY),
        ),
        Const(FINISHED),
    )
    said = If(
        _some(name, "missing"),
        joined(
            f"필수 항목 {len(asked)}개 가운데 ", At(_key(name, "missing")), "개가 비어 있습니다."
        ),
        Const("필수 항목을 모두 적었습니다."),
    )
    row = At(_key(name, "first"))
    lead = first_of([(row, link_to_row(table.sheet, row))], Const(""))
    counts = {
        "missing": missing,
        "first": first,
        OPEN: If(_some(name, "missing"), Const(1), Const(0)),
    }
    return Task(name, table.sheet, counts, said, state, lead)


def _table_task(table: TableLayout, needed: Expr | None) -> Task:
    """Return the task of a table.

    Args:
        table: the table.
        needed: tells whether lines belong in it; None where they always do.
    """
    name, conditions = table.name, _Conditions(table)
    started = (conditions.record, conditions.started)
    counts: dict[str, Expr] = {
        "rows": SumRows(name, started),
        "missing": SumRows(name, (*started, conditions.missing)),
        "texts": SumRows(name, (conditions.record, conditions.texts)),
    }
    faults = Compare(">", plus(conditions.missing, conditions.texts), Const(0))
    firsts = {
        "first": _first(table, ("missing", "texts"), (*started, faults)),
    }
    if conditions.gap is not None:
        gap = (conditions.record, conditions.gap)
        counts["gaps"] = SumRows(name, gap)
        firsts["first gap"] = _first(table, ("gaps",), gap)
    wrong = [what for what in counts if what != "rows"]
    told: dict[str, Expr] = {
        what: IfError(each, UNKNOWN) for what, each in (counts | firsts).items()
    }
    told["needed"] = Const(1) if needed is None else If(needed, Const(1), Const(0))
    faulty = AnyOf(tuple(_some(name, what) for what in wrong))
    blank = Compare("=", At(_key(name, "rows")), Const(0))
    told[OPEN] = If(blank, At(_key(name, "needed")), If(faulty, Const(1), Const(0)))
    return Task(name, table.sheet, told, _said(name, wrong), _state(name), _lead(table, firsts))


class _Conditions:
    """What is held against each row of a table."""

    def __init__(self, table: TableLayout) -> None:
        filled = [each for each in table.inputs if each.name != "number"]
        asked = [each for each in filled if _asked(each) is not None]
        typed = [each.name for each in filled if each.kind in _NUMBERS]
        self.record: Expr = Compare("=", times(Const(1), _subtotal(table)), Const(0))
        self.started: Expr = Some(tuple(_filled(each.name) for each in filled))
        self.missing: Expr = plus(*(part for each in asked if (part := _asked(each)) is not None))
        self.texts: Expr = plus(*(IsText(name) for name in typed), Const(0))
        self.gap: Expr | None = None
        if "difference" in table.by_name:
            self.gap = Compare("<>", Here("difference"), Const(0))


def _subtotal(table: TableLayout) -> Expr:
    """Tell whether a row is a typed subtotal, which is no record: nothing is asked of it.

    The word stands in place of a code or a choice, or in a text of a row that lacks its codes. Intake knows more
    spellings (see `intake.rows`); whatever this calls a subtotal, intake does.
    """
    labels = [each for each in table.inputs if each.name == "number" or each.kind not in _NUMBERS]
    texts = tuple(each.name for each in labels if each.kind is Kind.TEXT)
    chosen = tuple(each.name for each in labels if each.kind is not Kind.TEXT)
    codes = [each.name for each in labels if each.kind is Kind.CODE and each.required]
    lacking = [Compare("=", Here(each), Const("")) for each in codes]
    said: list[Expr] = [Says(chosen, SUBTOTAL_WORDS, SUBTOTAL)]
    if texts and lacking:
        said.append(times(Says(texts, SUBTOTAL_WORDS, SUBTOTAL), Some(tuple(lacking))))
    return Some(tuple(said))


def _filled(field: str) -> Expr:
    return Compare("<>", Here(field), Const(""))


def _asked(field: Field) -> Expr | None:
    """Return 1 where a field is blank that must not be, else 0; None where it always may be."""
    blank = Compare("=", Here(field.name), Const(""))
    if field.required:
        return times(Const(1), blank)
    if field.required_when:
        other, value = field.required_when
        return times(blank, Compare("=", Here(other), Const(value)))
    if field.required_unless:
        other, value = field.required_unless
        return times(blank, _filled(other), Compare("<>", Here(other), Const(value)))
    return None


def _first(table: TableLayout, counts: tuple[str, ...], conditions: tuple[Expr, ...]) -> Expr:
    """Return the first row that meets `conditions`, looked for only where something is counted: it takes a while."""
    row = FirstRow(table.name, table.fields[0].name, table.first_row, conditions)
    wanted = AnyOf(tuple(_some(table.name, what) for what in counts))
    return If(wanted, row, Const(NOWHERE))


_PARTS = {
    "missing": ("빠진 필수 칸 ", "개"),
    "texts": ("글자로 적힌 수 ", "개"),
    "gaps": ("차액이 있는 행 ", "개"),
}

_BROKEN = "오류가 난 칸이 있어 셀 수 없습니다. #으로 시작하는 값을 먼저 고치세요."
"""What is said of a table in which a cell holds an error value, which spreads to every count."""


def _said(name: str, wrong: list[str]) -> Expr:
    """Return how many lines there are and what is wrong in them."""
    parts: list[Expr | str] = [At(_key(name, "rows")), "개 행을 적었습니다."]
    parts.extend(If(_some(name, what), _told(name, what), Const("")) for what in wrong)
    nothing = If(
        _some(name, "needed"),
        Const("아직 적지 않았습니다."),
        Const("적을 것이 없습니다."),
    )
    counted = If(_some(name, "rows"), joined(*parts), nothing)
    return If(_untold(name, "rows"), Const(_BROKEN), counted)


def _told(name: str, what: str) -> Expr:
    """Return the sentence on one count; lines whose cost a text keeps from being calculated cannot be counted."""
    before, after = _PARTS[what]
    told = joined(f" {before}", At(_key(name, what)), f"{after}.")
    if what != "gaps":
        return told
    first = Const(" 차액은 글자로 적힌 수를 고친 뒤에 셉니다.")
    return If(_untold(name, what), first, told)


def _untold(name: str, what: str) -> Expr:
    """Tell whether a count cannot be told."""
    return Compare("=", At(_key(name, what)), Const(UNKNOWN))


def _state(name: str) -> Expr:
    return If(
        _some(name, "rows"),
        If(_some(name, OPEN), Const(UNDERWAY), Const(FINISHED)),
        If(_some(name, "needed"), Const(UNBEGUN), Const(IDLE)),
    )


def _lead(table: TableLayout, firsts: Mapping[str, Expr]) -> Expr:
    """Return a link to the first line with something wrong, or to where lines begin."""
    rows = [At(_key(table.name, what)) for what in firsts]
    begin = AllOf(
        (_some(table.name, "needed"), Compare("=", At(_key(table.name, "rows")), Const(0)))
    )
    start = If(begin, link_to_row(table.sheet, Const(table.first_row)), Const(""))
    return first_of([(row, link_to_row(table.sheet, row)) for row in rows], start)


def _needed(programme: Programme, table: str) -> Expr | None:
    """Tell whether the budget asks for lines in a table; None where it always does."""
    if table == "asset_plan":
        assets = [each.label for each in programme.categories if each.asset_kind]
        lines = (CountOf("budget_lines", (("category", Const(label)),)) for label in assets)
        return Compare(">", plus(*lines, Const(0)), Const(0))
    if table == "in_kind_details":
        return Compare("<>", SumOf("budget_lines", "private_in_kind"), Const(0))
    if table == "beneficiaries":
        direct = CountOf("unit_projects", (("direct_support", Const("예")),))
        return Compare(">", direct, Const(0))
    return None


_LEFT_OUT = f"종합 판정이 {UNKNOWN}입니다. 합계에서 빠진 금액이 있습니다."
"""What is said where all checks are met by less than the whole budget; 총괄표 says beside its verdict which it is."""


def _check_task(laid: Summary) -> Task:
    """Return the task of 총괄표: all checks met."""
    name, verdicts = "checks", tuple(laid.listed)
    rows = {cell.key: cell.row for cell in laid.cells if cell.key}
    words = {"failed": FAIL, "unknown": UNKNOWN}
    counts: dict[str, Expr] = {
        what: CountNamed(VERDICTS_NAME, verdicts, word) for what, word in words.items()
    }
    for what, word in words.items():
        counts[f"first {what}"] = FirstCell(verdicts, rows[verdicts[0]], word, VERDICTS_NAME)
    unsettled = Compare("<>", Named(OVERALL_NAME, OVERALL_KEY), Const(PASS))
    counts[OPEN] = If(unsettled, Const(1), Const(0))
    found = Compare(">", plus(*(At(_key(name, what)) for what in words)), Const(0))
    complete = Const(f"점검표에 {FAIL}과 {UNKNOWN}가 없습니다.")
    said = If(
        found,
        joined(
            f"점검표에 {FAIL} ",
            At(_key(name, "failed")),
            f"건, {UNKNOWN} ",
            At(_key(name, "unknown")),
            "건이 있습니다.",
        ),
        If(_some(name, OPEN), Const(_LEFT_OUT), complete),
    )
    state = If(_some(name, OPEN), Const("▲ 확인 필요"), Const("● 확인함"))
    firsts = [At(_key(name, f"first {what}")) for what in words]
    headline = link_to_row(SUMMARY_SHEET, Const(rows[OVERALL_KEY]))
    lead = first_of(
        [(row, link_to_row(SUMMARY_SHEET, row)) for row in firsts],
        If(_some(name, OPEN), headline, Const("")),
    )
    return Task(name, SUMMARY_SHEET, counts, said, state, lead)


def left(found: tuple[Task, ...], last_step: str) -> Expr:
    """Return the sentence over the list: how many are left, or what to do when none is."""
    count = plus(*(At(each.key(OPEN)) for each in found))
    return If(
        Compare("=", count, Const(0)),
        Const(f"모두 마쳤습니다. {last_step}"),
        joined("남은 할 일이 ", count, "가지 있습니다. 아래 ‘바로 가기’를 눌러 이어서 적으세요."),
    )


def texts(found: tuple[Task, ...]) -> Expr:
    """Return how many numbers are typed as texts in the whole workbook."""
    return plus(*(At(each.key("texts")) for each in found if "texts" in each.counts))


def formulas(found: tuple[Task, ...]) -> Iterator[tuple[str, Expr]]:
    """Yield key -> formula of every cell that tasks are told in."""
    yield TEXTS_KEY, texts(found)
    for each in found:
        yield from ((each.key(what), formula) for what, formula in each.counts.items())
        yield from (
            (each.key("said"), each.said),
            (each.key("state"), each.state),
            (each.key("lead"), each.lead),
        )
