"""The demo county's candidates: a roster for each congress, of the people that its rosters already have."""

from collections.abc import Iterator, Sequence

from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people
from huanjie_desktop.store.rosters import change_entries, list_entries

# (group, candidates): one fifth more than the seats of a township, one tenth more than those of the county
COUNTY_GROUPS = (
    ("中共{unit}委员会委员候选人", 39),
    ("中共{unit}委员会候补委员候选人", 8),
    ("中共{unit}纪律检查委员会委员候选人", 24),
)
TOWNSHIP_GROUPS = (("中共{unit}委员会委员候选人", 11), ("中共{unit}纪律检查委员会委员候选人", 6))


def nominate_candidates(workspace: Workspace) -> None:
    """Make the roster of candidates of every congress."""
    everybody = people.list_people(workspace.store)
    for congress in congresses.list_congresses(workspace):
        local = [person for person in everybody if person.unit == congress.unit]
        if local:
            _nominate(workspace, congress, local, TOWNSHIP_GROUPS)
        else:
            _nominate(workspace, congress, [person for person in everybody if person.party_joined], COUNTY_GROUPS)


def _nominate(
    workspace: Workspace, congress: Congress, persons: Sequence[Person], groups: Sequence[tuple[str, int]]
) -> None:
    kind = next(kind for kind in workspace.catalog.roster_kinds.values() if kind.of_candidates)
    roster, _ = rosters.create_roster(workspace, f"{congress.unit}党代会{kind.title}", kind.id)
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
            yield next(left), name.format(unit=congress.unit)
