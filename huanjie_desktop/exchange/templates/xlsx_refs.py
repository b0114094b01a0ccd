"""References of a spreadsheet (A1, B2:C9, 'Sheet 1'!$A$3) where rows are put in behind a block of rows."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})")
_FORMULA = re.compile(
    r'(?P<text>"(?:[^"]|"")*"|\[[0-9]+\][\w.]+!\$?[A-Z]{1,3}\$?[0-9]+)'  # words, and cells of other files
    r"|(?P<sheet>(?:'(?:[^']|'')+'|(?<![\w.$\]!'])[^\W\d][\w.]*)!)?"
    r"(?:(?P<cells>(?<![\w.$\]'])\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?(?![\w(.]))"
    r"|(?P<rows>(?<![\w.$\]'])\$?[0-9]{1,7}:\$?[0-9]{1,7}(?![\w(.])))"
)


@dataclass(frozen=True)
class Shift:
    """`extra` rows are put in behind the rows `first` to `last` of a sheet."""

    sheet: str
    first: int
    last: int
    extra: int

    def row(self, row: int) -> int:
        """Return where a row stands afterwards."""
        return row + self.extra if row > self.last else row

    def end(self, row: int) -> int:
        """Return where a range ends that ended with a row: one that ends with the block holds the new rows, too."""
        return row + self.extra if row >= self.last else row

    def area(self, area: str) -> str:
        """Return an area (A1:C5); one cell alone keeps to its row."""
        return _area(area, self.row, self.end)

    def areas(self, areas: str) -> str:
        """Return areas as conditional formats and data validations have them; one within a block is had by each copy."""
        said = []
        for area in areas.split():
            top, bottom = rows_of(area)
            if self.first <= top and bottom <= self.last and self.extra:
                size = self.last - self.first + 1
                if size == 1:
                    first, _, last = area.partition(":")
                    said.append(f"{first}:{_move(last or first, lambda row: row + self.extra)}")
                else:
                    said += [_moved_by(area, offset) for offset in range(0, self.extra + size, size)]
            else:
                said.append(self.area(area))
        return " ".join(said)

    def formula(self, formula: str, sheet: str) -> str:
        """Return a formula that stands in `sheet`."""
        return _in_formula(formula, sheet, self.sheet, self.row, self.end)

    def copied_formula(self, formula: str, offset: int) -> str:
        """Return a formula of the block as its copy has it, `offset` rows below: what is relative goes along."""

        def at(row: int, relative: bool) -> int:
            return self.row(row) if row > self.last else row + offset if relative else row

        return _in_formula(formula, self.sheet, self.sheet, lambda row: at(row, False), self.end, at)


def renamed(formula: str, old: str, new: str) -> str:
    """Return a formula with another name for a sheet."""

    def moved(found: "re.Match[str]") -> str:
        named = found["sheet"] or ""
        if found["text"] is not None or not named or _plain_sheet(named) != old:
            return found[0]
        quoted = new.replace("'", "''")
        return f"'{quoted}'!" + found[0].removeprefix(named)

    return _FORMULA.sub(moved, formula)


def rows_of(area: str) -> tuple[int, int]:
    """Return the first and the last row of an area."""
    rows = [int(found[4]) for found in _CELL.finditer(area)]
    return (min(rows), max(rows)) if rows else (0, 0)


def split_cell(ref: str) -> tuple[str, int]:
    """Return the column's letters and the row of a cell."""
    found = _CELL.fullmatch(ref)
    return (found[2], int(found[4])) if found else ("A", 1)


def column_number(letters: str) -> int:
    """Return a column's number, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _move(cell: str, row: Callable[[int], int]) -> str:
    return _CELL.sub(lambda found: f"{found[1]}{found[2]}{found[3]}{row(int(found[4]))}", cell)


def _moved_by(area: str, offset: int) -> str:
    return _move(area, lambda row: row + offset)


def _area(area: str, row: Callable[[int], int], end: Callable[[int], int]) -> str:
    first, sign, last = area.partition(":")
    return f"{_move(first, row)}:{_move(last, end)}" if sign else _move(first, row)


def _in_formula(
    formula: str,
    sheet: str,
    wanted: str,
    row: Callable[[int], int],
    end: Callable[[int], int],
    relative: Callable[[int, bool], int] | None = None,
) -> str:
    """Move the references to the sheet `wanted` in a formula that stands in `sheet`."""

    def moved(found: "re.Match[str]") -> str:
        if found["text"] is not None:
            return found[0]
        named = found["sheet"] or ""
        if (_plain_sheet(named) if named else sheet) != wanted:
            return found[0]
        if found["rows"] is not None:
            first, last = found["rows"].split(":")
            return f"{named}{_row(first, row)}:{_row(last, end)}"
        cells = found["cells"]
        if relative is None:
            return named + _area(cells, row, end)
        return named + _CELL.sub(
            lambda cell: f"{cell[1]}{cell[2]}{cell[3]}{relative(int(cell[4]), not cell[3])}", cells
        )

    return _FORMULA.sub(moved, formula)


def _row(text: str, row: Callable[[int], int]) -> str:
    sign = "$" if text.startswith("$") else ""
    return f"{sign}{row(int(text.lstrip('$')))}"


def _plain_sheet(named: str) -> str:
    name = named.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
