"""A record form on a bench, with a field of every kind."""

from datetime import date, time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.widgets.record_field import DayPicker
from huanjie_desktop.qt.widgets.record_form import RecordForm
from tests.qt import keys

Key = Qt.Key


SPECS = (
    FieldSpec("unit", "召开单位", needed="请填写召开单位。"),
    FieldSpec("ordinal", "届次", "count", prefix="第", suffix="次", least=1, most=999),
    FieldSpec("start", "开始日期", "day"),
    FieldSpec("end", "结束日期", "day", beside=True),
    FieldSpec("clock", "开始时间", "clock", beside=True),
    FieldSpec("venue", "地点", placeholder="例如 县会议中心"),
    FieldSpec("level", "层级", "choice", choices=(("county", "县"), ("town", "乡镇"), (None, "未定"))),
    FieldSpec("open", "公开", "tick"),
    FieldSpec("words", "说明", "long", note="印在封底。"),
)


ONE = {
    "unit": "青禾县",
    "ordinal": 12,
    "start": date(2026, 7, 26),
    "end": date(2026, 7, 28),
    "clock": time(9),
    "venue": "县会议中心",
    "level": "county",
    "open": True,
    "words": "第一行\n第二行",
}


TWO: dict[str, Any] = {"unit": "柳河镇", "ordinal": 3}


class Bench(QWidget):
    """A form with a button to leave to, and what it has told."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__()
        self.form = form
        self.told: list[tuple[Any, str, Any]] = []
        self.lost: list[str] = []
        form.told.connect(lambda *change: self.told.append(change))
        form.lost.connect(self.lost.append)
        self.away = QPushButton("别处")
        layout = QVBoxLayout(self)
        layout.addWidget(form)
        layout.addWidget(self.away)

    def text(self, name: str) -> str:
        edit = self.form.edits[name]
        return edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()  # type: ignore[union-attr]

    def line(self, name: str) -> QLineEdit:
        edit = self.form.edits[name]
        assert isinstance(edit, QLineEdit)
        return edit

    def box(self, name: str = "level") -> QComboBox:
        edit = self.form.edits[name]
        assert isinstance(edit, QComboBox)
        return edit


def fronted(qtbot: QtBot, form: RecordForm) -> Bench:
    bench = Bench(form)
    qtbot.addWidget(bench)
    bench.show()
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow)
    bench.away.setFocus()
    return bench


def retype(qtbot: QtBot, bench: Bench, name: str, text: str) -> None:
    keys.retype(qtbot, bench.form.edits[name], text)


def picker(qtbot: QtBot) -> DayPicker:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), DayPicker))
    found = QApplication.activePopupWidget()
    assert isinstance(found, DayPicker)
    return found
