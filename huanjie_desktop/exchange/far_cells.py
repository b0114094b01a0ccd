"""Finds cells with content where no roster has any; the reader makes room for every cell up to the last one."""

import re
from xml.parsers import expat

LARGEST_IRREGULAR = 20_000_000  # bytes; what is not written as office programs do is parsed cell by cell
_MOST_COLUMNS, _MOST_ROWS = 702, 200_000  # to ZZ; more than these are far by themselves
_WIDE_FROM, _LONG_FROM = 150, 10_000  # a sheet with both is far, too
# A cell's tag but as office programs write it, or a zero byte (UTF-16); what the reader takes for a cell begins with "<", a
# prefix or none, and "c", in whatever quotes, case, order and with whatever blanks
_IRREGULAR = re.compile(
    rb"<(?:c|[^\s<>/]*:c)(?=[\s/>])"
    rb'(?!(?<=<c) r="[A-Z]{1,3}[0-9]{1,7}"(?: (?!r=)[a-z]+="[^"<>]*"){0,9}\s*/?>)'
    rb"|\x00"
)
# in a regular sheet; nothing in them runs on over the next "<", so that no text makes them slow
_CONTENT = rb'"[^<>]*(?<!/)>(?!\s*</c>)'
_FAR = re.compile(rb'<c r="(?:[A-Z]{3,}\d+|[A-Z]+0*(?:[2-9]\d{5}|\d{7,}))' + _CONTENT)
_WIDE = re.compile(rb'<c r="(?:E[U-Z]|[F-Z][A-Z])\d+' + _CONTENT)
_LONG = re.compile(rb'<c r="[A-Z]+\d{5,}' + _CONTENT)
_PLACE = re.compile(r"([A-Za-z]+)([0-9]+)")


class _FarCell(Exception):  # noqa: N818 - ends the parsing, is no error
    """A far cell was found."""


def has_far_cells(raw: bytes) -> bool:
    """Tell whether a sheet's XML has a far cell. Raises ValueError where that cannot be told."""
    if not _IRREGULAR.search(raw):
        return bool(_FAR.search(raw) or (_WIDE.search(raw) and _LONG.search(raw)))
    if len(raw) > LARGEST_IRREGULAR:
        raise ValueError("a large sheet that no office program has written")
    try:
        _Cells().parse(raw)
    except _FarCell:
        return True
    except expat.ExpatError as error:
        raise ValueError("no XML") from error
    return False


class _Cells:
    """Follows the places of cells as the reader does: by their own r, or one on from the cell or row before."""

    def __init__(self) -> None:
        self._row, self._column = 0, 0
        self._place: tuple[int, int] | None = None  # of the cell that is open
        self._wide = self._long = False

    def parse(self, raw: bytes) -> None:
        """Go through a sheet; raises _FarCell at the first, ValueError for a place that is none."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(raw, True)

    def _refuse(self, *_: object) -> None:
        raise ValueError("a sheet with a document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if self._place is not None:
            self._look(*self._place)  # whatever stands in a cell is content
        elif name == "row":
            self._column = 0
            if "r" in attributes:
                self._row = int(attributes["r"]) - 1
        elif name == "c":
            row, self._column = _place(attributes["r"]) if "r" in attributes else (self._row, self._column)
            self._place = (row, self._column)

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._place = None
            self._column += 1
        elif name == "row":
            self._row += 1

    def _look(self, row: int, column: int) -> None:
        self._wide = self._wide or column >= _WIDE_FROM
        self._long = self._long or row >= _LONG_FROM
        if row >= _MOST_ROWS or column >= _MOST_COLUMNS or (self._wide and self._long):
            raise _FarCell


def _place(text: str) -> tuple[int, int]:
    """Return (row, column) of a place such as B12, counted from 0."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise ValueError(f"no place of a cell: {text}")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
