"""Two entries of one person compared cell by cell, and the second taken into the first with all that refers to it, as one undo step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from huanjie_desktop.catalog.compare_rules import rules_in_use
from huanjie_desktop.domain.approval import (
    NO_PARTS,
    PROPOSAL_TITLES,
    TOWNSHIP_TITLES,
    PersonParts,
    Proposal,
    TownshipWork,
)
from huanjie_desktop.domain.assessment import AppraisedSubject
from huanjie_desktop.domain.comparing import ONE_BY_ONE, RIGHT, Said, equal_by
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Participant
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_rows import NAME
from huanjie_desktop.domain.person_merge import PERSON_FIELDS, MergeCell, doubt_of, merged_values, open_cells, sides
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import RosterEntry
from huanjie_desktop.domain.township_work import months_in_words
from huanjie_desktop.services.meetings.congresses import kind_of, short_title_of
from huanjie_desktop.services.people.accepting import hand_over
from huanjie_desktop.services.people.name_keys import make_name_keys
from huanjie_desktop.services.people.people import get_person
from huanjie_desktop.services.people.roster_merge import entry_texts, entry_title, with_text
from huanjie_desktop.services.people.verify_cells import FAMILY_FIELD, PHOTO_FIELD, family_text, said_text
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import campaigns, congresses, people, person_parts, rosters, units
from huanjie_desktop.store.unit_of_work import UnitOfWork

_Row = TypeVar("_Row", RosterEntry, Participant, AppraisedSubject)

SOURCE_FIELD = "form_source"
_TOWNSHIP = "township "  # begins the key of a correction of the years in townships; so do the words below
_ENTRY, _PLACE, _SUBJECT = "roster ", "congress ", "subject "
_MOST_NAMED = 6


@dataclass(frozen=True)
class PeopleComparison:
    """两条人员记录: `keep` stays, `other` goes into it; `cells` are what they say otherwise, `same` how many fields both say alike.

    `moves` is where the other stands, which the kept one comes to stand; `doubt` is why they may be two people.
    """

    keep: Person
    other: Person
    cells: tuple[MergeCell, ...]
    same: int
    moves: tuple[str, ...]
    doubt: str = ""


def compare_people(workspace: Workspace, keep: str, other: str) -> PeopleComparison:
    """Compare two people, nothing is written; UserError where one is gone or both are one."""
    if keep == other:
        raise UserError("要选两个人才能合并。")
    one, two = get_person(workspace, keep), get_person(workspace, other)
    parts = person_parts.parts_of(workspace.store, [keep, other])
    cells, same = _person_cells(workspace, one, two)
    cells += [
        *_part_cells(parts.get(keep, NO_PARTS), parts.get(other, NO_PARTS)),
        *_entry_cells(workspace, keep, other),
        *_congress_cells(workspace, keep, other),
        *_subject_cells(workspace, keep, other),
    ]
    return PeopleComparison(one, two, tuple(cells), same, tuple(_moves(workspace, other)), doubt_of(one, two))


def merge_people(workspace: Workspace, comparison: PeopleComparison, choices: Mapping[str, str]) -> ChangeSet:
    """Take the other person into the kept one, cell by cell as chosen or offered, with every reference, as one undo step.

    UserError where a cell is open, where one of both is another by now, or where a count stands on one of them.
    """
    keep, other = comparison.keep, comparison.other
    if compare_people(workspace, keep.id, other.id) != comparison:
        raise UserError("这两个人在这期间有改动，没有合并。", "请重新比较后再合并。")
    waiting = open_cells(comparison.cells, choices)
    if waiting:
        named = "、".join(cell.title for cell in waiting[:_MOST_NAMED]) + ("等" if len(waiting) > _MOST_NAMED else "")
        raise UserError(f"还有{len(waiting)}处没有选定（{named}），没有合并。", "两边不同的，要选定用左边还是用右边。")
    chosen = sides(comparison.cells, choices)
    values = merged_values(comparison.cells, choices)
    keys = {keep.id: make_name_keys(values[NAME], workspace.names)} if NAME in values else {}
    with workspace.change(f"把两个“{values.get(NAME, keep.name)}”合并成一人", Right.PEOPLE) as work:
        people.change_people(work, {keep.id: values} if values else {}, keys)
        _merge_parts(workspace, work, comparison, chosen)
        _merge_entries(workspace, work, comparison, chosen)
        _merge_congresses(workspace, work, comparison, chosen)
        _merge_subjects(workspace, work, comparison, chosen)
        merged = replace(keep, **values)
        hand_over(workspace, work, other, merged)
        people.remove_people(work, [other.id])
    return work.change_set


# what differs


def _cell(key: str, title: str, words: Sequence[str], values: Sequence[object], equal_by: str = "") -> MergeCell:
    (left, right), (first, second) = words, values
    return MergeCell(key, title, left, right, (first, second), equal_by)


def _person_cells(workspace: Workspace, one: Person, two: Person) -> tuple[list[MergeCell], int]:
    """Return the fields in which two people differ, in the order of the columns, and in how many both say the same."""
    names = [(unit.short_name, unit.name, unit.full_name) for unit in units.list_units(workspace.store)]
    rules = [rule for rule in rules_in_use(workspace.catalog, workspace.county, names) if rule.way != ONE_BY_ONE]
    titles = {rule.id: rule.title for rule in rules}
    cells, same = [], 0
    for name in sorted(PERSON_FIELDS, key=[*workspace.catalog.columns].index):
        left, right = getattr(one, name), getattr(two, name)
        words = said_text(left), said_text(right)
        if left == right:
            same += bool(words[0])
            continue
        of_field = [rule for rule in rules if name in rule.fields]
        rule = (
            equal_by(Said(words[0], left, one.unit), Said(words[1], right, two.unit), of_field) if all(words) else None
        )
        title = workspace.catalog.columns[name].title
        cells.append(_cell(name, title, words, (left, right), titles[rule] if rule else ""))
    return cells, same


def _part_cells(one: PersonParts, two: PersonParts) -> Iterator[MergeCell]:
    families = tuple(tuple(each.said for each in parts.family) for parts in (one, two))
    if families[0] != families[1]:
        yield _cell(FAMILY_FIELD, "家庭成员", (family_text(one.family), family_text(two.family)), families)
    photos = one.photo.digest if one.photo else "", two.photo.digest if two.photo else ""
    if photos[0] != photos[1]:
        yield _cell(PHOTO_FIELD, "照片", ["有照片" if each else "" for each in photos], photos)
    proposals = one.proposal or Proposal("", ""), two.proposal or Proposal("", "")
    for name, title in PROPOSAL_TITLES.items():
        left, right = (getattr(each, name) for each in proposals)
        if left != right:
            yield _cell(name, title, (said_text(left), said_text(right)), (left, right))
    township = one.township or TownshipWork("", ""), two.township or TownshipWork("", "")
    for name, title in TOWNSHIP_TITLES.items():
        left, right = (getattr(each, name) for each in township)
        if left != right:
            words = ["" if each is None else months_in_words(each) for each in (left, right)]
            yield _cell(_TOWNSHIP + name, f"{title}的更正", words, (left, right))
    sources = tuple((each.source.name, each.source.digest) if each.source else ("", "") for each in (one, two))
    if sources[0] != sources[1]:
        words = [f"“{name}”" if name else "" for name, _digest in sources]
        yield _cell(SOURCE_FIELD, "来源文件", words, sources)


def _entry_cells(workspace: Workspace, keep: str, other: str) -> Iterator[MergeCell]:
    """Give what the two say otherwise on the rosters where both are."""
    names = {roster.id: roster.name for roster in rosters.list_rosters(workspace.store)}
    for ours, theirs in _both_on(workspace, keep, other):
        left, right = entry_texts(ours), entry_texts(theirs)
        for name in dict.fromkeys([*left, *right]):
            words = left.get(name, ""), right.get(name, "")
            if words[0] != words[1]:
                title = f"《{names[ours.roster_id]}》的{entry_title(name)}"
                yield _cell(f"{_ENTRY}{ours.id} {name}", title, words, words)


def _congress_cells(workspace: Workspace, keep: str, other: str) -> Iterator[MergeCell]:
    for ours, theirs in _both_in(workspace, keep, other):
        values = _standing(ours), _standing(theirs)
        if values[0] != values[1]:
            congress = congresses.find_congress(workspace.store, ours.congress_id)
            assert congress is not None, "the row of a participant refers to its congress"
            kind = kind_of(workspace, congress)
            capacities = {each.id: each.title for each in kind.capacities}
            groups = {each.id: each.name for each in congresses.list_groups(workspace.store, congress.id)}
            words = [
                "，".join(filter(None, (capacities.get(each.capacity, ""), groups.get(each.group_id or ""), each.role)))
                for each in (ours, theirs)
            ]
            yield _cell(_PLACE + ours.id, f"会议“{short_title_of(workspace, congress)}”的身份", words, values)


def _subject_cells(workspace: Workspace, keep: str, other: str) -> Iterator[MergeCell]:
    titles = {each.id: each.title for each in campaigns.list_campaigns(workspace.store)}
    for ours, theirs in _both_appraised(workspace, keep, other):
        values = (ours.name, ours.about), (theirs.name, theirs.about)
        if values[0] != values[1]:
            words = ["，".join(filter(None, each)) for each in values]
            yield _cell(_SUBJECT + ours.id, f"测评“{titles[ours.campaign_id]}”的对象", words, values)


def _moves(workspace: Workspace, person_id: str) -> Iterator[str]:
    """Say where somebody stands: rosters, congresses, campaigns."""
    uses = people.uses_of_person(workspace.store, person_id)
    for roster in rosters.list_rosters(workspace.store):
        if roster.id in uses["roster"]:
            yield f"名册《{roster.name}》"
    for congress in congresses.list_congresses(workspace.store):
        if congress.id in uses["congress"]:
            yield f"会议“{short_title_of(workspace, congress)}”"
    for campaign in campaigns.list_campaigns(workspace.store):
        if campaign.id in uses["campaign"]:
            yield f"测评“{campaign.title}”"


# where both stand


def _both_on(workspace: Workspace, keep: str, other: str) -> list[tuple[RosterEntry, RosterEntry]]:
    ours = {each.roster_id: each for each in rosters.entries_of_person(workspace.store, keep)}
    theirs = rosters.entries_of_person(workspace.store, other)
    return [(ours[each.roster_id], each) for each in theirs if each.roster_id in ours]


def _both_in(workspace: Workspace, keep: str, other: str) -> list[tuple[Participant, Participant]]:
    ours = {each.congress_id: each for each in congresses.participations_of(workspace.store, keep)}
    theirs = congresses.participations_of(workspace.store, other)
    return [(ours[each.congress_id], each) for each in theirs if each.congress_id in ours]


def _both_appraised(workspace: Workspace, keep: str, other: str) -> list[tuple[AppraisedSubject, AppraisedSubject]]:
    ours = {(each.campaign_id, each.post_id): each for each in campaigns.subjects_of_person(workspace.store, keep)}
    theirs = campaigns.subjects_of_person(workspace.store, other)
    return [(ours[at], each) for each in theirs if (at := (each.campaign_id, each.post_id)) in ours]


def _standing(participant: Participant) -> tuple[str, str | None, str]:
    return participant.capacity, participant.group_id, participant.role


# what becomes of it


def _merge_parts(
    workspace: Workspace, work: UnitOfWork, comparison: PeopleComparison, chosen: Mapping[str, str]
) -> None:
    store, keep, other = workspace.store, comparison.keep.id, comparison.other.id
    parts = person_parts.parts_of(store, [keep, other])
    one, two = parts.get(keep, NO_PARTS), parts.get(other, NO_PARTS)
    right = {key for key, side in chosen.items() if side == RIGHT}
    if FAMILY_FIELD in right:
        family = [replace(each, id=store.new_id(), person_id=keep) for each in two.family]
        person_parts.put_family(work, one.family, family)
    proposed = {name: getattr(two.proposal, name) for name in PROPOSAL_TITLES if name in right}
    if proposed:
        _put(work, "proposal", one.proposal, Proposal(store.new_id(), keep), proposed)
    corrected = {name: getattr(two.township, name) for name in TOWNSHIP_TITLES if _TOWNSHIP + name in right}
    if corrected:
        _put(work, "township_work", one.township, TownshipWork(store.new_id(), keep), corrected)
    for key, table, known, new in (
        (PHOTO_FIELD, "photo", one.photo, two.photo),
        (SOURCE_FIELD, "form_source", one.source, two.source),
    ):
        if key in right:
            taken = [replace(new, id=store.new_id(), person_id=keep)] if new is not None else []
            person_parts.put(work, table, [known] if known is not None else [], taken)
            if known is not None and not taken:
                person_parts.take_off(work, table, [known.id])
    person_parts.remove_parts(work, store, [other])


def _put(
    work: UnitOfWork,
    table: str,
    known: Proposal | TownshipWork | None,
    blank: Proposal | TownshipWork,
    values: Mapping[str, object],
) -> None:
    changed = replace(known or blank, **values)  # type: ignore[arg-type]
    person_parts.put(work, table, [known] if known is not None else [], [changed])


def _taken_over(
    keep: str, theirs: Iterable[_Row], both: Sequence[tuple[_Row, _Row]]
) -> tuple[set[str], dict[str, dict[str, object]]]:
    """Return the rows of the other person that go, since the kept one has theirs beside them, and what changes in those that move."""
    gone = {each.id for _ours, each in both}
    return gone, {each.id: {"person_id": keep} for each in theirs if each.id not in gone}


def _merge_entries(
    workspace: Workspace, work: UnitOfWork, comparison: PeopleComparison, chosen: Mapping[str, str]
) -> None:
    keep, other = comparison.keep.id, comparison.other.id
    both = _both_on(workspace, keep, other)
    gone, changes = _taken_over(keep, rosters.entries_of_person(workspace.store, other), both)
    for ours, theirs in both:
        entry, texts = ours, entry_texts(theirs)
        for name in dict.fromkeys([*entry_texts(ours), *texts]):
            if chosen.get(f"{_ENTRY}{ours.id} {name}") == RIGHT:
                entry = with_text(entry, name, texts.get(name, ""))
        if entry != ours:
            changes[ours.id] = {"group_name": entry.group_name, "note": entry.note, "own": entry.own}
    rosters.remove_entries(work, gone)
    rosters.change_entries(work, changes)


def _merge_congresses(
    workspace: Workspace, work: UnitOfWork, comparison: PeopleComparison, chosen: Mapping[str, str]
) -> None:
    store, keep, other = workspace.store, comparison.keep.id, comparison.other.id
    both = _both_in(workspace, keep, other)
    gone, changes = _taken_over(keep, congresses.participations_of(store, other), both)
    for ours, theirs in both:
        if chosen.get(_PLACE + ours.id) == RIGHT:
            capacity, group, role = _standing(theirs)
            changes[ours.id] = {"capacity": capacity, "group_id": group, "role": role}
    held = {(each.congress_id, each.office) for each in congresses.offices_of(store, keep)}
    offices = congresses.offices_of(store, other)
    twice = [each.id for each in offices if (each.congress_id, each.office) in held]
    congresses.remove_participants(work, gone)
    congresses.change_participants(work, changes)
    congresses.remove_officers(work, twice)
    congresses.change_officers(work, {each.id: {"person_id": keep} for each in offices if each.id not in twice})


def _merge_subjects(
    workspace: Workspace, work: UnitOfWork, comparison: PeopleComparison, chosen: Mapping[str, str]
) -> None:
    keep, other = comparison.keep.id, comparison.other.id
    both = _both_appraised(workspace, keep, other)
    gone, changes = _taken_over(keep, campaigns.subjects_of_person(workspace.store, other), both)
    for ours, theirs in both:
        if chosen.get(_SUBJECT + ours.id) == RIGHT:
            changes[ours.id] = {"name": theirs.name, "about": theirs.about}
    campaigns.remove_subjects(work, gone)
    campaigns.change_subjects(work, changes)
