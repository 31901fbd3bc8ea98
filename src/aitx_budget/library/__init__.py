"""One function per verb of the command line; files in, files out, the work is the rooms'.

`output` writes whole files or none, `run` reads and checks, `selection` picks rules, `verbs`, `assembling`, `comparing`,
`consolidating`, `guiding`, `migrating` and `demonstration` are what people call.
"""

from aitx_budget.library.assembling import Assembled, assemble
from aitx_budget.library.comparing import ComparisonFormat, ComparisonReport, compare
from aitx_budget.library.consolidating import ConsolidationReport, consolidate
from aitx_budget.library.demonstration import Demonstration, demo
from aitx_budget.library.guiding import guide
from aitx_budget.library.migrating import Migrated, migrate
from aitx_budget.library.run import Report
from aitx_budget.library.verbs import (
    annotate,
    clean,
    programme,
    rule,
    rules,
    template,
    validate,
)

__all__ = [
    "Assembled",
    "ComparisonFormat",
    "ComparisonReport",
    "ConsolidationReport",
    "Demonstration",
    "Migrated",
    "Report",
    "annotate",
    "assemble",
    "clean",
    "compare",
    "consolidate",
    "demo",
    "guide",
    "migrate",
    "programme",
    "rule",
    "rules",
    "template",
    "validate",
]
