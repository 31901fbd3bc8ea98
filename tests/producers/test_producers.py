"""Every producer's workbook reads to the same tables and findings, and is marked without loss."""

from __future__ import annotations

import inspect

import pytest

from aitx_budget.model.finding import Severity
from intake.written import parts_of
from producers import libraries
from producers.catalogue import KEPT, Form, forms
from producers.comparison import Differences
from producers.constructs import cells, containers, markup, suites
from producers.handbook import PAGE, line
from producers.losses import report_looks
from producers.measures import marked, measure, read_form
from producers.reference import expected, reference

LARGEST_KEPT = 150_000
_TOOLS = {"everywhere", "without_parts", "renamed", "with_part"}
FORMS = [
    pytest.param(each, id=each.name, marks=[pytest.mark.libreoffice] if each.needs_office else [])
    for each in forms()
]

each_form = pytest.mark.parametrize("form", FORMS, scope="module")
"""All tests of one form follow one another, so that it is made and measured once."""


@each_form
def test_it_reads_alike(form: Form) -> None:
    """The same tables and findings, word for word; where a producer destroys something, exactly what is stated."""
    assert measure(form).differences == form.differences
    if form.differences == Differences():
        submission, result = read_form(form)
        assert (submission, result.findings) == (form.expected()[0], form.expected()[1].findings)
        assert result.totals == form.expected()[1].totals


@each_form
def test_it_is_marked_without_loss(form: Form) -> None:
    """No element is lost, the copy reads as the original, and unmarking gives every byte back."""
    seen = measure(form)
    assert (seen.lossless, seen.restored, seen.same_again) == (True, True, True)


@each_form
def test_the_page_says_what_was_measured(form: Form) -> None:
    """Its line in the handbook is what is measured today."""
    assert line(form) in PAGE.read_text("utf-8").splitlines(keepends=True)


ALIKE = [
    each
    for each in FORMS
    if each.values[0].expected() is expected() and each.values[0].differences == Differences()
]


@pytest.mark.parametrize("form", ALIKE, scope="module")
def test_its_report_looks_alike(form: Form) -> None:
    """Whatever the stylesheet is written like, report and highlights have the same fonts, fills and borders."""
    alike = next(each for each in forms() if each.make == "reference")
    assert report_looks(marked(form)) == report_looks(marked(alike))


def test_the_reference_has_something_of_everything() -> None:
    """The corpus would prove little of a workbook without mistakes: errors, warnings and notes of many families."""
    findings = expected()[1].findings
    assert {each.severity for each in findings} == set(Severity)
    assert {each.code[:3] for each in findings} >= {"AST", "CEL", "STR", "SUM"}
    assert len({each.code for each in findings}) > 10


def test_forms_have_names_of_their_own() -> None:
    """Two forms of one name would hide each other in the table."""
    names = [each.name for each in forms()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("form", [each for each in FORMS if not each.values[0].needs_office])
def test_no_form_is_the_reference_again(form: Form) -> None:
    """A construct that changes nothing would prove nothing."""
    if form.make != "reference":
        assert form.data() != reference()
    if form.make.startswith(("markup", "cells", "suites")):
        assert parts_of(form.data()) != parts_of(reference())


@pytest.mark.parametrize("room", [cells, containers, markup, suites, libraries])
def test_every_construct_is_a_form(room: object) -> None:
    """What was written to make a form is listed among them."""
    made = {each.make.replace(":", ".").rpartition(".")[2] for each in forms()}
    own = {
        name
        for name, each in vars(room).items()
        if inspect.isfunction(each) and each.__module__ == room.__name__ and name[0] != "_"
    }
    assert own - _TOOLS <= made


def test_kept_workbooks_are_small() -> None:
    """Workbooks that need Node.js are kept; they weigh no more than they must."""
    kept = {each.name: each.stat().st_size for each in KEPT.glob("*.xlsx")}
    assert kept.keys() == {"reference.xlsx", "sheetjs.xlsx", "exceljs.xlsx"}
    assert max(kept.values()) < LARGEST_KEPT
