"""The verb `guide`: a guide as text, and as a file that is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from aitx_budget.errors import UsageError
from aitx_budget.library import output
from aitx_budget.library.asked import one_of, programme_of
from aitx_budget.model.text import Language, Text

if TYPE_CHECKING:
    from aitx_budget.programme.schema import Programme


def guide(
    output_path: str | Path | None = None,
    *,
    audience: str = "officer",
    programme: Programme | str | Path | None = None,
    language: Language | str = Language.KO,
    force: bool = False,
) -> str:
    """Return the guide for an audience, with the figures of a programme, and write it where a path is given.

    Args:
        output_path: a file; its ending is the format: `.md`, `.html` (self-contained, made to be printed) or
            `.pdf` (needs Chrome, Edge or Chromium on the machine). None to write none.
        audience: `officer`, who fills the workbook in, or `examiner`, who checks it.
        programme: one that is loaded, or its file; the shipped one for None.
        language: of the guide.
        force: replace a file that exists.

    Returns:
        The guide in Markdown.

    Raises:
        UsageError: another ending or audience.
        OutputError: the file exists or cannot be written, or no program that makes a PDF is there.
    """
    from aitx_budget.guides import Audience, guide_text

    if audience not in {each.value for each in Audience}:
        raise UsageError(
            Text(
                f"안내서는 officer(담당자) 또는 examiner(심사자)용입니다: {audience}",
                f"There are guides for officer and examiner: {audience}",
            )
        )
    programme = programme_of(programme)
    language = one_of(Language, language)
    target = None if output_path is None else Path(output_path)
    if target is not None:
        _ensure_known(target)
        output.ensure_writable(target, force=force)
    text = guide_text(Audience(audience), programme, language)
    if target is not None:
        output.write(target, _FORMATS[target.suffix.lower()](text, language), force=force)
    return text


def _ensure_known(target: Path) -> None:
    """Refuse a file whose ending names no format.

    Raises:
        UsageError: it does not.
    """
    if target.suffix.lower() not in _FORMATS:
        known = ", ".join(_FORMATS)
        raise UsageError(
            Text(
                f"안내서를 저장할 파일 이름은 {known} 가운데 하나로 끝나야 합니다: {target}",
                f"The file of a guide ends in {known}: {target}",
            )
        )


def _markdown(text: str, _language: Language) -> bytes:
    return text.encode()


def _html(text: str, language: Language) -> bytes:
    from aitx_budget.guides import guide_page

    return guide_page(text, language).encode()


def _pdf(text: str, language: Language) -> bytes:
    from aitx_budget.guides import guide_page
    from aitx_budget.library.printing import pdf

    return pdf(guide_page(text, language))


_FORMATS: Mapping[str, Callable[[str, Language], bytes]] = {
    ".html": _html,
    ".pdf": _pdf,
    ".md": _markdown,
}
"""How a guide is written, by the ending of the file."""
