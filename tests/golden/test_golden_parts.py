"""What we write is what we wrote, part by part: a marked copy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aitx_budget.annotate import annotate
from aitx_budget.checks.runner import run
from aitx_budget.intake import read
from aitx_budget.model.text import Language
from aitx_budget.programme.loader import default_programme
from aitx_budget.samples import file_name, region_budget
from aitx_budget.template import write_template
from packages import differences

HERE = Path(__file__).resolve().parent


def _hold(made: bytes, path: Path) -> None:
    """Hold what was made against the kept workbook, or keep it where that is asked for."""
    if os.environ.get("AITX_WRITE_GOLDEN"):
        path.write_bytes(made)
    assert differences(made, path.read_bytes()) == []


@pytest.mark.parametrize("region", ["제주"])
@pytest.mark.parametrize("language", list(Language))
def test_marked_copy_is_the_kept_one(region: str, language: Language) -> None:
    """Each part of a marked copy is the one kept: report, notes, highlights, links and ledger."""
    programme = default_programme()
    data = write_template(programme, region=region, prefill=region_budget(region))
    (result,) = run([read(data, file_name(region), programme)], programme)
    marked = annotate(data, result, language=language, programme=programme, checked_on="2026-01-02")
    _hold(marked, HERE / f"{region}_{language.value}.xlsx")
