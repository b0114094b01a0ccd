"""Roster 名册: a named, ordered list over the same people."""

from dataclasses import dataclass

EXAMPLE = "示例"  # a name that begins with it is the example of a sample sheet, nobody


@dataclass(frozen=True)
class Roster:
    """名册: `kind` is the id of a roster kind in the catalogue (干部, 代表, ...)."""

    id: str
    name: str
    kind: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """名册条目: one person's place in one roster; `group_name` is the unit, delegation or group it is printed under."""

    id: str
    roster_id: str
    person_id: str
    position: int
    group_name: str = ""
    note: str = ""
