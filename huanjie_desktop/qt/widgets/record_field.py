"""One field of a record form: its widget, what the keys do in it, and what is written against what is typed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from huanjie_desktop.domain.record_fields import FieldSpec, FieldState
from huanjie_desktop.qt.opening import open_menu
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import StillBox

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)  # the focus comes back by itself
_WIDTHS = {"day": 136, "clock": 76, "count": 76, "mm": 76}


class _LongText(QPlainTextEdit):
    """A field of several lines."""

    def __init__(self, lines: int, placeholder: str) -> None:
        super().__init__(placeholderText=placeholder, tabChangesFocus=True)
        self._lines = lines
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Be as high as the lines."""
        height = self.fontMetrics().lineSpacing() * self._lines + theme.px(18)
        self.setFixedHeight(height)
        self.setStyleSheet(f"QPlainTextEdit {{ min-height: {height - theme.px(10)}px; }}")  # not one field's, as all


class Field(QObject):
    """One field: its widget, and what is known of its value. `year` gives that of a day that is typed without one."""

    edited = Signal()
    left = Signal(bool)  # whether by Enter

    def __init__(self, spec: FieldSpec, year: Callable[[], int], parent: QObject) -> None:
        super().__init__(parent)
        self.spec, self._year = spec, year
        self.state = FieldState()
        self.wrong = ""
        self._composing = self._stepping = self._by_mouse = False
        self.widget = self._make()
        self.widget.setAccessibleName(spec.title)
        self.widget.setToolTip(spec.tip)
        width = spec.width or _WIDTHS.get(spec.kind, 0)
        if width:
            self.widget.setFixedWidth(theme.px(width))
        self.widget.installEventFilter(self)
        self.lock(spec.read_only)

    def _make(self) -> QLineEdit | QPlainTextEdit | QComboBox | QCheckBox:
        spec = self.spec
        if spec.kind == "long":
            text = _LongText(spec.lines, spec.placeholder)
            text.textChanged.connect(self.edited)
            return text
        if spec.kind == "choice":
            box = StillBox()
            box.addItems([words for _value, words in spec.choices])
            box.setCurrentIndex(-1)
            box.currentIndexChanged.connect(lambda _at: self.edited.emit())
            box.activated.connect(lambda _at: None if self._stepping else self.left.emit(True))
            return box
        if spec.kind == "tick":
            tick = QCheckBox(spec.title)
            tick.toggled.connect(lambda _on: self.edited.emit())
            tick.clicked.connect(lambda _on: self.left.emit(True))
            return tick
        line = QLineEdit(placeholderText=spec.placeholder)
        if spec.secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        if spec.kind == "day":
            calendar = line.addAction(icons.icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
            calendar.setToolTip("从日历选（Alt+↓）")
            calendar.triggered.connect(lambda _checked=False: self.pick_day())
        if spec.offered:
            more = line.addAction(icons.icon("chevron-down"), QLineEdit.ActionPosition.TrailingPosition)
            more.setToolTip("从常用的里选（Alt+↓）")
            more.triggered.connect(lambda _checked=False: self.pick_offered())
        line.textChanged.connect(lambda _text: self.edited.emit())
        return line

    # what is in it

    @property
    def is_typed(self) -> bool:
        """Whether the user has made it another, or an input method is at work in it."""
        return self._composing or self.holds() != self.spec.shown(self.state.expected)

    def holds(self) -> str | int | bool:
        """Return what the widget holds, whatever it means."""
        widget = self.widget
        if isinstance(widget, QLineEdit):
            return widget.text()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        return widget.currentIndex() if isinstance(widget, QComboBox) else widget.isChecked()

    def read(self) -> Any:
        """Return what it means; ValueError is the sentence that says what is wrong."""
        return self.spec.read(self.holds(), self._year())

    def put(self, value: Any) -> None:
        """Show a value, chosen as a whole where the cursor is in it; nothing is wrong with it."""
        widget, shown = self.widget, self.spec.shown(value)
        self.state.forget_refusal()
        if self.holds() != shown:
            if isinstance(widget, QLineEdit):
                widget.setText(str(shown))
                widget.setCursorPosition(0)
                if widget.hasFocus():
                    widget.selectAll()
            elif isinstance(widget, QPlainTextEdit):
                widget.setPlainText(str(shown))
            elif isinstance(widget, QComboBox):
                widget.setCurrentIndex(int(shown))
            else:
                widget.setChecked(bool(shown))
        self.mark("")

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other choices and tell nobody."""
        if isinstance(self.widget, QComboBox) and list(choices) != list(self.spec.choices):
            value = self.read() if self.widget.currentIndex() >= 0 else None
            self.spec = replace(self.spec, choices=list(choices))
            with QSignalBlocker(self.widget):
                self.widget.clear()
                self.widget.addItems([words for _value, words in choices])
                self.widget.setCurrentIndex(int(self.spec.shown(value)) if value is not None else -1)

    def mark(self, wrong: str) -> None:
        """Mark it as wrong with a sentence, "" as right."""
        if self.wrong != wrong:
            self.wrong = wrong
            self.widget.setProperty("wrong", bool(wrong))
            self.widget.style().polish(self.widget)

    def lock(self, locked: bool) -> None:
        """Make it read-only, or not."""
        if isinstance(self.widget, QLineEdit | QPlainTextEdit):
            self.widget.setReadOnly(locked)
            for action in self.widget.actions():
                action.setVisible(not locked)
        else:
            self.widget.setEnabled(not locked)

    def pick_day(self) -> None:
        """Offer a calendar below the field."""
        try:
            day = self.read()
        except ValueError:
            day = None
        DayPicker(self.widget, day or date(self._year(), 1, 1), self._take_day)

    def pick_offered(self) -> None:
        """Offer the usual texts below the field; what is chosen is taken as if it were typed."""
        menu = QMenu(self.widget)
        menu.setMinimumWidth(self.widget.width())
        for text in self.spec.offered:
            menu.addAction(text).triggered.connect(lambda _on=False, text=text: self._take_text(text))
        open_menu(menu, self.widget.mapToGlobal(QPoint(0, self.widget.height())))

    def _take_text(self, text: str) -> None:
        if isinstance(self.widget, QLineEdit):
            self.widget.setText(text)
        self.left.emit(True)

    def _take_day(self, day: date) -> None:
        if isinstance(self.widget, QLineEdit):
            self.widget.setText(str(self.spec.shown(day)))
        self.left.emit(True)

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and leaving tell, Esc puts back, a focus chooses all."""
        widget, kind = self.widget, event.type()
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            return self._on_key(event)
        elif isinstance(event, QFocusEvent) and event.reason() not in _STAYS:
            if kind == QEvent.Type.FocusOut and QApplication.activePopupWidget() is None:
                self._composing = False
                self.left.emit(False)
            elif kind == QEvent.Type.FocusIn and isinstance(widget, QLineEdit):
                self._by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
                widget.selectAll()
        elif kind == QEvent.Type.MouseButtonPress:
            self._stepping = False
        elif kind == QEvent.Type.MouseButtonRelease and isinstance(widget, QLineEdit):
            if self._by_mouse and not widget.hasSelectedText():
                widget.selectAll()
            self._by_mouse = False
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        self._stepping = key in _STEPS and not modifiers
        if key == Qt.Key.Key_Down and modifiers & Qt.KeyboardModifier.AltModifier:
            offer = self.pick_day if self.spec.kind == "day" else self.pick_offered if self.spec.offered else None
            if offer is not None:
                if not self.widget.isReadOnly():  # type: ignore[union-attr]
                    offer()
                return True
        if key == Qt.Key.Key_Escape:
            return self.put_back()
        if key in _ENTERS and (self.spec.kind != "long" or modifiers & Qt.KeyboardModifier.ControlModifier):
            self.left.emit(True)
            if isinstance(self.widget, QLineEdit):
                self.widget.selectAll()
            return self.spec.kind == "long"
        return False

    def put_back(self) -> bool:
        """Put back what is written; tell whether anything had been typed. In a dialog Esc is the dialog's."""
        if isinstance(self.widget.window(), QDialog) or not self.is_typed:
            return False
        self.put(self.state.expected)
        return True


class DayPicker(QCalendarWidget):
    """日历: below a field; a click or Enter takes the day, Esc closes it. It is gone once closed."""

    def __init__(self, under: QWidget, day: date, take: Callable[[date], None]) -> None:
        super().__init__(under)
        self._take = take
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        self.clicked.connect(self._on_taken)
        self.activated.connect(self._on_taken)
        self.resize(theme.px(300), theme.px(240))
        below, room = under.mapToGlobal(QPoint(0, under.height())), under.screen().availableGeometry()
        if below.y() + self.height() > room.bottom():
            below.setY(max(room.top(), below.y() - under.height() - self.height()))
        self.move(max(room.left(), min(below.x(), room.right() - self.width())), below.y())
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _on_taken(self, chosen: QDate) -> None:
        take, self._take = self._take, lambda _day: None  # a double click says it twice
        self.close()
        take(date(chosen.year(), chosen.month(), chosen.day()))
