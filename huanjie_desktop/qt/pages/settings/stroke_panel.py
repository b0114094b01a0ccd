"""The panel 姓氏笔画 of the page 设置: characters whose place is not sure, and those that the office has placed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.qt.models.rows import CENTRED, NUMBER, RowsModel, TableColumn
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import across, allow, button, down, framed, note
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.catalogue import stroke_places
from huanjie_desktop.services.catalogue.stroke_places import PlacedCharacter
from huanjie_desktop.services.shown.fields import PLACE

_HEIGHT = 190


def _strokes(row: PlacedCharacter) -> str:
    known = row.place.strokes if row.place else row.strokes
    return f"{known}" if known else "不详"


COLUMNS = (
    TableColumn(
        "字", lambda row: row.char, kind=CENTRED, width=56, tip=lambda row: f"{row.char}（U+{ord(row.char):04X}）"
    ),
    TableColumn("笔画", _strokes, kind=NUMBER, width=64),
    TableColumn("排在", lambda row: f"“{row.place.after}”之后" if row.place and row.place.after else "", width=110),
    TableColumn(
        "位置",
        lambda row: "本单位已定" if row.place else "没有把握",
        width=110,
        tint=lambda row: None if row.place else theme.colour("warning"),
    ),
    TableColumn("人数", lambda row: str(len(row.names)), kind=NUMBER, width=64),
    TableColumn("人员", lambda row: "、".join(row.names), width=200),
)

NONE_PLACED = "请先在表中选一个另定了位置的字。"


class StrokePanel(QWidget):
    """姓氏笔画: the table on top, and below it the one character that is being placed."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__()
        self._tasks, self._run = tasks, run
        self.model = RowsModel(COLUMNS, self, key=lambda row: row.char)
        self.table = EditTable(self.model, "姓氏笔画", len(COLUMNS) - 1, whole_rows=True)
        self.table.setFixedHeight(theme.px(_HEIGHT))
        self.table.selectionModel().currentRowChanged.connect(self._show)
        self.form = RecordForm(PLACE, together=True)
        for edit in self.form.edits.values():
            assert isinstance(edit, QLineEdit)
            edit.returnPressed.connect(self.place)
        self.restore_button = button("恢复原样", self.restore, drawing="undo-2", tip="放回程序字表里的位置（Delete）")
        QShortcut(QKeySequence.StandardKey.Delete, self.table, self.restore, context=Qt.ShortcutContext.WidgetShortcut)
        words = "名单按姓氏笔画排序时，下面这些字的位置程序没有把握。定好以后，名册、名单和材料立即按它排。"
        row = across((self.form, 1), button("设定", self.place), self.restore_button)
        down(framed("姓氏笔画", note(words), self.table, row), on=self, margins=0)
        allow(self.restore_button, False, NONE_PLACED)

    def read(self) -> None:
        """Read the characters again."""
        self._tasks.ask("读取姓氏笔画", stroke_places.list_characters).then(self._on_read)

    def place(self) -> None:
        """Have the character of the form stand where the form says; what is typed meanwhile stays typed."""
        values, key = self.form.values(), self.form.key
        if self.form.problem():
            return
        asked = self.form.ask()
        char, strokes, after = values["char"].strip(), values["strokes"], (values["after"] or "").strip()

        def done(_changes: ChangeSet) -> None:
            for name, value in asked.items():
                self.form.stored(key, name, value)

        def failed(error: HuanjieError) -> None:
            for name, value in asked.items():
                self.form.refused(key, name, value)
            self._tasks.troubled.emit(error)

        self._run("设定笔画", stroke_places.place_character, char, strokes, after).then(done, failed)

    def restore(self) -> None:
        """Put the chosen character back where the program has it."""
        row = self._chosen()
        if row is not None and row.place is not None:
            self._run("恢复笔画", stroke_places.restore_character, row.char)

    def choose(self, char: str) -> None:
        """Choose a character of the table."""
        at = next((at for at, row in enumerate(self.model.rows) if row.char == char), None)
        if at is not None:
            self.table.setCurrentIndex(self.model.index(at, 0))

    def _chosen(self) -> PlacedCharacter | None:
        index = self.table.currentIndex()
        row: PlacedCharacter | None = self.model.row_at(index.row()) if index.isValid() else None
        return row

    def _on_read(self, rows: list[PlacedCharacter]) -> None:
        kept = self._chosen()
        self.model.set_rows(rows)
        if kept is not None:
            self.choose(kept.char)
        self._show()

    def _show(self, *_indexes: object) -> None:
        row = self._chosen()
        allow(self.restore_button, row is not None and row.place is not None, NONE_PLACED)
        if row is None:
            return
        strokes, after = (row.place.strokes, row.place.after) if row.place else (row.strokes, "")
        self.form.show_record(row.char, {"char": row.char, "strokes": strokes, "after": after})
