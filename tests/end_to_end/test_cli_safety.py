"""backup, restore and check on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.__main__ import main
from tests.exchange.books import simple


@pytest.fixture(params=["", "口令2026"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of one person, with and without a password."""
    if request.param:
        monkeypatch.setenv("HUANJIE_PASSWORD", request.param)
    path = tmp_path / "青禾县2026年换届.huanjie"
    assert main(["new", str(path), "--county", "青禾县"]) == 0
    add(path, tmp_path, "林木")
    return path


def add(path: Path, folder: Path, name: str) -> None:
    file = simple(folder / "名册.xlsx", [1, name, "男", "汉族", "1985.07", "", "", ""])
    assert main(["import", str(path), str(file)]) == 0


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert main(arguments) == code
    return json.loads(capsys.readouterr().out)


def names(capsys: pytest.CaptureFixture[str], path: Path) -> list[str]:
    return [each["name"] for each in answer(capsys, "people", str(path), "--json")]


def test_backup_list_preview_restore(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = answer(capsys, "backup", str(workspace), "--name", "党代会前", "--json")
    assert (made["verified"], made["named"]) == (True, True)
    assert Path(made["path"]).exists()
    add(workspace, tmp_path, "王芳")
    told = answer(capsys, "restore", str(workspace), "--list", "--json")
    assert [each["reason"] for each in told["backups"]] == ["导入前", "留存-党代会前"]
    newest = told["backups"][0]
    assert Path(told["backups"][1]["path"]) == Path(made["path"])
    assert told["last_verified"] == {"file": newest["file"], "at": newest["at"]}
    preview = answer(capsys, "restore", str(workspace), "--from", made["file"], "--preview", "--json")
    assert preview["counts"]["person"] == 1
    assert preview["differences"]["person"]["going"] == 1
    assert preview["changes_since"] == 1
    assert names(capsys, workspace) == ["林木", "王芳"]
    done = answer(capsys, "restore", str(workspace), "--from", made["file"], "--json")
    assert done["restored"] == made["file"]
    assert names(capsys, workspace) == ["林木"]
    answer(capsys, "restore", str(workspace), "--from", Path(done["kept"]).name, "--json")
    assert names(capsys, workspace) == ["林木", "王芳"]


def test_a_command_backs_up_first_what_the_last_one_changed(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names(capsys, workspace)
    names(capsys, workspace)
    listed = answer(capsys, "restore", str(workspace), "--list", "--json")["backups"]
    assert [each["reason"] for each in listed] == ["打开时"]


def test_check_says_what_is_found_about_the_content(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = answer(capsys, "check", str(workspace), "--content", "--json")
    assert said["ok"]
    (finding,) = said["content"]
    assert (finding["code"], finding["severity"], finding["accepted"]) == ("required_fields", "hint", "")
    assert (finding["subject"]["kind"], finding["subject"]["name"]) == ("person", "林木")
    capsys.readouterr()
    assert main(["check", str(workspace), "--content"]) == 0
    assert capsys.readouterr().out.startswith("林木缺")


def test_check_of_a_sound_and_of_a_damaged_workspace(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = answer(capsys, "backup", str(workspace), "--json")
    assert answer(capsys, "check", str(workspace), "--json") == {"ok": True, "findings": []}
    content = bytearray(workspace.read_bytes())
    content[4096 * 2 + 99] ^= 1
    workspace.write_bytes(content)
    said = answer(capsys, "check", str(workspace), "--json", code=2)
    assert not said["ok"]
    assert [each["code"] for each in said["findings"]] == ["damaged", "backup"]
    assert made["file"] in said["findings"][1]["text"]
    assert main(["people", str(workspace)]) == 2
    assert "已损坏" in capsys.readouterr().err
    preview = answer(capsys, "restore", str(workspace), "--from", made["file"], "--preview", "--json")
    assert preview["differences"] is None
    done = answer(capsys, "restore", str(workspace), "--from", made["file"], "--json")
    assert Path(done["kept"]).read_bytes() == content
    assert "_损坏_" in done["kept"]
    assert names(capsys, workspace) == ["林木"]
    assert answer(capsys, "check", str(workspace), "--json")["ok"]


def test_what_cannot_be_done_is_one_sentence(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, said in (
        (["restore", str(workspace)], "--from"),
        (["restore", str(workspace), "--from", "无.huanjie"], "没有名为"),
        (["restore", str(tmp_path / "无.huanjie"), "--list"], "找不到"),
        (["check", str(tmp_path / "无.huanjie")], "找不到"),
        (["backup", str(workspace), "--name", "///"], "名称"),
    ):
        capsys.readouterr()
        assert main(arguments) == 2
        error = capsys.readouterr().err.strip()
        assert said in error
        assert "\n" not in error


def test_a_second_folder_is_set_used_and_given_up(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUANJIE_USER_FOLDER", str(tmp_path / "user"))
    stick = tmp_path / "U盘"
    assert main(["backup", str(workspace), "--second", str(stick)]) == 2
    assert "找不到文件夹" in capsys.readouterr().err
    stick.mkdir()
    made = answer(capsys, "backup", str(workspace), "--second", str(stick), "--json")
    assert made["second"] == {"folder": str(stick), "trouble": ""}
    assert [file.read_bytes() for file in stick.rglob("*.huanjie")] == [Path(made["path"]).read_bytes()]
    add(workspace, tmp_path, "王芳")
    assert main(["backup", str(workspace)]) == 0
    assert f"也已拷到第二备份文件夹：{stick}" in capsys.readouterr().out
    there = sorted(stick.rglob("*.huanjie"))
    assert len(there) > 1
    assert answer(capsys, "backup", str(workspace), "--second", "无", "--json")["second"]["folder"] == ""
    assert sorted(stick.rglob("*.huanjie")) == there


def test_names_that_no_file_can_have_are_sentences(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = tmp_path / ("长" * 100)
    for arguments in (
        ["new", f"{long}.huanjie", "--county", "青禾县"],
        ["import", str(workspace), f"{long}.xlsx"],
        ["people", f"{long}.huanjie"],
        ["verify", str(long)],
        ["sample", "cadre-roster", "-o", f"{long}.xlsx"],
    ):
        assert main(arguments) == 2
        assert "长" in capsys.readouterr().err
