"""Reads other people's spreadsheets (xlsx, xls, ods, csv) into plain cells with their places, in a process of its own."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.exchange.file_errors import check_file, too_large
from huanjie_desktop.exchange.reading_process import SECONDS, VERB, frames
from huanjie_desktop.exchange.sheets import MOST_COLUMNS, MOST_ROWS, Cell, Sheet, column_letter, is_content
from huanjie_desktop.paths import program_folder

__all__ = ["MOST_COLUMNS", "MOST_ROWS", "Book", "Cell", "Sheet", "column_letter", "read_book"]
_OUT_OF_TIME = -24  # SIGXCPU, of which Windows knows nothing
_TICK = 0.1  # seconds between two looks at whether it was cancelled
# a program from its source is started without what a packaged one does by itself: finding its own modules
_FROM_SOURCE = "import sys; sys.path.insert(0, sys.argv[1]); from huanjie_desktop.__main__ import main; sys.exit(main(sys.argv[2:]))"


class Book:
    """One file: the names of its sheets, and each sheet's cells."""

    def __init__(self, path: Path, found: Sequence[Sheet | UserError], names: Sequence[tuple[str, bool]]) -> None:
        self.path = path
        self._found = dict(zip((name for name, _ in names), found, strict=True))
        visible = [name for name, shown in names if shown]
        self.sheet_names = visible or [name for name, _ in names]
        self.hidden_names = [name for name, _ in names if name not in self.sheet_names]

    @property
    def called(self) -> str:
        """Return the name by which what was read is spoken of."""
        return self.path.name

    def is_empty(self, name: str) -> bool:
        """Tell whether a sheet has no content."""
        found = self._found[name]
        return isinstance(found, Sheet) and not any(any(map(is_content, row)) for row in found.rows)

    def sheet(self, name: str | None = None) -> Sheet:
        """Return a sheet, by default the first with cells; UserError when it is not there or unusable."""
        if name is None:
            name = next((each for each in self.sheet_names if not self.is_empty(each)), None)
            if name is None:
                raise UserError(f"“{self.path.name}”是空表，没有可导入的内容。", "请检查是否选错了文件。")
        elif name not in self.sheet_names:
            names = "、".join(self.sheet_names)
            raise UserError(f"“{self.path.name}”里没有名为“{name}”的工作表。", f"现有工作表：{names}。")
        found = self._found[name]
        if isinstance(found, UserError):
            raise found
        if self.is_empty(name):
            raise UserError(f"“{self.path.name}”的工作表“{name}”是空的。", "请选择有内容的工作表。")
        return found


def read_book(path: Path, progress: Progress | None = None) -> Book:
    """Read a spreadsheet; `progress` may stop it.

    Raises UserError naming the file: not there, locked, empty, encrypted, too large, of another kind.
    """
    check_file(path)
    found: list[Sheet | UserError] = []
    names: list[tuple[str, bool]] = []
    rows: list[Sequence[Cell]] = []
    for kind, *said in _messages(path, progress or NoProgress()):
        if kind == "rows":
            rows += said[0]
        elif kind == "sheet":
            name, *details = said
            rows = []
            sheet = Sheet(name, rows, *details)
            found.append(sheet)
            names.append((name, sheet.visible))
        else:
            name, visible, text, advice = said
            found.append(UserError(text, advice))
            names.append((name, visible))
    return Book(path, found, names)


def _messages(path: Path, progress: Progress) -> Iterator[Any]:
    """Yield what the reading process says of sheets and rows; raises what ends the reading."""
    process = _start(path)
    assert process.stdout is not None
    heard: SimpleQueue[Any] = SimpleQueue()
    pump = Thread(target=_pump, args=(process.stdout, heard), daemon=True)
    pump.start()
    until, ready = time.monotonic() + SECONDS, False
    try:
        while True:
            message = _next(heard)
            if message is None:
                progress.step(0, None, f"正在读取“{path.name}”")
                if time.monotonic() > until:
                    raise _too_slow(path)
            elif message[0] == "ready":
                ready = True
            elif message[0] in ("sheet", "rows", "refused"):
                yield message
            elif message[0] == "end":
                return
            else:
                raise _ending(message, path, process.wait() if message[0] == "closed" else 0, ready)
    finally:
        process.kill()
        process.wait()
        pump.join()
        process.stdout.close()


def _start(path: Path) -> "subprocess.Popen[bytes]":
    if getattr(sys, "frozen", False):
        command = [sys.executable, VERB, str(path)]
    else:
        command = [sys.executable, "-c", _FROM_SOURCE, str(program_folder()), VERB, str(path)]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _pump(stream: IO[bytes], heard: "SimpleQueue[Any]") -> None:
    """Hand over what comes; the stream ends when the process does."""
    try:
        for message in frames(stream):
            heard.put(message)
    finally:
        heard.put(("closed",))


def _next(heard: "SimpleQueue[Any]") -> Any:
    try:
        return heard.get(timeout=_TICK)
    except Empty:
        return None


def _ending(message: Any, path: Path, code: int, ready: bool) -> Exception:
    """Return what to raise where the process has ended without the whole book."""
    if message[0] == "error":
        return UserError(*message[1:])
    if message[0] == "bug":
        return RuntimeError(message[1])
    if message[0] == "large" or (ready and code not in (0, _OUT_OF_TIME)):
        return too_large(path)  # memory was refused, which ends the reader
    if ready and code == _OUT_OF_TIME:
        return _too_slow(path)
    return RuntimeError(f"the process that reads spreadsheets has ended with {code}")


def _too_slow(path: Path) -> UserError:
    return UserError(f"“{path.name}”读了{SECONDS}秒还没有读完。", "请只留下要导入的工作表，另存为 xlsx 后再导入。")
