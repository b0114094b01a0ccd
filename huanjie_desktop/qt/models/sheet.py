"""The sheet being keyed in: where the cursor is, what is marked, and what a key of the number pad does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from huanjie_desktop.catalog.forms import PERSONS
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.tally import GRADE_MARKS, NOTHING, UNCLEAR, Sheet
from huanjie_desktop.services.assessment.tallying import Tallying

Index = QModelIndex | QPersistentModelIndex
_NOT_YET = ""


@dataclass(frozen=True)
class WriteInSlot:
    """另推荐: a line left for another name for a post."""

    post_id: str
    title: str


class SheetModel(QAbstractTableModel):
    """录入票: a sheet as a grid; `moved` says that cursor, category or marks are others."""

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tallying: Tallying | None = None
        self._marks: list[str] = []
        self._names: list[str] = []
        self._slots: tuple[WriteInSlot, ...] = ()
        self._lines: list[str] = []
        self._across = 1
        self.at = 0
        self.category = 0
        self.void = False
        self._last = ""
        self.brief = False  # a mark is shown by its number alone, where there is no room for its name

    def set_tallying(self, tallying: Tallying) -> None:
        """Key in sheets of this campaign; the sheet begun is kept where the campaign is the same."""
        old, self.tallying = self.tallying, tallying
        if old is not None and old.shape == tallying.shape and old.setup.campaign.id == tallying.setup.campaign.id:
            self.moved.emit()
            return
        self.beginResetModel()
        setup, form, shape = tallying.setup, tallying.form, tallying.shape
        self._across = shape.items if form.kind == PERSONS else 1
        self._slots = tuple(WriteInSlot(post.id, post.title) for post in setup.posts for _ in range(post.write_ins))
        self._lines = _lines(tallying) + [f"{slot.title}　另推荐" for slot in self._slots]
        self.category = 0
        self._empty()
        self.endResetModel()
        self.moved.emit()

    # what the sheet says

    @property
    def cells(self) -> int:
        """How many places a sheet has, lines for other names included."""
        return len(self._marks) + len(self._slots)

    @property
    def complete(self) -> bool:
        """Tell whether the cursor is behind the last place."""
        return self.at >= self.cells

    @property
    def untouched(self) -> bool:
        """Tell whether nothing is keyed in yet."""
        return not self.void and not any(self._marks) and not any(self._names)

    @property
    def missing(self) -> int:
        """How many marks were not keyed in at all."""
        return sum(mark == _NOT_YET for mark in self._marks)

    def sheet(self) -> Sheet:
        """Return the sheet as it counts; places passed over are unmarked."""
        marks = "".join(mark or NOTHING for mark in self._marks)
        names = tuple(sorted((slot.post_id, name) for slot, name in zip(self._slots, self._names, strict=True) if name))
        if self.void:
            marks, names = NOTHING * len(marks), ()
        return Sheet(self.category_id(), marks, self.void, names)

    def category_id(self) -> str | None:
        """Return the category chosen, None where the campaign has none."""
        categories = self.tallying.setup.categories if self.tallying else ()
        return categories[self.category].id if categories else None

    def place(self) -> tuple[str, int] | None:
        """Return the subject's id and the item at the cursor, None behind the marks."""
        if self.tallying is None or not self._marks:
            return None
        at = min(self.at, len(self._marks) - 1)
        shape = self.tallying.shape
        return shape.subjects[at // shape.items], at % shape.items

    def slot(self) -> WriteInSlot | None:
        """Return the line for another name at the cursor."""
        at = self.at - len(self._marks)
        return self._slots[at] if 0 <= at < len(self._slots) else None

    # what keys do

    def mark(self, mark: str) -> bool:
        """Mark the place at the cursor and go on; tell whether the mark is one of the scale's."""
        if self.tallying is None or self.void:
            return False
        if mark not in (NOTHING, UNCLEAR, *GRADE_MARKS[: self.tallying.shape.grades]) or self.at >= len(self._marks):
            return False
        self._marks[self.at] = self._last = mark
        self._go(self.at + 1)
        return True

    def repeat(self) -> None:
        """Give every place that is left the last mark."""
        if self._last and not self.void:
            for at in range(self.at, len(self._marks)):
                self._marks[at] = self._last
            self._go(len(self._marks) if self._slots else self.cells)

    def write_in(self, name: str) -> None:
        """Put another name into the line at the cursor and go on."""
        at = self.at - len(self._marks)
        if 0 <= at < len(self._names) and not self.void:
            self._names[at] = name.strip()
            self._go(self.at + 1)

    def back(self) -> bool:
        """Go one place back; tell whether there was one."""
        if self.at == 0:
            return False
        self._go(self.at - 1)
        return True

    def go_to(self, index: Index) -> None:
        """Put the cursor at a cell that was clicked."""
        if index.isValid():
            at = index.row() * self._across + index.column()
            rows_of_marks = len(self._marks) // self._across
            self._go(at if index.row() < rows_of_marks else len(self._marks) + index.row() - rows_of_marks)

    def toggle_void(self) -> None:
        """Make the whole sheet void, or not."""
        self.void = not self.void
        self._tell()

    def next_category(self) -> None:
        """Go to the next category, from the last to the first."""
        count = len(self.tallying.setup.categories) if self.tallying else 0
        self.choose_category((self.category + 1) % count if count else 0)

    def choose_category(self, at: int) -> None:
        """Choose a category by its place."""
        self.category = at
        self.moved.emit()

    def clear(self) -> None:
        """Begin the next sheet; the category stays."""
        self._empty()
        self._tell()

    def load(self, sheet: Sheet) -> None:
        """Show a sheet that was taken back, to be corrected."""
        self._empty()
        self._marks = list(sheet.marks)
        self.void = sheet.void
        waiting = list(sheet.write_ins)
        for at, slot in enumerate(self._slots):
            name = next((each for each in waiting if each[0] == slot.post_id), None)
            if name is not None:
                waiting.remove(name)
                self._names[at] = name[1]
        ids = [each.id for each in self.tallying.setup.categories] if self.tallying else []
        if sheet.category_id in ids:
            self.category = ids.index(sheet.category_id)
        self._tell()

    def cursor(self) -> QModelIndex:
        """Return the cell at the cursor; an invalid one behind the last place."""
        if self.complete:
            return QModelIndex()
        if self.at >= len(self._marks):
            return self.index(len(self._marks) // self._across + self.at - len(self._marks), 0)
        return self.index(self.at // self._across, self.at % self._across)

    # the grid

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return a row for each line of the sheet."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return a column for each item of a sheet of many persons, else one."""
        return 0 if parent.isValid() else self._across

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the items across, the lines down."""
        if role != Qt.ItemDataRole.DisplayRole or self.tallying is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._lines[section] if section < len(self._lines) else None
        return self.tallying.form.item_titles[section] if self._across > 1 else "填写"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a mark in words."""
        if not index.isValid() or self.tallying is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if self.void:
            return "作废"
        at = index.row() * self._across + index.column()
        if at < len(self._marks):
            return self._words(self._marks[at])
        if index.column():
            return ""
        return self._names[index.row() - len(self._marks) // self._across]

    def _words(self, mark: str) -> str:
        if mark in (_NOT_YET, NOTHING):
            return "" if mark == _NOT_YET else "未填"
        if mark == UNCLEAR or self.tallying is None:
            return "无法辨认"
        return mark if self.brief else f"{mark} {self.tallying.form.grade_titles[int(mark) - 1]}"

    def _empty(self) -> None:
        self._marks = [_NOT_YET] * (self.tallying.shape.cells if self.tallying else 0)
        self._names = [""] * len(self._slots)
        self.at, self.void = 0, False

    def _go(self, at: int) -> None:
        self.at = max(0, min(at, self.cells))
        self._tell()

    def _tell(self) -> None:
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, self._across - 1))
        self.moved.emit()


def _lines(tallying: Tallying) -> list[str]:
    """Return the words down the side: persons, items of a body, or names with their post."""
    setup, form = tallying.setup, tallying.form
    if form.kind == PERSONS:
        return [f"{at}　{display_name(each.name)}" for at, each in enumerate(setup.subjects, 1)]
    posts: Mapping[str | None, str] = {post.id: post.title for post in setup.posts}
    if setup.posts:
        return [f"{posts.get(each.post_id, '')}　{display_name(each.name)}" for each in setup.subjects]
    return [line for each in setup.subjects for line in _items(tallying, each.name)]


def _items(tallying: Tallying, name: str) -> Sequence[str]:
    several = len(tallying.setup.subjects) > 1
    leads = (name if several else item.group if item.group != item.title else "" for item in tallying.form.items)
    return [
        f"{lead}　{item.title}" if lead else item.title for lead, item in zip(leads, tallying.form.items, strict=True)
    ]
