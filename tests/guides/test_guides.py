"""The guides: one source each, the programme's own words and figures, and commands that exist."""

from __future__ import annotations

import re
import shlex
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.main import get_command

import aitx_budget
from aitx_budget.checks.registry import rules
from aitx_budget.cli import PROGRAM, main
from aitx_budget.cli.app import app
from aitx_budget.cli.bilingual import localise
from aitx_budget.guides import Audience, guide_page, guide_text
from aitx_budget.guides.tables import CRITERIA
from aitx_budget.guides.vocabulary import plain
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.text import Language
from aitx_budget.programme.loader import default_programme, load_programme
from aitx_budget.programme.schema import Bilingual

SECOND = Path(__file__).parents[1] / "second" / "health-2028.toml"
EVERY = [(audience, language) for audience in Audience for language in Language]


def said(page: str) -> str:
    """Return what a page shows, without white space."""
    texts: list[str] = []

    class Page(HTMLParser):
        def handle_data(self, data: str) -> None:
            texts.append(data)

    Page().feed(page)
    return re.sub(r"\s", "", "".join(texts))


@pytest.mark.parametrize(("audience", "language"), EVERY)
def test_a_guide_leaves_nothing_open(audience, language):
    """Every word, figure and table that a source asks for is put in."""
    text = guide_text(audience, default_programme(), language)
    assert not re.search(r"\{[A-Za-z]|\[table:", text)
    assert "40%" in text
    assert len(text) > 2000


@pytest.mark.parametrize("language", list(Language))
def test_the_officers_guide_tells_of_every_sheet_and_every_cell_that_must_be_filled(language):
    """Nobody who follows it meets a sheet or a required cell that it does not name."""
    text = guide_text(Audience.OFFICER, default_programme(), language)
    for table in workbook_layout(default_programme()).tables.values():
        chapter = text.partition(f"### {table.sheet}\n")[2].partition("###")[0]
        for field in table.fields:
            if field.required:
                assert f"| {field.header} |" in chapter
    for category in default_programme().categories:
        assert category.label in text


def test_figures_are_the_programmes():
    """Other shares and another tolerance give another example, down to the won."""
    text = guide_text(Audience.OFFICER, load_programme(SECOND), Language.KO)
    assert (
        "총사업비가 10,000,000,000원이면 지자체분담금과 자기부담금을 더해 5,000,000,000원 이상"
        in text
    )
    assert "지자체분담금이 3,000,000,000원 이상" in text
    assert "부족한 금액이 500원 이하" in text
    assert "2028-03부터 2030-11까지만" in text


def test_a_least_amount_is_rounded_up():
    """A third of the example is not a whole number of won: what is asked for is never short of it."""
    programme = default_programme()
    third = programme.matching.minimum.model_copy(
        update={"value": programme.matching.minimum.value.parse("1/3")}
    )
    changed = programme.model_copy(
        update={"matching": programme.matching.model_copy(update={"minimum": third})}
    )
    text = guide_text(Audience.OFFICER, changed, Language.KO)
    assert "3,333,333,334원 이상이어야" in text
    assert "6,666,666,666원을 넘을 수" in text


def test_every_requirement_names_a_rule_that_rests_on_its_figure():
    """A code that a guide prints exists; where the rule has figures of its own, the requirement's is one of them."""
    known = {rule.code: rule for rule in rules()}
    figures = dict(default_programme().parameters())
    for each in CRITERIA:
        assert each.figure in figures
        rule = known[each.rule]
        assert each.figure in rule.parameters or not rule.parameters, each.rule


@pytest.mark.parametrize(("audience", "language"), EVERY)
def test_every_command_line_in_a_guide_can_be_typed(audience, language):
    """Commands and options that a guide shows are understood by the program."""
    text = guide_text(audience, default_programme(), language)
    lines = re.findall(rf"(?:^|`)({PROGRAM} [^`\n]+)", text, re.MULTILINE)
    assert lines
    root = localise(get_command(app), language)
    for line in lines:
        _, name, *words = shlex.split(line)
        command = root.commands[name]
        with command.make_context(name, words, parent=root.make_context(PROGRAM, [name])):
            pass


@pytest.mark.parametrize(("audience", "language"), EVERY)
def test_the_page_is_whole_and_asks_nobody(audience, language):
    """It has the guide's language and title, its contents lead somewhere, and it loads nothing."""
    text = guide_text(audience, default_programme(), language)
    page = guide_page(text, language)
    assert f'<html lang="{language.value}">' in page
    assert f"<title>{escape(text.splitlines()[0][2:])}</title>" in page
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == text.count("\n## ")
    assert all(f'id="{each}"' in page for each in targets)
    assert not re.search(r"<(script|img|link|iframe)|https?:|url\(", page)
    assert '<th scope="col">' in page


def test_what_a_programme_says_steers_no_page():
    """Markup, table bars and control characters in a programme's names are shown as they are."""
    evil = "<b>|*x*`[a](b)\x1b[31m"
    hostile = default_programme().model_copy(update={"title": Bilingual(ko=evil, en=evil)})
    text = guide_text(Audience.OFFICER, hostile, Language.KO)
    assert "\x1b" not in text
    page = guide_page(text, Language.KO)
    assert "<b>" not in page
    assert "<em>" not in page
    assert "<b>|*x*`[a](b)" in said(page)
    assert plain("a\nb") == "a b"


def test_markup_in_a_guide_is_text():
    """What looks like HTML in Markdown is shown and does nothing."""
    page = guide_page("# 안내\n\n<b>굵게</b> <script>x</script>\n", Language.KO)
    assert "<b>" not in page
    assert "<script>" not in page
    assert "<b>굵게</b><script>x</script>" in said(page)


def test_the_screen_shows_every_character(capsys):
    """No cell of a table is cut, and lines that go elsewhere carry no padding and no colours."""
    assert main(["guide"]) == 0
    out = capsys.readouterr().out
    assert not re.search(r"[ \t]$|\x1b", out, re.MULTILINE)
    assert "…" not in out.replace("2, 3 …", "")
    for category in default_programme().categories:
        for label in category.subcategory_labels:
            assert label.split()[1] in out


def test_files_are_written_by_their_ending(tmp_path, capsys):
    """Markdown and page are what the library gives; English on request; the path is told."""
    assert (
        main(["guide", "--for", "examiner", "-o", str(tmp_path / "안내.md"), "--lang", "en"]) == 0
    )
    assert str(tmp_path / "안내.md") in capsys.readouterr().err
    text = aitx_budget.guide(audience="examiner", language=Language.EN)
    assert (tmp_path / "안내.md").read_text("utf-8") == text
    assert main(["guide", "-o", str(tmp_path / "안내.HTML")]) == 0
    assert (tmp_path / "안내.HTML").read_text("utf-8") == guide_page(
        aitx_budget.guide(), Language.KO
    )


def test_a_file_that_is_there_stays_and_an_ending_nobody_knows_is_told(tmp_path, capsys):
    """Nothing is replaced without --force, and the formats are named."""
    there = tmp_path / "안내.md"
    there.write_text("내 메모", "utf-8")
    assert main(["guide", "-o", str(there)]) == 2
    assert there.read_text("utf-8") == "내 메모"
    assert main(["guide", "-o", str(there), "--force"]) == 0
    assert there.read_text("utf-8").startswith("# ")
    capsys.readouterr()
    assert main(["guide", "-o", str(tmp_path / "안내.docx")]) == 2
    assert ".html, .pdf, .md" in capsys.readouterr().err
    assert not (tmp_path / "안내.docx").exists()
    with pytest.raises(aitx_budget.errors.UsageError, match="officer and examiner"):
        aitx_budget.guide(audience="minister")
