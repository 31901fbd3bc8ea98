"""Rules about sheets, columns and formulas."""
