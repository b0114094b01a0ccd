"""The parts of a form, new ones and changed ones: items, grades, categories of voters."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from huanjie_desktop.catalog.forms import FormItem, VoterCategory, free_code


def new_item(items: Sequence[FormItem]) -> FormItem:
    """Return an item with a name of its own, in the class of the last."""
    group = items[-1].group if items else ""
    return FormItem(title=_free([each.title for each in items], "新项目"), group=group)


def new_grade(grades: Sequence[str]) -> str:
    """Return a grade with a name of its own."""
    return _free(grades, "新等次")


def new_category(categories: Sequence[VoterCategory]) -> VoterCategory:
    """Return a category with the next free letter."""
    return VoterCategory(code=free_code([each.code for each in categories]))


def part_with(part: Any, values: Mapping[str, str]) -> Any:
    """Return a part with other texts in its fields; of a grade its only one. An item's own grades are listed in a text."""
    if isinstance(part, str):
        return values.get("grade", part)
    fields: dict[str, Any] = dict(values)
    if "grades" in fields:
        fields["grades"] = tuple(each for each in re.split(r"[、，,；;\s]+", fields["grades"]) if each)
    return msgspec.structs.replace(part, **fields)


def _free(taken: Sequence[str], name: str) -> str:
    number = 1
    while (words := name if number == 1 else f"{name}{number}") in taken:
        number += 1
    return words
