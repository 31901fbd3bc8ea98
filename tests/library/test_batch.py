"""What is said of a file depends neither on its chunk nor on how many work, and what harms a chunk costs its own file."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

import aitx_budget
from aitx_budget.errors import UsageError
from aitx_budget.intake.files import Found
from aitx_budget.intake.limits import MEBIBYTE, Limits
from aitx_budget.library import batch
from aitx_budget.library.batch import chunks
from aitx_budget.library.chunk import Order
from aitx_budget.library.crew import Crew
from aitx_budget.library.item import Item
from aitx_budget.model.text import Language
from aitx_budget.programme.loader import default_programme
from aitx_budget.report import Format
from library import chores

SAMPLES = sorted((Path(__file__).parents[2] / "sample_budgets").glob("*.xlsx"))
LIMITS = Limits(seconds=8, memory_bytes=768 * MEBIBYTE)
WAIVERS = """
[[waiver]]
rule = "MAT401"
region = "제주"
reason = "협의회에서 인정"
approver = "전담반"
date = 2025-11-03
expiry = 2026-06-30

[[waiver]]
rule = "SUM303"
region = "제주"
cell = "소요예산!A1"
reason = "아무 데도 없음"
approver = "전담반"
date = 2025-11-03
expiry = 2026-06-30

[[waiver]]
rule = "MAT402"
region = "대구"
reason = "지난 일"
approver = "전담반"
date = 2025-01-03
expiry = 2025-02-01
"""


@pytest.fixture(scope="module")
def returned(tmp_path_factory):
    """Nine workbooks, two of each region but one, and a file that is none."""
    folder = tmp_path_factory.mktemp("returned")
    for number, sample in enumerate((*SAMPLES, *SAMPLES[:4])):
        shutil.copyfile(sample, folder / f"{number}.xlsx")
    (folder / "4a.xlsx").write_bytes(b"no workbook")
    (folder / "waivers.toml").write_text(WAIVERS, "utf-8")
    return folder


def checked(returned, out=None, **how):
    """Return all that a run gives: its results and the bytes of its copies."""
    report = aitx_budget.validate(
        returned,
        waivers=returned / "waivers.toml",
        as_of=dt.date(2026, 3, 2),
        marked_folder=out,
        **how,
    )
    written = {each.name: each.read_bytes() for each in out.iterdir()} if out else {}
    return report.results, written


@pytest.fixture(scope="module")
def wanted(returned, tmp_path_factory):
    """What a run in one chunk gives."""
    return checked(returned, tmp_path_factory.mktemp("wanted"))


@pytest.mark.parametrize(("size", "jobs"), [(1, 2), (2, 3), (7, 1)])
def test_chunks_and_jobs_change_nothing(returned, wanted, tmp_path, monkeypatch, size, jobs):
    """Results, what became of waivers among them, and copies are the same to the byte."""
    monkeypatch.setattr(batch, "MOST_FILES", size)
    monkeypatch.setattr(batch, "LEAST_FILES", 1)
    assert checked(returned, tmp_path / "out", jobs=jobs) == wanted
    results, copies = wanted
    assert len(copies) == 9
    told = [
        (each.path[-6:], f.code) for each in results for f in each.findings if f.code[:3] == "WVR"
    ]
    assert {code for _, code in told} == {"WVR051", "WVR052"}
    assert len(told) == 2


HARMS = {
    "death": (chores.Deadly, "FIL004"),
    "memory": (chores.Exploding, "FIL005"),
    "time": (chores.Hanging, "FIL005"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_harms_a_chunk_costs_its_own_file(harm):
    """The others of its chunk are answered and marked as without it, in order."""
    deadly, code = HARMS[harm]
    plain = [Found(str(each), each) for each in SAMPLES[:3]]
    bad = deadly(str(SAMPLES[3]), SAMPLES[3])
    order = Order(default_programme(), Limits(seconds=3, memory_bytes=LIMITS.memory_bytes))
    with Crew(3, 1, order.limits, checking=True) as crew:
        alone = [each for each, _ in batch.run(plain, order, crew=crew)]
        said = [each for each, _ in batch.run([*plain[:2], bad, plain[2]], order, crew=crew)]
    assert [each.part for each in (*said[:2], said[3])] == [each.part for each in alone]
    assert [each.number for each in said] == [0, 1, 2, 3]
    assert said[2].standing.refused
    assert [each.code for each in said[2].part.findings] == [code]
    assert not said[2].digest


def test_chunks_are_bounded_and_become_smaller_towards_the_end():
    """Every file is in one chunk, in order; none is larger than it may be; workers end together."""
    items = [Item(number, Found("gone.xlsx", Path("gone.xlsx"))) for number in range(200)]
    for hands in (1, 2, 3):
        made = list(chunks(items, hands))
        assert [item for chunk in made for item in chunk] == items
        assert max(map(len, made)) == batch.MOST_FILES
        assert len(made[-1]) <= batch.LEAST_FILES
    assert [len(each) for each in chunks(items[:5], 2)] == [3, 2]
    assert [len(each) for each in chunks(items[:5], 1)] == [5]


def test_large_files_make_small_chunks(tmp_path, monkeypatch):
    """What a worker holds is bounded in bytes too; a file that is larger alone is a chunk of its own."""
    monkeypatch.setattr(batch, "MOST_BYTES", 100)
    items = []
    for number, size in enumerate((40, 60, 1, 500, 1)):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(bytes(size))
        items.append(Item(number, Found(str(path), path)))
    made = [[item.number for item in each] for each in chunks(items, 1)]
    assert made == [[0, 1], [2], [3], [4]]


def test_a_code_that_no_rule_has_is_told_as_usage():
    """From a worker as well as from here."""
    for paths in (SAMPLES[0], SAMPLES[:2]):
        with pytest.raises(UsageError, match="no rule code"):
            aitx_budget.validate(paths, select=["XYZ"])


def test_progress_reaches_the_end_and_never_falls(returned):
    """Numbers rise one after another up to all there are."""
    told = []
    aitx_budget.validate(returned, jobs=2, progress=lambda *seen: told.append(seen[1:]))
    assert told == sorted(set(told))
    assert told[-1] == (10, 10)


def test_every_format_is_the_same_from_parts_made_elsewhere(returned):
    """What workers put into words is what the results say here."""
    from aitx_budget.library.reporting import report
    from aitx_budget.report import whole

    here = aitx_budget.validate(returned)
    for format_ in Format:
        shown = []
        report(
            returned,
            lambda parts, programme, f=format_, to=shown: to.extend(
                whole(f, parts, programme, Language.KO)
            ),
            format_=format_,
            jobs=2,
        )
        assert b"".join(shown) == here.render(format_), format_
