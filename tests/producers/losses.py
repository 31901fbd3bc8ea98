"""What a marked copy has lost of the workbook it was made from, and how its marks look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from annotate.compared import BOOKKEEPING, parts
from producers.package import Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LISTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


def lost(before: bytes, after: bytes) -> Counter[tuple[str, ...]]:
    """Return the elements of `before` that are not, or not the same, in `after`."""
    return _elements(before) - _elements(after)


def _elements(data: bytes) -> Counter[tuple[str, ...]]:
    """Return every element: part, path, attributes, text; space between elements says nothing."""
    found: Counter[tuple[str, ...]] = Counter()
    for name, content in parts(data).items():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            for element in etree.fromstring(content).iter(etree.Element):
                above = "/".join(str(each.tag) for each in element.iterancestors())
                kept = sorted(each for each in element.attrib.items() if each[0] not in BOOKKEEPING)
                text = element.text or ""
                said = text if not len(element) or text.strip() else ""
                found[name, above, str(element.tag), repr(kept), said] += 1
    return found


def _local(element: Element) -> str:
    return etree.QName(element).localname


def _resolved(data: bytes) -> Element:
    """Return a part with each block of alternatives replaced by its fallback, as most programs read it."""
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_pis=True))
    for block in list(root.iter(f"{_MC}AlternateContent")):
        parent, fallback = block.getparent(), block.find(f"{_MC}Fallback")
        at = parent.index(block)
        parent[at : at + 1] = list(fallback)
    return root


def _items(styles: Element, name: str) -> list[Element]:
    held = next((each for each in styles if _local(each) == name), None)
    return [] if held is None else list(held)


def _look(element: Element) -> tuple[object, ...]:
    """Return an element by what it says, whichever vocabulary, prefix or quotes it is written in."""
    return (_local(element), sorted(element.attrib.items()), *map(_look, element))


def report_looks(marked: bytes) -> list[object]:
    """Return, of a marked copy, the look of each cell of its report and of each highlight.

    Indices into the stylesheet are followed, so that two copies look alike exactly if this is equal.
    """
    found = parts(marked)
    report = next(part for part in found.values() if b"urn:aitx-budget:marks" in part)
    styles = _resolved(next(part for name, part in found.items() if _is_styles(name, part)))
    formats = _items(styles, "cellXfs")
    looks: list[object] = []
    for cell in etree.fromstring(report).iter("{*}c"):
        style = formats[int(cell.get("s", "0"))]
        used = [_look(_items(styles, name)[int(style.get(key))]) for key, name in _LISTS.items()]
        looks.append((cell.get("r"), used, [_look(each) for each in style]))
    return looks + sorted(_highlights(found, _items(styles, "dxfs")), key=repr)


def _highlights(found: dict[str, bytes], formats: list[Element]) -> Iterator[object]:
    """Yield the cells and the look of each highlight."""
    for name, part in found.items():
        root = _resolved(part) if name.endswith(".xml") else None
        for rule in [] if root is None else root.iter("{*}cfRule"):
            if '"aitx-budget"' in "".join(rule.itertext()):
                yield rule.getparent().get("sqref"), _look(formats[int(rule.get("dxfId"))])


def _is_styles(name: str, part: bytes) -> bool:
    return name.endswith(".xml") and _local(etree.fromstring(part)) == "styleSheet"
