"""The demo county's round: its congresses interleaved as the case has them."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.demo.meetings import read_round
from huanjie_desktop.services.meetings import agenda
from huanjie_desktop.services.meetings.reading import CongressReading, CountyReading
from huanjie_desktop.services.packages.exporting import ExportRequest, export_package
from huanjie_desktop.services.packages.reading import open_package
from huanjie_desktop.services.packages.scopes import list_scopes
from huanjie_desktop.services.workspace import Workspace, open_workspace


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = open_workspace(make_demo(tmp_path_factory.mktemp("demo"), 120, 7).workspace)
    yield workspace
    workspace.close()


def held(workspace: Workspace, title: str) -> list[CongressReading]:
    return [each for each in CountyReading(workspace).congresses if each.kind.title == title]


def days(readings: list[CongressReading]) -> list[tuple[date, date]]:
    return [(each.congress.start or date.min, each.congress.end or date.max) for each in readings]


def test_the_congresses_are_interleaved_as_the_county_held_them(demo: Workspace) -> None:
    march = [date(2026, 3, day) for day in range(26, 31)]
    assert days(held(demo, "乡镇党代会")) == [(day, day) for day in march]
    assert days(held(demo, "县党代会")) == [(date(2026, 7, 26), date(2026, 7, 28))]
    election = date(2026, 7, 11)
    assert days(held(demo, "县乡人大代表选举")) == [(election, election)]
    townships = days(held(demo, "乡镇人代会"))
    assert townships[0] == (date(2026, 7, 16), date(2026, 7, 17))
    assert len(townships) == 5
    assert all(townships[0][1] < start < end <= date(2026, 7, 31) for start, end in townships[1:])
    ((people, end),) = days(held(demo, "县人代会"))
    ((consultative, over),) = days(held(demo, "县政协全会"))
    assert consultative == people - timedelta(1)
    assert people < date(2026, 9, 11)  # two months after the election
    assert over < end


def test_no_township_of_a_kind_is_held_twice_and_each_has_its_rosters(demo: Workspace) -> None:
    for title in ("乡镇党代会", "乡镇人代会"):
        units = [each.congress.unit for each in held(demo, title)]
        assert len(units) == len(set(units)) == 5
    for each in held(demo, "乡镇人代会"):
        names = [roster.name for roster in each.carried]
        assert names == [f"{each.congress.unit}人代会候选人预备人选名册", f"{each.congress.unit}人大代表名册"]


def test_nothing_in_a_congress_of_the_demo_needs_mending(demo: Workspace) -> None:
    for each in CountyReading(demo).congresses:
        assert [finding.text for finding in each.findings if finding.severity != Severity.HINT] == []
        assert each.counted
        assert all(agenda.list_items(demo, session.id) for session in each.sessions)


def test_the_sizes_of_the_round_are_those_that_the_law_gives(demo: Workspace) -> None:
    later = {(entry["kind"], entry["unit"]): entry for entry in read_round()["later"]}
    assert later["deputy-election", "青禾县"]["seats"] == 140 + 30_000 // 5_000
    assert all(45 <= entry["seats"] <= 160 for (kind, _), entry in later.items() if kind == "township-people")


def test_each_congress_is_reported_by_a_package_that_is_called_whole(demo: Workspace, tmp_path: Path) -> None:
    for scope in list_scopes(demo):
        folder = export_package(demo, ExportRequest(scope.congress.id, tmp_path)).folder
        opened = open_package(folder, demo.rules)
        assert (scope.title, opened.ok, opened.verification.problems) == (scope.title, True, ())
