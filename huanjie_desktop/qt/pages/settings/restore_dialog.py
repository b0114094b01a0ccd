"""恢复备份: what the chosen backup holds and what would change, before it takes the place of what is here now."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import STRETCH, down, label, named, note, scrolled
from huanjie_desktop.services.safekeeping.backups import KINDS, BackupPreview, describe_difference
from huanjie_desktop.services.shown.backups import changes_since

SHOWN_CHANGES = 5


class RestoreDialog(FormDialog):
    """Shows a preview and asks whether to go on."""

    def __init__(self, parent: QWidget | None, preview: BackupPreview) -> None:
        super().__init__(parent, "恢复备份", "恢复")
        self.setMinimumWidth(theme.px(680))
        backup = preview.backup
        self.form.addRow(label(f"恢复到 {backup.at:%Y.%m.%d %H:%M} 的备份（{backup.reason}）", "heading"))
        self.form.addRow(label(changes_since(preview), wrap=True))
        area = scrolled(self._make_table(preview))
        area.setMinimumHeight(theme.px(300))
        self.form.addRow(area)
        self.form.addRow(note("现在的数据会先另存为一份备份（恢复前），需要时可以再恢复回来。"))

    def _make_table(self, preview: BackupPreview) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(2, 1)
        for at, head in enumerate(("内容", "备份里有", "恢复后的变化")):
            grid.addWidget(label(head, "secondary"), 0, at)
        differences = preview.differences or {}
        for table, (title, unit) in KINDS.items():
            count, difference = preview.counts.get(table, 0), differences.get(table)
            if count or difference:
                row = grid.rowCount()
                grid.addWidget(label(title), row, 0)
                grid.addWidget(_number(f"{count} {unit}"), row, 1)
                said = describe_difference(difference) if difference else "不变"
                grid.addWidget(label(said, "" if difference else "secondary", wrap=True), row, 2)
        entries = preview.last_changes[:SHOWN_CHANGES]
        moments = [entry.at[:16].replace("T", " ").replace("-", ".") for entry in entries]
        last = [label(f"{at}　{entry.actor}　{entry.label}") for at, entry in zip(moments, entries, strict=True)]
        body = named(QWidget(), "page")
        down(grid, 8, label("备份里最后的改动", "secondary"), *last, STRETCH, on=body, margins=(12, 8, 12, 8))
        return body


def _number(text: str) -> QLabel:
    made = label(text)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
