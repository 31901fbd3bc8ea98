"""migrate: a filled workbook of an older layout into the current one, written, checked and told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aitx_budget.checks import apart
from aitx_budget.library import output
from aitx_budget.library.asked import programme_of
from aitx_budget.library.crew import Crew
from aitx_budget.library.run import (
    CHECKED,
    CRASHED,
    FINDINGS,
    StrPath,
    read_whole,
    source,
    unreadable,
)
from aitx_budget.model.submission import Refusal
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from aitx_budget.compare import Comparison
    from aitx_budget.programme.schema import Programme
    from aitx_budget.transfer import Migration


@dataclass(frozen=True)
class Migrated:
    """What moving a workbook to the current layout gave.

    Attributes:
        migration: what was moved, with the account of every filled cell.
        comparison: the old and the new workbook held against each other: no line differs, and of the findings what
            became of each.
        path: the new workbook.
        notes: files that were passed over, in words.
    """

    migration: Migration
    comparison: Comparison
    path: Path
    notes: tuple[Text, ...] = ()

    def exit_code(self) -> int:
        """0 moved, 1 moved and the new workbook has an error that the old one had not, 3 a check of ours broke."""
        sides = (self.comparison.before, self.comparison.after)
        if any(side.result.crashed for side in sides):
            return CRASHED
        return FINDINGS if self.comparison.new_errors else CHECKED


def migrate(
    path: StrPath,
    output_path: StrPath,
    *,
    programme: Programme | StrPath | None = None,
    force: bool = False,
) -> Migrated:
    """Move a filled workbook of an older layout to the current one; nothing that people filled is lost.

    Args:
        path: the workbook; it is read only.
        output_path: where the new one goes.
        programme: one that is loaded, or its file; the shipped one for None.
        force: replace a file that exists.

    Raises:
        UsageError: `path` is not one readable workbook, it has the current layout already, is of another programme or
            lacks a sheet or a column, or something in it cannot be moved; nothing is written then.
        OutputError: the new workbook cannot be written.
    """
    from aitx_budget.compare import Version, compare
    from aitx_budget.transfer import migrate as moved

    programme = programme_of(programme)
    found, notes = source(path)
    target = Path(output_path)
    output.ensure_writable(target, force=force, inputs=[found.location])
    with Crew(1) as crew:
        (intake,) = read_whole([found], programme, crew=crew)
    if isinstance(intake, Refusal):
        (result,) = apart.run([intake], programme)
        raise unreadable(result)
    migration = moved(intake, programme, file=found.name, path=str(target))
    before, after = (
        Version(each, *apart.run([each], programme)) for each in (migration.before, migration.after)
    )
    comparison = compare(before, after, programme)
    written = output.write(target, migration.data, force=force, inputs=[found.location])
    return Migrated(migration, comparison, written, notes)
