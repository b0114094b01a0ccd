"""The command line as a script uses it: JSON, exit codes, one Chinese sentence for what is wrong."""

import io
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from huanjie_desktop.__main__ import main
from huanjie_desktop.domain.identity import make_check_digit
from tests.exchange.books import simple

NUMBER = "99010119850712001" + make_check_digit("99010119850712001")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "青禾县2026年换届.huanjie"
    assert main(["new", str(path), "--county", "青禾县"]) == 0
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert main(arguments) == code
    return json.loads(capsys.readouterr().out)


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(arguments) == 2
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    assert "Traceback" not in said
    return said


def test_the_demo_county_prints_its_packet_and_roster(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "示例"
    assert main(["demo", str(folder), "--people", "120", "--seed", "3"]) == 0
    path = str(folder / "青禾县2026年换届.huanjie")
    assert len(list((folder / "源表").iterdir())) == 8
    held = answer(capsys, "congresses", path, "--json")
    assert len(held) == 14
    county = next(each for each in held if each["short_title"] == "青禾县第十二次党代会")
    assert county["members"] == 80
    papers = {each["title"]: each for each in answer(capsys, "documents", path, "--json")}
    assert papers["代表名单"]["formats"] == ["pdf", "docx"]
    assert "全县干部名册" in papers["干部名册（A4）"]["of"]
    packet = tmp_path / "材料.pdf"
    assert main(["packet", path, county["id"], "-o", str(packet)]) == 0
    assert packet.read_bytes().startswith(b"%PDF")
    for suffix in ("pdf", "docx", "xlsx"):
        file = tmp_path / f"名册.{suffix}"
        assert main(["print", path, papers["干部名册（A4）"]["id"], "--of", "全县干部名册", "-o", str(file)]) == 0
        assert file.stat().st_size > 4000


def test_the_same_seed_gives_the_same_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for name in ("一", "二"):
        main(["demo", str(tmp_path / name), "--people", "80", "--seed", "5"])
        found.append(answer(capsys, "people", str(tmp_path / name / "青禾县2026年换届.huanjie"), "--json"))
    assert found[0] == found[1]
    assert len(found[0]) == 80


def test_people_come_normalised_and_sorted(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = simple(
        tmp_path / "a.xlsx",
        [1, "林　木", "1", "汉", "1985.07（41岁）", "2003.05", "柳河镇镇长", NUMBER],
        [2, "丁一", "女", "回族", "199001", "", "干部", ""],
    )
    result = answer(capsys, "import", str(workspace), str(file), "--roster", "干部", "--json")
    left = result.pop("not_taken")
    counts = {"read": 2, "added": 2, "updated": 0, "unchanged": 0, "refused": 0, "skipped": 0, "conflicting": 0}
    assert result == {**counts, "conflicts": [], "choices": [], "findings": []}
    assert ([each["head"] for each in left["columns"]], left["sheets"], left["rows"]) == (["序号"], [], [])
    people = answer(capsys, "people", str(workspace), "--json", "--roster", "干部", "--sort", "surname")
    assert [person["name"] for person in people] == ["丁一", "林木"]
    assert people[1]["birth"] == "1985-07"
    assert people[1]["ethnic_group"] == "汉族"
    assert [person["name"] for person in answer(capsys, "people", str(workspace), "--json")] == ["林木", "丁一"]


def test_a_refused_row_changes_nothing_and_is_named(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = [1, "张三", "男", "汉族", "1980.01", "", "", ""]
    file = simple(tmp_path / "名册.xlsx", good, [2, "林木", "女", "汉族", "1985.07", "", "", NUMBER])
    result = answer(capsys, "import", str(workspace), str(file), "--json", code=2)
    assert (result["read"], result["added"], result["refused"]) == (2, 0, 1)
    finding = result["findings"][0]
    assert (finding["severity"], finding["file"], finding["row"], finding["column"]) == (
        "error",
        "名册.xlsx",
        3,
        "身份证号",
    )
    assert answer(capsys, "people", str(workspace), "--json") == []
    assert "第3行" in complaint(capsys, "import", str(workspace), str(file))
    skipped = answer(capsys, "import", str(workspace), str(file), "--skip-bad-rows", "--json")
    assert (skipped["added"], skipped["refused"]) == (1, 1)
    assert len(answer(capsys, "people", str(workspace), "--json")) == 1


def test_several_files_go_in_together_or_not_at_all(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = simple(tmp_path / "甲.xlsx", [1, "林木", "男", "汉族", "1985.07", "", "", NUMBER])
    second = simple(tmp_path / "乙.xlsx", [1, "张三", "男", "汉族", "1985.07", "", "", NUMBER])
    said = complaint(capsys, "import", str(workspace), str(first), str(second))
    assert "“乙.xlsx”第2行" in said
    assert answer(capsys, "people", str(workspace), "--json") == []


def test_a_dry_run_changes_nothing(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = simple(tmp_path / "a.xlsx", [1, "张三", "男", "汉族", "1980.01", "", "", ""])
    assert answer(capsys, "import", str(workspace), str(file), "--dry-run", "--json")["added"] == 1
    assert answer(capsys, "people", str(workspace), "--json") == []


@pytest.mark.parametrize(("mode", "expected"), [("surname", "田富 田大利"), ("name", "田大利 田富")])
def test_names_are_sorted_from_standard_input(
    mode: str, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("田大利\n\n田富\n".encode())))
    assert main(["sort", "--mode", mode]) == 0
    assert capsys.readouterr().out.split() == expected.split()


def test_bad_input_is_one_chinese_sentence(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fake = tmp_path / "假.xlsx"
    fake.write_text("<html>")
    assert "假.xlsx" in complaint(capsys, "import", str(workspace), str(fake))
    assert "找不到" in complaint(capsys, "people", str(tmp_path / "无.huanjie"), "--json")
    assert "已存在" in complaint(capsys, "new", str(workspace), "--county", "青禾县")
    assert "没有名为“乙”的名册" in complaint(capsys, "people", str(workspace), "--roster", "乙")
    assert "缺少" in complaint(capsys, "new", str(tmp_path / "b.huanjie"))
    assert "没有这一项" in complaint(capsys, "sort", "--mode", "x")
    assert "还没有名册" in complaint(capsys, "print", str(workspace), "干部名册（A4）", "-o", str(tmp_path / "a.pdf"))


def test_a_bug_leaves_a_report_without_values(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from huanjie_desktop.services.people import people

    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("林木的身份证号")

    monkeypatch.setenv("HUANJIE_USER_FOLDER", str(tmp_path / "user"))
    monkeypatch.setattr(people, "list_people", broken)
    assert main(["people", str(workspace)]) == 1
    assert "程序出错" in capsys.readouterr().err
    report = next((tmp_path / "user").rglob("*.txt")).read_text(encoding="utf-8")
    assert "ZeroDivisionError" in report
    assert "林木" not in report


def test_ctrl_c_ends_a_command_in_one_line(workspace: Path) -> None:
    script = (
        "import signal, sys; from huanjie_desktop import __main__; from huanjie_desktop.cli import verb\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's jobs in the background ignore it
        "def stop(*_): signal.raise_signal(signal.SIGINT)\n"
        "verb.open_workspace = stop\n"
        "sys.exit(__main__.main(['people', sys.argv[1]]))"
    )
    command = [sys.executable, "-c", script, str(workspace)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=120)
    assert (done.returncode, done.stdout) == (128 + signal.SIGINT, "")
    assert done.stderr == "已按 Ctrl+C 停止，这一步没有做完。\n"


def test_sheets_and_columns_that_are_not_taken_are_findings_too(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "名册.xlsx"))
    for name, person in (("柳河镇", "林木"), ("青山乡", "林海")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ("序号", "姓名", "性别", "车牌号码"))
        sheet.write_row(1, 0, (1, person, "男", "云Z00001"))
    book.close()
    result = answer(capsys, "import", str(workspace), str(tmp_path / "名册.xlsx"), "--roster", "干部", "--json")
    assert [(each["severity"], each["code"], each["sheet"], each["column"]) for each in result["findings"]] == [
        ("warning", "sheet-not-taken", "青山乡", ""),
        ("warning", "column-not-taken", "", "车牌号码"),
    ]
    assert result["findings"][0]["text"] == "“名册.xlsx”的工作表“青山乡”没有导入：有1人，未读取。"
