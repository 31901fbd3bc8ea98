"""점검표 on 총괄표: one row per live check, with what was found, what is required, the margin and the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from aitx_budget.layout.expressions import (
    AnyOf,
    At,
    Compare,
    Const,
    CountCells,
    CountGaps,
    CountOf,
    Distance,
    Entry,
    Expr,
    If,
    IfError,
    LeastShare,
    Share,
    SumCells,
    SumRows,
    minus,
    plus,
)
from aitx_budget.layout.pointing import Named
from aitx_budget.layout.summary import counts
from aitx_budget.layout.summary.agreement import (
    FIRM_COLUMNS,
    IN_KIND_COLUMNS,
    PLAN_COLUMNS,
    gap_keys,
)
from aitx_budget.layout.summary.amounts import proofs
from aitx_budget.layout.summary.pointers import TEXTS_KEY, TEXTS_NAME
from aitx_budget.layout.summary.projects import DIRECT_RATIOS
from aitx_budget.layout.summary.sheet import (
    FAIL,
    NOT_APPLICABLE,
    PASS,
    ROUNDING,
    UNKNOWN,
    Broken,
    LiveCheck,
    Pointer,
    Sheet,
    Style,
    judged,
    none_of,
    severe,
)
from aitx_budget.model.finding import Severity
from aitx_budget.model.money import Ratio


@dataclass(frozen=True)
class Line:
    """One row of 점검표.

    Attributes:
        code, scope, severity: see `LiveCheck`.
        label: what is checked.
        basis: what is required, in words.
        found: won or a count, by `style`.
        verdict: the verdict.
        share: the ratio found, for reading only.
        required: won or a count that `found` is held against.
        margin: won left over; negative where it is short.
        hint: where to look.
        over: `rows` or `projects` where the row tells of all of them, see `LiveCheck.rows`.
        broken: where to look for what is wrong.
        former: see `SummaryCell`, of the verdict.
    """

    code: str
    severity: Severity
    label: str
    basis: str
    found: Expr
    verdict: Expr
    share: Share | None = None
    required: Expr | None = None
    margin: Expr | None = None
    hint: str = ""
    style: Style = Style.WON
    scope: dict[str, int | Expr] = field(default_factory=dict)
    over: str = ""
    broken: Broken = field(default_factory=Broken)
    former: tuple[Expr, ...] = ()


def lines(sheet: Sheet) -> tuple[Line, ...]:
    """Return the rows of 점검표, in order; a rule that is switched off has none."""
    return (
        *_nothing(sheet),
        *_matching(sheet),
        *_recognised(sheet),
        *_scale(sheet),
        *_direct_support(sheet),
        *_agreements(sheet),
        *_counted(sheet),
    )


def row_key(line: Line) -> str:
    """Return the beginning of the keys of a row's cells."""
    scope = [str(part) for part in line.scope.values()]
    return ".".join(["check", line.code, *scope, *([line.over] if line.over else [])])


def checklist(sheet: Sheet) -> None:
    """Lay the overall verdict and 점검표."""
    listed = lines(sheet)
    verdicts = tuple(f"{row_key(line)}.verdict" for line in listed)
    sheet.put(1, "종합 판정", Style.HEADLINE)
    sheet.put(2, _overall(sheet, verdicts), Style.HEADLINE, "overall", (_by_checks(verdicts),))
    for column, word in zip((4, 6, 8), (FAIL, ROUNDING, UNKNOWN), strict=True):
        sheet.put(column, f"{word} 건수", Style.CAPTION)
        sheet.put(column + 1, CountCells(verdicts, word), Style.COUNT, f"overall.{word}")
    sheet.row()
    sheet.section("점검표", "금액 단위: 원 · 여유가 음수이면 그만큼 부족하거나 초과했습니다.")
    sheet.heads(
        "점검 항목",
        "기준",
        "현재 비율",
        "현재 금액·건수",
        "기준 금액·건수",
        "여유(원)",
        "판정",
        "규칙",
        "확인할 곳",
        "",
        "",
        "",
        "",
        "",
    )
    for line in listed:
        _write(sheet, line)


def _overall(sheet: Sheet, verdicts: tuple[str, ...]) -> Expr:
    """Return the gravest verdict; 판정불가 too where amounts are left out of what the checks look at.

    Such are numbers typed as texts, which no sum counts, and lines that a table of 총괄표 has no row for, which show in
    its 검산. A cell with an error makes either uncountable.
    """
    gaps = tuple(CountGaps(keys) for keys in proofs_asked(sheet))
    open_ends = (
        Compare(">", CountCells(verdicts, UNKNOWN), Const(0)),
        Compare(">", plus(*gaps), Const(0)),
        Compare(">", Named(TEXTS_NAME, TEXTS_KEY), Const(0)),
    )
    settled = IfError(If(AnyOf(open_ends), Const(UNKNOWN), Const(PASS)), UNKNOWN)
    return If(Compare(">", CountCells(verdicts, FAIL), Const(0)), Const(FAIL), settled)


def proofs_asked(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """Return the keys of each row of 검산 that must be 0; that of months where plan and budget must agree."""
    return proofs(months=sheet.severity("SUM303", Severity.ERROR) is Severity.ERROR)


def _by_checks(verdicts: tuple[str, ...]) -> Expr:
    """Return the overall verdict as it once was: of the checks alone."""
    return If(
        Compare(">", CountCells(verdicts, FAIL), Const(0)),
        Const(FAIL),
        If(Compare(">", CountCells(verdicts, UNKNOWN), Const(0)), Const(UNKNOWN), Const(PASS)),
    )


def _write(sheet: Sheet, line: Line) -> None:
    key = row_key(line)
    sheet.put(1, line.label, Style.LABEL)
    sheet.put(2, line.basis, Style.TEXT)
    if line.share is None:
        sheet.put(3, "", Style.RATIO)
    else:
        sheet.share(3, line.share, f"{key}.share")
    sheet.put(4, line.found, line.style, f"{key}.found")
    sheet.put(5, line.required or "", line.style, f"{key}.required" if line.required else "")
    sheet.put(6, line.margin or "", Style.WON, f"{key}.margin" if line.margin else "")
    sheet.put(7, line.verdict, Style.VERDICT, f"{key}.verdict", line.former)
    sheet.put(8, line.code, Style.TEXT)
    sheet.put(9, line.hint, Style.NOTE)
    sheet.pointers.append(Pointer(sheet.at, f"{key}.verdict", line.broken))
    sheet.checks.append(
        LiveCheck(line.code, line.scope, line.severity, f"{key}.verdict", rows=bool(line.over))
    )
    sheet.row()


def _nothing(sheet: Sheet) -> Iterator[Line]:
    """MAT405: there is a budget at all."""
    severity = sheet.severity("MAT405", Severity.ERROR)
    if severity is not None:
        total = At("funding.total.total")
        verdict = If(Compare("=", total, Const(0)), Const(severe(severity)), Const(PASS))
        yield Line(
            "MAT405",
            severity,
            "예산 입력",
            "총사업비 0원 초과",
            total,
            verdict,
            hint="소요예산",
            broken=Broken(table="budget_lines"),
        )


def _matching(sheet: Sheet) -> Iterator[Line]:
    """MAT401 and MAT402 over the whole budget and per fiscal year."""
    matching, sources = sheet.programme.matching, sheet.programme.sources
    tolerance = matching.rounding_tolerance.value
    ratios = (
        (
            "MAT401",
            "매칭비율",
            f"{sources.local_funds.ko}+{sources.private_contribution.ko}",
            ("local_funds", "private_contribution"),
            matching.minimum.value,
        ),
        (
            "MAT402",
            f"{sources.local_funds.ko} 비중",
            sources.local_funds.ko,
            ("local_funds",),
            matching.local_minimum.value,
        ),
    )
    for code, name, parts, columns, threshold in ratios:
        for where, scope, switch in _scopes(sheet):
            severity = _switched(sheet, code, switch)
            if severity is None:
                continue
            whole = At(f"funding.{where}.total")
            found = plus(*(At(f"funding.{where}.{column}") for column in columns))
            line_key = ".".join(["check", code, *(str(year) for year in scope.values())])
            label = name + (f" ({scope['fiscal_year']}년)" if scope else " (총사업기간)")
            yield Line(
                code,
                severity,
                label,
                f"{parts} ≥ 총사업비의 {threshold.percent()}",
                found,
                judged(whole, At(f"{line_key}.margin"), severity, tolerance),
                share=Share(At(f"{line_key}.found"), whole),
                required=LeastShare(threshold, whole),
                margin=minus(At(f"{line_key}.found"), At(f"{line_key}.required")),
                hint="아래 재원별·회계연도별 예산",
                scope=scope,
                broken=Broken(cell=f"funding.{where}.total"),
            )


def _recognised(sheet: Sheet) -> Iterator[Line]:
    """MAT406: the minimum match, held once more without the in-kind above its cap."""
    severity = sheet.severity("MAT406", Severity.WARNING)
    held = _switched(sheet, "MAT401", sheet.programme.matching.total_severity.value)
    if severity is None or held is None:
        return
    threshold, key = sheet.programme.matching.minimum.value, "check.MAT406"
    rows = range(1, sheet.rows["unit_projects"] + 1)
    excess = minus(
        SumCells(tuple(f"project.{n}.private_in_kind" for n in rows)),
        SumCells(tuple(f"ratio.{n}.recognised" for n in rows)),
    )
    whole = minus(At("funding.total.total"), excess)
    verdict = judged(
        At("funding.total.total"),
        At(f"{key}.margin"),
        severity,
        sheet.programme.matching.rounding_tolerance.value,
    )
    short = Compare("<", At("check.MAT401.margin"), Const(0))
    yield Line(
        "MAT406",
        severity,
        "매칭비율 (인정 현물만)",
        f"인정 한도를 넘는 현물을 빼고 {threshold.percent()} 이상",
        minus(At("check.MAT401.found"), excess),
        If(short, Const(NOT_APPLICABLE), verdict),
        share=Share(At(f"{key}.found"), whole),
        required=LeastShare(threshold, whole),
        margin=minus(At(f"{key}.found"), At(f"{key}.required")),
        hint="아래 단위사업별 비율 점검의 인정 현물",
        broken=Broken(cell="ratio.1.recognised"),
    )


def _scopes(sheet: Sheet) -> Iterator[tuple[str, dict[str, int | Expr], Severity | str]]:
    """Yield (row of 재원별, scope, severity) of the whole budget and of each fiscal year."""
    yield "total", {}, sheet.programme.matching.total_severity.value
    for year in sheet.programme.fiscal_years:
        yield str(year), {"fiscal_year": year}, sheet.programme.matching.fiscal_year_severity.value


def _switched(sheet: Sheet, code: str, scoped: Severity | str) -> Severity | None:
    """Return a ratio's severity in a scope; None where the scope or the rule is switched off."""
    if not isinstance(scoped, Severity):
        return None
    return sheet.severity(code, scoped)


def _scale(sheet: Sheet) -> Iterator[Line]:
    """MAT403 and MAT404: the scale of national funds, and the allotments where they are given."""
    figures, national = sheet.programme.funding, sheet.programme.sources.national_funds.ko
    severity = sheet.severity("MAT403", Severity.WARNING)
    tolerance: Ratio = figures.national_tolerance.value
    for where, scope, _ in _scopes(sheet):
        if severity is None:
            break
        target = (figures.national_per_year if scope else figures.national_total).value
        found = At(f"funding.{where}.national_funds")
        room = minus(Const(tolerance.most(target)), Distance(minus(found, Const(target))))
        key = ".".join(["check", "MAT403", *(str(year) for year in scope.values())])
        inside = Compare(">=", At(f"{key}.margin"), Const(0))
        verdict = If(
            Compare("=", At("funding.total.total"), Const(0)),
            Const(NOT_APPLICABLE),
            If(inside, Const(PASS), Const(severe(severity))),
        )
        label = f"{national} 규모" + (f" ({scope['fiscal_year']}년)" if scope else " (총사업기간)")
        yield Line(
            "MAT403",
            severity,
            label,
            f"공고 수준의 ±{tolerance.percent()} 이내(참고)",
            found,
            verdict if scope else If(_yearly_off(sheet), Const(NOT_APPLICABLE), verdict),
            share=Share(found, Const(target)),
            required=Const(target),
            margin=room,
            hint="평균이며 한도가 아닙니다. 입력 실수가 아닌지 확인하세요.",
            scope=scope,
            broken=Broken(cell=f"funding.{where}.total"),
            former=() if scope else (verdict,),
        )
    severity = sheet.severity("MAT404", Severity.ERROR)
    for year in sheet.programme.fiscal_years if severity is not None else ():
        yield _allotment(year, severity or Severity.ERROR, national)


def _yearly_off(sheet: Sheet) -> Expr:
    """Tell whether a year is off the scale: what that does to the whole is not told again, as the rule doesn't."""
    margins = (At(f"check.MAT403.{year}.margin") for year in sheet.programme.fiscal_years)
    return AnyOf(tuple(Compare("<", margin, Const(0)) for margin in margins))


def _allotment(year: int, severity: Severity, national: str) -> Line:
    given, found = Entry("basics", f"allotment_{year}"), At(f"funding.{year}.national_funds")
    margin = minus(given, found)
    key = f"check.MAT404.{year}.margin"
    none = Compare("=", given, Const(0))
    verdict = If(Compare(">=", At(key), Const(0)), Const(PASS), Const(severe(severity)))
    return Line(
        "MAT404",
        severity,
        f"{national} 배정액 ({year}년)",
        "전담기관이 통보한 배정액 이하",
        found,
        If(none, Const(NOT_APPLICABLE), IfError(verdict, UNKNOWN)),
        required=If(none, Const(""), given),
        margin=If(none, Const(""), margin),
        hint=f"기본정보의 배정액과 소요예산의 {national}",
        scope={"fiscal_year": year},
        broken=Broken(cell=f"funding.{year}.total"),
    )


def _direct_support(sheet: Sheet) -> Iterator[Line]:
    """CSH501, CSH502 and CSH504 over all projects, then the rules of single firms."""
    sources = sheet.programme.sources
    labels = {
        "CSH501": (f"직접지원 {sources.national_funds.ko} 비율", "{} 이하", "national_maximum"),
        "CSH502": (f"직접지원 {sources.local_funds.ko} 비율", "{} 이상", "local_minimum"),
        "CSH504": ("직접지원 현물 비율(사업별)", "부담금의 {} 이하", "in_kind_maximum"),
    }
    rows = range(1, sheet.rows["unit_projects"] + 1)
    for code, name in DIRECT_RATIOS:
        severity = sheet.severity(code, Severity.ERROR)
        if severity is None:
            continue
        keys = tuple(f"ratio.{n}.{name}.verdict" for n in rows)
        label, basis, parameter = labels[code]
        threshold = getattr(sheet.programme.direct_support, parameter).value
        yield Line(
            code,
            severity,
            label,
            basis.format(threshold.percent()),
            CountCells(keys, severe(severity)),
            _worst(keys, severity),
            required=Const(0),
            hint="아래 단위사업별 비율 점검 · 맞지 않는 단위사업 수",
            style=Style.COUNT,
            over="projects",
            broken=Broken(verdicts=keys, words=(severe(severity), ROUNDING)),
        )


def _worst(keys: tuple[str, ...], severity: Severity) -> Expr:
    """Return the gravest of the verdicts `keys`; a project without a budget has none to add."""
    word = severe(severity)
    return If(
        Compare(">", CountCells(keys, word), Const(0)),
        Const(word),
        If(Compare(">", CountCells(keys, ROUNDING), Const(0)), Const(ROUNDING), Const(PASS)),
    )


def _agreements(sheet: Sheet) -> Iterator[Line]:
    """SUM303, SUM304, SUM305: the other tables agree with the budget."""
    kind = sheet.programme.sources.private_in_kind.ko
    for code, label, columns in (
        ("SUM303", "월별계획 = 소요예산", PLAN_COLUMNS),
        ("SUM304", f"현물내역 = {kind}", IN_KIND_COLUMNS),
        ("SUM305", "참여기업 = 직접지원 예산", FIRM_COLUMNS),
    ):
        severity = sheet.severity(code, Severity.ERROR)
        if severity is None:
            continue
        keys = gap_keys(sheet, columns)
        unknown = Compare(">", CountCells(keys, UNKNOWN), Const(0))
        yield Line(
            code,
            severity,
            label,
            "차이 0원",
            If(unknown, Const(UNKNOWN), CountGaps(keys)),
            none_of(f"check.{code}.rows.found", severity),
            required=Const(0),
            hint="아래 정합성 점검 · 0이 아닌 칸 수",
            style=Style.COUNT,
            over="rows",
            broken=Broken(gaps=keys, across=columns[1] - columns[0] + 1),
        )


def _counted(sheet: Sheet) -> Iterator[Line]:
    """Return the checks that count wrong rows, and the consortium's members."""
    for check in counts.row_checks(sheet.programme):
        severity = sheet.severity(check.code, check.severity)
        if severity is None:
            continue
        key = f"check.{check.code}.rows"
        found = IfError(
            plus(*(SumRows(*each) for each in check.counted))
            if len(check.counted) > 1
            else SumRows(*check.counted[0]),
            UNKNOWN,
        )
        verdict = none_of(f"{key}.found", severity)
        if check.tolerated is not None:
            eased = If(
                Compare(">", SumRows(*check.tolerated), Const(0)),
                verdict,
                If(Compare(">", At(f"{key}.found"), Const(0)), Const(ROUNDING), verdict),
            )
            verdict = IfError(eased, UNKNOWN)
        yield Line(
            check.code,
            severity,
            check.label,
            check.basis,
            found,
            verdict,
            required=Const(0),
            hint=check.hint,
            style=Style.COUNT,
            over="rows",
            broken=Broken(counted=check.counted),
        )
    yield from _members(sheet)


def _members(sheet: Sheet) -> Iterator[Line]:
    """ORG702, ORG703 and ORG704: lead, government and specialist bodies."""
    rules = sheet.programme.consortium
    government = rules.government_types.value[0]
    leads = CountOf("institutions", (("role", Const("주관")),))
    for code, label, basis, types, least in (
        ("ORG702", "주관기관 수", f"정확히 {rules.lead_count.value}곳", (), rules.lead_count.value),
        ("ORG703", f"{government} 참여", "1곳 이상", rules.government_types.value, 1),
        ("ORG704", "전문기관 참여", "1곳 이상", rules.specialist_types.value, 1),
    ):
        severity = sheet.severity(code, Severity.ERROR)
        if severity is None:
            continue
        found: Expr = leads
        if types:
            found = plus(*(CountOf("institutions", (("type", Const(each)),)) for each in types))
        operator = ">=" if types else "="
        met = Compare(operator, At(f"check.{code}.found"), Const(least))
        yield Line(
            code,
            severity,
            label,
            basis,
            found,
            If(met, Const(PASS), Const(severe(severity))),
            required=Const(least),
            hint="수행기관",
            style=Style.COUNT,
            broken=Broken(table="institutions"),
        )
