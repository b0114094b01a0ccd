"""Looks through an ods's content for what the reader does not tell: far cells, errors, hidden rows, merged ranges, formats."""

import re
from collections.abc import Mapping

from huanjie_desktop.exchange.date_formats import MONTH, YEAR
from huanjie_desktop.exchange.foreign_parts import BrokenZip, opened_zip, walk
from huanjie_desktop.exchange.sheet_marks import FURTHEST_COLUMN, FURTHEST_ROW
from huanjie_desktop.exchange.sheets import Encrypted, FarCells, Marks

_ERROR = re.compile(r"#(N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)|(Err|错误)[:：]\d+")
_TIMES = frozenset({"day", "hours", "minutes", "seconds", "day-of-week", "week-of-year"})
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
        return _Walk(styles.shown()).parse(archive.read(_CONTENT))


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

    def _start(self, name: str, full: dict[str, str]) -> None:
        space, _, name = name.rpartition(" ")
        if self._cell is not None:
            return
        given = {key.rpartition(" ")[2]: value for key, value in full.items() if "calcext" not in key}
        if "datastyle" in space:
            self._start_format(name, given)
        elif name == "style" and given.get("data-style-name"):
            self._cell_styles[given.get("name", "")] = given["data-style-name"]
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
            if self._closed or given.get("visibility") in ("collapse", "filter"):
                assert self._marks is not None
                self._marks.hidden.update(range(self._row, min(self._row + self._rows, FURTHEST_ROW)))
        elif name in ("table-cell", "covered-table-cell"):
            error = any("calcext" in key and value == "error" for key, value in full.items())
            self._cell = {**given, "": "error" if error else ""}
            self._text = ""

    def _data(self, text: str) -> None:
        if self._cell is not None:
            self._text += text

    def _end(self, name: str) -> None:
        space, _, name = name.rpartition(" ")
        if name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif self._cell is not None:
            return
        elif name == "date-style":
            self._data_style = None
        elif name == "table-row":
            self._row += self._rows
        elif name == "table-row-group" and self._closed:
            self._closed -= 1
        elif name == "table" and "table" in space:
            self._marks = None

    def _end_cell(self, cell: Mapping[str, str]) -> None:
        assert self._marks is not None
        times = _times(cell, "columns")
        first, self._column = self._column, self._column + times
        if self._text.strip() or cell.get("value-type"):
            if self._row + self._rows > FURTHEST_ROW or first + times > FURTHEST_COLUMN:
                raise FarCells
            if self._rows * times > _MOST_TIMES:
                raise FarCells
            places = [
                (row, at) for row in range(self._row, self._row + self._rows) for at in range(first, first + times)
            ]
            text = self._text.strip()
            if cell[""] or (cell.get("formula") and _ERROR.fullmatch(text)):
                self._marks.faults.update(dict.fromkeys(places, text or "#?"))
            elif cell.get("value-type") == "date":
                how = self._known.get(cell.get("style-name") or self._row_style or self._default_style(first), "")
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
