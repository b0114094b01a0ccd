"""The findings after one change of a county of 1,200 people, against looking at everything."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.timing import seconds_of
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services.assessment import campaigns
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.findings import find_all
from huanjie_desktop.services.meetings import agenda, congresses
from huanjie_desktop.services.people import people
from huanjie_desktop.services.workspace import open_workspace

PEOPLE, BAR_MS, TIMES = 1_200, 30, 7


def measure_findings(folder: Path) -> dict[str, Any]:
    """Measure the first look, and the one after a change of a person, a session, a congress and an assessment."""
    workspace = open_workspace(make_demo(folder / "示例", PEOPLE).workspace)
    first = seconds_of(lambda: find_all(workspace), 1)
    person = people.list_rows(workspace)[-1].person.id
    congress = congresses.list_congresses(workspace)[-1].id
    session = agenda.list_sessions(workspace, congress)[0].id
    campaign = campaigns.list_campaigns(workspace)[-1].id
    witness = {"reason": "核对", "second": "另一人"}  # its result may stand
    changes: dict[str, Callable[[int], object]] = {
        "person": lambda at: people.edit_cells(workspace, [CellEdit(person, "unit", f"单位{at}")]),
        "session": lambda at: agenda.edit_session(workspace, session, place=f"会议室{at}"),
        "congress": lambda at: congresses.edit_congress(workspace, congress, venue=f"会堂{at}"),
        "campaign": lambda at: campaigns.edit_campaign(workspace, campaign, scope=f"范围{at}", **witness),
    }
    after: dict[str, float] = {}
    for name, change in changes.items():
        taken = []
        for at in range(TIMES):
            change(at)
            taken.append(seconds_of(lambda: find_all(workspace), 1))
        after[f"after_a_{name}_ms"] = round(median(taken) * 1000, 1)
    workspace.close()
    return {"people": PEOPLE, "everything_ms": round(first * 1000, 1), **after, "bar_ms": BAR_MS}
