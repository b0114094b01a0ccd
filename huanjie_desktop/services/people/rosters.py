"""Rosters: making, renaming, filling, ordering."""

from collections.abc import Collection, Sequence

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import Roster, RosterEntry, moved_beside
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, rosters


def list_rosters(workspace: Workspace) -> list[tuple[Roster, int]]:
    """Return the rosters in order, each with the number of its people."""
    sizes = rosters.roster_sizes(workspace.store)
    return [(roster, sizes.get(roster.id, 0)) for roster in rosters.list_rosters(workspace.store)]


def get_roster(workspace: Workspace, roster_id: str) -> Roster:
    """Return a roster; UserError when it is gone."""
    roster = rosters.get_roster(workspace.store, roster_id)
    if roster is None:
        raise UserError("这份名册已不存在。", "请刷新后重选。")
    return roster


def create_roster(workspace: Workspace, name: str, kind: str) -> tuple[Roster, ChangeSet]:
    """Make an empty roster; its name must be new."""
    roster = Roster(workspace.store.new_id(), _checked_name(workspace, name), kind, _next_position(workspace))
    with workspace.change(f"新建名册《{roster.name}》", Right.PEOPLE) as work:
        rosters.add_roster(work, roster)
    return roster, work.change_set


def set_forms(workspace: Workspace, roster_id: str, forms: bool) -> ChangeSet:
    """Have a roster ask for the approval form of everybody on it, or no longer."""
    roster = get_roster(workspace, roster_id)
    label = f"《{roster.name}》{'要附' if forms else '不再要附'}任免审批表"
    with workspace.change(label, Right.PEOPLE) as work:
        rosters.change_roster(work, roster_id, forms=forms)
    return work.change_set


def rename_roster(workspace: Workspace, roster_id: str, name: str) -> ChangeSet:
    """Give a roster another name."""
    with workspace.change("名册改名", Right.PEOPLE) as work:
        rosters.change_roster(work, roster_id, name=_checked_name(workspace, name, roster_id))
    return work.change_set


def delete_roster(workspace: Workspace, roster_id: str) -> ChangeSet:
    """Remove a roster; the people stay."""
    roster = get_roster(workspace, roster_id)
    with workspace.change(f"删除名册《{roster.name}》", Right.PEOPLE) as work:
        rosters.remove_roster(work, workspace.store, roster.id)
    return work.change_set


def add_to_roster(workspace: Workspace, roster_id: str, person_ids: Sequence[str]) -> ChangeSet:
    """Put people at a roster's end; who is on it already stays where he is."""
    entries = rosters.list_entries(workspace.store, roster_id)
    known = {entry.person_id for entry in entries}
    new = [person_id for person_id in dict.fromkeys(person_ids) if person_id not in known]
    with workspace.change(f"加入名册{len(new)}人", Right.PEOPLE) as work:
        rosters.add_entries(
            work,
            [
                RosterEntry(workspace.store.new_id(), roster_id, person_id, len(entries) + at)
                for at, person_id in enumerate(new)
            ],
        )
    return work.change_set


def remove_from_roster(workspace: Workspace, roster_id: str, person_ids: Sequence[str]) -> ChangeSet:
    """Take people off a roster; they stay in the workspace."""
    gone = set(person_ids)
    entries = rosters.list_entries(workspace.store, roster_id)
    with workspace.change(f"移出名册{len(gone)}人", Right.PEOPLE) as work:
        rosters.remove_entries(work, [entry.id for entry in entries if entry.person_id in gone])
    return work.change_set


def order_roster(workspace: Workspace, roster_id: str, person_ids: Sequence[str]) -> ChangeSet:
    """Keep the given order as the roster's own; people not named come after, as they were."""
    return put_in_order(workspace, roster_id, person_ids, "调整名册次序")


def move_in_roster(
    workspace: Workspace, roster_id: str, person_ids: Sequence[str], anchor: str, *, after: bool
) -> ChangeSet:
    """Put people, as they follow each other, before or after another of the roster."""
    ids = [entry.person_id for entry in rosters.list_entries(workspace.store, roster_id)]
    moved = set(person_ids) & set(ids)
    if not moved or anchor not in ids or anchor in moved:
        raise UserError("名册里的人员已有变动，没有移动。", "请再试一次。")
    return put_in_order(
        workspace, roster_id, moved_beside(ids, moved, anchor, after=after), _moved_label(workspace, moved)
    )


def put_in_order(workspace: Workspace, roster_id: str, person_ids: Sequence[str], label: str) -> ChangeSet:
    """Write a roster's order as one undo step; people not named come after, as they were."""
    place = {person_id: at for at, person_id in enumerate(person_ids)}
    entries = rosters.list_entries(workspace.store, roster_id)
    ordered = sorted(entries, key=lambda entry: (place.get(entry.person_id, len(place)), entry.position))
    with workspace.change(label, Right.PEOPLE) as work:
        rosters.change_entries(work, {entry.id: {"position": at} for at, entry in enumerate(ordered)})
    return work.change_set


def rosters_of(workspace: Workspace, person_id: str) -> list[Roster]:
    """Return the rosters that a person is on."""
    wanted = set(people.uses_of_person(workspace.store, person_id)["roster"])
    return [roster for roster in rosters.list_rosters(workspace.store) if roster.id in wanted]


def _checked_name(workspace: Workspace, name: str, own_id: str = "") -> str:
    name = name.strip()
    if not name:
        raise UserError("没有填写名册名称。")
    other = rosters.roster_named(workspace.store, name)
    if other is not None and other.id != own_id:
        raise UserError(f"已有名为“{name}”的名册。", "请换一个名称。")
    return name


def _next_position(workspace: Workspace) -> int:
    return max((roster.position for roster in rosters.list_rosters(workspace.store)), default=-1) + 1


def _moved_label(workspace: Workspace, moved: Collection[str]) -> str:
    names = people.names_by_ids(workspace.store, moved)
    return f"移动“{next(iter(names.values()))}”" if len(names) == 1 else f"移动{len(moved)}人"
