"""The line of steps above a dialog: a number for each, a tick for those done, and what they have found."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import across, button, label, named

MARK = 24


class StepBar(QFrame):
    """步骤: `asked` tells the step that was clicked."""

    asked = Signal(int)

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        named(self, "stepBar")
        row = across(on=self, margins=(16, 8, 16, 8), spacing=8)
        self.buttons, self._marks, self._notes = [], [], []
        for at, title in enumerate(titles):
            mark = named(QLabel(str(at + 1)), "stepMark")
            mark.setFixedSize(theme.px(MARK), theme.px(MARK))
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            step = button(title, lambda at=at: self.asked.emit(at), look="step")  # type: ignore[misc]
            note = label("", "secondary")
            note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            for part, share in ((mark, 0), (step, 0), (note, 1)):
                row.addWidget(part, share)
            self.buttons.append(step)
            self._marks.append(mark)
            self._notes.append(note)

    def show_steps(self, now: int, notes: Sequence[str], open_: int) -> None:
        """Show which step is in front, what each has found, and how many can be gone to."""
        for at, (step, mark, note) in enumerate(zip(self.buttons, self._marks, self._notes, strict=True)):
            state = "now" if at == now else "done" if at < now else "later"
            for part in (step, mark):
                part.setProperty("state", state)
                part.style().polish(part)
            if state == "done":
                mark.setPixmap(icons.icon("check", "surface").pixmap(theme.px(16), theme.px(16)))
            else:
                mark.setText(str(at + 1))
            step.setEnabled(at < open_)
            note.setText(notes[at])
            note.setToolTip(notes[at])
