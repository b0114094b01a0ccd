"""The dialog for a new workspace: the county, where the file goes, and a password if wanted."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import button, label
from huanjie_desktop.services.workspace import default_file_name

LEAST_PASSWORD = 8


class NewWorkspaceDialog(FormDialog):
    """新建工作文件: `today` gives the year in the file's name, `folder` is where it goes at first."""

    def __init__(self, parent: QWidget | None, folder: Path, today: date) -> None:
        super().__init__(parent, "新建工作文件", "新建")
        self._folder, self._today = folder, today
        self.county_edit = QLineEdit(placeholderText="例如 青禾县")
        self.folder_edit = QLineEdit(str(folder))
        self.folder_edit.setReadOnly(True)
        self._file = label("", "secondary")
        self.protected = QCheckBox("设置口令（打开时要输入，忘记后无法找回）")
        self.password_edit, self.repeat_edit = QLineEdit(), QLineEdit()
        row = QHBoxLayout()
        row.addWidget(self.folder_edit, 1)
        row.addWidget(button("选择", self._choose_folder, drawing="folder-open"))
        self.form.addRow("县（市、区）", self.county_edit)
        self.form.addRow("存放在", row)
        self.form.addRow("文件名", self._file)
        self.form.addRow("", self.protected)
        for title, edit in (("口令", self.password_edit), ("再输一遍", self.repeat_edit)):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            self.form.addRow(title, edit)
        self.county_edit.textChanged.connect(lambda _text: self._show_file())
        self.protected.toggled.connect(self._show_passwords)
        self._show_passwords(False)
        self._show_file()

    @property
    def county(self) -> str:
        """The county's name."""
        return self.county_edit.text().strip()

    @property
    def path(self) -> Path:
        """The file to be made."""
        return self._folder / default_file_name(self.county, self._today.year)

    @property
    def password(self) -> str:
        """The password, "" for none."""
        return self.password_edit.text() if self.protected.isChecked() else ""

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        if not self.county:
            return "请填写县（市、区）名称。"
        if any(sign in self.county for sign in '/\\:*?"<>|'):
            return '名称里不能有 / \\ : * ? " < > | 这些符号。'
        if self.path.exists():
            return f"这里已有“{self.path.name}”，请换一个文件夹。"
        if self.protected.isChecked():
            if len(self.password) < LEAST_PASSWORD:
                return f"口令至少 {LEAST_PASSWORD} 个字符。"
            if self.password != self.repeat_edit.text():
                return "两次输入的口令不一样。"
        return ""

    def _show_file(self) -> None:
        self._file.setText(self.path.name if self.county else "填写县名后自动生成")

    def _show_passwords(self, shown: bool) -> None:
        for edit in (self.password_edit, self.repeat_edit):
            self.form.setRowVisible(edit, shown)
        self.adjustSize()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "存放在", str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self.folder_edit.setText(chosen)
            self._show_file()
