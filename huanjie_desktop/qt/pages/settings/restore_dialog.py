"""恢复备份: what the chosen backup holds and what would change, before it takes the place of what is here now."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import label, named
from huanjie_desktop.services.safekeeping.backups import KINDS, BackupPreview, describe_difference

SHOWN_CHANGES = 5


class RestoreDialog(FormDialog):
    """Shows a preview and asks whether to go on."""

    def __init__(self, parent: QWidget | None, preview: BackupPreview) -> None:
        super().__init__(parent, "恢复备份", "恢复")
        self.setMinimumWidth(theme.px(680))
        backup = preview.backup
        self.form.addRow(label(f"恢复到 {backup.at:%Y.%m.%d %H:%M} 的备份（{backup.reason}）", "heading"))
        self.form.addRow(label(_since(preview), wrap=True))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumHeight(theme.px(300))
        scroll.setWidget(self._make_table(preview))
        self.form.addRow(scroll)
        kept = "现在的数据会先另存为一份备份（恢复前），需要时可以再恢复回来。"
        self.form.addRow(label(kept, "secondary", wrap=True))

    def _make_table(self, preview: BackupPreview) -> QWidget:
        body = named(QWidget(), "page")
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 8, 12, 8)
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
        column.addLayout(grid)
        column.addSpacing(8)
        column.addWidget(label("备份里最后的改动", "secondary"))
        for entry in preview.last_changes[:SHOWN_CHANGES]:
            moment = entry.at[:16].replace("T", " ").replace("-", ".")
            column.addWidget(label(f"{moment}　{entry.actor}　{entry.label}"))
        column.addStretch(1)
        return body


def _since(preview: BackupPreview) -> str:
    if preview.differences is not None and not preview.differences:
        return "备份和现在的数据相同，恢复后没有变化。"
    if preview.changes_since:
        return f"这份备份之后又有 {preview.changes_since} 次改动，恢复后这些改动不再有效。"
    return "恢复后的变化如下。"


def _number(text: str) -> QLabel:
    made = label(text)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
