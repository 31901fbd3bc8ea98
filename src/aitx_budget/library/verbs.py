"""The verbs: each reads or writes files and leaves the work to a room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aitx_budget.checks import apart
from aitx_budget.errors import UsageError
from aitx_budget.intake.limits import DEFAULT_LIMITS, Limits
from aitx_budget.library import output
from aitx_budget.library.asked import codes_of, day_of, one_of, programme_of
from aitx_budget.library.regions import region_name
from aitx_budget.library.waiving import not_concerned, regions_of, waivers_as_of
from aitx_budget.model.text import Language, Text
from aitx_budget.programme.loader import load_programme

if TYPE_CHECKING:
    from aitx_budget.checks.rule import Rule
    from aitx_budget.library.batch import Progress
    from aitx_budget.library.run import Report
    from aitx_budget.programme.schema import Programme

StrPath = str | Path


def programme(path: StrPath | None = None) -> Programme:
    """Return the programme in a file, or the shipped one.

    Raises:
        ProgrammeError: the file is not usable; names each key and what was expected.
    """
    return load_programme(None if path is None else Path(path))


def rules(word: str = "", *, programme: Programme | StrPath | None = None) -> tuple[Rule, ...]:
    """Return every rule, ordered by family and code, or those about a word.

    Args:
        word: the beginning of a code (`MAT`), or a part of a rule's name or title (`매칭`, `matching`); empty for all.
        programme: whose words stand in the titles: one that is loaded, or its file; the shipped one for None.

    Raises:
        UsageError: no rule is about the word.
    """
    from aitx_budget.checks import registry, selection

    return selection.about(word, programme_of(programme)) if word else registry.rules()


def rule(code: str) -> Rule:
    """Return the rule `code`, in any case of letters.

    Raises:
        UsageError: there is none.
    """
    from aitx_budget.checks.selection import named

    return named(code)


def template(  # noqa: PLR0913 - one argument per choice
    output_path: StrPath | None = None,
    *,
    region: str = "",
    all_regions: bool = False,
    scope: str = "region",
    rows: Mapping[str, int] | None = None,
    prefill: Sequence[StrPath] = (),
    programme: Programme | StrPath | None = None,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write standard workbooks.

    Args:
        output_path: a file for one workbook, a folder for several; None for the current folder.
        region: the region it is made for, in any of its spellings; empty for a general one.
        all_regions: one workbook for each region of the programme.
        scope: `region` or `institution`.
        rows: sheet title or table name -> number of pre-formatted rows.
        prefill: CSV, JSON or Parquet files with data to begin with; of an institution that is declared alone the
            code is entered as that of its workbook.
        programme: one that is loaded, or its file; the shipped one for None.
        force: replace files that exist.

    Returns:
        The paths that were written.

    Raises:
        UsageError: an unknown region, sheet or scope.
        PrefillError: data that does not fit the layout.
        OutputError: a file exists or cannot be written.
    """
    from aitx_budget.template import write_template
    from aitx_budget.template.prefill import load_prefill, with_submitter

    programme = programme_of(programme)
    names = (
        [each.name for each in programme.regions]
        if all_regions
        else [region_name(region, programme)]
    )
    targets = [
        _template_path(output_path, name, scope, programme, many=all_regions) for name in names
    ]
    for target in targets:
        output.ensure_writable(target, force=force)
    records = load_prefill([Path(each) for each in prefill], programme)
    if scope == "institution":
        records = with_submitter(records)
    for name, target in zip(names, targets, strict=True):
        data = write_template(programme, scope=scope, region=name, rows=rows or {}, prefill=records)
        output.write(target, data, force=force, inputs=[Path(each) for each in prefill])
    return tuple(targets)


_SCOPE_WORDS = {"region": "지역", "institution": "기관"}


def _template_path(
    asked: StrPath | None, region: str, scope: str, programme: Programme, *, many: bool
) -> Path:
    if scope not in _SCOPE_WORDS:
        raise UsageError(
            Text(
                f"--scope는 region 또는 institution이어야 합니다: {scope}",
                f"--scope is region or institution: {scope}",
            )
        )
    parts = (programme.id, region, _SCOPE_WORDS[scope], "표준예산서")
    name = "_".join(part for part in parts if part) + ".xlsx"
    if asked is None:
        return Path(name)
    path = Path(asked)
    return path / name if many or path.is_dir() or not path.suffix else path


def validate(  # noqa: PLR0913 - one argument per choice
    paths: StrPath | Sequence[StrPath],
    *,
    programme: Programme | StrPath | None = None,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    waivers: StrPath | None = None,
    as_of: dt.date | str | None = None,
    jobs: int = 1,
    scheduler: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    marked_folder: StrPath | None = None,
    language: Language | str = Language.KO,
    force: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Read and check returned workbooks.

    Args:
        paths: files, folders, globs or zips of workbooks.
        programme: one that is loaded, or its file; the shipped one for None.
        select: rule codes or beginnings of them, e.g. `MAT,CSH501` or `["MAT", "CSH501"]`; empty for all.
        ignore: the same, to leave out.
        waivers: a TOML file of what excuses findings; None for nothing.
        as_of: the day of the check, which annotated copies show and waivers are held against; for None copies
            show none, and waivers are held against today.
        jobs: processes that read and mark files; the report does not depend on it.
        scheduler: address of a Dask scheduler whose machines do it instead; the report does not depend on it.
        limits: on each file, and where there are several on the process that reads and marks it.
        marked_folder: where annotated copies are written, `<name>_검증.xlsx`; None for none.
        language: of the annotated copies, `ko` or `en`.
        force: replace annotated copies that exist.
        progress: told of every file.

    Returns:
        Results in input order.

    Raises:
        UsageError: a path does not exist, there is nothing to check, or a code is unknown.
        WaiverError: the waiver file is not usable; names each key and what was expected.
        OutputError: an annotated copy cannot be written.
        ClusterError: the scheduler cannot be reached, or has no machines that are fit.
    """
    from aitx_budget.library import batch
    from aitx_budget.library.address import place_of
    from aitx_budget.library.chunk import Answer, Order
    from aitx_budget.library.cluster import hands
    from aitx_budget.library.marking import copies
    from aitx_budget.library.run import Report, anywhere

    programme = programme_of(programme)
    language, as_of = one_of(Language, language), day_of(as_of)
    found, notes = anywhere(paths)
    copied = (
        copies(found, place_of(marked_folder), force=force) if marked_folder is not None else []
    )
    excuses = waivers_as_of(waivers, programme, as_of)
    order = Order(
        programme,
        limits,
        codes_of(select),
        codes_of(ignore),
        excuses,
        None,
        language,
        as_of,
        force or scheduler is not None,  # there a copy may be written twice
    )
    with hands(scheduler, len(found), jobs, limits) as crew:
        said = batch.run(found, order, crew=crew, copies=copied, progress=progress)
        answers: list[Answer] = sorted((each for each, _ in said), key=lambda each: each.number)
    results = tuple(each.part for each in answers)
    return Report(
        results,
        programme,
        (*notes, *not_concerned(excuses, {each.region for each in answers})),
        tuple(each.location for each in found),
        tuple(each.marked[0] for each in answers if each.marked),
        tuple(each.unmarked for each in answers if each.unmarked),
    )


_ONE_TO_MARK = Text(
    "파일 하나를 지정해 주세요. 여러 개는 validate --annotate로 처리합니다",
    "Name one file; `validate --annotate` takes several",
)


def annotate(
    path: StrPath,
    output_path: StrPath,
    *,
    programme: Programme | StrPath | None = None,
    waivers: StrPath | None = None,
    as_of: dt.date | str | None = None,
    language: Language | str = Language.KO,
    force: bool = False,
) -> Report:
    """Check one workbook and write its annotated copy; a file that is refused gets none.

    Args:
        path: the workbook.
        output_path: where the copy goes.
        programme: one that is loaded, or its file; the shipped one for None.
        waivers: a TOML file of what excuses findings; None for nothing.
        as_of: the day of the check, which the copy shows and waivers are held against; for None the copy shows
            none, and waivers are held against today.
        language: of the copy's notes and report, `ko` or `en`.
        force: replace a copy that exists.

    Raises:
        UsageError: `path` is not one workbook.
        WaiverError: the waiver file is not usable; names each key and what was expected.
        OutputError: the copy cannot be written.
    """
    from aitx_budget.library.crew import Crew
    from aitx_budget.library.marking import Copy, Marker, state_of
    from aitx_budget.library.run import Report, read, source

    programme = programme_of(programme)
    language, as_of = one_of(Language, language), day_of(as_of)
    found, notes = source(path, _ONE_TO_MARK)
    target = Path(output_path)
    output.ensure_writable(target, force=force, inputs=[found.location])
    copy = Copy(found, target, state_of(found))
    excuses = waivers_as_of(waivers, programme, as_of)
    with Crew(1) as crew:
        (intake,) = read([found], programme, crew=crew)
    (result,) = apart.run([intake], programme, waivers=excuses)
    notes += not_concerned(excuses, regions_of([result]))
    report = Report((result,), programme, notes, (found.location,))
    if result.refused:
        return report
    marker = Marker(programme, language, as_of, force)
    return replace(report, marked=(marker.mark(copy, result),))


def clean(path: StrPath, output_path: StrPath, *, force: bool = False) -> Path:
    """Write a copy of an annotated workbook without any mark.

    Raises:
        UsageError: `path` cannot be read or is not a workbook.
        NotMarkedError: it carries no marks of ours.
        OutputError: the copy cannot be written.
    """
    from aitx_budget.annotate import clean as unmark
    from aitx_budget.intake.files import Found, readable
    from aitx_budget.library.reading import content

    source, target = Path(path), Path(output_path)
    output.ensure_writable(target, force=force, inputs=[source])
    data = content(Found(readable(source), source))
    return output.write(target, unmark(data), force=force, inputs=[source])
