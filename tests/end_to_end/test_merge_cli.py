"""The command merge-people: what differs as JSON, what is refused, and the merging with one undo."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.__main__ import main
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import open_workspace
from tests.exchange.books import write_book

ROWS = (
    ["姓名", "性别", "出生年月", "职务", "电话"],
    ["赵甲", "男", "1985.07", "镇长", ""],
    ["赵甲乙", "男", "1985.07", "书记", "13900000000"],
    ["孙丙", "男", "1987.03", "局长", ""],
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "青禾县2026年换届.huanjie"
    assert main(["new", str(path), "--county", "青禾县"]) == 0
    write_book(tmp_path / "名册.xlsx", [*map(list, ROWS)])
    assert main(["import", str(path), str(tmp_path / "名册.xlsx"), "--roster", "干部"]) == 0
    return path


def people(workspace: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["people", str(workspace), "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_it_is_shown_first_and_written_when_said(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    merge = ["merge-people", str(workspace), "赵甲", "赵甲乙"]
    capsys.readouterr()
    assert main([*merge, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {each["key"]: each["take"] for each in answer["cells"]} == {
        "name": None, "current_post": None, "phone": "right",
    }  # fmt: skip
    assert (answer["merged"], answer["open"], answer["moves"]) == (False, ["name", "current_post"], ["名册《干部》"])
    assert len(people(workspace, capsys)) == 3
    assert main([*merge, "--yes"]) == 2
    assert "还有2处没有选定（姓名、现任职务），没有合并" in capsys.readouterr().err
    assert main([*merge, "--left", "姓名", "--right", "current_post", "--yes"]) == 0
    assert "已合并" in capsys.readouterr().out
    (one, _) = people(workspace, capsys)
    assert (one["name"], one["current_post"], one["phone"]) == ("赵甲", "书记", "13900000000")
    with closing(open_workspace(workspace)) as opened:
        history.undo(opened)
    assert len(people(workspace, capsys)) == 3


def test_who_or_what_is_not_there_is_named(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["merge-people", str(workspace), "赵甲", "无名氏"]) == 2
    assert "没有“无名氏”这个人" in capsys.readouterr().err
    assert main(["merge-people", str(workspace), "赵甲", "赵甲"]) == 2
    assert "要选两个人才能合并" in capsys.readouterr().err
    assert main(["merge-people", str(workspace), "赵甲", "孙丙", "--left", "籍贯"]) == 2
    assert "两边不同的栏目里没有“籍贯”" in capsys.readouterr().err
