"""The steps of a kind of congress: counted from an anchor or another step, held by a rule, and how each stands."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from huanjie_desktop.domain.rules import Ground
from huanjie_desktop.domain.schedule.offsets import Sides, offset_words, sides_of, sides_or_name
from huanjie_desktop.domain.schedule.workdays import Unit

_ARTICLES = re.compile(r"(《[^》]+》)(?:第([\d、]+)条)?")
_UNIT_WORDS = {Unit.DAY: "", Unit.WORKING_DAY: "个工作日", Unit.MONTH: "个月"}


@dataclass(frozen=True)
class Count:
    """A day by counting: `number` of `unit` from the anchor, or from the step `of`; `until` is the last day of a span."""

    anchor: str = ""
    number: int = 0
    unit: Unit = Unit.DAY
    until: int | None = None
    of: str = ""

    def words(self, titles: Mapping[str, str]) -> str:
        """Return how it is counted in letters, where there is little room: E−20; `titles` are those of steps, by id."""
        base = f"“{titles.get(self.of, self.of)}”" if self.of else self.anchor
        first = base + self._signed(self.number)
        return first if self.until is None else f"{first} 至 {base}{self._signed(self.until)}"

    def told(self, sides: Mapping[str, Sides], titles: Mapping[str, str]) -> str:
        """Return how it is counted as an office says it, 会前40至36天; `sides` are the words around anchors, by letter."""
        around = sides_of(f"“{titles.get(self.of, self.of)}”") if self.of else sides_or_name(sides, self.anchor)
        return offset_words(self.number, self.unit, around, self.until)

    def _signed(self, number: int) -> str:
        return f"{'+' if number > 0 else '−'}{abs(number)}{_UNIT_WORDS[self.unit]}" if number else ""


@dataclass(frozen=True)
class Limit:
    """The last day that a rule allows for a step."""

    ground: Ground
    count: Count


def _together(names: Iterable[str]) -> list[str]:
    """Return articles' names with those of one law together: 《选举法》第31、32条, and no law alone of which an article stands there."""
    found: dict[str, list[int] | None] = {}
    for name in names:
        match = _ARTICLES.fullmatch(name)
        if match is None:
            found[name] = None
        else:
            numbers = [int(number) for number in (match[2] or "").split("、") if number]
            found[match[1]] = [*(found.get(match[1]) or []), *numbers]
    return [
        f"{law}第{'、'.join(str(number) for number in sorted(set(numbers)))}条" if numbers else law
        for law, numbers in found.items()
    ]


@dataclass(frozen=True)
class Branch:
    """分支: what is asked when a step is done (`first`: before it is begun), and what follows.

    是 leads to the step `yes`, "" for those that come after this one. 否 leads to a box that says `no` and from there to
    the step `to`, which may be an earlier one; without words straight to it, without `to` nowhere.
    """

    asks: str
    grounds: tuple[Ground, ...] = ()
    yes: str = ""
    no: str = ""
    to: str = ""
    first: bool = False


@dataclass(frozen=True)
class Step:
    """步骤: `count` says when it is planned, None for the last lawful day; `other` instead, where its anchor is given.

    `held` are the anchors that are its days where they are given (the first sessions). `hard`: a limit is a statute's, no
    later day is allowed; else it is the office's to move. A `sitting` is on its day whatever the weekday. `working_days`
    are the fewest that its span may have. `document` is the id of a paper of the catalogue, `papers` what it brings forth
    in words; `after` are steps that come before it; `late` says what is to be done where it is late;
    `stage` is its stage or line of work. `branches` change no day; flow charts draw them.
    """

    id: str
    title: str
    who: str
    count: Count | None
    other: Count | None = None
    held: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    hard: bool = False
    sitting: bool = False
    working_days: int = 0
    grounds: tuple[Ground, ...] = ()
    document: str = ""
    papers: str = ""
    after: tuple[str, ...] = ()
    late: str = ""
    stage: str = ""
    branches: tuple[Branch, ...] = ()

    @property
    def anchor(self) -> str:
        """Return the anchor that it counts from, "" for one that counts from another step."""
        return self.first_count.anchor

    @property
    def first_count(self) -> Count:
        """Return how it is counted: as planned, else from its first limit."""
        return self.count if self.count is not None else self.limits[0].count

    @property
    def basis(self) -> str:
        """Return what it rests on, in words: the articles' names without what they say."""
        return "；".join(_together(dict.fromkeys(ground.short for ground in self.grounds)))

    @property
    def confirmed(self) -> bool:
        """Tell whether nothing that it rests on is still to be checked in print."""
        return not any(ground.unchecked for ground in self.grounds)


class State(StrEnum):
    """How a step stands; whether an open one is late follows from the day."""

    OPEN = "open"
    PINNED = "pinned"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class StepState:
    """State of a step: `day` is that of a pinned or a done one, `by` who did it, `number` its paper's; `reason` of a dropped one."""

    state: State = State.OPEN
    day: date | None = None
    by: str = ""
    number: str = ""
    reason: str = ""


OPEN = StepState()


@dataclass(frozen=True)
class Course:
    """What is planned: a congress's steps, the anchors that it knows, what the office has moved, and how each step stands.

    `moved` are the first days that the office has set for steps; `id` and `title` are the congress's. One that is not
    `watched` is over, and nobody has said what was done: nothing in it is called late. `sides` are the words around its
    anchors, by letter (会前, 会后, 会议当天).
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    anchors: Mapping[str, date]
    moved: Mapping[str, date] = field(default_factory=dict)
    states: Mapping[str, StepState] = field(default_factory=dict)
    watched: bool = True
    sides: Mapping[str, Sides] = field(default_factory=dict)

    def state_of(self, step_id: str) -> StepState:
        """Return how a step stands."""
        return self.states.get(step_id, OPEN)


@dataclass(frozen=True)
class PlannedStep:
    """A step in time: from `start` to `end`; `latest` is the last lawful day of `start`, by the limit `held_by`.

    `counted` says in letters how the day was counted, `told` in an office's words, `count` is that; `rolled` that a day off
    moved it; `late` is how many days it is over.
    """

    step: Step
    start: date
    end: date
    latest: date | None = None
    held_by: Limit | None = None
    counted: str = ""
    rolled: bool = False
    state: StepState = OPEN
    late: int = 0
    told: str = ""
    count: Count | None = None

    @property
    def last_end(self) -> date | None:
        """Return the last lawful day of its end: `latest` as long after as the span is."""
        return None if self.latest is None else self.latest + (self.end - self.start)
