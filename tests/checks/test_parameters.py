"""The numbers of the notice stand in the programme, each is used, and no rule has one of its own."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import aitx_budget
from aitx_budget.checks import registry
from aitx_budget.checks.registry import rules
from aitx_budget.checks.rule import Rule
from aitx_budget.errors import ProgrammeError
from aitx_budget.model.money import Ratio
from aitx_budget.programme.loader import DEFAULT, default_programme, parse_programme

PARAMETERS = dict(default_programme().parameters())
SOURCE = Path(aitx_budget.__file__).parent
CHECKS = Path(registry.__file__).parent
TEXT = files("aitx_budget.programme").joinpath(f"{DEFAULT}.toml").read_text("utf-8")
EACH = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)


def tree_of(rule: Rule) -> ast.Module:
    """Return the syntax tree of a rule's file."""
    path = importlib.import_module(rule.holds.__module__).__file__ or ""
    return ast.parse(Path(path).read_text("utf-8"))


def numbers(tree: ast.AST) -> Iterator[complex]:
    """Yield the numbers written in a piece of code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield node.value


@pytest.mark.parametrize("key", PARAMETERS)
def test_parameter_says_what_it_rests_on(key: str) -> None:
    """Every figure has a unit, a source and an interpretation in both languages."""
    figure = PARAMETERS[key]
    assert figure.unit
    for text in (figure.source, figure.interpretation):
        assert re.search("[가-힣]", text.ko)
        assert re.search("[A-Za-z]", text.en)


@pytest.mark.parametrize("part", ["source", "unit", "interpretation", "authority"])
def test_parameter_without_its_grounds_is_refused(part: str) -> None:
    """A programme file whose figure has no source, unit or interpretation cannot be used."""
    head, _, tail = TEXT.partition("[matching.minimum]")
    without = re.sub(rf"^{part} = .*\n", "", tail, count=1, flags=re.MULTILINE)
    with pytest.raises(ProgrammeError, match=rf"matching\.minimum\.{part}"):
        parse_programme(f"{head}[matching.minimum]{without}", "broken.toml")


@EACH
def test_declared_parameters_exist(rule: Rule) -> None:
    """A rule names figures that the programme has, and cites one of those it reads, or the list of regions."""
    assert set(rule.parameters) <= set(PARAMETERS)
    assert rule.cites in ("", "regions", *rule.parameters)


@EACH
def test_figures_a_rule_reads_are_declared(rule: Rule) -> None:
    """A figure that a rule's own code reads from the programme is among its parameters; its examples judge nothing."""
    judging = [part for part in tree_of(rule).body if getattr(part, "name", "") != "figures"]
    read = {
        f"{node.value.attr}.{node.attr}"
        for part in judging
        for node in ast.walk(part)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute)
    }
    assert read & set(PARAMETERS) <= set(rule.parameters)


def test_every_parameter_is_used() -> None:
    """No figure stands in the programme without a rule, the layout, a comparison or a consolidation that reads it."""
    read = {key for rule in rules() for key in rule.parameters}
    for folder in ("layout", "programme", "compare", "consolidate"):
        for path in (SOURCE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                    read.add(f"{node.value.attr}.{node.attr}")
                elif isinstance(node, ast.Attribute) and node.attr == "fields":
                    read.add("fields")
    assert set(PARAMETERS) - read == set()


@EACH
def test_predicate_has_no_number_of_its_own(rule: Rule) -> None:
    """A predicate compares with the programme's figures; beside them only 0, 1 and the 100 that parts a month's year."""
    holds = next(
        node
        for node in tree_of(rule).body
        if isinstance(node, ast.FunctionDef) and node.name == "holds"
    )
    assert set(numbers(holds)) <= {0, 1, 100}


def test_no_figure_of_the_notice_is_written_in_the_checks() -> None:
    """Amounts, years, months and shares of the notice stand in the programme file alone."""
    programme = default_programme()
    figures: set[complex] = {*programme.fiscal_years, *programme.months}
    for figure in PARAMETERS.values():
        if isinstance(figure.value, Ratio):
            figures.add(figure.value.numerator / figure.value.denominator)
        elif type(figure.value) is int and figure.value >= 1000:
            figures.add(figure.value)
    found = {
        (path.name, number)
        for path in CHECKS.rglob("*.py")
        for number in numbers(ast.parse(path.read_text("utf-8")))
        if number in figures
    }
    assert found == set()
