"""Works out the account of an assembly: for every workbook, the rows found are those taken and those refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aitx_budget.assemble.account import (
    COUNTED,
    EARLIER,
    KEPT_OUT,
    OWN,
    SUPERSEDED,
    UNREAD,
    Account,
    Standing,
    earlier_refusals,
)
from aitx_budget.assemble.merging import Merged
from aitx_budget.assemble.part import Part
from aitx_budget.assemble.region import Region
from aitx_budget.layout.tables import SOURCES
from aitx_budget.model.submission import Observation, Seen
from aitx_budget.model.text import particle
from aitx_budget.transfer.rows import Record

_WHOLE = {
    Seen.OTHER_WORKBOOK: "이 지역의 기관용 예산서가 아님",
    Seen.UNKNOWN_OWNER: "지역 예산서의 수행기관에 없는 기관",
    Seen.SUPERSEDED: "더 높은 차수의 제출본이 있음",
    Seen.UNSETTLED_VERSION: "같은 기관의 다른 제출본과 차수로 구별되지 않음",
}
"""Why a whole workbook stays out."""


def account_of(
    parts: Sequence[Part], unread: Sequence[str], into: Region, merged: Mapping[str, Merged]
) -> Account:
    """Return the account.

    Args:
        parts: the institutions' workbooks.
        unread: files that could not be read at all.
        into: the region's workbook.
        merged: the assembled tables.
    """
    known = [each for code in into.institutions for each in _known(code, parts, into, merged)]
    strangers = [
        _standing(part, "", KEPT_OUT, merged)
        for part in parts
        if part.owner not in into.institutions
    ]
    closed = [Standing("", "", file, None, UNREAD, 0, 0, 0, 0) for file in unread]
    refused = [each for part in parts for each in _refused(part, into)]
    removed = [
        (_whose(row.record), into.layout.tables[name].sheet, row.row, _said(row.record))
        for name, table in merged.items()
        for row in table.removed
    ]
    earlier = {each.file for each in known if each.state == EARLIER}
    kept = earlier_refusals(into.filled.raw, earlier)
    return Account((*known, *strangers, *closed), (*refused, *kept), tuple(removed))


def _known(
    code: str, parts: Sequence[Part], into: Region, merged: Mapping[str, Merged]
) -> Iterator[Standing]:
    """Yield how an institution of the region stands: a line per workbook of its, or one where there is none."""
    name = str(into.value("institutions", "name", into.institutions[code]) or "")
    own = [part for part in parts if part.owner == code]
    for part in own:
        state = COUNTED if part.admitted else KEPT_OUT
        seen = {each.seen for each in part.facts}
        late, foreign = Seen.SUPERSEDED in seen, Seen.OTHER_WORKBOOK in seen
        # The code of another region's institution is that of this one by chance.
        yield _standing(part, "" if foreign else name, SUPERSEDED if late else state, merged)
    if not any(part.admitted for part in own):
        file, revision = into.assembled.get(code, ("", None))
        rows = sum(_rows(table, code) for table in merged.values())
        if rows or not own:
            state = EARLIER if file else OWN
            yield Standing(code, name, file, revision, state, rows, rows, 0, _budget(merged, code))


def _standing(part: Part, name: str, state: str, merged: Mapping[str, Merged]) -> Standing:
    """Return how a workbook stands."""
    found = sum(part.found.values())
    taken = sum(each.part is part for table in merged.values() for each in table.origin.values())
    budget = _budget(merged, part.owner) if part.admitted else 0
    return Standing(
        part.owner, name, part.file, part.revision, state, found, taken, found - taken, budget
    )


def _rows(table: Merged, code: str) -> int:
    """Count the region's own rows of an institution."""
    return sum(
        row.position is not None and _whose(row.record) == code for row in table.held.values()
    )


def _whose(record: Record) -> str:
    if record.get("contributor_kind", "수행기관") != "수행기관":
        return ""
    return str(record.get("institution") or record.get("contributor") or "")


def _budget(merged: Mapping[str, Merged], code: str) -> int | None:
    """Return the won of an institution's lines; None where an amount was not read."""
    amounts = [
        record.get(name) or 0
        for record in merged["budget_lines"].rows.values()
        if record.get("institution") == code
        for name in SOURCES
    ]
    return None if any(isinstance(each, str) for each in amounts) else sum(amounts)


def _said(record: Record) -> str:
    """Return what a row was about."""
    what = record.get("item") or record.get("detail") or ""
    amounts = [record.get(name) for name in SOURCES]
    total = sum(each for each in amounts if isinstance(each, int))
    year, project = record.get("fiscal_year", ""), record.get("project", "")
    return f"{year} {project} {what}" + (f" {total:,}원" if total else "")


def _refused(part: Part, into: Region) -> Iterator[tuple[str, str, str, str]]:
    """Yield file, sheet, cell and reason of what of a workbook did not come in."""
    for each in part.facts:
        why = _WHOLE.get(each.seen) or _row_reason(each, into)
        if why:
            sheet, cell = (each.at.sheet, each.at.a1) if each.at else ("", "")
            yield part.file, sheet or _title(each, into), cell, why


def _title(each: Observation, into: Region) -> str:
    return into.layout.tables[each.table].sheet if each.table else ""


def _row_reason(each: Observation, into: Region) -> str:
    """Return why a row stays out; empty for what keeps no row out."""
    if each.seen is Seen.FOREIGN_ROW:
        return f"다른 기관({each.raw})의 행"
    if each.seen is not Seen.REFUSED_ROW:
        return ""
    header = into.layout.tables[each.table][each.field].header
    raw = f"'{each.raw}'"
    known = {
        "": f"{header} 칸의 {particle(raw, '을', '를')} 읽을 수 없음",
        "unit": "금액이 천원 단위로 보여 이 시트의 모든 행을 넣지 않음",
        "blank": f"{header} 칸이 비어 있음",
    }
    return known.get(str(each.value), f"'{each.value}' 열이 없어 이 시트의 모든 행을 넣지 않음")
