"""Write the sample budgets: `python -m aitx_budget.samples sample_budgets [sample_exchange]`."""

from __future__ import annotations

import sys
from pathlib import Path

from aitx_budget.samples import write_samples
from aitx_budget.samples.exchange import write_exchange
from aitx_budget.samples.page import exchange_page, page


def main(arguments: list[str]) -> int:
    """Write the workbooks and their pages into the folders named; return an exit status."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write("usage: python -m aitx_budget.samples FOLDER [FOLDER_OF_EXCHANGE]\n")
        return 2
    folder, *exchange = map(Path, arguments)
    written = write_samples(folder)
    (folder / "README.md").write_text(page(), "utf-8", newline="\n")
    for other in exchange:
        written += write_exchange(other).files
        (other / "README.md").write_text(exchange_page(), "utf-8", newline="\n")
    for path in written:
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
