"""The report of a run over any number of workbooks, given as it comes or written when it is whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aitx_budget.errors import UsageError
from aitx_budget.intake.files import Found
from aitx_budget.intake.limits import DEFAULT_LIMITS, Limits
from aitx_budget.library import batch, output, parting
from aitx_budget.library.address import Place, place_of
from aitx_budget.library.chunk import Answer, Order, Standing
from aitx_budget.library.cluster import hands
from aitx_budget.library.item import Item
from aitx_budget.library.journal import Journal, Parts, Shelf, unnamed
from aitx_budget.library.marking import Copy, Unmarked, copies
from aitx_budget.library.run import Account, StrPath, anywhere
from aitx_budget.library.waiving import not_concerned, waivers_as_of
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.loader import load_programme
from aitx_budget.programme.schema import Programme
from aitx_budget.report import Format, whole
from aitx_budget.version import VERSION

Show = Callable[[Iterable[Any], Programme], None]
"""Puts the parts of a report together where it is not written to a file; the programme is what they were checked against."""

_NOWHERE = Text(
    "--resume는 결과를 파일로 저장할 때(-o) 쓸 수 있습니다.",
    "--resume needs a report that is written to a file (-o).",
)
_NOTHING = Text(
    "이어서 할 작업이 없어 처음부터 점검했습니다.",
    "There was nothing to go on with; the run began anew.",
)


@dataclass
class _Tally:
    """What a run comes to, while it goes on."""

    standing: Standing = field(default_factory=Standing)
    regions: set[str] = field(default_factory=set)
    marked: dict[int, Place] = field(default_factory=dict)
    unmarked: dict[int, Unmarked] = field(default_factory=dict)

    def count(self, answer: Answer) -> None:
        self.standing += answer.standing
        self.regions.add(answer.region)
        if answer.marked:
            self.marked[answer.number] = answer.marked[0]
        if answer.unmarked:
            self.unmarked[answer.number] = answer.unmarked


def report(  # noqa: PLR0913 - one argument per choice
    paths: StrPath | Sequence[StrPath],
    show: Show,
    *,
    format_: Format = Format.TEXT,
    output_path: StrPath | None = None,
    resume: bool = False,
    programme: Programme | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    waivers: StrPath | None = None,
    as_of: dt.date | None = None,
    jobs: int = 1,
    scheduler: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    marked_folder: StrPath | None = None,
    parts_folder: StrPath | None = None,
    language: Language = Language.KO,
    force: bool = False,
    progress: batch.Progress | None = None,
) -> Account:
    """Read and check returned workbooks, and report on them without holding what is said of all.

    Args:
        paths: files, folders, globs or zips of workbooks, or addresses of a store (`s3://…`).
        show: is given the parts where the report goes to no file; as they come, if the format allows.
        format_: of the report.
        output_path: a file, or an address of a store, where it goes; it appears when it is whole. None for nowhere.
        resume: take over what a run that was killed has answered for, of files, rules and choices that are the same.
        programme: the shipped one for None.
        select: rule codes or beginnings of them, e.g. `MAT`; empty for all.
        ignore: the same, to leave out.
        waivers: a TOML file of what excuses findings; None for nothing.
        as_of: the day of the check; for None that of the run that is gone on with, or today.
        jobs: processes that read and mark files; the report does not depend on it.
        scheduler: address of a Dask scheduler whose machines do it instead; the report does not depend on it.
        limits: on each file, and where there are several on the process that reads and marks it.
        marked_folder: a folder, or an address, where annotated copies are written; None for none.
        parts_folder: a folder, or an address, for all that is said as tables of Parquet files; None for none.
        language: of report and copies.
        force: replace results that exist.
        progress: told of files as they are done.

    Raises:
        UsageError: a path does not exist, there is nothing to check, a code is unknown, or there is nowhere to resume.
        WaiverError: the waiver file is not usable; names each key and what was expected.
        OutputError: a result cannot be written.
        ClusterError: the scheduler cannot be reached, or has no machines that are fit; or a store cannot be.
    """
    if resume and output_path is None:
        raise UsageError(_NOWHERE)
    programme = programme or load_programme(None)
    found, notes = anywhere(paths)
    inputs = [each.location for each in found]
    tables = None if parts_folder is None else place_of(parts_folder)
    target = None if output_path is None else place_of(output_path)
    if target is not None:
        output.ensure_writable(target, force=force, inputs=inputs)
    with ExitStack() as stack:
        journal = None
        if target is not None and len(found) > 1:
            decided = (programme.model_dump_json(), select, ignore, _content(waivers), limits)
            asked = _digest(VERSION, *decided, format_, language, marked_folder, tables)
            journal = stack.enter_context(Journal(target, asked, as_of, resume=resume))
        day = as_of or (journal.day if journal else None) or dt.datetime.now().astimezone().date()
        again = force or (journal is not None and journal.resumed)
        if tables is not None:
            parting.ensure_writable(tables, force=again)
        copied = copies(found, place_of(marked_folder), force=again) if marked_folder else []
        excuses = waivers_as_of(waivers, programme, day)
        order = Order(
            programme,
            limits,
            tuple(select),
            tuple(ignore),
            excuses,
            format_,
            language,
            day,
            again or scheduler is not None,  # there a copy may be written twice
            tables is not None,
        )
        crew = stack.enter_context(hands(scheduler, len(found), jobs, limits))
        earlier = journal.earlier(excuses) if journal and journal.resumed else None
        said = batch.run(found, order, crew=crew, copies=copied, earlier=earlier, progress=progress)
        tally = _Tally()
        if target is None and format_.once and tables is None:
            show(_in_order(said, tally), programme)
        else:
            shelf = journal or stack.enter_context(unnamed())
            _keep(said, tally, shelf, found, copied)
            parts = Parts(shelf, len(found))
            if tables is not None:
                _part(tables, Parts(shelf, len(found), "rows"), order, force=again)
            if target is None:
                show(parts, programme)
            else:
                made = whole(format_, parts, programme, language)
                output.write(target, made, force=force, inputs=inputs)
    if journal is not None:
        notes += _gone_on_with(journal, resume=resume)
    return Account(
        tally.standing,
        (*notes, *not_concerned(excuses, tally.regions)),
        tuple(path for _, path in sorted(tally.marked.items())),
        tuple(each for _, each in sorted(tally.unmarked.items())),
    )


def _part(folder: Place, rows: Parts, order: Order, *, force: bool) -> None:
    """Write all that is said as tables."""
    from aitx_budget.export.parts import render

    parting.write(folder, render(rows, order.programme, order.language), force=force)


def _in_order(said: Iterable[tuple[Answer, bool]], tally: _Tally) -> Iterator[Any]:
    """Yield the parts in input order as they come; those that come before their turn are kept."""
    with ExitStack() as stack:
        early: Shelf | None = None
        turn = 0
        for answer, _ in said:
            tally.count(answer)
            if answer.number != turn:
                early = early or stack.enter_context(unnamed())
                early.put(answer.number, answer.part)
                continue
            yield answer.part
            turn += 1
            while early is not None and turn in early:
                yield early[turn]
                turn += 1


def _keep(
    said: Iterable[tuple[Answer, bool]],
    tally: _Tally,
    shelf: Shelf,
    found: Sequence[Found],
    copied: Sequence[Copy],
) -> None:
    """Keep all answers."""
    for answer, lasting in said:
        tally.count(answer)
        if isinstance(shelf, Journal):
            copy = copied[answer.number] if copied else None
            shelf.keep(Item(answer.number, found[answer.number], copy), answer, lasting=lasting)
        else:
            shelf.put(answer.number, {"part": answer.part, "rows": answer.rows})


def _gone_on_with(journal: Journal, *, resume: bool) -> tuple[Text, ...]:
    """Say what became of what an earlier run had answered for."""
    if journal.resumed:
        return (
            Text(
                f"중단된 작업을 이어서 했습니다. 바뀌지 않은 파일 {journal.taken}개는 다시 점검하지 않았습니다.",
                f"An interrupted run was gone on with; {journal.taken} unchanged files were not checked again.",
            ),
        )
    if journal.dropped:
        return (
            Text(
                f"중단된 작업에서 점검한 파일 {journal.dropped}개의 기록은 쓰지 않았습니다(--resume이 없거나 선택한 항목이 달라서).",
                f"What an interrupted run said of {journal.dropped} files was not used (no --resume, or other options).",
            ),
        )
    return (_NOTHING,) if resume else ()


def _content(path: StrPath | None) -> str:
    """Return what tells the content of a file; one that cannot be read is told of where it is needed."""
    if path is None:
        return ""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def _digest(*decided: object) -> str:
    return hashlib.sha256(repr(decided).encode("utf-8", "surrogateescape")).hexdigest()
