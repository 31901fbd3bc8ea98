"""The workbook described ONCE: sheets, columns, types, lists, help and formulas.

The template writer, intake, the checks' frames and the printed manual all read this description;
none of them knows a header, a list or a formula of its own.
"""
