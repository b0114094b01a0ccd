"""The dialog for a new workspace: the county, where the file goes, and a password unless it is declined."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import button, label, note
from huanjie_desktop.services.safekeeping.protection import password_problem
from huanjie_desktop.services.shown.desk import NEW_WORKSPACE, WITH_PASSWORD, WITHOUT_PASSWORD
from huanjie_desktop.services.workspace import default_file_name


class NewWorkspaceDialog(FormDialog):
    """新建工作文件: `today` gives the year in the file's name, `folder` is where it goes at first."""

    def __init__(self, parent: QWidget | None, folder: Path, today: date) -> None:
        begin = {"folder": str(folder), "protected": True}
        super().__init__(parent, "新建工作文件", "新建", NEW_WORKSPACE, begin)
        self._today = today
        self._file = label("", "secondary")
        self.record.row_of("folder").addWidget(button("选择", self._choose_folder, drawing="folder-open"))
        self.form.insertRow(2, "文件名", self._file)
        self._about = note(WITH_PASSWORD)
        self.form.insertRow(4, "", self._about)
        self.record.edited.connect(lambda _name: self._follow())
        self._follow()

    @property
    def county(self) -> str:
        """The county's name."""
        return str(self.record.value("county") or "")

    @property
    def path(self) -> Path:
        """The file to be made."""
        return Path(self.record.value("folder")) / default_file_name(self.county, self._today.year)

    @property
    def password(self) -> str:
        """The password, "" for none."""
        return str(self.record.value("password")) if self.record.value("protected") else ""

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        wrong = super().problem()
        if wrong:
            return wrong
        if self.path.exists():
            return f"这里已有“{self.path.name}”，请换一个文件夹。"
        if self.record.value("protected"):
            return password_problem(self.password, str(self.record.value("repeat")))
        return ""

    def _follow(self) -> None:
        self._file.setText(self.path.name if self.county else "填写县名后自动生成")
        protected = bool(self.record.value("protected"))
        self._about.setText(WITH_PASSWORD if protected else WITHOUT_PASSWORD)
        for name in ("password", "repeat"):
            self.record.set_shown(name, protected)
        QTimer.singleShot(0, self, self.adjustSize)  # once the rows that are hidden have left their room

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "存放在", self.record.value("folder"))
        if chosen:
            self.record.put("folder", chosen)
            self._follow()
