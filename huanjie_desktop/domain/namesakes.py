"""People of one name on one list, and what tells them apart."""

from collections.abc import Callable, Iterable, Sequence

from huanjie_desktop.domain.people import Person


def told_apart(people: Iterable[Person], marks_of: Callable[[Person], str]) -> dict[str, str]:
    """Return what tells those apart who share their name and the marks beside it （女，回族）, by person id.

    It is the unit, else the post, else when they were born: the first that no other of them has; nothing where none does.
    """
    alike: dict[tuple[str, str], dict[str, Person]] = {}
    for person in people:
        alike.setdefault((person.name, marks_of(person)), {})[person.id] = person
    found = {}
    for same in alike.values():
        for person in same.values() if len(same) > 1 else ():
            others = [each for each in same.values() if each.id != person.id]
            found[person.id] = next((way for way in map(_only(person, others), _WAYS) if way), "")
    return found


def _only(person: Person, others: Sequence[Person]) -> Callable[[Callable[[Person], str]], str]:
    """Return what gives a person's words of a kind, "" where another has the same."""
    return lambda words: "" if words(person) in map(words, others) else words(person)


def _born(person: Person) -> str:
    return f"{person.birth.dotted()}生" if person.birth else ""


_WAYS: Sequence[Callable[[Person], str]] = (lambda person: person.unit, lambda person: person.current_post, _born)
