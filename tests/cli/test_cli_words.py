"""What a line may say, and what is answered where it says something else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from english_words import foreign
from lines import SOURCE, answer, process

import aitx_budget
from aitx_budget.cli import app

HEALTH = Path(__file__).parents[1] / "second" / "health-2028.toml"
COMMANDS = (
    "template",
    "validate",
    "annotate",
    "clean",
    "assemble",
    "compare",
    "consolidate",
    "migrate",
    "guide",
    "rule",
    "rules",
    "programme",
    "demo",
)
HANGUL = re.compile("[가-힣]+")


def test_a_bare_line_shows_the_help(capsys):
    """Whoever types the name alone learns what there is."""
    bare, asked = answer(capsys), answer(capsys, "--help")
    assert bare == asked
    assert bare.code == 0
    assert [name for name in COMMANDS if name not in bare.out] == []
    assert "사용법: aitx-budget [옵션] 명령 [인자]…\n" in bare.out
    assert bare.err == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_korean_by_default_and_english_on_request(capsys, command):
    """Every word of the help is in the language of the line, wherever the line says it."""
    korean = answer(capsys, command, "--help")
    assert korean.code == 0
    assert "사용법:" in korean.out
    assert not re.search(r"\b(Usage|Options|OPTIONS|COMMAND|ARGS|Show|Write|default)\b", korean.out)
    for words in (("--lang", "en", command, "-h"), (command, "--help", "--lang=en")):
        english = answer(capsys, *words)
        assert english.code == 0
        assert "Usage:" in english.out
        assert set(HANGUL.findall(english.out)) <= {"경남", "검증"}


def test_the_version_is_the_packages(capsys):
    """The line and the library name the same version."""
    assert answer(capsys, "--version") == (0, f"aitx-budget {aitx_budget.__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "korean"),
    [
        (["nonsense"], "‘nonsense’ 명령은 없습니다. 도움말"),
        (["validat", "a"], "‘validat’ 명령은 없습니다. 혹시 validate인가요?"),
        (["validate"], "파일 경로가 빠졌습니다."),
        (["rule"], "규칙 코드가 빠졌습니다."),
        (["annotate", "a.xlsx"], "저장할 파일(-o / --output)이 빠졌습니다."),
        (["validate", "--nope", "a"], "--nope 옵션은 없습니다."),
        (["validate", "a", "--format", "pdf"], "쓸 수 있는 값: text|json|jsonl|xlsx|html"),
        (["validate", "a", "--jobs", "many"], "--jobs에 쓸 수 없는 값입니다."),
        (["validate", "a", "--format"], "--format 옵션의 값을 확인해 주세요."),
        (["rule", "MAT401", "CSH501"], "CSH501"),
        (["--lang", "fr"], "쓸 수 있는 값: ko|en"),
        (["rule", "MAT499"], "규칙 코드 ‘MAT499’가 없습니다."),
        (["rule", "MAT408"], "규칙 코드 ‘MAT408’이 없습니다."),
        (["rule", "MAT40"], "비슷한 코드: MAT401, MAT402, MAT403."),
        (["rules", "없는말"], "‘없는말’에 관한 규칙이 없습니다."),
        (["template", "--rows", "소요예산"], "--rows는 ‘시트=행수’로 적습니다"),
        (["template", "--region", "경남", "--all-regions"], "함께 쓸 수 없습니다"),
        (["template", "--region", "서울"], "‘서울’은 이 사업의 지역이 아닙니다. 지역: 부산"),
        (["template", "--region", "경냠"], "혹시 경남을 뜻하셨나요?"),
        (["validate", "/no/such/folder/a.xlsx"], "a.xlsx"),
        (["rules", "--programme", "/"], "기준 파일을 읽을 수 없습니다."),
        (
            ["rules", "--programme", "/no/such.toml"],
            "기준 파일을 찾을 수 없습니다: /no/such.toml\n",
        ),
    ],
)
def test_wrong_usage_is_one_korean_sentence_and_exit_2(capsys, words, korean):
    """No English of the command library, no traceback, nothing on stdout."""
    said = answer(capsys, *words)
    assert said.code == 2
    assert said.out == ""
    assert korean in said.err
    assert said.err.count("\n") == 1
    assert "Error" not in said.err
    assert "Errno" not in said.err
    heard = {each.partition(" | ")[0] for each in foreign(iter([said.err]))}
    assert {each for each in heard if each not in " ".join(words)} == set()
    assert not re.search(r"[은이을와]\([는가를과]\)", said.err)


def test_wrong_usage_is_english_on_request(capsys):
    """The sentence follows the line's language."""
    said = answer(capsys, "validate", "--lang", "en")
    assert (said.code, said.err) == (2, "PATH is missing. Help: aitx-budget validate --help\n")


def test_a_workbook_is_not_thrown_at_a_terminal(capsys, monkeypatch):
    """Binary data is refused where a person would see it, before any file is read."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    said = answer(capsys, "validate", "/no/such.xlsx", "--format", "xlsx")
    assert (said.code, said.out) == (2, "")
    assert "-o로 저장할 파일을 지정해 주세요." in said.err


def test_a_crash_is_a_sentence_exit_3_and_a_private_log(capsys, monkeypatch, tmp_path):
    """The trace goes to a file of the user's alone, with resident numbers covered."""

    def broken(*_, **__):
        raise RuntimeError(*["900101-1234567"])

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(sys.modules["aitx_budget.library"], "rules", broken)
    said = answer(capsys, "rules")
    (log,) = tmp_path.iterdir()
    assert said.code == 3
    assert said.out == ""
    assert str(log) in said.err
    assert "Traceback" not in said.err
    assert log.stat().st_mode & 0o077 == 0
    assert "RuntimeError: 900101-1******" in log.read_text("utf-8")
    shown = answer(capsys, "rules", "--debug")
    assert shown.code == 3
    assert "Traceback" in shown.err


def test_an_interrupted_line_ends_with_130(capsys, monkeypatch):
    """Control-C is no error of the program and leaves no trace."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["aitx_budget.library"], "rules", interrupted)
    said = answer(capsys, "rules")
    assert (said.code, said.out) == (130, "")
    assert "Traceback" not in said.err


def test_a_reader_that_goes_away_is_no_error():
    """`aitx-budget rules | head -1` says nothing on stderr."""
    line = [sys.executable, "-m", "aitx_budget.cli", "programme", "--format", "json"]
    env = {"PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(line, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()
        assert run.stderr.read() == b""


def test_korean_gets_through_an_ascii_locale():
    """The report is UTF-8 wherever it is piped to, and whatever the locale."""
    run = process("rules", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert run.returncode == 0
    assert "매칭" in run.stdout


HEAVY = {"pandas", "pandera", "numpy", "pyarrow", "openpyxl", "python_calamine", "lxml"}
"""What reads, checks or marks a workbook."""


def loaded(words: list[str]) -> set[str]:
    """Run a command in a fresh interpreter; return which modules it has loaded."""
    code = (
        "import sys, io, contextlib\n"
        "from aitx_budget.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    assert main({words!r}) == 0\n"
        "print(*(name for name, module in sys.modules.items() if module))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": str(SOURCE)},
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "words",
    [["--help"], ["validate", "--help"], ["rule", "MAT401"], ["rules"], ["programme"], ["guide"]],
)
def test_light_commands_load_no_heavy_library(words):
    """Help and manuals start without pandas, pandera and the Excel libraries."""
    assert not loaded(words) & {*HEAVY, "xlsxwriter"}


def test_a_template_is_written_by_what_writes_alone(tmp_path):
    """A template needs the library that writes it, and none that reads or checks one."""
    path = tmp_path / "서식.xlsx"
    found = loaded(["template", "--region", "경남", "-o", str(path)])
    assert path.exists()
    assert "xlsxwriter" in found
    assert not found & HEAVY


def test_every_command_of_the_contract_is_there():
    """The line has the contract's commands, `migrate` and `guide`, and no others."""
    registered = [each.callback.__name__ for each in app.app.registered_commands]
    assert registered == list(COMMANDS)


def test_a_word_of_the_line_cannot_steer_the_terminal(capsys):
    """A file name or code with control characters is shown, not sent."""
    for words in (["rule", "\x1b[31mMAT"], ["validate", "\x1b]0;x\x07.xlsx"]):
        said = answer(capsys, *words)
        assert said.code == 2
        assert "\x1b" not in said.err


def test_a_shell_completes_commands_and_options():
    """The completion that is installed offers what there is."""
    for words, offered in (
        ("aitx-budget val", "validate"),
        ("aitx-budget validate --fo", "--format"),
    ):
        run = process(
            env={
                "_AITX_BUDGET_COMPLETE": "complete_bash",
                "COMP_WORDS": words,
                "COMP_CWORD": str(words.count(" ")),
            }
        )
        assert offered in run.stdout.split()


def installing(shell: str, home: Path, *words: str) -> subprocess.CompletedProcess:
    """Ask for completion from within a shell, whose own files are in `home`."""
    line = f"{sys.executable} -m aitx_budget.cli --install-completion {' '.join(words)}; exit $?"
    return subprocess.run(
        [shell, "-c", line],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": str(SOURCE), "HOME": str(home), "PATH": os.environ["PATH"]},
    )


def test_completion_is_installed_and_told_in_the_language_of_the_line(tmp_path):
    """The shell's own file leads to what offers our commands, and no English word is said to Koreans."""
    run = installing("bash", tmp_path)
    (script,) = (tmp_path / ".bash_completions").iterdir()
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == (
        f"bash의 자동 완성을 설치했습니다: {script}\n새 터미널을 열면 쓸 수 있습니다.\n"
    )
    assert str(script) in (tmp_path / ".bashrc").read_text("utf-8")
    assert "_AITX_BUDGET_COMPLETE" in script.read_text("utf-8")
    assert installing("bash", tmp_path, "--lang", "en").stderr.startswith("Completion for bash is")


def test_a_shell_without_completion_is_told(tmp_path):
    """Where nothing can be installed nothing is written, and the shells that can are named."""
    run = installing("sh", tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("지금의 셸에는 자동 완성을 설치할 수 없습니다. bash, zsh, fish")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["매칭비율"], ["MAT401", "MAT406"]),
        (["mat4"], [f"MAT40{number}" for number in range(1, 7)]),
        (["matching-below"], ["MAT401"]),
        (["지자체분담금", "--programme", str(HEALTH)], ["MAT401", "MAT402", "CSH502", "CSH505"]),
    ],
)
def test_rules_are_found_by_a_word(capsys, words, codes):
    """A word of the title, in the programme's own words, a beginning of the code, or a part of the name will do."""
    said = answer(capsys, "rules", *words)
    assert (said.code, said.err) == (0, "")
    assert [line.split()[0] for line in said.out.splitlines()] == codes
