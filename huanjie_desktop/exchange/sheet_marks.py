"""Looks through an xlsx sheet's XML for what the reader does not tell: far cells, errors, hidden rows, formats of dates."""

import re
from collections.abc import Callable, Mapping

from huanjie_desktop.exchange.foreign_parts import walk
from huanjie_desktop.exchange.sheets import FarCells, Marks

LARGEST_IRREGULAR = 20_000_000  # bytes; what is not written as office programs do is parsed cell by cell
FURTHEST_COLUMN, FURTHEST_ROW = 702, 200_000  # to ZZ; more than these are far by themselves
WIDE_FROM, LONG_FROM = 150, 10_000  # a sheet with both is far, too
MOST_LAID_OUT = 12_000_000  # cells that the reader lays out to a far one that is blank (a space in XFD)
NO_VALUE = "没有结果的公式"
_FURTHER = rb'(?: (?!r=)[a-z]+="[^"<>]*"){0,9}\s*/?>'  # what may follow a cell's place in its tag
# A cell's tag but as office programs write it, or a zero byte (UTF-16); what the reader takes for a cell begins with "<", a
# prefix or none, and "c", in whatever quotes, case, order and with whatever blanks
_IRREGULAR = re.compile(
    rb"<(?:c|[^\s<>/]*:c)(?=[\s/>])"
    rb'(?!(?<=<c) r="[A-Z]{1,3}[0-9]{1,7}"' + _FURTHER + rb")"
    rb"|\x00"
)
# the same in one pass for nearly every sheet: a cell's tag that is neither regular nor within ET and 99,999 rows
_UNCOMMON = re.compile(rb'<c(?=[\s/>])(?! r="(?:[A-Z]|[A-D][A-Z]|E[A-T])[0-9]{1,5}"' + _FURTHER + rb")")
# in a regular sheet; nothing in them runs on over the next "<", so that no text makes them slow
_CONTENT = rb'"[^<>]*(?<!/)>(?!\s*</c>)'
_FAR = re.compile(rb'<c r="(?:[A-Z]{3,}\d+|[A-Z]+0*(?:[2-9]\d{5}|\d{7,}))' + _CONTENT)
_WIDE = re.compile(rb'<c r="(?:E[U-Z]|[F-Z][A-Z])\d+' + _CONTENT)
_LONG = re.compile(rb'<c r="[A-Z]+\d{5,}' + _CONTENT)
_ERROR = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^<>]{0,200}\bt="e"[^<>]{0,200}>(?:<f[^<>]*(?:/>|>[^<]*</f>))?<v[^<>]*>([^<]*)</v>'
)
_NO_VALUE = re.compile(
    rb'<c r="([A-Z]+)(\d+)"((?: [a-z]+="[^"<>]*"){0,9})><f[^<>]*(?:/>|(?<!/)>[^<]*</f>)(?:<v/>|<v></v>)?</c>'
)
_STYLED = rb'<c r="([A-Z]+)(\d+)"(?: [a-z]+="[^"<>]*"){0,9}? s="(%s)"'
_HIDDEN = re.compile(rb'<row\s(?=[^<>]*\b(?:hidden="(?:1|true)"|ht="0(?:\.\d*)?"))[^<>]*\br="(\d{1,7})"')
_FLAT = re.compile(r"0(?:\.\d*)?")  # a row's height that nobody sees
_WHOLE = re.compile(rb'<c r="([A-Z]+)(\d+)"([^<>]*)>(.*?)</c>', re.DOTALL)
_WORDS = re.compile(rb"<(?:v|t)(?:\s[^<>]*)?>([^<]*)</")
_ROW_OF = re.compile(rb'<c r="[A-Z]+(\d+)"')
_PLACE = re.compile(r"([A-Za-z]+)([0-9]+)")


Blanks = Callable[[], frozenset[str]]  # the numbers of the shared texts in which nothing is to be seen


def look_through(raw: bytes, styles: Mapping[int, str] | None = None, blanks: Blanks = frozenset) -> Marks:
    """Return a sheet's marks; `styles` are the numbers of cell styles that show a date's month or year alone.

    A cell far away with nothing to be seen in it is none. Raises FarCells, and ValueError where it cannot be told what is where.
    """
    styles = styles or {}
    if b"\0" in raw or b":c" in raw or _UNCOMMON.search(raw):
        if _IRREGULAR.search(raw):
            if len(raw) > LARGEST_IRREGULAR:
                raise ValueError("a large sheet that no office program has written")
            return _Walk(styles, blanks).parse(raw)
        if _has_far(raw, blanks) or (_WIDE.search(raw) and _LONG.search(raw)):
            raise FarCells
    return _search(raw, styles)


def _has_far(raw: bytes, blanks: Blanks) -> bool:
    """Tell whether a sheet has content far away, or so far a blank that its cells cannot be laid out."""
    column = row = -1
    for match in _FAR.finditer(raw):
        cell = _WHOLE.match(raw, match.start())
        if cell is None or b"<f" in cell[4] or not _is_blank(cell, blanks):
            return True
        column, row = max(column, _column(cell[1].decode())), max(row, int(cell[2]) - 1)
    return column >= 0 and _too_many(column, max(row, *(int(each) - 1 for each in _ROW_OF.findall(raw))))


def _is_blank(cell: "re.Match[bytes]", blanks: Blanks) -> bool:
    said = b"".join(_WORDS.findall(cell[4])).strip().decode("utf-8", "replace")
    return not said.strip() or (b't="s"' in cell[3] and said in blanks())


def _too_many(column: int, row: int) -> bool:
    return (column + 1) * (row + 1) > MOST_LAID_OUT


def _search(raw: bytes, styles: Mapping[int, str]) -> Marks:
    marks = Marks()
    if b't="e"' in raw:
        for letters, number, text in _ERROR.findall(raw):
            marks.faults[(int(number) - 1, _column(letters.decode()))] = text.decode("utf-8", "replace")
    if b"<f" in raw:
        for letters, number, attributes in _NO_VALUE.findall(raw):
            if b't="str"' not in attributes:  # its result is an empty text
                marks.faults[(int(number) - 1, _column(letters.decode()))] = NO_VALUE
    if b'hidden="' in raw or b'ht="0' in raw:
        marks.hidden = {int(number) - 1 for number in _HIDDEN.findall(raw)}
    if styles:
        pattern = _STYLED % b"|".join(str(style).encode() for style in styles)
        for letters, number, style in re.findall(pattern, raw):
            marks.dates[(int(number) - 1, _column(letters.decode()))] = styles[int(style)]
    return marks


class _Walk:
    """Follows the places of cells as the reader does: by their own r, or one on from the cell or row before."""

    def __init__(self, styles: Mapping[int, str], blanks: Blanks) -> None:
        self.marks = Marks()
        self._styles, self._blanks = styles, blanks
        self._last = 0  # row
        self._blank = -1  # column of the blank that is furthest right
        self._row, self._column = 0, 0
        self._place: tuple[int, int] | None = None  # of the cell that is open
        self._kind, self._inside, self._text, self._formula = "", "", "", False
        self._children = False  # whether the open cell has anything in it
        self._wide = self._long = False

    def parse(self, raw: bytes) -> Marks:
        """Go through a sheet; raises FarCells at the first, ValueError for a place that is none."""
        walk(raw, self._start, self._end, self._data)
        if self._blank >= 0 and _too_many(self._blank, self._last):
            raise FarCells
        return self.marks

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if self._place is not None:
            self._inside = name
            self._children = True
            self._formula = self._formula or name == "f"
        elif name == "row":
            self._column = 0
            if "r" in attributes:
                self._row = int(attributes["r"]) - 1
            if attributes.get("hidden") in ("1", "true") or _FLAT.fullmatch(attributes.get("ht", "")):
                self.marks.hidden.add(self._row)
        elif name == "c":
            row, self._column = place_of(attributes["r"]) if "r" in attributes else (self._row, self._column)
            self._place = (row, self._column)
            self._kind, self._inside, self._text, self._formula = attributes.get("t", ""), "", "", False
            self._children = False
            shown = self._styles.get(int(attributes.get("s") or 0)) if self._styles else None
            if shown:
                self.marks.dates[self._place] = shown

    def _data(self, text: str) -> None:
        if self._place is not None and self._inside in ("v", "t"):
            self._text += text

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "c" and self._place is not None:
            if self._children:
                self._look(*self._place)
            if self._kind == "e":
                self.marks.faults[self._place] = self._text.strip()
            elif self._formula and not self._text and self._kind != "str":
                self.marks.faults[self._place] = NO_VALUE
            self._place = None
            self._column += 1
        elif name == "row":
            self._row += 1
        self._inside = ""

    def _look(self, row: int, column: int) -> None:
        """Look how far away a cell is that has something in it; blanks are counted together."""
        self._last = max(self._last, row)
        blank = not self._text.strip() or (self._kind == "s" and self._text.strip() in self._blanks())
        if blank and not self._formula and (column >= FURTHEST_COLUMN or row >= FURTHEST_ROW):
            self._blank = max(self._blank, column)
            return
        self._wide = self._wide or column >= WIDE_FROM
        self._long = self._long or row >= LONG_FROM
        if row >= FURTHEST_ROW or column >= FURTHEST_COLUMN or (self._wide and self._long):
            raise FarCells


def place_of(text: str) -> tuple[int, int]:
    """Return (row, column) of a place such as B12, counted from 0."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise ValueError(f"no place of a cell: {text}")
    return int(found[2]) - 1, _column(found[1])


def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1
