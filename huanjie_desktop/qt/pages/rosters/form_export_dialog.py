"""导出审批表: whose, in which version and under which names; and what was written, with what could not be."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label
from huanjie_desktop.services.people.form_request import ExportedForms, FormExport
from huanjie_desktop.services.shown.form_export import Group, export_fields, report_of, request_of


class FormExportDialog(FormDialog):
    """导出 lrmx: `groups` are whom the forms can be of, the first is offered."""

    def __init__(self, parent: QWidget | None, groups: Sequence[Group]) -> None:
        self._groups = groups
        words = "来时就是 lrmx 的，照原文件导出，只改动在这里改过的内容；其他人另写一份。"
        super().__init__(parent, "导出审批表（lrmx）", "选择文件夹", export_fields(groups), words=words)

    def request(self, folder: Path) -> FormExport:
        """Return what was chosen, to be written into a folder."""
        return request_of(self._groups, self.record.values(), folder)


class ExportedFormsDialog(QDialog):
    """已导出: how many, where, and what could not be written as it came."""

    def __init__(self, parent: QWidget | None, folder: Path, done: ExportedForms) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setWindowTitle("审批表已导出")
        self.setMinimumWidth(theme.px(520))
        said, lost = report_of(done)
        where = label(str(folder), wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        parts: list[QWidget] = [label(said, "heading", wrap=True), where]
        if lost:
            report = QPlainTextEdit("\n".join(lost))
            report.setReadOnly(True)
            report.setAccessibleName("没有照原样写出的")
            parts += [label("没有照原样写出的：", "secondary"), report]
        self.folder_button = button("打开文件夹", self.open_folder, drawing="folder-open")
        close = button("关闭", self.accept, look="primary")
        close.setDefault(True)
        foot = across(self.folder_button, STRETCH, close, spacing=8)
        down(*parts, foot, on=self, margins=(24, 20, 24, 16), spacing=12)
        close.setFocus()

    def open_folder(self) -> None:
        """Show the files in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
