"""The five regions' compact plans. All firms, persons and registration numbers are invented."""
