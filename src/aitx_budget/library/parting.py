"""The folder of a run's tables as parts, on this computer or in a store: complete when its descriptor is there.

No folder of a store can be exchanged whole, so parts are written one by one, each whole or not at all, and the descriptor last; an
earlier descriptor goes first. What may be replaced is only what bears the name of a part.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from aitx_budget.errors import OutputError
from aitx_budget.intake.files import TEMPORARY
from aitx_budget.library import output
from aitx_budget.library.address import Place
from aitx_budget.model.text import Text


def ensure_writable(folder: Place, *, force: bool) -> None:
    """Refuse a folder that must not be written, before any work is done for it.

    Raises:
        OutputError: something is in it that is no part, or, unless `force`, parts are.
        ClusterError: its store cannot be reached.
    """
    from aitx_budget.export import PACKAGE, parts

    there = _there(folder)
    strangers = sorted(each for each in there if not parts.ours(each))
    if strangers:
        raise OutputError(
            Text(
                f"다른 파일이 있는 폴더라 바꾸지 않습니다: {folder / strangers[0]} (모두 {len(strangers)}개). 따로 쓸 폴더를 지정해 주세요.",
                f"Left as it is, for other files are in it: {folder / strangers[0]} ({len(strangers)} in all). Name a folder of its own.",
            )
        )
    if there and not force:
        raise OutputError(
            Text(
                f"이미 결과가 있는 폴더입니다. 바꾸려면 --force를 붙여 주세요: {folder}",
                f"Results are in the folder already; add --force to replace them: {folder}",
            )
        )
    if isinstance(folder, Path):
        output.ensure_writable(folder / PACKAGE, force=force)


def write(folder: Place, files: Iterable[tuple[str, bytes]], *, force: bool) -> None:
    """Write parts and descriptor, in the order in which they come.

    Raises:
        OutputError: see `ensure_writable`; or it takes no more.
        ClusterError: its store cannot be reached.
    """
    from aitx_budget.export import PACKAGE

    ensure_writable(folder, force=force)
    for name in sorted(_there(folder), key=lambda each: each != PACKAGE):
        output.remove(folder / name)
    for name, data in files:
        output.write(folder / name, data, force=force)


def _there(folder: Place) -> frozenset[str]:
    """Return what is there, without what a killed run was writing."""
    found = output.names(folder)
    return frozenset(each for each in found if not PurePosixPath(each).name.startswith(TEMPORARY))
