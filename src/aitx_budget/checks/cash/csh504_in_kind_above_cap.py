"""In-kind is at most the notice's share of an SME's contribution.

Why it matters: The notice recognises in-kind only up to the cap; what is above it counts for nothing and is missing from the match.
    The cap is held against each SME, and against each project's whole contribution.
Bad: An SME contributes {little_cash} in cash and {too_much} in kind: {share}, {excess} above {in_kind_cap}.
Good: {cash} in cash and {most} in kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.largest import largest_cells
from aitx_budget.checks.manual import manual
from aitx_budget.checks.overstated import overstated
from aitx_budget.checks.phrases import about, scope_of, sme_named
from aitx_budget.checks.ratios import Held, above_maximum, at_most
from aitx_budget.checks.rule import REGION, Case, Rule, Violation
from aitx_budget.model.address import CellRef
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import Ratio
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aitx_budget.programme.schema import Programme
    from aitx_budget.programme.wording import Word

MANUAL_KO = """현물은 중소기업 부담금의 인정 한도 이하여야 합니다.

왜 중요한가: 공고는 현물을 한도까지만 인정하므로, 넘는 금액은 부담금으로 인정되지 않고 매칭에서도 빠집니다. 기업별로도, 단위사업 전체로도 확인합니다.
잘못된 예: 기업이 현금 {little_cash}과 현물 {too_much}을 부담하면 현물이 {share}로 {in_kind_cap}보다 {excess} 많습니다.
바른 예: 현금 {cash}과 현물 {most}을 부담합니다.
"""


_CONTRIBUTED = 10_000_000
"""Won that one firm contributes in the example."""


def figures(programme: Programme) -> Mapping[str, Word]:
    """Return a contribution whose in-kind is at its cap, and one where it is above."""
    most = programme.direct_support.in_kind_maximum.value.most(_CONTRIBUTED)
    too_much = min(most + _CONTRIBUTED // 10, _CONTRIBUTED)
    return {
        "cash": _CONTRIBUTED - most,
        "most": most,
        "little_cash": _CONTRIBUTED - too_much,
        "too_much": too_much,
        "share": Ratio(too_much, _CONTRIBUTED),
        "excess": too_much - most,
    }


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per SME and per project whether base x in-kind <= part x contribution.

    A project is told about only where none of its SMEs is.
    """
    capped = at_most(
        frame["in_kind"], frame["contribution"], programme.direct_support.in_kind_maximum.value
    )
    smes = frame["table"] == "beneficiaries"
    by_sme = (~capped & smes).groupby([frame["wb"], frame["project"]]).transform("any")
    return capped | (~smes & by_sme)


def explain(case: Case) -> Violation:
    """Say how much is too much, and the change that cures it and leaves the contribution, which other rules bind, as it is."""
    one = case["table"] == "beneficiaries"
    scope = scope_of(case.row, "fiscal_year", "project")
    named = sme_named(case) if one else about(scope)
    kind, cash = case.source("private_in_kind"), case.source("private_cash")
    if one:
        kind = Text(case.header("beneficiaries", "private_in_kind"), kind.en)
        cash = Text(case.header("beneficiaries", "private_cash"), cash.en)
    cells = _cells(case)
    held = Held(
        part=case["in_kind"],
        whole=case["contribution"],
        threshold=case.programme.direct_support.in_kind_maximum.value,
        opening=Text(f"{named.ko}의", f"for {named.en}," if one else f"in {named.en},"),
        named=kind,
        of=Text("부담금", "the contribution"),
        raised=cash,
        cut=kind,
        cuttable=case["in_kind"],
        cells=cells,
        scope=scope,
        kept=True,
        along=_along(case, cells),
        lead=_too_high(case) if one else None,
    )
    return above_maximum(held, case.programme)


def _too_high(case: Case) -> Text | None:
    """Return what to look at first where the SMEs' rows hold more in kind than the budget, by what breaks the cap."""
    cap = case.programme.direct_support.in_kind_maximum.value
    in_kind, contribution = case["in_kind"], case["contribution"]

    def settles(over: int) -> bool:
        return bool(in_kind - over <= cap.most(contribution - over))

    return overstated(case, ("private_in_kind",), settles)


def _along(case: Case, cells: tuple[CellRef | None, ...]) -> Text:
    """Return the sentence that names the other sheets which hold the same won."""
    tables = case.layout.tables
    names = ["budget_lines", "monthly_plan", "in_kind_details"]
    if case["table"] == "beneficiaries":
        sheets = "·".join(tables[name].sheet for name in names)
        return Text(
            f" {sheets}의 같은 금액도 함께 바꾸세요.", f" Change the same amount in {sheets} too."
        )
    if any(cell and cell.sheet == tables["beneficiaries"].sheet for cell in cells):
        names.append("beneficiaries")
    sheets = "·".join(tables[name].sheet for name in names)
    return Text(
        f" {sheets}에서 모두 같은 금액을 바꾸세요.", f" Change the same amount in each of {sheets}."
    )


def _cells(case: Case) -> tuple[CellRef | None, ...]:
    """Return an SME's two amounts; of a project its SMEs' largest in-kind, then the budget's."""
    if case["table"] == "beneficiaries":
        names = ("private_in_kind", "private_cash")
        return tuple(case.at("beneficiaries", name, case["row"]) for name in names)
    return tuple(
        cell
        for table in ("beneficiaries", "budget_lines")
        for cell in largest_cells(case, table, ("private_in_kind",), {"project": case["project"]})
    )


RULE = Rule(
    code="CSH504",
    name="in-kind-above-cap",
    severity=Severity.ERROR,
    authority=Authority.NOTICE,
    view="in_kind_caps",
    needs=("contribution", "direct"),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO, figures),
    parameters=(
        "direct_support.in_kind_maximum",
        "direct_support.in_kind_elsewhere",
        "matching.rounding_tolerance",
    ),
    cites="direct_support.in_kind_maximum",
    scopes=REGION,
)
