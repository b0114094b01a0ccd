"""The keys, the clipboard and the menu of every table, as Excel has them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QMenu, QTableView, QToolTip

from huanjie_desktop.domain.clipboard import as_html, as_tsv, read_tsv
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.pasting import Cell, data_edge, place_block
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import RowsModel
from huanjie_desktop.qt.opening import open_menu
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.cell_editor import LEAVING, Index
from huanjie_desktop.qt.widgets.choosing_view import ChoosingView

_TRIGGERS = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)
_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_PLACES = (
    Qt.InputMethodQuery.ImCursorRectangle,
    Qt.InputMethodQuery.ImAnchorRectangle,
    Qt.InputMethodQuery.ImInputItemClipRectangle,
)
NO_TABS = (-1, (-1, -1))
_MENU_KEY = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10)
_JUMPS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class GridView(ChoosingView):
    """表格: shows a RowsModel; `said` is what the table has to tell, shown beside the current cell."""

    said = Signal(str)
    menu_filled = Signal(QMenu)  # the menu of the cells, for what a page adds

    def __init__(self) -> None:
        super().__init__()
        self._own_keys: dict[int, Callable[[], object]] = {}
        self._tabbed: tuple[int, Cell] = (
            NO_TABS  # the column in which going by Tab began, and the cell that it has led to
        )
        self.setTabKeyNavigation(True)
        self.dress(self)

    def dress(self, view: QTableView) -> None:
        """Give a view of this table, itself or a part, the heights of rows and head, its editing and its menu."""
        view.setEditTriggers(_TRIGGERS)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(theme.px(30))
        view.horizontalHeader().setFixedHeight(theme.px(30))
        view.horizontalHeader().setHighlightSections(False)
        if view is not self:
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(
                lambda at: open_menu(self.make_menu(), view.viewport().mapToGlobal(at))
            )

    def show_model(self, model: RowsModel) -> None:
        """Show a model, and what it has to say."""
        self.grid = model
        self.setModel(model)
        model.said.connect(self.say)
        model.refused.connect(lambda words: messages.tell(self.window(), UserError(words)))
        self.selectionModel().currentRowChanged.connect(self._on_row_left)

    def add_key(self, keys: str, act: Callable[[], object]) -> None:
        """Have keys of this table's own do something, before what they mean in every table."""
        self._own_keys[QKeySequence(keys)[0].toCombined()] = act  # type: ignore[index]

    def say(self, words: str) -> None:
        """Tell something in one sentence, beside the current cell."""
        below = self.visualRect(self.currentIndex()).bottomLeft()
        QToolTip.showText(self.viewport().mapToGlobal(below), words, self)
        self.said.emit(words)

    # what the clipboard's keys do

    def copy(self) -> None:
        """Copy the chosen cells as text and as an HTML table."""
        cells = [cell for cell in self.chosen_cells() if cell[0] < self.grid.count]
        if cells:
            matrix, content = self.grid.texts(cells), QMimeData()
            content.setText(as_tsv(matrix))
            content.setHtml(as_html(matrix))
            QGuiApplication.clipboard().setMimeData(content)

    def cut(self) -> None:
        """Copy the chosen cells and empty them."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Paste a block from the first chosen cell on; rows beyond the last become new ones where the table grows."""
        matrix, at = read_tsv(QGuiApplication.clipboard().text()), self.currentIndex()
        chosen = self.chosen_cells()
        if not matrix or not (chosen or at.isValid()):
            return
        start = (
            (min(row for row, _ in chosen), min(column for _, column in chosen)) if chosen else (at.row(), at.column())
        )
        self.grid.paste(place_block(matrix, start, chosen, self.grid.count, self.columns_seen(), self.grid.growing))

    def fill(self) -> None:
        """Fill down."""
        self._change(self.grid.fill)

    def clear(self) -> None:
        """Empty the chosen cells."""
        self._change(self.grid.clear)

    def _change(self, act: Callable[[Sequence[Cell]], None]) -> None:
        chosen = self.chosen_cells()
        refusals = [self.grid.refusal(*cell) for cell in chosen]
        if chosen and all(refusals):
            self.say(refusals[0])
        else:
            act(chosen)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu where the mouse is, or for a key at the current cell."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.open_menu_here()
        else:
            open_menu(self.make_menu(), event.globalPos())
        event.accept()

    def open_menu_here(self) -> None:
        """Open the menu below the current cell, wherever in sight it can be."""
        index = self.currentIndex()
        view = self.view_of(index) if index.isValid() else self
        if index.isValid():
            self.scrollTo(index)
        inside = view.viewport().rect()
        at = view.visualRect(index).bottomLeft() if index.isValid() else inside.topLeft()
        at = QPoint(min(max(at.x(), inside.left()), inside.right()), min(max(at.y(), inside.top()), inside.bottom()))
        open_menu(self.make_menu(), view.viewport().mapToGlobal(at))

    def make_menu(self) -> QMenu:
        """Make the menu of the cells chosen."""
        menu, able = QMenu(self), self.grid.editable
        for words, act, changes in (
            ("剪切", self.cut, True),
            ("复制", self.copy, False),
            ("粘贴", self.paste, True),
            ("向下填充", self.fill, True),
            ("清除", self.clear, True),
        ):
            if able or not changes:
                menu.addAction(words).triggered.connect(lambda _on=False, act=act: act())
        self.menu_filled.emit(menu)
        return menu

    # input methods: a cell's first word is composed in its editor while the table still has the focus

    def view_of(self, index: QModelIndex) -> QTableView:
        """Return the view that shows a cell: this one, or a part of it."""
        return self

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose where the cell is seen; what comes without having been composed, as a punctuation mark does, is taken, too."""
        index = self.currentIndex()
        view = self.view_of(index)
        editor = view.indexWidget(index)
        if event.commitString() and editor is None and index.flags() & Qt.ItemFlag.ItemIsEditable:
            view.edit(index)
            QApplication.sendEvent(view.indexWidget(index), event)
            return
        if isinstance(editor, QLineEdit) and not event.commitString() and not event.preeditString():
            editor.setModified(False)  # given up: what stood in the cell comes back
        if view is self:
            super().inputMethodEvent(event)
        else:
            view.inputMethodEvent(event)
        self.updateMicroFocus()  # the editor tells of its cursor only once it has the focus

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the input method, too, where the next word will stand."""
        super().currentChanged(current, previous)
        self.updateMicroFocus()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Answer an input method; where it asks for places, as they are in the table, so that candidates stand at the cursor."""
        index = self.currentIndex()
        view = self.view_of(index)
        editor = view.indexWidget(index)
        if query not in _PLACES or not index.isValid():
            return super().inputMethodQuery(query)
        if editor is not None:
            return editor.inputMethodQuery(query).translated(editor.mapTo(self, QPoint()))
        return view.visualRect(index).translated(view.viewport().mapTo(self, QPoint()))

    # keys

    def event(self, event: QEvent) -> bool:
        """Keep what is typed into a table from the shortcuts of what is around it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self.grid.editable:
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if plain and event.text().isprintable() and event.text():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what Excel's keys mean; letters open an editor as Qt does it, so that an input method is not in its way."""
        act = self._act_of(event)
        if act is not None:
            act()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.key() in LEAVING:
            event.ignore()  # a shortcut of the page or the window, never the first letter of a cell
        elif not self._refuses(event):
            self.type_key(event)

    def type_key(self, event: QKeyEvent) -> None:
        """Hand on a key that is none of the table's own."""
        super().keyPressEvent(event)

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return what a key does, None for nothing of the table's own."""
        own = self._own_keys.get(event.keyCombination().toCombined())
        if own is not None:
            return own
        if event.keyCombination() == _MENU_KEY:  # Qt makes this of the menu key alone on some systems
            return self.open_menu_here
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _STEPS or key in _JUMPS:
            return partial(self._move, key, control, shift)
        for keys, act, changes in (
            (QKeySequence.StandardKey.Copy, self.copy, False),
            (QKeySequence.StandardKey.Cut, self.cut, True),
            (QKeySequence.StandardKey.Paste, self.paste, True),
            (QKeySequence.StandardKey.SelectAll, self.selectAll, False),
        ):
            if event.matches(keys):
                return act if self.grid.editable or not changes else self._say_locked
        if not self.grid.editable:
            return None
        if key in LEAVING and not control:
            return partial(self.leave_cell, key, shift)
        if key == Qt.Key.Key_D and control:
            return self.fill
        return self.clear if key == Qt.Key.Key_Delete and not control else None

    def _say_locked(self) -> None:
        if self.currentIndex().isValid():
            self.say(self.grid.refusal(self.currentIndex().row(), self.currentIndex().column()))

    def _refuses(self, event: QKeyEvent) -> bool:
        """Say why a cell cannot be typed into, where somebody tries."""
        at, typed = self.currentIndex(), event.key() == Qt.Key.Key_F2 or (event.text() and event.text().isprintable())
        words = self.grid.refusal(at.row(), at.column()) if typed and at.isValid() and self.grid.editable else ""
        if words:
            self.say(words)
        return bool(words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose up to where Shift is clicked, from where choosing began."""
        index = self.indexAt(event.position().toPoint())
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if index.isValid() and shift and event.button() is Qt.MouseButton.LeftButton:
            self.extend_to(index)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a cell, or say why it cannot be."""
        index = self.indexAt(event.position().toPoint())
        words = self.grid.refusal(index.row(), index.column()) if index.isValid() and self.grid.editable else ""
        super().mouseDoubleClickEvent(event)
        if words:
            self.say(words)

    def leave_cell(self, key: Qt.Key, shift: bool) -> None:
        """Go where Enter (down, with Shift up) or Tab (right, with Shift left, into the next row) leads.

        Enter behind cells that were passed by Tab goes to the column in which that began.
        """
        at, columns = self.currentIndex(), self.columns_seen()
        row, column = at.row(), at.column()
        begun, reached = self._tabbed
        begun = begun if reached == (row, column) else column
        self._tabbed = NO_TABS
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            column = begun
            if not shift and row == self.grid.rowCount() - 1:
                self.grid.commit_draft()  # below it there is another empty row
            row += -1 if shift else 1
        else:
            place = columns.index(column) + (-1 if shift or key == Qt.Key.Key_Backtab else 1)
            row += place // len(columns)
            column = columns[place % len(columns)]
            self._tabbed = begun, (row, column)
        target = self.grid.index(row, column)
        if target.isValid():
            self.go_to(target)
        self.setFocus()

    def _move(self, key: Qt.Key, control: bool, shift: bool) -> None:
        """Go by an arrow, a page, or to an end; with Control to the edge of the data, with Shift choosing on the way."""
        at, columns = self.currentIndex(), self.columns_seen()
        if not columns or not self.grid.rowCount():
            return
        row, place = max(at.row(), 0), columns.index(at.column()) if at.column() in columns else 0
        last = max(self.grid.count - 1, 0)
        if key in _STEPS:
            row, place = self._step(row, place, *_STEPS[key], control)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            place = 0 if key == Qt.Key.Key_Home else len(columns) - 1
            row = row if not control else 0 if key == Qt.Key.Key_Home else last
        else:
            page = max(self.viewport().height() // max(self.verticalHeader().defaultSectionSize(), 1) - 1, 1)
            row += -page if key == Qt.Key.Key_PageUp else page
        index = self.grid.index(
            min(max(row, 0), self.grid.rowCount() - 1), columns[min(max(place, 0), len(columns) - 1)]
        )
        if shift:
            self.extend_to(index)
        else:
            self.go_to(index)

    def _step(self, row: int, place: int, down: int, across: int, control: bool) -> Cell:
        columns, text = self.columns_seen(), self.grid.text_at
        if not control:
            return row + down, place + across
        if down:
            return data_edge(lambda at: bool(text(at, columns[place])), row, down, self.grid.count), place
        return row, data_edge(lambda at: bool(text(row, columns[at])), place, across, len(columns))

    # the empty row is asked for once it is left

    def _on_row_left(self, current: QModelIndex, previous: QModelIndex) -> None:
        if self.grid.draft and current.row() < self.grid.rowCount() - 1:
            self.grid.commit_draft()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Ask for the row that was begun, when the table is left."""
        super().focusOutEvent(event)
        within = QApplication.focusWidget()
        passing = event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if not passing and (within is None or not self.isAncestorOf(within)):
            self.grid.commit_draft()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for the row that was begun, when the table goes out of sight."""
        super().hideEvent(event)
        self.grid.commit_draft()
