"""One run of the whole chain for the second programme, by the command line alone."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import NamedTuple

import pytest
from regional import MILLION, PROGRAMME, REGIONS, Records, budget, faulty, saved

from aitx_budget.cli import main

DAY = "2028-05-02"
WAIVERS = """
[[waiver]]
rule = "MAT402"
region = "전북"
key = {}
reason = "추가 분담을 협의하는 동안 인정"
approver = "사업관리팀"
date = 2028-04-01
expiry = 2029-03-31
"""


class Chain(NamedTuple):
    """Where the outputs are, what each line gave, and what it said."""

    folder: Path
    codes: dict[str, int]

    def file(self, name: str) -> Path:
        """Return an output."""
        return self.folder / name


class _Runner:
    """Runs lines with `--programme`, and keeps what they say as outputs of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.codes: dict[str, int] = {}

    def __call__(self, name: str, *words: object) -> None:
        said, told = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
            self.codes[name] = main([*map(str, words), "--programme", str(PROGRAMME)])
        (self.folder / f"{name}.said.txt").write_text(said.getvalue() + told.getvalue(), "utf-8")


def _part(records: Records, code: str) -> Records:
    """Return an institution's part of a region's budget."""
    part = {"기본정보": records["기본정보"], "단위사업": records["단위사업"]}
    for table in ("수행기관", "소요예산", "자산구매계획"):
        part[table] = [each for each in records[table] if each["기관코드"] == code]
    return part


def _changed(records: Records) -> Records:
    """Return the budget as it is submitted again: money moved between categories, and a reason."""
    records["기본정보"][0] |= {"제출차수": 2, "변경사유": "용역비를 인건비로 옮김"}
    people, service = records["소요예산"][2], records["소요예산"][3]
    people |= {"단가": 5 * MILLION, "광역분담금": 600 * MILLION}
    service |= {"수량": 2, "국고보조금": 20 * MILLION, "광역분담금": 30 * MILLION}
    service |= {"기초분담금": 30 * MILLION, "자부담 현금": None}
    return records


def _templates(run: _Runner) -> Path:
    """Make blank and filled templates; return the folder of those that come back."""
    folder = run.folder
    returned = folder / "제출본"
    returned.mkdir()
    made = {name: budget(name) for name in REGIONS} | {"전북": faulty("전북")}
    for name, records in made.items():
        data = saved(records, folder / f"{name}.json")
        line = ("template", "--region", name, "--prefill", data, "-o", returned / f"{name}.xlsx")
        run(f"template-{name}", *line)
    again = saved(_changed(budget("서울")), folder / "again.json")
    run(
        "template-again",
        "template",
        "--region",
        "서울",
        "--prefill",
        again,
        "-o",
        folder / "서울_2차.xlsx",
    )
    part = saved(_part(budget("서울"), "I03"), folder / "part.json")
    scope = ("template", "--scope", "institution", "--region", "서울", "--prefill", part)
    run("template-part", *scope, "-o", folder / "기관.xlsx")
    run("template-all", "template", "--all-regions", "-o", folder / "빈양식")
    return returned


def _judged(run: _Runner, returned: Path) -> None:
    """Check, mark, clean, waive; in every format and both languages."""
    folder, as_of = run.folder, ("--as-of", DAY)
    (folder / "waivers.toml").write_text(
        WAIVERS.replace("key = {}\n", 'cell = "소요예산!M7"\n'), "utf-8"
    )
    for language in ("ko", "en"):
        for kind in ("text", "json", "jsonl", "xlsx", "html"):
            file = folder / f"validate.{language}.{kind.replace('text', 'txt')}"
            run(
                f"validate-{language}-{kind}",
                "validate",
                returned,
                "--format",
                kind,
                "-o",
                file,
                "--lang",
                language,
                *as_of,
            )
        marked = folder / f"표시_{language}"
        run(
            f"annotate-{language}",
            "validate",
            returned,
            "--annotate",
            marked,
            "--lang",
            language,
            *as_of,
        )
    copy = folder / "전북_표시.xlsx"
    run("annotate", "annotate", returned / "전북.xlsx", "-o", copy, *as_of)
    run("waived", "validate", returned / "전북.xlsx", "--waivers", folder / "waivers.toml", *as_of)


def _guided(run: _Runner) -> None:
    """Show the guides and save them, for both audiences in both languages."""
    for language in ("ko", "en"):
        for audience in ("officer", "examiner"):
            name, line = f"guide-{audience}-{language}", ("--for", audience, "--lang", language)
            run(name, "guide", *line)
            run(f"{name}-page", "guide", *line, "-o", run.folder / f"{name}.html")


def _together(run: _Runner, returned: Path) -> None:
    """Consolidate, compare, assemble; in both languages."""
    folder = run.folder
    first, again = returned / "서울.xlsx", folder / "서울_2차.xlsx"
    for language in ("ko", "en"):
        book, data = folder / f"종합_{language}.xlsx", folder / f"자료_{language}"
        run(
            f"consolidate-{language}",
            "consolidate",
            returned,
            "-o",
            book,
            "--export",
            data,
            "--lang",
            language,
        )
        for kind in ("xlsx", "json", "html", "txt"):
            file = folder / f"변경_{language}.{kind}"
            run(
                f"compare-{language}-{kind}",
                "compare",
                first,
                again,
                "-o",
                file,
                "--lang",
                language,
            )
        whole = folder / f"취합_{language}.xlsx"
        run(
            f"assemble-{language}",
            "assemble",
            first,
            folder / "기관.xlsx",
            "-o",
            whole,
            "--lang",
            language,
        )


def _told(run: _Runner) -> None:
    """Let every rule, the catalogue and the figures say what they are."""
    from aitx_budget.checks.registry import rules

    for language in ("ko", "en"):
        for rule in rules():
            run(f"rule-{rule.code}-{language}", "rule", rule.code, "--lang", language)
        for kind in ("text", "json"):
            run(f"rules-{language}-{kind}", "rules", "--format", kind, "--lang", language)
            run(f"programme-{language}-{kind}", "programme", "--format", kind, "--lang", language)


@pytest.fixture(scope="session")
def chain(tmp_path_factory) -> Chain:
    """Everything that the tool makes, from the programme's file alone."""
    run = _Runner(tmp_path_factory.mktemp("second"))
    returned = _templates(run)
    _judged(run, returned)
    _together(run, returned)
    _told(run)
    _guided(run)
    return Chain(run.folder, run.codes)
