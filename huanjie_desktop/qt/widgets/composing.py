"""While a word is being composed, keys belong to the input method: none is a shortcut, leaves a cell or closes a dialog."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from huanjie_desktop.qt.widgets.cell_editor import LEAVING

_SHORTCUTS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ComposingGuard(QObject):
    """拼字: follows the widget that has the focus, and swallows keys that an input method has let through."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.composing = False
        application.focusChanged.connect(self._follow)
        self._follow(None, application.focusWidget())

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        self.composing = False
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what is composed; swallow shortcuts, Enter, Tab and Escape meanwhile."""
        if event.type() == QEvent.Type.InputMethod:
            self.composing = bool(cast(QInputMethodEvent, event).preeditString())
        elif self.composing and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            key = cast(QKeyEvent, event)
            if key.modifiers() & _SHORTCUTS or key.key() in (*LEAVING, Qt.Key.Key_Escape):
                event.accept()  # as a shortcut's override: so that it is none
                return True
        return False
