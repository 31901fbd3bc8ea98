"""Rules over the tables of all workbooks of a run, and the runner that turns failures into findings.

Flow: `frames` stacks the submissions' tables, `views/` derives frames from them, each rule states a
vectorised predicate over one frame, `schemas` carries the predicates in pandera, `runner` turns what
failed into findings with cells and words.
"""
