"""Counting anonymous sheets 计票: what a sheet says, by what rules it counts, and the counts of many.

A sheet's marks are one character for each subject and item, subject by subject: "0" nothing marked, "1" to "9" the grade,
"x" what cannot be read or is marked twice.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

NOTHING, UNCLEAR = "0", "x"
UNREADABLE = -1  # the grade under which marks that cannot be read are counted
GRADE_MARKS = "123456789"


@dataclass(frozen=True)
class PostShape:
    """A post on a sheet: its names stand at `first` to `last` (exclusive) among the subjects."""

    id: str
    seats: int
    first: int
    last: int


@dataclass(frozen=True)
class SheetShape:
    """What a sheet has room for: subjects (ids) by items, a number of grades, and posts for a recommendation."""

    subjects: tuple[str, ...]
    items: int
    grades: int
    posts: tuple[PostShape, ...] = ()

    @property
    def cells(self) -> int:
        """Return how many marks a sheet has."""
        return len(self.subjects) * self.items

    @property
    def empty(self) -> str:
        """Return the marks of a blank sheet."""
        return NOTHING * self.cells


@dataclass(frozen=True)
class Sheet:
    """One sheet, or several that are wholly alike; `write_ins` are (post id, name), sorted."""

    category_id: str | None
    marks: str
    void: bool = False
    write_ins: tuple[tuple[str, str], ...] = ()
    number: int = 1

    @property
    def blank(self) -> bool:
        """Tell whether nothing at all is marked."""
        return not self.write_ins and not self.marks.strip(NOTHING)


@dataclass(frozen=True)
class Box:
    """One category's sheets: `blank` are those without any mark, counted as void or as valid by the form's rule."""

    collected: int = 0
    void: int = 0
    blank: int = 0

    @property
    def valid(self) -> int:
        """Return the valid sheets."""
        return self.collected - self.void


def total_box(boxes: Iterable[Box]) -> Box:
    """Return the sheets of several categories together."""
    every = list(boxes)
    return Box(sum(box.collected for box in every), sum(box.void for box in every), sum(box.blank for box in every))


MarkKey = tuple[str, str, int, int]  # category id, subject id, item, grade (from 0; UNREADABLE)
NameKey = tuple[str, str, str]  # category id, post id, written-in name


@dataclass(frozen=True)
class Counts:
    """计票结果: sheets by category, marks by category, subject, item and grade, names written in."""

    boxes: Mapping[str, Box] = field(default_factory=dict)
    marks: Mapping[MarkKey, int] = field(default_factory=dict)
    write_ins: Mapping[NameKey, int] = field(default_factory=dict)


def sheet_key(round_id: str, sheet: Sheet) -> str:
    """Return the key of a sheet in its round: alike sheets have the same, and it says nothing of when one came."""
    told = json.dumps([round_id, sheet.category_id, sheet.void, sheet.marks, sheet.write_ins], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def judge(sheet: Sheet, shape: SheetShape) -> Sheet:
    """Return a sheet as it counts: where more names are chosen for a post than it has seats, that part is unreadable."""
    if not shape.posts or sheet.void:
        return sheet
    marks, names = sheet.marks, list(sheet.write_ins)
    for post in shape.posts:
        part = marks[post.first : post.last]
        written = [name for name in names if name[0] == post.id]
        if len(part) - part.count(NOTHING) - part.count(UNCLEAR) + len(written) > post.seats:
            marks = marks[: post.first] + UNCLEAR * len(part) + marks[post.last :]
            names = [name for name in names if name[0] != post.id]
    return Sheet(sheet.category_id, marks, sheet.void, tuple(names), sheet.number)


def count_sheets(sheets: Iterable[Sheet], shape: SheetShape, blank_is_void: bool) -> Counts:
    """Return the counts of sheets; a blank sheet is void or an abstention as the form says."""
    boxes: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    valid: dict[str, list[str]] = defaultdict(list)
    names: Counter[NameKey] = Counter()
    for given in sheets:
        category = given.category_id or ""
        box = boxes[category]
        box[0] += given.number
        blank = given.blank and not given.void
        box[2] += given.number if blank else 0
        if given.void or (blank and blank_is_void):
            box[1] += given.number
            continue
        sheet = judge(given, shape)
        valid[category] += [sheet.marks] * sheet.number
        for post_id, name in sheet.write_ins:
            names[category, post_id, name] += sheet.number
    marks: dict[MarkKey, int] = {}
    for category, rows in valid.items():
        _count_columns(category, rows, shape, marks)
    return Counts({key: Box(*box) for key, box in boxes.items()}, marks, dict(names))


def _count_columns(category: str, rows: Sequence[str], shape: SheetShape, marks: dict[MarkKey, int]) -> None:
    """Count each place of the sheets as one string: fast enough to do again after every sheet."""
    grades = [(UNREADABLE, UNCLEAR), *enumerate(GRADE_MARKS[: shape.grades])]
    for at, column in enumerate(zip(*rows, strict=True)):
        text = "".join(column)
        subject, item = shape.subjects[at // shape.items], at % shape.items
        for grade, mark in grades:
            number = text.count(mark)
            if number:
                marks[category, subject, item, grade] = number


def share(count: int, base: int) -> float | None:
    """Return a share in per cent with one decimal, halves rounded up; None where the base is 0."""
    if base <= 0:
        return None
    return (count * 2000 + base) // (2 * base) / 10


def share_words(count: int, base: int) -> str:
    """Return a share as printed, 87.5%; "—" where the base is 0."""
    value = share(count, base)
    return "—" if value is None else f"{value:.1f}%"
