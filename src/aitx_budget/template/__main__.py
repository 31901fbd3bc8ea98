"""`python -m aitx_budget.template FOLDER` writes the blank standard workbooks."""

from __future__ import annotations

import sys
from pathlib import Path

from aitx_budget.programme.loader import default_programme
from aitx_budget.programme.schema import Programme
from aitx_budget.template.writer import write_template

_STANDARD = {"region": "지역_표준예산서", "institution": "기관_표준예산서"}


def standard_workbooks(programme: Programme) -> dict[str, bytes]:
    """Return file name -> bytes of each blank standard workbook."""
    return {
        f"{programme.id}_{title}.xlsx": write_template(programme, scope=scope)
        for scope, title in _STANDARD.items()
    }


def main() -> None:
    """Write the blank standard workbooks into the folder given."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in standard_workbooks(default_programme()).items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
