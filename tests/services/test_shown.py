"""What the pages show: read in few statements, however many congresses and assessments there are."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.meetings.reading import CountyReading
from huanjie_desktop.services.people.import_drafts import keep_draft
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.printing.print_notes import note_print
from huanjie_desktop.services.shown import assessment, home, meetings, packages
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace, set_base_date, set_superior
from tests.builders import FixedClock
from tests.statements import statements_of

MOST = 15


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = open_workspace(make_demo(tmp_path_factory.mktemp("demo"), 120, 7).workspace)
    yield workspace
    workspace.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = create_workspace(tmp_path / "青禾县2026年换届.huanjie", "青禾县", clock=FixedClock())
    yield made
    made.close()


def test_the_page_of_packages_is_read_in_few_statements(demo: Workspace) -> None:
    congresses = CountyReading(demo).congresses
    assert len(congresses) == 14
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


def test_the_first_page_says_what_is_to_be_done_and_what_left_the_house(demo: Workspace) -> None:
    shown = home.read_overview(demo)
    assert shown.county == "青禾县"
    assert shown.people == 120
    county = next(line for line in shown.congresses if "青禾县第十二次" in line.words)
    assert "7月26日至28日" in county.about
    assert county.subject.kind == "congress"
    assert shown.sent == []
    note_print(demo, "青禾县第十二次党代会日程", saved=False)
    note_print(demo, "没有这份名册", saved=True)
    again = home.read_overview(demo)
    assert [line.words for line in again.sent] == ["存为文件“没有这份名册”", "打印“青禾县第十二次党代会日程”"]
    assert [line.subject.kind for line in again.sent] == ["history", "congress"]
    assert again.sent[1].subject.id == county.subject.id


def test_of_many_congresses_to_report_the_first_are_named_and_the_others_counted(workspace: Workspace) -> None:
    kind = next(iter(workspace.catalog.congress_kinds))
    day = workspace.clock.today()
    made = []
    for at, unit in enumerate(("甲镇", "乙镇", "丙镇", "丁镇", "戊镇")):
        start = day - timedelta(9 - at)
        made.append(congresses.create_congress(workspace, congresses.CongressDraft(kind, unit, 12, start, start))[0])
        lines = [line for line in home.read_overview(workspace).todo if line.subject.kind == "package_entry"]
        assert len(lines) == min(at + 1, 4)
    assert [line.words[:4] for line in lines] == ["上报“甲", "上报“乙", "上报“丙", "上报另外"]
    assert lines[-1].words == "上报另外2次会议"
    assert lines[-1].subject.id == made[3].id


def test_what_is_half_done_comes_before_what_was_not_begun(workspace: Workspace) -> None:
    kind = next(iter(workspace.catalog.congress_kinds))
    assert [line.words for line in home.read_overview(workspace).todo[:2]] == ["导入名册", "新建会议"]
    keep_draft(workspace, "d1", ImportRequest(Path("干部名册.xlsx")))
    day = workspace.clock.today()
    soon, over = (
        congresses.create_congress(workspace, congresses.CongressDraft(kind, unit, 12, start, start))[0]
        for unit, start in (("柳河镇", day + timedelta(3)), ("石桥镇", day - timedelta(3)))
    )
    set_base_date(workspace, None)
    shown = home.read_overview(workspace)
    words = [line.words for line in shown.todo]
    assert words[0] == "接着导入“干部名册.xlsx”"
    assert words[1:4] == ["导入名册", "填写上级单位", "定年龄计算到哪一天"]
    assert [line.subject for line in shown.todo[4:]] == [Subject("package_entry", over.id)]
    assert [line.subject.id for line in shown.congresses] == [soon.id, over.id]
    assert shown.congresses[0].about.endswith("，还有 3 天")
    assert shown.congresses[1].about.endswith("，已闭幕")
    set_superior(workspace, "云川省委组织部")
    set_base_date(workspace, day)
    assert len(home.read_overview(workspace).todo) == 3
