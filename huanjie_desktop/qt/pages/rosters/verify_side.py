"""The right side of a comparison: whole columns decided at one go, and what there is to say of the cell in front."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, named, refill, scrolled
from huanjie_desktop.services.people.verify_cells import Difference
from huanjie_desktop.services.shown.verifying import LEFT, RIGHT, ColumnCount

_SIDES = ((LEFT, "全左"), (RIGHT, "全右"))


class VerifySide(QFrame):
    """核对的右栏: `column_chosen` has a column ("" for all) and a side, `side_chosen` the side for the cell in front."""

    column_chosen = Signal(str, str)
    side_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "sidePanel")
        inside = QWidget()
        self._columns: QVBoxLayout = down(on=named(inside, "sideBody"), margins=0, spacing=2)
        self._whose, self._said = label("", "heading", wrap=True), QVBoxLayout()
        self._said.setContentsMargins(0, 0, 0, 0)
        self.left_button = button("用左", lambda: self.side_chosen.emit(LEFT))
        self.right_button = button("用右", lambda: self.side_chosen.emit(RIGHT))
        self.again_button = button("再想想", lambda: self.side_chosen.emit(""))
        self.all_left = button("全部用左", lambda: self.column_chosen.emit("", LEFT))
        self.all_right = button("全部用右", lambda: self.column_chosen.emit("", RIGHT))
        down(
            label("按栏目整栏定", "heading"),
            (scrolled(inside), 1),
            across(self.all_left, self.all_right, STRETCH, spacing=6),
            12,
            label("这一处", "heading"),
            self._whose,
            self._said,
            across(self.left_button, self.right_button, self.again_button, STRETCH, spacing=6),
            on=self,
            margins=(16, 10, 12, 12),
            spacing=6,
        )

    def show_columns(self, columns: Sequence[ColumnCount]) -> None:
        """Show the columns with their counts; the cursor stays on the button that it was on."""
        held = self.focusWidget()
        kept = held.objectName() if held is not None else ""
        rows = [self._row(each) for each in columns]
        refill(self._columns, rows, "没有不同的栏目")
        self._columns.addStretch(1)
        if kept:
            again = next((each for row in rows for each in row.findChildren(QWidget, kept)), None)
            if again is not None:
                again.setFocus()
        several = any(not each.alone for each in columns)
        self.all_left.setEnabled(several)
        self.all_right.setEnabled(several)

    def _row(self, each: ColumnCount) -> QWidget:
        row = QWidget()
        words = label(f"{each.title}　{each.count}" + ("" if each.left else "　✓"))
        if each.alone:
            across((words, 1), label("逐处定", "secondary"), on=row, margins=0, spacing=4)
            row.setToolTip("关系到年龄和身份，要一处一处看")
            return row
        made = []
        for side, title in _SIDES:
            one = button(title, partial(self.column_chosen.emit, each.field, side), look="link")
            one.setAccessibleName(f"{each.title}{title}")
            made.append(named(one, f"{each.field}-{side}"))
        across((words, 1), *made, on=row, margins=0, spacing=4)
        return row

    def show_one(self, each: Difference | None, said: Sequence[tuple[str, str]]) -> None:
        """Show the cell in front, None for none."""
        self._whose.setText(f"{each.name}　{each.title}" if each is not None else "")
        lines: list[QLabel] = [label(words, role, wrap=True) for role, words in said]
        if each is not None and ("\n" in each.ours or "\n" in each.theirs or len(each.ours) + len(each.theirs) > 40):
            lines.append(label(f"左：{each.ours or '空白'}", "", wrap=True))
            lines.append(label(f"右：{each.theirs or '空白'}", "", wrap=True))
        refill(self._said, lines)
        for made in (self.left_button, self.again_button):
            made.setEnabled(each is not None)
        self.right_button.setEnabled(each is not None and not each.blocked)
