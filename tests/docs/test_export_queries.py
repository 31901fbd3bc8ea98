"""An analyst's first queries, as the READMEs and the handbook show them, run and say what is shown."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import aitx_budget

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```python\n(.*?)^```(?:\n\n```text\n(.*?)^```)?", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A folder in which the line that stands above the queries has been run."""
    folder = tmp_path_factory.mktemp("exported")
    shutil.copytree(ROOT / "sample_budgets", folder / "sample_budgets")
    aitx_budget.consolidate(
        folder / "sample_budgets", folder / "out" / "종합.xlsx", export=folder / "out" / "자료"
    )
    return folder


@pytest.mark.parametrize(
    ("page", "blocks"), [("README.md", 1), ("README.ko.md", 1), ("docs/export.md", 4)]
)
def test_the_queries_say_what_is_shown(page, blocks, exported):
    """Each query runs as it stands, and what stands under it is its whole answer."""
    queries = _BLOCK.findall((ROOT / page).read_text("utf-8"))
    assert len(queries) == blocks
    for query, answer in queries:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", query],
            cwd=exported, check=False, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.strip()
        if answer:
            assert done.stdout == answer
