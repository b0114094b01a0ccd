"""What a cell of the people's table says, sorts by and is found by."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from huanjie_desktop.domain.columns import PEOPLE, Place
from huanjie_desktop.domain.people import PersonRow

SERIAL, AGE, GROUP, NAME = "serial", "age", "group_name", "name"

ROSTER_ORDER, BY_SURNAME, BY_NAME, BY_PINYIN = "", "surname_key", "name_key", "pinyin"
NAME_ORDERS = {BY_SURNAME: "姓氏笔画", BY_NAME: "姓名笔画", BY_PINYIN: "拼音"}


def cell_text(row: PersonRow, field: str, base: date) -> str:
    """Return what a cell shows; ages are full years at `base`. The serial number is the view's to say."""
    return PEOPLE.text(field, row, Place(base))


def haystack(row: PersonRow, fields: Sequence[str], base: date) -> str:
    """Return what typed words are looked for in: the name, its pinyin and initials, and the other cells, one a line."""
    texts = [row.person.name, row.keys.pinyin.replace(" ", ""), row.keys.initials]
    texts += [text for field in fields if field not in (NAME, SERIAL, AGE) and (text := cell_text(row, field, base))]
    return "\n".join(texts).lower()


def sort_key(order: str, base: date) -> Callable[[PersonRow], Any]:
    """Return the key function of an order: one of the names' orders or a column's field; "" and None mean blank."""
    if order in NAME_ORDERS:
        return lambda row: getattr(row.keys, order)
    at = Place(base)
    return lambda row: PEOPLE.sort_key(order, row, at)


def sorted_numbers(rows: Sequence[PersonRow], order: str, descending: bool, base: date) -> list[int]:
    """Return the row numbers in an order, blank ones last in either direction; ties keep the roster's order."""
    numbers = list(range(len(rows)))
    if order == ROSTER_ORDER:
        return numbers[::-1] if descending else numbers
    keys = list(map(sort_key(order, base), rows))
    blank = [number for number in numbers if keys[number] in (None, "")]
    filled = [number for number in numbers if keys[number] not in (None, "")]
    return sorted(filled, key=keys.__getitem__, reverse=descending) + blank
