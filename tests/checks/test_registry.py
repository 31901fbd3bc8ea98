"""The catalogue: what was promised is there, once, under its name, with a manual that a stranger can read."""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from aitx_budget.checks import registry
from aitx_budget.checks.manual import SECTIONS, manual
from aitx_budget.checks.registry import FAMILIES, rules
from aitx_budget.checks.rule import Rule
from aitx_budget.checks.runner import CRASH_VIEW
from aitx_budget.checks.views import VIEWS
from aitx_budget.checks.views.regions import RECEIVED_VIEW
from aitx_budget.checks.waiving import WAIVER_VIEW
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.text import Language
from aitx_budget.programme.loader import default_programme

CATALOGUE = tomllib.loads(Path(__file__).with_name("catalogue.toml").read_text("utf-8"))
CHECKS = Path(registry.__file__).parent
EACH = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)


def module_path(rule: Rule) -> Path:
    """Return the file a rule is written in."""
    return Path(importlib.import_module(rule.holds.__module__).__file__ or "")


@pytest.mark.parametrize("code", CATALOGUE)
def test_promised_rule_is_there(code: str) -> None:
    """Every code of the catalogue is a rule of that name and severity."""
    found = {rule.code: [rule.name, rule.severity.value] for rule in rules()}
    assert found.get(code) == CATALOGUE[code]


def test_codes_and_names_are_given_once() -> None:
    """No two rules share a code or a name."""
    assert len({rule.code for rule in rules()}) == len(rules())
    assert len({rule.name for rule in rules()}) == len(rules())


def test_registry_is_frozen() -> None:
    """Asking twice gives the same rules; nothing grows with use."""
    assert rules() is rules()
    assert isinstance(rules(), tuple)


def test_every_file_of_a_family_is_a_rule() -> None:
    """The families' folders hold rules and nothing else, and no family is left out."""
    folders = {path.parent.name for path in CHECKS.glob("*/[a-z]*[0-9]_*.py")}
    assert folders == set(FAMILIES)
    files = {path for family in FAMILIES for path in (CHECKS / family).glob("[a-z]*.py")}
    assert {module_path(rule) for rule in rules()} == files


@EACH
def test_file_is_named_after_its_rule(rule: Rule) -> None:
    """Code and name are those of the file, so nobody has to search."""
    assert module_path(rule).stem == f"{rule.code.lower()}_{rule.name.replace('-', '_')}"


@EACH
def test_manual_is_complete_in_both_languages(rule: Rule) -> None:
    """Both languages have a title that is one sentence and all sections; a source stands there or with the figure cited."""
    for language in Language:
        page = rule.manual.in_(language)
        assert page.title.endswith(".")
        assert all(len(text) > 5 for text in (page.why, page.bad, page.good))
        assert len(page.source) > 5 or rule.cites
    assert re.search("[가-힣]", rule.manual.ko.title)
    assert page.title != rule.manual.ko.title


def test_manual_without_a_section_is_refused() -> None:
    """A rule that leaves a section out cannot be imported."""
    english = importlib.import_module(rules()[0].holds.__module__).__doc__
    korean = importlib.import_module(rules()[0].holds.__module__).MANUAL_KO
    *english_sections, _ = SECTIONS[Language.EN]
    *korean_sections, _ = SECTIONS[Language.KO]
    for section in english_sections:
        with pytest.raises(ValueError, match=section):
            manual(english.replace(f"{section}:", "And:"), korean)
    for section in korean_sections:
        with pytest.raises(ValueError, match=section):
            manual(english, korean.replace(f"{section}:", "또:"))


@pytest.mark.parametrize("change", [{"cites": "matching.minimum"}, {"manual": "without"}])
def test_a_rule_has_exactly_one_source(change: dict) -> None:
    """A source that would never be shown, or none at all, is refused."""
    rule = next(each for each in rules() if not each.cites)
    if "manual" in change:
        pages = [replace(rule.manual.in_(each), source="") for each in (Language.KO, Language.EN)]
        change = {"manual": replace(rule.manual, ko=pages[0], en=pages[1])}
    with pytest.raises(ValueError, match=rule.code):
        replace(rule, **change)


@EACH
def test_only_the_notice_and_arithmetic_carry_an_error(rule: Rule) -> None:
    """What is merely reported or practised is never an error."""
    if rule.authority.advisory:
        assert rule.severity is not Severity.ERROR
    if rule.severity is Severity.ERROR:
        assert rule.authority in (Authority.NOTICE, Authority.ARITHMETIC)


@EACH
def test_source_says_what_the_rule_rests_on(rule: Rule) -> None:
    """A rule of the notice cites it by its section; a rule of arithmetic or form does not call on it."""
    source = rule.source(default_programme())
    if not rule.authority.advisory:
        notice = rule.authority is Authority.NOTICE
        assert source.ko.startswith("공고 ") == source.en.startswith("Notice") == notice


@EACH
def test_view_and_needs_exist(rule: Rule) -> None:
    """A rule runs over a table or a view, and needs columns whose sources are known."""
    layout = workbook_layout(default_programme())
    if rule.view in VIEWS:
        assert set(rule.needs) <= set(VIEWS[rule.view].sources)
    elif rule.view in layout.tables:
        assert set(rule.needs) <= set(layout.tables[rule.view].by_name)
    else:
        assert rule.view in {CRASH_VIEW, WAIVER_VIEW, RECEIVED_VIEW}
        assert rule.needs == ()


@pytest.mark.parametrize("view", VIEWS.values(), ids=lambda view: view.name)
def test_sources_of_views_are_fields_of_the_layout(view) -> None:
    """What a view says it is computed from is in the layout."""
    layout = workbook_layout(default_programme())
    known = {f"{table.name}.{name}" for table in layout.tables.values() for name in table.by_name}
    for source in (name for names in view.sources.values() for name in names):
        if source.endswith("*"):
            assert any(name.startswith(source[:-1]) for name in known), source
        else:
            assert source in known


def test_rules_load_without_heavy_libraries() -> None:
    """A rule's module imports no pandas at run time, so manuals are shown at once."""
    for rule in rules():
        tree = ast.parse(module_path(rule).read_text("utf-8"))
        imported = [
            node.names[0].name if isinstance(node, ast.Import) else node.module
            for node in tree.body
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        heavy = [name for name in imported if (name and "views" in name) or name == "pandas"]
        assert heavy == [], rule.code


@EACH
def test_what_nobody_may_excuse_says_so(rule: Rule) -> None:
    """Unchecked files, faults of the program, waivers and what is of no single region cannot be waived; all else can."""
    of_no_region = rule.code in {"XRG902", "XRG903", "XRG904"}
    assert rule.waivable == (rule.code[:3] not in {"FIL", "INT", "WVR"} and not of_no_region)
