"""Untrusted bytes -> Submission: gate, package, locate, normalise. It never judges money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.intake.files import Found, ProtectedError, discover
from aitx_budget.intake.limits import DEFAULT_LIMITS, Limits
from aitx_budget.intake.personal import mask
from aitx_budget.intake.refusals import Refuse
from aitx_budget.model.submission import Refusal, Submission

if TYPE_CHECKING:
    from aitx_budget.intake.understanding import Filled
    from aitx_budget.programme.schema import Programme

__all__ = [
    "DEFAULT_LIMITS",
    "Found",
    "Limits",
    "ProtectedError",
    "discover",
    "mask",
    "read",
    "read_whole",
]


def read(
    data: bytes, path: str, programme: Programme, limits: Limits = DEFAULT_LIMITS
) -> Submission | Refusal:
    """Return the submission in a returned file, or why it cannot be read; see `read_whole`."""
    found = read_whole(data, path, programme, limits)
    return found if isinstance(found, Refusal) else found.submission


def read_whole(
    data: bytes, path: str, programme: Programme, limits: Limits = DEFAULT_LIMITS
) -> Filled | Refusal:
    """Return the submission in a returned file with all its cells, or why it cannot be read.

    Never raises for what is in the file.

    Args:
        data: the file's bytes; never changed.
        path: the file as the user named it; a resident registration number in it is masked.
        programme: whose layout is expected.
        limits: how large a file may be.
    """
    # What only lists files, or writes a template, is not kept waiting for the libraries that read one.
    from aitx_budget.intake.package import open_package
    from aitx_budget.intake.understanding import understand_whole

    try:
        raw = open_package(data, limits)
    except Refuse as refusal:
        return Refusal(mask(path), refusal.reason, mask(refusal.detail))
    return understand_whole(raw, path, programme)
