"""Which region is meant: names as people type them."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches

from aitx_budget.errors import UsageError
from aitx_budget.model.text import Text, particle
from aitx_budget.programme.schema import Programme


def region_name(spelling: str, programme: Programme) -> str:
    """Return a region's name in this programme; empty for none.

    Raises:
        UsageError: there is no such region; names those there are.
    """
    if not spelling:
        return ""
    name = programme.region_names.get(unicodedata.normalize("NFC", spelling))
    if name is None:
        raise _no_region(spelling, programme)
    return name


def _no_region(spelling: str, programme: Programme) -> UsageError:
    """Return the error for what is no region: the regions there are, and the one that may have been meant."""
    near = get_close_matches(_letters(spelling), map(_letters, programme.region_names), 1, 0.75)
    meant = programme.region_names[unicodedata.normalize("NFC", near[0])] if near else ""
    listed = ", ".join(region.name for region in programme.regions)
    hint = Text(
        f" 혹시 {particle(meant, '을', '를')} 뜻하셨나요?" if meant else "",
        f" Did you mean {meant}?" if meant else "",
    )
    return UsageError(
        Text(
            f"{particle(f'‘{spelling}’', '은', '는')} 이 사업의 지역이 아닙니다.{hint.ko} 지역: {listed}",
            f"'{spelling}' is not a region of this programme.{hint.en} Regions: {listed}",
        )
    )


def _letters(name: str) -> str:
    """Return Hangul as single letters, so that one wrong letter of a short name is a small difference."""
    return unicodedata.normalize("NFD", name)
