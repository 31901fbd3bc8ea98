"""Invented firms with registration numbers that pass the checksum."""

from __future__ import annotations

from typing import NamedTuple

from aitx_budget.samples.plan import Region

_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
_NAMES = (
    "가온들", "나래울", "누리샘", "다온결", "도담솔", "라온빛", "마루찬", "미르담", "바론재", "벼리온",
    "보람뜰", "새론강", "세움터", "솔찬별", "아름결", "여울목", "예솔담", "온새길", "우람산", "윤슬빛",
    "이든솔", "자람터", "초롱별", "큰솔재", "타래실", "파란결", "하람뜰", "한결재", "해솔빛", "휘모리",
)  # fmt: skip
_COMPANY, _PUBLIC_BODY = 87, 83


class Firm(NamedTuple):
    """A firm as 참여기업 names it."""

    name: str
    registration_number: str
    location: str


def registration_number(office: int, kind: int, serial: int) -> str:
    """Return a number such as `123-45-67891` whose last digit is its check digit.

    Source: the checksum of business registration numbers (weights 1,3,7,1,3,7,1,3,5).
    """
    digits = f"{office:03d}{kind:02d}{serial:04d}"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    total += 5 * int(digits[-1]) // 10
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}{(10 - total % 10) % 10}"


def firm(region: Region, position: int) -> Firm:
    """Return the region's invented firm at `position`, from 0; no two are alike."""
    turn, name = divmod(position, len(_NAMES))
    trade = region.trades[(name + turn) % len(region.trades)]
    return Firm(
        f"(주){_NAMES[name]}{trade}",
        registration_number(region.tax_office, _COMPANY, 1207 + 41 * position),
        region.places[position % len(region.places)],
    )


def institution_number(region: Region, position: int) -> str:
    """Return an invented registration number for the institution at `position`, from 0."""
    return registration_number(region.tax_office, _PUBLIC_BODY, 311 + 17 * position)
