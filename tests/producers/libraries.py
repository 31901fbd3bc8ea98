"""Workbooks opened and saved by the libraries that are at hand in Python."""

from __future__ import annotations

import io
import warnings
from typing import Any, Literal

import openpyxl
import pandas as pd


def openpyxl_saved(data: bytes) -> bytes:
    """Return the workbook as openpyxl loads and saves it: formulas without their values."""
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it does not support
        openpyxl.load_workbook(io.BytesIO(data)).save(stream)
    return stream.getvalue()


def openpyxl_values(data: bytes) -> bytes:
    """Return the workbook as openpyxl loads it with values in the place of formulas, and saves it."""
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(io.BytesIO(data), data_only=True).save(stream)
    return stream.getvalue()


def _through_pandas(data: bytes, engine: Literal["openpyxl", "xlsxwriter"], **how: Any) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frames = pd.read_excel(io.BytesIO(data), sheet_name=None, header=None, **how)
    with pd.ExcelWriter(stream, engine=engine) as writer:
        for title, frame in frames.items():
            frame.to_excel(writer, sheet_name=title, header=False, index=False)
    return stream.getvalue()


def pandas_with_openpyxl(data: bytes) -> bytes:
    """Return the sheets as frames of objects, written by `to_excel` with openpyxl."""
    return _through_pandas(data, "openpyxl", dtype=object, keep_default_na=False)


def pandas_with_xlsxwriter(data: bytes) -> bytes:
    """Return the sheets as frames of objects, written by `to_excel` with XlsxWriter."""
    return _through_pandas(data, "xlsxwriter", dtype=object, keep_default_na=False)


def pandas_guessing(data: bytes) -> bytes:
    """Return the sheets as frames whose types pandas guesses: `2026.10` becomes 2026.1."""
    return _through_pandas(data, "openpyxl")
