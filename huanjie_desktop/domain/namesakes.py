"""People of one name on one list, and what tells them apart."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from huanjie_desktop.domain.people import Person

T = TypeVar("T")


def theirs_alone(
    things: Sequence[T],
    alike: Callable[[T], Hashable],
    who: Callable[[T], Hashable],
    ways: Sequence[Callable[[T], str]],
) -> list[str]:
    """Return for each thing that reads `alike` with another's the first words of the `ways` that no other of those has.

    It is "" for all else, and where no way tells. Things of one person (`who`) need not be told apart.
    """
    groups: dict[Hashable, list[T]] = {}
    for thing in things:
        groups.setdefault(alike(thing), []).append(thing)
    found = []
    for thing in things:
        others = [each for each in groups[alike(thing)] if who(each) != who(thing)]
        told = (words(thing) for words in ways if words(thing) not in map(words, others)) if others else ()
        found.append(next((words for words in told if words), ""))
    return found


def told_apart(people: Iterable[Person], marks_of: Callable[[Person], str]) -> dict[str, str]:
    """Return what tells those apart who share their name and the marks beside it （女，回族）, by person id.

    It is the unit, else the post, else when they were born; those whom none tells have "", those alone in their name are left out.
    """
    every = list({person.id: person for person in people}.values())
    words = theirs_alone(every, lambda each: (each.name, marks_of(each)), lambda each: each.id, _WAYS)
    names = Counter((each.name, marks_of(each)) for each in every)
    return {each.id: told for each, told in zip(every, words, strict=True) if names[each.name, marks_of(each)] > 1}


def _born(person: Person) -> str:
    return f"{person.birth.dotted()}生" if person.birth else ""


_WAYS: Sequence[Callable[[Person], str]] = (lambda person: person.unit, lambda person: person.current_post, _born)
