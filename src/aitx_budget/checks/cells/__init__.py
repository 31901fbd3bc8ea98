"""Rules about one cell at a time."""
