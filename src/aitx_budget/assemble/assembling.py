"""Institutions' workbooks -> the region's workbook, with facts for the rules and an account of every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aitx_budget.assemble.account import Account
from aitx_budget.assemble.accounting import account_of
from aitx_budget.assemble.declared import declared_otherwise, unknown_projects
from aitx_budget.assemble.doubts import Twins, granted_on, same_lines, twins_in
from aitx_budget.assemble.merging import Merged, merge
from aitx_budget.assemble.part import TABLES, Part, admit
from aitx_budget.assemble.region import Region, ensure_whole
from aitx_budget.assemble.taking import Taken, take
from aitx_budget.assemble.versions import settle_versions
from aitx_budget.intake import read
from aitx_budget.intake.understanding import Filled
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.programme.schema import Programme
from aitx_budget.transfer import Carried, Stray, carry, write_anew
from aitx_budget.transfer.rows import tables_found


@dataclass(frozen=True)
class Assembly:
    """What an assembly gives.

    Attributes:
        data: the assembled workbook.
        region: the assembled workbook as it reads, with what the assembly saw about it.
        institutions: per workbook that was given, in input order, with what the assembly saw about it.
        account: who brought what.
    """

    data: bytes
    region: Submission | Refusal
    institutions: tuple[Submission | Refusal, ...]
    account: Account


def assemble(
    region: Filled,
    institutions: Sequence[Filled | Refusal],
    programme: Programme,
    *,
    files: Sequence[str],
    path: str,
) -> Assembly:
    """Put institutions' workbooks into the region's.

    Args:
        region: the region's workbook; it is read only.
        institutions: what intake made of the institutions' files.
        programme: whose layout they have, each in any of its versions; what is written has the current one.
        files: what the region's and then the institutions' files are called.
        path: the assembled workbook as the user names it.

    Raises:
        UsageError: the region's workbook is an institution's, or lacks a sheet or a column.
    """
    layout = workbook_layout(programme)
    into = Region(region, files[0], layout, programme)
    ensure_whole(into)
    parts = [
        Part(each, file, {table.name: table for table in tables_found(each, programme)})
        for each, file in zip(institutions, files[1:], strict=True)
        if isinstance(each, Filled)
    ]
    for part in parts:
        admit(part, into)
    settle_versions(parts, into)
    base = carry(region, programme, into.file)
    merged = _merged(parts, into, base)
    twins = same_lines(merged, into)
    unread = [
        file
        for each, file in zip(institutions, files[1:], strict=True)
        if isinstance(each, Refusal)
    ]
    account = account_of(parts, unread, into, merged)
    data = _written(into, base, merged, account)
    out = _read_back(data, path, into, twins)
    return Assembly(data, out, _with_facts(institutions, parts), account)


def _merged(parts: Sequence[Part], into: Region, base: Carried) -> dict[str, Merged]:
    """Return the tables with all rows that come in, institutions in the region's order."""
    counted = sorted(
        (part for part in parts if part.admitted), key=lambda part: into.institutions[part.owner]
    )
    taken: dict[str, dict[str, Sequence[Taken]]] = {name: {} for name in TABLES}
    for part in counted:
        part.facts += [*declared_otherwise(part, into), *unknown_projects(part, into)]
        for name, rows in take(part).items():
            taken[name][part.owner] = rows
    return {
        name: merge(into.layout.tables[name], base.tables[name], taken[name]) for name in TABLES
    }


def _written(into: Region, base: Carried, merged: Mapping[str, Merged], account: Account) -> bytes:
    """Write the assembled workbook; tables grow where they must."""
    return write_anew(
        replace(base, strays=(*base.strays, *_overwritten(into, merged))),
        into.submission.identity,
        into.programme,
        records={name: table.rows for name, table in merged.items()},
        appendices=[account.sheet()],
    )


def _overwritten(into: Region, merged: Mapping[str, Merged]) -> list[Stray]:
    """Return the region's remarks that gave way to an institution's."""
    return [
        Stray(
            into.file,
            cell.sheet,
            cell.a1,
            str(row.record["remarks"]),
        )
        for name, table in merged.items()
        for row in table.overwritten
        for cell in [into.submission.tables[name].cell("remarks", row.row)]
    ]


def _read_back(
    data: bytes, path: str, into: Region, twins: Sequence[Twins]
) -> Submission | Refusal:
    """Return the assembled workbook as any reader would understand it, with what may be in it twice."""
    found = read(data, path, into.programme)
    if isinstance(found, Refusal):
        return found
    doubts = (*twins_in(found, twins, into), *granted_on(found, into))
    return replace(found, observations=(*found.observations, *doubts))


def _with_facts(
    institutions: Sequence[Filled | Refusal], parts: Sequence[Part]
) -> tuple[Submission | Refusal, ...]:
    """Return what intake made of each file, with what the assembly saw."""
    rest = iter(parts)
    found: list[Submission | Refusal] = []
    for each in institutions:
        if isinstance(each, Refusal):
            found.append(each)
        else:
            observations = (*each.submission.observations, *next(rest).facts)
            found.append(replace(each.submission, observations=observations))
    return tuple(found)
