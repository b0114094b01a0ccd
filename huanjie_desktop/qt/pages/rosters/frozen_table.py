"""A table whose first columns stand still while the others scroll."""

from collections.abc import Callable, Collection

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QLineEdit, QTableView

from huanjie_desktop.qt.pages.rosters.cell_delegate import CellDelegate
from huanjie_desktop.qt.pages.rosters.funnel_head import FunnelHead
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.grid_view import GridView
from huanjie_desktop.qt.widgets.parts import named

LEAST_SCROLLING = 160  # px that must stay for the columns that scroll


class FrozenTable(GridView):
    """表格: the first `frozen` columns stand still; heads may have `funnels`."""

    head_clicked = Signal(int)  # column
    head_menu_asked = Signal(int, QPoint)  # column, where on the screen
    width_changed = Signal(int, int)  # column, px
    filter_asked = Signal(int)  # column

    def __init__(self, *, funnels: bool = False) -> None:
        super().__init__()
        self._wanted = 0
        self._delegates: tuple[CellDelegate, ...] = ()
        self._still = named(QTableView(self), "stillColumns")
        self.dress(self._still)
        self._views = (self, self._still)
        self._funnels: list[FunnelHead] = []
        for view in self._views:
            if funnels:
                self._add_funnels(view)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setMouseTracking(True)
            view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            view.viewport().installEventFilter(self)
            self._dress_head(view.horizontalHeader())
        self._dress_still(self._still)
        self.setAccessibleName("名册表格")

    def _add_funnels(self, view: QTableView) -> None:
        head = FunnelHead()
        view.setHorizontalHeader(head)
        head.setFixedHeight(theme.px(30))
        head.setHighlightSections(False)
        head.funnel_pressed.connect(self.filter_asked)
        self._funnels.append(head)

    def show_funnels(self, offered: Collection[int], used: Collection[int]) -> None:
        """Show funnels in the heads of these columns, coloured in those that rows are filtered by."""
        for head in self._funnels:
            head.show_funnels(offered, used)

    def watch_mouse(self, watcher: QObject) -> None:
        """Let another object see the mouse in this table's parts, and its keys, first."""
        self.installEventFilter(watcher)
        for view in self._views:
            view.viewport().installEventFilter(watcher)

    def _dress_head(self, head: QHeaderView) -> None:
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(theme.px(36))
        head.setSortIndicatorShown(False)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.sectionClicked.connect(self.head_clicked)
        head.customContextMenuRequested.connect(
            lambda at: self.head_menu_asked.emit(head.logicalIndexAt(at), head.mapToGlobal(at))
        )

    def _dress_still(self, still: QTableView) -> None:
        still.setFrameShape(QFrame.Shape.NoFrame)
        still.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        still.setFocusProxy(self)
        still.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        still.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        still.setStyleSheet(f"QTableView {{ border-right: 2px solid {theme.colours()['line']}; }}")
        still.hide()
        self.verticalScrollBar().valueChanged.connect(still.verticalScrollBar().setValue)
        still.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        still.horizontalHeader().sectionResized.connect(self._on_still_resized)

    # model, columns and delegate

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model, in both views with one selection."""
        super().setModel(model)
        self._still.setModel(model)
        self._still.setSelectionModel(self.selectionModel())
        self.selectionModel().currentChanged.connect(self._repaint)
        if model is not None:
            model.modelReset.connect(self._freeze)
        self._freeze()

    def set_cell_delegates(self, make: Callable[[QTableView], CellDelegate]) -> None:
        """Draw and edit cells by a delegate each of the two views, since a delegate answers to one."""
        self._delegates = tuple(map(make, self._views))
        for view, delegate in zip(self._views, self._delegates, strict=True):
            view.setItemDelegate(delegate)
            delegate.left.connect(self.leave_cell)
            delegate.closeEditor.connect(self._keep_focus)

    def set_frozen(self, count: int) -> None:
        """Let the first `count` columns stand still."""
        self._wanted = count
        self._freeze()

    def frozen(self) -> int:
        """Return how many columns are meant to stand still."""
        return self._wanted

    def show_sorted(self, column: int, descending: bool) -> None:
        """Show the sort arrow at a column, -1 for none."""
        for head in self._funnels:
            head.show_sorted(column, descending)

    def edit_at(self, index: QModelIndex, text: str) -> None:
        """Open the editor of a cell with a text, in whichever view shows it."""
        self.go_to(index)
        view = self.view_of(index)
        view.edit(index)
        editor = view.indexWidget(index)
        if isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.setModified(True)

    def _frozen_now(self) -> int:
        """How many columns can stand still and leave room for the others to scroll."""
        model = self.model()
        count = min(self._wanted, model.columnCount() if model is not None else 0)
        room = self.viewport().width() - LEAST_SCROLLING
        while count and self._width_of(count) > room:
            count -= 1
        return count

    def _width_of(self, count: int) -> int:
        return sum(self.columnWidth(column) for column in range(count))

    def _freeze(self) -> None:
        count = self._frozen_now()
        model = self.model()
        if not count or model is None:
            self._still.hide()
            return
        for column in range(model.columnCount()):
            self._still.setColumnHidden(column, column >= count)
            if column < count:
                self._still.setColumnWidth(column, self.columnWidth(column))
        height = self.viewport().height() + self.horizontalHeader().height()
        self._still.setGeometry(self.frameWidth(), self.frameWidth(), self._width_of(count) + 2, height)
        self._still.show()
        self._still.raise_()
        self._still.verticalScrollBar().setValue(self.verticalScrollBar().value())

    def _on_resized(self, column: int, _old: int, width: int) -> None:
        if column < self._wanted:
            self._still.setColumnWidth(column, width)
            self._freeze()
        self.width_changed.emit(column, width)

    def _on_still_resized(self, column: int, _old: int, width: int) -> None:
        if width and column < self._wanted:  # hiding a section resizes it to nothing, too
            self.setColumnWidth(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns that stand still."""
        super().resizeEvent(event)
        self._freeze()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight from under the columns that stand still."""
        count = self._frozen_now()
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() < count:
            bar.setValue(before)
            return
        hidden = self._width_of(count) - self.columnViewportPosition(index.column())
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    # keys and input methods

    def view_of(self, index: QModelIndex) -> QTableView:
        """Return the view that shows a cell: columns that stand still are seen in a view of their own."""
        return self._still if index.column() < self._frozen_now() else self

    def _keep_focus(self) -> None:
        """Take the focus that an editor closed in the columns that stand still leaves to nobody: they never have it."""
        if QApplication.focusWidget() is None and self.isActiveWindow():
            self.setFocus()

    def type_key(self, event: QKeyEvent) -> None:
        """Open an editor in whichever view shows the cell."""
        if self.state() != QAbstractItemView.State.EditingState and self._edits_in_still(event):
            self._still.keyPressEvent(event)
        else:
            super().type_key(event)

    def _edits_in_still(self, event: QKeyEvent) -> bool:
        index = self.currentIndex()
        typed = event.key() == Qt.Key.Key_F2 or (event.text() and event.text().isprintable())
        return bool(typed and index.isValid() and index.column() < self._frozen_now())

    def _repaint(self) -> None:
        for view in self._views:
            view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse, so that the row under it is tinted in both views."""
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.Leave) and self._delegates:
            move = event.type() == QEvent.Type.MouseMove
            row = self.rowAt(event.position().toPoint().y()) if move else -1  # type: ignore[attr-defined]
            if row != self._delegates[0].hovered_row:
                for delegate in self._delegates:
                    delegate.hovered_row = row
                self._repaint()
        return super().eventFilter(watched, event)
