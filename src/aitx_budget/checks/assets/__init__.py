"""Rules about acquired assets."""
