"""What the page 名册 shows: the rosters under their kinds, the rows of the one chosen, and one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.fields import PERSON_FIELDS, field_text
from huanjie_desktop.domain.people import UNIT_POST, Person, PersonRow
from huanjie_desktop.domain.people_rows import GROUP, haystack
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.people.own_columns import own_specs
from huanjie_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class RosterGroup:
    """Rosters of one kind with their numbers of people; under no title all people together, as None."""

    title: str
    rosters: Sequence[tuple[Roster | None, int]]


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
    """What the panel shows of a person: all fields, and the names of the rosters he is on."""

    person: Person
    rosters: Sequence[str]

    @property
    def texts(self) -> dict[str, str]:
        """Return the text of each field."""
        return {name: field_text(getattr(self.person, name)) for name in PERSON_FIELDS}

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


def read_part(workspace: Workspace, roster_id: str | None, start: int, count: int | None) -> Part:
    """Read rows from `start` on, and make what is searched in them."""
    rows = people.list_rows(workspace, roster_id, start, count)
    total = start + len(rows) if count is None else people.count_people(workspace, roster_id)
    return _part(workspace, roster_id, rows, start, total)


def read_some(workspace: Workspace, roster_id: str | None, person_ids: Sequence[str]) -> Part:
    """Read the rows of some people that are still there."""
    rows = people.rows_of(workspace, person_ids, roster_id)
    return _part(workspace, roster_id, rows, 0, len(rows))


def _part(workspace: Workspace, roster_id: str | None, rows: Sequence[PersonRow], start: int, total: int) -> Part:
    base = workspace.base_date
    own = own_specs(workspace, roster_id) if roster_id is not None else []
    fields = [spec.field for spec in (*table_columns(workspace.catalog, of_roster=roster_id is not None), *own)]
    return Part(rows, [haystack(row, fields, base) for row in rows], start, total, base, own)


def read_portrait(workspace: Workspace, person_id: str) -> Portrait:
    """Read one person; UserError when gone."""
    names = [roster.name for roster in rosters.rosters_of(workspace, person_id)]
    return Portrait(people.get_person(workspace, person_id), names)


def check_cell(catalog: Catalog, field: str, text: str) -> str:
    """Say why a text cannot be taken, "" if it can."""
    try:
        if field != UNIT_POST:
            people.read_cell(catalog, field, text)
    except UserError as error:
        return error.text
    return ""


def person_fields(catalog: Catalog) -> list[FieldSpec]:
    """Return the fields of a person, section by section in the order in which the columns name them."""
    specs = [spec for spec in catalog.columns.values() if spec.section]
    sections = list(dict.fromkeys(spec.section for spec in specs))
    return [
        FieldSpec(
            spec.field,
            spec.title,
            "long" if spec.kind == "long_text" else "text",
            section=spec.section,
            check=partial(check_cell, catalog, spec.field),
        )
        for spec in sorted(specs, key=lambda spec: sections.index(spec.section))
    ]
