"""What the pages show: read in few statements, however many congresses and assessments there are."""

from collections.abc import Iterator

import pytest

from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.meetings.reading import CountyReading
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.shown import assessment, home, meetings, packages
from huanjie_desktop.services.workspace import Workspace, open_workspace, set_superior
from tests.statements import statements_of

MOST = 15


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = open_workspace(make_demo(tmp_path_factory.mktemp("demo"), 120, 7).workspace)
    yield workspace
    workspace.close()


def test_the_page_of_packages_is_read_in_few_statements(demo: Workspace) -> None:
    congresses = CountyReading(demo).congresses
    assert len(congresses) == 6
    for at, congress in enumerate(congresses):
        set_superior(demo, f"上级{at}")  # something is written: what the workspace keeps is read again
        with statements_of(demo) as said:
            shown = packages.read_page(demo, congress.congress.id, NoProgress())
        assert shown.scope is not None
        assert shown.scope.congress == congress.congress
        assert shown.people > 0
        assert len(said) <= MOST, said


def test_nothing_is_asked_twice(demo: Workspace) -> None:
    last = CountyReading(demo).congresses[-1].congress
    for read in (
        lambda: packages.read_page(demo, last.id, NoProgress()),
        lambda: meetings.read_congress(demo, last.id),
        lambda: assessment.read_lists(demo),
    ):
        with statements_of(demo) as said:
            read()
        assert len(set(said)) == len(said)
        assert len(said) <= MOST


def test_the_first_page_says_what_there_is_and_what_was_done(demo: Workspace) -> None:
    shown = home.read_overview(demo)
    assert shown.county == "青禾县"
    assert shown.people == 120
    county = next(line for line in shown.congresses if "青禾县" in line.words)
    assert "月" in county.about
    assert "日至" in county.about
    assert county.id
    assert all(line.about.endswith(" 人") for line in shown.rosters)
    workspace_name = shown.rosters[0].words
    rosters.rename_roster(demo, shown.rosters[0].id, "新名册")
    demo.undo()
    again = home.read_overview(demo)
    assert again.rosters[0].words == workspace_name
    assert [line.words for line in again.changes[:2]] == ["撤销：名册改名", "名册改名"]
    assert len(again.changes) == home.LATEST
