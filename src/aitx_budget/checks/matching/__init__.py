"""Rules about matching ratios over the budget."""
