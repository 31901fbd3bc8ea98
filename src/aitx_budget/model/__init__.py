"""Frozen records that every other room speaks in; no input or output happens here."""
