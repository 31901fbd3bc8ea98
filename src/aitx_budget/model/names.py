"""Names of firms and institutions, compared as people mean them."""

from __future__ import annotations

import re

_LEGAL_FORM = re.compile(r"\(주\)|㈜|주식회사|\(유\)|유한회사|\(재\)|재단법인|\(사\)|사단법인|\W")


def name_key(name: str) -> str:
    """Return what two spellings of one name share: no spaces, no legal form.

    Example:
        >>> name_key("(주) 가람 정밀") == name_key("가람정밀")
        True
    """
    return _LEGAL_FORM.sub("", name).casefold()
