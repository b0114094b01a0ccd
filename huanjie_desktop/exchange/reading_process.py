"""The process that reads a spreadsheet: it takes no more than a gigabyte and hands over sheet by sheet on its output.

What it writes are frames: a letter, a length and that many bytes; "r" is rows of plain values, "p" everything else.
"""

import gc
import marshal
import os
import pickle
import struct
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

MOST_MEMORY = 1 << 30
SECONDS = 60
VERB = "--read-spreadsheet"
_FRAME = struct.Struct("<cQ")
_ROWS = 2000  # of a frame


def serve(path: str) -> int:
    """Read the file and write it to the standard output; return the exit code."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(1, os.O_BINARY)
    with os.fdopen(os.dup(1), "wb") as out:
        try:
            _limit(MOST_MEMORY, SECONDS)
            gc.disable()  # a million cells make no cycles
            _put(out, ("ready",))
            _write_book(out, Path(path))
        except MemoryError:
            _put(out, ("large",))
        except Exception:  # noqa: BLE001 - a fault of ours is reported by who has started this process
            _put(out, ("bug", traceback.format_exc()))
    return 0


def frames(stream: IO[bytes]) -> Iterator[Any]:
    """Yield what a reading process has written, up to the end of the stream or a frame that is cut."""
    while True:
        head = stream.read(_FRAME.size)
        if len(head) < _FRAME.size:
            return
        kind, length = _FRAME.unpack(head)
        content = stream.read(length)
        if len(content) < length:
            return
        yield ("rows", marshal.loads(content)) if kind == b"r" else pickle.loads(content)


def _write_book(out: IO[bytes], path: Path) -> None:
    from huanjie_desktop.domain.errors import UserError
    from huanjie_desktop.exchange.book_reader import SheetError, read_sheets

    try:
        for sheet in read_sheets(path):
            if isinstance(sheet, SheetError):
                _put(out, ("refused", sheet.name, sheet.visible, sheet.text, sheet.advice))
            else:
                details = (
                    sheet.merged,
                    sheet.faults,
                    sheet.hidden,
                    sheet.visible,
                    sheet.checked,
                    sheet.comments,
                    sheet.struck,
                )
                _put(out, ("sheet", sheet.name, *details))
                for at in range(0, len(sheet.rows), _ROWS):
                    _put_rows(out, sheet.rows[at : at + _ROWS])
    except UserError as error:
        _put(out, ("error", error.text, error.advice))
        return
    _put(out, ("end",))


def _put(out: IO[bytes], message: tuple[Any, ...]) -> None:
    _frame(out, b"p", pickle.dumps(message, pickle.HIGHEST_PROTOCOL))


def _put_rows(out: IO[bytes], rows: Any) -> None:
    try:
        _frame(out, b"r", marshal.dumps(rows))
    except ValueError:  # dates
        _put(out, ("rows", rows))


def _frame(out: IO[bytes], kind: bytes, content: bytes) -> None:
    out.write(_FRAME.pack(kind, len(content)))
    out.write(content)
    out.flush()


def _limit(memory: int, seconds: int) -> None:
    """Have the system end this process where it takes more memory or time."""
    if sys.platform == "win32":
        from huanjie_desktop.exchange.windows_job import limit_memory

        limit_memory(memory)
    else:
        import resource

        for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
            _, hard = resource.getrlimit(kind)
            if hard != resource.RLIM_INFINITY:
                most = min(most, hard)
            resource.setrlimit(kind, (most, hard))
