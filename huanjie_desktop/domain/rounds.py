"""The second entry 复核: where two rounds differ, what was settled, and whether the numbers of sheets agree.

Where sheets are counted in piles, the piles are compared one by one. Two mistakes may still cancel each other in the sums of
a pile; then its sheets differ, though no sum does.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from huanjie_desktop.domain.assessment import Category, Settlement, Setup
from huanjie_desktop.domain.tally import UNREADABLE, Box, Counts, SheetKey

BOX, MARKS, NAME, SHEETS = "box", "marks", "name", "sheets"


@dataclass(frozen=True)
class Place:
    """Where two rounds are compared: a category's sheets, a subject's item, or a name written in for a post.

    `pile` is the pile in which, "" where sheets lie in none. Of kind SHEETS it is the pile as a whole.
    """

    kind: str
    category_id: str
    subject_id: str = ""  # a post's id for a name
    item: int = 0
    name: str = ""
    pile: str = ""

    def key(self) -> str:
        """Return the place as text, for the store."""
        parts = (self.kind, self.category_id, self.subject_id, str(self.item), self.name)
        return "|".join((*parts, self.pile) if self.pile else parts)


@dataclass(frozen=True)
class Difference:
    """差异: what the two rounds have at a place.

    The numbers are: of sheets collected, void, blank; of marks each grade, then the unreadable; of a name its votes;
    of sheets that differ though their sums agree, how many the other has not, and what tells these from others.
    """

    place: Place
    first: tuple[int, ...]
    second: tuple[int, ...]
    settlement: Settlement | None = None


def differences(first: Counts, second: Counts, setup: Setup, items: int, grades: int) -> list[Difference]:
    """Return where two rounds differ, pile by pile, in the order of the sheet."""
    piles = dict.fromkeys((*first.piles, *second.piles)) or {"": None}
    found = []
    for pile in piles:
        if pile and first.piles.said(pile) == second.piles.said(pile):
            continue
        one, two = _pile_of(first, pile), _pile_of(second, pile)
        found += list(_differences(one, two, setup, items, grades, pile))
    return found


def _pile_of(counts: Counts, pile: str) -> Counts:
    return counts.piles.get(pile, Counts()) if counts.piles or pile else counts


def _differences(one: Counts, two: Counts, setup: Setup, items: int, grades: int, pile: str) -> Iterator[Difference]:
    alike = True
    for place in places(setup, items, (one, two)):
        first, second = numbers_at(one, place, grades), numbers_at(two, place, grades)
        if first != second:
            alike = False
            yield Difference(replace(place, pile=pile), first, second)
    if alike and one.sheets and two.sheets and one.sheets != two.sheets:
        yield Difference(Place(SHEETS, "", pile=pile), *_unlike(one, two))


def _unlike(one: Counts, two: Counts) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return how many sheets of each the other has not, each with a number made of what they say."""
    left, right = Counter(one.sheets) - Counter(two.sheets), Counter(two.sheets) - Counter(one.sheets)

    def told(sheets: Counter[SheetKey]) -> tuple[int, int]:
        said = repr(sorted(sheets.items())).encode()
        return sheets.total(), int.from_bytes(hashlib.sha256(said).digest()[:6], "big")

    return told(left), told(right)


def places(setup: Setup, items: int, counts: Iterable[Counts]) -> Iterator[Place]:
    """Give every place of a campaign in the order of the sheet; names written in as they occur in `counts`."""
    names = sorted({key for each in counts for key in each.write_ins})
    for category in (*setup.categories, None):
        id_ = category.id if category else ""
        yield Place(BOX, id_)
        for subject in setup.subjects:
            for item in range(items):
                yield Place(MARKS, id_, subject.id, item)
        for post in setup.posts:
            for _, _, name in (key for key in names if key[:2] == (id_, post.id)):
                yield Place(NAME, id_, post.id, 0, name)


def numbers_at(counts: Counts, place: Place, grades: int) -> tuple[int, ...]:
    """Return what a round has at a place, as `Difference` orders it."""
    if place.kind == BOX:
        box = counts.boxes.get(place.category_id, Box())
        return box.collected, box.void, box.blank
    if place.kind == NAME:
        return (counts.write_ins.get((place.category_id, place.subject_id, place.name), 0),)
    spot = (place.category_id, place.subject_id, place.item)
    return tuple(counts.marks.get((*spot, grade), 0) for grade in (*range(grades), UNREADABLE))


def with_settlements(found: Iterable[Difference], settlements: Iterable[Settlement]) -> list[Difference]:
    """Return the differences with what was settled; a settlement of other numbers than there are now does not hold."""
    by_place = {each.place: each for each in settlements}
    result = []
    for each in found:
        settled = by_place.get(each.place.key())
        holds = settled is not None and (settled.first, settled.second) == (joined(each.first), joined(each.second))
        result.append(replace(each, settlement=settled if holds else None))
    return result


def settled_counts(first: Counts, found: Iterable[Difference], grades: int) -> Counts:
    """Return the first round's counts with what was settled in the places where the rounds differ."""
    boxes, marks, names = dict(first.boxes), dict(first.marks), dict(first.write_ins)
    for each in found:
        if each.settlement is None or each.place.kind == SHEETS:
            continue
        place = each.place
        by = [new - old for new, old in zip(parted(each.settlement.counts), each.first, strict=True)]
        if place.kind == BOX:
            box = boxes.get(place.category_id, Box())
            boxes[place.category_id] = Box(box.collected + by[0], box.void + by[1], box.blank + by[2])
        elif place.kind == NAME:
            name = (place.category_id, place.subject_id, place.name)
            names[name] = names.get(name, 0) + by[0]
        else:
            for grade, number in zip((*range(grades), UNREADABLE), by, strict=True):
                key = (place.category_id, place.subject_id, place.item, grade)
                marks[key] = marks.get(key, 0) + number
    return Counts(boxes, marks, names)


def joined(numbers: Iterable[int]) -> str:
    """Return numbers as a settlement keeps them."""
    return ",".join(map(str, numbers))


def parted(text: str) -> tuple[int, ...]:
    """Return the numbers that a settlement keeps."""
    return tuple(int(number) for number in text.split(","))


def imbalances(counts: Counts, setup: Setup, grades: int) -> list[str]:
    """Return what does not agree, a sentence each: 发出 ≥ 收回 = 有效 + 无效, and no place has more marks than valid sheets."""
    boxes = counts.boxes
    problems = []
    collected = sum(box.collected for box in boxes.values())
    if collected > setup.campaign.issued:
        problems.append(f"收回{collected}张，多于发出的{setup.campaign.issued}张")
    for category in setup.categories:
        box = boxes.get(category.id, Box())
        problems += _box_problems(category, box)
    problems += _mark_problems(counts, setup, grades)
    return problems


def _box_problems(category: Category, box: Box) -> Iterator[str]:
    name = f"{category.code}票"
    if category.issued is not None and box.collected > category.issued:
        yield f"{name}收回{box.collected}张，多于发出的{category.issued}张"
    if box.void > box.collected:
        yield f"{name}无效{box.void}张，多于收回的{box.collected}张"
    if box.blank > box.collected:
        yield f"{name}空白{box.blank}张，多于收回的{box.collected}张"


def _mark_problems(counts: Counts, setup: Setup, grades: int) -> Iterator[str]:
    sums: dict[tuple[str, str, int], int] = {}
    for (category, subject, item, _), number in counts.marks.items():
        sums[category, subject, item] = sums.get((category, subject, item), 0) + number
    names = {each.id: each.name for each in setup.subjects}
    posts = {each.id: each.title for each in setup.posts}
    codes: Mapping[str, str] = {each.id: each.code for each in setup.categories}
    for (category, subject, _), number in sums.items():
        valid = counts.boxes.get(category, Box()).valid
        if number > valid:
            yield f"{codes.get(category, '')}票对“{names.get(subject, '')}”的评价共{number}张，多于有效的{valid}张"
    for (category, post, name), number in counts.write_ins.items():
        valid = counts.boxes.get(category, Box()).valid
        if number > valid:
            yield f"{codes.get(category, '')}票在“{posts.get(post, '')}”另推荐“{name}”{number}张，多于有效的{valid}张"
