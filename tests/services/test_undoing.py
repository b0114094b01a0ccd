"""撤销 says before it is pressed what it would take back and where, and afterwards leads there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.meetings import agenda, congresses
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.printing.print_notes import note_print
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown import undoing
from huanjie_desktop.services.workspace import BEGUN, Workspace, create_workspace, open_workspace, set_superior
from tests.builders import FixedClock


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = create_workspace(tmp_path / "青禾县2026年换届.huanjie", "青禾县", clock=FixedClock())
    yield made
    made.close()


def _person(workspace: Workspace, name: str) -> str:
    return next(each.id for each in people.list_people(workspace) if each.name == name)


def _undo(workspace: Workspace) -> Subject | None:
    taken = undoing.undo(workspace)
    assert taken is not None
    return taken.place


def test_a_persons_cell_is_named_and_gone_to(workspace: Workspace) -> None:
    people.edit_cells(workspace, [], [{"name": "林木"}, {"name": "王芳"}])
    id_ = _person(workspace, "王芳")
    people.edit_cells(workspace, [CellEdit(id_, "unit", "柳河镇")])
    assert undoing.read_next(workspace).words.endswith("（名册：王芳）")
    assert _undo(workspace) == Subject("person", id_)
    assert undoing.read_next(workspace).words.endswith("（名册：2 人）")
    redone = undoing.redo(workspace)
    assert redone is not None
    assert redone.place == Subject("person", id_)


def test_what_is_gone_leads_to_its_page_alone(workspace: Workspace) -> None:
    people.edit_cells(workspace, [], [{"name": "林木"}])
    assert undoing.read_next(workspace).words == "添加“林木”（名册）"  # the name is said already
    assert _undo(workspace) == Subject("roster", "")


def test_a_rosters_entry_leads_to_the_roster_not_to_the_person(workspace: Workspace) -> None:
    kind = next(iter(workspace.catalog.roster_kinds))
    roster, _change = rosters.create_roster(workspace, "干部名册", kind)
    people.edit_cells(workspace, [], [{"name": "林木"}], roster.id)
    assert _undo(workspace) == Subject("roster", roster.id)
    rosters.rename_roster(workspace, roster.id, "新名册")
    assert undoing.read_next(workspace).words == "名册改名（名册：干部名册）"


def test_an_item_of_an_agenda_leads_to_its_congress(workspace: Workspace) -> None:
    kind = next(iter(workspace.catalog.congress_kinds))
    congress, _change = congresses.create_congress(workspace, congresses.CongressDraft(kind, "柳河镇", 12))
    session = agenda.list_sessions(workspace, congress.id)[0]
    agenda.add_item(workspace, session.id, "听取报告")
    following = undoing.read_next(workspace)
    assert following.place.startswith("会议")
    assert _undo(workspace) == Subject("congress", congress.id)
    set_superior(workspace, "云川省委组织部")
    assert undoing.read_next(workspace).words == "设置上级单位（设置）"
    place = _undo(workspace)
    assert place is not None
    assert place.kind == "setting"


def test_printing_is_passed_by(workspace: Workspace) -> None:
    people.edit_cells(workspace, [], [{"name": "林木"}])
    note_print(workspace, "干部名册", saved=False)
    assert undoing.read_next(workspace).label == "添加“林木”"
    assert history.list_changes(workspace, 1)[0].label == "打印“干部名册”"


def test_nothing_is_offered_where_there_is_nothing(workspace: Workspace) -> None:
    people.edit_cells(workspace, [], [{"name": "林木"}])
    assert undoing.undo(workspace) is not None
    assert undoing.read_next(workspace) == undoing.NextUndo()
    assert undoing.undo(workspace) is None
    assert workspace.county == "青禾县"  # the making of the file is not taken back
    assert history.list_changes(workspace)[-1].label == BEGUN


def test_what_would_be_refused_is_said_before_and_nothing_is_changed(tmp_path: Path) -> None:
    workspace = open_workspace(make_demo(tmp_path, 60, 1).workspace)
    while not (following := undoing.read_next(workspace)).refusal:
        assert undoing.undo(workspace) is not None
    seq = history.list_changes(workspace, 1)[0].seq
    assert "不能再撤销" in following.refusal
    with pytest.raises(UserError) as refused:
        undoing.undo(workspace)
    assert str(refused.value) == following.refusal
    assert history.list_changes(workspace, 1)[0].seq == seq
    people.edit_cells(workspace, [], [{"name": "林木"}])
    assert undoing.read_next(workspace).refusal == ""
    workspace.close()


NAMES = ("甲一", "乙二", "丙三", "丁四", "戊五")


@pytest.mark.parametrize(
    ("moved", "anchor", "after", "label"),
    [
        (("乙二",), "甲一", False, "移动“乙二”"),
        (("甲一",), "乙二", True, "移动“甲一”"),
        (("甲一",), "戊五", True, "移动“甲一”"),
        (("甲一", "乙二"), "丙三", True, "移动2人"),
        (("丁四", "戊五"), "甲一", False, "移动2人"),
    ],
)
def test_undo_of_a_move_leads_to_those_who_were_moved(
    workspace: Workspace, moved: tuple[str, ...], anchor: str, after: bool, label: str
) -> None:
    roster, _change = rosters.create_roster(workspace, "干部名册", next(iter(workspace.catalog.roster_kinds)))
    people.edit_cells(workspace, [], [{"name": name} for name in NAMES], roster.id)
    ids = {each.name: each.id for each in people.list_people(workspace)}
    rosters.move_in_roster(workspace, roster.id, [ids[name] for name in moved], ids[anchor], after=after)
    assert undoing.read_next(workspace).words == f"{label}（名册：顺序）"
    for taken in (undoing.undo(workspace), undoing.redo(workspace), undoing.undo(workspace)):
        assert taken is not None
        assert taken.place == Subject("roster", roster.id)
        assert taken.moved == tuple(ids[name] for name in moved)


def test_undo_of_a_sorting_chooses_nobody(workspace: Workspace) -> None:
    roster, _change = rosters.create_roster(workspace, "干部名册", next(iter(workspace.catalog.roster_kinds)))
    people.edit_cells(workspace, [], [{"name": name} for name in NAMES], roster.id)
    rosters.order_roster(workspace, roster.id, [each.id for each in people.list_people(workspace)][::-1])
    assert undoing.read_next(workspace).words == "调整名册次序（名册：顺序）"
    taken = undoing.undo(workspace)
    assert taken is not None
    assert taken.moved == ()
