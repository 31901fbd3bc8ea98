"""A waiver file as data: `[[waiver]]` tables, each key with what is expected there.

What an entry may name depends on the rules and on the programme's regions; both come in as context.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from aitx_budget.checks.rule import Rule
from aitx_budget.intake.personal import mask
from aitx_budget.model.address import a1, parse_a1
from aitx_budget.model.text import Text
from aitx_budget.model.waiver import Waiver

KEYS: Final = {
    "project": Text("단위사업", "unit project"),
    "fiscal_year": Text("회계연도", "fiscal year"),
    "institution": Text("기관", "institution"),
    "source": Text("재원", "source"),
}
"""What findings are about, as their `scope` names it, and how people call it."""

_WHOLE = Text("지역 전체", "the whole region")
_DAY = Text("날짜(예: {day})", "a date such as {day}")
EXPECTED: Final = {
    "rule": Text("면제할 수 있는 규칙의 코드(예: SUM302)", "the code of a rule that can be waived, such as SUM302"),
    "region": Text("이 사업의 지역(예: {region})", "a region of the programme, such as {region}"),
    "cell": Text('‘시트!셀’ 하나(예: "소요예산!M7")', 'one cell with its sheet, such as "소요예산!M7"'),
    "key": Text(
        f'지적의 scope 그대로(예: {{ project = "P01", fiscal_year = {{year}} }}), 쓸 수 있는 이름은 {", ".join(KEYS)}',
        f'the scope of the finding as it is, such as {{ project = "P01", fiscal_year = {{year}} }}; names: {", ".join(KEYS)}',
    ),
    "reason": Text("면제한 까닭", "why it is waived"),
    "approver": Text("승인한 사람이나 부서", "who approved it"),
    "date": Text(f"승인일인 {_DAY.ko}", f"the day of approval, {_DAY.en}"),
    "expiry": Text(f"만료일인 {_DAY.ko}, 승인일과 같거나 그 뒤", f"the last day, {_DAY.en}, not before date"),
    "waiver": Text("[[waiver]]로 시작하는 항목들", "entries that begin with [[waiver]]"),
}  # fmt: skip
"""What belongs at each key; the programme's words are left open."""

ONE_OF_BOTH: Final = Text(
    "cell과 key 가운데 하나만 적을 수 있습니다", "either cell or key, not both"
)
UNKNOWN: Final = Text(
    f"없는 이름입니다. 쓸 수 있는 이름: {', '.join(name for name in EXPECTED if name != 'waiver')}",
    f"no such key; there are: {', '.join(name for name in EXPECTED if name != 'waiver')}",
)
MISSING: Final = Text("빠졌습니다", "missing")
UNWAIVABLE: Final = Text(
    "면제할 수 없는 규칙입니다(점검하지 못한 파일, 프로그램 오류, 면제, 지역 전체에 관한 규칙)",
    "a rule that cannot be waived (files that were not checked, faults of the program, waivers, all regions as one)",
)
WRONG, BOTH, NEVER = "wrong_value", "cell_and_key", "unwaivable"


@dataclass(frozen=True)
class Catalogue:
    """What entries may name: rules by code, every spelling of a region with its name, sources with theirs."""

    rules: Mapping[str, Rule]
    regions: Mapping[str, str]
    sources: Mapping[str, Text]


def _wrong() -> PydanticCustomError:
    """Return the error for a value that is not what its key expects."""
    return PydanticCustomError(WRONG, "not what is expected here")


def _catalogue(info: ValidationInfo) -> Catalogue:
    return cast("Catalogue", info.context)


def _rule(code: str, info: ValidationInfo) -> str:
    rule = _catalogue(info).rules.get(code.strip().upper())
    if rule is None:
        raise _wrong()
    if not rule.waivable:
        raise PydanticCustomError(NEVER, "cannot be waived")
    return rule.code


def _region(spelling: str, info: ValidationInfo) -> str:
    name = _catalogue(info).regions.get(unicodedata.normalize("NFC", spelling.strip()))
    if name is None:
        raise _wrong()
    return name


def _said(text: str) -> str:
    """Refuse a text that says nothing; cover resident numbers."""
    words = " ".join(text.split())
    if not words:
        raise _wrong()
    return mask(words)


def _cell(named: str) -> str:
    """Return `소요예산!M7` for `'소요예산'!$M$7`."""
    sheet, _, reference = unicodedata.normalize("NFC", named).rpartition("!")
    title = sheet[1:-1].replace("''", "'") if sheet[:1] == sheet[-1:] == "'" else sheet
    try:
        row, column = parse_a1(reference.strip().upper())
    except ValueError as error:
        raise _wrong() from error
    if not title.strip():
        raise _wrong()
    return f"{title}!{a1(row, column)}"


def _day(value: Any) -> Any:
    """Let through a date, or a text that is one; a number is no date, whatever it could count."""
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value.strip())
        except ValueError as error:
            raise _wrong() from error
    return value


def _source(spelling: str, info: ValidationInfo) -> str:
    """Return `national_funds` for itself and for 국비."""
    for name, called in _catalogue(info).sources.items():
        if spelling.strip() in (name, called.ko):
            return name
    raise _wrong()


Said = Annotated[str, AfterValidator(_said)]
Day = Annotated[dt.date, Field(strict=True), BeforeValidator(_day)]


class Key(BaseModel):
    """What a finding is about, as its `scope` has it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    project: Said = ""
    fiscal_year: int = 0
    institution: Said = ""
    source: Annotated[str, AfterValidator(_source)] = ""

    @model_validator(mode="after")
    def _says_something(self) -> Key:
        if not self.model_fields_set:
            raise _wrong()
        return self

    def given(self) -> dict[str, str | int]:
        """Return what was written."""
        return self.model_dump(include=self.model_fields_set)

    def words(self, sources: Mapping[str, Text]) -> Text:
        """Return it as people say it: `단위사업 P01, 회계연도 2026, 재원 국비`."""
        said = [
            (KEYS[name], sources[str(value)] if name == "source" else Text(str(value), str(value)))
            for name, value in self.given().items()
        ]
        return Text(
            ", ".join(f"{name.ko} {value.ko}" for name, value in said),
            ", ".join(f"{name.en} {value.en}" for name, value in said),
        )


class Entry(BaseModel):
    """One `[[waiver]]`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    rule: Annotated[str, AfterValidator(_rule)]
    region: Annotated[str, AfterValidator(_region)]
    reason: Said
    approver: Said
    date: Day
    expiry: Day
    cell: Annotated[str, AfterValidator(_cell)] = ""
    key: Key | None = None

    @model_validator(mode="after")
    def _agree(self) -> Entry:
        if self.cell and self.key is not None:
            raise PydanticCustomError(BOTH, "cell and key")
        if self.expiry < self.date:
            raise PydanticCustomError(WRONG, "expiry before date", {"key": "expiry"})
        return self

    def numbered(self, number: int, sources: Mapping[str, Text]) -> Waiver:
        """Return the entry as the waiver with this number; `sources` says how sources are called."""
        return Waiver(
            number=number,
            rule=self.rule,
            region=self.region,
            reason=self.reason,
            approver=self.approver,
            date=self.date,
            expiry=self.expiry,
            reach=self._reach(sources),
            cell=self.cell,
            key=self.key.given() if self.key else {},
        )

    def _reach(self, sources: Mapping[str, Text]) -> Text:
        if self.key:
            return self.key.words(sources)
        return Text(self.cell, self.cell) if self.cell else _WHOLE


class WaiverFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    waiver: list[Entry] = []
