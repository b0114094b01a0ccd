"""The register as the checks of the whole see it: each part read once, and only if a check asks for it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache

from huanjie_desktop.documents.coverage import characters_without_face
from huanjie_desktop.domain.dates import from_iso
from huanjie_desktop.domain.post_parts import PostPart, read_posts
from huanjie_desktop.domain.register_checks import Known
from huanjie_desktop.domain.units import UnitPost, UnitTree
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, person_parts, rosters, units

_COLUMNS = ("id", "name", "pinyin", "sex", "birth", "id_number", "unit", "current_post", "native_place")


_read_birth = lru_cache(maxsize=4096)(from_iso)  # months recur


class RegisterReading:
    """人员库一览: it holds for as long as nothing is written.

    `read` are posts that were read before, by post and unit, for as long as the units are the same.
    """

    def __init__(self, workspace: Workspace, read: dict[tuple[str, str], Sequence[PostPart]] | None = None) -> None:
        self._workspace = workspace
        self._read = {} if read is None else read

    @property
    def base(self) -> date:
        """Return the date at which ages are taken."""
        return self._workspace.base_date

    @cached_property
    def people(self) -> Sequence[Known]:
        """Return everybody in the order added."""
        found = people.people_rows(self._workspace.store, _COLUMNS)
        return [_known(*row) for row in found]

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
        read, tree = self._read, self.tree
        for said in {(person.current_post, person.unit) for person in self.people} - read.keys():
            read[said] = read_posts(said[0], tree, said[1])
        return {person.id: read[person.current_post, person.unit] for person in self.people}

    def faceless(self, characters: Iterable[str]) -> frozenset[str]:
        """Return the characters that no face has."""
        return characters_without_face(characters)


def _known(id_: str, name: str, pinyin: str, sex: str, birth: str, *rest: str) -> Known:
    id_number, unit, post, native_place = rest
    return Known(id_, name, pinyin, sex, _read_birth(birth) if birth else None, id_number, unit, post, native_place)
