"""What a list writes once for several people: 同上 in a cell, and a unit that stands in the first of its rows alone."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Protocol

from huanjie_desktop.domain.people_rows import GROUP
from huanjie_desktop.domain.readings import Doubt
from huanjie_desktop.exchange.spreadsheet import Cell

DITTO = frozenset({"同上", "同前", "〃", "″", "“", "”", "''", '"', "（同上）", "--〃--"})
FILL = "doubt-fill"
_FIELDS = ("unit", GROUP)
_FEWEST = 3  # rows of a list that can show how it is written
_OFTEN = 0.3  # of the rows, from which blanks are a way of writing
_OF_ONE = frozenset({"name", "id_number", "phone"})


class Reader(Protocol):
    """Who knows a row's place in words."""

    def doubt(self, row: Any, field_name: str, doubt: Doubt) -> None:
        """Add a doubt about one cell."""
        ...

    def note(self, row: Any, field_name: str, text: str) -> None:
        """Add a hint about one cell."""
        ...


def undittoed(field: str, cells: Sequence[Cell], before: Cell) -> tuple[Sequence[Cell], list[int]]:
    """Return a column's cells with those above in place of 同上, and where one stood; `before` is the cell above the first."""
    if field in _OF_ONE:
        return cells, []
    found, places = [], []
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and cell.strip() in DITTO and before not in ("", None):
            places.append(at)
            cell = before
        found.append(cell)
        before = cell
    return found, places


def fill_down(reader: Reader, rows: Sequence[Any], fields: frozenset[str], answer: bool | None) -> None:
    """Ask whether a unit that stands once holds for those below it, or do as the clerk has said of all of them."""
    for field in _FIELDS:
        if field in fields and answer is not False:
            gaps = _gaps(rows, field)
            said = [row.values.get(field) or "" for row in rows]
            again = any(value and value == before for before, value in pairwise(said))
            often = len(gaps) >= _OFTEN * len(rows) and not again
            for row, value in gaps:
                if answer is None and not often:
                    reader.note(row, field, f"这一栏空着，上面写的是“{value}”，没有照填")
                    continue
                row.values[field] = value
                if answer is None:
                    text = f"这一栏空着，上面写的是“{value}”"
                    reader.doubt(row, field, Doubt(FILL, text, f"也记“{value}”"))
                else:
                    reader.note(row, field, f"这一栏空着，按上面的“{value}”填")


def _gaps(rows: Sequence[Any], field: str) -> list[tuple[Any, str]]:
    """Return the rows whose unit is blank below one that is not, where the list may write each unit once."""
    said = [row.values.get(field) or "" for row in rows]
    if len(said) < _FEWEST or not said[0] or all(said):
        return []
    found, above = [], ""
    for row, value in zip(rows, said, strict=True):
        if value:
            above = value
        elif not row.group:
            found.append((row, above))
    return found
