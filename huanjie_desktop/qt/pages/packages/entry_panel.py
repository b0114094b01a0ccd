"""The side panel of the page 上报: the entry chosen, its papers, and the files attached to it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from huanjie_desktop.qt.models.packages import STATE_WORDS
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import across, button, down, label, named
from huanjie_desktop.services.shown.packages import EntryRow


class EntryPanel(QFrame):
    """条目: `attach_asked` and `rosters_asked` are about the entry shown, `remove_asked` carries a paper's id."""

    attach_asked = Signal()
    remove_asked = Signal(str)
    rosters_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "sidePanel")
        self._title = label("", "heading", wrap=True)
        self._state = label("", "secondary", wrap=True)
        self.papers = QListWidget()
        self.papers.setAccessibleName("本项材料")
        self.papers.setWordWrap(True)
        self.attached = QListWidget()
        self.attached.setAccessibleName("附件")
        self.attached.setWordWrap(True)
        for each in (self.papers, self.attached):
            each.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.attached.currentRowChanged.connect(lambda _row: self._enable())
        self.attach_button = button("附上文件", self.attach_asked.emit, drawing="file-plus")
        self.remove_button = button("移除附件", self._ask_remove, drawing="trash-2")
        self.rosters_button = button("选定名册", self.rosters_asked.emit, drawing="table-2")
        layout = down(
            self._title,
            self._state,
            label("程序打印的材料", "secondary"),
            (self.papers, 1),
            self.rosters_button,
            8,
            label("附上的文件", "secondary"),
            (self.attached, 1),
            on=self,
            margins=(16, 12, 16, 12),
            spacing=8,
        )
        row = across(self.attach_button, self.remove_button)
        layout.addLayout(row)
        self.show_entry(None)

    def show_entry(self, entry: EntryRow | None) -> None:
        """Show another entry, None for none."""
        self._title.setText(f"{entry.number:02d}　{entry.title}" if entry else "没有选中条目")
        self._state.setText(STATE_WORDS[entry.state] if entry else "")
        self.papers.clear()
        self.attached.clear()
        if entry is not None:
            for title in entry.papers:
                self._add(self.papers, title, "circle-check", "done")
            for text in entry.missing:
                self._add(self.papers, f"缺：{text}", "triangle-alert", "warning")
            for paper_id, name, size in entry.attached:
                row = self._add(self.attached, f"{name}（{_size(size)}）", "file-text", "secondary")
                row.setData(Qt.ItemDataRole.UserRole, paper_id)
        self.rosters_button.setVisible(bool(entry and entry.roster_kinds))
        self.attach_button.setEnabled(entry is not None)
        self._enable()

    def _add(self, to: QListWidget, text: str, drawing: str, tint: str) -> QListWidgetItem:
        row = QListWidgetItem(icons.icon(drawing, tint), text)
        row.setToolTip(text)
        to.addItem(row)
        return row

    def _ask_remove(self) -> None:
        row = self.attached.currentItem()
        if row is not None:
            self.remove_asked.emit(str(row.data(Qt.ItemDataRole.UserRole)))

    def _enable(self) -> None:
        self.remove_button.setEnabled(self.attached.currentItem() is not None)


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.1f}MB" if count >= 1024 * 1024 else f"{max(1, count // 1024)}KB"
