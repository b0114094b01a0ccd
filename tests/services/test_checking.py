"""Checks over what a workspace holds."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import AgendaItem, Congress, Officer, Participant, ParticipantGroup, Session
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.services.checking import find_in_congress, find_in_people
from huanjie_desktop.services.workspace import Workspace, create_workspace
from huanjie_desktop.store import congresses, sessions
from huanjie_desktop.store.people import add_people
from tests.builders import FixedClock, record

DAY = date(2026, 7, 26)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = create_workspace(tmp_path / "青禾县.huanjie", "青禾县", clock=FixedClock())
    yield opened
    opened.close()


def test_the_gravest_stands_first(workspace: Workspace) -> None:
    with workspace.store.unit_of_work("添加人员") as work:
        add_people(
            work,
            [
                record("p1", "林木", birth=PartialDate(1985, 7), work_started=PartialDate(1980)),
                record("p2", "文山", id_number="990101198507120010"),
            ],
        )
    findings = find_in_people(workspace)
    assert [finding.severity for finding in findings] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.HINT,
        Severity.HINT,
    ]
    assert findings[0].text == "文山：身份证号校验位不对，可能有一位写错。"


def test_a_congress_is_checked_with_its_people_sessions_and_items(workspace: Workspace) -> None:
    store = workspace.store
    congress = Congress("c", "township-party", "柳河镇", 9, DAY, DAY)
    with store.unit_of_work("建立大会") as work:
        add_people(work, [record("p1", "林木"), record("p2", "文山")])
        congresses.add_congress(work, congress)
        congresses.add_groups(work, [ParticipantGroup("g", "c", "第一代表团", 0)])
        congresses.add_participants(work, [Participant("d", "c", "p1", "g", "voting-delegate", 0)])
        congresses.add_officers(work, [Officer("o", "c", "p2", "presidium", 0)])
        places = [("s1", time(9)), ("s2", time(9, 30))]
        sessions.add_sessions(
            work,
            [
                Session(key, "c", at, f"会议{at}", DAY, start, "会议室", "林木")
                for at, (key, start) in enumerate(places)
            ],
        )
        sessions.add_items(work, [AgendaItem("i", "s1", None, 0, "听取报告", 40)])
    assert [(finding.code, finding.text) for finding in find_in_congress(workspace, "c")] == [
        ("sessions_overlap", "会议0（上午9:00至上午9:40）与会议1时间重叠。"),
        ("township_party_presidium_delegates", "主席团成员文山不是本次大会代表。"),
        ("township_party_delegate_count", "代表1名，不在100名至200名之间。"),
    ]


def test_a_congress_that_is_gone(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="这次大会已不存在"):
        find_in_congress(workspace, "gone")
