"""录入票: the sheet as a grid that is keyed in with the number pad alone."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from huanjie_desktop.domain.tally import NOTHING, UNCLEAR
from huanjie_desktop.qt.models.sheet import SheetModel
from huanjie_desktop.qt.widgets import theme

TYPED = "0123456789.-/+*"  # the keys that are the pad's wherever the cursor is
KEYS = (
    ("1–9", "等次"),
    ("0", "未填"),
    (".", "无法辨认"),
    ("Enter", "录入这张票"),
    ("-", "退一格；首格时退回上一张"),
    ("/", "余下各格同上一格"),
    ("+", "下一票类"),
    ("*", "整张作废"),
)


class SheetPad(QTableView):
    """录入格: keys go to the SheetModel; `committed` asks to count the sheet, `back_asked` to take the last one back.

    `hinted` carries a sentence about the key just pressed, "" to take it away; `name_asked` asks for another name.
    """

    committed = Signal()
    back_asked = Signal()
    hinted = Signal(str)
    name_asked = Signal()

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._sheet = model, model.keyed
        self._warned = False
        self.setModel(model)
        self.setAccessibleName("录入票")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(theme.px(34))
        self.verticalHeader().setSectionsClickable(False)
        self.horizontalHeader().setFixedHeight(theme.px(34))
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.follow_text_size()
        model.moved.connect(self._follow)
        model.modelReset.connect(self._follow)

    def follow_text_size(self) -> None:
        """Show marks a little larger than the window's text."""
        font = self.font()
        font.setPointSize(theme.text_size().value + 1)
        self.setFont(font)

    def _follow(self) -> None:
        cursor = self._model.cursor()
        self.setCurrentIndex(cursor)
        if cursor.isValid():
            self.scrollTo(cursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show marks by their numbers where their names do not fit."""
        super().resizeEvent(event)
        told = self._model.tallying
        if told is not None:
            widest = max(
                self.fontMetrics().horizontalAdvance(f"9 {title}") for scale in told.form.scales for title in scale
            )
            self._model.brief = widest + theme.px(8) > self.viewport().width() // self._sheet.across

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor at the cell that is clicked."""
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._sheet.go_to(index.row(), index.column())
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the number pad's keys mean; other keys are the window's."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
            return
        if not self.press(Qt.Key(event.key()), event.text()):
            event.ignore()

    def press(self, key: Qt.Key, text: str) -> bool:
        """Do what a key means; tell whether it means anything here."""
        sheet = self._sheet
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit()
            return True
        self._warned = False
        self.hinted.emit("")
        if key in (Qt.Key.Key_Minus, Qt.Key.Key_Backspace, Qt.Key.Key_Left):
            if not sheet.back() and key != Qt.Key.Key_Left:
                self._back_from_start()
        elif key == Qt.Key.Key_Right:
            sheet.forward()
        elif key == Qt.Key.Key_Plus:
            sheet.next_category()
        elif key == Qt.Key.Key_Asterisk:
            sheet.toggle_void()
        elif key == Qt.Key.Key_Slash:
            sheet.repeat()
        elif text and text in "0123456789.":
            self._mark(text)
        elif key == Qt.Key.Key_F2 and sheet.slot() is not None:
            self.name_asked.emit()
        else:
            return False
        return True

    def _back_from_start(self) -> None:
        """Clear a sheet that was begun; from one that was not go back to the sheet before."""
        if self._sheet.untouched:
            self.back_asked.emit()
            return
        self._sheet.clear()
        self.hinted.emit("这张票已清空。")

    def _mark(self, digit: str) -> None:
        sheet = self._sheet
        if sheet.slot() is not None and not sheet.void:
            if digit in "0.":
                sheet.write_in("")
            else:
                self.name_asked.emit()
        elif not sheet.mark(UNCLEAR if digit == "." else digit if digit != "0" else NOTHING):
            if sheet.void:
                self.hinted.emit("这张票已作废，按 * 取消作废，或按 Enter 录入。")
            elif sheet.complete:
                self.hinted.emit("这张票已填完，按 Enter 录入，按 - 退回。")
            else:
                self.hinted.emit(f"没有第 {digit} 等次。")

    def _commit(self) -> None:
        """Count the sheet; one with places passed over only when Enter is pressed again."""
        sheet = self._sheet
        if sheet.missing and not sheet.void and not self._warned:
            self._warned = True
            words = "整张都没有填" if sheet.untouched else f"还有 {sheet.missing} 处没有填"
            self.hinted.emit(f"{words}，再按一次 Enter 按未填录入。")
            return
        self._warned = False
        self.hinted.emit("")
        self.committed.emit()
