"""The tours in the READMEs show what the program really says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from aitx_budget.cli import main

ROOT = Path(__file__).parents[2]
LEFT_OUT = "…"


def steps(name: str) -> list[tuple[str, list[str]]]:
    """Return each command line of a README with the output shown under it."""
    blocks = re.findall(
        r"^```console\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    pieces = [
        piece for block in blocks for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    ]
    return [(piece.splitlines()[0], piece.splitlines()[1:]) for piece in pieces]


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_the_tour_is_what_the_program_says(name, tmp_path, monkeypatch, capsys):
    """Every line shown stands in the output, in order; `…` stands for lines that are left out."""
    for folder in ("sample_budgets", "sample_exchange"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    shown = steps(name)
    assert len(shown) >= 5
    for line, expected in shown:
        program, *words = shlex.split(line)
        assert program == "aitx-budget"
        assert main(words) in (0, 1)
        said = capsys.readouterr()
        lines = [each.rstrip() for each in (said.out + said.err).splitlines()]
        at = 0
        for each in expected:
            if each != LEFT_OUT:
                assert each in lines[at:], f"{line}: {each}"
                at = lines.index(each, at) + 1
