"""Write the sample budgets: `python -m aitx_budget.samples sample_budgets/`."""

from __future__ import annotations

import sys
from pathlib import Path

from aitx_budget.samples import write_samples
from aitx_budget.samples.page import page


def main(arguments: list[str]) -> int:
    """Write the workbooks and their page into the folder named; return an exit status."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m aitx_budget.samples FOLDER\n")
        return 2
    folder = Path(arguments[0])
    for path in write_samples(folder):
        sys.stdout.write(f"{path}\n")
    (folder / "README.md").write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
