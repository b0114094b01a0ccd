"""单位: the county's bodies as a tree, each with its names and its posts, and the number of people a post is for (职数)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from huanjie_desktop.domain.normalise import clean_line

SHORTEST_NAME = 2
MOST_LEVELS = 6
_QUOTA = re.compile(
    r"(?P<title>[^\d\s、，,；;（(]+?)\s*(?P<number>\d{1,3})\s*(?:[名人个职])?\s*"
    r"(?:[（(]\s*(?:任职年龄|年龄)?\s*(?:界限|不超过|上限)?\s*(?P<age>\d{2})\s*岁?(?:以下|以内)?\s*[)）])?"
)
_PARTS = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: `name` is what rosters print (县委组织部), `full_name` the whole one (中共青禾县委组织部), `short_name` what people say
    (组织部); `kind` 党委部门, 乡镇 ...; all units stand in one order (`position`), each behind the one above it."""

    id: str
    name: str
    full_name: str = ""
    short_name: str = ""
    kind: str = ""
    parent_id: str | None = None
    position: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names that it has, the longest first."""
        return tuple(sorted({self.name, self.full_name, self.short_name} - {""}, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class UnitPost:
    """职数: a unit's post (党委书记; 正职 and 副职 for any of that standing), for how many people, up to which age (0: no limit)."""

    id: str
    unit_id: str
    title: str
    number: int = 0
    age_limit: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    """A unit with its level in the tree, 0 for those on top."""

    unit: Unit
    level: int


class UnitTree:
    """单位树: the units in the order of the office, and which of them words mean."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self.placed = _placed(list(units))
        self.place = {each.unit.id: at for at, each in enumerate(self.placed)}
        self._by_name: dict[str, Unit] = {}
        for which in ("name", "full_name", "short_name"):
            for each in self.placed:
                self._by_name.setdefault(getattr(each.unit, which), each.unit)
        shared = _shared_short_names(each.unit for each in self.placed)
        self._by_name = {
            name: unit for name, unit in self._by_name.items() if len(name) >= SHORTEST_NAME and name not in shared
        }
        self._longest = max(map(len, self._by_name), default=0)

    def __bool__(self) -> bool:
        """Tell whether there are units."""
        return bool(self.placed)

    @property
    def units(self) -> list[Unit]:
        """Return the units in order."""
        return [each.unit for each in self.placed]

    def find(self, words: str) -> Unit | None:
        """Return the unit that one of its names says, None for none; a short name that several have says none."""
        return self._by_name.get(words)

    def at_start(self, words: str) -> tuple[Unit, str] | None:
        """Return the unit whose name words begin with, the longest that does, and that name."""
        for length in range(min(self._longest, len(words)), SHORTEST_NAME - 1, -1):
            unit = self._by_name.get(words[:length])
            if unit is not None:
                return unit, words[:length]
        return None

    def place_of(self, words: str) -> int:
        """Return where a unit stands in the order; behind all for one that is not known."""
        unit = self._by_name.get(words)
        return self.place[unit.id] if unit is not None else len(self.placed)


def from_levels(rows: Sequence[tuple[Unit, int]]) -> list[Unit]:
    """Return units in this order with parent and position by their levels; a level that leaps is taken as one deeper."""
    above: list[str] = []
    made = []
    for at, (unit, level) in enumerate(rows):
        del above[max(0, min(level, len(above), MOST_LEVELS - 1)) :]
        made.append(replace(unit, parent_id=above[-1] if above else None, position=at))
        above.append(unit.id)
    return made


def block_of(placed: Sequence[PlacedUnit], at: int) -> range:
    """Return the numbers of a unit and all below it."""
    end = at + 1
    while end < len(placed) and placed[end].level > placed[at].level:
        end += 1
    return range(at, end)


def read_quota(text: str) -> list[tuple[str, int, int]]:
    """Return title, number and age limit of each part of 书记1、镇长1、副镇长3（50岁）; ValueError is one sentence."""
    found = []
    for part in filter(None, map(str.strip, _PARTS.split(clean_line(text)))):
        match = _QUOTA.fullmatch(part)
        if match is None:
            raise ValueError(f"“{part}”看不出职务和人数，请写成“副镇长3”或“副镇长3（50岁）”的样子")
        found.append((match["title"], int(match["number"]), int(match["age"] or 0)))
    titles = [title for title, _number, _age in found]
    twice = next((title for title in titles if titles.count(title) > 1), "")
    if twice:
        raise ValueError(f"“{twice}”写了两次")
    return found


def quota_text(posts: Iterable[UnitPost]) -> str:
    """Return posts as `read_quota` reads them."""
    return "、".join(f"{each.title}{each.number}" + f"（{each.age_limit}岁）" * bool(each.age_limit) for each in posts)


def _placed(units: list[Unit]) -> tuple[PlacedUnit, ...]:
    """Return units in order with their levels; what refers to nothing that is there, or to itself by others, stands on top."""
    units = sorted(units, key=lambda unit: unit.position)
    known = {unit.id: unit for unit in units}
    below: dict[str | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if _reaches_top(unit, known) else None, []).append(unit)
    found: list[PlacedUnit] = []

    def put(parent: str | None, level: int) -> None:
        for unit in below.get(parent, ()):
            found.append(PlacedUnit(unit, level))
            put(unit.id, level + 1)

    put(None, 0)
    return tuple(found)


def _reaches_top(unit: Unit, known: dict[str, Unit]) -> bool:
    seen, at = {unit.id}, unit.parent_id
    while at is not None:
        if at in seen or at not in known:
            return False
        seen.add(at)
        at = known[at].parent_id
    return True


def _shared_short_names(units: Iterable[Unit]) -> set[str]:
    seen: set[str] = set()
    shared: set[str] = set()
    for unit in units:
        if unit.short_name and unit.short_name != unit.name:
            (shared if unit.short_name in seen else seen).add(unit.short_name)
    return shared
