"""Looks through an xls file's frame before the reader does, which follows a ring of sectors until memory is used up.

A compound file is a small file system: chains of sectors, with streams named in a directory ([MS-CFB]). The sheets are
records in the stream Workbook ([MS-XLS]).
"""

import array
import struct
import sys
from collections.abc import Iterator, Sequence

from huanjie_desktop.exchange.sheets import Encrypted

_LAST_SECTOR = 0xFFFFFFFA  # numbers above it mean an end, a free sector or the tables' own
_ENTRY = 128
_MINI_CUT = 4096
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_DIMENSIONS, _STRINGS, _PASSWORD = 0x0200, 0x00FC, 0x002F
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_FAR = 1 << 32


def check_compound_file(content: bytes) -> None:
    """Raise ValueError where chains run in rings or out of the file, or cells lie outside of any sheet."""
    frame = _Frame(content)
    directory = frame.join(frame.chain(frame.first_directory))
    if len(directory) % _ENTRY:
        raise ValueError("a directory that is cut")
    root_mini: bytes = b""
    for at in range(0, len(directory), _ENTRY):
        entry = directory[at : at + _ENTRY]
        kind, start, size = entry[66], _number(entry, 116), _number(entry, 120)
        if kind not in (2, 5) or not size:
            continue
        name = entry[:64].decode("utf-16-le", "replace").split("\x00")[0]
        if kind == 5:
            root_mini = frame.join(frame.chain(start))
            continue
        small = size < _MINI_CUT
        sectors = _walk(frame.mini_table, start) if small else frame.chain(start)
        if name in ("Workbook", "Book"):
            _check_cells(
                b"".join(root_mini[each * 64 : each * 64 + 64] for each in sectors) if small else frame.join(sectors)
            )


class _Frame:
    """The sectors of a file and the table that chains them."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512:
            raise ValueError("cut within its head")
        shift = struct.unpack_from("<H", content, 30)[0]
        if shift not in (9, 12):
            raise ValueError("sectors of no known size")
        self._content, self._size = content, 1 << shift
        self._count = (len(content) - 1) // self._size
        self.first_directory = _number(content, 48)
        self.table = self._read_table()
        mini = _number(content, 60)
        self.mini_table = _numbers(self.join(self.chain(mini))) if mini <= _LAST_SECTOR else array.array("I")

    def chain(self, start: int) -> list[int]:
        """Return the sectors from `start` on."""
        return _walk(self.table, start)

    def join(self, sectors: Sequence[int]) -> bytes:
        """Return the content of sectors, which must lie in the file."""
        if any(each >= self._count for each in sectors):
            raise ValueError("a chain leads out of the file")
        return b"".join(self._content[(each + 1) * self._size : (each + 2) * self._size] for each in sectors)

    def _read_table(self) -> "array.array[int]":
        parts = [each for each in struct.unpack_from("<109I", self._content, 76) if each <= _LAST_SECTOR]
        further, seen = _number(self._content, 68), 0
        while further <= _LAST_SECTOR:
            numbers = _numbers(self.join([further]))
            parts += [each for each in numbers[:-1] if each <= _LAST_SECTOR]
            further, seen = numbers[-1], seen + 1
            if seen > self._count:
                raise ValueError("a ring of tables")
        if len(parts) > self._count:
            raise ValueError("more tables than sectors")
        return _numbers(self.join(parts))


def _walk(table: Sequence[int], start: int) -> list[int]:
    found: list[int] = []
    while start <= _LAST_SECTOR:
        if start >= len(table) or len(found) >= len(table):
            raise ValueError("a chain runs in a ring or out of its table")
        found.append(start)
        start = table[start]
    return found


def _check_cells(stream: bytes) -> None:
    """Check what the reader makes room for: cells, the sheet's stated size, and the number of strings."""
    for kind, start, size in _records(stream):
        if kind == _PASSWORD:
            raise Encrypted
        if kind in _CELLS and (size < 4 or struct.unpack_from("<H", stream, start + 2)[0] >= _MOST_COLUMNS):
            raise ValueError("a cell outside of the sheet")
        if kind == _DIMENSIONS:
            places = {10: "<HHHH", 14: "<IIHH"}.get(size)
            _first_row, end_row, _first, end = struct.unpack_from(places, stream, start) if places else (0, _FAR, 0, 0)
            if end_row > _MOST_ROWS or end > _MOST_COLUMNS:
                raise ValueError("a sheet of no possible size")
        if kind == _STRINGS and (size < 8 or _number(stream, start + 4) > len(stream)):
            raise ValueError("more strings than there is room for")


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    at, end = 0, len(stream)
    head = struct.Struct("<HH")
    while at + 4 <= end:
        kind, size = head.unpack_from(stream, at)
        if at + 4 + size > end:
            return
        yield kind, at + 4, size
        at += 4 + size


def _number(content: bytes, place: int) -> int:
    return int(struct.unpack_from("<I", content, place)[0])


def _numbers(content: bytes) -> "array.array[int]":
    found = array.array("I", content[: len(content) // 4 * 4])
    if sys.byteorder == "big":
        found.byteswap()
    return found
