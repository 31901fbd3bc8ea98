"""`python -m aitx_budget.cli`."""

import sys

from aitx_budget.cli import main

sys.exit(main())
