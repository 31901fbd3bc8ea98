"""Untrusted bytes -> Submission: gate, package, locate, normalise. It never judges money."""
