"""docs/intake.md, printed from the book of mess: every kind with its cases, and what the program says to them.

`PYTHONPATH=tests python tests/intake/messpage.py docs/intake.md` writes the page; with `--check` it only tells whether
the page is up to date.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from messbook import KEPT, LAYOUT, Deed, Mess, Spelling, kinds, outcome
from refused import listings, precedences, refusals

from aitx_budget.layout.structure import Kind
from aitx_budget.model.finding import Finding
from aitx_budget.model.month import dashed
from aitx_budget.report.handbook import GENERATED
from edits import spot
from pages import told

_HEAD = """# 돌아온 파일을 읽는 법 (How returned files are read)

돌아온 파일은 믿지 않고, 결코 고치지 않으며, 금액은 짐작하지 않습니다. 뜻이 확실하면 읽고, 아니면 지적합니다. 아래는 모두 시험으로 지켜지는
예입니다. 규칙의 설명은 [점검 규칙](rules.md)에 있습니다.

A returned file is untrusted and never modified, and nothing is guessed about money: a value is understood with certainty, or it is a
finding. All examples below are held by tests. Rules are explained in [rules](rules.md). `⟨U+00A0⟩` stands for a character that cannot be seen, `⏎` for a line break.
"""


def page() -> str:
    """Return the page."""
    lines = [GENERATED, _HEAD, *_contents(), *_refusals(), *_passed_over()]
    for number, kind in enumerate(kinds(), start=3):
        lines += _kind(number, kind)
    return "\n".join(lines) + "\n"


def _contents() -> Iterator[str]:
    titles = [
        "점검하지 않는 파일 (Files that are refused)",
        "건너뛰는 파일 (Files that are passed over)",
    ]
    titles += [f"{kind.title.ko} ({kind.title.en})" for kind in kinds()]
    for number, title in enumerate(titles, start=1):
        yield f"{number}. {_cell(title)}"


def _refusals() -> Iterator[str]:
    """Print the files that are not read, in the gate's order."""
    yield from (
        "",
        "## 1. 점검하지 않는 파일 (Files that are refused)",
        "",
        "파일 이름이 아니라 내용으로, 위에서부터 차례로 확인합니다. By content, never by name, in this order.",
        "",
        "| 파일 | File | 지적 (finding) | 알리는 말 (what is told) |",
        "|---|---|---|---|",
    )
    fixes: dict[str, Finding] = {}
    said = set()
    for case in refusals():
        _, finding = case.finding()
        fixes.setdefault(case.code, finding)
        # Limits made small for the test would stand in the words.
        fresh = not case.limits and finding.message.ko not in said
        said.add(finding.message.ko)
        yield _row(case.ko, case.en, _link(case.code), finding.message.ko if fresh else "")
    yield ""
    for code, each in sorted(fixes.items()):
        yield f"- {_link(code)} {each.fix.ko}"
        yield f"  *{each.message.en} {each.fix.en}*"
    yield from (
        "",
        "두 가지에 함께 해당하면 먼저인 것을 알립니다. Of two reasons, the first is told.",
        "",
    )
    yield from ("| 파일 | File | 지적 (finding) |", "|---|---|---|")
    for case in precedences():
        yield _row(case.ko, case.en, _link(case.code))


def _passed_over() -> Iterator[str]:
    """Print what is checked and what is passed over in folders and zips."""
    yield from (
        "",
        "## 2. 건너뛰는 파일 (Files that are passed over)",
        "",
        "폴더와 zip에서 통합 문서가 아닌 파일은 하나하나 알리고 건너뜁니다. Each is named in a note.",
        "",
        "| 무엇을 | What | 점검함 (checked) | 건너뜀 (passed over) |",
        "|---|---|---|---|",
    )
    for case in listings():
        taken = set(case.taken) if len(case.taken) < len(case.files) else set(case.files)
        over = [name for name in case.files if name not in taken]
        yield _row(case.ko, case.en, _codes(case.taken), _codes(over))


def _kind(number: int, kind: Mess) -> Iterator[str]:
    """Print one kind of mess."""
    yield from ("", f"## {number}. {kind.title.ko} ({kind.title.en})", "")
    yield from (kind.treatment.ko, "", kind.treatment.en, "")
    if kind.spellings:
        yield from (
            "| 어디에 (where) | 적힌 것 (written) | 읽은 값 (read as) | 지적 (finding) |",
            "|---|---|---|---|",
        )
        yield from map(_spelling, kind.spellings)
        yield ""
    if kind.deeds:
        yield from ("| 한 일 | Done | 읽은 결과 (read as) | 지적 (findings) |", "|---|---|---|---|")
        yield from map(_deed, kind.deeds)
        yield ""
    yield from _words(kind)


def _spelling(case: Spelling) -> str:
    """Print a spelling: its place, what is typed, what is read, what is told."""
    sheet, header, record = spot(case.at)
    place = f"{sheet} 시트의 이름" if not header else f"{sheet} {header}"
    place += " 머리글" if header and not record else ""
    return _row(place, _typed(case), _read(case), ", ".join(map(_link, dict.fromkeys(case.codes))))


def _typed(case: Spelling) -> str:
    """Print what stands in the cell as people would say it."""
    if isinstance(case.written, str):
        return f"`{_visible(case.written)}`" if case.written else "(빈칸)"
    value = next((str(case.written[key]) for key in "nsbe" if key in case.written), "계산되지 않음")
    parts = ["TRUE" if "b" in case.written else value]
    if "formula" in case.written:
        parts = [f"={case.written['formula']} → {value}"]
    if "f" in case.written:
        parts.append(f"표시 형식 {case.written['f']}")
    kind = "숫자 " if "n" in case.written and "formula" not in case.written else ""
    return f"{kind}`{parts[0]}`" + "".join(f", {each}" for each in parts[1:])


def _read(case: Spelling) -> str:
    """Print what was read."""
    if case.reads == KEPT:
        return "그대로 (same)"
    if case.reads == "":
        nothing = not case.codes or case.codes == ("CEL201",)
        return "없음 (nothing)" if nothing else "읽지 않음 (not read)"
    sheet, header, _ = spot(case.at)
    layout = next(each for each in LAYOUT.tables.values() if each.sheet == sheet)
    kind = next(each.kind for each in layout.fields if each.header == header)
    return _value(case.reads, kind)


def _value(value: Any, kind: Kind) -> str:
    if kind is Kind.MONTH:
        return dashed(value)
    if kind is Kind.DATE:
        return f"{value // 10_000}-{value // 100 % 100:02d}-{value % 100:02d}"
    if kind is Kind.WON:
        return f"{value:,}원"
    if kind is Kind.PERCENT:
        return f"{value}%"
    return f"{value:,}" if isinstance(value, Decimal) or kind is Kind.QUANTITY else str(value)


def _deed(case: Deed) -> str:
    """Print a deed and what came of it."""
    became = ["그대로 (same)"] if case.same else []
    became += [
        f"{place} = {value if value != '' else '없음'}" for place, value in case.reads.items()
    ]
    became += [f"{sheet}: 읽지 않음 (not read)" for sheet in case.gone]
    found = (f"{_link(each.split()[0])} {each.split(maxsplit=1)[1]}" for each in case.findings)
    return _row(case.ko, case.en, "; ".join(became), ", ".join(found))


def _words(kind: Mess) -> Iterator[str]:
    """Print what the program says, once for each rule that a kind meets."""
    told_by: dict[str, Finding] = {}
    for case in (*kind.spellings, *kind.deeds):
        wanted = (
            set(case.codes) if isinstance(case, Spelling) else {each[:6] for each in case.findings}
        )
        for each in outcome(case).findings:
            if each.code in wanted:
                told_by.setdefault(each.code, each)
    for code, each in sorted(told_by.items()):
        yield f"- {_link(code)} {each.message.ko} {each.fix.ko}"
        yield f"  *{each.message.en} {each.fix.en}*"


def _link(code: str) -> str:
    return f"[{code}](rules.md#{code.lower()})"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{_visible(name)}`" for name in names)


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _visible(text: str) -> str:
    """Return text in which every character can be seen, decomposed Hangul included."""
    return "".join(map(_seen, text.replace("\n", "⏎")))


def _seen(letter: str) -> str:
    hidden = letter != " " and unicodedata.category(letter) in ("Zs", "Cf", "Cc")
    jamo = 0x1100 <= ord(letter) <= 0x11FF
    return f"⟨U+{ord(letter):04X}⟩" if hidden or jamo else letter


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` tell whether it is stale."""
    return told(arguments, page())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
