"""Which rosters and assessments belong to a congress: those that the office has chosen, else those whose names say so."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.services.assessment import campaigns
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, rosters
from huanjie_desktop.store.settings import read_setting, write_setting

T = TypeVar("T")
_SETTING = "congress_rosters:"


def rosters_of_congress(workspace: Workspace, congress: Congress, kinds: Collection[str]) -> list[Roster]:
    """Return the congress's rosters of these kinds.

    Without a choice they are those that name its place (柳河镇党代表名册); where none does, the county's are those that
    name no other congress's place (县党代会代表名册).
    """
    every = [roster for roster in rosters.list_rosters(workspace.store) if roster.kind in kinds]
    found: list[Roster] = []
    for kind in dict.fromkeys(roster.kind for roster in every):
        of_kind = [roster for roster in every if roster.kind == kind]
        chosen = chosen_rosters(workspace, congress.id, kind)
        found += (
            [roster for roster in of_kind if roster.id in chosen] if chosen else _named(workspace, congress, of_kind)
        )
    return found


def chosen_rosters(workspace: Workspace, congress_id: str, kind: str) -> list[str]:
    """Return the ids of the rosters of a kind that the office has chosen for a congress, [] for no choice."""
    choice: dict[str, list[str]] = json.loads(read_setting(workspace.store, _SETTING + congress_id) or "{}")
    return choice.get(kind, [])


def choose_rosters(workspace: Workspace, congress_id: str, chosen: Mapping[str, Sequence[str]]) -> ChangeSet:
    """Say which rosters belong to a congress, ids by kind; [] leaves a kind to the rosters' names again."""
    choice = json.loads(read_setting(workspace.store, _SETTING + congress_id) or "{}")
    choice |= {kind: list(roster_ids) for kind, roster_ids in chosen.items()}
    with workspace.change("选定上报名册", Right.MEETINGS) as work:
        write_setting(work, workspace.store, _SETTING + congress_id, json.dumps(choice))
    return work.change_set


def campaigns_of_congress(workspace: Workspace, congress: Congress) -> list[Campaign]:
    """Return the assessments held at a congress's place, by the same rule as its rosters."""
    every = campaigns.list_campaigns(workspace)
    return _of_place(workspace, congress, [(f"{each.unit} {each.title}", each) for each in every])


def _named(workspace: Workspace, congress: Congress, every: Sequence[Roster]) -> list[Roster]:
    return _of_place(workspace, congress, [(roster.name, roster) for roster in every])


def _of_place(workspace: Workspace, congress: Congress, every: Sequence[tuple[str, T]]) -> list[T]:
    """Return the things whose words name the congress's place; for the county also those that name no other's."""
    own = [thing for words, thing in every if congress.unit in words]
    if own or congress.unit != workspace.county:
        return own
    others = {each.unit for each in congresses.list_congresses(workspace.store)} - {congress.unit}
    return [thing for words, thing in every if not any(unit in words for unit in others)]
