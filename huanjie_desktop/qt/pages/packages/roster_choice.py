"""选定名册: which rosters go into a package, by ticks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import label
from huanjie_desktop.services.shown.packages import RosterChoice


class RosterChoiceDialog(FormDialog):
    """选定名册: without a tick of a kind the names decide again."""

    def __init__(self, parent: QWidget | None, title: str, choices: Sequence[RosterChoice]) -> None:
        super().__init__(parent, f"选定名册：{title}", "选定")
        self._choices = choices
        self.list = QListWidget()
        self.list.setAccessibleName("名册")
        for choice in choices:
            row = QListWidgetItem(choice.name)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked if choice.chosen else Qt.CheckState.Unchecked)
            self.list.addItem(row)
        self.form.addRow(self.list)
        words = "一份都不勾，就按名册名称里的地名来定。"
        self.form.addRow(label(words, "secondary", wrap=True))

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The ids of the ticked rosters by kind."""
        found: dict[str, list[str]] = {choice.kind: [] for choice in self._choices}
        for at, choice in enumerate(self._choices):
            if self.list.item(at).checkState() is Qt.CheckState.Checked:
                found[choice.kind].append(choice.id)
        return found
