"""Pandera carries the rules: one schema per frame, one check per rule, one reading of its failures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrorReason, SchemaErrors

from aitx_budget.checks.rule import Rule
from aitx_budget.programme.schema import Programme


@dataclass(frozen=True)
class Outcome:
    """What became of one rule over one frame.

    Attributes:
        rule: the rule.
        broken: the rows that broke it.
        crash: what the predicate raised, in words; empty where it ran.
    """

    rule: Rule
    broken: tuple[int, ...] = ()
    crash: str = ""


def evaluate(
    frame: pd.DataFrame,
    rules: Sequence[Rule],
    programme: Programme,
    excused: Mapping[str, np.ndarray],
) -> list[Outcome]:
    """Hold a frame against rules.

    Args:
        frame: with a plain running index.
        rules: of this frame.
        programme: its figures.
        excused: per rule code the rows that are not evaluated because something they rest on was not read.

    Returns:
        One outcome per rule, in the rules' order.

    Raises:
        MemoryError: there was not enough to hold it against one.
    """
    if frame.empty:  # nothing stands in it that could break a rule
        return [Outcome(rule) for rule in rules]
    schema = pa.DataFrameSchema(
        checks=[_check(rule, programme, excused[rule.code]) for rule in rules]
    )
    broken: dict[str, tuple[int, ...]] = {}
    crashes: dict[str, str] = {}
    try:
        schema.validate(frame, lazy=True, inplace=True)
    except SchemaErrors as failures:
        for failure in failures.schema_errors:
            code = failure.check.name
            if failure.reason_code is SchemaErrorReason.CHECK_ERROR:
                if str(failure.failure_cases).partition("(")[0].endswith(MemoryError.__name__):
                    raise MemoryError from failures  # no fault of the rule
                crashes[code] = str(failure.failure_cases)
            else:
                passed = failure.check_output
                broken[code] = tuple(np.flatnonzero(~passed.to_numpy()).tolist())
    return [Outcome(rule, broken.get(rule.code, ()), crashes.get(rule.code, "")) for rule in rules]


def _check(rule: Rule, programme: Programme, excused: np.ndarray) -> pa.Check:
    """Wrap a rule's predicate; excused rows pass."""

    def predicate(frame: pd.DataFrame) -> pd.Series:
        held = rule.holds(frame, programme).to_numpy(dtype=bool)
        return pd.Series(held | excused, frame.index)

    return pa.Check(predicate, name=rule.code, n_failure_cases=1, ignore_na=False)
