"""A guide as one self-contained page: no script, no request, made to be printed."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from aitx_budget.model.text import Language, Text
from aitx_budget.report.markup import Markup, head, join, tag
from aitx_budget.version import VERSION

_CONTENTS = Text("차례", "Contents")


def guide_page(text: str, language: Language) -> str:
    """Return the page that shows a guide's Markdown; whatever looks like HTML in it is shown as text."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    headings = _named(tokens)
    body = Markup(parser.renderer.render(tokens, parser.options, {}))
    page = tag(
        "html",
        head(headings[0].said, files("aitx_budget.guides").joinpath("page.css").read_text("utf-8")),
        tag(
            "body",
            tag("nav", *_contents(headings, language), aria_label=_CONTENTS.in_(language)),
            tag("main", body),
            tag("footer", f"aitx-budget {VERSION}"),
        ),
        lang=language.value,
    )
    return f"<!DOCTYPE html>\n{page}\n"


class _Heading(NamedTuple):
    """A heading: `h1` and its like, what leads to it, what it says without marks."""

    level: str
    name: str
    said: str


def _named(tokens: list[Token]) -> list[_Heading]:
    """Give each heading a name to lead to, and each column's head its scope for who has the page read aloud."""
    found: list[_Heading] = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            said = "".join(each.content for each in inline.children or ())
            found.append(_Heading(opening.tag, f"s{len(found)}", said))
            opening.attrSet("id", found[-1].name)
        elif opening.type == "th_open":
            opening.attrSet("scope", "col")
    return found


def _contents(headings: list[_Heading], language: Language) -> tuple[Markup, Markup]:
    chapters = [each for each in headings if each.level == "h2"]
    items = [tag("li", tag("a", each.said, href=f"#{each.name}")) for each in chapters]
    return tag("h2", _CONTENTS.in_(language)), tag("ol", join(*items))
