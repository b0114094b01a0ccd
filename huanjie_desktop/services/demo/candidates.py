"""The demo county's candidates: a roster for each congress, of the people that its rosters already have."""

from collections.abc import Iterator, Sequence

from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.templates import parse
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people
from huanjie_desktop.store.rosters import change_entries, list_entries

# candidates for the kind's elections in their order: one fifth more than the seats of a township and of delegates to
# the next higher congress, one tenth more than those of the county
COUNTY_CANDIDATES = (39, 8, 24, 18)
TOWNSHIP_CANDIDATES = (11, 6, 20)


def nominate_candidates(workspace: Workspace) -> None:
    """Make the roster of candidates of every congress."""
    everybody = people.list_people(workspace.store)
    every = congresses.list_congresses(workspace)
    units = {congress.unit for congress in every}
    elsewhere = [person for person in everybody if person.party_joined and person.unit not in units]
    for at, congress in enumerate(every):
        local = [person for person in everybody if person.unit == congress.unit]
        if local:  # what a township lacks comes from the county's offices, from others for each township
            _nominate(workspace, congress, [*local, *elsewhere[at :: len(every)]], TOWNSHIP_CANDIDATES)
        else:
            _nominate(workspace, congress, [person for person in everybody if person.party_joined], COUNTY_CANDIDATES)


def _nominate(workspace: Workspace, congress: Congress, persons: Sequence[Person], counts: Sequence[int]) -> None:
    kind = next(kind for kind in workspace.catalog.roster_kinds.values() if kind.of_candidates)
    roster, _ = rosters.create_roster(workspace, f"{congress.unit}党代会{kind.title}", kind.id)
    elections = congresses.kind_of(workspace, congress).elections
    groups = [(f"{each.title}候选人", count) for each, count in zip(elections, counts, strict=True)]
    chosen = list(_chosen(congress, persons, groups))
    rosters.add_to_roster(workspace, roster.id, [person.id for person, _ in chosen])
    named = {person.id: group for person, group in chosen}
    with workspace.change("候选人分组", Right.PEOPLE) as work:
        entries = list_entries(workspace.store, roster.id)
        change_entries(work, {entry.id: {"group_name": named[entry.person_id]} for entry in entries})


def _chosen(
    congress: Congress, persons: Sequence[Person], groups: Sequence[tuple[str, int]]
) -> Iterator[tuple[Person, str]]:
    """Return people with their groups; where there are too few, each group gets its share."""
    seats = sum(count for _, count in groups)
    left = iter(persons)
    for name, count in groups:
        share = count if len(persons) >= seats else len(persons) * count // seats
        for _ in range(share):
            yield next(left), parse(name).fill({"unit": congress.unit}).text
