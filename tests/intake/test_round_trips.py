"""The same workbook, saved by several programs, is the same submission; and no bytes raise."""

from __future__ import annotations

import dataclasses
import random
import shutil
import subprocess

import pytest
from written import by_openpyxl, by_xlsxwriter, package, parts_of

from aitx_budget.intake import read
from aitx_budget.intake.understanding import understand
from aitx_budget.model.submission import Refusal, Submission
from aitx_budget.programme.loader import default_programme
from workbooks import Workbook

PROGRAMME = default_programme()
EXPECTED = understand(Workbook().raw(), "x.xlsx", PROGRAMME)


def messy() -> Workbook:
    """Return a workbook with something of everything that is observed."""
    book = Workbook().put("소요예산", "단가", 1, "4천만원").put("소요예산", "산출금액", 2, 5)
    book.put("단위사업", "시작월", 1, 45931, "yyyy-mm").hide_row("참여기업", 2)
    book.put("현물내역", "참여율", 1, 0.5, "0%").put("기본정보", "담당자", 1, "900101-1234567")
    book.rename_sheet("월별계획", "월별 계획(안)").insert_column("소요예산", "국비", "메모")
    return book.formula("소요예산", "수량", 3, "50*2", 100)


def test_a_file_with_cached_values_reads_as_its_cells():
    """Bytes written by XlsxWriter give what the raw cells give."""
    assert read(by_xlsxwriter(Workbook().raw()), "x.xlsx", PROGRAMME) == EXPECTED


def test_a_file_without_cached_values_reads_the_same():
    """A workbook saved by openpyxl has no cached values, and loses nothing by it."""
    assert read(by_openpyxl(Workbook().raw()), "x.xlsx", PROGRAMME) == EXPECTED


def test_a_messy_file_reads_as_its_cells():
    """Every observation survives the way through a real file."""
    raw = messy().raw()
    assert read(by_xlsxwriter(raw), "x.xlsx", PROGRAMME) == understand(raw, "x.xlsx", PROGRAMME)


@pytest.mark.libreoffice
@pytest.mark.parametrize("make", [Workbook, messy], ids=["good", "messy"])
def test_libreoffice_saves_the_same_submission(make, tmp_path):
    """A workbook opened and saved again by LibreOffice gives the same tables and observations."""
    raw = make().raw()
    source = tmp_path / "in" / "book.xlsx"
    source.parent.mkdir()
    source.write_bytes(by_xlsxwriter(raw))
    soffice = shutil.which("soffice")
    assert soffice is not None
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    resaved = read((tmp_path / "book.xlsx").read_bytes(), "x.xlsx", PROGRAMME)
    expected = understand(raw, "x.xlsx", PROGRAMME)
    assert isinstance(resaved, Submission)
    assert isinstance(expected, Submission)
    for name, table in expected.tables.items():
        assert resaved.tables[name] == table
    assert dataclasses.replace(resaved, tables={}) == dataclasses.replace(expected, tables={})


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with one kind of harm done to the zip or to one of its XML parts."""
    kind = chance.randrange(6)
    at = chance.randrange(len(data))
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    parts = parts_of(data)
    name = chance.choice(list(parts))
    if kind == 2:
        del parts[name]
        return package(parts)
    part = bytearray(parts[name])
    for _ in range(chance.randrange(1, 4)):
        spot = chance.randrange(len(part))
        if kind == 3:
            part[spot] = chance.randrange(256)
        elif kind == 4:
            digits = [at for at, byte in enumerate(part) if 48 <= byte <= 57]
            part[chance.choice(digits or [spot])] = chance.choice(b"0123456789-.eAZ")
        else:
            quoted = part.find(b'"', spot)
            part[quoted + 1 : part.find(b'"', quoted + 1)] = b"x" * chance.randrange(3)
    parts[name] = bytes(part)
    return package(parts)


@pytest.mark.parametrize("seed", range(4))
def test_no_bytes_raise(seed):
    """Whatever is broken in a file, there is an answer: a submission or a refusal."""
    chance = random.Random(seed)  # noqa: S311 - harm, not secrets
    good = by_xlsxwriter(messy().raw())
    answers = [read(_mutated(good, chance), "x", PROGRAMME) for _ in range(60)]
    assert all(isinstance(each, Submission | Refusal) for each in answers)
    assert {Submission, Refusal} == {type(each) for each in answers}


@pytest.mark.parametrize("seed", range(3))
def test_random_bytes_are_refused(seed):
    """Noise of any length is refused and not understood."""
    chance = random.Random(seed)  # noqa: S311 - noise, not secrets
    for length in (1, 2, 10, 600, 5000):
        for head in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml"):
            assert isinstance(read(head + chance.randbytes(length), "x", PROGRAMME), Refusal)
