"""Looks through an ods's content for what the reader does not tell: far cells, errors, hidden rows, merged ranges, formats,
comments, what is struck out."""

import re
from collections.abc import Mapping

from huanjie_desktop.exchange.cell_marks import comment_words
from huanjie_desktop.exchange.date_formats import MONTH, YEAR
from huanjie_desktop.exchange.foreign_parts import BrokenZip, opened_zip, walk
from huanjie_desktop.exchange.sheet_marks import FURTHEST_COLUMN, FURTHEST_ROW
from huanjie_desktop.exchange.sheets import Encrypted, FarCells, Marks

_ERROR = re.compile(r"#(N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)|(Err|错误)[:：]\d+")
_TIMES = frozenset({"day", "hours", "minutes", "seconds", "day-of-week", "week-of-year"})
_FLAT = re.compile(r"0(?:\.0\d*)?(?:mm|cm|in|pt)$")
_MOST_TIMES = 1_000_000  # cells that one cell with content is repeated to
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"


def is_ods(content: bytes) -> bool:
    """Tell whether a zip is an ods."""
    try:
        with opened_zip(content) as archive:
            return _CONTENT in archive.namelist()
    except BrokenZip:
        return False


def ods_marks(content: bytes) -> dict[str, Marks]:
    """Return the marks of all sheets by name; raises FarCells, Encrypted, and ValueError for what is no sound ods."""
    with opened_zip(content) as archive:
        names = archive.namelist()
        if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
            raise Encrypted
        styles = _Walk({})
        if _STYLES in names:
            styles.parse(archive.read(_STYLES))
        return _Walk(styles.shown()).knows(styles.odd_styles).parse(archive.read(_CONTENT))


class _Walk:
    """Follows the rows and cells of the tables, with their repetitions."""

    def __init__(self, shown: Mapping[str, str]) -> None:
        self.sheets: dict[str, Marks] = {}
        self._known = dict(shown)  # how a date in a cell's style is shown
        self._data_styles: dict[str, set[str]] = {}
        self._cell_styles: dict[str, str] = {}
        self._data_style: str | None = None
        self._marks: Marks | None = None
        self._row = self._column = 0
        self._rows = 1
        self._row_style = ""
        self._column_styles: list[tuple[int, str]] = []
        self._closed = 0  # groups of rows that are folded
        self._flat: set[str] = set()  # styles of rows that nobody sees
        self._struck: set[str] = set()  # styles that strike their text out
        self._style = ""  # that is being read
        self._spans: list[bool] = []  # whether the open spans of a cell are struck out
        self._struck_words = ""
        self._comment: str | None = None  # that is being read
        self._creator = False
        self._cell: dict[str, str] | None = None
        self._text = ""

    def parse(self, raw: bytes) -> dict[str, Marks]:
        """Go through a part."""
        walk(raw, self._start, self._end, self._data, " ")
        return self.sheets

    def shown(self) -> dict[str, str]:
        """Return how dates are shown by the name of a cell's style."""
        found = dict(self._known)
        for style, data in self._cell_styles.items():
            parts = self._data_styles.get(data, set())
            if "year" in parts and not parts & _TIMES:
                found[style] = MONTH if "month" in parts else YEAR
        return found

    @property
    def odd_styles(self) -> tuple[set[str], set[str]]:
        """The styles of rows that nobody sees, and those that strike their text out."""
        return self._flat, self._struck

    def knows(self, odd: tuple[set[str], set[str]]) -> "_Walk":
        """Take over the styles of another part."""
        self._flat, self._struck = odd
        return self

    def _start(self, name: str, full: dict[str, str]) -> None:
        space, _, name = name.rpartition(" ")
        if self._cell is not None:
            self._start_in_cell(name, full)
            return
        given = {key.rpartition(" ")[2]: value for key, value in full.items() if "calcext" not in key}
        if "datastyle" in space:
            self._start_format(name, given)
        elif name == "style":
            self._style = given.get("name", "")
            if given.get("data-style-name"):
                self._cell_styles[self._style] = given["data-style-name"]
            if given.get("parent-style-name") in self._struck:
                self._struck.add(self._style)
        elif name == "text-properties" and given.get("text-line-through-style", given.get("text-line-through-type")):
            off = "none" in (given.get("text-line-through-style"), given.get("text-line-through-type"))
            (self._struck.discard if off else self._struck.add)(self._style)
        elif name == "table-row-properties" and _FLAT.match(given.get("row-height", "")):
            self._flat.add(self._style)
        elif name == "table" and self._marks is None:
            self._marks = self.sheets[given.get("name", "")] = Marks()
            self._known = self.shown()
            self._row, self._column_styles, self._closed = 0, [], 0
        elif self._marks is not None:
            self._start_in_table(name, given, full)

    def _start_format(self, name: str, given: Mapping[str, str]) -> None:
        if name == "date-style":
            self._data_style = given.get("name", "")
            self._data_styles[self._data_style] = set()
        elif self._data_style is not None:
            self._data_styles[self._data_style].add(name)

    def _start_in_table(self, name: str, given: Mapping[str, str], full: Mapping[str, str]) -> None:
        if name == "table-column":
            self._column_styles.append((_times(given, "columns"), given.get("default-cell-style-name", "")))
        elif name == "table-row-group":
            self._closed += self._closed > 0 or given.get("display") == "false"
        elif name == "table-row":
            self._column, self._rows = 0, _times(given, "rows")
            self._row_style = given.get("default-cell-style-name", "")
            flat = given.get("style-name") in self._flat
            if self._closed or flat or given.get("visibility") in ("collapse", "filter"):
                assert self._marks is not None
                self._marks.hidden.update(range(self._row, min(self._row + self._rows, FURTHEST_ROW)))
        elif name in ("table-cell", "covered-table-cell"):
            error = any("calcext" in key and value == "error" for key, value in full.items())
            self._cell = {**given, "": "error" if error else ""}
            self._text, self._struck_words, self._spans = "", "", []

    def _start_in_cell(self, name: str, full: Mapping[str, str]) -> None:
        if name == "annotation":
            self._comment = ""
        elif name in ("creator", "date", "date-string", "creator-initials"):
            self._creator = True
        elif name == "span":
            style = next((value for key, value in full.items() if key.endswith("style-name")), "")
            self._spans.append(style in self._struck)

    def _data(self, text: str) -> None:
        if self._cell is None or self._creator:
            return
        if self._comment is not None:
            self._comment += text
            return
        self._text += text
        self._struck_words += text if any(self._spans) else ""

    def _end(self, name: str) -> None:
        space, _, name = name.rpartition(" ")
        if name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif self._cell is not None:
            self._end_in_cell(name)
        elif name == "date-style":
            self._data_style = None
        elif name == "table-row":
            self._row += self._rows
        elif name == "table-row-group" and self._closed:
            self._closed -= 1
        elif name == "table" and "table" in space:
            self._marks = None

    def _end_in_cell(self, name: str) -> None:
        if name == "annotation" and self._comment is not None:
            words = comment_words(self._comment)
            if words and self._marks is not None:
                self._marks.comments[(self._row, self._column)] = words
            self._comment = None
        elif name in ("creator", "date", "date-string", "creator-initials"):
            self._creator = False
        elif name == "span" and self._spans:
            self._spans.pop()
        elif name == "p" and self._comment is not None:
            self._comment += " "

    def _end_cell(self, cell: Mapping[str, str]) -> None:
        assert self._marks is not None
        times = _times(cell, "columns")
        first, self._column = self._column, self._column + times
        if self._text.strip() or cell.get("string-value") or cell.get("value-type", "string") != "string":
            if self._row + self._rows > FURTHEST_ROW or first + times > FURTHEST_COLUMN:
                raise FarCells
            if self._rows * times > _MOST_TIMES:
                raise FarCells
            places = [
                (row, at) for row in range(self._row, self._row + self._rows) for at in range(first, first + times)
            ]
            text = self._text.strip()
            style = cell.get("style-name") or self._row_style or self._default_style(first)
            said = self._struck_words.strip()
            if text and (style in self._struck or said):
                whole = style in self._struck or said == text
                self._marks.struck.update(dict.fromkeys(places, "" if whole else said))
            if cell[""] or (cell.get("formula") and _ERROR.fullmatch(text)):
                self._marks.faults.update(dict.fromkeys(places, text or "#?"))
            elif cell.get("value-type") == "date":
                how = self._known.get(style, "")
                if how:
                    self._marks.dates.update(dict.fromkeys(places, how))
        down, right = _number(cell.get("number-rows-spanned")), _number(cell.get("number-columns-spanned"))
        if down > 1 or right > 1:
            self._marks.merged.append(((self._row, first), (self._row + down - 1, first + right - 1)))

    def _default_style(self, column: int) -> str:
        for times, style in self._column_styles:
            if column < times:
                return style
            column -= times
        return ""


def _times(given: Mapping[str, str], what: str) -> int:
    return _number(given.get(f"number-{what}-repeated"))


def _number(text: str | None) -> int:
    if text is None:
        return 1
    if not text.isdigit() or len(text) > 9:
        raise ValueError(f"no number: {text[:20]}")
    return max(1, int(text))
