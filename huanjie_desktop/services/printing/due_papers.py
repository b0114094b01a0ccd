"""Steps of the plan that are due within the week and whose papers cannot be made yet; read only where a step waits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.schedule.plan_checks import PLAN_CHECKS
from huanjie_desktop.services.meetings.reading import CountyReading
from huanjie_desktop.services.planning.reading import RoundReading
from huanjie_desktop.services.workspace import Workspace

PAPER_TABLES = frozenset(  # on which it rests whether the papers of a congress can be made
    ("agenda_item", "officer", "participant", "participant_group", "roster", "roster_entry", "session")
)
_CHECK = "papers_there"


@dataclass(frozen=True)
class DuePapers:
    """What is found about papers, and the tables that it rests on besides those of the plan."""

    findings: tuple[Finding, ...]
    tables: frozenset[str]


def find_due_papers(workspace: Workspace, reading: RoundReading) -> DuePapers:
    """Return a finding for each step that waits, is due within the week, and lacks what its paper is made of."""
    county, documents = CountyReading(workspace), workspace.catalog.documents
    asked: set[str] = set()

    def lacks(congress_id: str, papers: Collection[str]) -> Mapping[str, Sequence[str]]:
        from huanjie_desktop.services.printing.print_subjects import CONGRESS  # with all that makes papers
        from huanjie_desktop.services.printing.printing import paper_states

        asked.add(congress_id)
        states = {each.spec.id: each.lacks for each in paper_states(county.congress(congress_id), papers)}
        elsewhere = {id_: () for id_ in papers if id_ in documents and documents[id_].of != CONGRESS}
        return {**elsewhere, **states}

    around = replace(reading.around, papers=lacks)
    rules = [rule for rule in workspace.rules.rules if rule.of == "plan" and rule.check == _CHECK]
    found = [
        finding for rule in rules for plan in reading.plan.plans for finding in PLAN_CHECKS[_CHECK](rule, plan, around)
    ]
    return DuePapers(tuple(found), PAPER_TABLES if asked else frozenset())
