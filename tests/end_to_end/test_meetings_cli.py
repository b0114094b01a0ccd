"""Congresses on the command line: made with their numbers, filled, their groups moved and named."""

import json
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.cli import main
from huanjie_desktop.cli.finding import find_roster
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.workspace import create_workspace, open_workspace

TITLE = "柳河镇第十二次党代会"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A workspace with a congress that was made by a command, and a roster of four."""
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县")
    roster, _ = rosters.create_roster(workspace, "柳河镇名册", next(iter(workspace.catalog.roster_kinds)))
    texts = [
        {"name": name, "unit": unit} for name, unit in (("林木", "石桥镇"), ("张三", "柳河镇"), ("丁一", "柳河镇"))
    ]
    people.edit_cells(workspace, (), texts, roster.id)
    workspace.close()
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Run a command; return its JSON."""
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 2
    return capsys.readouterr().err


def make(capsys: pytest.CaptureFixture[str], file: Path) -> Any:
    asked = ("--kind", "乡镇党代会", "--unit", "柳河镇", "--term", "12", "--start", "2026-03-26")
    return run(capsys, "congress", str(file), "new", *asked)


def test_a_congress_is_made_and_listed_with_its_numbers(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    made = make(capsys, file)
    assert (made["title"], made["term"], made["sitting"]) == ("中国共产党柳河镇第十二次代表大会", 12, None)
    listed = run(capsys, "congresses", str(file))
    assert listed == [made]
    assert (listed[0]["ordinal"], listed[0]["delegates"], listed[0]["delegations"]) == (12, 0, 0)
    assert main(["congresses", str(file)]) == 0
    assert capsys.readouterr().out == f"{TITLE}\t2026-03-26\t代表0名\n"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (("--kind", "妇代会"), "没有“妇代会”这种会议"),
        (("--term", "0"), "届次应是1到999的整数"),
        (("--sitting", "1"), "没有会次"),
        (("--start", "7月26日"), "“7月26日”不是日期"),
    ],
)
def test_what_cannot_be_is_said(
    capsys: pytest.CaptureFixture[str], file: Path, changes: tuple[str, ...], said: str
) -> None:
    asked = ("--kind", "乡镇党代会", "--unit", "柳河镇", "--term", "12")
    assert said in refused(capsys, "congress", str(file), "new", *asked, *changes)
    assert run(capsys, "congresses", str(file)) == []


def test_people_are_taken_and_given_places(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    make(capsys, file)
    groups = run(capsys, "congress", str(file), "take", TITLE, "--roster", "柳河镇名册")
    assert [(each["name"], each["members"]) for each in groups] == [("石桥镇代表团", 1), ("柳河镇代表团", 2)]
    asked = ("--group", "石桥镇代表团", "--role", "团长", "--capacity", "列席人员")
    changed = run(capsys, "congress", str(file), "person", TITLE, "丁一", *asked)
    assert [(each["name"], each["group"], each["capacity"], each["role"]) for each in changed] == [
        ("丁一", "石桥镇代表团", "列席人员", "团长")
    ]
    everybody = run(capsys, "congress", str(file), "people", TITLE)
    assert [each["name"] for each in everybody] == ["林木", "丁一", "张三"]
    assert run(capsys, "congresses", str(file))[0]["members"] == 2
    assert "参会人员里没有“李四”" in refused(capsys, "congress", str(file), "person", TITLE, "李四", "--role", "团长")
    assert "没有写明改什么" in refused(capsys, "congress", str(file), "person", TITLE, "丁一")


def test_groups_are_made_moved_and_named(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    make(capsys, file)
    run(capsys, "congress", str(file), "take", TITLE, "--roster", "柳河镇名册")
    moved = run(capsys, "congress", str(file), "group", TITLE, "柳河镇代表团", "--to", "1", "--rename", "第一代表团")
    assert [each["name"] for each in moved] == ["第一代表团", "石桥镇代表团"]
    added = run(capsys, "congress", str(file), "group", TITLE, "机关代表团", "--new", "--to", "2")
    assert [each["name"] for each in added] == ["第一代表团", "机关代表团", "石桥镇代表团"]
    assert "没有名为“丙”的分组" in refused(capsys, "congress", str(file), "group", TITLE, "丙", "--to", "1")
    assert main(["congress", str(file), "groups", TITLE]) == 0
    assert capsys.readouterr().out.splitlines() == ["第一代表团\t2人", "机关代表团\t0人", "石桥镇代表团\t1人"]


def test_two_of_one_name_are_told_apart_by_their_number(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    workspace = open_workspace(file)
    roster = find_roster(workspace, "柳河镇名册")
    people.edit_cells(workspace, (), [{"name": "丁一", "unit": "石桥镇"}], roster.id)
    workspace.close()
    make(capsys, file)
    run(capsys, "congress", str(file), "take", TITLE, "--roster", "柳河镇名册")
    assert "参会人员里有2个“丁一”" in refused(capsys, "congress", str(file), "person", TITLE, "丁一", "--role", "团长")
    ids = [each["person"] for each in run(capsys, "congress", str(file), "people", TITLE) if each["name"] == "丁一"]
    changed = run(capsys, "congress", str(file), "person", TITLE, ids[0], "--role", "团长")
    assert [(each["person"], each["role"]) for each in changed] == [(ids[0], "团长")]


def test_a_congress_is_changed_and_deleted(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    made = make(capsys, file)
    asked = ("--term", "13", "--start", "", "--venue", "镇礼堂")
    changed = run(capsys, "congress", str(file), "set", TITLE, *asked)
    assert (changed["short_title"], changed["start"], changed["venue"]) == ("柳河镇第十三次党代会", None, "镇礼堂")
    assert "没有写明改什么" in refused(capsys, "congress", str(file), "set", made["id"])
    assert "“26日”不是日期" in refused(capsys, "congress", str(file), "set", made["id"], "--end", "26日")
    deleted = run(capsys, "congress", str(file), "delete", made["id"])
    assert deleted == {"deleted": made["id"], "title": "中国共产党柳河镇第十三次代表大会"}
    assert run(capsys, "congresses", str(file)) == []


def test_people_hold_offices_and_are_taken_out(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    make(capsys, file)
    run(capsys, "congress", str(file), "take", TITLE, "--roster", "柳河镇名册")
    asked = ("congress", str(file), "person", TITLE)
    changed = run(capsys, *asked, "丁一", "张三", "--office", "主席团成员")
    assert [each["offices"] for each in changed] == [["主席团成员"], ["主席团成员"]]
    changed = run(capsys, *asked, "丁一", "--no-office", "主席团成员", "--role", "团长")
    assert [(each["offices"], each["role"]) for each in changed] == [([], "团长")]
    assert "这种会议没有“会长”" in refused(capsys, *asked, "丁一", "--office", "会长")
    assert "不能同时" in refused(capsys, *asked, "丁一", "--remove", "--role", "")
    assert run(capsys, *asked, "丁一", "林木", "--remove") == []
    everybody = run(capsys, "congress", str(file), "people", TITLE)
    assert [(each["name"], each["offices"]) for each in everybody] == [("张三", ["主席团成员"])]


def test_groups_are_given_rooms_numbered_and_removed(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    make(capsys, file)
    asked = ("congress", str(file), "group", TITLE)
    for name in ("第二代表团", "第三代表团", "第一代表团"):
        run(capsys, *asked, name, "--new", "--place", f"{name[1]}号会议室", "--liaison", "李敏")
    numbered = run(capsys, "congress", str(file), "groups", TITLE, "--number")
    assert [(each["name"], each["place"]) for each in numbered] == [
        ("第一代表团", "一号会议室"),
        ("第二代表团", "二号会议室"),
        ("第三代表团", "三号会议室"),
    ]
    left = run(capsys, *asked, "第二代表团", "--remove")
    assert [(each["name"], each["liaison"]) for each in left] == [("第一代表团", "李敏"), ("第三代表团", "李敏")]
    run(capsys, "congress", str(file), "take", TITLE, "--roster", "柳河镇名册")
    assert "里还有人" in refused(capsys, *asked, "石桥镇代表团", "--remove")
