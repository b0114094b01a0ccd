"""What the page shows of a congress, read in the worker in one go."""

from dataclasses import dataclass

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.meeting import AgendaItem, Congress, Delegate, Delegation, Officer, Session
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.people import NameKeys, Person
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.services import checking
from huanjie_desktop.services.meetings import agenda, congresses
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.printing import printing
from huanjie_desktop.services.printing.printing import PaperState
from huanjie_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class Listed:
    """A congress in the list."""

    congress: Congress
    title: str
    delegates: int


@dataclass(frozen=True)
class Shown:
    """Everything of one congress that the tabs show."""

    congress: Congress
    kind: CongressKindSpec
    title: str
    short_title: str
    sessions: tuple[Session, ...]
    items: dict[str, tuple[AgendaItem, ...]]
    delegations: tuple[Delegation, ...]
    delegates: tuple[Delegate, ...]
    officers: tuple[Officer, ...]
    people: dict[str, Person]
    keys: dict[str, NameKeys]
    papers: tuple[PaperState, ...]
    findings: tuple[Finding, ...]
    rosters: tuple[tuple[Roster, int], ...]


def read_list(workspace: Workspace) -> tuple[str, list[Listed]]:
    """Return the county and the congresses."""
    found = [
        Listed(each, congresses.short_title_of(workspace, each), congresses.counts_of(workspace, each.id)["delegates"])
        for each in congresses.list_congresses(workspace)
    ]
    return workspace.county, found


def read_congress(workspace: Workspace, congress_id: str) -> Shown:
    """Return one congress in full; UserError when it is gone."""
    congress = congresses.find_congress(workspace, congress_id)
    members = congresses.members_of(workspace, congress_id)
    sessions = agenda.list_sessions(workspace, congress_id)
    return Shown(
        congress,
        congresses.kind_of(workspace, congress),
        congresses.title_of(workspace, congress),
        congresses.short_title_of(workspace, congress),
        tuple(sessions),
        {session.id: tuple(agenda.list_items(workspace, session.id)) for session in sessions},
        tuple(members.delegations),
        tuple(members.delegates),
        tuple(members.officers),
        dict(members.people),
        dict(members.keys),
        tuple(printing.paper_states(workspace, congress_id)),
        tuple(checking.find_in_congress(workspace, congress_id)),
        tuple(rosters.list_rosters(workspace)),
    )
