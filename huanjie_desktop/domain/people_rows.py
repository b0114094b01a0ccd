"""People as rows of a long table: what they are sorted and found by."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from huanjie_desktop.domain.columns import PEOPLE, Place
from huanjie_desktop.domain.people import PersonRow
from huanjie_desktop.domain.sieve import AS_HELD, RowKind

SERIAL, GROUP, NAME = "serial", "group_name", "name"
BY_SURNAME, BY_NAME, BY_PINYIN = "surname_key", "name_key", "pinyin"
NAME_ORDERS = {BY_SURNAME: "姓氏笔画", BY_NAME: "姓名笔画", BY_PINYIN: "拼音"}


def people_kind(base: date) -> RowKind:
    """Return what a long table asks of people; ages are full years at `base`."""
    key: Callable[[Any], str] = attrgetter("person.id")
    at = Place(base)
    return RowKind(key, lambda row, field: PEOPLE.text(field, row, at), partial(sort_key, at=at))


def haystack(row: PersonRow, fields: Iterable[str], base: date) -> str:
    """Return what typed words are looked for in: the name, its pinyin and initials, and what these cells say, one a line."""
    texts, at = [row.person.name, row.keys.pinyin.replace(" ", ""), row.keys.initials], Place(base)
    texts += [text for field in fields if field not in (NAME, SERIAL) and (text := PEOPLE.text(field, row, at))]
    return "\n".join(texts).lower()


def sort_key(order: str, at: Place) -> Callable[[PersonRow], Any]:
    """Return the key function of an order: one of the names' orders or a column's field; "" and None mean blank."""
    if order in NAME_ORDERS:
        return attrgetter(f"keys.{order}")
    return lambda row: PEOPLE.sort_key(order, row, at)


def next_order(field: str, order: str, descending: bool) -> tuple[str, bool]:
    """Return how a table is sorted, and whether downwards, once a column's head is clicked: up, down, then as it is held."""
    wanted = {NAME: BY_SURNAME, SERIAL: AS_HELD}.get(field, field)
    if wanted == AS_HELD or field_of(order) != field:
        return wanted, False
    return (AS_HELD, False) if descending else (order, True)


def orders_of(field: str) -> list[tuple[str, bool, str]]:
    """Return what the menu of a column's head offers: an order, whether downwards, and its words."""
    offered = [(field, False, "升序"), (field, True, "降序")]
    if field == NAME:
        offered = [(order, False, f"按{title}排序") for order, title in NAME_ORDERS.items()]
    elif field == SERIAL:
        offered = []
    return [*offered, (AS_HELD, False, "按名册原来的次序")]


def field_of(order: str) -> str:
    """Return the column that an order sorts by."""
    return NAME if order in NAME_ORDERS else order


def order_words(order: str, titles: Mapping[str, str], *, descending: bool) -> str:
    """Say how people are sorted, "" where they stand as they are held; `titles` are those of the columns."""
    if order == AS_HELD:
        return "按原来的次序倒排" if descending else ""
    title = NAME_ORDERS.get(order) or f"“{titles.get(order, '')}”"
    return f"按{title}{'降序' if descending else '排序' if order in NAME_ORDERS else '升序'}"
