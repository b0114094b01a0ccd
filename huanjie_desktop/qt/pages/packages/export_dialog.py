"""导出上报包: where to, whether numbers are masked, and who gives it to whom."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QRadioButton, QWidget

from huanjie_desktop.exchange.packages.drives import Drive
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, note
from huanjie_desktop.services.packages.contents import Details
from huanjie_desktop.services.shown.fields import EXPORT
from huanjie_desktop.services.shown.packages import drive_words


class ExportDialog(FormDialog):
    """导出上报包: `drives` are the sticks that are in; another folder may be chosen instead."""

    def __init__(self, parent: QWidget | None, title: str, drives: Sequence[Drive], details: Details) -> None:
        super().__init__(parent, f"导出上报包：{title}", "导出", EXPORT, vars(details))
        self._drives = drives
        self.target_box = QComboBox()
        self.target_box.setAccessibleName("导出到")
        for drive in drives:
            self.target_box.addItem(drive_words(drive), str(drive.path))
        if not drives:
            self.target_box.addItem("没有找到 U 盘", None)
        row = across((self.target_box, 1), button("另选文件夹", self.choose_folder), spacing=8)
        self.form.insertRow(0, "导出到", row)
        self.full_choice = QRadioButton("完整保留身份证号和手机号")
        self.masked_choice = QRadioButton("脱敏：身份证号后12位、手机号中间4位以“*”代替")
        (self.masked_choice if details.masked else self.full_choice).setChecked(True)
        choices = down(self.full_choice, self.masked_choice, label("目录首页会写明这一选择。", "secondary"))
        self.form.insertRow(1, "个人信息", choices)

    @property
    def target(self) -> Path | None:
        """The folder chosen."""
        data = self.target_box.currentData()
        return Path(data) if data else None

    @property
    def details(self) -> Details:
        """What was filled in."""
        return Details(self.masked_choice.isChecked(), **self.record.values())

    def choose_folder(self) -> None:
        """Ask for another folder."""
        chosen = QFileDialog.getExistingDirectory(self, "上报包存放在")
        if chosen:
            self.take_folder(Path(chosen))

    def take_folder(self, folder: Path) -> None:
        """Offer a folder, and choose it."""
        self.target_box.addItem(str(folder), str(folder))
        self.target_box.setCurrentIndex(self.target_box.count() - 1)

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        if self.target is None:
            return "请插入 U 盘后重新打开，或另选文件夹。"
        return super().problem()


class ExportedDialog(QDialog):
    """已导出: says where the package is, opens its folder, and is accepted where the sheet of handing over is wanted."""

    def __init__(self, parent: QWidget | None, folder: Path, *, on_stick: bool) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setWindowTitle("上报包已导出")
        self.setMinimumWidth(theme.px(520))
        mark = QLabel()
        mark.setPixmap(icons.icon("circle-check", "done").pixmap(theme.px(20), theme.px(20)))
        head = across(mark, (label("已写好，逐个文件核对无误", "heading"), 1), spacing=8)
        where = label(str(folder), wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        first = "请先在系统中安全弹出 U 盘，再拔出。" if on_stick else "上报包在本机硬盘上，用后请及时删除。"
        words = note(f"{first}交接单可以现在打印，也可以以后从“已导出”里打印。")
        self.folder_button = button("打开文件夹", self.open_folder, drawing="folder-open")
        self.print_button = button("打印交接单", self.accept, drawing="printer", look="primary")
        self.print_button.setDefault(True)
        foot = across(self.folder_button, STRETCH, button("关闭", self.reject), self.print_button, spacing=8)
        down(head, where, words, foot, on=self, margins=(24, 20, 24, 16), spacing=12)
        self.print_button.setFocus()

    def open_folder(self) -> None:
        """Show the package in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
