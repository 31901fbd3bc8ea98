"""남은 할 일 on 작성안내: how far each sheet is and where to go on, told by formulas; see `layout.tasks`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from xlsxwriter.format import Format

from aitx_budget.layout.expressions import Const, Expr, If
from aitx_budget.layout.naming import RowNames
from aitx_budget.layout.pointing import Joined
from aitx_budget.layout.summary.pointers import TEXTS_KEY, TEXTS_NAME
from aitx_budget.layout.tasks import Task, left
from aitx_budget.layout.workbook import GUIDE_SHEET
from aitx_budget.model.address import column_letter
from aitx_budget.model.wrapping import width
from aitx_budget.template.formats import AMBER, GREEN, MINT, RED, ROSE, SAND
from aitx_budget.template.guide_rows import LINK, WIDTHS, Rows
from aitx_budget.template.page import done, write_formula

_COLUMNS = {"said": 2, "lead": 3, "state": 4}
_ANY_COUNT = "1,000"
_FIRST_HIDDEN = len(WIDTHS) + 1
_STEP = {
    "region": "저장하여 제출하세요.",
    "institution": "저장하여 주관기관에 보내세요.",
}
_FILLED_ONLY = {
    "region": "‘입력됨’은 칸을 채웠다는 뜻입니다. 내용이 맞는지는 총괄표와 제출 후 검증이 봅니다.",
    "institution": "‘입력됨’은 칸을 채웠다는 뜻입니다. 내용이 맞는지는 제출 후 검증이 봅니다.",
}
"""What a state does not say, under the list."""


def write_tasks(row: Rows, tasks: tuple[Task, ...]) -> None:
    """Write the list, and out of sight beside it what it counts."""
    row.section("남은 할 일")
    headline, head = row.at, row.at + 1
    row.at = head
    row.put("시트", "지금 상태", "바로 가기", "진행", looks=(row.head,) * 4)
    first = row.at
    names = RowNames(row.book.layout, cells=_places(tasks, first))
    for at, task in enumerate(tasks, start=first):
        row.linked(task.sheet, "", "", "")
        row.give_room(at, _COLUMNS["said"], longest(task.said))
        for what, formula in task.counts.items():
            _write(row, names, task.key(what), formula, row.book.formats.get())
        looks = {"said": row.ruled, "state": row.strong, "lead": row.book.formats.get(**LINK)}
        for what, column in _COLUMNS.items():
            shown = row.book.contents.shown(task.key(what))
            formula = getattr(task, what).formula(names)
            write_formula(row.sheet, at, column, formula, shown, looks[what])
    last = row.at - 1
    row.spread("", _FILLED_ONLY[row.book.scope])
    _write_left(row, names, tasks, headline)
    _write_texts(row, names, headline)
    widest = max(len(task.counts) for task in tasks)
    columns = (_FIRST_HIDDEN - 1, _FIRST_HIDDEN + widest - 2)
    done(row.sheet.set_column(*columns, None, None, {"hidden": True}))
    _mark(row, first, last)


def longest(content: Expr) -> str:
    """Return the longest text that a sentence may come to, its counts as long as any that is likely."""
    match content:
        case Const():
            return str(content.constant)
        case If():
            return max(longest(content.then), longest(content.otherwise), key=width)
        case Joined():
            return "".join(map(longest, content.parts))
        case _:
            return _ANY_COUNT


def _places(tasks: Iterable[Task], first: int) -> Mapping[str, str]:
    """Return key -> reference of every cell that formulas look at."""
    return {
        task.key(what): f"${column_letter(column)}${at}"
        for at, task in enumerate(tasks, start=first)
        for what, column in zip(task.counts, count(_FIRST_HIDDEN), strict=False)
    }


def _write(row: Rows, names: RowNames, key: str, formula: Expr, look: Format) -> None:
    """Write a count in its place."""
    done(
        row.sheet.write_formula(
            names.at(key).replace("$", ""),
            f"={formula.formula(names)}",
            look,
            row.book.contents.shown(key),
        )
    )


def _write_texts(row: Rows, names: RowNames, at: int) -> None:
    """Write, out of sight, how many numbers are typed as texts, under the name that 총괄표 asks for."""
    contents = row.book.contents
    formula = contents.formulas[TEXTS_KEY].formula(names)
    look = row.book.formats.get()
    write_formula(row.sheet, at, _FIRST_HIDDEN, formula, contents.shown(TEXTS_KEY), look)
    row.book.name_column(TEXTS_NAME, GUIDE_SHEET, _FIRST_HIDDEN, at, at)


def _write_left(row: Rows, names: RowNames, tasks: tuple[Task, ...], at: int) -> None:
    """Write the sentence over the list."""
    whole = left(tasks, _STEP[row.book.scope])
    value = whole.value(row.book.contents)
    look = row.book.formats.get(bold=True, font_size=11)
    write_formula(row.sheet, at, 1, whole.formula(names), value, look)
    row.sheet.set_row(at - 1, 22)


def _mark(row: Rows, first: int, last: int) -> None:
    """Colour states by their sign."""
    look = row.book.formats
    marks = {
        "●": look.mark(bg_color=MINT, font_color=GREEN),
        "◐": look.mark(bg_color=SAND, font_color=AMBER),
        "▲": look.mark(bg_color=ROSE, font_color=RED),
    }
    column = _COLUMNS["state"]
    for sign, mark in marks.items():
        condition = f'=LEFT(${column_letter(column)}{first},1)="{sign}"'
        options = {"type": "formula", "criteria": condition, "format": mark}
        area = (first - 1, column - 1, last - 1, column - 1)
        done(row.sheet.conditional_format(*area, options))
