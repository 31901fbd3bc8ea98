"""Who takes part: the consortium as a whole, declarations, names of registration numbers, repeated firms."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from aitx_budget.checks.frames import Stack
from aitx_budget.checks.framing import (
    Columns,
    among,
    chosen,
    columns,
    columns_of_rows,
    under_one_another,
)
from aitx_budget.checks.views.cells import valid_registrations
from aitx_budget.checks.views.view import View, in_doubt, of, of_doubtful
from aitx_budget.model.names import name_key
from aitx_budget.programme.schema import Programme

LEAD, GENERAL = "주관", "총괄"
NONE = "해당없음"
EXCLUSIONS = ("closed", "tax_arrears", "capital_erosion", "duplicate_funding")


def consortium(stack: Stack) -> Columns:
    """Return one row per workbook that has 수행기관: how many leads, governments and specialist bodies.

    `unread.x` is set where a role or type that could not be read, or is missing, might still decide the count. `lead_rows` are the leads' worksheet rows; `general_row` is that of the coordinator, `candidate_row` of
    the first institution that may lead, `other_row` of the first that is no government, each the first row where there
    is none.
    """
    rules = stack.programme.consortium
    table = stack.columns("institutions")
    rows = []
    for wb, submission in stack.submissions.items():
        if "institutions" not in submission.tables:
            continue
        own = chosen(table, stack.own("institutions", wb))
        government = np.isin(own["type"], rules.government_types.value)
        leads = own["row"][own["role"] == LEAD].tolist()
        governments = int(government.sum())
        specialists = int(np.isin(own["type"], rules.specialist_types.value).sum())
        first = submission.tables["institutions"].header_row + 1
        hidden = _may_hide(own, "type")
        row = (
            wb,
            len(leads),
            governments,
            specialists,
            tuple(leads),
            _first(own, own["role"] == GENERAL, first),
            _first(own, own["role"] != GENERAL, first),
            _first(own, ~government, first),
            _may_hide(own, "role") and len(leads) <= rules.lead_count.value,
            hidden and not governments,
            hidden and not specialists,
        )
        rows.append(row)
    return columns_of_rows(rows, _CONSORTIUM)


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


def _first(own: Columns, fits: np.ndarray, first: int) -> int:
    """Return the worksheet row of the first institution that fits, else of the first, else of the first empty row."""
    rows = own["row"][fits].tolist() or own["row"].tolist()
    return int(rows[0]) if rows else first


def _may_hide(own: Columns, name: str) -> bool:
    """Tell whether some institution's `name` is not known."""
    return bool((own[f"unread.{name}"] | own[f"blank.{name}"]).any())


def declarations(stack: Stack) -> Columns:
    """Return one row per institution and exclusion: `value`, `blank`, and `exempt` where it does not apply.

    Whether a company is too young matters only where it does not declare that nothing applies.
    """
    table = stack.columns("institutions")
    no = np.zeros(len(table["wb"]), dtype=bool)
    parts = []
    for name in EXCLUSIONS:
        erosion = name == "capital_erosion"
        part = {
            "wb": table["wb"],
            "row": table["row"],
            "field": name,
            "institution": table["code"],
            "name": table["name"],
            "value": table[name],
            "blank": table[f"blank.{name}"],
            "exempt": _young(table, stack.programme) if erosion else no,
            "founded_on": table["founded_on"],
            "unread.value": table[f"unread.{name}"],
            "unread.exempt": table["unread.founded_on"] & (table[name] != NONE) if erosion else no,
        }
        parts.append(columns(part))
    return under_one_another(parts)


def _young(table: Columns, programme: Programme) -> np.ndarray:
    """Tell per institution whether it was founded less than the exempt number of years before the closing date."""
    closing = programme.consortium.closing_date.value
    years = programme.consortium.erosion_exempt_years.value
    latest = (closing.year - years) * 10000 + closing.month * 100 + closing.day
    return table["founded_on"] > latest


def named_numbers(stack: Stack) -> Columns:
    """Return every valid registration number with the name it stands beside.

    Returns:
        Columns `table row number name`, `place` (the row of the table's columns) and, of the first place the number
        stands in, `first_table`, `first_row` and `first_name`; `same` tells whether the names are one.
    """
    parts = []
    for table in ("institutions", "beneficiaries"):
        rows = stack.columns(table)
        part = {
            "wb": rows["wb"],
            "row": rows["row"],
            "number": rows["registration_number"],
            "name": rows["name"],
            "table": table,
            "place": np.arange(len(rows["wb"])),
        }
        parts.append(columns(part))
    listed = under_one_another(parts)
    rows = chosen(listed, valid_registrations(listed["number"]) & (listed["name"] != ""))
    first = _firsts(list(zip(rows["wb"].tolist(), rows["number"].tolist(), strict=True)))
    firsts = {f"first_{name}": rows[name][first] for name in ("table", "row", "name")}
    pairs = zip(rows["name"].tolist(), firsts["first_name"].tolist(), strict=True)
    same = [left == right or name_key(left) == name_key(right) for left, right in pairs]
    return {**rows, **firsts, "same": np.array(same, dtype=bool)}


def _firsts(keys: Sequence[Hashable]) -> np.ndarray:
    """Return per key the place where it first stands."""
    first: dict[Hashable, int] = {}
    return np.array([first.setdefault(key, at) for at, key in enumerate(keys)], dtype=np.int64)


def repeated_firms(stack: Stack) -> Columns:
    """Return every named firm of 참여기업 with `first_row`: where it first stands in its project and fiscal year.

    A number that is invalid, or stands beside several names, is a finding of its own and is left out.
    """
    table, numbers = stack.columns("beneficiaries"), stack.columns("named_numbers")
    firms = chosen(numbers, (numbers["table"] == "beneficiaries") & numbers["same"])
    more = {name: table[name][firms["place"]] for name in ("fiscal_year", "project")}
    rows = {name: firms[name] for name in ("wb", "row", "number", "name", "same")} | more
    rows = chosen(rows, (rows["project"] != "") & (rows["fiscal_year"] != 0))
    keys = (rows[name].tolist() for name in ("wb", "fiscal_year", "project", "number"))
    return {**rows, "first_row": rows["row"][_firsts(list(zip(*keys, strict=True)))]}


def _used_codes(stack: Stack, table: str, column: str) -> Columns:
    """Return every code that `table` declares, `used` where a budget line has it in `column`.

    `place` is its row in the table's columns. A line whose code cannot be told might be anyone's: `unread.used` is then
    set for the codes that no other line uses. A budget without any line is a finding of its own, so such a workbook
    has no rows here.
    """
    lines, rows = stack.columns("budget_lines"), stack.columns(table)
    pairs = list(zip(rows["wb"].tolist(), rows["code"].tolist(), strict=True))
    first = _firsts(pairs) == np.arange(len(pairs))
    place = np.flatnonzero(
        first & (rows["code"] != "") & among(rows["wb"], set(lines["wb"].tolist()))
    )
    known = set(zip(lines["wb"].tolist(), lines[column].tolist(), strict=True))
    codes = {name: rows[name][place] for name in ("wb", "row", "code", "name")}
    used = np.array([pairs[at] in known for at in place.tolist()], dtype=bool)
    doubt = of_doubtful(stack, codes["wb"], "budget_lines", (column,))
    return {**codes, "place": place, "used": used, "unread.used": doubt & ~used}


def institution_use(stack: Stack) -> Columns:
    """Return every institution, its type, and whether a budget line is its own."""
    codes = _used_codes(stack, "institutions", "institution")
    place = codes["place"]
    doubt = in_doubt(stack, "institutions", "type")[place]
    types = stack.columns("institutions")["type"][place]
    return {**codes, "type": types, "unread.type": doubt & ~codes["used"]}


def project_use(stack: Stack) -> Columns:
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
