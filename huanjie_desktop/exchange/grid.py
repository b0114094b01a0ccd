"""A sheet's cells with its merged ranges: what stands in a cell itself, and what a range over it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.spreadsheet import Cell, Sheet

_MOST_LINES = 500_000  # lines of merged ranges; no roster has a tenth of them


@dataclass(frozen=True, slots=True)
class Span:
    """合并单元格: a merged range, last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


class Grid:
    """The rows of a sheet, each as wide as the columns in use, and the merged ranges over each of them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height = len(sheet.rows)
        self.width = max((len(row) for row in sheet.rows), default=0)
        self.spans: dict[int, list[Span]] = {}
        lines = 0
        for (top, left), (bottom, right) in sheet.merged:
            if (top, left) == (bottom, right) or top >= self.height or left >= self.width:
                continue
            span = Span(top, left, min(bottom, self.height - 1), min(right, self.width - 1))
            lines += span.bottom - top + 1
            if lines > _MOST_LINES:
                raise UserError(f"工作表“{sheet.name}”的合并单元格太多。", "请取消合并，另存后再导入。")
            for row in range(top, span.bottom + 1):
                self.spans.setdefault(row, []).append(span)
        self._fault_rows = {row for row, _ in sheet.faults}
        self._marked_rows = {row for row, _ in (*sheet.comments, *sheet.struck)}

    def own(self, row: int) -> Sequence[Cell]:
        """Return what stands in a row itself; it may be shorter than the sheet is wide."""
        return self.sheet.rows[row]

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a cell itself."""
        cells = self.sheet.rows[row]
        return cells[column] if column < len(cells) else ""

    def span(self, row: int, column: int) -> Span | None:
        """Return the merged range over a cell."""
        for span in self.spans.get(row, ()):
            if span.left <= column <= span.right:
                return span
        return None

    def is_filled(self, row: int, column: int) -> bool:
        """Tell whether a cell itself has content; one that holds an error has."""
        cell = self.cell(row, column)
        if cell not in ("", None) and (not isinstance(cell, str) or cell.strip()):
            return True
        return row in self._fault_rows and (row, column) in self.sheet.faults

    def filled(self, row: int) -> list[int]:
        """Return the columns whose cells in a row have content of their own."""
        found = [
            at
            for at, cell in enumerate(self.sheet.rows[row])
            if cell not in ("", None) and (not isinstance(cell, str) or cell.strip())
        ]
        if row in self._fault_rows:
            found = sorted({*found, *(column for at, column in self.sheet.faults if at == row)})
        return found

    def is_plain(self, row: int) -> bool:
        """Tell whether no merged range, no faulty cell and none with a comment or struck out lies in a row."""
        return row not in self.spans and row not in self._fault_rows and row not in self._marked_rows

    def source(self, row: int, column: int, first: int = 0) -> tuple[int, int]:
        """Return where the content of a cell stands: in itself, or in the corner of a range that begins at row `first` or below."""
        if row in self.spans and not self.is_filled(row, column):
            span = self.span(row, column)
            if span is not None and span.top >= first:
                return span.top, span.left
        return row, column
