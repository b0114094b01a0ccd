"""What the pages show: read in few statements, however many congresses and assessments there are."""

from collections.abc import Iterator

import pytest

from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.meetings.reading import CountyReading
from huanjie_desktop.services.shown import assessment, meetings, packages
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
