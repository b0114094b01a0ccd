"""The foot of the import: what is not taken, how much is left to decide, and the buttons; and the notice of a draft."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import across, button, label, named
from huanjie_desktop.services.people.import_drafts import Draft
from huanjie_desktop.services.shown.importing import Standing


class ImportFoot(QFrame):
    """底栏: the button that imports is grey until nothing is left to decide."""

    back_asked = Signal()
    next_asked = Signal()
    import_asked = Signal()
    keep_asked = Signal()
    cancel_asked = Signal()
    columns_asked = Signal()
    rows_asked = Signal()
    sheets_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "dialogFoot")
        self._mark, self.columns = label(), label("", wrap=True)
        self._mark.setPixmap(icons.icon("triangle-alert", "warning").pixmap(theme.px(18), theme.px(18)))
        self.to_columns = button("去对应栏目", self.columns_asked.emit, look="link")
        self.rows = button("", self.rows_asked.emit, look="link", tip="看看是哪些行，为什么")
        self.sheets = button("", self.sheets_asked.emit, look="link", tip="选读哪些工作表")
        self.left, self.progress = label("", "secondary"), label("", "secondary", wrap=True)
        self.cancel = button("停止", self.cancel_asked.emit)
        self.keep_button = button("存着下次再导", self.keep_asked.emit)
        self.back, self.next = (
            button("上一步", self.back_asked.emit),
            button("下一步", self.next_asked.emit, look="primary"),
        )
        self.import_button = button("导入", self.import_asked.emit, look="primary")
        row = across(self._mark, (self.columns, 1), self.to_columns, self.rows, self.sheets, on=self, spacing=8)
        row.setContentsMargins(16, 12, 16, 12)
        row.addWidget(self.progress, 1)
        for part in (self.left, self.cancel, self.keep_button, self.back, self.next, self.import_button):
            row.addWidget(part)

    def show_standing(self, standing: Standing | None, step: int, *, busy: bool) -> None:
        """Show how far it is; nothing of a file that is not read yet."""
        left = standing if standing is not None and not busy else None
        for made, words in (
            (self.columns, left.columns_left if left else ""),
            (self.rows, left.rows_left if left else ""),
            (self.sheets, left.sheets_left if left else ""),
            (self.left, left.left if left and step == 2 else ""),
        ):
            made.setText(words)
            made.setVisible(bool(words))
        for made in (self._mark, self.to_columns):
            made.setVisible(bool(left and left.columns_left))
        self.to_columns.setVisible(bool(left and left.columns_left and step != 1))
        self.columns.setToolTip(left.columns_tip if left else "")
        self.progress.setText("正在读取和核对……" if busy else "")
        self.progress.setVisible(busy or not (left and left.columns_left))
        self.cancel.setVisible(busy)
        self.keep_button.setVisible(step == 2)
        self.keep_button.setEnabled(standing is not None and standing.touched and not busy)
        self.back.setVisible(step > 0)
        self.next.setVisible(step < 2)
        self.next.setEnabled(standing is not None and not busy and (step == 0 or standing.can_check))
        self.import_button.setVisible(step == 2)
        self.import_button.setText(standing.verb if standing is not None else "导入")
        self.import_button.setEnabled(standing is not None and standing.can_import and not busy)

    def show_progress(self, words: str) -> None:
        """Say what the worker is doing, while it is at it."""
        if self.cancel.isVisible():
            self.progress.setText(words)


class DraftNotice(QFrame):
    """存下的核对: offered when the same file is opened again."""

    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "notice")
        self._words = label("", wrap=True)
        self.go_on = button("接着定", self._on_taken)
        self.anew = button("从头开始", self.hide)
        across((self._words, 1), self.go_on, self.anew, on=self, margins=(16, 6, 16, 6), spacing=8)
        self.hide()

    def offer(self, draft: Draft | None) -> None:
        """Offer what was kept, or nothing."""
        self._words.setText(draft.words if draft is not None else "")
        self.setVisible(draft is not None)

    def _on_taken(self) -> None:
        self.hide()
        self.taken.emit()
