"""Findings -> the officer's own workbook, marked; and back."""

from aitx_budget.annotate.annotator import annotate, clean

__all__ = ["annotate", "clean"]
