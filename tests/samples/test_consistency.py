"""The samples add up, by plain sums that know nothing of the checks."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from aitx_budget.programme.loader import default_programme
from aitx_budget.samples import NAMES, SLIPS, region_budget
from aitx_budget.samples.build import build
from aitx_budget.samples.regions import daegu, gyeongnam, jeju, jeonnam, ulsan

PUBLIC = ("national_funds", "provincial_funds", "municipal_funds")
SOURCES = (*PUBLIC, "private_cash", "private_in_kind")
REGIONS = {module.REGION.name: module.REGION for module in (gyeongnam, daegu, ulsan, jeonnam, jeju)}
PLAN = {
    "national_funds": "국비",
    "provincial_funds": "지방비",
    "municipal_funds": "지방비",
    "private_cash": "민간현금",
    "private_in_kind": "민간현물",
}


@pytest.fixture(params=REGIONS, scope="module")
def tables(request):
    """Return a region's tables before any mistake is made in them."""
    return build(REGIONS[request.param], default_programme())


def total(records, *names):
    """Sum the named amounts over records."""
    return sum(record.get(name) or 0 for record in records for name in names)


def by(records, keys, names):
    """Sum amounts per (keys, name); nothing is left out, and zeros are no entry."""
    sums = Counter()
    for record in records:
        for name in names:
            sums[(*(record[key] for key in keys), name)] += record.get(name) or 0
    return {key: won for key, won in sums.items() if won}


def months_of(row):
    """Return a plan row's months with money."""
    return [int(name[1:]) for name in row if re.fullmatch(r"m\d{6}", name)]


def test_every_line_is_funded_exactly(tables):
    """Unit price × quantity × occurrences equals the sum of the sources in every line."""
    for line in tables["budget_lines"]:
        cost = line["unit_price"] * line["quantity"] * line["occurrences"]
        assert cost == total([line], *SOURCES)
        assert cost > 0


def test_the_monthly_plan_spends_the_budget(tables):
    """Plan and budget agree per fiscal year, project and source."""
    planned = Counter()
    for row in tables["monthly_plan"]:
        key = (row["fiscal_year"], row["project"], row["source"])
        assert key not in planned
        planned[key] = sum(row[f"m{month}"] for month in months_of(row))
    budget = Counter()
    for (year, project, source), won in by(
        tables["budget_lines"], ("fiscal_year", "project"), SOURCES
    ).items():
        budget[year, project, PLAN[source]] += won
    assert planned == budget


def test_money_is_spent_in_its_months(tables):
    """No money is planned before its fiscal year or outside its project's months."""
    period = {
        each["code"]: (each["first_month"], each["last_month"]) for each in tables["unit_projects"]
    }
    for row in tables["monthly_plan"]:
        first, last = period[row["project"]]
        for month in months_of(row):
            assert max(first, row["fiscal_year"] * 100 + 1) <= month <= last
            assert row[f"m{month}"] > 0


def test_the_purchase_plan_is_the_asset_budget(tables):
    """Plan and asset lines agree per institution, project, year, kind and source."""
    keys = ("fiscal_year", "project", "institution", "asset_kind")
    lines = [
        {**line, "asset_kind": line["category"][4:]}
        for line in tables["budget_lines"]
        if line["category"][:3] in ("430", "440")
    ]
    assert by(tables["asset_plan"], keys, SOURCES) == by(lines, keys, SOURCES)
    for asset in tables["asset_plan"]:
        assert asset["unit_price"] * asset["quantity"] == total([asset], *SOURCES)
        assert asset["purchase_month"] // 100 == asset["fiscal_year"]
        assert asset["purchase_month"] < 202611
    named = [(each["item"], each["specification"]) for each in tables["asset_plan"]]
    assert len(set(named)) == len(named)


def test_in_kind_is_detailed(tables):
    """In-kind details equal the budget's in-kind per project and year, none of it on purchases or travel."""
    details = Counter()
    for row in tables["in_kind_details"]:
        percent = 100 if row["participation"] is None else row["participation"]
        won = row["unit_price"] * row["quantity"] * (row["months"] or 1) * percent
        assert won % 100 == 0
        details[row["fiscal_year"], row["project"]] += won // 100
    budget = Counter()
    for line in tables["budget_lines"]:
        budget[line["fiscal_year"], line["project"]] += line.get("private_in_kind", 0)
        if line["category"][:3] in ("220", "430", "440"):
            assert not line.get("private_in_kind")
    assert details == +budget


def test_firms_get_what_direct_support_budgets(tables):
    """The SME table equals the direct-support budget per project, year and source."""
    direct = {each["code"] for each in tables["unit_projects"] if each["direct_support"] == "예"}
    lines = [line for line in tables["budget_lines"] if line["project"] in direct]
    keys = ("fiscal_year", "project")
    assert by(tables["beneficiaries"], keys, SOURCES) == by(lines, keys, SOURCES)


def test_every_firm_is_at_60_20_20(tables):
    """Each SME row has at most 60 % national, 20 % local, a 20 % share, at most 70 % of it in kind."""
    for row in tables["beneficiaries"]:
        whole = total([row], *SOURCES)
        share = total([row], "private_cash", "private_in_kind")
        assert 10 * row["national_funds"] <= 6 * whole
        assert 10 * total([row], "provincial_funds", "municipal_funds") >= 2 * whole
        assert 10 * share == 2 * whole
        assert 10 * row["private_in_kind"] <= 7 * share
        assert min(total([row], source) for source in SOURCES) >= 0


def test_codes_are_declared_and_used(tables):
    """Every code is declared, and every institution and project has a budget."""
    institutions = {each["code"] for each in tables["institutions"]}
    projects = {each["code"] for each in tables["unit_projects"]}
    assert {line["institution"] for line in tables["budget_lines"]} == institutions
    assert {line["project"] for line in tables["budget_lines"]} == projects
    assert {each["lead_code"] for each in tables["unit_projects"]} <= institutions
    roles = Counter(each["role"] for each in tables["institutions"])
    assert roles["총괄"] == roles["주관"] == 1


def test_registration_numbers_pass_the_checksum():
    """Every number is valid by the weights of the checksum, and none is given to two bodies."""
    owners = {}
    for region in REGIONS.values():
        tables = build(region, default_programme())
        for record in [*tables["institutions"], *tables["beneficiaries"]]:
            number = record["registration_number"]
            if number is None:
                continue
            digits = [int(digit) for digit in number.replace("-", "")]
            weighted = sum(w * d for w, d in zip((1, 3, 7, 1, 3, 7, 1, 3, 5), digits, strict=False))
            assert (weighted + digits[8] * 5 // 10 + digits[9]) % 10 == 0
            assert owners.setdefault(number, record["name"]) == record["name"]


@pytest.mark.parametrize(
    ("name", "national", "local", "private"),
    [("경남", 14_000_000_000, 4_670_000_000, 4_670_000_000), ("제주", 14_000_000_000, 7_000_000_000, 2_300_000_000)],
)  # fmt: skip
def test_published_totals(name, national, local, private):
    """경남 and 제주 carry the published totals to the won, half of the national funds each year."""
    lines = region_budget(name)["budget_lines"]
    assert total(lines, "national_funds") == national
    assert total(lines, "provincial_funds", "municipal_funds") == local
    assert total(lines, "private_cash", "private_in_kind") == private
    for year in (2025, 2026):
        of_year = [line for line in lines if line["fiscal_year"] == year]
        assert total(of_year, "national_funds") == national // 2


@pytest.mark.parametrize("name", ["경남", "대구", "울산", "전남"])
def test_ratios_are_met(name):
    """Four regions match 40 % with 20 % local, over all, per year and per project."""
    lines = build(REGIONS[name], default_programme())["budget_lines"]
    scopes = [lines]
    scopes += [[line for line in lines if line["fiscal_year"] == year] for year in (2025, 2026)]
    scopes += [
        [line for line in lines if line["project"] == code]
        for code in {line["project"] for line in lines}
    ]
    for scope in scopes:
        whole = total(scope, *SOURCES)
        local = total(scope, "provincial_funds", "municipal_funds")
        assert 10 * (whole - total(scope, "national_funds")) >= 4 * whole
        assert 10 * local >= 2 * whole
    national = total(lines, "national_funds")
    assert abs(national - 14_000_000_000) <= 2_800_000_000


def test_gyeongnam_is_of_realistic_size():
    """경남 has about 150 lines, 60 chosen firms, 40 assets and 8 to 10 institutions."""
    tables = region_budget("경남")
    assert 140 <= len(tables["budget_lines"]) <= 180
    assert sum(row["status"] == "확정" for row in tables["beneficiaries"]) == 60
    assert len(tables["asset_plan"]) == 40
    assert 8 <= len(tables["institutions"]) <= 10
    assert len(tables["unit_projects"]) == 8


def test_the_others_break_many_rules():
    """대구, 전남 and 제주 break more than twenty different rules between them; 울산 none."""
    codes = {
        code for name in ("대구", "전남", "제주") for slip in SLIPS[name] for code in slip.codes
    }
    assert len(codes) > 20
    assert SLIPS["울산"] == ()


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_reproducible(name):
    """The same call gives the same tables, whatever was done to the last ones."""
    first = region_budget(name)
    again = region_budget(name)
    first["budget_lines"][0]["item"] = "changed"
    first["basics"][0]["officer"] = "changed"
    assert region_budget(name) == again
