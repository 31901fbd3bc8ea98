"""How hard the properties are tried: little and always the same in the build, long and by chance on demand.

`HYPOTHESIS_PROFILE=deep pytest tests/properties` tries forty times as many examples, others each time.
The settings are given test by test, so that no other room's properties change with them.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
_TIMES = 40 if _DEEP else 1


def tried(examples: int) -> settings:
    """Return the settings of a property that the build tries `examples` times; there is no deadline."""
    return settings(
        max_examples=examples * _TIMES,
        derandomize=not _DEEP,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
