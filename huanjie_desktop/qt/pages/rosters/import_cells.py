"""The rows of an import as a table: what becomes of each, what changes, and the file's cells, which can be corrected."""

from collections.abc import Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QResizeEvent

from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.qt.models.grid import MARK_ROLE
from huanjie_desktop.qt.models.rows import CENTRED, RowsModel, TableColumn
from huanjie_desktop.qt.pages.rosters.cell_delegate import CellDelegate
from huanjie_desktop.qt.pages.rosters.frozen_table import FrozenTable
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.services.people.import_preview import ImportPreview, ImportRow, Outcome
from huanjie_desktop.services.shown import import_words
from huanjie_desktop.services.shown.import_questions import bad_fields
from huanjie_desktop.services.shown.import_words import LOOKS, Piece, locked, note_of, pieces_of, reasons

Index = QModelIndex | QPersistentModelIndex
RESULT, NUMBER = range(2)
FROZEN = ("name", "id_number")  # stand still behind the row's number
PIECES_ROLE, NOTE_ROLE = MARK_ROLE + 1, MARK_ROLE + 2
ICON = 16
_DRAWN = Qt.AlignmentFlag.AlignVCenter


class PreviewModel(RowsModel):
    """核对表: the rows of a preview; a cell in which something was found is marked."""

    def __init__(self, titles: Mapping[str, str], parent: QObject) -> None:
        super().__init__((), parent, key=attrgetter("key"))
        self._titles = titles
        self._guesses: Sequence[Guess] = ()
        self.changes = -1  # the column of what changes

    def show_preview(self, preview: ImportPreview, rows: Sequence[ImportRow]) -> bool:
        """Show these rows of a preview; tell whether there are other columns now."""
        self._guesses = preview.guesses
        columns = _columns(preview)
        self.changes = next(at for at, column in enumerate(columns) if column.head == _CHANGES)
        if [(each.head, each.field) for each in columns] != [(each.head, each.field) for each in self.columns]:
            self.set_columns(columns, rows)
            return True
        self.columns = columns
        self.set_rows(rows)
        return False

    def column_of(self, field: str) -> int:
        """Return the column of a field, -1 where the file has none."""
        return next((at for at, column in enumerate(self.columns) if field and column.field == field), -1)

    def place_of(self, key: str) -> int:
        """Return where a row is shown, -1 where it is not."""
        return next((at for at in range(self.count) if self.id_at(at) == key), -1)

    def look_at(self, at: int, column: int, role: int) -> Any:
        """Return also the mark of a cell, and what the column of changes says."""
        if role not in (MARK_ROLE, PIECES_ROLE, NOTE_ROLE):
            return super().look_at(at, column, role)
        row: ImportRow = self.row_at(at)
        if role == MARK_ROLE:
            wrong = row.outcome in (Outcome.REFUSED, Outcome.DOUBT)
            if not wrong or self.columns[column].field not in bad_fields(row, self._guesses):
                return None
            return Severity.ERROR if row.outcome is Outcome.REFUSED else Severity.WARNING
        if column != self.changes:
            return None
        return pieces_of(row, self._titles, self._guesses) if role == PIECES_ROLE else note_of(row)


_CHANGES = "变动和说明"


def _columns(preview: ImportPreview) -> list[TableColumn]:
    """Return the columns: what becomes of a row, its number, name and ID number, what changes, then the rest of the file."""
    several = len({table.sheet for table in preview.tables.tables}) > 1
    heads = {guess.field: guess.head for guess in preview.guesses if guess.field}
    of_files = any(row.source for row in preview.rows)
    number = partial(import_words.number_words, several_sheets=several)
    return [
        TableColumn("处理", _result, width=108, icon=_icon, tint=_tint, tip=reasons),
        TableColumn("文件", number, width=176, tip=reasons)
        if of_files
        else TableColumn("行", number, kind=CENTRED, width=128 if several else 52, tip=reasons),
        *(_cell(field, heads[field], 176 if field == "id_number" else 92) for field in FROZEN if field in heads),
        TableColumn(_CHANGES, tip=reasons, width=260),
        *(_cell(field, head, 110) for field, head in heads.items() if field not in FROZEN),
    ]


def _cell(field: str, head: str, width: int) -> TableColumn:
    return TableColumn(
        head,
        partial(import_words.cell_words, name=field),
        field,
        width=width,
        tip=reasons,
        edit=lambda row: row.texts.get(field, ""),
        locked=locked,
    )


def _result(row: ImportRow) -> str:
    return LOOKS[row.outcome][0]


def _icon(row: ImportRow) -> Any:
    _words, drawing, colour = LOOKS[row.outcome]
    return icons.icon(drawing, colour)


def _tint(row: ImportRow) -> QColor:
    return theme.colour(LOOKS[row.outcome][2])


class PreviewDelegate(CellDelegate):
    """核对格: a drawing before the words, old values struck out and new ones bold."""

    def draw_words(self, painter: QPainter, inner: QRect, index: Index) -> None:
        """Draw what a cell says."""
        pieces = index.data(PIECES_ROLE)
        if pieces is not None:
            self._draw_pieces(painter, inner, pieces, *index.data(NOTE_ROLE))
            return
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if icon is not None:
            side = theme.px(ICON)
            place = QPoint(inner.left(), inner.center().y() - side // 2 + 1)
            icon.paint(painter, QRect(place, QSize(side, side)))
            inner = inner.adjusted(side + 5, 0, 0, 0)
        super().draw_words(painter, inner, index)

    def _draw_pieces(self, painter: QPainter, inner: QRect, pieces: Sequence[Piece], note: str, colour: str) -> None:
        plain, gap = painter.font(), painter.fontMetrics().horizontalAdvance(" ")
        if note:
            most = inner.width() // 2 if pieces else inner.width()
            words = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, most)
            painter.setPen(theme.colour(colour))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | _DRAWN, words)
            inner = inner.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(words) - 2 * gap, 0)
        for piece in pieces:
            font = painter.font()
            font.setStrikeOut(piece.look == "old")
            font.setBold(piece.look == "new")
            painter.setFont(font)
            painter.setPen(theme.colour("secondary" if piece.look == "old" else "text"))
            words = painter.fontMetrics().elidedText(piece.words, Qt.TextElideMode.ElideRight, max(inner.width(), 0))
            painter.drawText(inner, _DRAWN, words)
            inner = inner.adjusted(painter.fontMetrics().horizontalAdvance(words) + gap, 0, 0, 0)
            painter.setFont(plain)


class PreviewTable(FrozenTable):
    """核对表格: a double click on a row's result or changes asks for the cell that they are about."""

    finding_asked = Signal(int)  # row

    def __init__(self, model: PreviewModel) -> None:
        super().__init__()
        self.setAccessibleName("逐行核对")
        self.set_cell_delegates(lambda view: PreviewDelegate(view, model.problem))
        self.show_model(model)
        self._model = model
        self._still.doubleClicked.connect(self._ask)

    def fit_columns(self) -> None:
        """Give the columns their widths; those before what changes stand still."""
        self.set_frozen(self._model.changes)  # first: a column that comes to stand still brings a width of its own
        for at, column in enumerate(self._model.columns):
            self.setColumnWidth(at, theme.px(column.width))
        self._fill_room()

    def _fill_room(self) -> None:
        """Give what changes the room beside the columns that stand still; the file's other columns are scrolled to."""
        at = self._model.changes
        if at >= 0:
            still = sum(self.columnWidth(column) for column in range(at))
            least = theme.px(self._model.columns[at].width)
            self.setColumnWidth(at, max(least, self.viewport().width() - still))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what changes to the room."""
        super().resizeEvent(event)
        self._fill_room()

    def current_key(self) -> str:
        """Return the key of the current row, "" for none."""
        return self._model.id_at(self.currentIndex().row())

    def come_to(self, key: str) -> None:
        """Make a row current again, else the one that stands there now, else the first."""
        at = self._model.place_of(key) if key else -1
        now = self.currentIndex()
        if at < 0:
            at = min(max(now.row(), 0), self._model.count - 1)
        if at >= 0 and now.row() != at:
            self.go_to(self._model.index(at, max(now.column(), 0)))

    def edit_cell(self, row: int, field: str) -> None:
        """Open a cell of a row, or say why the current one cannot be typed into."""
        column = self._model.column_of(field)
        if column < 0 or self._model.refusal(row, column):
            self.say(self._model.refusal(row, max(column, self.currentIndex().column())))
        else:
            index = self._model.index(row, column)
            self.setFocus()
            self.edit_at(index, self._model.edit_text_at(row, column))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a cell, or ask for the one that is meant."""
        index = self.indexAt(event.position().toPoint())
        if not self._ask(index):
            super().mouseDoubleClickEvent(event)

    def _ask(self, index: QModelIndex) -> bool:
        meant = index.isValid() and not self._model.columns[index.column()].field
        if meant:
            self.finding_asked.emit(index.row())
        return meant
