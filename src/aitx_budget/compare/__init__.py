"""Two versions of one budget, side by side: the 변경대비표.

`roles` says what the fields of a table mean, `lines` reads a table as lines, `matching` pairs the lines of both versions by what they
say (`candidates`, `likeness`, `assignment`), `changes` is what differs line by line, `ledger` and `sections` add up,
`findings` pairs what the checks said, `transfers` gives advice, and `comparison` holds it all.
"""

from __future__ import annotations

from aitx_budget.compare.comparison import Comparison, Version, compare

__all__ = ["Comparison", "Version", "compare"]
