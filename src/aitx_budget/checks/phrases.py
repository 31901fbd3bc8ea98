"""Words that several rules share: what a finding is about, and how far its authority reaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aitx_budget.checks.rule import Case
from aitx_budget.model.address import CellRef
from aitx_budget.model.money import krw, won
from aitx_budget.model.text import Text, particle
from aitx_budget.model.waiver import Waiver

ADVISORY = Text(
    " 공고가 정한 기준이 아니라 참고용 확인입니다.",
    " This is advice, not a rule of the notice.",
)
"""The sentence that every advisory message ends with."""


def about(row: Mapping[str, Any]) -> Text:
    """Return the fiscal year, institution and unit project a row is of, as far as it has them."""
    year, project = row.get("fiscal_year"), row.get("project")
    institution = row.get("institution")
    korean = [
        f"{year} 회계연도" if year else "",
        f"기관 {institution}" if institution else "",
        f"단위사업 {project}" if project else "",
    ]
    english = [
        f"fiscal year {year}" if year else "",
        f"institution {institution}" if institution else "",
        f"unit project {project}" if project else "",
    ]
    return Text(" ".join(filter(None, korean)), ", ".join(filter(None, english)))


def scope_of(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return the identifiers of `names` that a row has, e.g. `{"fiscal_year": 2026, "project": "P01"}`."""
    return {name: row[name] for name in names if row[name] not in (0, "")}


def adjust(what: Text, found: int, wanted: int) -> Text:
    """Return the sentence that asks to raise or lower a total to what is wanted, in won."""
    gap = abs(wanted - found)
    ko, en = ("늘리세요", "Raise") if found < wanted else ("줄이세요", "Lower")
    return Text(
        f"{particle(what.ko, '을', '를')} {won(gap)} {ko}.", f"{en} {what.en} by {krw(gap)} in all."
    )


def sme_named(case: Case) -> Text:
    """Return what a row of 참여기업 is about: the firm's name, or that its firms are still to be chosen."""
    place = about(case.row)
    if case["name"]:
        return Text(f"{place.ko} 참여기업 {case['name']}", f"SME {case['name']} ({place.en})")
    return Text(f"{place.ko} 예정기업", f"SMEs to be chosen ({place.en})")


def waiver_named(waiver: Waiver) -> Text:
    """Return how a waiver is called: its place in the file, its rule, and what it is for."""
    what = waiver.reach
    return Text(
        f"면제 {waiver.number}번({waiver.rule}, {what.ko})",
        f"Waiver no. {waiver.number} ({waiver.rule}, {what.en})",
    )


def waiver_scope(waiver: Waiver) -> dict[str, Any]:
    """Return which waiver a finding is about, in identifiers."""
    return {"waiver": waiver.number, "rule": waiver.rule}


def elsewhere(case: Case) -> Text:
    """Return where else something stands: `대구(참여기업!H12), 울산(…)`, the file being named in the finding's related cells."""
    pairs = zip(case["regions"], case["cells"], strict=True)
    places = [f"{region}({_cell(cell)})" if cell else region for region, cell in pairs]
    return Text(", ".join(places), ", ".join(places))


def _cell(cell: CellRef) -> str:
    """Return a cell of another workbook without the name of the file."""
    return f"{cell.sheet.partition(']')[2]}!{cell.a1}"
