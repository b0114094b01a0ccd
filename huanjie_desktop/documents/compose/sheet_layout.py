"""Where things stand on an assessment sheet: its paper, the widths of its columns, and whether all boxes can be marked.

Lengths are in millimetres. A box is never narrower than 5 mm and no text smaller than 8 pt. Many items by many grades
go over two facing tables before a sheet is refused; the sentence then names the paper that holds them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from huanjie_desktop.catalog.forms import FormLayout, FormSpec
from huanjie_desktop.documents.blocks import TABLE_MARGINS, PageStyle, Paper
from huanjie_desktop.domain.assessment import AppraisedSubject
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.names import display_name

LEAST_BOX, LEAST_SIZE = 5.0, 8.0
LARGEST_SIZE = 16.0
_LEAST_ROW, _LARGEST_ROW = 6.0, 25.0
MOST_PARTS = 2
MM_PER_POINT = 25.4 / 72
PAD = 2.4  # a cell's blank left and right
_SHEETS = {Paper.A4: (210.0, 297.0), Paper.A3: (297.0, 420.0)}
_CROWDED_SIZE = 9.0
MOST_HEAD, _LEADING = 1 / 3, 1.3  # of the page's height; of a line
_ABOUT, _LEAST_ABOUT = 48.0, 24.0
_WIDE_BOX, _GOOD_BOX = 18.0, 8.0
_LARGER = (("A4", True), ("A3", False), ("A3", True))
_WORDS = {("A4", False): "A4纵向", ("A4", True): "A4横向", ("A3", False): "A3纵向", ("A3", True): "A3横向"}


@dataclass(frozen=True)
class PersonsLayout:
    """How a sheet of many persons stands: the items of each part, text size and widths; `about` 0 for no such column."""

    parts: tuple[range, ...]
    size: float
    serial: float
    name: float
    about: float
    boxes: tuple[float, ...]  # a box's width in each part


def page_of(form: FormSpec) -> PageStyle:
    """Return the sheet's paper as the form has it."""
    return PageStyle(Paper(form.layout.paper), form.layout.landscape, TABLE_MARGINS, "total")


def type_area(page: PageStyle) -> tuple[float, float]:
    """Return the width and height between a page's margins."""
    short, long = _SHEETS[page.paper]
    width, height = (long, short) if page.landscape else (short, long)
    margins = page.margins
    return width - margins.left - margins.right, height - margins.top - margins.bottom


def text_size(form: FormSpec) -> float:
    """Return the size of a sheet's text, pt, kept within what can be read."""
    return min(max(form.layout.size, LEAST_SIZE), LARGEST_SIZE)


def row_height(form: FormSpec) -> float:
    """Return the height of a sheet's rows, mm, kept within what can be marked and held by a page."""
    return min(max(form.layout.row_height, _LEAST_ROW), _LARGEST_ROW)


def text_width(text: str, size: float) -> float:
    """Return about how wide text is: a Chinese character is as wide as it is high, Latin half of it."""
    return sum(size / 2 if char.isascii() else size for char in text) * MM_PER_POINT


def upright(texts: Sequence[str], width: float, size: float) -> list[str]:
    """Return heads as they fit columns: all in one line, or else all upright."""
    if all(text_width(text, size) + PAD <= width for text in texts):
        return list(texts)
    return [_upright(text, width, size) for text in texts]


def _upright(text: str, width: float, size: float) -> str:
    """Return text with one character above the other, Latin words kept together where they fit."""
    lines: list[str] = []
    for char in text:
        latin = bool(lines) and char.isascii() and lines[-1][-1].isascii()
        if latin and text_width(lines[-1] + char, size) + PAD / 2 <= width:
            lines[-1] += char
        else:
            lines.append(char)
    return "\n".join(lines)


def name_width(names: Sequence[str], size: float, most: float = 30.0, longest_size: float = 0.0) -> float:
    """Return a width in which four characters stand at full size, and the longest name at full or another size."""
    longest = max((text_width(display_name(name), longest_size or size) for name in names), default=0.0)
    return min(max(text_width("四个汉字", size), longest) + PAD + 0.6, most)


def persons_layout(form: FormSpec, subjects: Sequence[AppraisedSubject]) -> PersonsLayout:
    """Return how the form's items and grades stand beside these people; UserError names the paper that holds them."""
    layout = _fitted(form, form.layout, subjects)
    if layout is not None:
        return layout
    for paper, landscape in _LARGER:
        larger = FormLayout(paper=paper, landscape=landscape, size=form.layout.size)
        if _fitted(form, larger, subjects) is not None:
            raise UserError(
                f"{len(form.items)}项、{max(map(len, form.scales))}个等次在{_words(form.layout)}上排不下，划票的格子不足5毫米。",
                f"请在表样的版式中改用{_WORDS[paper, landscape]}。",
            )
    raise UserError(
        f"{len(form.items)}项、{max(map(len, form.scales))}个等次在A3横向上也排不下，划票的格子不足5毫米。",
        "请减少测评项目或等次，或分成两张表样。",
    )


def _words(layout: FormLayout) -> str:
    return _WORDS[layout.paper, layout.landscape]


def _fitted(form: FormSpec, layout: FormLayout, subjects: Sequence[AppraisedSubject]) -> PersonsLayout | None:
    """Return how it all stands on a paper, in smaller text if the posts held would be crowded; None if it does not."""
    size = text_size(form)
    found = _fitted_in(form, layout, subjects, size)
    while found is not None and size > LEAST_SIZE and _head_share(form, layout, found) > MOST_HEAD:
        size = max(size - 0.5, LEAST_SIZE)
        found = _fitted_in(form, layout, subjects, size)
    if found is not None and found.size > _CROWDED_SIZE and 0 < found.about < _ABOUT * 0.8:
        return _fitted_in(form, layout, subjects, _CROWDED_SIZE)
    return found


def _head_share(form: FormSpec, layout: FormLayout, found: PersonsLayout) -> float:
    """Return how much of the page's height the items' and the grades' heads take: long names make them tall."""
    character = found.size * MM_PER_POINT
    upper = lower = 0
    for part, box in zip(found.parts, found.boxes, strict=True):
        for item in part:
            scale = form.scale(item)
            across = max(int((box * len(scale) - PAD) / character), 1)
            upper = max(upper, -(-len(form.items[item].title) // across))
            lower = max(lower, *(text.count("\n") + 1 for text in upright(scale, box, found.size)))
    return head_share(upper + lower, found.size, PageStyle(Paper(layout.paper), layout.landscape, TABLE_MARGINS))


def head_share(lines: int, size: float, page: PageStyle) -> float:
    """Return how much of a page's height so many lines of a head take."""
    return lines * size * MM_PER_POINT * _LEADING / type_area(page)[1]


def _fitted_in(
    form: FormSpec, layout: FormLayout, subjects: Sequence[AppraisedSubject], size: float
) -> PersonsLayout | None:
    width, _ = type_area(PageStyle(Paper(layout.paper), layout.landscape, TABLE_MARGINS))
    names = [each.name for each in subjects]
    has_about = any(each.about for each in subjects)
    least_about = _LEAST_ABOUT if has_about else 0.0
    serial = text_width("序号", size) + PAD + 0.4
    for count in range(1, min(MOST_PARTS, len(form.items)) + 1):
        parts = _parted(len(form.items), count)
        most = max(boxes_in(form, part) for part in parts)
        name = name_width(names, size)
        if (width - serial - name - least_about) / most < LEAST_BOX:
            name = name_width(names, LEAST_SIZE)
        room = width - serial - name
        if (room - least_about) / most < LEAST_BOX:
            continue
        about = 0.0
        if has_about:
            about = min(max(room - _GOOD_BOX * most, least_about), _ABOUT)
            about = max(about, room - _WIDE_BOX * most)
        boxes = tuple((room - about) / boxes_in(form, part) for part in parts)
        return PersonsLayout(parts, size, serial, name, about, boxes)
    return None


def boxes_in(form: FormSpec, items: Iterable[int]) -> int:
    """Return how many boxes to mark these items have, each by its own scale."""
    return sum(len(form.scale(item)) for item in items)


def _parted(items: int, count: int) -> tuple[range, ...]:
    """Return the items of each part, the first not fewer than the last."""
    each = -(-items // count)
    return tuple(range(start, min(start + each, items)) for start in range(0, items, each))
