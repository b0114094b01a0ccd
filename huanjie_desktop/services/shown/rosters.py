"""What the page 名册 shows: the rosters under their kinds, the rows of the one chosen, and one person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.columns import text_of
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.fields import PERSON_FIELDS, field_text
from huanjie_desktop.domain.people import UNIT_POST, Person, PersonRow, post_with_unit
from huanjie_desktop.domain.people_rows import GROUP, NAME, haystack
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.domain.roster import Roster, names_in_list
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.people.own_columns import own_specs
from huanjie_desktop.services.workspace import Workspace

ALL_PEOPLE = "全部人员"


@dataclass(frozen=True)
class RosterGroup:
    """Rosters of one kind with their numbers of people; under no title all people together, as None."""

    title: str
    rosters: Sequence[tuple[Roster | None, int]]

    @property
    def names(self) -> list[str]:
        """Return what the list calls them."""
        return names_in_list([roster.name if roster is not None else ALL_PEOPLE for roster, _count in self.rosters])


@dataclass(frozen=True)
class Part:
    """Some rows from `start` on, with what is searched in them; `total` is how many there are in all, `own` the
    roster's own columns."""

    rows: Sequence[PersonRow]
    haystacks: Sequence[str]
    start: int
    total: int
    base: date
    own: Sequence[ColumnSpec] = ()

    @property
    def end(self) -> int:
        """Where the next part begins; the total where there is none."""
        return self.start + len(self.rows) if self.rows else self.total


@dataclass(frozen=True)
class Portrait:
    """What the panel shows of a person: all fields, the names of the rosters he is on, and under what the roster
    shown has him (None where none is, or he is not on it)."""

    person: Person
    rosters: Sequence[str]
    roster_id: str | None = None
    group: str | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Return the text of each field."""
        texts = {name: field_text(getattr(self.person, name)) for name in PERSON_FIELDS}
        return {**texts, GROUP: self.group or ""}

    @property
    def roster_words(self) -> str:
        """Return the names of the rosters in one line."""
        return "、".join(self.rosters) or "不在任何名册"


def read_rosters(workspace: Workspace) -> list[RosterGroup]:
    """Read all people, then the rosters in the order of their kinds."""
    found = rosters.list_rosters(workspace)
    titles = {kind.id: kind.title for kind in workspace.catalog.roster_kinds.values()}
    groups = [RosterGroup("", [(None, people.count_people(workspace))])]
    for kind in dict.fromkeys([*titles, *(roster.kind for roster, _ in found)]):
        of_kind = [(roster, count) for roster, count in found if roster.kind == kind]
        if of_kind:
            groups.append(RosterGroup(titles.get(kind, kind), of_kind))
    return groups


def table_columns(catalog: Catalog, *, of_roster: bool) -> list[ColumnSpec]:
    """Return the columns that a table of people can show; a group only where it is a roster's."""
    short = (spec for spec in catalog.columns.values() if spec.kind != "long_text")
    return [spec for spec in short if of_roster or spec.field != GROUP]


def first_columns(catalog: Catalog, kind: str, available: Sequence[ColumnSpec]) -> list[ColumnSpec]:
    """Return the columns that a table shows until others are chosen; where a kind's sample has groups, behind the name."""
    shown = [spec for spec in available if spec.visible]
    of_kind = catalog.roster_kinds.get(kind)
    if of_kind is not None and GROUP in of_kind.sample:
        named = next((at for at, spec in enumerate(shown, 1) if spec.field == NAME), 0)
        shown[named:named] = [spec for spec in available if spec.field == GROUP]
    return shown


def read_part(
    workspace: Workspace, roster_id: str | None, start: int, count: int | None, hidden: Collection[str] = ()
) -> Part:
    """Read rows from `start` on, and make what is searched in them: the columns that are not hidden."""
    rows = people.list_rows(workspace, roster_id, start, count)
    total = start + len(rows) if count is None else people.count_people(workspace, roster_id)
    return _part(workspace, roster_id, rows, start, total, hidden)


def read_some(
    workspace: Workspace, roster_id: str | None, person_ids: Sequence[str], hidden: Collection[str] = ()
) -> Part:
    """Read the rows of some people that are still there."""
    rows = people.rows_of(workspace, person_ids, roster_id)
    return _part(workspace, roster_id, rows, 0, len(rows), hidden)


def _part(
    workspace: Workspace,
    roster_id: str | None,
    rows: Sequence[PersonRow],
    start: int,
    total: int,
    hidden: Collection[str],
) -> Part:
    base = workspace.base_date
    own = own_specs(workspace, roster_id) if roster_id is not None else []
    specs = (*table_columns(workspace.catalog, of_roster=roster_id is not None), *own)
    fields = [spec.field for spec in specs if spec.field not in hidden]
    return Part(rows, [haystack(row, fields, base) for row in rows], start, total, base, own)


def read_portrait(workspace: Workspace, person_id: str, roster_id: str | None = None) -> Portrait:
    """Read one person, as the roster shown has him; UserError when gone."""
    names = [roster.name for roster in rosters.rosters_of(workspace, person_id)]
    rows = people.rows_of(workspace, [person_id], roster_id) if roster_id is not None else []
    group = next((row.entry.group_name for row in rows if row.entry is not None), None)
    return Portrait(people.get_person(workspace, person_id), names, roster_id, group)


def read_namesakes(workspace: Workspace, name: str) -> list[tuple[str, str]]:
    """Return those who are there already under a name, by id, in words that tell them apart."""
    wanted = str(people.read_cell(workspace.catalog, NAME, name, sure=True)[NAME])
    found = [row.person for row in people.rows_of(workspace, people.ids_named(workspace, wanted))]
    return [(person.id, with_birth_and_post(person)) for person in found]


def with_birth_and_post(person: Person) -> str:
    """Return a name with what people know its owner by: 林木（1985.07，柳河镇党委书记）."""
    facts = [text for text in (text_of(person.birth), post_with_unit(person) or person.phone) if text]
    return f"{person.name}（{'，'.join(facts) or '没有填写出生年月、单位'}）"


def check_cell(catalog: Catalog, field: str, text: str) -> str:
    """Say why a text cannot be taken, "" if it can; what is only doubtful is asked about when it is written."""
    try:
        if field != UNIT_POST:
            people.read_cell(catalog, field, text, sure=True)
    except UserError as error:
        return error.text
    return ""


def person_fields(catalog: Catalog) -> list[FieldSpec]:
    """Return the fields of a person, section by section in the order in which the columns name them; above all the
    group that the roster shown has him under."""
    specs = [spec for spec in catalog.columns.values() if spec.section]
    sections = list(dict.fromkeys(spec.section for spec in specs))
    in_roster = FieldSpec(GROUP, catalog.columns[GROUP].title, check=partial(check_cell, catalog, GROUP))
    return [
        in_roster,
        *(
            FieldSpec(
                spec.field,
                spec.title,
                "long" if spec.kind == "long_text" else "text",
                section=spec.section,
                check=partial(check_cell, catalog, spec.field),
            )
            for spec in sorted(specs, key=lambda spec: sections.index(spec.section))
        ),
    ]
