"""The office's choice of the rosters and assessments that belong to a congress; without one `reading` finds them."""

import json
from collections.abc import Mapping, Sequence

from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.settings import write_setting

CAMPAIGNS = "campaigns"  # stands for a kind of roster where assessments are chosen
_SETTING = "congress_rosters:"


def chosen_rosters(workspace: Workspace, congress_id: str, kind: str) -> list[str]:
    """Return the ids of the rosters of a kind, or of the CAMPAIGNS, that the office has chosen for a congress, [] for none."""
    choice: dict[str, list[str]] = json.loads(workspace.setting(_SETTING + congress_id) or "{}")
    return choice.get(kind, [])


def choose_rosters(workspace: Workspace, congress_id: str, chosen: Mapping[str, Sequence[str]]) -> ChangeSet:
    """Say which rosters and assessments belong to a congress, ids by kind; [] leaves a kind to be found again."""
    choice = json.loads(workspace.setting(_SETTING + congress_id) or "{}")
    choice |= {kind: list(roster_ids) for kind, roster_ids in chosen.items()}
    with workspace.change("选定上报名册和测评", Right.MEETINGS) as work:
        write_setting(work, workspace.store, _SETTING + congress_id, json.dumps(choice))
    return work.change_set
