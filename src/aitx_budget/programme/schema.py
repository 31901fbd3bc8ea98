"""What a programme file must hold; every figure carries its unit, source and interpretation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Annotated, Any, Generic, Literal, NoReturn, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from aitx_budget.model.finding import Authority, Severity
from aitx_budget.model.money import Ratio
from aitx_budget.model.month import months_between
from aitx_budget.programme.mistakes import CODE_PATTERN, ID_PATTERN

Value = TypeVar("Value")


def _ratio(value: object) -> object:
    """Let a TOML string such as `"4/10"` stand for a ratio; a share of more than the whole is refused."""
    try:
        ratio = Ratio.parse(value) if isinstance(value, str) else value
    except ValueError:
        ratio = None
    if not isinstance(ratio, Ratio) or ratio.numerator > ratio.denominator:
        kind = "ratio"
        raise PydanticCustomError(kind, "a share of at most 1 is expected")
    return ratio


RatioField = Annotated[Ratio, BeforeValidator(_ratio)]
Won = Annotated[int, Field(ge=0)]
Names = Annotated[tuple[str, ...], Field(min_length=1)]
Switchable = Severity | Literal["off"]


def _refuse(kind: str, key: str, found: object) -> NoReturn:
    """Refuse an entry that goes wrong with another; `programme/mistakes.py` has the words.

    Raises:
        PydanticCustomError: always.
    """
    raise PydanticCustomError(kind, "wrong with another entry", {"key": key, "found": found})


class _Record(BaseModel):
    """Common ground: frozen, and an unknown key is a mistake, not a surprise."""

    # Deferred: a process that is handed a programme never builds what would validate one.
    model_config = ConfigDict(
        frozen=True, extra="forbid", ignored_types=(cached_property,), defer_build=True
    )


class Bilingual(_Record):
    """A sentence in both languages."""

    ko: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Parameter(_Record, Generic[Value]):
    """One figure of the notice, with what it rests on."""

    value: Value
    unit: str = Field(min_length=1)
    authority: Authority
    source: Bilingual
    interpretation: Bilingual

    def __reduce__(
        self,
    ) -> tuple[Callable[[dict[str, Any]], Parameter[Any]], tuple[dict[str, Any]]]:
        """Be pickled by values: pickle finds no class of the name `Parameter[int]`."""
        return _parameter, (dict(self),)


def _parameter(values: dict[str, Any]) -> Parameter[Any]:
    return Parameter.model_construct(**values)


class Period(_Record):
    """The total project period; dates are inclusive."""

    first_day: Parameter[dt.date]
    last_day: Parameter[dt.date]
    fiscal_years: Parameter[Annotated[tuple[int, ...], Field(min_length=1)]]


class Matching(_Record):
    """Ratios over the whole budget."""

    minimum: Parameter[RatioField]
    local_minimum: Parameter[RatioField]
    rounding_tolerance: Parameter[Won]
    total_severity: Parameter[Severity]
    fiscal_year_severity: Parameter[Switchable]
    project_severity: Parameter[Switchable]


class DirectSupport(_Record):
    """Ratios of unit projects that give AI equipment or solutions directly to SMEs."""

    national_maximum: Parameter[RatioField]
    local_minimum: Parameter[RatioField]
    sme_share: Parameter[RatioField]
    sme_share_rule: Parameter[Literal["eq", "ge", "any"]]
    sme_share_below_severity: Parameter[Severity]
    sme_share_above_severity: Parameter[Severity]
    in_kind_maximum: Parameter[RatioField]
    in_kind_elsewhere: Parameter[Literal["counts", "capped"]]


class Funding(_Record):
    """The scale of national funds, in won."""

    national_total: Parameter[Won]
    national_per_year: Parameter[Won]
    national_tolerance: Parameter[RatioField]


class Selection(_Record):
    """The regions that were selected, as a set."""

    regions: Parameter[Annotated[int, Field(ge=1)]]
    names: Parameter[tuple[str, ...]]


class Consortium(_Record):
    """Who must take part, and who must not."""

    lead_count: Parameter[int]
    government_types: Parameter[Names]
    specialist_types: Parameter[Names]
    erosion_exempt_years: Parameter[int]
    closing_date: Parameter[dt.date]


class Assets(_Record):
    """Advisory thresholds of purchases, in won of unit price."""

    private_contract_threshold: Parameter[Won]
    installation_plan_threshold: Parameter[Won]
    review_board_threshold: Parameter[Won]
    late_purchase_months: Parameter[Annotated[int, Field(ge=0)]]


class Change(_Record):
    """Advice on how a budget changes from one version to the next; the notice says nothing of it."""

    transfer_threshold: Parameter[RatioField]
    transfer_severity: Parameter[Literal[Severity.WARNING, Severity.NOTE, "off"]]


class SeverityChange(_Record):
    """A rule's severity in this programme where it differs from the rule's own."""

    value: Switchable
    reason: str = Field(min_length=1)


class Successor(_Record):
    """The region that later took this one's place."""

    code: str
    name: str
    from_day: dt.date = Field(alias="from")


class Region(_Record):
    """A metropolitan or provincial government that may apply."""

    name: str = Field(min_length=1)
    full_name: str
    code: str
    former_names: tuple[str, ...] = ()
    successor: Successor | None = None


class Citation(_Record):
    """What a list rests on."""

    authority: Authority
    source: Bilingual
    interpretation: Bilingual


class Sources(_Record):
    """How the funding sources are called."""

    national_funds: Bilingual
    local_funds: Bilingual
    provincial_funds: Bilingual
    municipal_funds: Bilingual
    private_contribution: Bilingual
    private_cash: Bilingual
    private_in_kind: Bilingual


class Category(_Record):
    """A budget category (비목) with its subcategories (세목).

    Attributes:
        cash_only: in-kind contributions cannot be budgeted here.
        asset_kind: the kind of acquired asset this category pays for; empty for none.
        transfer: its money is handed on to somebody who spends it.
    """

    code: str = Field(pattern=CODE_PATTERN)
    name: str = Field(min_length=1)
    valid_from: dt.date
    valid_until: dt.date | None = None
    cash_only: bool = False
    asset_kind: str = ""
    transfer: bool = False
    subcategories: dict[str, str] = Field(min_length=1)

    @property
    def label(self) -> str:
        """The category as written in a workbook: `430 유형자산`."""
        return f"{self.code} {self.name}"

    @property
    def subcategory_labels(self) -> tuple[str, ...]:
        """The subcategories as written in a workbook: `01 자산취득비`."""
        return tuple(f"{code} {name}" for code, name in self.subcategories.items())


class Programme(_Record):
    """A whole programme: identity, figures, lists.

    Attributes:
        direct_support_goods: what direct support gives to SMEs.
        citations: rule -> the provision it quotes, where it rests on no single figure.

    Source: each parameter names its own.
    """

    id: str = Field(pattern=ID_PATTERN)
    title: Bilingual
    notice: Bilingual
    notice_date: dt.date
    supervisor: Bilingual
    agency: Bilingual
    direct_support_goods: Bilingual = Bilingual(ko="설비·솔루션", en="equipment or solutions")
    period: Period
    matching: Matching
    direct_support: DirectSupport
    funding: Funding
    selection: Selection
    consortium: Consortium
    assets: Assets
    change: Change
    severity: dict[str, SeverityChange]
    citations: dict[str, Bilingual] = Field(default_factory=dict)
    regions: tuple[Region, ...] = Field(min_length=1)
    regions_rule: Citation
    fields: Parameter[Names]
    sources: Sources
    categories: tuple[Category, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Programme:
        """Refuse a period that ends before it begins, years out of order and names that are given twice."""
        last, years = self.period.last_day.value, self.fiscal_years
        if self.period.first_day.value > last:
            _refuse("period_reversed", "period.last_day", last)
        if list(years) != sorted(set(years)):
            _refuse("years_disordered", "period.fiscal_years", list(years))
        for what, names in (
            ("regions.name", [region.name for region in self.regions]),
            ("categories.code", [category.code for category in self.categories]),
        ):
            twice = {name for name in names if names.count(name) > 1}
            if twice:
                _refuse("given_twice", what, sorted(twice))
        strangers = [name for name in self.selection.names.value if name not in self.region_names]
        if strangers:
            _refuse("not_a_region", "selection.names", strangers)
        return self

    @cached_property
    def months(self) -> tuple[int, ...]:
        """Every month of the period, as 202510."""
        first, last = self.period.first_day.value, self.period.last_day.value
        return months_between(first.year * 100 + first.month, last.year * 100 + last.month)

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """The fiscal years, in order."""
        return self.period.fiscal_years.value

    @cached_property
    def region_names(self) -> dict[str, str]:
        """Every spelling of an eligible region -> its name in this programme."""
        return {
            spelling: region.name
            for region in self.regions
            for spelling in (region.name, region.full_name, *region.former_names)
        }

    def cited(self, key: str) -> Bilingual:
        """Return the source of a figure by its dotted key, or that of the list of `regions`."""
        if key == "regions":
            return self.regions_rule.source
        return next(figure.source for name, figure in self.parameters() if name == key)

    def parameters(self) -> Iterator[tuple[str, Parameter[Any]]]:
        """Yield every figure as (dotted key, parameter), in the file's order."""
        for section in (
            "period",
            "matching",
            "direct_support",
            "funding",
            "selection",
            "consortium",
            "assets",
            "change",
        ):
            group = getattr(self, section)
            for name in type(group).model_fields:
                yield f"{section}.{name}", getattr(group, name)
        yield "fields", self.fields
