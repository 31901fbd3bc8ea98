"""Random edits of a budget, as officers make them, each with what a comparison must say of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, NamedTuple

from sample_records import LAYOUT, Records

from aitx_budget.compare.roles import NUMBER, roles_of
from aitx_budget.layout.structure import Kind
from workbooks import registration

Content = tuple[tuple[str, Any], ...]


class Edit(NamedTuple):
    """What one edit is to be reported as: the table, what became of the line, and the line on either side."""

    table: str
    change: str
    before: Content | None
    after: Content | None


def content(table: str, record: dict[str, Any] | None) -> Content | None:
    """Return what a record says, without its running number, blanks and amounts of nothing."""
    if record is None:
        return None
    fields = LAYOUT.tables[table].by_name
    return tuple(
        sorted(
            (name, str(value))
            for name, value in record.items()
            if name != NUMBER
            and value not in (None, "")
            and not (fields[name].amount and not value)
        )
    )


class Officer:
    """Edits a budget at random; no line is touched twice, and no two touched lines of a table share a name.

    Lines that share a name, edited together, can be told apart by no one: a test of exactness must not ask it.
    """

    TABLES = ("budget_lines", "asset_plan", "in_kind_details", "beneficiaries")

    def __init__(self, records: Records, chance: random.Random) -> None:
        self.records = records
        self.chance = chance
        self.edits: list[Edit] = []
        self._touched: set[Any] = set()

    def edit(self, times: int) -> list[Edit]:
        """Make so many edits, of all kinds, and return what was done."""
        kinds: tuple[Callable[[], Edit | None], ...] = (
            self.reprice, self.rename, self.remark, self.add, self.remove, self.move,
            self.plan, self.unplan, self.inform, self.declare, self.reschedule,
        )  # fmt: skip
        for kind in kinds:
            self._made(kind())
        while len(self.edits) < times:
            self._made(self.chance.choice(kinds)())
        return self.edits

    def _made(self, edit: Edit | None) -> None:
        if edit is not None:
            self.edits.append(edit)

    def _pick(self, table: str) -> dict[str, Any] | None:
        """Return a line that may still be touched; None where the first that was drawn may not."""
        record = self.chance.choice(self.records[table])
        names = roles_of(LAYOUT.tables[table]).names or ("fiscal_year", "project", "source")
        called = tuple(record.get(name) for name in names)
        if {(table, called), id(record)} & self._touched:
            return None
        self._touched |= {(table, called), id(record)}
        return record

    def _change(self, table: str, change: str, record: dict[str, Any], **values: Any) -> Edit:
        before = content(table, record)
        record.update(values)
        return Edit(table, change, before, content(table, record))

    def _table(self) -> str:
        return self.chance.choice(self.TABLES)

    def _word(self) -> str:
        return "".join(chr(self.chance.randrange(0xAC00, 0xD7A3)) for _ in range(8))

    def reprice(self) -> Edit | None:
        """Change one figure of a line."""
        table = self._table()
        record = self._pick(table)
        if record is None:
            return None
        fields = LAYOUT.tables[table].by_name
        filled = [name for name in roles_of(LAYOUT.tables[table]).figures if record.get(name)]
        name = self.chance.choice(filled)
        grown = record[name] + self.chance.randrange(1, 9)
        if fields[name].kind is Kind.WON:
            grown = self.chance.randrange(1, 900_000) * 1000 + 7
        if fields[name].kind is Kind.PERCENT:
            grown = 97 if record[name] != 97 else 96
        return self._change(table, "changed", record, **{name: grown})

    def rename(self) -> Edit | None:
        """Give a line another name; a firm or an institution keeps its number."""
        table = self.chance.choice(("budget_lines", "asset_plan", "institutions", "unit_projects"))
        record = self._pick(table)
        if record is None:
            return None
        return self._change(
            table, "changed", record, **{"item" if "item" in record else "name": self._word()}
        )

    def remark(self) -> Edit | None:
        """Write a remark, one that would be a formula where it is not taken as a text."""
        table = self._table()
        record = self._pick(table)
        if record is None:
            return None
        return self._change(table, "changed", record, remarks=f"=1+{self._word()}")

    def add(self) -> Edit:
        """Add a line that nobody has written before."""
        table = self._table()
        record = dict(self.chance.choice(self.records[table]))
        for name in roles_of(LAYOUT.tables[table]).figures:
            record[name] = self.chance.randrange(1, 90)
        if table == "beneficiaries":
            nine = f"{self.chance.randrange(10**8, 10**9)}"
            record |= {"status": "확정", "firms": 1, "registration_number": registration(nine)}
            record["name"] = self._word()
        else:
            record["item" if "item" in record else "detail"] = self._word()
        record["remarks"] = self._word()
        self._touched.add(id(record))
        self.records[table].insert(self.chance.randrange(len(self.records[table])), record)
        return Edit(table, "added", None, content(table, record))

    def remove(self) -> Edit | None:
        """Delete a line."""
        table = self._table()
        record = self._pick(table)
        if record is None:
            return None
        self.records[table] = [each for each in self.records[table] if each is not record]
        return Edit(table, "removed", content(table, record), None)

    def move(self) -> Edit | None:
        """Carry a line to another project, institution or year."""
        table = self._table()
        record = self._pick(table)
        if record is None:
            return None
        movable = [each for each in ("project", "institution", "fiscal_year") if each in record]
        name = self.chance.choice(movable)
        declared = {"project": "unit_projects", "institution": "institutions"}
        choices: list[Any] = [2025, 2026]
        if name in declared:
            choices = [each["code"] for each in self.records[declared[name]]]
        elsewhere = self.chance.choice([each for each in choices if each != record[name]])
        return self._change(table, "moved", record, **{name: elsewhere})

    def plan(self) -> Edit | None:
        """Change a month of the plan."""
        record = self._pick("monthly_plan")
        if record is None:
            return None
        month = self.chance.choice([name for name in record if name.startswith("m2")])
        won = self.chance.randrange(1, 900_000) * 1000 + 7
        return self._change("monthly_plan", "changed", record, **{month: won})

    def unplan(self) -> Edit | None:
        """Delete a row of the plan."""
        record = self._pick("monthly_plan")
        if record is None:
            return None
        rows = self.records["monthly_plan"]
        self.records["monthly_plan"] = [each for each in rows if each is not record]
        return Edit("monthly_plan", "removed", content("monthly_plan", record), None)

    def inform(self) -> Edit | None:
        """Change an entry of 기본정보."""
        name = self.chance.choice(("department", "officer", "phone", "email", "project_title"))
        if ("basics", name) in self._touched:
            return None
        self._touched.add(("basics", name))
        record = self.records["basics"][0]
        old, record[name] = record[name], self._word()
        return Edit("basics", "changed", ((name, old),), ((name, record[name]),))

    def declare(self) -> Edit | None:
        """Change what an institution declares of itself."""
        record = self._pick("institutions")
        if record is None:
            return None
        return self._change("institutions", "changed", record, tax_arrears="해당")

    def reschedule(self) -> Edit | None:
        """Let a unit project end earlier."""
        record = self._pick("unit_projects")
        if record is None or record["last_month"] == 202611:
            return None
        return self._change("unit_projects", "changed", record, last_month=202611)
