"""What the workbook says of itself, twice: custom document properties and a very hidden sheet."""

from __future__ import annotations

import datetime as dt

from xlsxwriter.worksheet import Worksheet

from aitx_budget.layout.summary import ROW_TABLES
from aitx_budget.layout.workbook import IDENTITY_KEYS, identity_property
from aitx_budget.template.book import Book
from aitx_budget.template.page import done, write


def identity(book: Book) -> dict[str, str]:
    """Return the value of each of `IDENTITY_KEYS`."""
    values = (
        book.layout.template_id,
        book.programme.id,
        book.scope,
        book.region,
        book.layout.version,
    )
    return dict(zip(IDENTITY_KEYS, values, strict=True))


def write_identity(book: Book, sheet: Worksheet) -> None:
    """Write identity and document properties.

    The sheet also keeps the rows that 총괄표 has per institution and unit project, so that its
    formulas can be told again after rows were inserted.
    """
    plain = book.formats.get()
    known = identity(book)
    for key, value in known.items():
        done(book.workbook.set_custom_property(identity_property(key), value, "text"))
    rows = {f"rows.{name}": str(book.capacities[name]) for name in ROW_TABLES}
    for row, (key, value) in enumerate((known | rows).items(), start=1):
        write(sheet, row, 1, key, plain)
        write(sheet, row, 2, value, plain)
    sheet.very_hidden()
    sheet.protect()


def write_properties(book: Book) -> None:
    """Set title, subject and dates; the date is the notice's, so that the same input gives the same bytes."""
    programme = book.programme
    day = programme.notice_date
    what = "기관 표준예산서" if book.scope == "institution" else "표준예산서"
    book.workbook.set_properties(
        {
            "title": " ".join(filter(None, (programme.title.ko, book.region, what))),
            "subject": programme.notice.ko,
            "author": programme.agency.ko,
            "category": "예산서",
            "keywords": f"{programme.id} {book.layout.template_id} {book.layout.version}",
            "created": dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
        }
    )
