"""What a kind of congress may hold at most, as files come from other counties: how many of each thing, how long texts, which ids."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from huanjie_desktop.catalog.plan_steps import ANCHORS, MOST
from huanjie_desktop.catalog.specs import CongressKindSpec, StepSpec
from huanjie_desktop.domain.rules import RuleBook
from huanjie_desktop.domain.schedule.workdays import Unit

LEVELS = {"county": "县", "township": "乡镇"}
MOST_STEPS = 400
MOST_CHAIN = 150  # steps that come one after the other
MOST_TEXT, MOST_LONG_TEXT = 500, 4000  # characters; the long ones are those of papers
_MOST_OF_A_LIST = 200
_MOST_OF = {
    "steps": MOST_STEPS,
    "sessions": 60,
    "items": 60,
    "offices": 60,
    "capacities": 40,
    "elections": 40,
    "lanes": 24,
    "cover_lines": 8,
    "after": 20,
    "branches": 4,
    "limits": 12,
    "basis": 20,
    "held": len(ANCHORS),
}
_MOST_DEEP = 12
_MOST_NUMBER = 1_000_000
_NUMBERS = {
    "minutes": (0, 1440),
    "offered": (0, 9999),
    "days": (-MOST[Unit.DAY], MOST[Unit.DAY]),
    "working_days": (-MOST[Unit.WORKING_DAY], MOST[Unit.WORKING_DAY]),
    "months": (-MOST[Unit.MONTH], MOST[Unit.MONTH]),
}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_IDS = frozenset({"id", "like"})  # what else is an id is refused where there is no such thing
_BREAKS = "\n\t"
_CONTROL = frozenset({"Cc", "Cs"})


def bounds_problems(kind: CongressKindSpec) -> Iterator[str]:
    """Return where a kind goes beyond what any has, a short Chinese phrase each with the key; `rule_problems` need sound ones."""
    if kind.level not in LEVELS:
        known = "、".join(f"{level}（{title}）" for level, title in LEVELS.items())
        yield f"级别“{_shown(kind.level)}”不对（level），应是{known}"
    yield from _value_problems("", "", msgspec.to_builtins(kind), 0)
    longest = _longest_chain(kind.steps)
    if longest > MOST_CHAIN:
        yield f"步骤一步接一步有{longest}步（steps），最多{MOST_CHAIN}步"


def reference_problems(kind: CongressKindSpec, book: RuleBook) -> Iterator[str]:
    """Return what a kind names besides its steps and papers that there is not: anchors of its chart, rules of its elections."""
    for at, lane in enumerate(kind.lanes):
        if lane.anchor not in ANCHORS:
            yield f"流程图的栏“{lane.title}”没有“{lane.anchor}”这种基准日（lanes[{at}].anchor）"
    surpluses = {surplus.id for surplus in book.surpluses}
    for at, election in enumerate(kind.elections):
        if election.surplus and election.surplus not in surpluses:
            yield f"选举事项“{election.title}”没有差额规则“{election.surplus}”（elections[{at}].surplus）"


def _value_problems(place: str, key: str, value: Any, depth: int) -> Iterator[str]:
    if depth > _MOST_DEEP:
        yield f"“{place}”套得太深"
    elif isinstance(value, Mapping):
        if len(value) > _MOST_OF_A_LIST:
            yield f"“{place}”有{len(value)}项，最多{_MOST_OF_A_LIST}项"
            return
        for name, each in value.items():
            yield from _text_problems(place, "id" if key == "papers" else "", str(name))
            yield from _value_problems(f"{place}.{_shown(str(name))}" if place else name, name, each, depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        most = _MOST_OF.get(key, _MOST_OF_A_LIST)
        if len(value) > most:
            yield f"“{place}”有{len(value)}项，最多{most}项"
            return
        for at, each in enumerate(value):
            yield from _value_problems(f"{place}[{at}]", key, each, depth + 1)
    elif isinstance(value, str):
        yield from _text_problems(place, key, value)
    elif isinstance(value, int | float) and place != "days":  # of those it is said how many a congress may have
        first, last = _NUMBERS.get(key, (-_MOST_NUMBER, _MOST_NUMBER))
        if not first <= value <= last:
            yield f"“{place}”的数太大或太小，应是{first}到{last}"


def _text_problems(place: str, key: str, text: str) -> Iterator[str]:
    most = MOST_LONG_TEXT if place.startswith("papers.") else MOST_TEXT
    if len(text) > most:
        yield f"“{place}”有{len(text)}个字，最多{most}个字"
    elif any(unicodedata.category(sign) in _CONTROL and sign not in _BREAKS for sign in text):
        yield f"“{place}”里有控制字符"
    elif key in _IDS and ".params" not in place and text and not _ID.fullmatch(text):
        yield f"“{place}”的编号“{_shown(text)}”不对，只能用字母、数字、“-”和“_”"


def _longest_chain(steps: Sequence[StepSpec]) -> int:
    """Return how many steps follow each other at most; a circle, which is found elsewhere, ends it."""
    before = {step.id: [id_ for id_ in (*step.after, step.of) if id_] for step in steps}
    long: dict[str, int] = {}
    for first in before:
        stack = [first]
        on_way: set[str] = set()
        while stack:
            step = stack[-1]
            on_way.add(step)
            waiting = [id_ for id_ in before.get(step, ()) if id_ not in long and id_ not in on_way]
            if waiting and step not in long:
                stack.append(waiting[0])
                continue
            long.setdefault(step, 1 + max((long.get(id_, 0) for id_ in before.get(step, ())), default=0))
            on_way.discard(stack.pop())
    return max(long.values(), default=0)


def _shown(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else "?" for sign in text)
    return shown if len(shown) <= 30 else f"{shown[:30]}……"
