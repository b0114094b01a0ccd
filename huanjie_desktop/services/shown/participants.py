"""The people of a congress as the page shows them: in which order, by what they are found, what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.people import Person
from huanjie_desktop.services.meetings.participants import capacity_for, names_in_order
from huanjie_desktop.services.shown.meetings import Shown

UNGROUPED = "none"  # stands for the people who are in no group where one is asked for


@dataclass(frozen=True)
class ParticipantRow:
    """One of the people as shown; `offices` are the titles held in the congress, `initials` for the filter."""

    id: str
    person: Person
    group_id: str
    group: str
    capacity: str
    capacity_title: str
    role: str
    offices: str
    initials: str

    def holds(self, text: str, group_id: str = "", capacity: str = "") -> bool:
        """Tell whether a name, post or initials hold a text in small letters, within a group and a capacity ("" for all)."""
        words = f"{self.person.name} {self.initials} {self.person.current_post}".lower()
        return text in words and group_id in ("", self.group_id) and capacity in ("", self.capacity)


def rows_of(shown: Shown) -> list[ParticipantRow]:
    """Return the people by group, then by capacity, then in the order of the kind's lists."""
    groups = {each.id: (at, each.name) for at, each in enumerate(shown.groups)}
    capacities = {each.id: (at, each.title) for at, each in enumerate(shown.kind.capacities)}
    offices = {office.id: office.title for office in shown.kind.offices}
    held = {(each.person_id, each.office) for each in shown.officers}
    named = names_in_order(shown.kind, [each.person_id for each in shown.participants], shown.keys)
    places = {person_id: at for at, person_id in enumerate(named)}
    unknown = (len(capacities), "")
    ordered = sorted(
        shown.participants,
        key=lambda each: (
            groups.get(each.group_id or "", (len(groups), ""))[0],
            capacities.get(each.capacity, unknown)[0],
            places[each.person_id],
        ),
    )
    return [
        ParticipantRow(
            each.id,
            shown.people[each.person_id],
            each.group_id or UNGROUPED,
            groups[each.group_id][1] if each.group_id else "",
            each.capacity,
            capacities.get(each.capacity, (0, each.capacity))[1],
            each.role,
            "、".join(title for office, title in offices.items() if (each.person_id, office) in held),
            shown.keys[each.person_id].initials,
        )
        for each in ordered
    ]


def group_choices(shown: Shown) -> list[tuple[str, str]]:
    """Return the groups by id with how many of the counted are in them: 柳河镇代表团（16名）."""
    words = shown.kind.words
    sizes = [sum(each.group_id == group.id for each in shown.counted) for group in shown.groups]
    found = [
        (group.id, f"{group.name}（{size}{words.measure}）") for group, size in zip(shown.groups, sizes, strict=True)
    ]
    outside = sum(each.group_id is None for each in shown.participants)
    return [*found, (UNGROUPED, f"{words.ungrouped}（{outside}人）")] if outside else found


def roster_choices(shown: Shown) -> list[tuple[str, str]]:
    """Return the rosters with people by id, the likeliest first, each with what its people are taken as."""
    named = {kind for capacity in shown.kind.capacities for kind in capacity.roster_kinds}
    likely = sorted(
        (each for each in shown.rosters if each[1]),
        key=lambda each: (each[0].kind not in named, shown.congress.unit not in each[0].name),
    )
    return [
        (roster.id, f"{roster.name}（{count}人，取为{capacity_for(shown.kind, roster.kind).title}）")
        for roster, count in likely
    ]


def count_words(shown: Shown, rows: Sequence[ParticipantRow], visible: int) -> str:
    """Return the line below the table: how many are shown, of each capacity, in each office."""
    numbers = [(each.title, sum(row.capacity == each.id for row in rows)) for each in shown.kind.capacities]
    numbers += [(each.title, sum(one.office == each.id for one in shown.officers)) for each in shown.kind.offices]
    told = "，".join(f"{title}{count}{shown.kind.words.measure}" for title, count in numbers if count)
    return f"显示 {visible} / 共 {len(rows)} 人" + (f"；{told}" if told else "")
