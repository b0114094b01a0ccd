"""Decides for each row of an import who it is: somebody new, somebody known, or nobody that can be told."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.people import Person
from huanjie_desktop.services.people.sheet_rows import ReadRow


@dataclass(frozen=True)
class Match:
    """`person` is who the row is, None for somebody new; `why` says why it cannot be told, with `field` to look at."""

    person: Person | None
    why: str = ""
    field: str = "name"
    code: str = ""


class Matcher:
    """Finds rows' people by ID number, else by name and birth, else by a name that only one has on both sides."""

    def __init__(self, people: Sequence[Person], rows: Sequence[ReadRow]) -> None:
        self._by_number = {person.id_number: person for person in people if person.id_number}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._by_name[person.name].append(person)
        self._names = Counter(row.values.get("name") for row in rows)
        self._numbers: dict[str, int] = {}
        self._taken: dict[str, int] = {}
        self._nameless: dict[tuple[str, Any], int] = {}

    def match(self, row: ReadRow) -> Match:
        """Return who the row is; call it once for each row, in the file's order."""
        number = row.values.get("id_number", "")
        if number in self._numbers:
            return Match(None, f"身份证号与第{self._numbers[number]}行相同", "id_number", "id-twice")
        found = self._by_id_number(row, number) if number else self._by_name_and_birth(row)
        if not found.why:
            found = self._not_twice(row, found, number)
        if not found.why and number:
            self._numbers[number] = row.number
        return found

    def _by_id_number(self, row: ReadRow, number: str) -> Match:
        name = row.values["name"]
        known = self._by_number.get(number)
        if known is not None:
            if known.name != name:
                return Match(None, f"身份证号与已有人员“{known.name}”相同，姓名却是“{name}”", "id_number", "id-taken")
            return Match(known)
        open_ones = [person for person in self._candidates(row) if not person.id_number]
        if len(open_ones) > 1:
            return Match(None, f"已有{len(open_ones)}名“{name}”，分不清是哪一人", "name", "same-name")
        return Match(open_ones[0] if open_ones else None)

    def _by_name_and_birth(self, row: ReadRow) -> Match:
        name, birth = row.values["name"], row.values.get("birth")
        candidates = self._candidates(row)
        if len(candidates) > 1:
            return Match(None, f"已有{len(candidates)}名“{name}”，分不清是哪一人，请补身份证号", "name", "same-name")
        if candidates and birth is None and self._names[name] > 1:
            return Match(
                None, f"表中有{self._names[name]}个“{name}”，分不清是哪一人，请补出生年月", "name", "same-name"
            )
        return Match(candidates[0] if candidates else None)

    def _candidates(self, row: ReadRow) -> list[Person]:
        birth: PartialDate | None = row.values.get("birth")
        same = self._by_name.get(row.values["name"], [])
        return [person for person in same if birth is None or person.birth is None or person.birth.agrees_with(birth)]

    def _not_twice(self, row: ReadRow, found: Match, number: str) -> Match:
        name = row.values["name"]
        if found.person is not None:
            first = self._taken.setdefault(found.person.id, row.number)
            if first != row.number:
                return Match(None, f"与第{first}行是同一人“{name}”", "name", "person-twice")
        elif not number:
            birth = row.values.get("birth")
            first = self._nameless.setdefault((name, birth and birth.iso()), row.number)
            if first != row.number:
                return Match(None, f"与第{first}行同名同出生年月，分不清是否同一人，请补身份证号", "name", "same-name")
        return found
