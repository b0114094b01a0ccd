"""Counting anonymous sheets 计票: what a sheet says, by what rules it counts, and the counts of many.

A sheet's marks are one character for each subject and item, subject by subject: "0" nothing marked, "1" to "9" the grade,
"x" what cannot be read or is marked twice.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
    """What a sheet has room for: subjects (ids) by items, each with its number of grades, and posts for a recommendation."""

    subjects: tuple[str, ...]
    scales: tuple[int, ...]
    posts: tuple[PostShape, ...] = ()

    @property
    def items(self) -> int:
        """Return how many items each subject has."""
        return len(self.scales)

    @property
    def grades(self) -> int:
        """Return how many grades the longest scale has."""
        return max(self.scales, default=0)

    def grades_at(self, place: int) -> int:
        """Return how many grades there are at a place of the sheet."""
        return self.scales[place % len(self.scales)]

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
    """One sheet, or several that are wholly alike; `write_ins` are (post id, name), sorted; `pile` is where it lies."""

    category_id: str | None
    marks: str
    void: bool = False
    write_ins: tuple[tuple[str, str], ...] = ()
    number: int = 1
    pile: str = ""

    @property
    def blank(self) -> bool:
        """Tell whether nothing at all is marked."""
        return not self.write_ins and not self.marks.strip(NOTHING)

    @property
    def said(self) -> "SheetKey":
        """Return what the sheet says: wholly alike ones say the same."""
        return self.category_id or "", self.void, self.marks, self.write_ins


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


SheetKey = tuple[str, bool, str, tuple[tuple[str, str], ...]]  # what a sheet says: category id, void, marks, names


@dataclass(frozen=True)
class Counts:
    """计票结果: sheets by category, marks by category, subject, item and grade, names written in.

    `piles` are the counts of each pile where sheets are counted in piles, `sheets` how many say wholly the same.
    """

    boxes: Mapping[str, Box] = field(default_factory=dict)
    marks: Mapping[MarkKey, int] = field(default_factory=dict)
    write_ins: Mapping[NameKey, int] = field(default_factory=dict)
    piles: "Piles" = field(default_factory=lambda: Piles(), compare=False)
    sheets: Mapping[SheetKey, int] = field(default_factory=dict, compare=False)


class Piles(Mapping[str, Counts]):
    """The counts of each pile, which are made when first asked for; two piles that say the same need not be counted."""

    def __init__(
        self,
        sheets: Mapping[str, Sequence[Sheet]] | None = None,
        count: Callable[[Sequence[Sheet]], Counts] | None = None,
    ) -> None:
        self._sheets = sheets or {}
        self._count = count or (lambda _sheets: Counts())
        self._counted: dict[str, Counts] = {}

    def __getitem__(self, pile: str) -> Counts:
        if pile not in self._counted:
            self._counted[pile] = self._count(self._sheets[pile])
        return self._counted[pile]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sheets)

    def __len__(self) -> int:
        return len(self._sheets)

    def number(self, pile: str) -> int:
        """Return how many sheets lie in a pile."""
        return sum(sheet.number for sheet in self._sheets.get(pile, ()))

    def said(self, pile: str) -> Mapping[SheetKey, int]:
        """Return how many sheets of a pile say the same."""
        alike: Counter[SheetKey] = Counter()
        for each in self._sheets.get(pile, ()):
            alike[each.said] += each.number
        return alike

    def with_one_more(self, sheet: Sheet) -> "Piles":
        """Return the piles with another sheet in its pile."""
        return Piles({**self._sheets, sheet.pile: [*self._sheets.get(sheet.pile, ()), sheet]}, self._count)


@dataclass(frozen=True)
class CountingRules:
    """计票规则: whether a whole sheet is void that is blank, names too many for a post, or has a mark that cannot be read.

    The last is each item's own rule; () for none.
    """

    blank_void: bool = True
    overfull_void: bool = False
    unclear_void: tuple[bool, ...] = ()


def judge(sheet: Sheet, shape: SheetShape, rules: CountingRules = CountingRules()) -> Sheet:
    """Return a sheet as it counts.

    Where more names are chosen for a post than it has seats, that part is unreadable, or the sheet void, as the rules say.
    """
    if sheet.void or (sheet.blank and rules.blank_void) or _spoilt(sheet.marks, rules):
        return replace(sheet, void=True)
    marks, names = sheet.marks, list(sheet.write_ins)
    for post in shape.posts:
        part = marks[post.first : post.last]
        written = [name for name in names if name[0] == post.id]
        if len(part) - part.count(NOTHING) - part.count(UNCLEAR) + len(written) > post.seats:
            if rules.overfull_void:
                return replace(sheet, void=True)
            marks = marks[: post.first] + UNCLEAR * len(part) + marks[post.last :]
            names = [name for name in names if name[0] != post.id]
    return replace(sheet, marks=marks, write_ins=tuple(names))


def _spoilt(marks: str, rules: CountingRules) -> bool:
    """Tell whether a mark that cannot be read makes the sheet void."""
    if UNCLEAR not in marks or not any(rules.unclear_void):
        return False
    items = len(rules.unclear_void)
    return any(mark == UNCLEAR and rules.unclear_void[at % items] for at, mark in enumerate(marks))


def count_sheets(sheets: Iterable[Sheet], shape: SheetShape, rules: CountingRules = CountingRules()) -> Counts:
    """Return the counts of sheets by the rules, in all and, where they lie in piles, pile by pile."""
    every = list(sheets)
    piles: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in every:
        piles[sheet.pile].append(sheet)
    whole = _count(every, shape, rules)
    if piles.keys() <= {""}:
        return whole
    return replace(whole, piles=Piles(piles, lambda these: _count(these, shape, rules)))


def _count(sheets: Iterable[Sheet], shape: SheetShape, rules: CountingRules) -> Counts:
    boxes: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    valid: dict[str, list[str]] = defaultdict(list)
    names: Counter[NameKey] = Counter()
    alike: Counter[SheetKey] = Counter()
    for given in sheets:
        category = given.category_id or ""
        alike[given.said] += given.number
        box = boxes[category]
        box[0] += given.number
        box[2] += given.number if given.blank and not given.void else 0
        sheet = judge(given, shape, rules)
        if sheet.void:
            box[1] += given.number
            continue
        valid[category] += [sheet.marks] * sheet.number
        for post_id, name in sheet.write_ins:
            names[category, post_id, name] += sheet.number
    marks: dict[MarkKey, int] = {}
    for category, rows in valid.items():
        _count_columns(category, rows, shape, marks)
    return Counts({key: Box(*box) for key, box in boxes.items()}, marks, dict(names), sheets=dict(alike))


def _count_columns(category: str, rows: Sequence[str], shape: SheetShape, marks: dict[MarkKey, int]) -> None:
    """Count each place of the sheets as one string: fast enough to do again after every sheet."""
    scales = [[(UNREADABLE, UNCLEAR), *enumerate(GRADE_MARKS[:grades])] for grades in shape.scales]
    for at, column in enumerate(zip(*rows, strict=True)):
        text = "".join(column)
        subject, item = shape.subjects[at // shape.items], at % shape.items
        for grade, mark in scales[item]:
            number = text.count(mark)
            if number:
                marks[category, subject, item, grade] = number


def digest_of_sheets(sheets: Iterable[Sheet]) -> str:
    """Return the SHA-256 of what sheets say, in whatever order they come."""
    alike: Counter[str] = Counter()
    for each in sheets:
        said = [each.pile, each.category_id, each.void, each.marks, each.write_ins]
        alike[json.dumps(said, ensure_ascii=False)] += each.number
    return hashlib.sha256(json.dumps(sorted(alike.items()), ensure_ascii=False).encode()).hexdigest()


def share(count: int, base: int) -> float | None:
    """Return a share in per cent with one decimal, halves rounded up; None where the base is 0."""
    if base <= 0:
        return None
    return (count * 2000 + base) // (2 * base) / 10


def share_words(count: int, base: int) -> str:
    """Return a share as printed, 87.5%; "—" where the base is 0."""
    value = share(count, base)
    return "—" if value is None else f"{value:.1f}%"
