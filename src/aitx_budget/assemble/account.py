"""The account of an assembly: who sent what, how many rows came in and how many did not, sheet 취합현황."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aitx_budget.intake.raw import RawSheet, RawWorkbook
from aitx_budget.layout.workbook import ASSEMBLY_SHEET
from aitx_budget.model.appendix import Appendix, Block, Entry
from aitx_budget.model.text import Text
from aitx_budget.transfer import listed

_HEADS = (
    "기관코드",
    "기관명",
    "제출본",
    "제출차수",
    "상태",
    "받은 줄",
    "넣은 줄",
    "넣지 않은 줄",
    "예산(원)",
)
_REFUSED_HEADS = ("제출본", "시트", "셀", "넣지 않은 까닭")
_REMOVED_HEADS = ("기관코드", "시트", "원래 줄", "내용")
COUNTED, SUPERSEDED, KEPT_OUT, UNREAD, EARLIER, OWN = (
    "반영",
    "이전 차수(반영하지 않음)",
    "반영하지 않음",
    "읽을 수 없는 파일",
    "이전 취합에서 반영",
    "제출본 없음",
)
"""What can be said of a workbook, or of an institution without one; as the sheet 취합현황 keeps it."""
STATES = {
    COUNTED: Text(COUNTED, "counts"),
    SUPERSEDED: Text(SUPERSEDED, "an earlier revision, not taken in"),
    KEPT_OUT: Text(KEPT_OUT, "not taken in"),
    UNREAD: Text(UNREAD, "could not be read"),
    EARLIER: Text(EARLIER, "from an earlier assembly"),
    OWN: Text(OWN, "no workbook"),
}
"""The same in both languages."""


@dataclass(frozen=True)
class Standing:
    """How one workbook, or an institution that sent none, stands.

    Attributes:
        code, name: the institution; empty where it cannot be told.
        file: the workbook; empty for none.
        revision: its 제출차수.
        state: one of the words above.
        found, taken, refused: rows of the three tables; found is the sum of the others.
        budget: won of its lines in the assembled workbook; None where an amount was not read.
    """

    code: str
    name: str
    file: str
    revision: int | None
    state: str
    found: int
    taken: int
    refused: int
    budget: int | None


@dataclass(frozen=True)
class Account:
    """All of an assembly.

    Attributes:
        standings: in the region's order of institutions, then what belongs to none of them.
        refused: (file, sheet, cell, why) of what did not come in.
        removed: (code, sheet, row, content) of the region's rows that gave way to a newer workbook.
    """

    standings: tuple[Standing, ...]
    refused: tuple[tuple[str, str, str, str], ...]
    removed: tuple[tuple[str, str, int, str], ...]

    @property
    def awaited(self) -> tuple[str, ...]:
        """The institutions of which nothing came in and nothing stands in the region's workbook: code and name."""
        none = (each for each in self.standings if each.state == OWN and not each.found)
        return tuple(f"{each.code} {each.name}".strip() for each in none)

    @property
    def brought(self) -> bool:
        """Whether any workbook came in, be it one without a row; not where all rows of all were refused."""
        counted = (each for each in self.standings if each.state == COUNTED)
        return any(each.taken or not each.refused for each in counted)

    def sheet(self) -> Appendix:
        """Return the account as a sheet of the assembled workbook."""
        return Appendix(
            ASSEMBLY_SHEET,
            "어느 기관의 어느 제출본에서 몇 줄을 넣었는지 적은 기록입니다. 다시 취합할 때 제출차수를 견주는 데 쓰므로 고치지 마세요.",
            (
                Block(
                    "기관별 현황",
                    _HEADS,
                    tuple(map(_entries, self.standings)),
                    (34, 26, 30, 10, 22, 10, 10, 12, 18),
                ),
                Block("넣지 않은 줄", _REFUSED_HEADS, self.refused, (34, 26, 12, 10)),
                Block("새 제출본에 없어 뺀 줄", _REMOVED_HEADS, self.removed, (12, 26, 10, 10)),
            ),
        )


def _entries(each: Standing) -> tuple[Entry, ...]:
    return (
        each.code,
        each.name,
        each.file,
        each.revision,
        each.state,
        each.found,
        each.taken,
        each.refused,
        "확인 불가" if each.budget is None else each.budget,
    )


def previous(raw: RawWorkbook) -> Mapping[str, tuple[str, int | None]]:
    """Return code -> (file, revision) of what an earlier assembly took in."""
    return {
        str(code): (str(file), revision if isinstance(revision, int) else None)
        for sheet in _sheets(raw)
        for code, _, file, revision, state, *_ in listed(sheet, _HEADS)
        if state in (COUNTED, EARLIER)
    }


def _sheets(raw: RawWorkbook) -> Iterator[RawSheet]:
    return (sheet for sheet in raw.sheets if sheet.title == ASSEMBLY_SHEET)


def earlier_refusals(
    raw: RawWorkbook, files: Iterable[str]
) -> tuple[tuple[str, str, str, str], ...]:
    """Return what an earlier assembly refused of `files`."""
    known = set(files)
    return tuple(
        (str(file), str(sheet), str(cell), str(why))
        for each in _sheets(raw)
        for file, sheet, cell, why in listed(each, _REFUSED_HEADS)
        if file in known
    )
