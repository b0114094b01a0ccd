"""A dialog for work that needs room: it can fill the screen, and comes back as large as it was left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.preferences import Preferences

_MARGIN = 24


class LargeDialog(QDialog):
    """大窗口: `size` is what it begins with at the medium text size, no larger than the window behind; `key` under what its own
    is remembered."""

    def __init__(
        self, parent: QWidget | None, preferences: Preferences | None, key: str, size: tuple[int, int]
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setSizeGripEnabled(True)
        self._preferences, self._place = preferences, f"dialogs/{key}"
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        width, height = size
        self.resize(min(theme.px(width), room.width() - _MARGIN), min(theme.px(height), room.height() - _MARGIN))
        if preferences is not None:
            self.restoreGeometry(preferences.bytes_of(self._place))

    def done(self, result: int) -> None:
        """Close, and remember how large it was."""
        if self._preferences is not None:
            self._preferences.set_bytes(self._place, self.saveGeometry())
        super().done(result)
