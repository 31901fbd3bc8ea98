"""Five completed regions: two in full order, three with the mistakes that officers make.

`plan` holds a region's compact plan, `entries` works it out into funded budget lines, `build` cuts
these into the workbook's tables, `slips` edits them into mistakes, `regions/` has the data.
Firms, persons and registration numbers are invented; nothing here is random.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aitx_budget.errors import UsageError
from aitx_budget.layout.workbook import workbook_layout
from aitx_budget.model.text import Text
from aitx_budget.programme.loader import default_programme
from aitx_budget.programme.schema import Programme
from aitx_budget.samples.build import build
from aitx_budget.samples.plan import Region
from aitx_budget.samples.regions import daegu, gyeongnam, jeju, jeonnam, ulsan
from aitx_budget.samples.slips import Slip, make

_REGIONS: Mapping[str, tuple[Region, tuple[Slip, ...]]] = {
    region.name: (region, slips)
    for region, slips in (
        (gyeongnam.REGION, gyeongnam.SLIPS),
        (daegu.REGION, daegu.SLIPS),
        (ulsan.REGION, ulsan.SLIPS),
        (jeonnam.REGION, jeonnam.SLIPS),
        (jeju.REGION, jeju.SLIPS),
    )
}
NAMES = tuple(_REGIONS)
_LISTS = ("fiscal_year", "field", "institution_type", "category", "subcategory", "asset_kind")
"""Lists of the layout that a programme decides and the samples choose from."""
SLIPS: Mapping[str, tuple[Slip, ...]] = {name: slips for name, (_, slips) in _REGIONS.items()}
EXPECTED: Mapping[str, frozenset[str]] = {
    name: frozenset(code for slip in slips for code in slip.codes)
    for name, (_, slips) in _REGIONS.items()
}
"""Region -> codes of the rules its sample breaks."""


def require_fit(programme: Programme) -> None:
    """Refuse a programme that the samples are no budgets of: they are of the shipped one's years, regions and lists.

    Raises:
        UsageError: naming both programmes.
    """
    shipped = default_programme()
    known, wanted = (workbook_layout(each).lists for each in (programme, shipped))
    listed = all(set(wanted[name]) <= set(known[name]) for name in _LISTS)
    if programme.months != shipped.months or not listed or not set(NAMES) <= set(known["region"]):
        raise UsageError(
            Text(
                f"예시 예산은 '{shipped.title.ko}'의 것이어서 '{programme.title.ko}'의 기준으로는 만들 수 없습니다. "
                "template으로 그 사업의 서식을 만들어 써 보세요.",
                f"The samples are budgets of '{shipped.title.en}' and cannot be made for '{programme.title.en}'; "
                "make that programme's workbook with `template`.",
            )
        )


def region_budget(
    name: str, programme: Programme | None = None
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the tables of a sample region: layout table -> records by field name.

    Raises:
        UsageError: there is no sample of that name, or none for the programme.
    """
    if name not in _REGIONS:
        listed = ", ".join(NAMES)
        raise UsageError(
            Text(
                f"예시 지역이 아닙니다: {name} (가능: {listed})",
                f"no sample region: {name} (one of {listed})",
            )
        )
    region, slips = _REGIONS[name]
    programme = programme or default_programme()
    require_fit(programme)
    return make(build(region, programme), slips)


def file_name(name: str) -> str:
    """Return the file name of a region's sample workbook."""
    return f"{name}_예산서.xlsx"


def write_samples(folder: Path, programme: Programme | None = None) -> list[Path]:
    """Write the five workbooks into `folder` and return their paths, in the regions' order."""
    from aitx_budget.template import write_template

    programme = programme or default_programme()
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in NAMES:
        path = folder / file_name(name)
        path.write_bytes(
            write_template(programme, region=name, prefill=region_budget(name, programme))
        )
        paths.append(path)
    return paths
