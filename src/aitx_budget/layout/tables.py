"""The tables and forms of the standard workbook, sheet by sheet.

Source: the notice's terms; months, fiscal years and the sources' names come from the programme.
"""

from __future__ import annotations

from aitx_budget.layout.expressions import Here, IfBlank, Quotient, RoundWon, minus, plus, times
from aitx_budget.layout.structure import Field, Kind, TableLayout
from aitx_budget.model.month import dashed, dotted
from aitx_budget.model.text import Text, particle
from aitx_budget.programme.examples import examples
from aitx_budget.programme.schema import Programme

LOCAL = ("provincial_funds", "municipal_funds")
PUBLIC = ("national_funds", *LOCAL)
SOURCES = (*PUBLIC, "private_cash", "private_in_kind")
CASH = (*PUBLIC, "private_cash")
"""The sources, by the names of the fields that hold their amounts."""

_CODE_LIST = Text(
    "목록에서 고르세요. 코드는 해당 시트에서 먼저 등록합니다.",
    "Choose from the list; codes are declared in their own sheet.",
)
_WON = Text(
    "원 단위 정수로 입력합니다. 없으면 비워 둡니다.", "Whole won; leave blank where there is none."
)


def _typed_month(programme: Programme) -> Text:
    month = dashed(examples(programme).month)
    return Text(f"{month}처럼 입력합니다.", f"Type it as {month}.")


def basics(programme: Programme) -> TableLayout:
    """Return 기본정보: labelled entries about the submission."""
    day = f"{examples(programme).day:%Y-%m-%d}"
    allotments = tuple(
        Field(
            f"allotment_{year}",
            f"{year} {programme.sources.national_funds.ko}배정액",
            Kind.WON,
            help=Text(
                f"전담기관이 통보한 {year}년 배정액입니다. 통보가 없으면 비워 둡니다.",
                f"The allotment for {year} if the agency has given one.",
            ),
            width=24,
        )
        for year in programme.fiscal_years
    )
    return TableLayout(
        "basics",
        "기본정보",
        Text("기본정보", "Basics"),
        Text("사업과 작성자의 기본 사항을 적습니다.", "The submission's basic facts."),
        (
            Field(
                "region",
                "광역지방자치단체",
                Kind.CHOICE,
                required=True,
                choices="region",
                aliases=("시도", "광역자치단체", "지역"),
                help=Text("목록에서 고르세요.", "Choose from the list."),
            ),
            Field(
                "project_title",
                "사업명",
                Kind.TEXT,
                required=True,
                help=Text(
                    "협약서의 사업명을 적습니다.", "The project's title as in the agreement."
                ),
            ),
            Field(
                "lead_institution",
                "주관기관",
                Kind.TEXT,
                required=True,
                help=Text("주관기관의 이름을 적습니다.", "Name of the lead institution."),
            ),
            Field(
                "department",
                "담당부서",
                Kind.TEXT,
                help=Text("작성 부서를 적습니다.", "The department that fills this in."),
            ),
            Field(
                "officer",
                "담당자",
                Kind.TEXT,
                required=True,
                help=Text(
                    "작성자의 이름을 적습니다. 주민등록번호는 적지 마세요.",
                    "The officer's name; never a resident number.",
                ),
            ),
            Field(
                "phone",
                "전화",
                Kind.TEXT,
                aliases=("전화번호", "연락처"),
                help=Text("예: 031-123-4567", "e.g. 031-123-4567"),
            ),
            Field(
                "email",
                "이메일",
                Kind.TEXT,
                aliases=("전자우편", "E-mail"),
                help=Text("예: name@korea.kr", "e.g. name@korea.kr"),
            ),
            Field(
                "agreement_date",
                "협약일",
                Kind.DATE,
                help=Text(
                    f"{day}처럼 입력합니다. 협약 전이면 비워 둡니다.",
                    f"Type it as {day}; blank before the agreement.",
                ),
            ),
            Field(
                "written_on",
                "작성일",
                Kind.DATE,
                help=Text(f"{day}처럼 입력합니다.", f"Type it as {day}."),
            ),
            Field(
                "revision",
                "제출차수",
                Kind.COUNT,
                aliases=("차수",),
                help=Text(
                    "처음 제출이면 1, 보완 제출이면 2, 3 …",
                    "1 for the first submission, then 2, 3 …",
                ),
            ),
            *allotments,
            Field(
                "vat",
                "부가세처리",
                Kind.CHOICE,
                choices="vat",
                aliases=("부가가치세처리", "VAT"),
                help=Text(
                    "금액을 어떤 기준으로 적었는지 고르세요.", "How amounts treat value-added tax."
                ),
            ),
            Field(
                "change_reason",
                "변경사유",
                Kind.TEXT,
                aliases=("변경 사유", "수정사유"),
                lines=3,
                since=2,
                help=Text(
                    "제출차수가 2 이상이면 무엇이 왜 바뀌었는지 적습니다. 변경대비표에 사유로 실립니다.",
                    "From the second submission on: what changed and why; it is shown as the reason in the comparison.",
                ),
            ),
            Field(
                "submitter",
                "제출기관코드",
                Kind.CODE,
                refers="institutions.code",
                aliases=("작성기관코드",),
                since=2,
                scopes=("institution",),
                help=Text(
                    "이 예산서를 내는 기관의 코드를 고르세요. 코드는 수행기관 시트에서 먼저 등록합니다.",
                    "The code of the institution whose workbook this is; it is declared in 수행기관 first.",
                ),
            ),
        ),
        form=True,
        header_row=5,
    )


def institutions(programme: Programme) -> TableLayout:
    """Return 수행기관: the consortium's members."""
    government = programme.consortium.government_types.value[0]
    declared = Text(
        "지원제외 요건에 해당하는지 기관이 스스로 확인해 고릅니다.",
        "The institution's own declaration.",
    )
    return TableLayout(
        "institutions",
        "수행기관",
        Text("수행기관", "Performing institutions"),
        Text(
            "컨소시엄의 모든 기관을 한 행에 하나씩 적습니다.",
            "Every member of the consortium, one a row.",
        ),
        (
            Field(
                "code",
                "기관코드",
                Kind.CODE,
                required=True,
                key=True,
                width=10,
                help=Text(
                    "짧은 코드를 정해 적습니다. 예: I01", "A short code of your own, e.g. I01"
                ),
            ),
            Field(
                "name",
                "기관명",
                Kind.TEXT,
                required=True,
                width=26,
                help=Text("사업자등록증의 이름을 적습니다.", "The registered name."),
            ),
            Field(
                "registration_number",
                "사업자등록번호",
                Kind.REGISTRATION,
                required=True,
                width=16,
                aliases=("사업자번호",),
                help=Text("123-45-67891처럼 10자리를 입력합니다.", "Ten digits, as 123-45-67891."),
            ),
            Field(
                "type",
                "기관유형",
                Kind.CHOICE,
                required=True,
                choices="institution_type",
                width=18,
                help=Text("목록에서 고르세요.", "Choose from the list."),
            ),
            Field(
                "role",
                "역할",
                Kind.CHOICE,
                required=True,
                choices="role",
                width=8,
                help=Text(
                    f"총괄: {government}, 주관: 한 곳, 참여: 나머지",
                    "총괄: the government, 주관: exactly one lead, 참여: the others",
                ),
            ),
            Field(
                "closed",
                "휴폐업",
                Kind.CHOICE,
                choices="declaration",
                width=10,
                aliases=("휴·폐업",),
                help=declared,
            ),
            Field(
                "tax_arrears",
                "세금체납",
                Kind.CHOICE,
                choices="declaration",
                width=10,
                aliases=("국세지방세체납",),
                help=declared,
            ),
            Field(
                "capital_erosion",
                "완전자본잠식",
                Kind.CHOICE,
                choices="declaration",
                width=13,
                help=declared,
            ),
            Field(
                "duplicate_funding",
                "중복지원",
                Kind.CHOICE,
                choices="declaration",
                width=10,
                help=declared,
            ),
            Field(
                "founded_on",
                "창업일",
                Kind.DATE,
                width=12,
                aliases=("설립일",),
                help=Text("기업이면 2020-03-02처럼 입력합니다.", "For companies, as 2020-03-02."),
            ),
            Field("remarks", "비고", Kind.TEXT, width=20),
        ),
        capacity=40,
    )


def unit_projects(programme: Programme) -> TableLayout:
    """Return 단위사업: the unit projects the money is planned for."""
    first, last = programme.months[0], programme.months[-1]
    typed, goods = _typed_month(programme), programme.direct_support_goods
    within = Text(
        f"{typed.ko} {dashed(first)}부터 {dashed(last)}까지입니다.",
        f"{typed.en} From {dashed(first)} to {dashed(last)}.",
    )
    return TableLayout(
        "unit_projects",
        "단위사업",
        Text("단위사업", "Unit projects"),
        Text(
            "예산을 나누어 세우는 사업 단위를 적습니다.",
            "The unit projects that money is budgeted for.",
        ),
        (
            Field(
                "code",
                "사업코드",
                Kind.CODE,
                required=True,
                key=True,
                width=10,
                help=Text(
                    "짧은 코드를 정해 적습니다. 예: P01", "A short code of your own, e.g. P01"
                ),
            ),
            Field("name", "단위사업명", Kind.TEXT, required=True, width=34),
            Field(
                "field",
                "분야",
                Kind.CHOICE,
                required=True,
                choices="field",
                width=20,
                help=Text("목록에서 고르세요.", "Choose from the list."),
            ),
            Field(
                "direct_support",
                "직접지원",
                Kind.CHOICE,
                required=True,
                choices="yes_no",
                width=10,
                aliases=("직접지원여부",),
                help=Text(
                    f"중소기업에 {particle(goods.ko, '을', '를')} 직접 지원하면 예를 고릅니다. 운영비는 다른 단위사업으로 나눕니다.",
                    f"예 where SMEs are given {goods.en} directly; keep running costs in another project.",
                ),
            ),
            Field(
                "lead_code",
                "주관기관코드",
                Kind.CODE,
                required=True,
                refers="institutions.code",
                width=13,
                help=_CODE_LIST,
            ),
            Field("first_month", "시작월", Kind.MONTH, required=True, width=10, help=within),
            Field("last_month", "종료월", Kind.MONTH, required=True, width=10, help=within),
            Field("description", "사업내용", Kind.TEXT, width=44),
        ),
        capacity=20,
    )


def _keys(*names: str) -> tuple[Field, ...]:
    """Return the leading columns that several tables share."""
    fields = {
        "number": Field("number", "연번", Kind.COUNT, width=6, aliases=("번호", "순번")),
        "fiscal_year": Field(
            "fiscal_year",
            "회계연도",
            Kind.YEAR,
            required=True,
            choices="fiscal_year",
            width=9,
            aliases=("연도", "사업연도"),
            help=Text(
                "돈의 연도입니다. 목록에서 고르세요.",
                "The year of the money; choose from the list.",
            ),
        ),
        "project": Field(
            "project",
            "사업코드",
            Kind.CODE,
            required=True,
            refers="unit_projects.code",
            width=9,
            help=_CODE_LIST,
        ),
        "institution": Field(
            "institution",
            "기관코드",
            Kind.CODE,
            required=True,
            refers="institutions.code",
            width=9,
            help=_CODE_LIST,
        ),
    }
    return tuple(fields[name] for name in names)


def _amounts(programme: Programme, names: tuple[str, ...], **headers: str) -> tuple[Field, ...]:
    """Return the columns of amounts per source; `headers` renames some."""
    return tuple(
        Field(
            name,
            headers.get(name) or getattr(programme.sources, name).ko,
            Kind.WON,
            amount=True,
            width=15,
            help=_WON,
        )
        for name in names
    )


def budget_lines(programme: Programme) -> TableLayout:
    """Return 소요예산: every line of the budget with its cost basis and its sources."""
    total = plus(*(Here(name) for name in SOURCES))
    return TableLayout(
        "budget_lines",
        "소요예산",
        Text("소요예산 산출내역", "Budget lines"),
        Text(
            "단가×수량×횟수로 산출하고, 그 금액을 재원별로 나누어 적습니다.",
            "Unit price × quantity × occurrences, split by source.",
        ),
        (
            *_keys("number", "fiscal_year", "project", "institution"),
            Field(
                "category",
                "비목",
                Kind.CHOICE,
                required=True,
                choices="category",
                width=15,
                help=Text("목록에서 고르세요.", "Choose from the list."),
            ),
            Field(
                "subcategory",
                "세목",
                Kind.CHOICE,
                required=True,
                choices="subcategory",
                width=19,
                help=Text(
                    "비목을 먼저 고르면 그 세목만 나옵니다.",
                    "Choose the category first; its subcategories follow.",
                ),
            ),
            Field(
                "item", "세부항목", Kind.TEXT, required=True, width=34, aliases=("산출내역", "내역")
            ),
            Field(
                "unit_price",
                "단가",
                Kind.WON,
                required=True,
                width=14,
                help=Text("원 단위 정수로 입력합니다.", "Whole won."),
            ),
            Field(
                "quantity",
                "수량",
                Kind.QUANTITY,
                required=True,
                width=9,
                help=Text("숫자만 입력합니다.", "A number."),
            ),
            Field(
                "unit",
                "단위",
                Kind.TEXT,
                width=7,
                help=Text("예: 명, 대, 식, 개월", "e.g. persons, units, months"),
            ),
            Field(
                "occurrences",
                "횟수",
                Kind.QUANTITY,
                required=True,
                width=8,
                help=Text("한 번이면 1을 입력합니다.", "1 where it happens once."),
            ),
            Field(
                "cost",
                "산출금액",
                Kind.WON,
                width=16,
                formula=RoundWon(times(Here("unit_price"), Here("quantity"), Here("occurrences"))),
                aliases=("금액", "산출액"),
            ),
            *_amounts(programme, SOURCES),
            Field("funding", "재원합계", Kind.WON, width=16, formula=total),
            Field(
                "difference",
                "차액",
                Kind.WON,
                width=13,
                formula=minus(Here("funding"), Here("cost")),
            ),
            Field("remarks", "비고", Kind.TEXT, width=20),
        ),
        capacity=500,
    )


def monthly_plan(programme: Programme) -> TableLayout:
    """Return 월별계획: when each project's money of each source and year will be spent."""
    months = tuple(
        Field(f"m{month}", dotted(month), Kind.WON, amount=True, width=14, help=_WON)
        for month in programme.months
    )
    years = sorted({month // 100 for month in programme.months})
    totals = tuple(
        Field(
            f"total_{year}",
            f"{year}계",
            Kind.WON,
            width=15,
            formula=plus(
                *(Here(f"m{month}") for month in programme.months if month // 100 == year)
            ),
        )
        for year in years
    )
    return TableLayout(
        "monthly_plan",
        "월별계획",
        Text("월별 집행계획", "Monthly execution plan"),
        Text(
            "회계연도(돈의 연도)·단위사업·재원별로 한 행씩, 집행할 달에 적습니다.",
            "A row per fiscal year of the money, project and source.",
        ),
        (
            *_keys("fiscal_year", "project"),
            Field(
                "source",
                "재원",
                Kind.CHOICE,
                required=True,
                choices="plan_source",
                width=11,
                help=Text("목록에서 고르세요.", "Choose from the list."),
            ),
            *months,
            *totals,
            Field(
                "total",
                "합계",
                Kind.WON,
                width=16,
                formula=plus(*(Here(field.name) for field in totals)),
            ),
        ),
        capacity=160,
    )


def asset_plan(programme: Programme) -> TableLayout:
    """Return 자산구매계획: what the asset lines of the budget buy."""
    return TableLayout(
        "asset_plan",
        "자산구매계획",
        Text("취득자산 구매계획", "Acquired-asset purchase plan"),
        Text(
            "유형·무형자산 비목으로 사는 것을 품목별로 적습니다. 소요예산과 금액이 같아야 합니다.",
            "Everything bought under the asset categories; equal to the budget.",
        ),
        (
            *_keys("number", "fiscal_year", "project", "institution"),
            Field(
                "asset_kind",
                "자산구분",
                Kind.CHOICE,
                required=True,
                choices="asset_kind",
                width=11,
                help=Text("목록에서 고르세요.", "Choose from the list."),
            ),
            Field("item", "품명", Kind.TEXT, required=True, width=26),
            Field("specification", "규격", Kind.TEXT, width=28),
            Field("quantity", "수량", Kind.QUANTITY, required=True, width=8),
            Field("unit", "단위", Kind.TEXT, width=7),
            Field("unit_price", "단가", Kind.WON, required=True, width=15),
            Field(
                "cost",
                "금액",
                Kind.WON,
                width=16,
                formula=RoundWon(times(Here("quantity"), Here("unit_price"))),
            ),
            *_amounts(programme, CASH),
            Field(
                "funding",
                "재원합계",
                Kind.WON,
                width=16,
                formula=plus(*(Here(name) for name in CASH)),
            ),
            Field(
                "purchase_month",
                "구매예정월",
                Kind.MONTH,
                required=True,
                width=11,
                help=_typed_month(programme),
            ),
            Field(
                "purchase_method",
                "구매방법",
                Kind.CHOICE,
                required=True,
                choices="purchase_method",
                width=11,
                help=Text("목록에서 고르세요.", "Choose from the list."),
            ),
            Field("place", "설치장소", Kind.TEXT, width=20),
            Field("purpose", "용도", Kind.TEXT, width=24),
            Field("shared_use", "공동활용계획", Kind.TEXT, width=24),
            Field(
                "owner_code",
                "소유기관코드",
                Kind.CODE,
                refers="institutions.code",
                width=13,
                help=_CODE_LIST,
            ),
            Field(
                "quoted",
                "견적확보",
                Kind.CHOICE,
                choices="yes_no",
                width=10,
                help=Text("견적서를 받았으면 예를 고릅니다.", "예 where a quotation is at hand."),
            ),
            Field("remarks", "비고", Kind.TEXT, width=20),
        ),
        capacity=200,
    )


def in_kind_details(programme: Programme) -> TableLayout:
    """Return 현물내역: what each in-kind contribution consists of."""
    kind = programme.sources.private_in_kind.ko
    product = times(
        Here("unit_price"), Here("quantity"), IfBlank("months", 1), IfBlank("participation", 100)
    )
    return TableLayout(
        "in_kind_details",
        "현물내역",
        Text("현물 출연 내역", "In-kind contributions"),
        Text(
            f"{particle(kind, '을', '를')} 누가 무엇으로 내는지 적습니다. 소요예산의 {particle(kind, '과', '와')} 같아야 합니다.",
            "Who contributes what in kind; equal to the budget's in-kind amounts.",
        ),
        (
            *_keys("number", "fiscal_year", "project"),
            Field(
                "contributor_kind",
                "출연구분",
                Kind.CHOICE,
                required=True,
                choices="contributor_kind",
                width=11,
                help=Text(
                    "아직 정하지 않은 기업이면 예정기업을 고릅니다.",
                    "예정기업 for firms not yet chosen.",
                ),
            ),
            Field(
                "contributor",
                "출연자",
                Kind.CODE,
                required_unless=("contributor_kind", "예정기업"),
                width=16,
                help=Text(
                    "수행기관은 기관코드, 참여기업은 사업자등록번호를 적습니다. 예정기업은 비워 둡니다.",
                    "An institution's code or a firm's registration number; blank for 예정기업.",
                ),
            ),
            Field(
                "in_kind_kind",
                "현물구분",
                Kind.CHOICE,
                required=True,
                choices="in_kind_kind",
                width=11,
                help=Text("목록에서 고르세요.", "Choose from the list."),
            ),
            Field("detail", "세부내용", Kind.TEXT, width=30),
            Field("unit_price", "단가", Kind.WON, required=True, width=14),
            Field("quantity", "수량", Kind.QUANTITY, required=True, width=8),
            Field(
                "months",
                "개월",
                Kind.QUANTITY,
                width=8,
                help=Text(
                    "인건비·임차처럼 기간이 있으면 적습니다. 비우면 1로 봅니다.",
                    "Where it runs over months; blank counts as 1.",
                ),
            ),
            Field(
                "participation",
                "참여율",
                Kind.PERCENT,
                width=9,
                help=Text(
                    "1~100 사이의 수(%)를 적습니다. 비우면 100으로 봅니다.",
                    "1 to 100 (percent); blank counts as 100.",
                ),
            ),
            Field(
                "cost",
                "산정금액",
                Kind.WON,
                width=16,
                formula=RoundWon(product, per=100),
                aliases=("금액",),
            ),
            Field("evidence", "증빙", Kind.TEXT, width=20),
            Field("remarks", "비고", Kind.TEXT, width=20),
        ),
        capacity=200,
    )


def beneficiaries(programme: Programme) -> TableLayout:
    """Return 참여기업: the SMEs that direct support goes to, chosen or still to be chosen."""
    contribution = plus(Here("private_cash"), Here("private_in_kind"))
    return TableLayout(
        "beneficiaries",
        "참여기업",
        Text("참여기업(직접지원 중소기업)", "Beneficiary SMEs"),
        Text(
            "확정 기업은 한 행에 하나씩, 아직 고르지 않은 기업은 예정으로 묶어 기업수를 적습니다.",
            "One chosen firm a row; firms not yet chosen as one row with their number.",
        ),
        (
            *_keys("number", "fiscal_year", "project"),
            Field(
                "status",
                "선정상태",
                Kind.CHOICE,
                required=True,
                choices="status",
                width=10,
                help=Text("확정 또는 예정을 고르세요.", "확정 (chosen) or 예정 (to be chosen)."),
            ),
            Field(
                "firms",
                "기업수",
                Kind.COUNT,
                required_when=("status", "예정"),
                width=8,
                help=Text(
                    "예정이면 기업 수를 적습니다. 확정이면 비우거나 1을 적습니다.",
                    "The number of firms where 예정; blank or 1 where 확정.",
                ),
            ),
            Field("name", "기업명", Kind.TEXT, required_when=("status", "확정"), width=24),
            Field(
                "registration_number",
                "사업자등록번호",
                Kind.REGISTRATION,
                required_when=("status", "확정"),
                width=16,
                aliases=("사업자번호",),
                help=Text("123-45-67891처럼 10자리를 입력합니다.", "Ten digits, as 123-45-67891."),
            ),
            Field("location", "소재지", Kind.TEXT, width=20),
            Field("support", "지원내용", Kind.TEXT, width=28),
            *_amounts(programme, SOURCES, private_cash="기업현금", private_in_kind="기업현물"),
            Field(
                "total", "합계", Kind.WON, width=16, formula=plus(*(Here(name) for name in SOURCES))
            ),
            Field(
                "contribution_share",
                "부담비율",
                Kind.RATIO,
                width=10,
                formula=Quotient(contribution, Here("total")),
            ),
            Field(
                "in_kind_share",
                "현물비율",
                Kind.RATIO,
                width=10,
                formula=Quotient(Here("private_in_kind"), contribution),
            ),
            Field("remarks", "비고", Kind.TEXT, width=20),
        ),
        capacity=500,
    )
