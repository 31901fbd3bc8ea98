"""What goes back and forth: a second version of a region's budget, and a region's budget in its institutions' parts.

They stand in a folder beside the five regions' and not in it, so that whoever checks or consolidates the five gets the
five. `jeju_second` and `ulsan_parts` hold the stories, `cut` takes a region's budget apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aitx_budget.programme.loader import default_programme
from aitx_budget.programme.schema import Programme
from aitx_budget.samples import region_budget
from aitx_budget.samples.build import Tables
from aitx_budget.samples.exchange import jeju_second, ulsan_parts
from aitx_budget.samples.exchange.cut import copied, numbered, part, province
from aitx_budget.samples.slips import make

REVISED, ASSEMBLED = "제주", "울산"
"""The region that hands in again, and the one that is put together."""
SECOND = f"{REVISED}_예산서_2차.xlsx"
PROVINCE = f"{ASSEMBLED}_취합전.xlsx"
PARTS = f"{ASSEMBLED}_기관별"


@dataclass(frozen=True)
class Exchange:
    """The workbooks that were written.

    Attributes:
        second: 제주's second submission.
        province: 울산's workbook without its institutions' rows.
        parts: the folder of the institutions' workbooks; two are of one institution.
    """

    second: Path
    province: Path
    parts: Path

    @property
    def files(self) -> tuple[Path, ...]:
        """Every workbook, in order of names."""
        return (self.second, self.province, *sorted(self.parts.iterdir()))


def second_version(programme: Programme | None = None) -> Tables:
    """Return the tables of 제주's second submission."""
    return numbered(make(copied(region_budget(REVISED, programme)), jeju_second.STORY))


def province_tables(programme: Programme | None = None) -> Tables:
    """Return the tables of 울산's workbook before its institutions' rows come in."""
    return numbered(province(region_budget(ASSEMBLED, programme)))


def parts(programme: Programme | None = None) -> Iterator[tuple[str, Tables]]:
    """Yield (file name, tables) of each institution's workbook; the late one's second version after its first."""
    budget = region_budget(ASSEMBLED, programme)
    for each in budget["institutions"]:
        code, name = each["code"], each["name"].replace("(주)", "")
        stem = f"{ASSEMBLED}_{code}_{name}".replace(" ", "_")
        tables = part(budget, code)
        yield f"{stem}.xlsx", numbered(tables)
        if code == ulsan_parts.LATE:
            yield f"{stem}_2차.xlsx", numbered(make(part(budget, code), ulsan_parts.STORY))


def write_exchange(folder: Path, programme: Programme | None = None) -> Exchange:
    """Write the workbooks into `folder`."""
    programme = programme or default_programme()
    return Exchange(write_second(folder, programme), *write_parts(folder, programme))


def write_second(folder: Path, programme: Programme) -> Path:
    """Write 제주's second submission into `folder`."""
    from aitx_budget.template import write_template

    folder.mkdir(parents=True, exist_ok=True)
    path, tables = folder / SECOND, second_version(programme)
    path.write_bytes(write_template(programme, region=REVISED, prefill=tables))
    return path


def write_parts(folder: Path, programme: Programme) -> tuple[Path, Path]:
    """Write 울산's own workbook and the folder of its institutions' into `folder`."""
    from aitx_budget.template import write_template

    whole, parts_folder = folder / PROVINCE, folder / PARTS
    parts_folder.mkdir(parents=True, exist_ok=True)
    data = write_template(programme, region=ASSEMBLED, prefill=province_tables(programme))
    whole.write_bytes(data)
    for name, tables in parts(programme):
        data = write_template(programme, scope="institution", region=ASSEMBLED, prefill=tables)
        (parts_folder / name).write_bytes(data)
    return whole, parts_folder
