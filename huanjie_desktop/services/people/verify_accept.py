"""Takes over what a file says otherwise, as one undo step."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from huanjie_desktop.domain.approval import NO_PARTS, PROPOSAL_TITLES, PersonParts, PhotoEntry, Proposal
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people_rows import GROUP, NAME
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import OWN
from huanjie_desktop.exchange.lrmx.book import take_form
from huanjie_desktop.exchange.lrmx.elements import UnreadableForm
from huanjie_desktop.services.people.own_columns import is_own
from huanjie_desktop.services.people.people import keys_for
from huanjie_desktop.services.people.verify_cells import FAMILY_FIELD, PHOTO_FIELD, Difference, known_text
from huanjie_desktop.services.people.verifying import Verification
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, people, person_parts, rosters
from huanjie_desktop.store.unit_of_work import UnitOfWork

Key = tuple[str, str]


def accept_theirs(workspace: Workspace, verification: Verification, chosen: Collection[Key]) -> ChangeSet:
    """Write what the file says of these cells (person, field) in the place of what is known; the others stay.

    UserError where a cell cannot be taken, or says something else by now; then nothing is written.
    """
    wanted = [each for each in verification.differences if each.key in chosen]
    if not wanted:
        raise UserError("没有选用右边的内容，没有写入。")
    blocked = next((each for each in wanted if each.blocked), None)
    if blocked is not None:
        raise UserError(f"“{blocked.name}”的{blocked.title}不能采用：{blocked.blocked}。")
    by_person: dict[str, list[Difference]] = defaultdict(list)
    for each in wanted:
        by_person[each.person_id].append(each)
    known = person_parts.parts_of(workspace.store, list(by_person))
    _refuse_changed(workspace, verification, by_person, known)
    with workspace.change(_label(verification, wanted), Right.PEOPLE) as work:
        _write_fields(workspace, work, by_person)
        _write_entries(workspace, work, verification.roster.id, by_person)
        for person_id, differences in by_person.items():
            _write_parts(workspace, work, person_id, known.get(person_id, NO_PARTS), differences)
    return work.change_set


def _label(verification: Verification, wanted: Sequence[Difference]) -> str:
    if len(wanted) == 1:
        return f"按“{verification.file}”修改“{wanted[0].name}”的{wanted[0].title}"
    return f"按“{verification.file}”修改{len({each.person_id for each in wanted})}人{len(wanted)}处"


def _refuse_changed(
    workspace: Workspace,
    verification: Verification,
    by_person: Mapping[str, Sequence[Difference]],
    known: Mapping[str, PersonParts],
) -> None:
    """Raise UserError where somebody is gone, or a cell is not what was compared."""
    persons = people.people_by_ids(workspace.store, list(by_person))
    entries = {entry.person_id: entry for entry in rosters.list_entries(workspace.store, verification.roster.id)}
    for person_id, differences in by_person.items():
        first = differences[0]
        if person_id not in persons or person_id not in entries:
            raise UserError(f"“{first.name}”已不在名册里，没有写入。", "请重新读文件。")
        for each in differences:
            now = known_text(each.field, persons[person_id], entries[person_id], known.get(person_id, NO_PARTS))
            if now != each.ours:
                raise UserError(f"“{each.name}”的{each.title}已另有改动，没有写入。", "请重新读文件。")


def _write_fields(workspace: Workspace, work: UnitOfWork, by_person: Mapping[str, Sequence[Difference]]) -> None:
    changes: dict[str, dict[str, Any]] = {}
    for person_id, differences in by_person.items():
        own = {each.field: each.new for each in differences if _is_of_person(each.field)}
        if own:
            changes[person_id] = own
    named = {id_: str(values[NAME]) for id_, values in changes.items() if NAME in values}
    keys = keys_for(named.values(), workspace.names)
    people.change_people(work, changes, {id_: keys[name] for id_, name in named.items()})


def _is_of_person(field: str) -> bool:
    beside = field in PROPOSAL_TITLES or field in (FAMILY_FIELD, PHOTO_FIELD)
    return not beside and field != GROUP and not is_own(field)


def _write_entries(
    workspace: Workspace, work: UnitOfWork, roster_id: str, by_person: Mapping[str, Sequence[Difference]]
) -> None:
    changes: dict[str, dict[str, Any]] = {}
    for entry in rosters.list_entries(workspace.store, roster_id):
        for each in by_person.get(entry.person_id, ()):
            if each.field == GROUP:
                changes.setdefault(entry.id, {})["group_name"] = each.new
        own = {
            each.field.removeprefix(OWN): str(each.new)
            for each in by_person.get(entry.person_id, ())
            if is_own(each.field)
        }
        if own:
            changes.setdefault(entry.id, {})["own"] = entry.with_own(own)
    rosters.change_entries(work, changes)


def _write_parts(
    workspace: Workspace, work: UnitOfWork, person_id: str, known: PersonParts, differences: Sequence[Difference]
) -> None:
    store, by_field = workspace.store, {each.field: each for each in differences}
    if FAMILY_FIELD in by_field:
        family = [replace(each, id=store.new_id(), person_id=person_id) for each in by_field[FAMILY_FIELD].new]
        person_parts.put_family(work, known.family, family)
    said = {name: each.new for name, each in by_field.items() if name in PROPOSAL_TITLES}
    if said:
        old = known.proposal or Proposal(store.new_id(), person_id)
        before = [known.proposal] if known.proposal else []
        person_parts.put(work, "proposal", before, [replace(old, **said)])
    if PHOTO_FIELD in by_field:
        _write_photo(workspace, work, person_id, known, by_field[PHOTO_FIELD])


def _write_photo(
    workspace: Workspace, work: UnitOfWork, person_id: str, known: PersonParts, difference: Difference
) -> None:
    try:
        taken = take_form(difference.new)
    except (UnreadableForm, OSError) as error:
        raise UserError(f"“{difference.source}”：{error}。没有写入。", "请重新读文件。") from error
    entry = PhotoEntry(workspace.store.new_id(), person_id, blobs.put(work, taken.photo))
    person_parts.put(work, "photo", [known.photo] if known.photo else [], [entry])
