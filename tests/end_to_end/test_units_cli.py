"""Units on the command line: the tree with its posts, and a spreadsheet of units taken in."""

import json
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from huanjie_desktop.__main__ import main
from huanjie_desktop.services.people import people, units
from tests.services.workspaces import workspace_in

ROWS = [
    {"name": "乡镇"},
    {
        "name": "　柳河镇",
        "full_name": "青禾县柳河镇",
        "short_name": "柳河",
        "kind": "乡镇",
        "quota": "镇长1、副镇长3（50岁）",
    },
    {"name": "县委组织部"},
]


SHEET = (
    ("单位", "类别", "职数"),
    ("县委组织部", "", ""),
    ("县委党校", "党委部门", "校长1"),
    ("石桥镇", "", "镇长一"),
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    with workspace_in(tmp_path) as workspace:
        units.write_units(workspace, (), ROWS)
        posts = [("林木", "柳河镇镇长"), ("文山", "柳河镇镇长"), ("王芳", "柳河镇副镇长")]
        people.edit_cells(workspace, (), [{"name": name, "current_post": post} for name, post in posts])
        return str(workspace.path)


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "单位表.xlsx"
    book = Workbook(str(path))
    rows = book.add_worksheet()
    for at, row in enumerate(SHEET):
        rows.write_row(at, 0, row)
    book.close()
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert main(["units", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_tree_has_names_kinds_and_how_each_post_is_held(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    top, office = answer(capsys, file)["units"]
    (town,) = top["units"]
    assert (office["name"], office["posts"], office["order"]) == ("县委组织部", [], 3)
    assert {key: town[key] for key in ("name", "full", "short", "kind", "order")} == {
        "name": "柳河镇", "full": "青禾县柳河镇", "short": "柳河", "kind": "乡镇", "order": 2,
    }  # fmt: skip
    head, deputy = town["posts"]
    assert (head["number"], head["filled"], head["over"], head["vacant"]) == (1, 2, 1, 0)
    assert (deputy["number"], deputy["filled"], deputy["over"], deputy["vacant"]) == (3, 1, 0, 2)
    assert (head["people"], deputy["age_limit"]) == (["林木", "文山"], 50)


def test_units_are_listed_for_people(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", file]) == 0
    assert "　柳河镇\t乡镇\t镇长1，现有2，超配1；副镇长3（50岁），现有1，空缺2\n" in capsys.readouterr().out


def test_a_spreadsheet_is_looked_at_and_then_taken(file: str, sheet: str, capsys: pytest.CaptureFixture[str]) -> None:
    tried = answer(capsys, file, "--import", sheet, "--dry-run")
    assert (tried["imported"], tried["new"], tried["known"]) == (False, ["县委党校"], ["县委组织部"])
    assert len(tried["left_out"]) == 1
    assert "石桥镇" in tried["left_out"][0]
    assert len(answer(capsys, file)["units"]) == 2
    done = answer(capsys, file, "--import", sheet)
    assert done["imported"] is True
    assert [each["name"] for each in done["units"]] == ["乡镇", "县委组织部", "县委党校"]
    assert main(["units", file, "--import", sheet]) == 2
    assert "没有新的单位" in capsys.readouterr().err


def test_a_dry_run_needs_a_spreadsheet(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["units", file, "--dry-run"]) == 2
    assert "请用 --import 写明表格" in capsys.readouterr().err
