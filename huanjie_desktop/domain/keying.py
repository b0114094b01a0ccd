"""A sheet being keyed in 录入中的票: where the cursor is, what is marked, and what a key of the number pad does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.tally import GRADE_MARKS, NOTHING, UNCLEAR, Sheet, SheetShape

NOT_YET = ""  # no key was pressed for this place; it counts as unmarked


@dataclass(frozen=True)
class WriteInSlot:
    """另推荐: a line left for another name for a post."""

    post_id: str
    title: str


class KeyedSheet:
    """录入中的票: marks place by place, then the lines for other names; `told` is called after every change.

    `at` is the cursor's place, `category` the place of the category chosen, `across` how many places stand in a row.
    """

    def __init__(self, told: Callable[[], None] = lambda: None) -> None:
        self._told = told
        self.shape = SheetShape((), (0,))
        self.across = 1
        self.slots: Sequence[WriteInSlot] = ()
        self.categories: Sequence[str] = ()
        self.marks: list[str] = []
        self.names: list[str] = []
        self.at = 0
        self.category = 0
        self.void = False
        self._last = NOT_YET

    def begin(self, shape: SheetShape, across: int, slots: Sequence[WriteInSlot], categories: Sequence[str]) -> None:
        """Begin an empty sheet of another shape; `categories` are their ids."""
        self.shape, self.across, self.slots, self.categories = shape, across, tuple(slots), tuple(categories)
        self.category, self._last = 0, NOT_YET
        self._empty()

    # what the sheet says

    @property
    def cells(self) -> int:
        """How many places a sheet has, lines for other names included."""
        return len(self.marks) + len(self.slots)

    @property
    def complete(self) -> bool:
        """Tell whether the cursor is behind the last place."""
        return self.at >= self.cells

    @property
    def untouched(self) -> bool:
        """Tell whether nothing is keyed in yet."""
        return not self.void and not any(self.marks) and not any(self.names)

    @property
    def missing(self) -> int:
        """How many marks were not keyed in at all."""
        return sum(mark == NOT_YET for mark in self.marks)

    def sheet(self) -> Sheet:
        """Return the sheet as it counts; places passed over are unmarked."""
        marks = "".join(mark or NOTHING for mark in self.marks)
        names = tuple(sorted((slot.post_id, name) for slot, name in zip(self.slots, self.names, strict=True) if name))
        if self.void:
            marks, names = NOTHING * len(marks), ()
        return Sheet(self.category_id(), marks, self.void, names)

    def category_id(self) -> str | None:
        """Return the category chosen, None where there are none."""
        return self.categories[self.category] if self.categories else None

    def place(self) -> tuple[str, int] | None:
        """Return the subject's id and the item at the cursor, those of the last mark behind the marks."""
        if not self.marks:
            return None
        at = min(self.at, len(self.marks) - 1)
        return self.shape.subjects[at // self.shape.items], at % self.shape.items

    def slot(self) -> WriteInSlot | None:
        """Return the line for another name at the cursor."""
        at = self.at - len(self.marks)
        return self.slots[at] if 0 <= at < len(self.slots) else None

    def cursor(self) -> tuple[int, int] | None:
        """Return the cursor's row and column; None behind the last place."""
        if self.complete:
            return None
        if self.at >= len(self.marks):
            return len(self.marks) // self.across + self.at - len(self.marks), 0
        return self.at // self.across, self.at % self.across

    def at_cell(self, row: int, column: int) -> str | None:
        """Return the mark or the name in a cell; None where a line for a name has no such column."""
        at = row * self.across + column
        if at < len(self.marks):
            return self.marks[at]
        return None if column else self.names[row - len(self.marks) // self.across]

    # what keys do

    def mark(self, mark: str) -> bool:
        """Mark the place at the cursor and go on; tell whether the mark is one of the scale's."""
        if self.void or self.at >= len(self.marks):
            return False
        if mark not in (NOTHING, UNCLEAR, *GRADE_MARKS[: self.shape.grades_at(self.at)]):
            return False
        self.marks[self.at] = self._last = mark
        self._go(self.at + 1)
        return True

    def repeat(self) -> None:
        """Give every place that is left the last mark."""
        if self._last and not self.void:
            for at in range(self.at, len(self.marks)):
                if self._last in (NOTHING, UNCLEAR) or int(self._last) <= self.shape.grades_at(at):
                    self.marks[at] = self._last
            self._go(len(self.marks) if self.slots else self.cells)

    def write_in(self, name: str) -> None:
        """Put another name into the line at the cursor and go on."""
        at = self.at - len(self.marks)
        if 0 <= at < len(self.names) and not self.void:
            self.names[at] = name.strip()
            self._go(self.at + 1)

    def back(self) -> bool:
        """Go one place back; tell whether there was one."""
        if self.at == 0:
            return False
        self._go(self.at - 1)
        return True

    def forward(self) -> None:
        """Go one place on without marking."""
        self._go(self.at + 1)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor at a cell."""
        rows_of_marks = len(self.marks) // self.across
        self._go(row * self.across + column if row < rows_of_marks else len(self.marks) + row - rows_of_marks)

    def toggle_void(self) -> None:
        """Make the whole sheet void, or not."""
        self.void = not self.void
        self._told()

    def next_category(self) -> None:
        """Go to the next category, from the last to the first."""
        self.choose_category((self.category + 1) % len(self.categories) if self.categories else 0)

    def choose_category(self, at: int) -> None:
        """Choose a category by its place."""
        self.category = at
        self._told()

    def clear(self) -> None:
        """Begin the next sheet; the category stays."""
        self._empty()
        self._told()

    def load(self, sheet: Sheet) -> None:
        """Show a sheet that was taken back, to be corrected."""
        self._empty()
        self.marks = list(sheet.marks)
        self.void = sheet.void
        waiting = list(sheet.write_ins)
        for at, slot in enumerate(self.slots):
            name = next((each for each in waiting if each[0] == slot.post_id), None)
            if name is not None:
                waiting.remove(name)
                self.names[at] = name[1]
        if sheet.category_id in self.categories:
            self.category = self.categories.index(sheet.category_id)
        self._told()

    def _empty(self) -> None:
        self.marks = [NOT_YET] * self.shape.cells
        self.names = [""] * len(self.slots)
        self.at, self.void = 0, False

    def _go(self, at: int) -> None:
        self.at = max(0, min(at, self.cells))
        self._told()
