"""HTML from elements: whatever is not an element is text, and text is always escaped."""

from __future__ import annotations

from html import escape

from aitx_budget.model.printable import printable

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class Markup(str):
    """Finished HTML; only `tag`, `join` and `style` make it."""

    __slots__ = ()


def tag(name: str, /, *children: Markup | str, **attributes: Markup | str | int | None) -> Markup:
    """Return an element.

    Args:
        name: of the element.
        children: elements, or text that is escaped here.
        attributes: by name; `class_` stands for `class`, `_` in a name for `-`, None for no attribute. Values are texts,
            escaped here, or finished as elements' are.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{join(str(value) if isinstance(value, int) else value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def void(name: str, /, **attributes: str | int | None) -> Markup:
    """Return an element that has no content and no end tag, such as `meta`."""
    return Markup(tag(name, **attributes).removesuffix(f"</{name}>"))


def join(*children: Markup | str) -> Markup:
    """Return the children one after the other, texts escaped."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else escape(printable(child)) for child in children
        )
    )


def head(title: str, css: str) -> Markup:
    """Return the head of a page that stands alone: it loads nothing and runs nothing."""
    return tag(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        style(css),
    )


def style(css: str) -> Markup:
    """Return a style sheet of our own; it holds no data."""
    return Markup(f"<style>{css}</style>")
