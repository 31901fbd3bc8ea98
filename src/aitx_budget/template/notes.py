"""Notes on headers where officers hesitate."""

from __future__ import annotations

from collections.abc import Mapping

from aitx_budget.model.text import particle
from aitx_budget.programme.schema import Programme

_NUMBER = "비워 두어도 됩니다. 한꺼번에 매기려면 첫 행에 1, 둘째 행에 2를 적고 두 칸을 골라 오른쪽 아래 모서리를 두 번 누릅니다."


def header_notes(programme: Programme) -> Mapping[tuple[str, str], str]:
    """Return (table, field) -> note."""
    first, *later = programme.fiscal_years
    following = later[0] if later else first + 1
    support, names = programme.direct_support, programme.sources
    goods = programme.direct_support_goods.ko
    cash_only = ", ".join(each.name for each in programme.categories if each.cash_only)
    numbered = ("budget_lines", "asset_plan", "in_kind_details", "beneficiaries")
    return {
        **dict.fromkeys(((table, "number") for table in numbered), _NUMBER),
        (
            "budget_lines",
            "fiscal_year",
        ): f"회계연도는 집행하는 해가 아니라 재원(돈)의 연도입니다. {first}년 재원을 {following}년에 이월하여 집행하더라도 {first}로 적습니다.",
        ("budget_lines", "category"): "비목을 먼저 고르면 세목 목록이 그 비목의 세목으로 바뀝니다.",
        (
            "budget_lines",
            "private_in_kind",
        ): f"현물은 현물내역의 산정금액과 사업·회계연도별로 같아야 합니다. 현금 전용 비목({cash_only})에는 적을 수 없습니다.",
        (
            "budget_lines",
            "difference",
        ): "재원합계에서 산출금액을 뺀 값입니다. 0이 아니면 재원 배분이나 산출 내역을 고쳐야 합니다.",
        (
            "unit_projects",
            "direct_support",
        ): f"중소기업에 {particle(goods, '을', '를')} 직접 지원하는 사업이면 예를 고릅니다. 그 사업의 운영비는 단위사업을 따로 만들어 적습니다.",
        (
            "monthly_plan",
            "fiscal_year",
        ): f"재원(돈)의 연도입니다. {first}년 재원은 {following}년 달에 적을 수 있으나(이월), {following}년 재원은 {first}년 달에 적을 수 없습니다.",
        ("monthly_plan", "source"): (
            f"{particle(names.local_funds.ko, '은', '는')} {particle(names.provincial_funds.ko, '과', '와')} "
            f"{particle(names.municipal_funds.ko, '을', '를')} 더한 금액입니다."
        ),
        (
            "asset_plan",
            "funding",
        ): "기관·단위사업·회계연도·재원별로 소요예산의 유형·무형자산 예산과 같아야 합니다.",
        (
            "asset_plan",
            "purchase_month",
        ): "사업기간 안의 달을 고릅니다. 적은 회계연도와 다르면 이월 사유를 비고에 적습니다.",
        (
            "in_kind_details",
            "contributor",
        ): "수행기관이면 기관코드, 참여기업이면 사업자등록번호를 적습니다. 아직 정하지 않은 기업(예정기업)이면 비워 둡니다.",
        ("in_kind_details", "participation"): "퍼센트 값을 기호 없이 적습니다. 30%이면 30입니다.",
        (
            "beneficiaries",
            "firms",
        ): "예정이면 그 행이 대신하는 기업의 수를 적습니다. 확정 기업은 한 행에 하나씩 적고 비우거나 1을 적습니다.",
        (
            "beneficiaries",
            "contribution_share",
        ): f"(기업현금+기업현물) ÷ 합계입니다. 공고의 기준은 {support.sme_share.value.percent()}입니다.",
        (
            "beneficiaries",
            "in_kind_share",
        ): f"기업현물 ÷ (기업현금+기업현물)입니다. 공고의 한도는 {support.in_kind_maximum.value.percent()}입니다.",
        (
            "institutions",
            "closed",
        ): "휴폐업·세금체납·완전자본잠식·중복지원은 기관이 스스로 확인합니다. 한 곳이라도 해당이면 컨소시엄 전체가 지원에서 제외됩니다.",
    }
