"""Random small budgets, drawn so that many stand on, just above or just below a rule's boundary."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import Any

from aitx_budget.layout.tables import CASH, SOURCES
from aitx_budget.layout.workbook import PLAN_SOURCES
from aitx_budget.programme.schema import Programme
from workbooks import registration

Record = dict[str, Any]
Budget = dict[str, list[Record]]

CAPACITIES = {
    "institutions": 5,
    "unit_projects": 4,
    "budget_lines": 16,
    "monthly_plan": 40,
    "asset_plan": 8,
    "in_kind_details": 10,
    "beneficiaries": 16,
}
NUDGES = (-10_000, -1_001, -1_000, -999, -1, 0, 1, 1_000)
"""By how many won a figure is moved off its boundary."""

EMPTY, SUBTOTALS = 0.04, 0.2
"""How often the budget has no line at all, and how often its tables have typed subtotals."""


def budget(seed: int, programme: Programme) -> Budget:
    """Return a budget whose parts agree, moved to boundaries and then perhaps broken in one or two places."""
    random = Random(seed)  # noqa: S311 - reproducible draws, not secrets
    projects = _projects(random)
    lines = _lines(random, projects, programme)
    for _ in range(random.randint(0, 3)):
        random.choice((_to_matching, _to_local, _to_national_share, _to_scale))(
            random, lines, projects, programme
        )
    for line in lines:
        line["unit_price"] = sum(line[name] for name in SOURCES)
    tables: Budget = {
        "basics": [_basics(random, lines, programme)],
        "institutions": _institutions(),
        "unit_projects": projects,
        "budget_lines": lines,
        "monthly_plan": _plan(lines, programme),
        "asset_plan": _assets(lines),
        "in_kind_details": _in_kind(lines),
        "beneficiaries": _firms(lines, projects),
    }
    for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
        random.choice(BREAKS)(random, tables)
    if random.random() < EMPTY:
        _empty(tables)
    if random.random() < SUBTOTALS:
        _type_subtotals(random, tables)
    return tables


def _projects(random: Random) -> list[Record]:
    return [
        {
            "code": f"P{n:02d}",
            "name": f"단위사업 {n}",
            "field": "기타",
            "direct_support": "예" if n == 1 or (n == 3 and random.random() < 0.5) else "아니오",
            "lead_code": "I02",
            "first_month": "2025-10",
            "last_month": "2026-12",
        }
        for n in (1, 2, 3)
    ]


def _lines(random: Random, projects: list[Record], programme: Programme) -> list[Record]:
    """Return two lines a fiscal year and project: services, and assets where it is not direct support."""
    lines = []
    for year in programme.fiscal_years:
        for project in projects:
            direct = project["direct_support"] == "예"
            whole = random.randint(700, 1_300) * random.choice((1_000_000, 4_000_000, 4_321_987))
            lines.append(
                _line(
                    random, year, project["code"], whole, direct, "320 민간이전", "01 민간경상보조"
                )
            )
            if not direct:
                lines.append(
                    _line(
                        random,
                        year,
                        project["code"],
                        whole // 3,
                        None,
                        "430 유형자산",
                        "01 자산취득비",
                    )
                )
    return lines


def _line(
    random: Random,
    year: int,
    project: str,
    whole: int,
    direct: bool | None,
    category: str,
    subcategory: str,
) -> Record:
    """Split `whole` 60 : 20 : 20; of the private part 0 to 70 % is in kind, none where `direct` is None."""
    national, local = whole * 6 // 10, -(-whole * 2 // 10)
    private = whole - national - local
    in_kind = 0 if direct is None else private * random.choice((0, 3, 7, 7)) // 10
    return {
        "fiscal_year": year,
        "project": project,
        "institution": "I02" if direct else "I03",
        "category": category,
        "subcategory": subcategory,
        "item": f"{project} {year}",
        "quantity": 1,
        "occurrences": 1,
        "national_funds": national,
        "provincial_funds": local - local // 3,
        "municipal_funds": local // 3,
        "private_cash": private - in_kind,
        "private_in_kind": in_kind,
    }


def _sums(lines: list[Record]) -> tuple[int, int, int]:
    """Return (national, local, whole)."""
    return (
        sum(line["national_funds"] for line in lines),
        sum(line["provincial_funds"] + line["municipal_funds"] for line in lines),
        sum(line[name] for line in lines for name in SOURCES),
    )


def _shift(line: Record, source: str, target: str, amount: int) -> None:
    """Move won from one source to another; never below 0."""
    moved = max(-line[target], min(amount, line[source]))
    line[source] -= moved
    line[target] += moved


def _chosen(random: Random, lines: list[Record], programme: Programme) -> list[Record]:
    """Return the whole budget, or one fiscal year of it."""
    year = random.choice((0, *programme.fiscal_years))
    return [line for line in lines if year in (0, line["fiscal_year"])]


def _to_matching(
    random: Random, lines: list[Record], _projects: list[Record], programme: Programme
) -> None:
    chosen = _chosen(random, lines, programme)
    national, _, whole = _sums(chosen)
    aim = programme.matching.minimum.value.least(whole) + random.choice(NUDGES)
    _shift(chosen[0], "national_funds", "private_cash", aim - (whole - national))


def _to_local(
    random: Random, lines: list[Record], _projects: list[Record], programme: Programme
) -> None:
    chosen = _chosen(random, lines, programme)
    _, local, whole = _sums(chosen)
    aim = programme.matching.local_minimum.value.least(whole) + random.choice(NUDGES)
    _shift(chosen[0], "private_cash", "provincial_funds", aim - local)


def _to_national_share(
    random: Random, lines: list[Record], projects: list[Record], programme: Programme
) -> None:
    direct = [project["code"] for project in projects if project["direct_support"] == "예"]
    code = random.choice(direct)
    chosen = [line for line in lines if line["project"] == code]
    national, _, whole = _sums(chosen)
    aim = programme.direct_support.national_maximum.value.most(whole) - random.choice(NUDGES)
    _shift(
        chosen[0],
        random.choice(("provincial_funds", "private_cash")),
        "national_funds",
        aim - national,
    )


def _to_scale(
    random: Random, lines: list[Record], _projects: list[Record], programme: Programme
) -> None:
    """Bring a year's national funds to the edge of the band around the notice's amount."""
    year = random.choice(programme.fiscal_years)
    chosen = [line for line in lines if line["fiscal_year"] == year]
    target = programme.funding.national_per_year.value
    edge = programme.funding.national_tolerance.value.most(target) * random.choice((-1, 1))
    wanted = target + edge + random.choice((-1, 0, 1)) - _sums(chosen)[0]
    chosen[-1]["national_funds"] = max(0, chosen[-1]["national_funds"] + wanted)


def _basics(random: Random, lines: list[Record], programme: Programme) -> Record:
    """Return 기본정보; an allotment is given half of the time, near the national funds of its year."""
    record: Record = {
        "region": "경남",
        "project_title": "사업",
        "lead_institution": "주관",
        "officer": "담당",
    }
    for year in programme.fiscal_years:
        national = _sums([line for line in lines if line["fiscal_year"] == year])[0]
        if random.random() < 0.5:
            record[f"allotment_{year}"] = national + random.choice((-1, 0, 1, 1_000_000))
    return record


def _institutions() -> list[Record]:
    rows = (
        ("I01", "경상남도", "광역지방자치단체", "총괄"),
        ("I02", "경남테크노파크", "지역혁신기관", "주관"),
        ("I03", "예시대학교", "대학·출연연", "참여"),
    )
    return [
        {
            "code": code,
            "name": name,
            "registration_number": registration(f"60982{n:04d}"),
            "type": kind,
            "role": role,
        }
        for n, (code, name, kind, role) in enumerate(rows)
    ]


def _grouped(lines: list[Record], *keys: str) -> dict[tuple[Any, ...], dict[str, int]]:
    """Return won per source by keys."""
    sums: dict[tuple[Any, ...], dict[str, int]] = defaultdict(lambda: dict.fromkeys(SOURCES, 0))
    for line in lines:
        for name in SOURCES:
            sums[tuple(line[key] for key in keys)][name] += line[name]
    return sums


def _plan(lines: list[Record], programme: Programme) -> list[Record]:
    rows = []
    for (year, project), sums in _grouped(lines, "fiscal_year", "project").items():
        amounts = {**sums, "local_funds": sums["provincial_funds"] + sums["municipal_funds"]}
        for name in PLAN_SOURCES:
            if amounts[name]:
                label = getattr(programme.sources, name).ko
                rows.append(
                    {
                        "fiscal_year": year,
                        "project": project,
                        "source": label,
                        f"m{year}11": amounts[name],
                    }
                )
    return rows


def _assets(lines: list[Record]) -> list[Record]:
    return [
        {
            **{name: line[name] for name in ("fiscal_year", "project", "institution", *CASH)},
            "asset_kind": "유형자산",
            "item": line["item"],
            "quantity": 1,
            "unit_price": sum(line[name] for name in CASH),
            "purchase_month": f"{line['fiscal_year']}-10"
            if line["fiscal_year"] == 2025
            else "2026-05",
            "purchase_method": "조달구매",
        }
        for line in lines
        if line["category"].startswith("430")
    ]


def _in_kind(lines: list[Record]) -> list[Record]:
    return [
        {
            "fiscal_year": year,
            "project": project,
            "contributor_kind": "예정기업",
            "in_kind_kind": "장비",
            "unit_price": sums["private_in_kind"],
            "quantity": 1,
        }
        for (year, project), sums in _grouped(lines, "fiscal_year", "project").items()
        if sums["private_in_kind"]
    ]


def _firms(lines: list[Record], projects: list[Record]) -> list[Record]:
    """Return one row of firms to be chosen per fiscal year and direct-support project."""
    direct = {project["code"] for project in projects if project["direct_support"] == "예"}
    return [
        {"fiscal_year": year, "project": project, "status": "예정", "firms": 10, **sums}
        for (year, project), sums in _grouped(lines, "fiscal_year", "project").items()
        if project in direct
    ]


def _break_line(random: Random, tables: Budget) -> None:
    line = random.choice(tables["budget_lines"])
    line["unit_price"] += random.choice((-1, 1, 10_000))


def _break_plan(random: Random, tables: Budget) -> None:
    row = random.choice(tables["monthly_plan"])
    month = next(name for name in row if name.startswith("m2"))
    row[month] += random.choice((-1, 1))


def _break_firms(random: Random, tables: Budget) -> None:
    row = random.choice(tables["beneficiaries"])
    row[random.choice(SOURCES)] += 1


def _break_in_kind_cap(random: Random, tables: Budget) -> None:
    """Bring a firm's in-kind contribution to the edge of its cap, the whole contribution unchanged."""
    row = random.choice(tables["beneficiaries"])
    whole = row["private_cash"] + row["private_in_kind"]
    row["private_in_kind"] = min(whole, max(0, whole * 7 // 10 - random.choice(NUDGES)))
    row["private_cash"] = whole - row["private_in_kind"]


def _break_assets(random: Random, tables: Budget) -> None:
    if tables["asset_plan"]:
        row = random.choice(tables["asset_plan"])
        row["national_funds"] += 1
        row["unit_price"] += 1


def _break_in_kind(random: Random, tables: Budget) -> None:
    if tables["in_kind_details"]:
        random.choice(tables["in_kind_details"])["unit_price"] += random.choice((-1, 1))


def _break_consortium(random: Random, tables: Budget) -> None:
    rows = tables["institutions"]
    random.choice(
        (
            lambda: rows[1].update(role="참여"),
            lambda: rows[2].update(role="주관"),
            lambda: rows[0].update(type="기타"),
            lambda: [row.update(type="기타") for row in rows[1:]],
        )
    )()


def _break_contribution(random: Random, tables: Budget) -> None:
    row = random.choice(tables["beneficiaries"])
    row.update(private_cash=0, private_in_kind=0)


_LABELS = {
    "budget_lines": "item",
    "beneficiaries": "support",
    "asset_plan": "item",
    "in_kind_details": "detail",
    "monthly_plan": "project",
}
"""Where each table's subtotals have their word."""


def _type_subtotals(random: Random, tables: Budget) -> None:
    """Type a subtotal into every table and a total under it, as officers do: of no fiscal year."""
    for name, label in _LABELS.items():
        rows = tables[name]
        if rows:
            at = random.randint(1, len(rows))
            subtotal = {label: "소계", **_added(rows[:at])}
            if name == "budget_lines" and random.random() < 0.5:
                subtotal |= {each: rows[at - 1][each] for each in ("project", "category")}
            tables[name] = [*rows[:at], subtotal, *rows[at:], {label: "합계", **_added(rows)}]


def _added(rows: list[Record]) -> Record:
    """Return the sum of every column of won."""
    sums: Record = defaultdict(int)
    for row in rows:
        for name, value in row.items():
            if name in SOURCES or name == "unit_price" or name.startswith("m2"):
                sums[name] += value
    return dict(sums)


def _empty(tables: Budget) -> None:
    """Leave no budget line, and a row of each table that details the budget."""
    for name in (
        "budget_lines",
        "monthly_plan",
        "asset_plan",
        "in_kind_details",
        "beneficiaries",
    ):
        del tables[name][1:]
    del tables["budget_lines"][:]


BREAKS = (
    _break_line,
    _break_plan,
    _break_firms,
    _break_in_kind_cap,
    _break_in_kind_cap,
    _break_assets,
    _break_in_kind,
    _break_consortium,
    _break_contribution,
)
