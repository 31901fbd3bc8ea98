"""docs/messages.md shows what every rule says, as the program says it today, in Korean that holds no word of the program's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from messagepage import examples, main

from aitx_budget.checks.registry import rules
from aitx_budget.report.handbook import cell

PAGE = (Path(__file__).parents[2] / "docs" / "messages.md").read_text("utf-8")
FAMILIES = sorted({rule.code[:3]: rule.code for rule in reversed(rules())}.values())
"""A rule of each family; `make docs-check` holds the page to all of them."""
_QUOTED = re.compile(r"'[^']*'|‘[^’]*’|\([^()]*\)|\[[^\]]*\]|\*\*[^*]*\*\*")
_KNOWN = re.compile(
    r"xlsx?|migrate 명령|validate 명령|--programme 옵션|aitx-\d+|selection\.names 항목|VBA|ROUND"
    r"|[A-Z]{1,3}\d+(:[A-Z]+\d+)?|[A-Z]{3}\d{3}|P\d+|I\d+|AI|GPU|DRM|CSV|HWP|gpu|server|Sheet\d|case\.|=IF"
)


def sections() -> dict[str, str]:
    """Return what the page says of each rule."""
    parts = re.split(r"^## ([A-Z]{3}\d{3})$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_rule_has_an_example_in_both_languages(rule) -> None:
    """What is wrong, what to do and where that is laid down stand on the page for each code."""
    said = sections()[rule.code]
    for line in ("내용", "조치", "근거"):
        korean, english = re.findall(rf"^\| {line} \| (.+?) \| (.+?) \|$", said, re.MULTILINE)[0]
        assert re.search("[가-힣]", korean), said
        assert re.search("[a-z]{3}", english), said


@pytest.mark.parametrize("code", FAMILIES)
def test_the_examples_are_what_the_program_says(code: str) -> None:
    """An example is a finding of a real run, word for word."""
    for each in examples(code):
        for text in (*each.message, *each.fix):
            assert cell(text).replace("\n", " ") in sections()[code]


def korean_rows() -> list[tuple[str, str]]:
    """Return (code, Korean text) of every message and cure on the page."""
    return [
        (code, row)
        for code, said in sections().items()
        for row in re.findall(r"^\| (?:내용|조치) \| (.+?) \| ", said, re.MULTILINE)
    ]


def test_korean_holds_no_word_of_the_programs_own() -> None:
    """Beyond what stands in quotes or brackets, Korean has names of commands, formats and cells, and no other English."""
    foreign = {
        (code, word)
        for code, text in korean_rows()
        for word in re.findall(
            r"[A-Za-z_]{2,}", _KNOWN.sub("", _QUOTED.sub("", _QUOTED.sub("", text)))
        )
    }
    assert foreign == set()


def test_korean_is_polite_and_has_its_particles() -> None:
    """Every sentence ends politely, and no particle is left for the reader to choose."""
    for code, text in korean_rows():
        assert not re.search(r"[이가을를은는과와]\([가이를을는은와과]\)|\(으\)로", text), (
            code,
            text,
        )
        for sentence in re.split(
            r"(?<=[가-힣])\. ", _QUOTED.sub("", _QUOTED.sub("", text)).rstrip(".")
        ):
            plain = sentence.partition(": ")[0].strip()
            if re.search("[가-힣]$", plain):
                assert re.search("(니다|세요|습니까|주세요|뿐입니다|예)$", plain), (code, plain)


def test_a_stale_page_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--check` fails on a page that is missing, and passes on one just written."""
    monkeypatch.setattr("messagepage.rules", lambda: rules()[:1])
    path = tmp_path / "messages.md"
    assert main(["--check", str(path)]) == 1
    assert main([str(path)]) == 0
    assert main(["--check", str(path)]) == 0
