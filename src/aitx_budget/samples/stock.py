"""Lines that most projects have: staff, office costs, experts, people lent in kind."""

from __future__ import annotations

from aitx_budget.samples.plan import InKind, Line, Pair

WHOLE_PERIOD: Pair = (3, 12)
"""Months of the period in each fiscal year."""


def office(institution: str, topic: str, staff: int, wage: int) -> tuple[Line, ...]:
    """Return the running costs of a team: pay, insurance, supplies, lines, travel, meetings."""
    return (
        Line(institution, "110", "03", f"{topic} 전담인력 인건비", wage, staff, "명", WHOLE_PERIOD),
        Line(
            institution,
            "110",
            "05",
            f"{topic} 전담인력 4대보험 기관부담금",
            wage // 10,
            staff,
            "명",
            WHOLE_PERIOD,
        ),
        Line(institution, "210", "01", f"{topic} 사무용품·인쇄비", 600_000, 1, "식", WHOLE_PERIOD),
        Line(
            institution, "210", "02", f"{topic} 통신회선·공공요금", 450_000, 1, "식", WHOLE_PERIOD
        ),
        Line(institution, "220", "01", f"{topic} 현장점검 국내출장", 90_000, staff, "명", (6, 24)),
        Line(institution, "240", "01", f"{topic} 실무협의회 개최", 300_000, 1, "회", (2, 8)),
    )


def experts(institution: str, item: str, people: int, times: Pair) -> Line:
    """Return a line of fees for experts, 300,000 won a person and session."""
    return Line(institution, "210", "01", item, 300_000, people, "명", times)


def lent(institution: str, item: str, wage: int, people: int, months: Pair) -> Line:
    """Return a line of staff whom an institution lends in kind, all of it in-kind."""
    gifts = tuple(
        (InKind("인건비", item, wage, people, count, 100, institution),) if count else ()
        for count in months
    )
    return Line(
        institution, "110", "05", f"{item}(현물)", wage, people, "명", months, (gifts[0], gifts[1])
    )


def space(institution: str, item: str, rent: int, rooms: int, months: Pair) -> Line:
    """Return a line of rooms that an institution lends in kind, all of it in-kind."""
    gifts = tuple(
        (InKind("공간", item, rent, rooms, count, None, institution),) if count else ()
        for count in months
    )
    return Line(
        institution, "210", "07", f"{item}(현물)", rent, rooms, "실", months, (gifts[0], gifts[1])
    )
