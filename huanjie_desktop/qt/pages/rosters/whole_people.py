"""改全表 on the page of rosters: whom the editor shows, the one before and behind him in the table, and what the page offers then."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QListView, QMenu, QToolTip, QWidget

from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people_rows import NAME, SERIAL
from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.pages.rosters.form_commands import FormCommands
from huanjie_desktop.qt.pages.rosters.frozen_table import FrozenTable
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import down, named, side_by_side

if TYPE_CHECKING:
    from huanjie_desktop.qt.pages.rosters.person_editor import PersonEditor

_LIST, _LEAST = 132, 1150  # px: of the list of names, and from which width on there is room for it


class _Names(QListView):
    """The names of the table, as it is filtered and sorted."""

    taken = Signal(str)

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        named(self, "rosterList")
        self._grid = model
        self.setAccessibleName("名册中的人")
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setModel(model)
        self.setMinimumWidth(theme.px(100))
        model.modelReset.connect(self._find_names)
        self.clicked.connect(lambda index: self.taken.emit(model.id_at(index.row())))
        self._find_names()

    def mark(self, row: int) -> None:
        """Show somebody as the one whose form is seen."""
        index = self._grid.index(row, self.modelColumn())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _find_names(self) -> None:
        fields = self._grid.fields()
        self.setModelColumn(fields.index(NAME) if NAME in fields else 0)


class WholeEditor(QWidget):
    """The names, the editor and the printed form beside each other."""

    def __init__(self, editor: "PersonEditor", model: GridModel) -> None:
        super().__init__()
        self.editor, self.names = editor, _Names(model)
        self._splitter = side_by_side((self.names, _LIST), (editor, 620), (editor.preview, 440))
        self._splitter.setChildrenCollapsible(False)
        editor.setMinimumWidth(theme.px(590))
        down(self._splitter, on=self, margins=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the names where there is room for them."""
        super().resizeEvent(event)
        self.names.setVisible(self.width() >= theme.px(_LEAST))


class WholePeople(QObject):
    """改全表: opened for the person who is current in the table; meanwhile the page's actions are the editor's.

    The editor is made when it is first opened, so that the page does not wait for it.
    """

    turned = Signal()  # it was opened or closed

    def __init__(self, page: Page, table: FrozenTable, model: GridModel, forms: FormCommands) -> None:
        super().__init__(page)
        self._page, self._table, self._model = page, table, model
        self._forms = forms
        self._made: WholeEditor | None = None
        self._others: list[QAction] = []
        make, before = page.make_action, len(page.actions())
        make("保存并下一人", "check", self.save_and_next, "Ctrl+Return")
        make("上一人", "arrow-up", lambda: self.step(-1), "Ctrl+PgUp")
        make("下一人", "arrow-down", lambda: self.step(1), "Ctrl+PgDown")
        make("打印审批表", "printer", self._print_shown, "Ctrl+P")
        make("导出审批表（lrmx）", "upload", self._export_shown)
        make("换到打印样子", "file-text", lambda: self.editor.turn_to_preview(), "F6")
        make("收起打印样子", "chevron-right", lambda: self.editor.fold_preview(), "F8")
        make("返回名册", "chevron-left", self.close)
        self._own = page.actions()[before:]
        for action in self._own:
            page.removeAction(action)
        self.open_action = make("改全表", "file-text", self.open_current, "Ctrl+E")
        table.menu_filled.connect(self._fill)
        for keys in ("Return", "Enter"):
            table.add_key(keys, self._on_enter)

    @property
    def is_open(self) -> bool:
        """Whether the editor is in the place of the table."""
        return self._made is not None and not self._made.isHidden()

    @property
    def view(self) -> WholeEditor:
        """The editor with what stands beside it."""
        if self._made is None:
            from huanjie_desktop.qt.pages.rosters.person_editor import PersonEditor  # when somebody wants it

            page = self._page
            self._made = view = WholeEditor(PersonEditor(page.tasks, page.catalog), self._model)
            view.hide()
            page.layout().addWidget(view)  # type: ignore[union-attr]
            view.editor.leave_asked.connect(self.close)
            view.editor.shown_changed.connect(page.heading_changed)
            view.names.taken.connect(self.go_to)
        return self._made

    @property
    def editor(self) -> "PersonEditor":
        """The editor of one person."""
        return self.view.editor

    @property
    def is_typed(self) -> bool:
        """Tell whether something is typed that nobody has written yet."""
        return self._made is not None and self.editor.is_typed

    def save(self) -> bool:
        """Have what is typed written; tell whether all of it can be."""
        return self._made is None or self.editor.save()

    def reload(self, changes: ChangeSet) -> None:
        """Read again what a change may have touched."""
        if self._made is not None:
            self.editor.reload(changes)

    def heading(self) -> str:
        """Return the place of the person shown among those of the table."""
        place = self._model.shown_place(self.editor.person_id)
        return (
            f"{self.editor.name}　第 {place + 1} 人，共 {self._model.count} 人"
            if place is not None
            else self.editor.name
        )

    def open_current(self) -> None:
        """Open the person who is current in the table."""
        self.open_row(self._table.currentIndex().row())

    def open_row(self, row: int) -> None:
        """Open the person of a row of the table."""
        if self._model.id_at(row):
            self.open(self._model.id_at(row))

    def open(self, person_id: str, field: str = "") -> None:
        """Open a person, with the cursor in a field."""
        if not self.is_open:
            self._others = list(self._page.actions())
            self._offer(self._own)
            self.view.show()
            self.turned.emit()
        self._show(person_id)
        self.editor.go_in(field)

    def close(self) -> None:
        """Go back to the table, to the person who was shown last; what cannot be taken keeps the editor open."""
        if not self.is_open or not self.editor.save():
            return
        person_id = self.editor.person_id
        self.view.hide()  # before heading and status are asked for anew
        self.editor.clear()
        self._offer(self._others)
        self.turned.emit()
        index = self._model.index_of(person_id, max(self._table.currentIndex().column(), 0))
        if index is not None:
            self._table.go_to(index)
        self._table.setFocus()

    def go_to(self, person_id: str) -> None:
        """Show another person, unless something that is typed cannot be taken."""
        if person_id and person_id != self.editor.person_id and self.editor.save():
            self._show(person_id)

    def step(self, by: int) -> None:
        """Show the one before or behind in the table; at its ends say so."""
        place = self._model.shown_place(self.editor.person_id)
        person_id = self._model.id_at(place + by) if place is not None and place + by >= 0 else ""
        if person_id:
            self.go_to(person_id)
        elif self.editor.save():
            words = "已经是第一个人。" if by < 0 else "已经是最后一个人。"
            QToolTip.showText(self.editor.mapToGlobal(QPoint(0, 0)), words, self.editor)

    def save_and_next(self) -> None:
        """Write what is typed and show the next one, with the cursor in the first field."""
        before = self.editor.person_id
        self.step(1)
        if self.editor.person_id != before:
            self.editor.go_in()

    def _show(self, person_id: str) -> None:
        self.editor.show_person(person_id)
        place = self._model.shown_place(person_id)
        if place is not None:
            self.view.names.mark(place)
        self._page.heading_changed.emit()

    def _print_shown(self) -> None:
        if self.editor.name:
            self._forms.print_one(self.editor.person_id, self.editor.name)

    def _export_shown(self) -> None:
        if self.editor.name:
            self._forms.export_one(self.editor.person_id, self.editor.name)

    def _offer(self, actions: list[QAction]) -> None:
        for action in self._page.actions():
            self._page.removeAction(action)
        self._page.addActions(actions)
        self._page.heading_changed.emit()

    def _is_serial(self, index: QModelIndex) -> bool:
        return (
            index.isValid() and self._model.fields()[index.column()] == SERIAL and bool(self._model.id_at(index.row()))
        )

    def _on_enter(self) -> None:
        if self._is_serial(self._table.currentIndex()):
            self.open_current()
        else:
            self._table.leave_cell(Qt.Key.Key_Return, False)

    def _fill(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addAction(self.open_action)
