"""The monthly plan with a row a month, as curves are drawn and joined from."""

from __future__ import annotations

from functools import partial
from typing import Any

from aitx_budget.export.columns import ID, REGION, WON
from aitx_budget.export.source import Source
from aitx_budget.export.structure import Column, Table, Type, Values
from aitx_budget.model.month import dashed
from aitx_budget.model.text import Text
from aitx_budget.programme.schema import Programme

_KEPT = ("fiscal_year", "project", "project_id", "source")
"""What is repeated from the plan's row."""

_PLAN = Column(
    "monthly_plan_id",
    Type.INTEGER,
    Text("월별계획 번호", "Row of the plan"),
    Text("월별 집행계획의 줄(monthly_plan.id)입니다.", "Row of the plan (monthly_plan.id)."),
    required=True,
    refers="monthly_plan",
)


def monthly_amounts(plan: Table, programme: Programme) -> Table:
    """Return the table of amounts by month, from that of the plan."""
    own = {each.name: each for each in plan.columns}
    return Table(
        "monthly_amounts",
        Text("월별 집행계획(월 단위)", "Monthly execution plan, month by month"),
        Text(
            "monthly_plan과 같은 돈을 달마다 한 행으로 풀어 적은 표입니다. 0원인 달은 적지 않습니다. 두 표를 함께 더하면 두 번 셉니다.",
            "The money of monthly_plan with a row a month, months of 0 left out; never add up both.",
        ),
        (ID, REGION, _PLAN, *(own[name] for name in _KEPT), *_amount(programme)),
        ("id",),
        partial(_fill, plan, programme.months),
    )


def _amount(programme: Programme) -> tuple[Column, Column]:
    first, last = dashed(programme.months[0]), dashed(programme.months[-1])
    month = Column(
        "month",
        Type.MONTH,
        Text("집행월", "Month"),
        Text(
            f"집행할 달입니다({first}부터 {last}까지). Parquet에는 그 달의 1일로 적습니다.",
            f"The month it is to be spent in ({first} to {last}); in Parquet its first day.",
        ),
        required=True,
    )
    amount = Column(
        "amount",
        Type.INTEGER,
        Text("금액", "Amount"),
        Text("그 달에 집행할 금액입니다.", "What is to be spent in that month."),
        required=True,
        unit=WON,
    )
    return month, amount


def _fill(plan: Table, months: tuple[int, ...], source: Source) -> Values:
    whole = plan.fill(source)
    rows = [
        (place, month, amount)
        for place in range(len(whole["id"]))
        for month in months
        if (amount := whole[f"m{month}"][place])
    ]
    places = [place for place, _, _ in rows]
    values: dict[str, Any] = {
        name: [whole[name][place] for place in places] for name in ("region", *_KEPT)
    }
    return values | {
        "id": range(1, len(rows) + 1),
        "monthly_plan_id": [whole["id"][place] for place in places],
        "month": [month for _, month, _ in rows],
        "amount": [amount for _, _, amount in rows],
    }
