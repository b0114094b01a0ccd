"""How an office says and types days counted from a congress: 会前120天, 选举日当天, 会后3个工作日."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from huanjie_desktop.domain.schedule.workdays import Unit

_UNITS = {Unit.DAY: "天", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月"}
_TYPED = re.compile(r"(?P<side>\D*?)(?P<sign>[-+−－＋]?)(?P<number>\d{1,5})(?P<unit>天|日|个工作日|个月)?")
_BEFORE, _AFTER, _ON = ("前", "提前", "早"), ("后", "推后", "晚"), ("当天", "当日")


class Sides(NamedTuple):
    """What stands before a number of days before an anchor and after it, and the word for the day itself."""

    before: str
    after: str
    on: str


def sides_of(name: str) -> Sides:
    """Return the words around a day or a step by its name: 选举日前, 选举日后, 选举日当天."""
    return Sides(f"{name}前", f"{name}后", f"{name}当天")


def offset_words(number: int, unit: Unit, sides: Sides, until: int | None = None) -> str:
    """Return 会前40至36天, or 会前2天至会后1天; `until` is the last day of a span."""
    if until is None or until == number:
        return _one(number, unit, sides)
    if number * until > 0:
        side = sides.before if number < 0 else sides.after
        return f"{side}{abs(number)}至{abs(until)}{_UNITS[unit]}"
    return f"{_one(number, unit, sides)}至{_one(until, unit, sides)}"


def _one(number: int, unit: Unit, sides: Sides) -> str:
    if not number:
        return sides.on
    return f"{sides.before if number < 0 else sides.after}{abs(number)}{_UNITS[unit]}"


def read_offset(text: str, unit: Unit = Unit.DAY) -> int:
    """Return a number of `unit` as people type it: 会前12天, 提前12, -12, 当天. ValueError is one sentence."""
    text, noun = "".join(text.split()), _UNITS[unit]
    if text.endswith(_ON):
        return 0
    found = _TYPED.fullmatch(text)
    side = found["side"] if found else ""
    if found is None or (side and (not side.endswith(_BEFORE + _AFTER) or found["sign"])):
        raise ValueError(f"“{text}”看不出提前还是推后多少，请写成“会前12{noun}”“会后3{noun}”的样子。")
    number = int(found["number"])
    if found["unit"] and found["unit"].replace("日", "天") != noun.replace("日", "天"):
        raise ValueError(f"这一步按{noun.removeprefix('个')}数，请写成“会前{number}{noun}”的样子。")
    if not side and not found["sign"] and number:
        raise ValueError(f"“{text}”没有写前还是后，请写成“会前{number}{noun}”或“会后{number}{noun}”。")
    return -number if side.endswith(_BEFORE) or found["sign"] in ("-", "−", "－") else number


def sides_or_name(sides: Mapping[str, Sides], name: str) -> Sides:
    """Return the words around an anchor, by its letter where nobody has said what it is called."""
    return sides.get(name) or sides_of(name)
