"""Packages on the command line: from the demo county to a verified folder, and what is wrong with others."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.__main__ import main

COUNTY, TOWNSHIP = "青禾县第十二次党代会", "柳河镇第十一次党代会"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("示例")
    assert main(["demo", str(folder), "--people", "120", "--seed", "3"]) == 0
    return folder / "青禾县2026年换届.huanjie"


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> str:
    return str(shutil.copy(made, tmp_path / made.name))


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert main(arguments) == code
    return json.loads(capsys.readouterr().out)


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(arguments) == 2
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    return said


def test_a_package_is_listed_looked_into_written_verified_and_compared(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = answer(capsys, "package", workspace, "--list", "--json")
    assert [each["errors"] for each in listed] == [0] * 14
    county = next(each for each in listed if each["short_title"] == COUNTY)
    assert county["next_version"] == 1
    plan = answer(capsys, "package", workspace, COUNTY, "--json")
    assert [entry["number"] for entry in plan["entries"]] == list(range(1, 8))
    out = tmp_path / "U盘"
    first = answer(capsys, "package", workspace, county["id"], "-o", str(out), "--to", "市委组织部", "--json")
    second = answer(capsys, "package", workspace, COUNTY, "-o", str(out), "--mask", "--json")
    assert (first["version"], second["version"], second["masked"]) == (1, 2, True)
    assert answer(capsys, "verify", first["folder"], "--json") == {"ok": True, "problems": [], "hints": []}
    found = answer(capsys, "diff", first["folder"], second["folder"], "--json")
    assert (found["added"], found["removed"], found["changed"]) == ([], [], [])
    again = answer(capsys, "package", workspace, "--list", "--json")
    assert next(each for each in again if each["id"] == county["id"])["last"]["version"] == 2
    receipt = tmp_path / "交接单.pdf"
    assert main(["print", workspace, "材料交接单", "--of", Path(first["folder"]).name, "-o", str(receipt)]) == 0
    assert receipt.stat().st_size > 1000


def test_in_words(workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["package", workspace, "--list"]) == 0
    assert f"{COUNTY}\t县党代会上报包\t第1版" in capsys.readouterr().out
    assert main(["package", workspace, TOWNSHIP]) == 0
    assert "03_代表名册\t" in capsys.readouterr().out
    assert main(["package", workspace, TOWNSHIP, "-o", str(tmp_path / "包")]) == 0
    assert "已写出并核对" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "包")]) == 0
    assert "核对合格" in capsys.readouterr().out
    folder = next((tmp_path / "包").iterdir())
    assert main(["diff", str(folder), str(folder)]) == 0
    assert "新增0人，减少0人，更改0人" in capsys.readouterr().out


def test_a_changed_package_is_not_ok(workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(answer(capsys, "package", workspace, TOWNSHIP, "-o", str(tmp_path / "包"), "--json")["folder"])
    (folder / "01_请示" / "请示.pdf").write_bytes(b"%PDF")
    (folder / "多.txt").write_text("x")
    found = answer(capsys, "verify", str(folder), "--json", code=2)
    assert found["ok"] is False
    assert {each["file"] for each in found["problems"]} == {"01_请示/请示.pdf", "多.txt"}
    assert "核对不合格" in complaint(capsys, "diff", str(folder), str(folder))


def test_what_is_asked_wrongly_is_said_in_one_sentence(
    workspace: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "没有“x”可以上报" in complaint(capsys, "package", workspace, "x", "-o", str(tmp_path / "a"))
    assert "没有说明上报哪一次会议" in complaint(capsys, "package", workspace)
    assert "建不了文件夹" in complaint(capsys, "package", workspace, COUNTY, "-o", str(tmp_path / "a" / "b"))
    (tmp_path / "文件").write_text("")
    assert "建不了文件夹" in complaint(capsys, "package", workspace, COUNTY, "-o", str(tmp_path / "文件"))
    assert "找不到文件夹" in complaint(capsys, "verify", str(tmp_path / "没有"))
    assert not (tmp_path / "a").exists()


def test_a_folder_that_is_no_package_is_not_ok(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "不是上报包" in complaint(capsys, "verify", str(tmp_path), "--json")
    (tmp_path / "00_目录.html").write_text("", encoding="utf-8")  # one that has lost its list
    found = answer(capsys, "verify", str(tmp_path), "--json", code=2)
    assert found == {"ok": False, "problems": [{"file": "清单.json", "problem": "缺少这个文件"}], "hints": []}
