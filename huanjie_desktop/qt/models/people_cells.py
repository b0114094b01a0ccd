"""People as rows of a long table: their columns, and what they sort and are found by."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.columns import PEOPLE, Place
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.people import PersonRow
from huanjie_desktop.qt.models.cells import CENTRED, COMPUTED, RIGHT, TEXT, TableColumn
from huanjie_desktop.qt.models.grid import RowKind

SERIAL, AGE, GROUP, NAME = "serial", "age", "group_name", "name"
_OF_ENTRY = {GROUP: "随名册导入", "note": "随名册导入"}
BY_SURNAME, BY_NAME, BY_PINYIN = "surname_key", "name_key", "pinyin"
NAME_ORDERS = {BY_SURNAME: "姓氏笔画", BY_NAME: "姓名笔画", BY_PINYIN: "拼音"}
_KINDS = {"left": TEXT, "center": CENTRED, "right": RIGHT}


def people_columns(specs: Sequence[ColumnSpec], base: date) -> list[TableColumn]:
    """Return the columns of a table of people; ages are full years at `base`."""
    at = Place(base)
    return [
        TableColumn(
            spec.title,
            partial(_show, spec.field, at),
            spec.field,
            _KINDS[spec.align],
            edit=partial(_edit, spec.field),
            why="" if PEOPLE.is_editable(spec.field) else _OF_ENTRY.get(spec.field, COMPUTED),
            numbered=spec.field == SERIAL,
        )
        for spec in specs
    ]


def people_kind(base: date) -> RowKind:
    """Return what a long table asks of people."""
    key: Callable[[Any], str] = attrgetter("person.id")
    at = Place(base)
    return RowKind(key, lambda row, field: PEOPLE.text(field, row, at), partial(sort_key, at=at))


def haystack(row: PersonRow, fields: Sequence[str], base: date) -> str:
    """Return what typed words are looked for in: the name, its pinyin and initials, and the other cells, one a line."""
    texts, at = [row.person.name, row.keys.pinyin.replace(" ", ""), row.keys.initials], Place(base)
    texts += [text for field in fields if field not in (NAME, SERIAL, AGE) and (text := PEOPLE.text(field, row, at))]
    return "\n".join(texts).lower()


def sort_key(order: str, at: Place) -> Callable[[PersonRow], Any]:
    """Return the key function of an order: one of the names' orders or a column's field; "" and None mean blank."""
    if order in NAME_ORDERS:
        return attrgetter(f"keys.{order}")
    return lambda row: PEOPLE.sort_key(order, row, at)


def _show(field: str, at: Place, row: PersonRow) -> str:
    return PEOPLE.text(field, row, at)


def _edit(field: str, row: PersonRow) -> str | None:
    value = getattr(row.person, field, None)
    return field_text(value) if isinstance(value, PartialDate) else None
