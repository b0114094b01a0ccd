"""The question about the row that is current, with its answers as radio buttons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QButtonGroup, QFrame, QRadioButton, QWidget

from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, named, refill, scrolled
from huanjie_desktop.services.shown.import_questions import Question, Reply

HEIGHT = 148
_SPACING = 24


class QuestionPanel(QFrame):
    """要您定: `replied` tells the key of the row and the answer; `next_asked` that Enter wants to go on;
    `rest_asked` that nothing of what is left is to come in."""

    replied = Signal(str, object)
    next_asked = Signal()
    rest_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "questionPanel")
        self.setAccessibleName("要您定的事")
        self.question: Question | None = None
        self._mark, self.words = label(), label("", "heading", wrap=True)
        self._place, self._note = label("", "secondary"), label("", "secondary", wrap=True)
        inside = QWidget()
        self._replies = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._replies.setContentsMargins(0, 0, 0, 0)
        self._group: QButtonGroup | None = None
        self.buttons: list[QRadioButton] = []
        body = named(QWidget(), "surface")
        self.rest = button("其余的都不导入", self.rest_asked.emit, look="link", tip="还没有定的行都不导入，可以撤销")
        down(inside, across((self._note, 1), self.rest), STRETCH, on=body, margins=0, spacing=4)
        down(
            across(down(self._mark, STRETCH), (self.words, 1), down(self._place, STRETCH), spacing=8),
            (scrolled(body), 1),
            on=self,
            margins=(16, 10, 16, 8),
            spacing=8,
        )
        self.setFixedHeight(theme.px(HEIGHT))
        self._count = ""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._show_keys)

    def show_question(self, question: Question | None, at: int = 0, of: int = 0) -> None:
        """Show what is asked; `at` of `of` that are open."""
        same = (
            self.question is not None and question is not None and self._texts() == [r.words for r in question.replies]
        )
        self.question = question
        open_ = question is not None and question.open
        self.words.setText(question.words if question is not None else "选中一行，可以在这里决定它怎样导入。")
        self._note.setText(question.note if question is not None else "")
        drawing = icons.icon("circle-help" if open_ else "info", "warning" if open_ else "secondary")
        self._mark.setPixmap(drawing.pixmap(theme.px(18), theme.px(18)))
        self._count = f"{at} / {of}　" if open_ and at else ""
        self.rest.setVisible(of > 1)
        replies = list(question.replies) if question is not None else []
        if not same:
            self._make_buttons(replies)
        if self._group is not None:
            self._group.setExclusive(False)  # else none of them could be taken back
            for number, made in enumerate(self.buttons):
                made.setChecked(question is not None and number == question.chosen)
            self._group.setExclusive(True)
        self._show_keys()
        self._arrange()

    @property
    def has_keys(self) -> bool:
        """Tell whether numbers answer now; in the table they are typed into a cell."""
        return any(made.hasFocus() for made in self.buttons)

    def _show_keys(self, *_moved: object) -> None:
        """Say which keys answer from where the cursor is."""
        keys = "、".join(str(number + 1) for number in range(len(self.buttons)))
        told = f"按 {keys} 选，Enter 到下一个" if self.has_keys else f"按 F8，再按 {keys} 选"
        self._place.setText(f"{self._count}{told}" if keys else "")

    def _texts(self) -> list[str]:
        return [made.toolTip() for made in self.buttons]

    def _make_buttons(self, replies: list[Reply]) -> None:
        focused = any(made.hasFocus() for made in self.buttons)
        if self._group is not None:
            self._group.deleteLater()
        self._group = QButtonGroup(self)
        self.buttons = [QRadioButton(f"{number + 1}　{reply.words}") for number, reply in enumerate(replies)]
        for number, (made, reply) in enumerate(zip(self.buttons, replies, strict=True)):
            made.setToolTip(reply.words)
            self._group.addButton(made, number)
        self._group.idClicked.connect(self.choose)
        refill(self._replies, self.buttons)
        self._replies.addStretch(1)
        if focused:
            self.take_focus()

    def _arrange(self) -> None:
        """Set the answers in a row where there is room, else below each other."""
        wanted = sum(made.sizeHint().width() + _SPACING for made in self.buttons)
        directions = QBoxLayout.Direction
        one_line = wanted <= self.width() - 40
        self._replies.setDirection(directions.LeftToRight if one_line else directions.TopToBottom)
        self._replies.setSpacing(_SPACING if one_line else 6)

    def take_focus(self) -> None:
        """Put the cursor on the answer that holds, else on the first."""
        checked = next((made for made in self.buttons if made.isChecked()), None)
        wanted = checked or next(iter(self.buttons), None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, number: int) -> None:
        """Take an answer by its place."""
        if self.question is not None and number < len(self.buttons):
            self.buttons[number].setChecked(True)
            self.buttons[number].setFocus(Qt.FocusReason.OtherFocusReason)
            self.replied.emit(self.question.key, self.question.replies[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers answer, Enter goes on."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self.buttons) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.choose(number)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_asked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the answers by the room there is."""
        super().resizeEvent(event)
        self._arrange()
