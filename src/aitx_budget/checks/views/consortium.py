"""Who takes part: the consortium as a whole, declarations, names of registration numbers, repeated firms."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import framed, framed_rows
from aitx_budget.checks.views.cells import valid_registration
from aitx_budget.checks.views.view import View, doubtful, in_doubt, of
from aitx_budget.model.names import name_key
from aitx_budget.programme.schema import Programme

LEAD, GENERAL = "주관", "총괄"
NONE = "해당없음"
EXCLUSIONS = ("closed", "tax_arrears", "capital_erosion", "duplicate_funding")


def consortium(stack: Stack) -> pd.DataFrame:
    """Return one row per workbook that has 수행기관: how many leads, governments and specialist bodies.

    `unread.x` is set where a role or type that could not be read, or is missing, might still decide the count. `lead_rows` are the leads' worksheet rows; `general_row` is that of the coordinator, `candidate_row` of
    the first institution that may lead, `other_row` of the first that is no government, each the first row where there
    is none.
    """
    rules = stack.programme.consortium
    table = stack.table("institutions")
    rows = []
    for wb, submission in stack.submissions.items():
        if "institutions" not in submission.tables:
            continue
        own = table[table["wb"] == wb]
        leads = own["row"][own["role"] == LEAD].tolist()
        first = submission.tables["institutions"].header_row + 1
        row = {
            "wb": wb,
            "leads": len(leads),
            "governments": int(own["type"].isin(rules.government_types.value).sum()),
            "specialists": int(own["type"].isin(rules.specialist_types.value).sum()),
            "lead_rows": tuple(leads),
            "general_row": _first(own, own["role"] == GENERAL, first),
            "candidate_row": _first(own, own["role"] != GENERAL, first),
            "other_row": _first(own, ~own["type"].isin(rules.government_types.value), first),
            "unread.leads": _may_hide(own, "role") and len(leads) <= rules.lead_count.value,
        }
        hidden_type = _may_hide(own, "type")
        row["unread.governments"] = hidden_type and not row["governments"]
        row["unread.specialists"] = hidden_type and not row["specialists"]
        rows.append(row)
    return framed_rows([[row[name] for name in _CONSORTIUM] for row in rows], _CONSORTIUM)


_CONSORTIUM = (
    "wb",
    "leads",
    "governments",
    "specialists",
    "lead_rows",
    "general_row",
    "candidate_row",
    "other_row",
    "unread.leads",
    "unread.governments",
    "unread.specialists",
)


def _first(own: pd.DataFrame, fits: pd.Series, first: int) -> int:
    """Return the worksheet row of the first institution that fits, else of the first, else of the first empty row."""
    rows = own["row"][fits].tolist() or own["row"].tolist()
    return int(rows[0]) if rows else first


def _may_hide(own: pd.DataFrame, name: str) -> bool:
    """Tell whether some institution's `name` is not known."""
    return bool((own[f"unread.{name}"] | own[f"blank.{name}"]).any())


def declarations(stack: Stack) -> pd.DataFrame:
    """Return one row per institution and exclusion: `value`, `blank`, and `exempt` where it does not apply.

    Whether a company is too young matters only where it does not declare that nothing applies.
    """
    table = stack.table("institutions")
    young = _young(table, stack.programme)
    parts = []
    for name in EXCLUSIONS:
        exempt = unsure = pd.Series(data=False, index=table.index)
        if name == "capital_erosion":
            exempt = young
            unsure = table["unread.founded_on"] & (table[name] != NONE)
        parts.append(
            framed(
                {
                    "wb": table["wb"],
                    "row": table["row"],
                    "field": name,
                    "institution": table["code"],
                    "name": table["name"],
                    "value": table[name],
                    "blank": table[f"blank.{name}"],
                    "exempt": exempt,
                    "founded_on": table["founded_on"],
                    "unread.value": table[f"unread.{name}"],
                    "unread.exempt": unsure,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _young(table: pd.DataFrame, programme: Programme) -> pd.Series:
    """Tell per institution whether it was founded less than the exempt number of years before the closing date."""
    closing = programme.consortium.closing_date.value
    years = programme.consortium.erosion_exempt_years.value
    latest = (closing.year - years) * 10000 + closing.month * 100 + closing.day
    return table["founded_on"] > latest


def named_numbers(stack: Stack) -> pd.DataFrame:
    """Return every valid registration number with the name it stands beside.

    Returns:
        Columns `table row number name` and, of the first place the number stands in, `first_table`,
        `first_row` and `first_name`; `same` tells whether the names are one.
    """
    parts = [
        stack.table(name)[["wb", "row", "registration_number", "name"]].assign(table=name)
        for name in ("institutions", "beneficiaries")
    ]
    rows = pd.concat(parts, ignore_index=True).rename(columns={"registration_number": "number"})
    known = {number: valid_registration(number) for number in rows["number"].unique()}
    rows = rows[rows["number"].map(known).astype(bool) & (rows["name"] != "")]
    groups = rows.groupby(["wb", "number"])
    for name in ("table", "row", "name"):
        rows[f"first_{name}"] = groups[name].transform("first")
    same = [
        name_key(left) == name_key(right)
        for left, right in zip(rows["name"], rows["first_name"], strict=True)
    ]
    return rows.assign(same=np.array(same, dtype=bool))


def repeated_firms(stack: Stack) -> pd.DataFrame:
    """Return every named firm of 참여기업 with `first_row`: where it first stands in its project and fiscal year.

    A number that is invalid, or stands beside several names, is a finding of its own and is left out.
    """
    table = stack.table("beneficiaries")
    numbers = named_numbers(stack)
    numbers = numbers[numbers["table"] == "beneficiaries"]
    keys = ["wb", "fiscal_year", "project", "number"]
    rows = table[["wb", "row", "fiscal_year", "project"]]
    rows = rows.merge(numbers[["wb", "row", "number", "name", "same"]], on=["wb", "row"])
    rows = rows[rows["same"].astype(bool) & (rows["project"] != "") & (rows["fiscal_year"] != 0)]
    return rows.assign(first_row=rows.groupby(keys)["row"].transform("first"))


def _used_codes(stack: Stack, table: str, column: str) -> pd.DataFrame:
    """Return every code that `table` declares, `used` where a budget line has it in `column`.

    A line whose code can't be told might be anyone's: `unread.used` is then set for the codes that no other line
    uses. A budget without any line is a finding of its own, so such a workbook has no rows here.
    """
    lines = stack.table("budget_lines")
    codes = stack.table(table)[["wb", "row", "code", "name"]]
    codes = codes[(codes["code"] != "") & codes["wb"].isin(lines["wb"])]
    codes = codes.drop_duplicates(["wb", "code"])
    known = set(zip(lines["wb"], lines[column], strict=True))
    pairs = zip(codes["wb"], codes["code"], strict=True)
    used = np.array([pair in known for pair in pairs], dtype=bool)
    doubt = codes["wb"].isin(doubtful(stack, "budget_lines", (column,))).to_numpy()
    return codes.assign(**{"used": used, "unread.used": doubt & ~used})


def institution_use(stack: Stack) -> pd.DataFrame:
    """Return every institution, its type, and whether a budget line is its own."""
    codes = _used_codes(stack, "institutions", "institution")
    types = stack.table("institutions").loc[codes.index, "type"]
    doubt = in_doubt(stack, "institutions", "type")[codes.index]
    return codes.assign(**{"type": types, "unread.type": doubt & ~codes["used"]})


def project_use(stack: Stack) -> pd.DataFrame:
    """Return every unit project and whether a budget line is planned for it."""
    return _used_codes(stack, "unit_projects", "project")


CONSORTIUM = (
    View(
        "consortium",
        consortium,
        {
            "leads": of("institutions", "role"),
            "governments": of("institutions", "type"),
            "specialists": of("institutions", "type"),
        },
    ),
    View(
        "declarations",
        declarations,
        {
            "value": of("institutions", *EXCLUSIONS),
            "exempt": of("institutions", "founded_on"),
        },
        scope=(("institution", "institution"),),
    ),
    View("named_numbers", named_numbers, {}),
    View(
        "repeated_firms",
        repeated_firms,
        {"number": of("beneficiaries", "fiscal_year", "project", "registration_number", "name")},
    ),
    View(
        "institution_use",
        institution_use,
        {
            "used": (*of("budget_lines", "institution"), *of("institutions", "code")),
            "type": of("institutions", "type"),
        },
        scope=(("institution", "code"),),
    ),
    View(
        "project_use",
        project_use,
        {"used": (*of("budget_lines", "project"), *of("unit_projects", "code"))},
        scope=(("project", "code"),),
    ),
)
