"""Names: of firms and institutions, compared as people mean them, and of files as people see them."""

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


def file_name(path: str) -> str:
    """Return the name of a file without its folders, or without the archive it is in.

    Example:
        >>> file_name("제출/1차.zip::경남/예산서.xlsx")
        '예산서.xlsx'
    """
    return path.replace("\\", "/").rpartition("::")[2].rpartition("/")[2]
