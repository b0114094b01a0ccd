"""The side panel of the page 上报: the entry chosen, its papers, and the files attached to it."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.choice_list import NONE, Choice, ChoiceList
from huanjie_desktop.qt.widgets.parts import across, allow, button, down, label, named
from huanjie_desktop.services.shown.packages import STATE_WORDS, EntryRow, attached_words


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
        self.papers, self.attached = ChoiceList("本项材料", 0), ChoiceList("附件", 0)
        for each in (self.papers, self.attached):
            each.setWordWrap(True)
            each.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.attached.currentRowChanged.connect(lambda _row: self._enable())
        self.attach_button = button("附上文件", self.attach_asked.emit, drawing="file-plus")
        self.remove_button = button("移除附件", self._ask_remove, drawing="trash-2")
        self.rosters_button = button("选定名册、测评", self.rosters_asked.emit, drawing="table-2")
        down(
            self._title,
            self._state,
            label("程序打印的材料", "secondary"),
            (self.papers, 1),
            self.rosters_button,
            8,
            label("附上的文件", "secondary"),
            (self.attached, 1),
            across(self.attach_button, self.remove_button),
            on=self,
            margins=(16, 12, 16, 12),
            spacing=8,
        )
        self.show_entry(None)

    def show_entry(self, entry: EntryRow | None) -> None:
        """Show another entry, None for none."""
        self._title.setText(f"{entry.number:02d}　{entry.title}" if entry else "没有选中条目")
        self._state.setText(STATE_WORDS[entry.state] if entry else "")
        papers, missing, attached = (entry.papers, entry.missing, entry.attached) if entry else ((), (), ())
        rows = [Choice(f"+{title}", title, icon=("circle-check", "done")) for title in papers]
        rows += [Choice(f"-{text}", f"缺：{text}", icon=("triangle-alert", "warning")) for text in missing]
        self.papers.show_rows(rows, otherwise=NONE)
        files = [
            Choice(id_, attached_words(name, size), icon=("file-text", "secondary")) for id_, name, size in attached
        ]
        self.attached.show_rows(files, otherwise=NONE)
        self.rosters_button.setVisible(bool(entry and entry.roster_kinds))
        allow(self.attach_button, entry is not None, "请先在中间选中一项材料。")
        self._enable()

    def _ask_remove(self) -> None:
        if self.attached.chosen_id():
            self.remove_asked.emit(self.attached.chosen_id())

    def _enable(self) -> None:
        chosen = self.attached.currentItem() is not None
        allow(self.remove_button, chosen, "请先在上面选中要移除的文件。")
