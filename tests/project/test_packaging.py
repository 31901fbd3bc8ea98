"""What is shipped: a wheel that holds all the program needs and nothing else, the same from a tree and from the sdist."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import aitx_budget

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def built(source: Path, into: Path, *kinds: str) -> None:
    """Build what is asked for with the tools at hand; nothing is fetched."""
    line = [sys.executable, "-m", "build", "--no-isolation", *kinds, "--outdir", into, source]
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sdist, and the wheel built from what it holds."""
    place = tmp_path_factory.mktemp("dist")
    built(ROOT, place)
    return place


@pytest.fixture(scope="module")
def wheel(folder):
    """The wheel, opened."""
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    """Every module and every file that modules read is in it; tests, docs and workbooks are not."""
    package = ROOT / "src"
    ours = {
        path.relative_to(package).as_posix()
        for path in (package / "aitx_budget").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert inside == ours
    kinds = {Path(name).suffix for name in inside}
    assert {".toml", ".css", ".md", ".typed"} <= kinds
    assert "aitx_budget/py.typed" in inside


def test_the_wheel_runs_on_every_python_that_it_names(wheel):
    """Pure Python, with the command, the licence, and a classifier for each version from the oldest on."""
    names = wheel.namelist()
    (info,) = (name for name in names if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(wheel.read(info).decode())
    assert metadata["Version"] == aitx_budget.__version__
    assert metadata["Requires-Python"] == ">=3.11"
    classified = {
        each.rsplit(" ", 1)[1]
        for each in metadata.get_all("Classifier")
        if each.startswith("Programming Language :: Python :: 3.")
    }
    assert classified == {"3.11", "3.12", "3.13", "3.14"}
    assert "Typing :: Typed" in metadata.get_all("Classifier")
    tags = wheel.read(info.replace("METADATA", "WHEEL")).decode()
    assert "Tag: py3-none-any" in tags
    points = wheel.read(info.replace("METADATA", "entry_points.txt")).decode()
    assert "aitx-budget = aitx_budget.cli:main" in points
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_sdist_is_the_project(folder, wheel):
    """Whoever has it alone can test, document and release: everything under version control but the CI is in it."""
    (path,) = folder.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    tracked = {name for name in listed.stdout.decode().split("\0") if name}
    assert {name for name in tracked - inside if not name.startswith(".ci/")} == set()
    assert wheel.testzip() is None


def test_versions_follow_one_rule():
    """The version is a semantic one, and stands in one place."""
    assert "version" in PROJECT["dynamic"]
    assert [part.isdecimal() for part in aitx_budget.__version__.split(".")] == [True] * 3
