"""Rules about cash, in-kind and direct support."""
