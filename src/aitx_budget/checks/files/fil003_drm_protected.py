"""A submitted file is free of document security (DRM).

Why it matters: A file inside a DRM container can only be opened on the office's own computers; nothing in it can be read elsewhere.
Bad: The workbook left the office without being released from Fasoo, SoftCamp or MarkAny.
Good: The workbook was released (decrypted) by the document-security program before it was submitted.
Source: This program: encrypted content cannot be checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitx_budget.checks.manual import manual
from aitx_budget.checks.rule import Case, Rule, Violation
from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.submission import Refused
from aitx_budget.model.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from aitx_budget.programme.schema import Programme

MANUAL_KO = """제출 파일은 문서보안(DRM)이 해제되어 있어야 합니다.

왜 중요한가: 문서보안이 걸린 파일은 해당 기관의 컴퓨터에서만 열려, 밖에서는 내용을 읽을 수 없습니다.
잘못된 예: Fasoo, SoftCamp, MarkAny 등의 보안을 해제하지 않고 파일을 보냈습니다.
바른 예: 문서보안 프로그램에서 반출(보안 해제)한 파일을 제출했습니다.
근거: 이 프로그램: 암호화된 내용은 점검할 수 없습니다.
"""


def holds(frame: pd.DataFrame, programme: Programme) -> pd.Series:  # noqa: ARG001
    """Tell per file whether it was read, or refused for another reason."""
    return frame["reason"] != Refused.DRM.value


def explain(case: Case) -> Violation:
    """Name the product."""
    product = case["detail"] or "DRM"
    return Violation(
        at=None,
        message=Text(
            f"문서보안({product})이 걸려 있어 점검할 수 없으니, 보안을 해제(반출)한 파일을 다시 제출하세요.",
            f"This file is protected by document security ({product}) and cannot be checked: submit a released copy.",
        ),
        fix=Text(
            "문서보안 프로그램에서 보안을 해제한 사본을 만들어 제출하세요. 권한이 없으면 기관의 보안 담당자에게 반출을 요청하세요.",
            "Release (decrypt) a copy in the document-security program and submit that; without the right to do so, ask whoever is in charge of security.",
        ),
        value=product,
    )


RULE = Rule(
    code="FIL003",
    name="drm-protected",
    severity=Severity.ERROR,
    authority=Authority.ARITHMETIC,
    view="files",
    needs=(),
    holds=holds,
    explain=explain,
    manual=manual(__doc__, MANUAL_KO),
    waivable=False,
)
