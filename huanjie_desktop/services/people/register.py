"""The register as the checks of the whole see it: each part read once, and only if a check asks for it."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from huanjie_desktop.documents.coverage import characters_without_face
from huanjie_desktop.domain.dates import from_iso
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.post_parts import PostPart, read_posts
from huanjie_desktop.domain.register_checks import FormDifference, Known, holders_by_unit
from huanjie_desktop.domain.units import UnitPost, UnitTree
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, person_parts, rosters, units

if TYPE_CHECKING:
    from huanjie_desktop.services.people.form_agreement import FormsKept

_COLUMNS = ("id", "name", "pinyin", "sex", "birth", "id_number", "unit", "current_post", "native_place")


_read_birth = lru_cache(maxsize=4096)(from_iso)  # months recur


@dataclass
class RegisterKept:
    """What was read of the register, and what was found of some, for as long as `touch` is told of every change."""

    people: list[Known] | None = None
    posts: dict[str, Sequence[PostPart]] = field(default_factory=dict)  # by person id
    read: dict[tuple[str, str], Sequence[PostPart]] = field(default_factory=dict)  # by post and unit, as they were read
    found: dict[Hashable, tuple[Hashable, Sequence[Finding]]] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)  # people to be read again
    forms: "FormsKept | None" = None  # None until somebody came with a form

    def touch(self, touched: Mapping[str, Collection[str] | None]) -> None:
        """Hear what was written, by table; None for more than can be told."""
        if self.forms is not None:
            self.forms.touch(touched)
        ids = touched.get("person", ())
        if ids is None:
            self.people = None
        else:
            self.stale.update(ids)
        if "unit" in touched:
            self.read.clear()
            self.posts.clear()


class RegisterReading:
    """人员库一览: it holds for as long as nothing is written; `kept` is what was read before and holds yet."""

    def __init__(self, workspace: Workspace, kept: RegisterKept | None = None) -> None:
        self._workspace = workspace
        self._kept = kept or RegisterKept()

    @property
    def base(self) -> date:
        """Return the date at which ages are taken."""
        return self._workspace.base_date

    @cached_property
    def people(self) -> Sequence[Known]:
        """Return everybody in the order added."""
        kept, store = self._kept, self._workspace.store
        known = {person.id: at for at, person in enumerate(kept.people)} if kept.people and kept.stale else {}
        if kept.people is not None and kept.stale <= known.keys():
            again = [_known(*row) for row in people.rows_by_ids(store, _COLUMNS, kept.stale)]
            if len(again) == len(kept.stale):  # nobody is gone
                for person in again:
                    kept.people[known[person.id]] = person
                    kept.posts.pop(person.id, None)
                kept.stale.clear()
                return kept.people
        kept.people = [_known(*row) for row in people.people_rows(store, _COLUMNS)]
        kept.posts.clear()
        kept.found.clear()
        kept.stale.clear()
        return kept.people

    @cached_property
    def photos(self) -> frozenset[str]:
        """Return the ids of those who have a photo."""
        return person_parts.ids_with_photo(self._workspace.store)

    @cached_property
    def with_forms(self) -> Mapping[str, Sequence[str]]:
        """Return the rosters that ask for forms by name, with the ids of their people."""
        store = self._workspace.store
        return {
            roster.name: [entry.person_id for entry in rosters.list_entries(store, roster.id)]
            for roster in rosters.list_rosters(store)
            if roster.forms
        }

    @cached_property
    def tree(self) -> UnitTree:
        """Return the units."""
        return UnitTree(units.list_units(self._workspace.store))

    @cached_property
    def quotas(self) -> Sequence[UnitPost]:
        """Return the posts of all units."""
        return units.list_posts(self._workspace.store)

    @cached_property
    def posts(self) -> Mapping[str, Sequence[PostPart]]:
        """Return the posts that people hold, by person id."""
        people_, kept, tree = self.people, self._kept, self.tree
        for person in people_ if len(kept.posts) < len(people_) else ():
            if person.id not in kept.posts:
                said = person.current_post, person.unit
                if said not in kept.read:
                    kept.read[said] = read_posts(said[0], tree, said[1])
                kept.posts[person.id] = kept.read[said]
        return kept.posts

    @cached_property
    def holders(self) -> Mapping[str, Sequence[tuple[Known, PostPart]]]:
        """Return who holds posts in a unit, with each post, by unit id."""
        return holders_by_unit(self.people, self.posts)

    @cached_property
    def forms(self) -> Sequence[FormDifference]:
        """Return where people are known otherwise than their forms say, in the order of the people."""
        if self._kept.forms is None:
            if not person_parts.has_sources(self._workspace.store):
                return ()
            from huanjie_desktop.services.people.form_agreement import FormsKept  # with all that reads forms

            self._kept.forms = FormsKept()
        found = list(self._kept.forms.differences(self._workspace))
        place = {person.id: at for at, person in enumerate(self.people)} if found else {}
        return sorted(found, key=lambda each: place[each.person_id])

    def again(self, key: Hashable, members: Hashable, find: Callable[[], Iterable[Finding]]) -> Sequence[Finding]:
        """Return what is found of some, or what was found of the same ones the last time, under this key."""
        last = self._kept.found.get(key)
        if last is None or last[0] != members:
            last = self._kept.found[key] = (members, tuple(find()))
        return last[1]

    def faceless(self, characters: Iterable[str]) -> frozenset[str]:
        """Return the characters that no face has."""
        return characters_without_face(characters)


def _known(id_: str, name: str, pinyin: str, sex: str, birth: str, *rest: str) -> Known:
    id_number, unit, post, native_place = rest
    return Known(id_, name, pinyin, sex, _read_birth(birth) if birth else None, id_number, unit, post, native_place)
