"""The only message boxes: calm sentences, verbs on the buttons, and the report of a bug."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QThread, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from huanjie_desktop.domain.errors import Cancelled, HuanjieError, WorldError, os_reason
from huanjie_desktop.qt.opening import run_dialog, show_dialog
from huanjie_desktop.services.safekeeping.bug_report import write_report


def tell(parent: QWidget | None, error: HuanjieError) -> None:
    """Say what happened and what to do; a cancelled action needs no box, since the user asked for it."""
    if isinstance(error, Cancelled):
        return
    box = _box(parent, QMessageBox.Icon.Warning, error.text, error.advice)
    box.setWindowTitle("没有做成" if isinstance(error, WorldError) else "请看一下")
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    show_dialog(box)


def say(parent: QWidget | None, text: str, advice: str = "") -> None:
    """Say something that the user has to know before going on."""
    box = _box(parent, QMessageBox.Icon.Information, text, advice)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    show_dialog(box)


def ask(parent: QWidget | None, question: str, verb: str, advice: str = "") -> bool:
    """Ask before something that deserves it; the button carries the verb, Esc and the other button mean no."""
    box = _box(parent, QMessageBox.Icon.Question, question, advice)
    go = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton("不" + verb if len(verb) <= 2 else "返回", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    return run_dialog(box, lambda closed: closed.clickedButton() is go)


def choose(parent: QWidget | None, question: str, verbs: Sequence[str], advice: str = "") -> str:
    """Ask which of several things to do; return its verb, the last one for Esc: it changes nothing."""
    box = _box(parent, QMessageBox.Icon.Question, question, advice)
    offered = [box.addButton(verb, QMessageBox.ButtonRole.ActionRole) for verb in verbs]
    box.setDefaultButton(offered[0])
    box.setEscapeButton(offered[-1])
    return run_dialog(box, lambda closed: closed.clickedButton().text())


def report_bug(parent: QWidget | None, error: BaseException) -> Path | None:
    """Write the report, say where it is and that the entries are safe; return its path, None if not written."""
    try:
        path = write_report(error, datetime.now().astimezone())
    except OSError as fault:
        where, path = f"报告没有写成（{os_reason(fault)}）。", None
    else:
        where = f"报告在 {path}，只记程序的位置，不含任何人员信息。"
    if QApplication.instance() is None or QThread.currentThread() is not QApplication.instance().thread():  # type: ignore[union-attr]
        return path
    box = _box(
        parent,
        QMessageBox.Icon.Warning,
        "程序在这一步出了错，已录入的内容都在。",
        where + "可以继续使用，或关闭后重新打开。",
    )
    box.setWindowTitle("程序出错")
    show = box.addButton("打开报告位置", QMessageBox.ButtonRole.ActionRole) if path else None
    on = box.addButton("继续使用", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(on)
    box.setEscapeButton(on)
    wanted = run_dialog(box, lambda closed: closed.clickedButton() is show)
    if path is not None and wanted:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
    return path


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str, advice: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle("换届工作台")
    box.setText(text)
    box.setInformativeText(advice)
    return box
