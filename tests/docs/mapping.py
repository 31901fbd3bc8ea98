"""docs/pictures/rooms.svg: the rooms in the order of the layers, and which of them imports which, drawn from the code.

`python tests/docs/mapping.py docs/pictures/rooms.svg` draws it; with `--check` it only tells whether it is up to date.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from pages import told

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "aitx_budget"
_ROW, _TOP, _LEFT, _NAMES, _DOT = 34, 96, 20, 800, 22


def rooms() -> list[str]:
    """Return the rooms, the uppermost layer first; rooms of one layer in the order of the contract."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    names = [name.strip() for layer in layers for name in layer.split("|")]
    return [name.removeprefix("aitx_budget.") for name in names]


def modules(room: str) -> list[Path]:
    """Return the files of a room; one that is no folder is a file."""
    folder = PACKAGE / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def purpose(room: str) -> str:
    """Return the first sentence of what a room says of itself."""
    text = ast.get_docstring(ast.parse(modules(room)[0].read_text("utf-8"))) or ""
    return text.splitlines()[0].rstrip(".")


def imports(room: str) -> set[str]:
    """Return the rooms that a room imports."""
    return {
        name.split(".")[1]
        for path in modules(room)
        for name in _imported(ast.parse(path.read_text("utf-8")))
        if name.startswith("aitx_budget.")
    } - {room}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "aitx_budget":
            yield from (f"aitx_budget.{each.name}" for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def drawn() -> str:
    """Return the picture."""
    names = rooms()
    width = _LEFT + _NAMES + _DOT * len(names) + 20
    height = _TOP + _ROW * len(names) + 16
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            'aria-labelledby="title" font-family="Malgun Gothic, NanumGothic, sans-serif">'
        ),
        (
            '<title id="title">The rooms of aitx-budget from the command line down to the model, and '
            "which imports which</title>"
        ),
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(
            _LEFT, 30, "Rooms, uppermost first; each builds on those below it", size=17, bold=True
        ),
        _text(_LEFT, 52, "● this room imports the one named above the column", size=13),
    ]
    for number, name in enumerate(names):
        lines += _row(number, name, names)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _row(number: int, name: str, names: list[str]) -> Iterator[str]:
    """Yield a room: its box, what it is for, its column's head, and a dot for each room it imports."""
    y, right = _TOP + _ROW * number, _LEFT + _NAMES
    yield (
        f'<rect x="{_LEFT}" y="{y + 3}" width="{_NAMES - 12}" height="{_ROW - 6}" rx="4" '
        'fill="#eef2f6" stroke="#9fb0c3"/>'
    )
    yield _text(_LEFT + 10, y + 22, name, size=14, bold=True)
    yield _text(_LEFT + 118, y + 22, purpose(name), size=12)
    x = right + _DOT * number + _DOT // 2
    yield (
        f'<text x="{x}" y="{_TOP - 8}" font-size="12" fill="#1d2733" '
        f'transform="rotate(-55 {x} {_TOP - 8})">{escape(name)}</text>'
    )
    yield f'<circle cx="{x}" cy="{y + _ROW // 2}" r="2" fill="#9fb0c3"/>'
    used = imports(name)
    for place, other in enumerate(names):
        if other in used:
            at = right + _DOT * place + _DOT // 2
            yield f'<circle cx="{at}" cy="{y + _ROW // 2}" r="6" fill="#1f4e79"/>'


def _text(x: int, y: int, said: str, *, size: int, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="#1d2733"{weight}>{escape(said)}</text>'


def main(arguments: list[str]) -> int:
    """Draw the picture, or with `--check` tell whether it is up to date."""
    return told(arguments, drawn())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
