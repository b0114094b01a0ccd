"""What a row of a file says otherwise than the roster, cell by cell, and what would be written of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.approval import NO_PARTS, PROPOSAL_TITLES, PersonParts, Proposal, Relative
from huanjie_desktop.domain.columns import PEOPLE, ListedPerson, Place
from huanjie_desktop.domain.comparing import ONE_BY_ONE, CompareRule, Said, equal_by
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.identity import check_id_number
from huanjie_desktop.domain.normalise import clean_line, clean_text
from huanjie_desktop.domain.parties import status_beside
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_rows import GROUP, NAME
from huanjie_desktop.domain.roster import OWN, RosterEntry
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.services.people.form_parts import PROPOSAL_ELEMENTS, RowParts, is_as_set
from huanjie_desktop.services.people.form_texts import fields_of_elements
from huanjie_desktop.services.people.import_preview import ImportRow
from huanjie_desktop.services.people.own_columns import is_own

FAMILY_FIELD, PHOTO_FIELD = "family", "photo"
_PART_TITLES = {FAMILY_FIELD: "家庭成员", PHOTO_FIELD: "照片", **PROPOSAL_TITLES}
_NOWHERE = Place(PartialDate(1900).earliest())
_LONG = frozenset({"long_text"})
_PARTY, _STATUS, _NUMBER, _UNIT = "party_joined", "political_status", "id_number", "unit"
_SAME_READING = "右边读入以后与左边相同"


@dataclass(frozen=True)
class Difference:
    """One cell that is written otherwise: `ours` and `theirs` in words. `equal_by` is the rule by which both say the same, ""
    where they do not.

    `new` is what would be written; `blocked` says why that cannot be. `alone` is of a field that is decided cell by cell;
    `notes` are what an import would ask or say of the cell.
    """

    person_id: str
    name: str
    field: str
    title: str
    ours: str
    theirs: str
    row: int
    source: str = ""
    equal_by: str = ""
    new: Any = None
    blocked: str = ""
    alone: bool = False
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells it from all others."""
        return self.person_id, self.field


@dataclass(frozen=True)
class _Cell:
    """Both sides of a cell before they are compared; `shown` is theirs where it differs."""

    field: str
    title: str
    ours: Said
    theirs: Said
    shown: str
    new: Any
    blocked: str = ""


class CellReader:
    """Compares rows with people; `faulty` are the cells that cannot be read, as (text, why) by row's key and field."""

    def __init__(
        self,
        catalog: Catalog,
        own: Sequence[ColumnSpec],
        rules: Sequence[CompareRule],
        guesses: Sequence[Guess],
        faulty: Mapping[tuple[str, str], tuple[str, str]],
        base: date,
    ) -> None:
        self._base = base
        self._specs = {**catalog.columns, **{spec.field: spec for spec in own}}
        self._rules = [rule for rule in rules if rule.way != ONE_BY_ONE]
        self._alone = frozenset[str]().union(*(rule.fields for rule in rules if rule.way == ONE_BY_ONE))
        self._heads = {guess.head: guess.field for guess in guesses if guess.field}
        self._elements = {name: element for element, name in fields_of_elements(catalog).items()}
        self._faulty = faulty
        self._by_field: dict[str, list[CompareRule]] = {}

    def differences(
        self, row: ImportRow, person: Person, entry: RosterEntry, parts: PersonParts = NO_PARTS
    ) -> list[Difference]:
        """Return what the row writes otherwise than is known, in the order of the columns, then what stands beside them."""
        notes = self._notes(row)
        found = []
        for cell in self._cells(row, person, entry, parts):
            rule = equal_by(cell.ours, cell.theirs, self._rules_of(cell.field))
            if rule == "" and cell.shown == cell.ours.text:
                continue
            shown = cell.theirs.text if rule or cell.shown == cell.ours.text else cell.shown
            found.append(
                Difference(
                    person.id,
                    person.name,
                    cell.field,
                    cell.title,
                    cell.ours.text,
                    shown,
                    row.number,
                    row.source,
                    rule or "",
                    cell.new,
                    cell.blocked,
                    cell.field in self._alone,
                    notes.get(cell.field, ()),
                )
            )
        return found

    def _rules_of(self, name: str) -> list[CompareRule]:
        if name not in self._by_field:
            self._by_field[name] = [rule for rule in self._rules if name in rule.fields]
        return self._by_field[name]

    def _notes(self, row: ImportRow) -> dict[str, tuple[str, ...]]:
        """Return what an import asks and says of the row's cells, by field."""
        notes: dict[str, tuple[str, ...]] = {}
        for finding in (*row.doubts, *row.findings):
            name = self._heads.get(finding.place.column, "") if finding.place else ""
            if name:
                notes[name] = (*notes.get(name, ()), finding.text.partition("：")[2] or finding.text)
        return notes

    def _cells(self, row: ImportRow, person: Person, entry: RosterEntry, parts: PersonParts) -> Iterator[_Cell]:
        named = [name for name in self._specs if name in row.texts and self._is_said(row, name)]
        for name in named:
            yield self._cell(row, name, person, entry)
        for name, value in row.values.items():  # what a cell says beside its own field, 政治面貌 in 入党时间
            if name in self._specs and name not in row.texts and value not in ("", None) and _said_beside(row, name):
                yield self._implied(row, name, value, person)
        if row.parts is not None:
            yield from _beside(row.parts, parts, self._base)

    def _is_said(self, row: ImportRow, name: str) -> bool:
        """Tell whether the file has the field at all; a form may have no such element."""
        if row.parts is None or row.parts.record.approval is None:
            return True
        return self._elements.get(name, "") in row.parts.record.approval.values

    def _cell(self, row: ImportRow, name: str, person: Person, entry: RosterEntry) -> _Cell:
        spec = self._specs[name]
        ours, value = _ours(name, person, entry)
        fault = self._faulty.get((row.key, name))
        raw = fault[0] if fault else row.texts[name]
        raw = clean_text(raw) if spec.kind in _LONG else clean_line(raw)
        new = row.group if name == GROUP else row.values.get(name, "")
        new = _blank(name) if new is None or new == "" else new
        unit = str(row.values.get(_UNIT) or person.unit)
        # of a party's cell the date is not the whole of it
        shown = raw if spec.kind == "party" or fault or not raw else said_text(new) or raw
        theirs = Said(raw, None if fault else new, unit)
        blocked = fault[1].rstrip("。？") if fault else self._blocked(name, new, value)
        return _Cell(name, spec.title, Said(ours, value, person.unit), theirs, shown, new, blocked)

    def _implied(self, row: ImportRow, name: str, value: Any, person: Person) -> _Cell:
        known = getattr(person, name)
        new = status_beside(value, known) if name == _STATUS else value
        text = said_text(new)
        ours = Said(said_text(known), known, person.unit)
        return _Cell(name, self._specs[name].title, ours, Said(text, new, person.unit), text, new)

    def _blocked(self, name: str, new: Any, value: Any) -> str:
        if name == NAME and not new:
            return "右边没有姓名"
        if name == _NUMBER and new:
            wrong = check_id_number(str(new))
            if wrong:
                return "；".join(problem.text for problem in wrong)
        return _SAME_READING if new == value else ""


_SAYS_TOO = {  # what cells say beside their own fields
    _PARTY: (_STATUS,),
    _STATUS: (_PARTY,),
    "education": ("degree", "fulltime_education", "fulltime_degree", "inservice_education", "inservice_degree"),
    "fulltime_education": ("fulltime_degree",),
    "inservice_education": ("inservice_degree",),
}


def _said_beside(row: ImportRow, name: str) -> bool:
    """Tell whether a cell of another field says it; what only follows, as the birth from an ID number, nobody has said."""
    return any(name in others and row.texts.get(field, "").strip() for field, others in _SAYS_TOO.items())


def _blank(name: str) -> Any:
    """Return what a field has where nothing is known."""
    return None if not is_own(name) and name != GROUP and PEOPLE.value(name, _NOBODY, _NOWHERE) is None else ""


def _ours(name: str, person: Person, entry: RosterEntry) -> tuple[str, Any]:
    """Return a field as it stands here: in words, and its value."""
    if name == GROUP:
        return entry.group_name, entry.group_name
    if is_own(name):
        text = entry.own_text(name.removeprefix(OWN))
        return text, text
    value = getattr(person, name)
    if name == _PARTY:
        return PEOPLE.text(name, ListedPerson(person), _NOWHERE), value
    return said_text(value), value


def _beside(read: RowParts, known: PersonParts, base: date) -> Iterator[_Cell]:
    """Yield what stands beside a person's fields: relatives, the proposal, the photo."""
    approval = read.record.approval
    assert approval is not None, "only what was read is compared"
    if read.family or known.family:
        ours, theirs = family_text(known.family), family_text(read.family)
        yield _Cell(FAMILY_FIELD, _PART_TITLES[FAMILY_FIELD], Said(ours), Said(theirs), theirs, read.family)
    old = known.proposal or Proposal("", "")
    for name, element in PROPOSAL_ELEMENTS.items():
        if element not in approval.values:
            continue
        value, new = getattr(old, name), getattr(read.proposal, name)
        if is_as_set(name, value, new, base):
            continue
        said = said_text(new) or clean_line(approval.values[element])
        unread = "" if new or not said else "看不出是哪一天"
        yield _Cell(name, _PART_TITLES[name], Said(said_text(value), value), Said(said, new), said, new, unread)
    mine = known.photo.digest if known.photo else ""
    if mine != read.photo_digest:
        ours = "有照片" if mine else ""
        theirs = ("另一张照片" if mine else "有照片") if read.photo_digest else ""
        none = "" if theirs else "右边没有照片"
        yield _Cell(PHOTO_FIELD, _PART_TITLES[PHOTO_FIELD], Said(ours), Said(theirs), theirs, read.record, none)


def said_text(value: Any) -> str:
    """Return a value in words, a date as precise as it is known: 1985.07.12."""
    return value.iso().replace("-", ".") if isinstance(value, PartialDate) else "" if value is None else str(value)


def known_text(name: str, person: Person, entry: RosterEntry, parts: PersonParts) -> str:
    """Return what a difference calls `ours`, as it stands now."""
    if name == FAMILY_FIELD:
        return family_text(parts.family)
    if name == PHOTO_FIELD:
        return "有照片" if parts.photo else ""
    if name in PROPOSAL_TITLES:
        return said_text(getattr(parts.proposal or Proposal("", ""), name))
    return _ours(name, person, entry)[0]


def family_text(family: Sequence[Relative]) -> str:
    """Return relatives with all that is said of them, one a line."""
    return "\n".join(
        "，".join(
            filter(
                None,
                (each.relation + each.name, said_text(each.birth), each.political_status, each.post),
            )
        )
        for each in family
    )


_NOBODY = ListedPerson(Person("", ""))
