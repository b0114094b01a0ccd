"""Two rosters compared, and one taken into the other field by field: shown first, then written as one undo step."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people_rows import GROUP
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import OWN, RosterEntry
from huanjie_desktop.services.people.own_columns import add_missing
from huanjie_desktop.services.people.rosters import get_roster
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, rosters

NOTE = "note"
_TITLES = {GROUP: "分组", NOTE: "备注"}


@dataclass(frozen=True)
class MergeLine:
    """One line of the comparison: somebody who is only on one roster (`field` ""), or a field in which the two differ."""

    person_id: str
    name: str
    field: str
    title: str
    here: str
    there: str
    where: str = "both"  # "here", "there"

    @property
    def key(self) -> tuple[str, str]:
        """Return by what it is chosen."""
        return self.person_id, self.field

    @property
    def takes(self) -> bool:
        """Tell whether taking the other roster in would change something by this line."""
        return self.where != "here"


@dataclass(frozen=True)
class RosterComparison:
    """两份名册: `lines` of people only here, only there, and of fields that differ; `same` is how many are alike on both."""

    here: str
    there: str
    here_name: str
    there_name: str
    lines: Sequence[MergeLine]
    same: int

    @property
    def words(self) -> str:
        """Return it in one sentence."""
        counts = {where: sum(line.where == where for line in self.lines) for where in ("here", "there", "both")}
        return (
            f"只在《{self.here_name}》{counts['here']}人，只在《{self.there_name}》{counts['there']}人，"
            f"两份都有而内容不同{counts['both']}处，相同{self.same}人。"
        )


def compare_rosters(workspace: Workspace, here: str, there: str) -> RosterComparison:
    """Compare two rosters; nothing is written."""
    one, other = get_roster(workspace, here), get_roster(workspace, there)
    if here == there:
        raise UserError("请选另一份名册。")
    ours, theirs = (
        {entry.person_id: entry for entry in rosters.list_entries(workspace.store, id_)} for id_ in (here, there)
    )
    names = people.names_by_ids(workspace.store, [*ours, *theirs])
    lines, same = [], 0
    for id_, entry in ours.items():
        if id_ not in theirs:
            lines.append(MergeLine(id_, names[id_], "", "", "在", "不在", "here"))
            continue
        differing = _differing(id_, names[id_], entry, theirs[id_])
        lines += differing
        same += not differing
    lines += [MergeLine(id_, names[id_], "", "", "不在", "在", "there") for id_ in theirs if id_ not in ours]
    return RosterComparison(here, there, one.name, other.name, lines, same)


def merge_rosters(workspace: Workspace, comparison: RosterComparison, taken: Collection[tuple[str, str]]) -> ChangeSet:
    """Take the chosen lines of the other roster into this one, as one undo step; UserError where they changed meanwhile."""
    now = compare_rosters(workspace, comparison.here, comparison.there)
    chosen = [line for line in comparison.lines if line.key in taken and line.takes]
    if not chosen:
        raise UserError("没有选要并入的内容。")
    if set(chosen) - set(now.lines):
        raise UserError("名册在这期间有改动，没有并入。", "请重新比较。")
    store = workspace.store
    ours = {entry.person_id: entry for entry in rosters.list_entries(store, now.here)}
    theirs = {entry.person_id: entry for entry in rosters.list_entries(store, now.there)}
    new = [line.person_id for line in chosen if line.where == "there"]
    fresh = [
        replace(theirs[id_], id=store.new_id(), roster_id=now.here, position=len(ours) + at)
        for at, id_ in enumerate(new)
    ]
    changes: dict[str, RosterEntry] = {}
    for line in chosen:
        if line.where == "both":
            entry = changes.get(line.person_id, ours[line.person_id])
            changes[line.person_id] = with_text(entry, line.field, line.there)
    titles = [title for entry in (*fresh, *changes.values()) for title, _ in entry.own]
    with workspace.change(f"并入名册《{now.there_name}》", Right.PEOPLE) as work:
        add_missing(workspace, work, now.here, titles)
        rosters.add_entries(work, fresh)
        rosters.change_entries(
            work, {each.id: {GROUP: each.group_name, NOTE: each.note, "own": each.own} for each in changes.values()}
        )
    return work.change_set


def _differing(id_: str, name: str, ours: RosterEntry, theirs: RosterEntry) -> list[MergeLine]:
    one, other = entry_texts(ours), entry_texts(theirs)
    return [
        MergeLine(id_, name, field, entry_title(field), one.get(field, ""), other.get(field, ""))
        for field in dict.fromkeys([*one, *other])
        if one.get(field, "") != other.get(field, "")
    ]


def entry_title(field: str) -> str:
    """Return what a field of an entry is called."""
    return _TITLES.get(field, field.removeprefix(OWN))


def entry_texts(entry: RosterEntry) -> Mapping[str, str]:
    """Return what an entry says beside the person, by field."""
    return {GROUP: entry.group_name, NOTE: entry.note, **{OWN + title: text for title, text in entry.own}}


def with_text(entry: RosterEntry, field: str, text: str) -> RosterEntry:
    """Return an entry that says something else in one of these fields."""
    if field.startswith(OWN):
        return replace(entry, own=entry.with_own({field.removeprefix(OWN): text}))
    return replace(entry, **{field: text})  # type: ignore[arg-type]
