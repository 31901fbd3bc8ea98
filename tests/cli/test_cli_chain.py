"""Whole lines on real workbooks: from the returned file to report, marked copy and exit code."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from english_words import foreign, shown
from lines import answer, process
from msoffcrypto.format.ooxml import OOXMLFile

from aitx_budget.cli.giving import tell_marked
from aitx_budget.cli.terminal import Screen
from aitx_budget.library.crew import Crew

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
SHIPPED = Path(__file__).parents[2] / "src" / "aitx_budget" / "programme" / "aitx-2025.toml"
GOOD, MESSY, SHORT = (SAMPLES / f"{name}_예산서.xlsx" for name in ("울산", "대구", "제주"))


def digest(path: Path) -> str:
    """Return a fingerprint of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def members(path: Path) -> dict[str, bytes]:
    """Return the parts of a workbook in their order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def protected(data: bytes) -> bytes:
    """Return a workbook with a password, the way a spreadsheet program saves it."""
    sealed = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt("secret", sealed)
    return sealed.getvalue()


@pytest.fixture
def refusable(tmp_path):
    """Return a folder of files that cannot be checked, with a good one among them."""
    folder = tmp_path / "제출본"
    folder.mkdir()
    data = GOOD.read_bytes()
    foreign = openpyxl.Workbook()
    foreign.active["A1"] = "가계부"
    foreign.save(folder / "남의 문서.xlsx")
    shutil.copy(GOOD, folder / "울산.xlsx")
    for name, content in {
        "반쪽.xlsx": data[: len(data) // 2],
        "보안문서.xlsx": b"\x9b\x20DRMONE  This Document is encrypted" + bytes(512),
        "암호.xlsx": protected(data),
        "표.xlsx": "연번,회계연도,금액\n1,2025,1000\n".encode(),
    }.items():
        (folder / name).write_bytes(content)
    (folder / "~$울산.xlsx").write_bytes(b"lock")
    return folder


def test_files_that_cannot_be_checked_get_a_sentence_and_stop_nothing(capsys, refusable):
    """Each is refused for its own reason, the good file is checked, and the line ends with 2."""
    said = answer(capsys, "validate", refusable, "--format", "json")
    assert said.code == 2
    books = {Path(each["path"]).name: each for each in json.loads(said.out)["workbooks"]}
    codes = {
        name: [finding["code"] for finding in each["findings"]] for name, each in books.items()
    }
    assert codes == {
        "남의 문서.xlsx": ["FIL007"],
        "반쪽.xlsx": ["FIL004"],
        "보안문서.xlsx": ["FIL003"],
        "암호.xlsx": ["FIL002"],
        "울산.xlsx": [],
        "표.xlsx": ["FIL001"],
    }
    assert {each["status"] for name, each in books.items() if codes[name]} == {"refused"}
    assert books["울산.xlsx"]["status"] == "checked"
    for name, each in books.items():
        for finding in each["findings"]:
            assert finding["message"], name
            assert "\n" not in finding["message"]
    assert said.err.count("\n") == 1
    assert "~$울산.xlsx" in said.err


def test_a_clean_workbook_is_an_explicit_success(capsys):
    """Exit 0 comes with a sentence that says so, on stdout, and nothing on stderr."""
    said = answer(capsys, "validate", GOOD)
    assert (said.code, said.err) == (0, "")
    assert "✔ 적합: 모든 점검을 통과했습니다. 고칠 것이 없습니다." in said.out


def test_jeju_as_published_is_20_000_000_won_short(capsys):
    """The finding carries the exact figures, its cell, and the exit code is 1."""
    said = answer(capsys, "validate", SHORT, "--format", "json", "--select", "MAT401")
    (book,) = json.loads(said.out)["workbooks"]
    (error,) = [each for each in book["findings"] if each["severity"] == "error"]
    assert said.code == 1
    assert (error["numerator"], error["denominator"]) == (9_300_000_000, 23_300_000_000)
    assert (error["threshold"], error["shortfall"]) == ("4/10", 20_000_000)
    assert error["sheet"] == "소요예산"
    assert "20,000,000원" in error["message"]
    assert said.err == "일부 규칙만 점검했습니다.\n"


def test_fail_on_decides_what_a_warning_does(capsys):
    """A warning passes by default and fails where the line asks for it."""
    words = ("validate", MESSY, "--select", "CEL213")
    assert answer(capsys, *words).code == 0
    assert answer(capsys, *words, "--fail-on", "warning").code == 1


def test_an_ignored_rule_says_nothing(capsys):
    """What is left out leaves no finding, and the rest is still checked."""
    everything = json.loads(answer(capsys, "validate", MESSY, "--format", "json").out)
    rest = answer(capsys, "validate", MESSY, "--format", "json", "--ignore", "CEL,SUM")
    codes = {each["code"] for each in everything["workbooks"][0]["findings"]}
    left = {each["code"] for each in json.loads(rest.out)["workbooks"][0]["findings"]}
    assert left == {code for code in codes if code[:3] not in ("CEL", "SUM")}
    assert left < codes


@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "html", "xlsx"])
def test_every_format_goes_to_a_file_whole(capsys, tmp_path, format_):
    """`-o` leaves stdout empty, and a second run gives the same bytes."""
    first, second = tmp_path / "a", tmp_path / "b"
    for target in (first, second):
        said = answer(capsys, "validate", GOOD, MESSY, "--format", format_, "-o", target)
        assert (said.code, said.out) == (1, "")
        assert said.err == (
            f"파일 2개 가운데 오류 없음 1개, 오류 있음 1개, 점검하지 못함 0개\n저장했습니다: {target}\n"
        )
    assert first.read_bytes() == second.read_bytes()
    assert len(first.read_bytes()) > 1000


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.html", b"<!doctype html>"),
        ("a.HTML", b"<!doctype html>"),
        ("a.json", b"{"),
        ("a.xlsx", b"PK"),
        ("a.txt", b"/"),
        ("json", b"/"),
    ],
)
def test_without_a_format_the_ending_picks_it(capsys, tmp_path, name, begins):
    """A file called .html is never a text; a name that says nothing is one."""
    target = tmp_path / name
    assert answer(capsys, "validate", MESSY, "-o", target).code == 1
    assert target.read_bytes()[: len(begins)].lower() == begins.lower()
    told = answer(capsys, "validate", MESSY, "-o", target, "--format", "json", "--force")
    assert (told.code, target.read_bytes()[:1]) == (1, b"{")


def test_stdout_is_the_file(capsysbinary, tmp_path):
    """A report on stdout is byte for byte the one in a file, the binary one too."""
    from aitx_budget.cli import main

    for format_ in ("json", "xlsx"):
        target = tmp_path / format_
        main(["validate", str(SHORT), "--format", format_, "-o", str(target)])
        capsysbinary.readouterr()
        main(["validate", str(SHORT), "--format", format_])
        assert capsysbinary.readouterr().out == target.read_bytes()


def test_the_number_of_processes_changes_nothing():
    """Reading with two processes gives the same bytes, in input order."""
    runs = [
        process("validate", SHORT, GOOD, MESSY, "--format", "jsonl", "--jobs", jobs)
        for jobs in (1, 2)
    ]
    assert runs[0].stdout == runs[1].stdout
    assert [run.returncode for run in runs] == [1, 1]
    books = [json.loads(line)["path"] for line in runs[0].stdout.splitlines()]
    assert books == [str(SHORT), str(GOOD), str(MESSY)]


def test_a_zip_is_a_folder(capsys, tmp_path):
    """Workbooks in a zip are checked under their names in it, and marked copies get plain names."""
    bundle = tmp_path / "제출.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.write(GOOD, "지역/울산_예산서.xlsx")
        archive.write(MESSY, "대구_예산서.xlsx")
    said = answer(capsys, "validate", bundle, "--format", "json", "--annotate", tmp_path / "사본")
    paths = [each["path"] for each in json.loads(said.out)["workbooks"]]
    assert paths == [f"{bundle}::대구_예산서.xlsx", f"{bundle}::지역/울산_예산서.xlsx"]
    copies = sorted(each.name for each in (tmp_path / "사본").iterdir())
    assert copies == ["대구_예산서_검증.xlsx", "울산_예산서_검증.xlsx"]


def done_here(_crew, tasks, *_):
    """Do a crew's tasks in this process, where its functions can be replaced."""
    return (task() for task in tasks)


def test_one_workbook_that_breaks_the_marking_stops_nothing(capsys, tmp_path, monkeypatch):
    """The others get their copies and the report, the one is named, its trace is kept; exit 3."""
    from aitx_budget.annotate import annotate

    def brittle(data, result, **how):
        if "제주" in result.path:
            raise RuntimeError(*["900101-1234567"])
        return annotate(data, result, **how)

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(sys.modules["aitx_budget.annotate"], "annotate", brittle)
    monkeypatch.setattr(Crew, "each", done_here)
    said = answer(capsys, "validate", SHORT, GOOD, "--annotate", tmp_path / "사본")
    assert said.code == 3
    assert [each.name for each in (tmp_path / "사본").iterdir()] == ["울산_예산서_검증.xlsx"]
    assert "MAT401" in said.out
    assert f"{SHORT}: 프로그램 내부 오류(INT999)로 표시된 사본을 만들지 못했습니다." in said.err
    assert "Traceback" not in said.err
    (log,) = tmp_path.glob("*.log")
    assert str(log) in said.err
    assert "RuntimeError: 900101-1******" in log.read_text("utf-8")


def test_one_copy_that_cannot_be_written_stops_nothing(capsys, tmp_path, monkeypatch):
    """A file system that takes one copy and not another ends with 2, the report and the other copy."""
    from aitx_budget.errors import OutputError
    from aitx_budget.library import output
    from aitx_budget.model.text import Text

    write = output.write

    def full(target, data, **how):
        if "제주" in target.name:
            raise OutputError(Text("자리가 없습니다.", "No space."))
        return write(target, data, **how)

    monkeypatch.setattr(output, "write", full)
    monkeypatch.setattr(Crew, "each", done_here)
    said = answer(capsys, "validate", SHORT, GOOD, "--annotate", tmp_path / "사본")
    assert said.code == 2
    assert [each.name for each in (tmp_path / "사본").iterdir()] == ["울산_예산서_검증.xlsx"]
    assert "MAT401" in said.out
    assert f"{SHORT}: 자리가 없습니다.\n" in said.err


def test_a_run_of_some_rules_says_so(capsys, tmp_path):
    """The report and the marked copy of a run with --select or --ignore don't speak of every check."""
    for words in (("--select", "MAT401"), ("--ignore", "MAT")):
        said = answer(capsys, "validate", GOOD, *words, "--annotate", tmp_path, "--force")
        assert said.code == 0
        assert "점검한 규칙은 모두 통과했습니다. 일부 규칙만 점검했습니다." in said.out
        assert "모든 점검" not in said.out
        sheets = b"".join(members(tmp_path / "울산_예산서_검증.xlsx").values()).decode(
            "utf-8", "replace"
        )
        assert ">✔ 점검한 규칙은 모두 통과했습니다. 일부 규칙만 점검했습니다.<" in sheets
        assert ">적합:" not in sheets


def test_inputs_are_never_touched_and_copies_never_collide(capsys, tmp_path):
    """Two workbooks of one name get two copies; the originals keep every byte."""
    originals = []
    for folder in ("가", "나"):
        (tmp_path / folder).mkdir()
        originals.append(Path(shutil.copy(MESSY, tmp_path / folder / "예산서.xlsx")))
    before = [digest(each) for each in originals]
    said = answer(capsys, "validate", *originals, "--annotate", tmp_path / "사본")
    assert said.code == 1
    copies = sorted(each.name for each in (tmp_path / "사본").iterdir())
    assert copies == ["예산서_검증.xlsx", "예산서_검증_2.xlsx"]
    assert [digest(each) for each in originals] == before


def test_marks_go_round_in_a_circle(capsys, tmp_path):
    """A marked copy checks like the original, marks again to the same bytes, and cleans to the original."""
    marked, again, back = (tmp_path / name for name in ("m.xlsx", "n.xlsx", "c.xlsx"))
    assert answer(capsys, "annotate", MESSY, "-o", marked).code == 1
    first = json.loads(answer(capsys, "validate", MESSY, "--format", "json").out)
    second = json.loads(answer(capsys, "validate", marked, "--format", "json").out)
    assert first["workbooks"][0]["findings"] == second["workbooks"][0]["findings"]
    assert answer(capsys, "annotate", marked, "-o", again).code == 1
    assert answer(capsys, "clean", marked, "-o", back).code == 0
    assert list(members(back)) == list(members(MESSY))
    assert members(back) == members(MESSY)
    assert "검증결과" in members(marked)["xl/workbook.xml"].decode().partition("</sheets>")[0]


def test_a_saved_run_says_what_its_exit_code_means(capsys, refusable, tmp_path):
    """Files that could not be checked are counted apart from those with errors, in either language."""
    saved = ("--format", "jsonl", "-o", tmp_path / "run.jsonl")
    said = answer(capsys, "validate", refusable, MESSY, *saved)
    many = len((tmp_path / "run.jsonl").read_text("utf-8").splitlines())
    assert said.code == 2
    told = f"파일 {many}개 가운데 오류 없음 1개, 오류 있음 1개, 점검하지 못함 {many - 2}개"
    assert told in said.err.splitlines()
    english = answer(capsys, "validate", GOOD, *saved, "--force", "--lang", "en")
    assert english.err.startswith("1 file: 1 without errors, 0 with errors, 0 not checked\n")


def test_a_copy_says_in_a_sentence_how_it_stands(capsys, tmp_path):
    """`annotate` tells the verdict and the path on stderr, and nothing on stdout."""
    target = tmp_path / "a.xlsx"
    said = answer(capsys, "annotate", GOOD, "-o", target)
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("적합: 모든 점검을 통과했습니다.")
    assert said.err.endswith(f"저장했습니다: {target}\n")
    english = answer(capsys, "annotate", GOOD, "-o", target, "--force", "--lang", "en")
    assert english.err.startswith("Acceptable: every check passed.")


@pytest.mark.parametrize(("many", "told"), [(10, 10), (11, 1)])
def test_many_copies_are_told_in_one_line(capsys, many, told):
    """A few copies are named one by one; of a batch the folder and their number are told."""
    tell_marked(Screen(), [Path(f"표시본/{n}.xlsx") for n in range(many)], "표시본")
    said = capsys.readouterr().err.splitlines()
    assert len(said) == told
    assert said[-1] in ("저장했습니다: 표시본/9.xlsx", "표시된 사본 11개를 저장했습니다: 표시본")


def test_a_refused_file_gets_no_copy(capsys, tmp_path, refusable):
    """The reason is told whatever rules were selected, and nothing is written."""
    chosen = answer(capsys, "validate", refusable / "암호.xlsx", "--select", "MAT")
    assert chosen.code == 2
    assert "FIL002" in chosen.out
    said = answer(capsys, "annotate", refusable / "암호.xlsx", "-o", tmp_path / "a.xlsx")
    assert said.code == 2
    assert "FIL002" in said.out
    assert not (tmp_path / "a.xlsx").exists()


def test_a_workbook_without_marks_cannot_be_cleaned(capsys, tmp_path):
    """Cleaning the wrong file is said, with exit 2; so is cleaning what is no workbook."""
    said = answer(capsys, "clean", GOOD, "-o", tmp_path / "a.xlsx")
    assert said.code == 2
    assert said.err.count("\n") == 1
    (tmp_path / "no.xlsx").write_bytes(b"nothing")
    for source in (tmp_path / "no.xlsx", tmp_path / "absent.xlsx", tmp_path):
        said = answer(capsys, "clean", source, "-o", tmp_path / "a.xlsx")
        assert said.code == 2
        assert "Traceback" not in said.err
    assert not (tmp_path / "a.xlsx").exists()


def test_an_old_result_and_an_input_are_safe(capsys, tmp_path):
    """Without --force nothing is replaced; with it, an input still is not."""
    source = Path(shutil.copy(GOOD, tmp_path / "in.xlsx"))
    old = tmp_path / "old.json"
    old.write_text("mine")
    before = digest(source)
    assert answer(capsys, "validate", source, "-o", old).code == 2
    assert old.read_text() == "mine"
    assert answer(capsys, "validate", source, "-o", old, "--force").code == 0
    assert json.loads(old.read_text("utf-8"))["workbooks"][0]["path"] == str(source)
    for words in (
        ("validate", source, "-o", source, "--force"),
        ("validate", tmp_path, "-o", source, "--force"),
        ("annotate", source, "-o", source, "--force"),
        ("clean", source, "-o", source, "--force"),
    ):
        said = answer(capsys, *words)
        assert said.code == 2
        assert "입력 파일에는 덮어쓰지 않습니다" in said.err
    marked = tmp_path / "x_검증.xlsx"
    answer(capsys, "annotate", source, "-o", marked)
    assert answer(capsys, "validate", marked, "--annotate", tmp_path, "--force").code == 2
    assert digest(source) == before


def test_a_folder_with_nothing_to_check_is_wrong_usage(capsys, tmp_path):
    """An empty folder is said so and does not pass as checked."""
    said = answer(capsys, "validate", tmp_path)
    assert (said.code, said.out) == (2, "")
    assert "점검할 파일이 없습니다" in said.err


def test_another_programme_judges_by_its_own_figures(capsys, tmp_path):
    """With a minimum of 39 % the same budget of 제주 is in order."""
    text = SHIPPED.read_text("utf-8")
    lower = tmp_path / "lower.toml"
    lower.write_text(text.replace('value = "4/10"', 'value = "39/100"', 1), "utf-8")
    words = ("validate", SHORT, "--select", "MAT401")
    assert answer(capsys, *words).code == 1
    assert answer(capsys, *words, "--programme", lower).code == 0


def test_a_broken_programme_file_is_told_by_its_key(capsys, tmp_path):
    """The key, what was expected and what was found are named; exit 2."""
    text = SHIPPED.read_text("utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text(text.replace('value = "4/10"', 'value = "two fifths"', 1), "utf-8")
    said = answer(capsys, "programme", "--programme", broken)
    assert said.code == 2
    assert "matching.minimum.value" in said.err
    assert "two fifths" in said.err


def test_a_report_in_english_is_english(capsys):
    """Sentences follow the line's language; sheet names stay as the officer sees them."""
    said = answer(capsys, "validate", SHORT, "--lang", "en")
    assert "short" in said.out
    assert "Fix:" in said.out
    assert "조치" not in said.out


def test_templates_are_written_where_asked(capsys, tmp_path, monkeypatch):
    """One for a region, one for each, one for an institution; into a file, a folder, or here."""
    assert answer(capsys, "template", "-o", tmp_path / "t.xlsx", "--region", "경상남도").code == 0
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book["기본정보"]["B5"].value == "경남"
    every = tmp_path / "모두"
    assert (
        answer(capsys, "template", "--all-regions", "--scope", "institution", "-o", every).code == 0
    )
    assert len(list(every.iterdir())) == 16
    monkeypatch.chdir(tmp_path)
    said = answer(capsys, "template", "--rows", "소요예산=20")
    assert said.err == "저장했습니다: aitx-2025_지역_표준예산서.xlsx\n"
    assert (tmp_path / "aitx-2025_지역_표준예산서.xlsx").stat().st_size > 10_000
    assert answer(capsys, "template", "--rows", "소요예산=20").code == 2


def test_a_template_is_filled_from_data(capsys, tmp_path):
    """`--prefill` takes a table from CSV, and a column that is not ours is named."""
    table = tmp_path / "수행기관.csv"
    table.write_text("기관코드,기관명\nI01,경상남도\n", "utf-8")
    target = tmp_path / "t.xlsx"
    assert answer(capsys, "template", "-o", target, "--prefill", table).code == 0
    assert openpyxl.load_workbook(target)["수행기관"]["B7"].value == "경상남도"
    table.write_text("기관코드,없는열\nI01,x\n", "utf-8")
    said = answer(capsys, "template", "-o", target, "--force", "--prefill", table)
    assert said.code == 2
    assert "없는열" in said.err


def test_the_demonstration_can_be_repeated(tmp_path):
    """It writes all it names, in Korean throughout, refuses to reuse its folder unasked, and repeats to the same bytes."""
    first = process("demo", "-o", "here", cwd=tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    folder = tmp_path / "here"
    named = [line.strip() for line in first.stdout.splitlines() if line.startswith("  here")]
    assert all((tmp_path / name).exists() for name in named)
    written = {each: digest(each) for each in folder.rglob("*") if each.is_file()}
    data = tmp_path / named[-1]
    told = {str(each.relative_to(tmp_path)) for each in written if data not in each.parents}
    assert told == set(named[:-1])
    assert (data / "datapackage.json").is_file()
    assert len(named) == 2 + 5 + 5 + 2 + (1 + 7 + 1) + 2 + 2
    assert "선정 5개 지역 가운데 5개" in first.stdout
    assert "132개를 넣고, 31개는" in first.stdout
    assert "신규 2 · 남음 3 · 해소 7" in first.stdout
    assert "39.91%" in first.stdout
    assert "20,000,000원" in first.stdout
    assert foreign(iter(first.stdout.splitlines())) == set()
    assert foreign(shown(folder)) == set()
    assert process("demo", "-o", "here", cwd=tmp_path).returncode == 2
    again = process("demo", "-o", "here", "--force", cwd=tmp_path)
    assert again.returncode == 0
    assert again.stdout == first.stdout
    assert {each: digest(each) for each in folder.rglob("*") if each.is_file()} == written
