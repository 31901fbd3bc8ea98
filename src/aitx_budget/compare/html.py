"""A comparison as one self-contained HTML page: no script, no request, readable aloud and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from aitx_budget.compare import words
from aitx_budget.compare.changes import Change, LineChange, Uncompared
from aitx_budget.compare.comparison import Comparison
from aitx_budget.compare.findings import Fate, FindingChange
from aitx_budget.compare.sections import Row, Section
from aitx_budget.model.text import Language, Text
from aitx_budget.report.markup import Markup, join, style, tag, void
from aitx_budget.version import VERSION

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_VERSIONS = Text("비교한 판", "Versions")
_MATCHING = Text("매칭비율", "Matching ratio")
_NUMBER = Text("번호", "No.")
_KIND = Text("구분", "Kind")
_WHAT = Text("변경된 행", "Lines")
_LINE = Text("대상", "Line")
_FIELD = Text("항목", "Field")
_CELLS = Text("칸", "Cells")
_SEVERITY = Text("심각도", "Severity")
_CODE = Text("코드", "Code")
_FINDING = Text("내용", "Finding")
_FIX = Text("조치", "Fix")
_WHY = Text("까닭", "Why")
_SHEET = Text("시트", "Sheet")
_YEAR = Text("회계연도", "Fiscal year")
_CATEGORY = Text("비목", "Category")
_ADVICE = Text("권고", "Advice")
_CLASSES = {
    Change.ADDED: "good",
    Change.REMOVED: "bad",
    Change.MOVED: "moved",
    Change.CHANGED: "doubt",
    Fate.NEW: "bad",
    Fate.REMAINING: "doubt",
    Fate.CURED: "good",
}


def render(comparison: Comparison, language: Language) -> str:
    """Return the page."""
    page = _Page(comparison, language)
    return f"<!DOCTYPE html>\n{page.whole()}\n"


class _Page:
    """The page being written."""

    def __init__(self, comparison: Comparison, language: Language) -> None:
        self.comparison = comparison
        self.language = language

    def say(self, text: Text) -> str:
        """Return a text in the page's language."""
        return text.in_(self.language)

    def whole(self) -> Markup:
        """Return the document."""
        return tag("html", self._head(), tag("body", self._top(), self._main()), lang=self.language)

    def _head(self) -> Markup:
        css = "".join(
            files(f"aitx_budget.{room}").joinpath("page.css").read_text("utf-8")
            for room in ("report", "compare")
        )
        return tag(
            "head",
            void("meta", charset="utf-8"),
            void("meta", http_equiv="Content-Security-Policy", content=_POLICY),
            void("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", f"{self.say(words.TITLE)} – {words.budget(self.comparison)}"),
            style(css),
        )

    def _top(self) -> Markup:
        named = self.comparison.programme.title
        title = named.ko if self.language is Language.KO else named.en
        return tag(
            "header",
            tag("h1", f"{self.say(words.TITLE)} · {words.budget(self.comparison)}"),
            tag("p", f"{title} ({self.comparison.programme.id}) · aitx-budget {VERSION}"),
        )

    def _main(self) -> Markup:
        parts = [
            self._summary(),
            *(self._section(each) for each in self.comparison.sections),
            self._lines(),
            self._transfers(),
            self._findings(),
            self._uncompared(),
        ]
        return tag("main", *parts)

    def _summary(self) -> Markup:
        sides = (words.BEFORE, self.comparison.before), (words.AFTER, self.comparison.after)
        rows = [
            tag(
                "tr",
                tag("th", self.say(said), scope="row"),
                tag("td", self.say(words.about(version))),
                tag("td", words.matching(version), class_="money"),
            )
            for said, version in sides
        ]
        heads = (Text("", ""), _VERSIONS, _MATCHING)
        verdict = tag("strong", self.say(words.verdict(self.comparison)), class_="verdict")
        findings = tag("p", self.say(words.findings_told(self.comparison)))
        reason = self.comparison.stated_reason
        stated = [tag("p", f"{self.say(words.STATED_REASON)}: {reason}")] if reason else []
        head = (tag("p", verdict), *stated, findings)
        return tag("section", *head, self._table(_VERSIONS, heads, rows))

    def _table(self, caption: Text, heads: Iterable[Text], rows: list[Markup]) -> Markup:
        said = self.say(caption)
        head = tag("tr", *(tag("th", self.say(each), scope="col") for each in heads))
        table = tag("table", tag("caption", said), tag("thead", head), tag("tbody", *rows))
        return tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=said)

    def _section(self, section: Section) -> Markup:
        rows = [self._row(each) for each in section.rows]
        heads = (*section.heads, words.BEFORE, words.AFTER, words.DELTA, _WHAT)
        return tag("section", self._table(section.title, heads, rows))

    def _row(self, row: Row) -> Markup:
        amounts = (
            words.won(row.before, self.language),
            words.won(row.after, self.language),
            words.signed(row.delta, self.language),
        )
        return tag(
            "tr",
            *(tag("td", self.say(name)) for name in row.names),
            *(tag("td", each, class_="money") for each in amounts),
            tag("td", self.say(words.touched(row))),
            class_=" ".join(("differs",) if row.delta != 0 else ()) + f" {row.level}",
        )

    def _lines(self) -> Markup:
        rows = [
            row
            for number, change in enumerate(self.comparison.changes, start=1)
            for row in self._change(number, change)
        ]
        heads = (_NUMBER, _KIND, _LINE, _FIELD, words.BEFORE, words.AFTER, _CELLS)
        return self._listed(words.LINES, heads, rows)

    def _listed(self, title: Text, heads: Iterable[Text], rows: list[Markup]) -> Markup:
        body = self._table(title, heads, rows) if rows else tag("p", self.say(words.NOTHING))
        return tag("section", tag("h2", self.say(title)), body)

    def _change(self, number: int, change: LineChange) -> Iterator[Markup]:
        """Yield a row for each cell that differs; the first says what line it is."""
        details = list(self._details(change))
        span = len(details)
        kind = self._badge(self.say(words.CHANGES[change.change]), _CLASSES[change.change])
        said = f"{change.table.sheet} {words.subject(change, self.language)}".rstrip()
        leading = (tag("td", each, rowspan=span) for each in (str(number), kind, said))
        for at, detail in enumerate(details):
            yield tag("tr", *(leading if at == 0 else ()), *detail)

    def _details(self, change: LineChange) -> Iterator[tuple[Markup, ...]]:
        """Yield field, both values and both cells of each thing that differs."""
        for cell in change.cells:
            values = [
                words.value(each, cell.field, self.language) for each in (cell.before, cell.after)
            ]
            places = (cell.before_cell.a1, cell.after_cell.a1)
            yield self._detail(cell.field.header, values, places)
        if not change.cells:
            amounts = (
                (change.before_at, change.amount_before),
                (change.after_at, change.amount_after),
            )
            values = ["–" if at is None else words.won(won, self.language) for at, won in amounts]
            places = (words.place(change.before_at), words.place(change.after_at))
            yield self._detail(self.say(words.amount_named(change)), values, places)

    def _detail(
        self, field: str, values: Iterable[str], places: tuple[str, str]
    ) -> tuple[Markup, ...]:
        where = tag("span", " → ".join(places), class_="cell")
        return tag("td", field), *(tag("td", each) for each in values), tag("td", where)

    def _badge(self, said: str, class_: str) -> Markup:
        return tag("span", said, class_=f"badge {class_}")

    def _transfers(self) -> Markup:
        rows = [
            tag(
                "tr",
                tag("td", str(each.fiscal_year or "")),
                tag("td", each.category or ""),
                *(
                    tag("td", amount, class_="money")
                    for amount in (
                        f"{each.before:,}",
                        f"{each.after:,}",
                        words.signed(each.delta, self.language),
                    )
                ),
                tag("td", self.say(words.transfer(each, self.comparison.programme))),
            )
            for each in self.comparison.transfers
        ]
        heads = (_YEAR, _CATEGORY, words.BEFORE, words.AFTER, words.DELTA, _ADVICE)
        about = tag("p", self.say(words.transfers_about(self.comparison.programme)))
        return join(self._listed(words.TRANSFERS, heads, rows), about)

    def _findings(self) -> Markup:
        rows = [self._finding(each) for each in self.comparison.findings]
        heads = (_KIND, _SEVERITY, _CODE, words.BEFORE, words.AFTER, _FINDING)
        return self._listed(words.FINDINGS, heads, rows)

    def _finding(self, found: FindingChange) -> Markup:
        said = found.last
        places = [
            "–"
            if each is None
            else f"{each.sheet or ''}!{each.cell}"
            if each.cell
            else each.sheet or "–"
            for each in (found.before, found.after)
        ]
        return tag(
            "tr",
            tag("td", self._badge(self.say(words.FATES[found.fate]), _CLASSES[found.fate])),
            tag("td", self.say(words.severity(found))),
            tag("td", said.code),
            *(tag("td", tag("span", each, class_="cell")) for each in places),
            tag("td", said.message.in_(self.language), *self._excuse(found)),
        )

    def _excuse(self, found: FindingChange) -> Iterator[Markup]:
        """Yield on what grounds a finding is waived, or what is to be done about one that counts now."""
        if found.waived:
            yield tag("p", self.say(words.excuse(found)), class_="cell")
        elif found.worse:
            yield tag("p", f"{self.say(_FIX)}: {self.say(words.fix(found))}")

    def _uncompared(self) -> Markup:
        rows = [self._missed(each) for each in self.comparison.uncompared]
        heads = (_SHEET, _FIELD, words.BEFORE, words.AFTER, _WHY)
        return self._listed(words.UNCOMPARED, heads, rows)

    def _missed(self, found: Uncompared) -> Markup:
        sides = [
            "–"
            if cell is None or found.field is None
            else f"{words.value(value, found.field, self.language)} ({cell.a1})"
            for value, cell in (
                (found.before, found.before_cell),
                (found.after, found.after_cell),
            )
        ]
        return tag(
            "tr",
            tag("td", found.table.sheet),
            tag("td", self.say(words.uncompared_field(found))),
            *(tag("td", each) for each in sides),
            tag("td", self.say(words.reason(found))),
        )
