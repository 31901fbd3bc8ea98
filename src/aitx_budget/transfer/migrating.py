"""A filled workbook of an older layout -> the same workbook in the current one, with nothing lost."""

from __future__ import annotations

from dataclasses import dataclass

from aitx_budget.errors import UsageError
from aitx_budget.intake import read_whole
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.structure import Field
from aitx_budget.layout.workbook import LAYOUT_VERSION, workbook_layout
from aitx_budget.model.submission import Seen, Submission
from aitx_budget.model.text import Text
from aitx_budget.programme.schema import Programme
from aitx_budget.transfer.account import Account, account_of
from aitx_budget.transfer.appended import earlier_appendices
from aitx_budget.transfer.carry import carry, write_anew
from aitx_budget.transfer.whole import ensure_whole


@dataclass(frozen=True)
class Migration:
    """A workbook moved to the current layout.

    Attributes:
        data: the new workbook.
        before, after: the old and the new one, as they read.
        account: what became of every cell that people filled; none is lost.
        brought: (sheet title, field) of what the new workbook has room for and the old one had not.
    """

    data: bytes
    before: Submission
    after: Submission
    account: Account
    brought: tuple[tuple[str, Field], ...]


def migrate(filled: Filled, programme: Programme, *, file: str, path: str) -> Migration:
    """Write a workbook anew in the current layout.

    Every row of a table keeps its place under the headers. What was understood with a note stays as it was typed, so
    that the new workbook is told the same; formulas are the template's, and what stood in the place of one stands there again.

    Args:
        filled: the workbook; it is read only.
        programme: whose layout it has.
        file: what it is called in the list of strays.
        path: the new workbook as the user names it.

    Raises:
        UsageError: it has the current layout already, is of another programme, or lacks a sheet or a column; or
            amounts are marked as thousands, or something would be lost.
    """
    before = filled.submission
    _ensure_older(before, programme, file)
    ensure_whole(
        filled,
        programme,
        file,
        Text("새 서식으로 옮길 수 없습니다", "it cannot be moved to the current form"),
    )
    data = write_anew(
        carry(filled, programme, file, as_typed=True),
        before.identity,
        programme,
        appendices=earlier_appendices(filled.raw),
    )
    after = read_whole(data, path, programme)
    if not isinstance(after, Filled):
        message = f"the migrated workbook cannot be read: {after.reason.value} {after.detail}"
        raise TypeError(message)
    _ensure_same_units(before, after.submission, file)
    account = account_of(filled, after, programme, file)
    _ensure_nothing_lost(account, file)
    return Migration(data, before, after.submission, account, _brought(before, programme))


def _ensure_older(before: Submission, programme: Programme, file: str) -> None:
    """Refuse what needs no migration, and what none can help.

    Raises:
        UsageError: saying which.
    """
    identity = before.identity
    if identity.layout == LAYOUT_VERSION:
        raise UsageError(
            Text(
                f"{file}: 이미 현재 서식(서식 버전 {LAYOUT_VERSION})입니다. 옮길 필요 없이 그대로 쓰면 됩니다.",
                f"{file} has the current layout ({LAYOUT_VERSION}) already; use it as it is.",
            )
        )
    if identity.programme != programme.id:
        raise UsageError(
            Text(
                f"{file}: 다른 사업({identity.programme})의 예산서입니다. 그 사업의 기준 파일을 --programme으로 지정해 주세요.",
                f"{file} is of another programme ({identity.programme}); name its file with --programme.",
            )
        )


def _ensure_same_units(before: Submission, after: Submission, file: str) -> None:
    """Refuse amounts that a title, a header or a format says to be in thousands: anew they would pass for won.

    Raises:
        UsageError: naming the sheet.
    """
    doubted, told = (
        [each.table for each in one.observations if each.seen is Seen.UNIT_MISMATCH]
        for one in (before, after)
    )
    sheets = {before.tables[name].sheet for name in doubted if name not in told}
    if sheets:
        named = ", ".join(sorted(sheets))
        raise UsageError(
            Text(
                f"{file}: {named}의 금액이 원 단위가 아닌 것으로 적혀 있어 옮기지 않았습니다. 원 단위로 고치고 단위 표시를 지운 뒤 다시 실행해 주세요.",
                f"{file}: amounts in {named} are marked as not being in won, so nothing was moved. Put them right and remove the mark first.",
            )
        )


def _ensure_nothing_lost(account: Account, file: str) -> None:
    """Refuse to give out a workbook that lacks something.

    Raises:
        UsageError: naming the cells.
    """
    if account.lost:
        cells = ", ".join(map(str, account.lost[:5])) + (" …" if len(account.lost) > 5 else "")
        raise UsageError(
            Text(
                f"{file}: 새 서식으로 온전히 옮길 수 없는 칸이 {len(account.lost)}개 있어 저장하지 않았습니다: {cells}",
                f"{file}: {len(account.lost)} cells cannot be moved whole, so nothing was written: {cells}",
            )
        )


def _brought(before: Submission, programme: Programme) -> tuple[tuple[str, Field], ...]:
    """Return the fields that the current layout has and the workbook's had not."""
    identity = before.identity
    old = {
        (table.name, each.name)
        for table in workbook_layout(programme, identity.layout).of_scope(identity.scope)
        for each in table.fields
    }
    return tuple(
        (table.sheet, each)
        for table in workbook_layout(programme).of_scope(identity.scope)
        for each in table.fields
        if (table.name, each.name) not in old
    )
