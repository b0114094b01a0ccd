"""The demo county's candidates: a roster for each congress, of the people that its rosters already have."""

from collections.abc import Iterator, Sequence

from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.templates import parse
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.rosters import change_entries, list_entries


def nominate(workspace: Workspace, congress: Congress, persons: Sequence[Person], counts: Sequence[int]) -> None:
    """Make the roster of candidates of a congress: so many of the people for each of its kind's elections, in their order."""
    kind = next(kind for kind in workspace.catalog.roster_kinds.values() if kind.of_candidates)
    of = congresses.kind_of(workspace, congress)
    name = of.title.removeprefix("乡镇").removeprefix("县")
    roster, _ = rosters.create_roster(workspace, f"{congress.unit}{name}{kind.title}", kind.id)
    groups = [(f"{each.title}候选人", count) for each, count in zip(of.elections, counts, strict=True)]
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
