"""A submitted file is of a size that a budget has.

Why it matters: A file that unpacks to far more than it shows can stop the computer that reads it, so it is not unpacked.
Bad: A workbook with hundreds of photographs, or one that unpacks to gigabytes.
Good: A workbook of the budget alone, usually below 1 MB.
Source: This program: limits of size, of entries and of compression protect the reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Refused
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """제출 파일은 예산서에 알맞은 크기여야 합니다.

왜 중요한가: 보이는 것보다 훨씬 크게 풀리는 파일은 읽는 컴퓨터를 멈추게 할 수 있으므로 풀지 않습니다.
잘못된 예: 사진 수백 장을 넣었거나, 압축을 풀면 수 기가바이트가 되는 통합 문서입니다.
바른 예: 예산만 담은 통합 문서로, 대개 1MB를 넘지 않습니다.
근거: 이 프로그램: 크기·항목 수·압축률의 한도로 읽는 쪽을 보호합니다.
"""

_UNITS = (
    (r"^(\d+) MiB unpacked$", r"압축을 푼 크기 \1MB"),
    (r"(\d+) MiB$", r"\1MB"),
    (r"(\d+) entries$", r"압축 항목 \1개"),
    (r"(\d+) cells$", r"칸 \1개"),
    (r"(\d+) elements$", r"XML 요소 \1개"),
    (r"(\d+) characters$", r"글자 \1자"),
    (r"(\d+):1$", r"압축률 \1배"),
    (r"^(\d+) seconds$", r"읽는 시간 \1초"),
    (r"^(\d+) MiB of memory$", r"메모리 \1MB"),
    (r"^overlapping entries$", "겹친 압축 항목"),
)
"""What a limit is called, as intake writes it and in Korean."""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per file whether it was read, or refused for another reason."""
    return frame["reason"] != Refused.OVERSIZED.value


def explain(case: Case) -> Violation:
    """Name the limit that was passed."""
    limit, korean = (
        f"({said})" if said else "" for said in (case["detail"], _said(case["detail"]))
    )
    return Violation(
        at=None,
        message=Text(
            f"파일이 읽을 수 있는 크기의 한도{korean}를 넘어 점검할 수 없으니, 그림과 불필요한 시트를 지우고 다시 제출하세요.",
            f"This file is beyond the size that is read{' ' + limit if limit else ''} and cannot be checked: remove pictures and other sheets, and submit it again.",
        ),
        fix=Text(
            "그림과 예산과 무관한 시트를 지우거나, 표준 서식에 값만 옮겨 저장한 뒤 다시 제출하세요.",
            "Remove pictures and sheets that are not the budget's, or copy the values alone into the standard workbook, and submit that.",
        ),
        value=case["detail"] or None,
    )


def _said(detail: str) -> str:
    """Return the limit in Korean."""
    for pattern, words in _UNITS:
        detail = re.sub(pattern, words, detail)
    return detail


RULE = Rule(
    code="FIL005",
    name="oversized-file",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="files",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
