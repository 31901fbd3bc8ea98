"""The handbook's pages are what the program writes today."""

from __future__ import annotations

from pathlib import Path

import pytest

from aitx_budget.checks.registry import rules
from aitx_budget.cli import docs
from aitx_budget.model.text import Language
from aitx_budget.programme.loader import default_programme

FOLDER = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", sorted(docs.pages()))
def test_the_page_is_up_to_date(name):
    """A rule, figure or option that changed without `make docs` is seen here."""
    assert (FOLDER / name).read_text("utf-8") == docs.pages()[name]


def test_a_stale_page_is_named(tmp_path, capsys):
    """The check that CI runs fails on a missing and on a changed page, and passes on fresh ones."""
    assert docs.main(["--check", str(tmp_path)]) == 1
    assert docs.main([str(tmp_path)]) == 0
    assert docs.main(["--check", str(tmp_path)]) == 0
    page = tmp_path / "rules.md"
    page.write_text(page.read_text("utf-8") + "x", "utf-8")
    capsys.readouterr()
    assert docs.main(["--check", str(tmp_path)]) == 1
    assert "rules.md" in capsys.readouterr().err


def test_every_rule_and_every_figure_has_its_place():
    """The pages leave none out, in either language."""
    pages = docs.pages()
    for rule in rules():
        assert f"### {rule.code}\n" in pages["rules.md"]
        for language in Language:
            assert rule.manual.of(default_programme(), language).why in pages["rules.md"]
    for key, figure in default_programme().parameters():
        assert f"`{key}`" in pages["parameters.md"]
        assert figure.source.ko in pages["parameters.md"]


def test_every_command_has_its_help_in_both_languages():
    """Help that the program shows stands on the page, word for word."""
    page = docs.pages()["commands.md"]
    for name in ("template", "validate", "annotate", "clean", "rule", "rules", "programme", "demo"):
        assert f"## aitx-budget {name}\n" in page
        assert f"사용법: aitx-budget {name}" in page
        assert f"Usage: aitx-budget {name}" in page
