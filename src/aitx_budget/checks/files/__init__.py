"""Rules about whether a file can be checked at all."""
