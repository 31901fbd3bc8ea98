"""What was done to which part, kept in the report sheet, so that it can be undone to the byte."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aitx_budget.annotate.outline import Node
from aitx_budget.annotate.package import Package
from aitx_budget.annotate.splice import Edit, Splice, undo
from aitx_budget.errors import UsageError

_URI: Final = "{8C0F6D3E-5B0B-4E0C-9E55-5A17C1B0D6A2}"
_NAMESPACE: Final = "urn:aitx-budget:marks"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Ledger:
    """A marked copy's changes.

    Attributes:
        changed: part -> its digest as it was written, and its splices.
        added: part -> its digest; the report sheet itself, which holds the ledger, has none.
    """

    changed: Mapping[str, tuple[str, Sequence[Splice]]]
    added: Mapping[str, str]


def digest(data: bytes) -> str:
    """Return what a part is recognised by."""
    return hashlib.sha256(data).hexdigest()


def write(ledger: Ledger) -> str:
    """Return the ledger as the `extLst` of a worksheet; programs carry or drop it, and show nothing."""
    content = {
        "version": _VERSION,
        "changed": {
            name: [
                sha,
                [[at, length, base64.b64encode(before).decode()] for at, length, before in splices],
            ]
            for name, (sha, splices) in ledger.changed.items()
        },
        "added": dict(ledger.added),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<extLst><ext uri="{_URI}" xmlns:aitx="{_NAMESPACE}">'
        f"<aitx:ledger>{text}</aitx:ledger></ext></extLst>"
    )


def read(package: Package, sheet: str) -> Ledger | None:
    """Return the ledger in the part `sheet`; None where it is lost."""
    if sheet not in package or _NAMESPACE.encode() not in package.read(sheet):
        return None
    edit = Edit(package.read(sheet), part=sheet, skip="sheetData")
    node = _find(edit.root)
    if node is None:
        return None
    text = edit.text[node.inner : node.inner_end].decode()
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    try:
        ledger = _parsed(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    # Without a digest nothing tells a part of ours from one of the officer's.
    unknown = {name for name, sha in ledger.added.items() if not sha} if ledger else set()
    return ledger if unknown <= {sheet} else None


def _find(root: Node) -> Node | None:
    """Return the ledger's element below `root`."""
    for child in root.children:
        if child.namespace == _NAMESPACE:
            return child
        found = _find(child)
        if found is not None:
            return found
    return None


def _parsed(content: dict[str, Any]) -> Ledger | None:
    if content["version"] != _VERSION:
        return None
    changed = {
        str(name): (
            str(sha),
            tuple(
                Splice(int(at), int(length), base64.b64decode(before))
                for at, length, before in splices
            ),
        )
        for name, (sha, splices) in content["changed"].items()
    }
    return Ledger(changed, {str(name): str(sha) for name, sha in content["added"].items()})


def undo_all(package: Package, ledger: Ledger) -> bool:
    """Put every part back as it was; return False, and do nothing, where any was changed since."""
    digests = {name: sha for name, (sha, _) in ledger.changed.items()} | {
        name: sha for name, sha in ledger.added.items() if sha
    }
    if any(not _matches(package, name, sha) for name, sha in digests.items()):
        return False
    for name in ledger.changed:
        undo_part(package, ledger, name)
    for name in ledger.added:
        package.remove(name)
    return True


def undo_part(package: Package, ledger: Ledger, name: str) -> None:
    """Put one part back as it was, if it is as it was written."""
    sha, splices = ledger.changed.get(name, ("", ()))
    if sha and _matches(package, name, sha):
        package.write(name, undo(package.read(name), splices))


def _matches(package: Package, name: str, sha: str) -> bool:
    try:
        return name in package and digest(package.read(name)) == sha
    except UsageError:
        return False
