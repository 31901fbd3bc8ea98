"""What the coverage-guided fuzzer calls: bytes in, nothing out; whatever is raised is a find.

A target decides by itself what may happen. What it begins with (`beginnings`) and what it found
(`corpus/<target>/`) is replayed by the test-suite, so that a find stays mended also where no such fuzzer can be
installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from aitx_budget.annotate import annotate, clean
from aitx_budget.checks.runner import run
from aitx_budget.errors import NotMarkedError, ProgrammeError, UsageError
from aitx_budget.intake import read
from aitx_budget.intake.amounts import read_count, read_percent, read_quantity, read_won
from aitx_budget.intake.choices import read_code, read_registration, read_text
from aitx_budget.intake.dates import read_date, read_month
from aitx_budget.intake.personal import mask
from aitx_budget.intake.raw import CellType, RawCell
from aitx_budget.layout.structure import LARGEST_WON
from aitx_budget.model.finding import WorkbookResult
from aitx_budget.model.submission import Refusal
from aitx_budget.programme.loader import parse_programme
from fuzz.mutants import rezipped, unzipped
from fuzz.seeds import PROGRAMME, seed

SEED = "officers-marked"
"""The workbook whose parts are replaced: it has notes, a drawing, a table, links and marks."""
READERS = (
    read_won,
    read_count,
    read_quantity,
    read_percent,
    read_month,
    read_date,
    read_code,
    read_registration,
    read_text,
)
_FORMATS = ("General", "0%", "yyyy-mm", '"["@"]"')


@cache
def parts() -> dict[str, bytes]:
    """Return the parts of the workbook in which one is replaced."""
    return unzipped(seed(SEED))


@cache
def result() -> WorkbookResult:
    """Return what is marked: what the checks say of the workbook as it is."""
    return run([read(seed(SEED), "예산.xlsx", PROGRAMME)], PROGRAMME)[0]


def part(data: bytes) -> None:
    """Read, mark and clean a workbook of which one part is other bytes; the first line names the part."""
    line, _, content = data.partition(b"\n")
    names = sorted(parts())
    name = line.decode("utf-8", "ignore")
    _through(
        rezipped(parts() | {name if name in names else names[sum(line) % len(names)]: content})
    )


def container(data: bytes) -> None:
    """Read, mark and clean any bytes."""
    _through(data)


def _through(data: bytes) -> None:
    if not isinstance(read(data, "예산.xlsx", PROGRAMME), Refusal):
        try:
            clean(annotate(data, result(), programme=PROGRAMME))
        except UsageError:
            return
    try:
        clean(data)
    except (UsageError, NotMarkedError):
        return


def cells(data: bytes) -> None:
    """Read one text as every kind of cell; what comes out is bounded, and as good when it is written plainly."""
    text = data.decode("utf-8", "ignore")
    mask(text)
    for kind in CellType:
        for code in _FORMATS:
            for reader in READERS:
                value = reader(RawCell(kind, text, None, code)).value
                assert value is None or isinstance(value, int | str), (reader, value)
                assert not isinstance(value, int) or abs(value) <= max(LARGEST_WON, 29_991_231), (
                    reader,
                    value,
                )
    won = read_won(RawCell(CellType.TEXT, text)).value
    if won is not None:
        assert re.search(r"\d|[영일이삼사오육칠팔구십백천만억]", text), "an amount out of nothing"
        assert read_won(RawCell(CellType.NUMBER, str(won))).value == won
        assert read_won(RawCell(CellType.TEXT, f"{won:,}원")).value == won


def programme(data: bytes) -> None:
    """Read a text as a programme: it is one, or it is said what is wrong with it."""
    try:
        parse_programme(data.decode("utf-8", "ignore"), "기준.toml")
    except ProgrammeError:
        return


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (part, container, cells, programme)
}
_CORPUS = Path(__file__).with_name("corpus")
_SMALL = 12_000  # larger parts are slow, and much like the others


def beginnings(target: str) -> Iterator[bytes]:
    """Yield what a target begins with: good inputs, and what it found earlier."""
    if target == "part":
        yield from (
            f"{name}\n".encode() + data for name, data in parts().items() if len(data) < _SMALL
        )
    elif target == "container":
        yield seed("small")
    elif target == "cells":
        yield from (text.encode() for text in SPELLINGS)
    else:
        yield files("aitx_budget.programme").joinpath("aitx-2025.toml").read_bytes()
    yield from (path.read_bytes() for path in sorted(_CORPUS.glob(f"{target}/*")))


SPELLINGS = (
    *(
        "1,000,000원",
        "△1,000",
        "(1,000)",
        "1.2억",
        "350백만원",
        "1억2천만원",
        "일금 삼백만원정",
        "-",
        "1e15",
    ),
    *(
        "２０２５．１０",
        "25.10월",
        "’25.10",
        "2025-10-01(수)",
        "2025년 10월",
        "20251001",
        "70%",
        "FY2025",
    ),
    *(
        "123-45-67890",
        "900101-1234567",
        "P01",
        "한국 대학교",
        "#REF!",
        "=1+1",
        "1,000~2,000",
        "약 3억",
    ),
)
