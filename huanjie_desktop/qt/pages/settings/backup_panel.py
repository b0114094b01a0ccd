"""The panel 备份 of the page 设置: the table of backups, and making, looking into and restoring them; 检查数据."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QWidget

from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import NUMBER, TEXT, RowsModel, TableColumn
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.settings.restore_dialog import RestoreDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, down, framed, label, note
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.safekeeping import backups
from huanjie_desktop.services.safekeeping.backups import BackupPreview, BackupState, Restored
from huanjie_desktop.services.safekeeping.second_folder import Kept, set_second, where_kept
from huanjie_desktop.services.safekeeping.soundness import check_backups, check_content
from huanjie_desktop.services.shown.backups import (
    KEPT,
    ListedBackups,
    backups_in_words,
    list_backups,
    reason_of,
    size_of,
    soundness_of,
)

FEWEST_ROWS, MOST_ROWS = 3, 7
MOST_TOLD = 12
Steps = Iterator[BackupState | None]


def _column(head: str, show: Callable[[BackupState], str], width: int, kind: str = TEXT) -> TableColumn:
    return TableColumn(head, show, kind=kind, width=width, tip=lambda state: str(state.backup.file), tint=_tint)


def _tint(state: BackupState) -> QColor | None:
    return theme.colour("error") if state.sound is False else None


COLUMNS = (
    _column("时间", lambda state: f"{state.backup.at:%Y.%m.%d %H:%M}", 170),
    _column("缘由", reason_of, 200),
    _column("大小", size_of, 90, NUMBER),
    _column("核对", soundness_of, 150),
)


class BackupPanel(QWidget):
    """备份: `restored` says that another file stands in the place of the one that the pages have read."""

    restored = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._path, self._folder = Path(), Path()
        self._steps: Steps | None = None  # the reading that goes on, in the second worker's hands
        self.restore_button = button("恢复……", self.look_into, drawing="history")
        self.folder_button = button("打开备份文件夹", self._show_folder, drawing="folder-open")
        self.model = RowsModel(COLUMNS, self, key=lambda state: state.path)
        self.table = self._make_table()
        self.newest = label("", wrap=True)
        self.read_button = button("", self._stop_or_go_on)
        tasks.closing.connect(self.stop)
        tasks.kept.connect(self._on_kept)
        row = across(
            button("立即备份", self.back_up, drawing="save"),
            button("留存备份……", self.keep, tip="取一个名称，长期保留"),
            self.restore_button,
            self.folder_button,
            STRETCH,
            button("检查数据", self.check, drawing="shield-check"),
        )
        self.form, self.room, self.second = RecordForm(KEPT), note(""), note("")
        self.form.write_with(tasks, "设置备份上限", backups.set_one)
        self.form.told.connect(lambda *_told: self.read())
        self.drop_button = button("不用", lambda: self._set_second(None))
        for each in (button("选择……", self._choose_second, drawing="folder-open"), self.drop_button):
            self.form.row_of("second").addWidget(each)
        words = "打开、关闭、导入、升级和恢复前自动备份，使用中每半小时一次；最近两个工作日的全部保留，更早的按日、周、月保留。"
        top = across((self.newest, 1), self.read_button)
        down(framed("备份", top, self.table, row, note(words), self.form, self.room, self.second), on=self, margins=0)
        self._enable()

    def read(self) -> None:
        """List the backups, and read through those that have not been since they are as they are."""
        self._tasks.ask("读取备份", where_kept).then(self._list)

    def _list(self, kept: Kept) -> None:
        self._tasks.beside.run("读取备份", lambda _none, _p: list_backups(kept), self._on_listed)

    def stop(self) -> None:
        """Leave the rest unread."""
        self._steps = None
        self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: stop; the next showing goes on."""
        super().hideEvent(event)
        if not event.spontaneous():  # the window was not only minimised
            self.stop()

    def back_up(self) -> None:
        """Write a backup now."""
        self._tasks.ask("备份", backups.back_up_now).then(self._on_backed_up)

    def keep(self) -> None:
        """Ask for a name and write a backup that is kept for good."""
        name = ask_dialog(NameDialog(self.window(), "留存备份", "备份", "名称"), lambda closed: closed.text)
        if name is not None:
            self._tasks.ask("备份", backups.back_up_now, name).then(self._on_backed_up)

    def look_into(self) -> None:
        """Show what the chosen backup holds, and restore it if that is wanted."""
        state = self._chosen()
        if state is not None:
            self._tasks.ask("查看备份", backups.preview_backup, state.backup.file).then(self._on_previewed)

    def check(self) -> None:
        """Look through the file, then through its backups, which makes no edit wait."""
        self._tasks.run("检查数据", check_content, self._on_content_checked)

    def _on_content_checked(self, found: Sequence[Finding]) -> None:
        path = self._path
        self.newest.setText("正在逐份核对备份……")
        self._tasks.beside.run("检查数据", lambda _none, p: [*found, *check_backups(path, p)], self._on_checked)

    def _on_kept(self) -> None:
        if self.isVisible():
            self.read()

    def _on_listed(self, read: ListedBackups) -> None:
        newest = self.model.rows[0].backup if self.model.rows else None
        self._path, self._folder, states = read.path, read.folder, read.states
        self.form.show_record(True, read.kept)
        self.room.setText(read.room)
        self.second.setText(read.second)
        allow(self.drop_button, bool(read.kept["second"]), "没有设置第二备份文件夹。")
        self.model.set_rows(states)
        if states and states[0].backup != newest:
            self.table.selectRow(0)
        rows = min(max(len(states), FEWEST_ROWS), MOST_ROWS)
        self.table.setFixedHeight(theme.px(28) * (rows + 1) + 4)
        self._go_on()

    def _go_on(self) -> None:
        self._steps = backups.read_through(self.model.rows) if self._unread() else None
        self._say()
        self._ask_on()

    def _ask_on(self) -> None:
        steps = self._steps
        if steps is not None:
            self._tasks.beside.run(
                "核对备份",
                lambda _none, _p: backups.read_on(steps),
                lambda answer: self._on_some_read(steps, *answer),
                lambda _cancelled: self.stop(),
                owner=self,
            )

    def _on_some_read(self, steps: Steps, found: Sequence[BackupState], over: bool) -> None:
        if steps is not self._steps:
            return
        read = {each.path: each for each in found}
        if read:
            self.model.set_rows([read.get(each.path, each) for each in self.model.rows])
        if over or not self._unread():
            self._steps = None
        self._say()
        self._ask_on()

    def _stop_or_go_on(self) -> None:
        if self._steps is None:
            self._go_on()
        else:
            self.stop()

    def _unread(self) -> bool:
        return any(each.unread for each in self.model.rows)

    def _say(self) -> None:
        self.newest.setText(backups_in_words(self.model.rows, self._steps is not None))
        self.read_button.setText("停止核对" if self._steps is not None else "继续核对")
        self.read_button.setVisible(self._unread())
        self._enable()

    def _on_backed_up(self, _done: object) -> None:
        self._tasks.kept.emit()

    def _on_previewed(self, preview: BackupPreview) -> None:
        file = ask_dialog(RestoreDialog(self.window(), preview), lambda _closed: preview.backup.file)
        if file is not None:
            self._tasks.run(
                "恢复备份", lambda workspace, p: backups.restore_backup(workspace, file, p), self._on_restored
            )

    def _on_restored(self, done: Restored) -> None:
        kept = "恢复前的数据已另存为一份备份（恢复前）。"
        messages.say(self.window(), f"已恢复到 {done.backup.at:%Y.%m.%d %H:%M} 的备份。", kept)
        self.restored.emit()

    def _on_checked(self, findings: Sequence[Finding]) -> None:
        if findings:
            told = [each.text for each in findings[:MOST_TOLD]]
            messages.say(self.window(), f"发现 {len(findings)} 处问题。", "\n".join(told))
        else:
            messages.say(self.window(), "检查无误。", "文件的结构、改动记录和所有备份都完好。")
        self.read()

    def _chosen(self) -> BackupState | None:
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def _enable(self) -> None:
        state = self._chosen()
        broken = "这份备份已损坏，不能恢复。" if state is not None else "请先在表中选一份备份。"
        allow(self.restore_button, state is not None and state.sound is not False, broken)
        allow(self.folder_button, bool(self.model.rows), "还没有备份。")
        self.table.setVisible(bool(self.model.rows))

    def _choose_second(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), "第二备份文件夹", self.form.value("second"))
        if chosen:
            self._set_second(Path(chosen))

    def _set_second(self, folder: Path | None) -> None:
        self._tasks.ask("设置第二备份文件夹", set_second, folder).then(self._on_backed_up)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _make_table(self) -> EditTable:
        table = EditTable(self.model, "备份清单", 1, whole_rows=True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().setDefaultSectionSize(theme.px(28))
        table.horizontalHeader().setFixedHeight(theme.px(28))
        table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        table.doubleClicked.connect(lambda _index: self.look_into())
        return table
