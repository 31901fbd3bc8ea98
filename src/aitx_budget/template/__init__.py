"""Layout + programme (+ prefill) -> the standard workbook, blank or pre-filled."""

from aitx_budget.template.writer import write_template

__all__ = ["write_template"]
