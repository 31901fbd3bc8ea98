"""Whether a workbook was read as a whole: what it lacks would be lost in one that is written anew."""

from __future__ import annotations

from aitx_budget.errors import UsageError
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.text import Text, particle
from aitx_budget.programme.schema import Programme


def ensure_whole(filled: Filled, programme: Programme, file: str, refused: Text) -> None:
    """Refuse a workbook of which a sheet, a column or an entry of its own version was not found.

    Args:
        filled: the workbook.
        programme: whose layout it has.
        file: what it is called.
        refused: what cannot be done with it: `취합할 수 없습니다`, `nothing can be assembled into it`.

    Raises:
        UsageError: naming what was not found.
    """
    submission = filled.submission
    layout = workbook_layout(programme, submission.identity.layout)
    tables = layout.of_scope(submission.identity.scope)
    lost = sorted(
        submission.unavailable({t.name: [each.name for each in t.inputs] for t in tables})
    )
    if not lost:
        return
    name, _, field = lost[0].partition(".")
    table = layout.tables[name]
    found = name in submission.tables
    what = f"{table.sheet} {table[field].header}" if found else table.sheet
    raise UsageError(
        Text(
            f"{file}: {particle(f'‘{what}’', '을', '를')} 찾지 못해 {refused.ko}. validate 명령으로 점검해 고친 뒤 다시 실행해 주세요.",
            f"{file}: {what!r} was not found, so {refused.en}. Check it with `validate` and put it right first.",
        )
    )
