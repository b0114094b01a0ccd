"""The office's own catalogue on the command line: listed, written to a file, taken by another county."""

import json
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.__main__ import main
from huanjie_desktop.catalog.own_kinds import CONGRESS_KIND
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.assessment import forms
from huanjie_desktop.services.catalogue import entries
from huanjie_desktop.services.catalogue.stroke_places import list_places, place_character
from huanjie_desktop.services.workspace import open_workspace
from huanjie_desktop.store import own_entries
from tests.services.campaign_builders import form_id
from tests.services.workspaces import workspace_in


@pytest.fixture
def here(tmp_path: Path) -> Path:
    with workspace_in(tmp_path) as workspace:
        forms.copy_form(workspace, form_id(workspace, "persons"), "小测评表")
        place_character(workspace, "䶮", 9, "洪")
        kind = next(iter(workspace.catalog.congress_kinds))
        entries.copy_entry(workspace, CONGRESS_KIND, kind, "县代表会议")
        return workspace.path


@pytest.fixture
def there(tmp_path: Path) -> Path:
    (tmp_path / "邻县").mkdir()
    with workspace_in(tmp_path / "邻县") as workspace:
        forms.copy_form(workspace, form_id(workspace, "body"), "小测评表")
        place_character(workspace, "䶮", 20)
        return workspace.path


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert main(["catalogue", *arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_the_catalogue_goes_from_one_county_to_another(
    here: Path, there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = answer(capsys, str(here), "list")
    assert [(each["kind"], each["title"]) for each in listed["entries"]] == [
        ("form", "小测评表"),
        ("congress_kind", "县代表会议"),
        ("stroke_place", "䶮"),
    ]
    assert listed["left_out"] == []
    assert len(answer(capsys, str(here), "list", "--all")["entries"]) > 20
    file = str(tmp_path / "青禾县.hjmb")
    written = answer(capsys, str(here), "export", "-o", file)
    assert (len(written["entries"]), written["left_out"]) == (3, [])
    tried = answer(capsys, str(there), "import", file, "--dry-run")
    assert tried["county"] == "青禾县"
    assert tried["taken"] == ["县代表会议"]
    assert tried["left_out"] == [
        {"title": title, "reason": f"本机已有《{title}》，内容不同"} for title in ("小测评表", "䶮")
    ]
    assert answer(capsys, str(there), "list")["entries"][1]["kind"] == "stroke_place"
    taken = answer(capsys, str(there), "import", file, "--on-conflict", "both")
    assert (taken["taken"], taken["left_out"]) == (["小测评表", "县代表会议", "䶮"], [])
    workspace = open_workspace(there)
    assert list_places(workspace)["䶮"].strokes == 9
    assert [entry.title for entry in entries.own_entries_of(workspace)] == [
        "小测评表",
        "小测评表（副本）",
        "县代表会议",
        "䶮",
    ]
    workspace.close()


def test_one_entry_is_exported_by_its_name(here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "一表.hjmb")
    assert [each["title"] for each in answer(capsys, str(here), "export", "小测评表", "-o", file)["entries"]] == [
        "小测评表"
    ]
    assert main(["catalogue", str(here), "export", "没有的", "-o", file]) == 2
    assert capsys.readouterr().err.startswith("本单位的目录里没有“没有的”。现有：表样《小测评表》、")


def test_words_for_people_say_what_was_left_out(
    here: Path, there: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "青禾县.hjmb")
    assert main(["catalogue", str(here), "export", "-o", file]) == 0
    assert main(["catalogue", str(there), "import", file]) == 0
    said = capsys.readouterr().out
    assert f"已导出3条：{file}" in said
    assert "已导入1条\n没有导入“小测评表”：本机已有《小测评表》，内容不同。" in said


def test_a_broken_entry_is_told_and_what_is_missing_is_asked_for(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = open_workspace(here)
    with workspace.change("写入", Right.CATALOGUE) as work:
        own_entries.add_versions(work, [EntryVersion("v", "䶯", 1, "䶯", '{"id":"䶯"}', kind="stroke_place")])
    workspace.close()
    (left,) = answer(capsys, str(here), "list", code=2)["left_out"]
    assert left.endswith("本单位的姓氏笔画“䶯”不能用，没有采用：缺“strokes”。")
    assert main(["catalogue", str(here), "list"]) == 2
    out = capsys.readouterr()
    assert "小测评表\t第1版" in out.out
    assert left in out.err
    for action, said in (("export", "没有说明导出到哪个文件。"), ("import", "没有说明导入哪个文件。")):
        assert main(["catalogue", str(here), action]) == 2
        assert capsys.readouterr().err.startswith(said)
