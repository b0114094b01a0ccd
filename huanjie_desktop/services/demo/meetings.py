"""The demo county's round: its congresses, of which the later ones' rosters are picked from the county's officials."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.numerals import chinese_number
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.paths import resource_dir
from huanjie_desktop.services.demo.candidates import nominate
from huanjie_desktop.services.meetings import congress_rosters, congresses, participants
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people
from huanjie_desktop.store.rosters import change_entries, list_entries

_Entry = Mapping[str, Any]


def read_round() -> Mapping[str, Sequence[_Entry]]:
    """Return the entries of the round: congresses whose rosters are imported, and the later ones."""
    return tomllib.loads((resource_dir() / "demo" / "round.toml").read_text(encoding="utf-8"))


def hold_congresses(workspace: Workspace, entries: Iterable[_Entry]) -> None:
    """Hold the party's congresses with the rosters that are there, then nominate their candidates."""
    made = []
    for entry in entries:
        congress = _create(workspace, entry)
        fill_congress(workspace, congress, entry["roster"])
        made.append((congress, entry))
    everybody = people.list_people(workspace.store)
    units = {congress.unit for congress, _ in made}
    elsewhere = [person for person in everybody if person.party_joined and person.unit not in units]
    for at, (congress, entry) in enumerate(made):
        local = [person for person in everybody if person.unit == congress.unit]
        party = [person for person in everybody if person.party_joined]
        # what a township lacks comes from the county's offices, from others for each township
        nominate(workspace, congress, [*local, *elsewhere[at :: len(made)]] if local else party, entry["candidates"])


def hold_later(workspace: Workspace, entries: Iterable[_Entry]) -> None:
    """Hold the election of deputies, the people's congresses and the CPPCC, each with its roster and its candidates."""
    everybody = people.list_people(workspace.store)
    most = len(everybody) * 4 // 5  # a small county keeps some for the offices and the seats beside
    picked: dict[str, Sequence[Person]] = {}
    for at, entry in enumerate(entries):
        congress = _create(workspace, entry)
        local = [person for person in everybody if person.unit == congress.unit]
        others = [person for person in everybody if person.unit != congress.unit]
        turned = others[at * len(others) // 10 :] + others[: at * len(others) // 10]  # others for each
        spread = sorted(turned, key=lambda person: len(person.current_post) % 7)
        pool = [*local, *spread]
        chosen = picked.get(entry.get("same_as", ""), tuple(pool[: min(entry.get("seats", 0), most)]))
        picked[entry["roster"]] = chosen
        make_roster(workspace, entry["roster"], entry["roster_kind"], _grouped(chosen, entry))
        seated = {person.id for person in chosen}
        free = [person for person in pool if person.id not in seated]
        if "attending" in entry:
            beside = [(person, "") for person in free[: entry["attending_seats"]]]
            make_roster(workspace, entry["attending"], entry["attending_kind"], beside)
        sizes = entry.get("office_sizes", ())
        fill_congress(workspace, congress, entry["roster"], list(islice((each.id for each in free), sum(sizes))), sizes)
        roster = _roster(workspace, entry["roster"])  # named: in a small county most people stand on every roster
        congress_rosters.choose_rosters(workspace, congress.id, {roster.kind: [roster.id]})
        if "attending" in entry:
            participants.take_participants(workspace, congress.id, _roster(workspace, entry["attending"]).id)
        if "candidates" in entry:
            nominate(workspace, congress, [*chosen, *free], entry["candidates"])


def make_roster(workspace: Workspace, name: str, kind: str, named: Sequence[tuple[Person, str]]) -> None:
    """Make a roster of people, each with a group."""
    roster, _ = rosters.create_roster(workspace, name, kind)
    rosters.add_to_roster(workspace, roster.id, [person.id for person, _ in named])
    groups = {person.id: group for person, group in named}
    with workspace.change("编组", Right.PEOPLE) as work:
        entries = list_entries(workspace.store, roster.id)
        change_entries(work, {entry.id: {"group_name": groups[entry.person_id]} for entry in entries})


def fill_congress(
    workspace: Workspace,
    congress: Congress,
    roster_name: str,
    officers: Sequence[str] = (),
    sizes: Sequence[int] = (),
) -> None:
    """Take people from a roster, give each group leaders, a room and a liaison, and fill the offices.

    `officers` are people's ids who hold the offices, as many as `sizes` says for each; else the groups' leaders hold them.
    """
    kind = congresses.kind_of(workspace, congress)
    roster = _roster(workspace, roster_name)
    participants.take_participants(workspace, congress.id, roster.id, kind.capacities[0].id)
    members = participants.members_of(workspace, congress.id)
    leaders: list[str] = []
    roles: dict[str, list[str]] = {}
    for at, group in enumerate(members.groups if kind.roles else ()):
        inside = [each for each in members.counted if each.group_id == group.id]
        for member, role in zip(inside, kind.roles[:2], strict=False):
            roles.setdefault(role, []).append(member.id)
        leaders += [each.person_id for each in inside[:2]]
        place = f"{at + 2}楼第{at + 1}会议室"
        participants.edit_group(
            workspace, congress.id, group.id, place=place, liaison=f"{kind.words.congress}秘书处组织组"
        )
    for role, ids in roles.items():
        participants.set_roles(workspace, congress.id, ids, role)
    if sizes:
        left = iter(officers)
        for office, size in zip(kind.offices, sizes, strict=False):
            participants.set_officers(workspace, congress.id, office.id, list(islice(left, size)))
        return
    wanted = max(7, round(len(members.counted) / 10))
    leaders += [each.person_id for each in members.counted if each.person_id not in leaders]
    for at, office in enumerate(kind.offices):
        count = 1 if office.single else wanted if at == 0 else max(3, wanted // 3)
        participants.set_officers(workspace, congress.id, office.id, leaders[:count])


def _create(workspace: Workspace, entry: _Entry) -> Congress:
    kind = workspace.catalog.congress_kinds[entry["kind"]]
    draft = congresses.CongressDraft(
        *(kind.id, entry["unit"], entry["term"], entry["start"], entry.get("end"), entry["venue"]),
        sitting=len(kind.numbers) - 1,
    )
    return congresses.create_congress(workspace, draft)[0]


def _roster(workspace: Workspace, name: str) -> Roster:
    return next(each for each, _ in rosters.list_rosters(workspace) if each.name == name)


def _grouped(chosen: Sequence[Person], entry: _Entry) -> list[tuple[Person, str]]:
    """Return people with their groups: in as many equal parts as there are groups, `per_group` of a part in one."""
    names: Sequence[str] = entry["groups"]
    size = -(-len(chosen) // len(names))
    within = entry.get("per_group", size)
    return [
        (person, names[at // size].replace("{n}", f"第{chinese_number(at % size // within + 1)}"))
        for at, person in enumerate(chosen)
    ]
