"""套用本单位模板: the office's own spreadsheet or document, filled for the people chosen or for the roster."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from huanjie_desktop import paths
from huanjie_desktop.domain.errors import Cancelled, HuanjieError
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import RowsModel, TableColumn
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, choice_box, down, framed, label, note, offer
from huanjie_desktop.services.shown.filling import (
    EACH,
    FillRequest,
    FillResult,
    ShownTemplate,
    done_words,
    fill,
    read_template,
)

KINDS = "模板 (*.xlsx *.docx)"
CHOSEN, ROSTER = "chosen", "roster"
WIDTH, HEIGHT, MARGIN = 980, 600, 24


class FillDialog(QDialog):
    """套用本单位模板: `chosen` are the people chosen in the table; `roster` the one shown, None over all people."""

    def __init__(
        self,
        parent: QWidget | None,
        tasks: Tasks,
        roster: Roster | None,
        chosen: Sequence[str],
        path: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._roster, self._chosen = tasks, roster, tuple(chosen)
        self.shown: ShownTemplate | None = None
        self._path: Path | None = None
        self._asked: Path | None = None
        self._filling = False
        self.setWindowTitle("套用本单位模板")
        self.file_label = label("还没有选模板", "heading", wrap=True)
        self.file_button = button("选择模板……", self._choose_file, drawing="folder-open", tip="本单位的 xlsx 或 docx")
        self.again_button = button("重新读", self._read_again, drawing="redo-2", tip="模板改过以后")
        self.words, self.wrong = note(""), label("", "error", wrap=True)
        self.whom = choice_box("填哪些人", (), lambda _value: self._show())
        self.how = choice_box("怎样存", (), lambda _value: self._show())
        self.progress = label("", "secondary", wrap=True)
        self.stop_button = button("停止", tasks.cancel)
        self.fill_button = button("填写并存为……", self.save, look="primary")
        self.copy_button = button("复制字段", self.copy_fields, drawing="copy", tip="粘贴到模板里")
        self.table = _field_table()
        for keys in ("Return", "Enter"):
            self.table.add_key(keys, self.copy_fields)
        self.table.add_key("Ctrl+C", self.copy_fields)
        self.table.doubleClicked.connect(lambda _index: self.copy_fields())
        self._lay_out()
        tasks.progressed.connect(self._on_progressed)
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        self.resize(min(theme.px(WIDTH), room.width() - MARGIN), min(theme.px(HEIGHT), room.height() - MARGIN))
        self._show()
        self.file_button.setFocus()
        self.open_path(path)

    def _lay_out(self) -> None:
        template = framed(
            "模板", self.file_label, across(self.file_button, self.again_button, STRETCH), self.words, self.wrong
        )
        people = framed("填哪些人，怎样存", self.whom, self.how)
        left = QWidget()
        foot = across(self.progress, STRETCH, self.stop_button, button("关闭", self.reject), self.fill_button)
        down(template, people, STRETCH, foot, on=left, margins=0, spacing=12)
        right = framed(
            "可用的字段",
            note("选中以后按回车或“复制字段”，再粘贴到模板的格里。家庭、简历所在的一行，有几条就重复几行。"),
            (self.table, 1),
            across(STRETCH, self.copy_button),
        )
        across((left, 5), (right, 6), on=self, margins=(16, 14, 16, 14), spacing=14)

    # the template

    def _choose_file(self) -> None:
        folder = self._path.parent if self._path is not None else paths.documents_folder()
        name, _kind = QFileDialog.getOpenFileName(self, "选择本单位的模板", str(folder), KINDS)
        if name:
            self.open_path(Path(name))

    def _read_again(self) -> None:
        self.open_path(self._path)

    def open_path(self, path: Path | None) -> None:
        """Look at a template, or list the fields alone."""
        self._asked = path
        roster_id = self._roster.id if self._roster is not None else ""
        asked = self._tasks.ask("读取模板", read_template, path, roster_id).owned_by(self)
        asked.then(lambda shown: self._on_read(path, shown), lambda error: self._on_failed(path, error))

    def _on_read(self, path: Path | None, shown: ShownTemplate) -> None:
        if path != self._asked:
            return  # another one is wanted since
        first, other = self.shown is None, path != self._path
        self.shown, self._path = shown, path
        if first or len(shown.fields) != self.table.grid.count:
            self.table.grid.set_rows(list(shown.fields))
        self._show()
        if other:
            self._suggest(shown)
        if path is not None:
            (self.fill_button if self.fill_button.isEnabled() else self.file_button).setFocus()

    def _on_failed(self, path: Path | None, error: HuanjieError) -> None:
        if path == self._asked:
            messages.tell(self, error)

    # what is shown

    def _suggest(self, shown: ShownTemplate) -> None:
        """Offer the whole roster for a list, unless several are chosen, and those chosen for a form."""
        listed = shown.look is not None and shown.look.listed
        place = self.whom.findData(ROSTER if listed and len(self._chosen) < 2 else CHOSEN)
        if place >= 0:
            self.whom.setCurrentIndex(place)
        self._show()

    def _people(self) -> tuple[str, ...]:
        everybody = self.shown.roster_people if self.shown is not None else ()
        return self._chosen if self.whom.currentData() == CHOSEN else everybody

    def _show(self) -> None:
        shown = self.shown
        everybody = len(shown.roster_people) if shown is not None else 0
        whom = [(CHOSEN, f"表格里选中的 {len(self._chosen)} 人")] if self._chosen else []
        if self._roster is not None:
            whom.append((ROSTER, f"“{self._roster.name}”全部 {everybody} 人"))
        offer(self.whom, whom)
        people = self._people()
        offer(self.how, shown.ways(len(people)) if shown is not None else [])
        self.file_label.setText(self._path.name if self._path is not None else "还没有选模板")
        self.words.setText(shown.words if shown is not None else "")
        wrong = shown.wrong if shown is not None else ""
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        self.again_button.setEnabled(self._path is not None and not self._filling)
        self.file_button.setEnabled(not self._filling)
        ready = shown is not None and shown.look is not None and not wrong and bool(people)
        self.fill_button.setEnabled(ready and not self._filling)
        self.fill_button.setText(f"填写 {len(people)} 人并存为……" if people else "填写并存为……")
        self.stop_button.setVisible(self._filling)
        if not self._filling:
            self.progress.setText("")

    def _on_progressed(self, _label: str, done: int, total: int, words: str) -> None:
        if self._filling:
            self.progress.setText(words if total <= 0 else f"{words}（{done} / {total}）")

    def copy_fields(self) -> None:
        """Put the fields chosen on the clipboard, as a template has them."""
        chosen = [self.table.grid.row_at(at).written for at in self.table.chosen_rows()]
        if chosen:
            QGuiApplication.clipboard().setText("\n".join(chosen))
            self.table.say(f"已复制{chosen[0]}" + (f"等{len(chosen)}个字段" if len(chosen) > 1 else ""))

    # filling

    def save(self) -> None:
        """Ask where it is to be saved, and fill."""
        path = self._path
        if path is None or not self.fill_button.isEnabled():
            return
        each = self.how.currentData() == EACH
        start = str(path.with_name(f"{path.stem}（已填）{path.suffix}"))
        if each:
            name = QFileDialog.getExistingDirectory(self, "选择一个空文件夹，每人存一个文件", str(path.parent))
        else:
            kind = f"{path.suffix[1:]} 文件 (*{path.suffix})"
            name, _kind = QFileDialog.getSaveFileName(self, "填好以后存为", start, kind)
        if name:
            target = Path(name)
            if not each and target.suffix.lower() != path.suffix.lower():
                target = target.with_name(target.name + path.suffix)
            self.save_to(target, each=each)

    def save_to(self, target: Path, *, each: bool) -> None:
        """Fill the template into a file, or into a folder."""
        assert self._path is not None  # its button is off without
        request = FillRequest(self._path, target, self._people(), self._roster.id if self._roster else "", each)
        self._filling = True
        self._tasks.run(
            "套用模板",
            lambda workspace, progress: fill(workspace, request, progress),
            self._on_filled,
            self._on_not_filled,
            owner=self,
        )
        self._show()

    def _on_filled(self, result: FillResult) -> None:
        self._filling = False
        self._show()
        messages.say(self, *done_words(result))

    def _on_not_filled(self, error: HuanjieError) -> None:
        self._filling = False
        self._show()
        if not isinstance(error, Cancelled):
            messages.tell(self, error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter closes nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close; what is being filled is stopped."""
        if self._filling:
            self._tasks.cancel()
        super().reject()


def _field_table() -> EditTable:
    columns = (
        TableColumn("字段", lambda row: row.written, width=220),
        TableColumn("属于", lambda row: row.group, width=64),
        TableColumn("说明", lambda row: row.meaning, width=160, tip=lambda row: row.meaning),
    )
    return EditTable(RowsModel(columns, key=lambda row: row.name), "可用的字段", 2, whole_rows=True)
