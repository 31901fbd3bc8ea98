"""Results of a run in the formats people and programs read: one module per format.

Every format takes the results in input order, the programme they were checked against, and a language.
Nothing a submitted workbook says ever becomes a formula or markup here.
"""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """The formats a run can be reported in."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    XLSX = "xlsx"
    HTML = "html"
