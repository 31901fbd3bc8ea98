"""Rules about when money is spent."""
