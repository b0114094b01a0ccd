"""The findings about people, kept: after a change only those whom it touches are checked again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_checks import PEOPLE_CHECKS, GroupCheck, PersonCheck
from huanjie_desktop.domain.rules import Rule, RuleBook


class PeopleFindings:
    """What `check_people` would find about people who change: the same findings in the same order."""

    def __init__(self, book: RuleBook, base: date) -> None:
        self._kept = [_kept(rule, base) for rule in book.rules_of("people")]

    def change(self, changed: Iterable[Person], gone: Iterable[str]) -> None:
        """Take in people as they are now, new ones among them, and leave out those who are gone."""
        for id_ in gone:
            for each in self._kept:
                each.drop(id_)
        for person in changed:
            for each in self._kept:
                each.put(person)

    def findings(self, order: Sequence[str]) -> list[Finding]:
        """Return what is found; `order` are the ids of all the people in their order."""
        place = {id_: at for at, id_ in enumerate(order)}
        return [finding for each in self._kept for finding in each.findings(place)]


class _OfEach:
    """The findings of a rule about each person by himself."""

    def __init__(self, rule: Rule, check: PersonCheck, base: date) -> None:
        self._rule, self._check, self._base = rule, check, base
        self._found: dict[str, tuple[Finding, ...]] = {}

    def put(self, person: Person) -> None:
        self.drop(person.id)
        if found := tuple(self._check.find(person, self._rule, self._base)):
            self._found[person.id] = found

    def drop(self, id_: str) -> None:
        self._found.pop(id_, None)

    def findings(self, place: Mapping[str, int]) -> Iterator[Finding]:
        for id_ in sorted(self._found, key=place.__getitem__):
            yield from self._found[id_]


class _OfSharing:
    """Whom a rule compares: people by the value that they share."""

    def __init__(self, rule: Rule, check: GroupCheck) -> None:
        self._rule, self._check = rule, check
        self._values: dict[str, object] = {}
        self._groups: dict[object, dict[str, Person]] = defaultdict(dict)

    def put(self, person: Person) -> None:
        self.drop(person.id)
        if value := self._check.value_of(person):
            self._values[person.id] = value
            self._groups[value][person.id] = person

    def drop(self, id_: str) -> None:
        if id_ in self._values:
            value = self._values.pop(id_)
            del self._groups[value][id_]
            if not self._groups[value]:
                del self._groups[value]

    def findings(self, place: Mapping[str, int]) -> Iterator[Finding]:
        def at(person: Person) -> int:
            return place[person.id]

        groups = [sorted(group.values(), key=at) for group in self._groups.values() if len(group) > 1]
        for group in sorted(groups, key=lambda group: at(group[0])):
            yield from self._check.find(group, self._rule)


def _kept(rule: Rule, base: date) -> _OfEach | _OfSharing:
    check = PEOPLE_CHECKS[rule.check]
    return _OfSharing(rule, check) if isinstance(check, GroupCheck) else _OfEach(rule, check, base)
