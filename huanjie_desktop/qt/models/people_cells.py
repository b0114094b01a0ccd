"""What a cell of the people's table says, sorts by and is found by."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from huanjie_desktop.domain.dates import PartialDate, age_at
from huanjie_desktop.domain.people import PersonRow

SERIAL, AGE, UNIT_POST, GROUP, NOTE = "serial", "age", "unit_post", "group_name", "note"
COMPUTED = frozenset({SERIAL, AGE, UNIT_POST})
OF_ENTRY = frozenset({GROUP, NOTE})
NAME = "name"

ROSTER_ORDER, BY_SURNAME, BY_NAME, BY_PINYIN = "", "surname_key", "name_key", "pinyin"
NAME_ORDERS = {BY_SURNAME: "姓氏笔画", BY_NAME: "姓名笔画", BY_PINYIN: "拼音"}


def is_editable(field: str) -> bool:
    """Tell whether a person's field may be typed into; computed ones and those of the roster's entry may not."""
    return field not in COMPUTED and field not in OF_ENTRY


def cell_text(row: PersonRow, field: str, base: date) -> str:
    """Return what a cell shows; ages are full years at `base`. The serial number is the view's to say."""
    person = row.person
    if field == AGE:
        return str(age_at(person.birth, base)) if person.birth else ""
    if field == UNIT_POST:
        post, unit = person.current_post, person.unit
        return post if post.startswith(unit) else unit + post
    if field in OF_ENTRY:
        return str(getattr(row.entry, field)) if row.entry is not None else ""
    value = getattr(person, field, "")
    if isinstance(value, PartialDate):
        return value.dotted()
    return "" if value is None else str(value)


def haystack(row: PersonRow, fields: Sequence[str], base: date) -> str:
    """Return what typed words are looked for in: the name, its pinyin and initials, and the other cells, one a line."""
    texts = [row.person.name, row.keys.pinyin.replace(" ", ""), row.keys.initials]
    texts += [text for field in fields if field not in (NAME, SERIAL, AGE) and (text := cell_text(row, field, base))]
    return "\n".join(texts).lower()


def sort_key(order: str, base: date) -> Callable[[PersonRow], Any]:
    """Return the key function of an order: one of the names' orders or a column's field; "" and None mean blank.

    Chinese text sorts by its GB 18030 bytes, which is pinyin order for the 3,755 common characters.
    """
    if order in NAME_ORDERS:
        return lambda row: getattr(row.keys, order)
    if order == AGE:
        return lambda row: age_at(row.person.birth, base) + 1 if row.person.birth else None

    def key(row: PersonRow) -> Any:
        value = getattr(row.person, order, None)
        if isinstance(value, PartialDate):
            return (value.year, value.month or 0, value.day or 0)
        return cell_text(row, order, base).encode("gb18030", "replace")

    return key


def sorted_numbers(rows: Sequence[PersonRow], order: str, descending: bool, base: date) -> list[int]:
    """Return the row numbers in an order, blank ones last in either direction; ties keep the roster's order."""
    numbers = list(range(len(rows)))
    if order == ROSTER_ORDER:
        return numbers[::-1] if descending else numbers
    keys = list(map(sort_key(order, base), rows))
    filled = sorted((number for number in numbers if keys[number]), key=keys.__getitem__, reverse=descending)
    return filled + [number for number in numbers if not keys[number]]
