"""What changed between two packages of one batch: people added, removed, and changed field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huanjie_desktop.domain.packages import PackagedPerson

LISTS_TITLE = "所在名单"


@dataclass(frozen=True)
class FieldChange:
    """One field of one person, before and after; `title` is the column's."""

    field: str
    title: str
    old: str
    new: str


@dataclass(frozen=True)
class PersonChange:
    """A person who is in both packages, and not the same."""

    id: str
    name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Differences:
    """差异: in the order of the newer package, those removed in the order of the older."""

    added: tuple[PackagedPerson, ...]
    removed: tuple[PackagedPerson, ...]
    changed: tuple[PersonChange, ...]

    @property
    def count(self) -> int:
        """Return how many people differ."""
        return len(self.added) + len(self.removed) + len(self.changed)


def compare_people(
    old: Iterable[PackagedPerson], new: Iterable[PackagedPerson], titles: Mapping[str, str]
) -> Differences:
    """Return what changed, people being the same by their id; `titles` are the columns' titles by field."""
    before = {person.id: person for person in old}
    after = {person.id: person for person in new}
    changed = [
        PersonChange(id_, person.name, changes)
        for id_, person in after.items()
        if id_ in before and (changes := _changes(before[id_], person, titles))
    ]
    return Differences(
        tuple(person for id_, person in after.items() if id_ not in before),
        tuple(person for id_, person in before.items() if id_ not in after),
        tuple(changed),
    )


def lists_text(person: PackagedPerson) -> str:
    """Return the lists that a person is on: 代表名册（柳河镇代表团）、候选人预备人选名册."""
    return "、".join(f"{name}（{group}）" if group else name for name, group in sorted(person.lists.items()))


def _changes(old: PackagedPerson, new: PackagedPerson, titles: Mapping[str, str]) -> tuple[FieldChange, ...]:
    order = [*titles, *sorted({*old.fields, *new.fields} - titles.keys())]
    found = [
        FieldChange(field, titles.get(field, field), old.fields.get(field, ""), new.fields.get(field, ""))
        for field in order
        if old.fields.get(field, "") != new.fields.get(field, "")
    ]
    if dict(old.lists) != dict(new.lists):
        found.append(FieldChange("lists", LISTS_TITLE, lists_text(old), lists_text(new)))
    return tuple(found)
