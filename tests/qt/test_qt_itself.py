"""The installed Qt binding itself: what would end a window that is open all day."""

import sys

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.widgets import theme

CALLS = 500


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
@pytest.mark.slow
def test_calls_without_a_result_keep_the_references_to_none(qapp: QApplication) -> None:
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        qapp.processEvents()
    assert abs(sys.getrefcount(None) - before) < CALLS // 2


def test_qts_dialogs_speak_chinese(qtbot: QtBot, qapp: QApplication) -> None:
    assert theme.translate(qapp)
    files = QFileDialog()
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(files)
    files.show()
    shown: list[QLabel | QAbstractButton] = [*files.findChildren(QLabel), *files.findChildren(QAbstractButton)]
    words = [each.text() for each in shown if each.text()]
    assert words  # another Qt has other words, all of them Chinese
    assert [each for each in words if each.isascii()] == []
