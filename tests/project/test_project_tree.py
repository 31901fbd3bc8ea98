"""The project as a whole: its layers, its names, what it says of itself, and how it is set up."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import aitx_budget

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "aitx_budget"
MODULES = sorted(PACKAGE.rglob("*.py"))
TASKS = ["bench", "ci", "clean", "demo", "docs", "docs-check", "fuzz", "fuzz-short"]
TASKS += ["help", "layers", "lint", "lock", "pictures", "samples", "site", "templates"]
TASKS += ["test", "types", "wheel"]


def tracked() -> list[Path]:
    """Return every file under version control."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def texts() -> list[tuple[str, str]]:
    """Return name and content of every tracked text file."""
    return [
        (str(path.relative_to(ROOT)), path.read_text("utf-8"))
        for path in tracked()
        if path.suffix not in {".xlsx", ".png", ".zip", ".parquet"} and path.is_file()
    ]


def test_imports_run_one_way():
    """The layers of the tree hold: no room reaches into one that builds on it."""
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert run.returncode == 0, run.stdout


def test_every_module_says_what_it_is_for():
    """No module, class or public function of the package is without a docstring."""
    silent = []
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        if path.stat().st_size and not ast.get_docstring(tree):
            silent.append(path.name)
    assert silent == []


def test_no_room_has_a_name_that_says_nothing():
    """Nothing is kept in a room or module for what belongs nowhere."""
    vague = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "base"}
    assert [str(path) for path in PACKAGE.rglob("*") if path.stem in vague] == []


def test_the_project_speaks_of_itself_alone():
    """No file names the place where it was written, or a path outside the repository."""
    words = ["assis" + "tant", "cla" + "ude", "anthro" + "pic", "chat" + "gpt", "sub" + "agent"]
    places = [
        "/" + "work/",
        r"\.\./" + "shared",
        "/" + "tmp/brief",
        "/" + "opt/pypi",
        "/" + "root/",
    ]
    pattern = re.compile("|".join([*words, *places]), re.IGNORECASE)
    said = [(name, match[0]) for name, text in texts() for match in pattern.finditer(text)]
    assert said == []


def test_no_file_names_a_registrys_address():
    """Where packages come from is the business of whoever installs them."""
    hosts = ["pypi" + ".org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian"]
    pattern = re.compile(
        "|".join(re.escape(host) for host in hosts) + r"|--(extra-)?index-url\s+\S"
    )
    said = [(name, match[0]) for name, text in texts() for match in pattern.finditer(text)]
    assert [each for each in said if not each[0].endswith(Path(__file__).name)] == []


def requirements(name: str) -> dict[str, str]:
    """Return package -> version of a lock."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+) \\$", text, re.MULTILINE))


def test_every_locked_package_has_hashes():
    """Nothing is installed that is not exactly what was locked."""
    for name in ("runtime.txt", "cluster.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text("utf-8")
        blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
        assert blocks
        assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)


def test_the_locks_hold_what_the_project_asks_for_and_agree():
    """Each dependency is locked, and all locks name the same version of what they share."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    runtime, cluster, dev = map(requirements, ("runtime.txt", "cluster.txt", "dev.txt"))
    name = re.compile(r"^[A-Za-z0-9-]+")
    asked = {name.match(each)[0].lower() for each in project["dependencies"]}
    extra = {name.match(each)[0].lower() for each in project["optional-dependencies"]["dev"]}
    assert asked <= set(runtime)
    assert asked | extra <= set(dev)
    assert {package: cluster.get(package) for package in runtime} == runtime
    assert {package: dev.get(package) for package in cluster} == cluster
    engine = {name.match(each)[0].lower() for each in project["optional-dependencies"]["cluster"]}
    assert engine <= set(cluster)


def test_bare_make_lists_every_task():
    """Whoever types `make` learns what there is, a task a line."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    run = subprocess.run(
        ["make"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True, env=bare
    )
    assert sorted(line.split()[1] for line in run.stdout.splitlines()) == TASKS
    assert all(len(line.split(maxsplit=2)) == 3 for line in run.stdout.splitlines())


def test_the_checks_run_from_one_script():
    """.ci/run is executable, is valid bash, and lets no missing second engine be skipped."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    text = script.read_text("utf-8")
    assert "set -euo pipefail" in text
    assert "AITX_REQUIRE_LIBREOFFICE=1" in text


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_the_readmes_name_every_command(name):
    """A command that is added or renamed is told in both languages."""
    from aitx_budget.cli.app import app

    text = (ROOT / name).read_text("utf-8")
    for each in app.registered_commands:
        assert re.search(rf"^\| `{each.callback.__name__}\b", text, re.MULTILINE), each


def test_links_between_pages_lead_somewhere():
    """No page points to a file that is not there."""
    link = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
    pages = [path for path in tracked() if path.suffix == ".md"]
    targets = [(path, target) for path in pages for target in link.findall(path.read_text("utf-8"))]
    assert targets
    assert [pair for pair in targets if not (pair[0].parent / pair[1]).exists()] == []


def test_the_changelog_tells_of_this_version():
    """The version that the package names has an entry."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## {aitx_budget.__version__}" in text
