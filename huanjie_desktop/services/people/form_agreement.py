"""Where people are known otherwise than the forms say that they came with; what was read and found is kept, and only who changed is
compared again."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from huanjie_desktop.catalog.compare_rules import rules_in_use
from huanjie_desktop.domain.approval import NO_PARTS, FormSource, PersonParts
from huanjie_desktop.domain.comparing import ONE_BY_ONE, CompareRule, Said, equal_by
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.register_checks import FormDifference
from huanjie_desktop.exchange.lrmx.elements import UnreadableForm
from huanjie_desktop.exchange.lrmx.lrm import read_lrm
from huanjie_desktop.exchange.lrmx.reading import Approval, read_lrmx
from huanjie_desktop.services.people.form_texts import fields_of_elements, person_of, read_sources
from huanjie_desktop.services.people.verify_cells import FAMILY_FIELD, family_text, said_text
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, people, person_parts, units

_FAMILY = "家庭成员"
_PERSON = frozenset(each.name for each in fields(Person))
_AT_ONCE = 200  # forms that are in memory at a time


@dataclass(frozen=True)
class _Came:
    """What a form says: the values of a person's fields, and relatives in words; no more of it is kept in memory."""

    values: Mapping[str, Any]
    family: str


@dataclass
class FormsKept:
    """What was read of the forms, and who is known otherwise, for as long as `touch` is told of every change."""

    sources: dict[str, FormSource] | None = None  # by person id
    came: dict[str, _Came | None] = field(default_factory=dict)  # by the digest of what is kept of the file
    found: dict[str, tuple[FormDifference, ...]] = field(default_factory=dict)  # by person id
    relatives: dict[str, str] = field(default_factory=dict)  # whose each relative is
    rules: list[CompareRule] = field(default_factory=list)
    stale: set[str] = field(default_factory=set)
    new_kin: Sequence[str] = ()  # relatives of whom it is not known yet whose they are

    def touch(self, touched: Mapping[str, Collection[str] | None]) -> None:
        """Hear what was written, by table; None for more than can be told."""
        ids, kin = touched.get("person", ()), touched.get("relative", ())
        if ids is None or kin is None or "form_source" in touched:
            self.sources = None
            return
        self.stale.update(ids)
        self.stale.update(self.relatives[each] for each in kin if each in self.relatives)
        self.new_kin = [*self.new_kin, *(each for each in kin if each not in self.relatives)]

    def differences(self, workspace: Workspace) -> Iterable[FormDifference]:
        """Return where people are known otherwise, in no order of people."""
        store = workspace.store
        names = [(unit.short_name, unit.name, unit.full_name) for unit in units.list_units(store)]
        rules = [each for each in rules_in_use(workspace.catalog, workspace.county, names) if each.way != ONE_BY_ONE]
        if self.sources is None or rules != self.rules:
            self.sources = {each.person_id: each for each in person_parts.list_sources(store)}
            self.stale, self.found, self.relatives = set(self.sources), {}, {}
            self.rules = rules
        self.stale.update(person_parts.people_of_relatives(store, self.new_kin))
        self.new_kin = ()
        again = [id_ for id_ in self.stale if id_ in self.sources]
        for id_ in self.stale:
            self.found.pop(id_, None)
        self.stale = set()
        for at in range(0, len(again), _AT_ONCE):
            self._compare(workspace, self.sources, again[at : at + _AT_ONCE])
        return (each for found in self.found.values() for each in found)

    def _compare(self, workspace: Workspace, sources: Mapping[str, FormSource], ids: Sequence[str]) -> None:
        store = workspace.store
        self._read(workspace, [sources[id_] for id_ in ids])
        persons, parts = people.people_by_ids(store, ids), person_parts.parts_of(store, ids)
        for id_, person in persons.items():
            beside = parts.get(id_, NO_PARTS)
            self.relatives |= {each.id: id_ for each in beside.family}
            came = self.came[sources[id_].digest]
            if came is not None and (found := tuple(self._differing(workspace, person, beside, came, sources[id_]))):
                self.found[id_] = found

    def _read(self, workspace: Workspace, sources: Iterable[FormSource]) -> None:
        """Read the files that were not read before; what cannot be read any more says nothing."""
        approvals: dict[str, Approval] = {}
        for source in sources:
            if source.digest not in self.came and source.digest not in approvals:
                content = blobs.read(workspace.store.db, source.digest)
                try:
                    if content is None:
                        raise UnreadableForm("已不在")
                    read = read_lrm if source.name.lower().endswith(".lrm") else read_lrmx
                    approvals[source.digest] = read(content)
                except UnreadableForm:
                    self.came[source.digest] = None
        elements = fields_of_elements(workspace.catalog)
        rows = read_sources(workspace.catalog, list(approvals.values()))
        for (digest, approval), row in zip(approvals.items(), rows, strict=True):
            said, came = [name for element, name in elements.items() if approval.values.get(element)], person_of(row)
            values = {name: value for name in said if name in _PERSON and (value := getattr(came, name))}
            self.came[digest] = _Came(values, family_text(row.parts.family) if row.parts is not None else "")

    def _differing(
        self, workspace: Workspace, person: Person, beside: PersonParts, came: _Came, source: FormSource
    ) -> Iterator[FormDifference]:
        columns = workspace.catalog.columns
        for name, theirs in came.values.items():
            ours = getattr(person, name)
            if not ours or ours == theirs:
                continue
            one = Said(said_text(ours), ours, person.unit)
            other = Said(said_text(theirs), theirs, person.unit)
            if equal_by(one, other, [rule for rule in self.rules if name in rule.fields]) is None:
                yield FormDifference(
                    person.id, person.name, name, columns[name].title, one.text, other.text, source.name
                )
        ours = family_text(beside.family)
        if ours and came.family and ours != came.family:
            yield FormDifference(person.id, person.name, FAMILY_FIELD, _FAMILY, ours, came.family, source.name)
