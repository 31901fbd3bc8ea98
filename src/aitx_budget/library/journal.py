"""Answers on disk: so that nobody holds those of a whole run, and so that a run that was killed can be gone on with.

A `Journal` stands beside the report that a run is to write, under a hidden name that follows from the report's; of a report that
goes into a store, which nothing can be appended to, in a folder of its user. It begins
with what was asked, and each answer is a line with a checksum: of one that was being written when the run was killed nothing
is used. As long as a run works on it, it is locked. It is removed when the report has its name.

It is JSON and nothing that could be made to run: whoever may write to the folder could have put it there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Self

from aitx_budget.errors import OutputError
from aitx_budget.intake.files import TEMPORARY
from aitx_budget.library import output
from aitx_budget.library.address import Address, Place, place_of
from aitx_budget.library.batch import Earlier
from aitx_budget.library.chunk import Answer, Standing
from aitx_budget.library.item import Item, Known
from aitx_budget.library.temporary import lock
from aitx_budget.model.text import Text
from aitx_budget.model.waiver import Coverage, Waiver, Waivers

ENDING = ".resume"
_BUSY = Text(
    "다른 실행이 지금 같은 결과 파일을 만들고 있습니다. 끝난 뒤에 다시 실행하거나 다른 이름을 지정해 주세요",
    "Another run is making the same result now; wait for its end, or choose another name",
)


class Shelf:
    """Values that JSON has, by number, in a file.

    Args:
        file: it is appended to.
        named: what is said to be full where the file takes no more.
    """

    def __init__(self, file: BinaryIO, named: Place) -> None:
        """Begin with nothing."""
        self._file = file
        self._named = named
        self._places: dict[int, int] = {}

    def put(self, number: int, value: Any) -> None:
        """Keep a value.

        Raises:
            OutputError: the file takes no more.
        """
        try:
            at = self._file.seek(0, os.SEEK_END)
            self._file.write(_line(value))
            self._file.flush()
        except OSError as error:
            raise output.failed(self._named, error) from error
        self._places[number] = at

    def __contains__(self, number: int) -> bool:
        """Tell whether there is a value of this number."""
        return number in self._places

    def __getitem__(self, number: int) -> Any:
        """Return a value."""
        self._file.seek(self._places[number])
        return _value(self._file.readline())


@contextmanager
def unnamed() -> Iterator[Shelf]:
    """Yield a shelf in a temporary file.

    Raises:
        OutputError: there is no room for one.
    """
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed below; what fails in between is no fault of it
    except OSError as error:
        raise output.failed(Path(tempfile.gettempdir()), error) from error
    with file:
        yield Shelf(file, Path(tempfile.gettempdir()))


@dataclass(frozen=True)
class Parts:
    """What is said of each file, in order, as often as it is gone through: its `part` of the report, or its `rows`."""

    shelf: Shelf
    files: int
    kind: str = "part"

    def __iter__(self) -> Iterator[Any]:
        """Go through it."""
        return (self.shelf[number][self.kind] for number in range(self.files))


class Journal(Shelf):
    """The answers of a run that writes a report.

    Args:
        target: the report.
        asked: digest of all that decides the answers besides the files and the day.
        day: of the check; None for the day of the run that is gone on with, or else today.
        resume: go on with what an earlier run has left.

    Attributes:
        day: of the check.
        resumed: it goes on with an earlier run.
        dropped: how many answers of an earlier run were there and are not used.
        taken: how many are.

    Raises:
        OutputError: another run is at it, or the folder takes no file.
    """

    def __init__(self, target: Place, asked: str, day: dt.date | None, *, resume: bool) -> None:
        """Open it."""
        self._target = target
        self.path = path_of(target)
        self.taken = 0
        self._earlier: dict[tuple[str, int], tuple[int, Known, str]] = {}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            super().__init__(self._opened(), target)
            begun = self._header()
            head = {"asked": asked, "day": (day or _today()).isoformat()}
            self.resumed = (
                resume
                and begun.get("asked") == asked
                and day in (None, dt.date.fromisoformat(begun["day"]))
            )
            self.day = dt.date.fromisoformat((begun if self.resumed else head)["day"])
            self._index()
            self.dropped = 0 if self.resumed else len(self._earlier)
            if not self.resumed:
                self._earlier.clear()
                self._file.truncate(0)
                self._file.write(_line(head))
                self._file.flush()
        except OSError as error:
            raise output.failed(target, error) from error

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Remove it where the run has come to its end, or to nothing."""
        self._file.close()
        if kind is None or not (self._places or self._earlier):
            self.path.unlink(missing_ok=True)

    def keep(self, item: Item, answer: Answer, *, lasting: bool) -> None:
        """Keep an answer.

        Args:
            item: the file.
            answer: what is said of it.
            lasting: it is the file's own, so that a later run may take it over.

        Raises:
            OutputError: the disk is full.
        """
        place = self._earlier.get(_key(item))
        if (
            lasting
            and place is not None
            and place[1].content == answer.digest
            and answer.number in self._places
        ):
            return  # it stands there already
        self.put(answer.number, _told(item, answer, lasting=lasting))

    def earlier(self, waivers: Waivers | None) -> Earlier:
        """Return what the earlier run has answered for."""
        entries = {each.number: each for each in waivers.entries} if waivers else {}

        def known(item: Item) -> Known | None:
            place = self._earlier.get(_key(item))
            target = str(item.copy.target) if item.copy else ""
            return place[1] if place is not None and place[2] == target else None

        def answer(item: Item) -> Answer:
            self._places[item.number] = self._earlier[_key(item)][0]
            self.taken += 1
            said = self[item.number]
            return Answer(
                item.number,
                said["part"],
                Standing(*said["standing"]),
                said["region"],
                tuple(_coverage(entries, each) for each in said["waivers"]),
                said["digest"],
                (place_of(said["copy"][0]), said["copy"][1]) if said["copy"] else None,
                rows=said["rows"],
            )

        return Earlier(known, answer)

    def _opened(self) -> BinaryIO:
        file = self.path.open("a+b")
        if not lock(file, unknown=True):
            file.close()
            raise OutputError(Text(f"{_BUSY.ko}: {self._target}", f"{_BUSY.en}: {self._target}"))
        return file

    def _header(self) -> dict[str, Any]:
        self._file.seek(0)
        try:
            said = _value(self._file.readline())
        except ValueError:
            return {}
        return said if isinstance(said, dict) and {"asked", "day"} <= set(said) else {}

    def _index(self) -> None:
        """Note where each answer stands; from the first line that is not whole on there is nothing."""
        while True:
            at = self._file.tell()
            try:
                said = _value(self._file.readline())
            except ValueError:
                break
            if said["lasting"]:
                copy = said["copy"] or ("", "")
                key = (said["path"], said["entry"])
                self._earlier[key] = (at, Known(said["digest"], copy[1]), copy[0])
        self._file.truncate(at)


def path_of(target: Place) -> Path:
    """Return where the journal of a report stands: beside it, or of one in a store among its user's own files here."""
    told = str(target) if isinstance(target, Address) else target.name
    name = hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    folder = _state() if isinstance(target, Address) else target.parent
    return folder / f"{TEMPORARY}{name}{ENDING}"


def _state() -> Path:
    """Return where programs keep what they go on with, by the custom of the system."""
    home = Path.home()
    windows = sys.platform == "win32"
    named = os.environ.get("LOCALAPPDATA" if windows else "XDG_STATE_HOME", "")
    usual = home / "AppData" / "Local" if windows else home / ".local" / "state"
    return (Path(named) if named else usual) / "aitx-budget"


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _key(item: Item) -> tuple[str, int]:
    return item.found.path, item.found.entry


def _told(item: Item, answer: Answer, *, lasting: bool) -> dict[str, Any]:
    path, entry = _key(item)
    return {
        "path": path,
        "entry": entry,
        "lasting": lasting,
        "digest": answer.digest,
        "copy": [str(answer.marked[0]), answer.marked[1]] if answer.marked else None,
        "region": answer.region,
        "standing": astuple(answer.standing),
        "waivers": [
            [
                each.waiver.number,
                each.covered,
                each.in_force,
                each.matched,
                each.open,
                each.judged,
                list(each.elsewhere),
            ]
            for each in answer.waivers
        ],
        "part": answer.part,
        "rows": answer.rows,
    }


def _coverage(entries: Mapping[int, Waiver], said: Sequence[Any]) -> Coverage:
    number, covered, in_force, matched, open_, judged, elsewhere = said
    return Coverage(entries[number], covered, in_force, matched, open_, judged, tuple(elsewhere))


def _line(value: Any) -> bytes:
    """Return a value as a line with its checksum."""
    said = json.dumps(value).encode()
    return b"%08x %s\n" % (zlib.crc32(said), said)


def _value(line: bytes) -> Any:
    """Return what a line holds.

    Raises:
        ValueError: it is not whole.
    """
    checksum, _, said = line.partition(b" ")
    if not said.endswith(b"\n") or int(checksum, 16) != zlib.crc32(said[:-1]):
        message = "a line that is not whole"
        raise ValueError(message)
    return json.loads(said)
