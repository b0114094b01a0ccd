"""记录: who is named, what an entry changed in words, and where the journal ends."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services import workspace as workspaces
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import backups, history
from huanjie_desktop.services.shown.history import ShownChange, read_entry
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from tests.builders import FixedClock


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("HUANJIE_USER_FOLDER", str(tmp_path / "user"))
    made = create_workspace(tmp_path / "青禾县.huanjie", "青禾县", clock=FixedClock())
    people.edit_cells(made, (), [{"name": "林木", "unit": "县委办公室"}])
    yield made
    made.close()


def last(workspace: Workspace) -> list[ShownChange]:
    return read_entry(workspace, history.list_changes(workspace, 1)[0].seq)


def test_an_entry_says_old_and_new(workspace: Workspace) -> None:
    assert last(workspace) == [ShownChange("人员“林木”", "新增", "", "姓名 林木；单位 县委办公室")]
    person = people.list_rows(workspace)[0].person.id
    people.edit_cells(workspace, [CellEdit(person, "unit", "县政府办公室")])
    assert last(workspace) == [ShownChange("人员“林木”", "单位", "县委办公室", "县政府办公室")]
    history.undo(workspace)
    assert last(workspace) == [ShownChange("人员“林木”", "单位", "县政府办公室", "县委办公室")]
    history.redo(workspace)
    people.delete_people(workspace, [person])
    assert last(workspace) == [ShownChange("人员“林木”", "删除", "姓名 林木；单位 县政府办公室", "")]
    workspaces.set_superior(workspace, "中共某市委员会")
    assert last(workspace)[0].thing == "设置“上级单位”"


def test_what_is_counted_is_not_shown(workspace: Workspace) -> None:
    with workspace.store.unit_of_work("录入合计") as work:
        work.insert("own_entry", [{"id": "f", "entry": "f", "number": 1, "title": "表", "body": "{}", "position": 0}])
        work.insert("campaign", [{"id": "c", "title": "测评", "unit": "镇", "form_version_id": "f", "position": 0}])
        work.insert("campaign_category", [{"id": "k", "campaign_id": "c", "code": "A", "position": 0}])
        work.insert("count_round", [{"id": "r", "campaign_id": "c", "number": 1, "method": "totals"}])
        work.insert("count_box", [{"id": "b", "round_id": "r", "category_id": "k", "collected": 7}])
    assert [change.thing.split("“")[0] for change in last(workspace)] == ["目录", "测评", "票类", "录入"]


def test_the_journal_names_who_was_set_on_this_computer(workspace: Workspace, tmp_path: Path) -> None:
    workspaces.set_one(workspace, True, actor="  李 经手 ")
    assert workspaces.read_settings(workspace).actor == "李 经手"
    workspaces.set_superior(workspace, "中共某市委员会")
    assert history.list_changes(workspace, 1)[0].actor == "李 经手"
    copy = backups.back_up_now(workspace)
    (tmp_path / "other").mkdir()
    again = open_workspace(shutil.copyfile(copy, tmp_path / "other" / "青禾县.huanjie"), clock=FixedClock())
    workspaces.set_superior(again, "")
    assert history.list_changes(again, 1)[0].actor == "李 经手"
    with pytest.raises(UserError, match="超过30个字"):
        workspaces.set_actor(again, "李" * 31)
    workspaces.set_actor(again, "")
    workspaces.set_superior(again, "甲")
    assert history.list_changes(again, 1)[0].actor not in ("", "李 经手")
    again.close()


def test_the_end_of_the_journal_is_a_number_and_a_short_link(workspace: Workspace) -> None:
    number, short = history.journal_head(workspace)
    assert (number, len(short)) == (2, 12)
    words = history.journal_words(workspace)
    assert words.startswith("第2号 ")
    assert words.removeprefix("第2号 ").replace("-", "").lower() == short
    people.edit_cells(workspace, (), [{"name": "张三"}])
    assert history.journal_head(workspace)[1] != short
