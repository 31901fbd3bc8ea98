"""The pages that say what each sample shows, written from the samples' own data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aitx_budget.samples import NAMES, SLIPS, file_name, region_budget
from aitx_budget.samples.exchange import (
    ASSEMBLED,
    PARTS,
    PROVINCE,
    REVISED,
    SECOND,
    jeju_second,
    ulsan_parts,
)
from aitx_budget.samples.slips import Slip

_HEAD = """# 예시 예산서 · Sample budgets

다섯 지역의 작성 예시입니다. 기업·담당자·사업자등록번호는 모두 지어낸 것이며, 금액도 실제 협약과 무관합니다.
경남과 제주의 총액만 공표된 금액(140+46.7+46.7억원, 140+70+23억원)을 따릅니다.
이 폴더는 `python -m aitx_budget.samples sample_budgets/`로 만들며, 시험이 한 바이트까지 같은지 확인합니다.

Five completed regions. Firms, officers and registration numbers are invented, and no amount is that of a
real agreement; only the totals of 경남 and 제주 follow the published figures. The folder is written by
`python -m aitx_budget.samples sample_budgets/`, and a test holds it against the code byte for byte.

| 파일 · File | 소요예산 | 자산 | 참여기업(확정) | 무엇을 보여 주나 · What it shows |
|---|---|---|---|---|
"""
_SHOWS = {
    "경남": "공표 총액 그대로, 모든 규칙을 지킴 · the published totals, in full order",
    "대구": "입력이 제각각인 예산서 · typed by many hands",
    "울산": "알릴 것이 하나도 없는 예산서 · nothing left to remark on",
    "전남": "뒤늦은 변경으로 표들이 어긋난 예산서 · late changes that left the tables apart",
    "제주": "공표 총액 그대로이면 매칭이 20,000,000원 모자람 · as published, 20,000,000 won short of 40 %",
}


_EXCHANGE_HEAD = f"""# 주고받는 예산서 · Budgets on their way

[sample_budgets](../sample_budgets/README.md)의 다섯 지역에서 이어지는 예시입니다. 다섯 지역을 점검하거나 모을 때 섞이지 않도록 따로 둡니다.
이 폴더는 `python -m aitx_budget.samples sample_budgets sample_exchange`로 만들며, 시험이 한 바이트까지 같은지 확인합니다.

What follows from the five regions of [sample_budgets](../sample_budgets/README.md), in a folder of its own so that nobody checks or
consolidates it with them by accident. It is written by `python -m aitx_budget.samples sample_budgets sample_exchange`, and a
test holds it against the code byte for byte.

```sh
aitx-budget compare sample_budgets/{REVISED}_예산서.xlsx sample_exchange/{SECOND} -o 변경대비표.xlsx
aitx-budget assemble sample_exchange/{PROVINCE} sample_exchange/{PARTS} -o {ASSEMBLED}_취합.xlsx
```
"""


_SECOND = f"""
## {SECOND}

{REVISED}의 2차 제출본에서 바뀐 것입니다. 굵게 쓴 규칙은 그 단계에서 새로 어긋납니다. · What {REVISED} changed in its second
submission; a step newly breaks the rules in bold.

"""
_PARTS = f"""
## {PROVINCE}, {PARTS}/

{ASSEMBLED}의 지역 예산서(기관별 줄이 없음)와 기관별 예산서입니다. {ulsan_parts.LATE}의 것만 두 번 왔고, 2차에서 바뀐 것은 다음과 같습니다. ·
{ASSEMBLED}'s workbook without any institution's rows, and its institutions'. {ulsan_parts.LATE} sent two; the second differs in this:

"""


def exchange_page() -> str:
    """Return sample_exchange/README.md."""
    stories = (_SECOND, jeju_second.STORY), (_PARTS, ulsan_parts.STORY)
    return _EXCHANGE_HEAD + "".join(head + "".join(_steps(story)) for head, story in stories)


def _steps(story: Sequence[Slip]) -> Iterator[str]:
    """Yield a line for each step, with the rules that it breaks."""
    for step in story:
        broken = f" (**{', '.join(step.codes)}**)" if step.codes else ""
        yield f"- {step.told.ko} · {step.told.en}{broken}\n"


def page() -> str:
    """Return sample_budgets/README.md."""
    parts = [_HEAD, *(_row(name) for name in NAMES)]
    for name in NAMES:
        if SLIPS[name]:
            parts += [f"\n## {name}\n\n| 규칙 · Rule | 무엇이 있나 · What is there |\n|---|---|\n"]
            parts += [
                f"| {', '.join(slip.codes)} | {slip.told.ko} · {slip.told.en} |\n"
                for slip in SLIPS[name]
            ]
    return "".join(parts)


def _row(name: str) -> str:
    tables = region_budget(name)
    lines = sum(1 for line in tables["budget_lines"] if line.get("project"))
    chosen = sum(1 for firm in tables["beneficiaries"] if firm["status"] == "확정")
    assets = len(tables["asset_plan"])
    return f"| {file_name(name)} | {lines} | {assets} | {chosen} | {_SHOWS[name]} |\n"
