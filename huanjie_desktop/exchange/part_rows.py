"""The people of one list while they are put together, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from huanjie_desktop.exchange import row_words as words
from huanjie_desktop.exchange.columns import cell_text
from huanjie_desktop.exchange.grid import Grid
from huanjie_desktop.exchange.spreadsheet import Cell
from huanjie_desktop.exchange.table_heads import Part, is_serial

_OWN_FIELDS = frozenset(
    {"id_number", "sex", "ethnic_group", "birth", "phone"}
)  # a person's second line says none again
_PLACE_OF_A_PERSON = frozenset({"unit", "current_post"})  # nor both of these: it is somebody whose name is missing


@dataclass(slots=True)
class Line:
    """A record while it is being put together: where it stands, and its cells by the list's columns."""

    row: int
    last: int
    cells: list[Cell]
    group: str
    faults: dict[int, str] = field(default_factory=dict)
    comments: dict[int, str] = field(default_factory=dict)
    struck: dict[int, str] = field(default_factory=dict)
    either: bool = False  # the name, alone in its row, may be a unit's

    def narrowed(self, places: Sequence[int]) -> None:
        """Keep these of its cells alone."""
        new = {old: at for at, old in enumerate(places)}
        self.cells = [self.cells[at] for at in places]
        for marks in (self.faults, self.comments, self.struck):
            kept = {new[at]: text for at, text in marks.items() if at in new}
            marks.clear()
            marks.update(kept)


@dataclass(frozen=True, slots=True)
class Passed:
    """A row that is no person, and why."""

    row: int
    why: str


class PartRows:
    """The people of one list, taken up row by row."""

    def __init__(self, grid: Grid, part: Part, fields: Mapping[int, str], first: int) -> None:
        self.part = part
        self.lines: list[Line] = []
        self._grid, self._fields, self._first = grid, fields, first
        self._places = {column: place for place, column in enumerate(part.columns)}
        self._serials = {column for column, word in zip(part.columns, part.words, strict=True) if is_serial(word)}
        if not self._serials and part.columns and part.columns[0] != part.name and not part.words[0]:
            self._serials = {part.columns[0]}
        span = range(min(part.columns), max(part.columns) + 1)
        self._straight = list(part.columns) == list(span)

    def take(self, row: int, filled: Sequence[int], group: str) -> str:
        """Take up a row with content in these columns of the sheet; return why it is no person, "" where it is one."""
        mine = [at for at in filled if at in self._places]
        if not mine:
            return ""
        if all(at in self._serials for at in mine):
            return "" if self._is_second_line(row, mine) else "空的编号行"
        if self._is_second_line(row, mine):
            self._join(row, mine)
            return ""
        self.lines.append(self._line(row, group))
        return ""

    def take_plain(self, row: int, group: str) -> None:
        """Take up a row that is surely a person and has no merged or faulty cell."""
        self.lines.append(Line(row, row, self._cells(row), self.part.group or group))

    def has_name(self, row: int) -> bool:
        """Tell whether a name stands in a row's column of names, or in a range merged over it."""
        if self.part.name is None:
            return False
        at = self._grid.source(row, self.part.name, self._first)
        return words.is_name(self._grid.cell(*at)) or at in self._grid.sheet.faults

    def is_open_at(self, row: int) -> bool:
        """Tell whether the last person's lines end right above a row."""
        return bool(self.lines) and self.lines[-1].last == row - 1

    def _cells(self, row: int) -> list[Cell]:
        cells = self._grid.own(row)
        if self._straight:
            first, end = self.part.columns[0], self.part.columns[-1] + 1
            found = list(cells[first:end])
            return found if len(found) == end - first else found + [""] * (end - first - len(found))
        return [cells[at] if at < len(cells) else "" for at in self.part.columns]

    def _line(self, row: int, group: str) -> Line:
        line = Line(row, row, self._cells(row), self.part.group or group)
        if self._grid.is_plain(row):
            return line
        for place, column in enumerate(self.part.columns):
            at = self._grid.source(row, column, self._first)
            line.cells[place] = self._grid.cell(*at)
            self._mark(line, place, at)
        return line

    def _mark(self, line: Line, place: int, at: tuple[int, int]) -> None:
        """Take over what is said of a cell of the sheet."""
        sheet = self._grid.sheet
        for marks, said in ((line.faults, sheet.faults), (line.comments, sheet.comments), (line.struck, sheet.struck)):
            if at in said:
                marks.setdefault(place, said[at])

    def _is_second_line(self, row: int, mine: Sequence[int]) -> bool:
        """Tell whether a row goes on with the person above: the name is merged down, or neither name nor number is given."""
        name = self.part.name
        if not self.is_open_at(row) or name is None or name in mine:
            return False
        above = self.lines[-1]
        top, _ = self._grid.source(row, name, self._first)
        if top < row:
            return top >= above.row and self._grid.is_filled(top, name)
        if any(at in self._serials for at in mine) or not self._named(above):
            return False
        again = {self._fields.get(at) for at in mine if above.cells[self._places[at]] not in ("", None)}
        return not (again & _OWN_FIELDS or again >= _PLACE_OF_A_PERSON)

    def _named(self, line: Line) -> bool:
        return self.part.name is not None and line.cells[self._places[self.part.name]] not in ("", None)

    def _join(self, row: int, mine: Sequence[int]) -> None:
        line = self.lines[-1]
        line.last = row
        for column in mine:
            place = self._places[column]
            self._mark(line, place, (row, column))
            if column in self._serials:
                continue
            more, before = self._grid.cell(row, column), line.cells[place]
            if before in ("", None):
                line.cells[place] = more
            elif cell_text(more) != cell_text(before):
                line.cells[place] = f"{cell_text(before)}\n{cell_text(more)}"
