"""People: listing, editing in cells, adding, removing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.name_tables import NameTables
from huanjie_desktop.domain.columns import PEOPLE, ListedPerson, Place, kept_text
from huanjie_desktop.domain.errors import Doubtful, UserError
from huanjie_desktop.domain.fields import PERSON_FIELDS, field_text, read_fully
from huanjie_desktop.domain.normalise import clean_line
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.parties import status_beside
from huanjie_desktop.domain.people import CellEdit, NameKeys, Person, PersonRow
from huanjie_desktop.domain.people_rows import GROUP
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import OWN, RosterEntry
from huanjie_desktop.services.people.accepting import forget_subjects
from huanjie_desktop.services.people.name_keys import NameKeyMaker, make_name_keys
from huanjie_desktop.services.people.own_columns import is_own, own_texts, read_own_edits, write_texts
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, person_parts, rosters
from huanjie_desktop.store.people import PersonRecord
from huanjie_desktop.store.unit_of_work import UnitOfWork

_STATUS = "political_status"  # what a cell of 入党时间 may say as well


def count_people(workspace: Workspace, roster_id: str | None = None) -> int:
    """Return how many people there are in all, or on a roster."""
    return people.count_people(workspace.store, roster_id)


def list_rows(
    workspace: Workspace, roster_id: str | None = None, start: int = 0, count: int | None = None
) -> list[PersonRow]:
    """Return rows for a table, from `start` on, in the roster's order or the order added; long texts are left out."""
    entries = {}
    if roster_id is not None:
        entries = {each.person_id: each for each in rosters.list_entries(workspace.store, roster_id, start, count)}
    found = people.list_records(workspace.store, roster_id, start, count)
    return [PersonRow(each.person, each.keys, entries.get(each.person.id)) for each in found]


def rows_of(workspace: Workspace, person_ids: Iterable[str], roster_id: str | None = None) -> list[PersonRow]:
    """Return the rows of these people, without those that are gone or no longer on the roster."""
    wanted = set(person_ids)
    entries = {}
    if roster_id is not None:
        entries = {entry.person_id: entry for entry in rosters.list_entries(workspace.store, roster_id)}
        wanted &= set(entries)
    found = people.records_by_ids(workspace.store, sorted(wanted))
    return [PersonRow(each.person, each.keys, entries.get(each.person.id)) for each in found]


def get_person(workspace: Workspace, person_id: str) -> Person:
    """Return one person with the long texts; UserError when gone."""
    person = people.find_person(workspace.store, person_id)
    if person is None:
        raise UserError("这名人员已被删除。", "请刷新后再试。")
    return person


def ids_named(workspace: Workspace, name: str) -> list[str]:
    """Return the ids of those who have a name."""
    return [str(id_) for id_, known in people.people_rows(workspace.store, ("id", "name")) if known == name]


def list_people(workspace: Workspace, roster_id: str | None = None, order: str = "order") -> list[Person]:
    """Return people in full; `order` is surname, name, pinyin or order."""
    return people.list_people(workspace.store, roster_id, order)


def person_as_json(person: Person, workspace: Workspace) -> dict[str, Any]:
    """Return a person's fields as plain values: dates as "1985-07", and the age at the base date."""
    plain: dict[str, Any] = {"id": person.id}
    for field in PERSON_FIELDS:
        value = getattr(person, field)
        plain[field] = value if value is None else kept_text(value)
    plain["age"] = PEOPLE.value("age", ListedPerson(person), Place(workspace.base_date))
    return plain


def read_cell(catalog: Catalog, field: str, text: str, *, sure: bool = False) -> Mapping[str, Any]:
    """Return what a typed text sets; UserError says why it cannot, Doubtful asks what an import would, unless `sure`."""
    if is_own(field):
        return {field: clean_line(text)}
    column = catalog.columns.get(field)
    if column is None or not column.importable:
        raise UserError("这一栏由程序计算，不能填写。")
    try:
        found = read_fully(field, column.kind, text, catalog.ethnic_groups)
    except ValueError as error:
        raise UserError(f"“{column.title}”没有改成：{error}。") from error
    if found.doubts and not sure:
        values = {**dict.fromkeys([field], None), **found.values}
        said = "，".join(f"{_title(catalog, name)}“{field_text(value)}”" for name, value in values.items())
        raise Doubtful(f"{found.doubts[0].text.rstrip('。？')}。", f"照此填入就是：{said}。")
    return found.values


def _title(catalog: Catalog, field: str) -> str:
    return catalog.columns[field].title


def edit_cells(
    workspace: Workspace,
    edits: Sequence[CellEdit],
    added: Sequence[Mapping[str, str]] = (),
    roster_id: str | None = None,
    *,
    sure: bool = False,
    label: str = "",
) -> ChangeSet:
    """Write typed or pasted cells and new people (field -> text) as one undo step, under a label of its own or the usual; any bad
    cell refuses all.

    Doubtful asks about a cell that may mean something else, unless `sure`.
    """
    own, groups = read_own_edits(edits), _read_groups(workspace, edits)
    if (own or groups) and roster_id is None:
        what = "自定义栏" if own else workspace.catalog.columns[GROUP].title
        raise UserError(f"{what}只在名册里填写。", "请先在左边选择名册。")
    changes = _read_edits(workspace, [edit for edit in edits if not is_own(edit.field) and edit.field != GROUP], sure)
    named = {person_id: values["name"] for person_id, values in changes.items() if "name" in values}
    tables = workspace.names
    keys = {person_id: make_name_keys(name, tables) for person_id, name in named.items()}
    records = [_new_record(workspace, texts, sure) for texts in added]
    fresh = [{field: text for field, text in texts.items() if is_own(field)} for texts in added]
    own |= {record.person.id: own_texts(texts) for record, texts in zip(records, fresh, strict=True) if texts}
    with workspace.change(label or _edit_label(workspace.catalog, edits, records), Right.PEOPLE) as work:
        people.change_people(work, changes, keys)
        people.add_people(work, records)
        if roster_id is not None:
            stands = [_read_group(workspace, texts.get(GROUP, "")) for texts in added]
            _append_to_roster(workspace, work, roster_id, [each.person.id for each in records], stands)
            write_texts(workspace, work, roster_id, own)
            _write_groups(workspace, work, roster_id, groups)
    return work.change_set


def _read_edits(workspace: Workspace, edits: Sequence[CellEdit], sure: bool) -> dict[str, dict[str, Any]]:
    """Return what edits set, by person; what a cell says of another field gives way to what was typed into that one."""
    changes: dict[str, dict[str, Any]] = {}
    typed = {(edit.person_id, edit.field) for edit in edits}
    implied: dict[str, str] = {}
    doubts: list[Doubtful] = []
    for edit in edits:
        try:
            read = read_cell(workspace.catalog, edit.field, edit.text, sure=sure)
        except Doubtful as doubt:
            doubts.append(doubt)
            continue
        for field, value in read.items():
            if field == edit.field or (edit.person_id, field) not in typed:
                changes.setdefault(edit.person_id, {})[field] = value
                if field == _STATUS and field != edit.field:
                    implied[edit.person_id] = value
    if doubts:
        raise Doubtful("".join(doubt.text for doubt in doubts), "\n".join(doubt.advice for doubt in doubts))
    for person_id, person in people.people_by_ids(workspace.store, list(implied)).items():
        changes[person_id][_STATUS] = status_beside(implied[person_id], person.political_status)
    return changes


def _read_groups(workspace: Workspace, edits: Sequence[CellEdit]) -> dict[str, str]:
    """Return under what edits put people of a roster, by person."""
    return {edit.person_id: _read_group(workspace, edit.text) for edit in edits if edit.field == GROUP}


def _read_group(workspace: Workspace, text: str) -> str:
    return str(read_cell(workspace.catalog, GROUP, text)[GROUP])


def _write_groups(workspace: Workspace, work: UnitOfWork, roster_id: str, groups: Mapping[str, str]) -> None:
    if groups:
        entries = [each for each in rosters.list_entries(workspace.store, roster_id) if each.person_id in groups]
        rosters.change_entries(work, {each.id: {GROUP: groups[each.person_id]} for each in entries})


def delete_people(workspace: Workspace, person_ids: Sequence[str]) -> ChangeSet:
    """Remove people with their places on rosters; refused while a congress or a campaign has one of them."""
    for person_id in person_ids:
        uses = people.uses_of_person(workspace.store, person_id)
        if uses["congress"]:
            name = get_person(workspace, person_id).name
            raise UserError(f"“{name}”是参会人员或会议机构成员，不能删除。", "请先在“会议”中移出。")
        if uses["campaign"]:
            name = get_person(workspace, person_id).name
            raise UserError(f"“{name}”是测评对象，不能删除。", "请先在“考察测评”中移出。")
    gone = set(person_ids)
    with workspace.change(f"删除{len(gone)}人", Right.PEOPLE) as work:
        for roster in rosters.list_rosters(workspace.store):
            entries = rosters.list_entries(workspace.store, roster.id)
            rosters.remove_entries(work, [entry.id for entry in entries if entry.person_id in gone])
        person_parts.remove_parts(work, workspace.store, person_ids)
        forget_subjects(workspace, work, person_ids)
        people.remove_people(work, person_ids)
    return work.change_set


def new_person(workspace: Workspace, values: Mapping[str, Any]) -> PersonRecord:
    """Return a new person with these field values and the name's keys; nothing is written."""
    person = replace(Person(id=workspace.store.new_id(), name=""), **values)
    return PersonRecord(person, make_name_keys(person.name, workspace.names))


def keys_for(names: Iterable[str], tables: NameTables) -> dict[str, NameKeys]:
    """Return the keys by name, each name once."""
    maker = NameKeyMaker(tables)
    return {name: maker.keys(name) for name in set(names)}


def _new_record(workspace: Workspace, texts: Mapping[str, str], sure: bool) -> PersonRecord:
    values: dict[str, Any] = {}
    for field, text in texts.items():
        if is_own(field) or field == GROUP:
            continue
        if text.strip() or field == "name":
            read = read_cell(workspace.catalog, field, text, sure=sure)
            values.update(
                {name: value for name, value in read.items() if name == field or not texts.get(name, "").strip()}
            )
    if not values.get("name"):
        raise UserError("新增的行没有姓名，未作任何改动。", "请填写姓名后再试。")
    return new_person(workspace, values)


def _append_to_roster(
    workspace: Workspace, work: UnitOfWork, roster_id: str, person_ids: Sequence[str], groups: Sequence[str]
) -> None:
    start = len(rosters.list_entries(workspace.store, roster_id))
    rosters.add_entries(
        work,
        [
            RosterEntry(workspace.store.new_id(), roster_id, person_id, start + at, group)
            for at, (person_id, group) in enumerate(zip(person_ids, groups, strict=True))
        ],
    )


def _edit_label(catalog: Catalog, edits: Sequence[CellEdit], added: Sequence[PersonRecord]) -> str:
    if not edits:
        return f"添加{len(added)}人" if len(added) != 1 else f"添加“{added[0].person.name}”"
    if len(edits) == 1 and not added:
        field = edits[0].field
        return f"修改{field.removeprefix(OWN) if is_own(field) else catalog.columns[field].title}"
    return f"修改{len(edits)}处" + (f"，添加{len(added)}人" if added else "")
