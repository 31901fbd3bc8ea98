"""Conditional formats that mark a broken line as it is typed.

Each is a condition on the first row of the table, which the other rows read for themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.structure import Field, Kind, TableLayout
from aitx_budget.layout.tables import CASH, SOURCES
from aitx_budget.layout.workbook import LIST_NAMES, MONTH_LIST, SUBCATEGORY_LIST
from aitx_budget.model.address import column_letter
from aitx_budget.template.book import Book
from aitx_budget.template.page import done


class Grade(StrEnum):
    """How grave a mark is, and so how it looks."""

    BROKEN = "broken"
    MISSING = "missing"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Mark:
    """A condition and the fields it marks; the formula is for the first of them."""

    fields: tuple[str, ...]
    formula: str
    grade: Grade = Grade.BROKEN


@dataclass(frozen=True)
class Row:
    """References into the first row of a table."""

    table: TableLayout

    def __getitem__(self, name: str) -> str:
        """Return a reference whose column stays when the condition moves sideways: `$H7`."""
        return f"${self.moving(name)}"

    def moving(self, name: str) -> str:
        """Return a reference that moves with the marked cell: `H7`."""
        return f"{column_letter(self.table.column(name))}{self.table.first_row}"

    def head(self, name: str) -> str:
        """Return the reference of a column's header, moving sideways: `D$6`."""
        return f"{column_letter(self.table.column(name))}${self.table.header_row}"

    def total(self, names: Sequence[str]) -> str:
        """Return the sum of neighbouring fields."""
        return f"SUM({self[names[0]]}:{self[names[-1]]})"

    @property
    def started(self) -> str:
        """Return a condition: something other than the row's number has been typed."""
        spans = _spans(
            [f for f in self.table.fields if f.formula is None and f.name != "number"], self.table
        )
        parts = [f"{self[a]}:{self[b]}" for a, b in spans]
        return f"COUNTA({','.join(parts)})>0"


def _spans(fields: Sequence[Field], table: TableLayout) -> list[tuple[str, str]]:
    """Group fields into runs of neighbouring columns: (first, last) of each."""
    spans: list[tuple[str, str]] = []
    for field in fields:
        if spans and table.column(spans[-1][1]) == table.column(field.name) - 1:
            spans[-1] = (spans[-1][0], field.name)
        else:
            spans.append((field.name, field.name))
    return spans


def mark_table(book: Book, sheet: Worksheet, table: TableLayout) -> None:
    """Attach all marks of a table or form."""
    if table.form:
        _mark_form(book, sheet, table)
        return
    own = _OWN.get(table.name)
    row = Row(table)
    for mark in (*(own(book, row) if own else ()), *_general(book, row)):
        _attach(book, sheet, table, mark)


def _attach(book: Book, sheet: Worksheet, table: TableLayout, mark: Mark) -> None:
    fields = [table[name] for name in mark.fields]
    first, last = table.first_row, book.last_row(table)
    areas = " ".join(
        f"{column_letter(table.column(a))}{first}:{column_letter(table.column(b))}{last}"
        for a, b in _spans(fields, table)
    )
    left, right = table.column(mark.fields[0]), table.column(mark.fields[-1])
    options = {
        "type": "formula",
        "criteria": f"={mark.formula}",
        "format": getattr(book.formats, mark.grade.value),
        "multi_range": areas,
    }
    done(sheet.conditional_format(first - 1, left - 1, last - 1, right - 1, options))


def _mark_form(book: Book, sheet: Worksheet, table: TableLayout) -> None:
    """Mark required entries that are blank, once any entry has been made, and codes that are declared nowhere."""
    first, last = table.first_row, table.first_row + len(table.fields) - 1
    for row, field in enumerate(table.fields, start=first):
        here, marks = f"$B{row}", []
        if field.required:
            blank = f'AND({here}="",COUNTA($B${first}:$B${last})>0)'
            marks.append((blank, book.formats.missing))
        if field.refers:
            unknown = f'AND({here}<>"",{_unknown(book, field, here)})'
            marks.append((unknown, book.formats.broken))
        for condition, look in marks:
            options = {"type": "formula", "criteria": f"={condition}", "format": look}
            done(sheet.conditional_format(row - 1, 1, row - 1, 1, options))


def _general(book: Book, row: Row) -> Iterator[Mark]:
    """Yield what holds for any table: missing, doubled or unknown values, texts for numbers."""
    table = row.table
    required = tuple(field.name for field in table.inputs if field.required)
    yield Mark(required, f'AND({row.moving(required[0])}="",{row.started})', Grade.MISSING)
    for field in table.inputs:
        here = row.moving(field.name)
        if field.required_when:
            other, value = field.required_when
            yield Mark((field.name,), f'AND({here}="",{row[other]}="{value}")', Grade.MISSING)
        if field.key:
            count = f"COUNTIF({table.range_name(field.name)},{here})"
            yield Mark((field.name,), f'AND({here}<>"",{count}>1)')
        unknown = _unknown(book, field, here)
        if unknown:
            yield Mark((field.name,), f'AND({here}<>"",{unknown})')
    numeric = tuple(
        field.name
        for field in table.inputs
        if field.kind in (Kind.WON, Kind.COUNT, Kind.QUANTITY, Kind.PERCENT)
    )
    if numeric:
        here = row.moving(numeric[0])
        yield Mark(numeric, f'AND({here}<>"",OR(NOT(ISNUMBER({here})),N({here})<0))')
    won = tuple(field.name for field in table.inputs if field.kind is Kind.WON)
    if won:
        here = row.moving(won[0])
        yield Mark(won, f"N({here})<>INT(N({here}))")


def _unknown(book: Book, field: Field, here: str) -> str:
    """Return the condition that a value is not one of its list or of the declared codes.

    Months are matched as text: COUNTIF would take `2026-03` for a date.
    """
    if field.kind is Kind.MONTH:
        return f"ISNA(MATCH({here},{MONTH_LIST},0))"
    if field.refers:
        name, declared = field.refers.split(".")
        return f"COUNTIF({book.layout.tables[name].range_name(declared)},{here})=0"
    if field.choices:
        return f"COUNTIF({LIST_NAMES[field.choices]},{here})=0"
    return ""


def _institutions(book: Book, row: Row) -> Iterator[Mark]:  # noqa: ARG001
    declared = ("closed", "tax_arrears", "capital_erosion", "duplicate_funding")
    yield Mark(declared, f'{row.moving(declared[0])}="해당"')
    yield Mark(declared, f'AND({row.moving(declared[0])}="",{row["code"]}<>"")', Grade.DOUBTFUL)
    yield Mark(
        ("registration_number",), _check_digit(row.moving("registration_number")), Grade.BROKEN
    )


def _unit_projects(book: Book, row: Row) -> Iterator[Mark]:  # noqa: ARG001
    first, last = row["first_month"], row["last_month"]
    yield Mark(("first_month", "last_month"), f'AND({first}<>"",{last}<>"",{first}>{last})')


def _budget_lines(book: Book, row: Row) -> Iterator[Mark]:
    cost = f"ROUND(N({row['unit_price']})*N({row['quantity']})*N({row['occurrences']}),0)"
    yield Mark((*SOURCES, "funding", "difference"), f"{row.total(SOURCES)}<>{cost}")
    cash_only = [each.code for each in book.programme.categories if each.cash_only]
    codes = ",".join(f'LEFT({row["category"]},3)="{code}"' for code in cash_only)
    if codes:
        yield Mark(("private_in_kind",), f"AND(N({row['private_in_kind']})>0,OR({codes}))")
    listed = f'INDIRECT("{SUBCATEGORY_LIST}"&LEFT({row["category"]},3))'
    filled = f'{row["category"]}<>"",{row["subcategory"]}<>""'
    outside = f"ISERROR(MATCH({row['subcategory']},{listed},0))"
    yield Mark(("subcategory",), f"AND({filled},{outside})")


def _monthly_plan(book: Book, row: Row) -> Iterator[Mark]:
    months = tuple(f"m{month}" for month in book.programme.months)
    here, head = row.moving(months[0]), row.head(months[0])
    yield Mark(months, f"AND(N({here})>0,VALUE(LEFT({head},4))<N({row['fiscal_year']}))")
    home = book.layout.tables["unit_projects"]
    at = f"MATCH({row['project']},{home.range_name('code')},0)"
    first = f"INDEX({home.range_name('first_month')},{at})"
    last = f"INDEX({home.range_name('last_month')},{at})"
    month = f'SUBSTITUTE({head},".","-")'
    outside = f"OR({month}<{first},{month}>{last})"
    condition = f"IF(N({here})>0,IFERROR({outside},FALSE),FALSE)"
    yield Mark(months, condition, Grade.DOUBTFUL)


def _asset_plan(book: Book, row: Row) -> Iterator[Mark]:  # noqa: ARG001
    cost = f"ROUND(N({row['unit_price']})*N({row['quantity']}),0)"
    yield Mark((*CASH, "funding"), f"{row.total(CASH)}<>{cost}")
    month = row["purchase_month"]
    yield Mark(
        ("purchase_month",),
        f'AND({month}<>"",{row["fiscal_year"]}<>"",LEFT({month},4)<>{row["fiscal_year"]}&"")',
        Grade.DOUBTFUL,
    )


def _in_kind_details(book: Book, row: Row) -> Iterator[Mark]:
    kind, who = row["contributor_kind"], row["contributor"]
    yield Mark(
        ("contributor",), f'AND({who}="",OR({kind}="수행기관",{kind}="참여기업"))', Grade.MISSING
    )
    institutions = book.layout.tables["institutions"].range_name("code")
    yield Mark(
        ("contributor",), f'AND({who}<>"",{kind}="수행기관",COUNTIF({institutions},{who})=0)'
    )
    if book.has("beneficiaries"):
        firms = book.layout.tables["beneficiaries"].range_name("registration_number")
        yield Mark(("contributor",), f'AND({who}<>"",{kind}="참여기업",COUNTIF({firms},{who})=0)')


def _beneficiaries(book: Book, row: Row) -> Iterator[Mark]:
    support = book.programme.direct_support
    cash, in_kind = f"N({row['private_cash']})", f"N({row['private_in_kind']})"
    part, base = support.in_kind_maximum.value
    yield Mark(("private_in_kind", "in_kind_share"), f"{base}*{in_kind}>{part}*({cash}+{in_kind})")
    whole = row.total(SOURCES)
    yield Mark(("private_cash", "private_in_kind"), f"AND({whole}>0,{cash}+{in_kind}=0)")
    part, base = support.sme_share.value
    tolerance = book.programme.matching.rounding_tolerance.value
    below = f"{base}*({cash}+{in_kind})<{part}*{whole}"
    above = f"{base}*({cash}+{in_kind}-{tolerance})>{part}*{whole}"
    asked = {"eq": f"OR({below},{above})", "ge": below}.get(support.sme_share_rule.value)
    if asked:
        condition = f"AND({cash}+{in_kind}>0,{asked})"
        yield Mark(("contribution_share",), condition, Grade.DOUBTFUL)
    yield Mark(("registration_number",), _check_digit(row.moving("registration_number")))


def _check_digit(cell: str) -> str:
    """Return the condition that ten digits of a registration number do not check.

    Source: weights 1 3 7 1 3 7 1 3 5 and the tens of the ninth product.
    """
    digits = f'SUBSTITUTE({cell},"-","")'
    terms = [
        f"{weight}*MID({digits},{place},1)"
        for place, weight in enumerate((1, 3, 7, 1, 3, 7, 1, 3, 5), start=1)
    ]
    total = f"{'+'.join(terms)}+INT(5*MID({digits},9,1)/10)"
    wrong = f"MOD(10-MOD({total},10),10)<>VALUE(RIGHT({digits},1))"
    return f'IF({cell}="",FALSE,IF(LEN({digits})<>10,TRUE,IFERROR({wrong},TRUE)))'


_OWN = {
    "institutions": _institutions,
    "unit_projects": _unit_projects,
    "budget_lines": _budget_lines,
    "monthly_plan": _monthly_plan,
    "asset_plan": _asset_plan,
    "in_kind_details": _in_kind_details,
    "beneficiaries": _beneficiaries,
}
