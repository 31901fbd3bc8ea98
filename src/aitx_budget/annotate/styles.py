"""The workbook's stylesheet: formats are added at the end of its lists, none is changed."""

from __future__ import annotations

from typing import Final

from aitx_budget.annotate.outline import Node
from aitx_budget.annotate.splice import Edit

_ORDER: Final = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_PLAIN: Final = {
    "fonts": "<font/>",
    "fills": "<fill/>",
    "borders": "<border/>",
    "cellXfs": "<xf/>",
    "dxfs": "<dxf/>",
}
_ITEMS: Final = frozenset(("font", "fill", "border", "xf", "dxf"))
_RESERVED: Final = {
    "fonts": ("<font/>",),
    "fills": (
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ),
    "borders": ("<border/>",),
    "cellXfs": ("<xf/>",),
}
"""What programs take for granted at the beginning of a list that is empty."""

MINIMAL: Final = '<styleSheet xmlns="{}"><cellStyleXfs count="1"><xf/></cellStyleXfs></styleSheet>'
"""What a workbook without a stylesheet gets."""


class _Container:
    """One list of the stylesheet, in each of the alternatives it may be written in."""

    def __init__(self, edit: Edit, name: str) -> None:
        self.edit, self.name = edit, name
        self.nodes = list(edit.root.all(name))
        self.counts = [_length(node) for node in self.nodes]
        self.size = max(self.counts, default=0)
        self.new: list[str] = [] if self.size else list(_RESERVED.get(name, ()))
        self._reserved = len(self.new)

    def add(self, xml: str) -> int:
        """Add an item, unless the same was added before; return its index."""
        if xml not in self.new:
            self.new.append(xml)
        return self.size + self.new.index(xml)

    def finish(self) -> None:
        """Write what was added."""
        if len(self.new) == self._reserved:
            return
        if not self.nodes:
            tag = self.edit.root.tag(self.name)
            xml = f'<{tag} count="{len(self.new)}">{self._written(self.new)}</{tag}>'
            self.edit.place(_ORDER, self.name, xml)
        for node, count in zip(self.nodes, self.counts, strict=True):
            # Alternatives of unequal length are filled up, so that an index holds in each of them.
            items = [_PLAIN[self.name]] * (self.size - count) + self.new
            self.edit.append(node, self._written(items))
            if "count" in node.attributes:
                self.edit.set(node, "count", str(count + len(items)))

    def _written(self, items: list[str]) -> str:
        return prefixed("".join(items), self.edit.root.prefix)


def _length(node: Node) -> int:
    """Return how many items a list has; of alternatives for some of them only one counts."""
    return sum(
        max(map(_length, child.children), default=0)
        if child.name == "AlternateContent"
        else child.name in _ITEMS
        for child in node.children
    )


def prefixed(xml: str, prefix: str) -> str:
    """Return `xml`, written without prefixes and with no `<` but in tags, with `prefix` on its tags."""
    if not prefix:
        return xml
    return xml.replace("<", f"<{prefix}:").replace(f"<{prefix}:/", f"</{prefix}:")


class Stylesheet:
    """Adds formats to the stylesheet."""

    def __init__(self, edit: Edit) -> None:
        """Add to the stylesheet that `edit` changes."""
        self._lists = {name: _Container(edit, name) for name in _PLAIN}

    def differential(self, xml: str) -> int:
        """Add a `dxf`; return its index."""
        return self._lists["dxfs"].add(xml)

    def cell(self, *, font: str, fill: str, border: str, rest: str, number_format: int = 0) -> int:
        """Add a cell format made of a font, a fill and a border; return its index.

        Args:
            font: its element.
            fill: its element.
            border: its element.
            number_format: id of a built-in number format.
            rest: further attributes of the `xf`, a `>`, and its children.
        """
        parts = {"fonts": font, "fills": fill, "borders": border}
        ids = [self._lists[name].add(xml) for name, xml in parts.items()]
        return self._lists["cellXfs"].add(
            f'<xf numFmtId="{number_format}" fontId="{ids[0]}" fillId="{ids[1]}" borderId="{ids[2]}" xfId="0" '
            f'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"{rest}</xf>'
        )

    def finish(self) -> None:
        """Write what was added, in the order the schema wants."""
        for container in self._lists.values():
            container.finish()
