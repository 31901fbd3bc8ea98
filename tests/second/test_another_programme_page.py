"""The page that works through another programme shows its file as it is, and what the program really says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

from regional import PROGRAMME, budget, faulty, saved

from aitx_budget.cli import main
from docs.test_readme_tours import LEFT_OUT, steps

PAGE = Path(__file__).parents[2] / "docs" / "another-programme.md"


def test_the_file_is_quoted_as_it_is():
    """Every TOML block of the page stands in the file, line after line."""
    blocks = re.findall(r"^```toml\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 4
    assert [block for block in blocks if block not in PROGRAMME.read_text("utf-8")] == []


def test_every_part_of_the_file_is_told():
    """The table of the page leaves out no section of a programme file that decides anything."""
    told = set(re.findall(r"`([a-z_]+)`", PAGE.read_text("utf-8")))
    written = re.findall(r"^\[+([a-z_]+)", PROGRAMME.read_text("utf-8"), re.MULTILINE)
    assert set(written) - {"assets", "change", "regions_rule"} <= told


def test_the_page_is_what_the_program_says(tmp_path, monkeypatch, capsys):
    """Every line shown stands in the output, in order; `…` stands for lines that are left out."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(PROGRAMME, tmp_path)
    wrong = PROGRAMME.read_text("utf-8").replace('value = "1/2"', 'value = "절반"', 1)
    Path("wrong.toml").write_text(wrong, "utf-8")
    saved(budget("서울"), Path("서울.json"))
    saved(faulty("전북"), Path("전북.json"))
    shown = steps("docs/another-programme.md")
    assert len(shown) >= 7
    for line, expected in shown:
        program, *words = shlex.split(line)
        assert program == "aitx-budget"
        assert main(words) in (0, 1, 2)
        said = capsys.readouterr()
        lines = [each.rstrip() for each in (said.out + said.err).splitlines()]
        at = 0
        for each in expected:
            if each and each != LEFT_OUT:
                assert each in lines[at:], f"{line}: {each}"
                at = lines.index(each, at) + 1
