"""The command import with its choices: sheets, heads, a newer version of a roster, doubts; and what it says was not taken."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from huanjie_desktop.__main__ import main
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import open_workspace
from tests.exchange.books import write_book
from tests.lrmx_files import form, zipped

ROOT = Path(__file__).parents[2]

HEAD = ["姓名", "性别", "出生年月", "职务", "单位"]
ROWS = (
    ["赵甲", "男", "1985.07", "镇长", "柳河镇"],
    ["钱乙", "女", "1986.02", "书记", "柳河镇"],
    ["孙丙", "男", "1987.03", "局长", "财政局"],
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "青禾县2026年换届.huanjie"
    assert main(["new", str(path), "--county", "青禾县"]) == 0
    return path


@pytest.fixture
def said(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Return a function that imports with these arguments and gives the answer and the complaint."""

    def run(*arguments: str, code: int = 0) -> tuple[dict[str, Any], str]:
        capsys.readouterr()
        assert main(["import", str(workspace), *arguments, "--json"]) == code
        told = capsys.readouterr()
        return (json.loads(told.out) if told.out else {}), told.err

    return run


def test_forms_come_in_from_a_folder_a_zip_and_alone(workspace: Path, tmp_path: Path, said: Any) -> None:
    folder = tmp_path / "乡镇"
    folder.mkdir()
    (folder / "林木.lrmx").write_bytes(form())
    (folder / "坏.lrmx").write_bytes(b"<Person>")
    (folder / "说明.txt").write_bytes(b"x")
    answer, complaint = said(str(folder), code=2)
    assert (answer["read"], answer["added"], answer["refused"]) == (2, 0, 1)
    assert "坏.lrmx" in complaint
    answer, _ = said(str(folder), "--skip-bad-rows")
    assert answer["added"] == 1
    assert [(row["file"], row["reason"]) for row in answer["not_taken"]["rows"]] == [
        ("坏.lrmx", "“坏.lrmx”：文件损坏，标记不成对，读不出来。"),
        ("说明.txt", "不是干部任免审批表的文件"),
    ]
    archive = zipped(tmp_path / "局.zip", {"张三.lrmx": form({"XingMing": "张三", "ShenFenZheng": ""})})
    alone = tmp_path / "李四.lrmx"
    alone.write_bytes(form({"XingMing": "李四", "ShenFenZheng": ""}))
    answer, _ = said(str(archive), str(alone), "--roster", "全县")
    assert answer["added"] == 2


def test_forms_given_one_by_one_stand_on_one_roster(
    workspace: Path, tmp_path: Path, said: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("张三", "李四"):
        (tmp_path / f"{name}.lrmx").write_bytes(form({"XingMing": name, "ShenFenZheng": ""}))
    said(str(tmp_path / "张三.lrmx"), str(tmp_path / "李四.lrmx"))
    assert [name for name, _ in names(workspace, capsys, "干部任免审批表")] == ["张三", "李四"]


def test_what_was_not_taken_of_a_folder_is_said_by_file(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "表").mkdir()
    (tmp_path / "表" / "林木.lrmx").write_bytes(form())
    (tmp_path / "表" / "说明.txt").write_bytes(b"x")
    assert main(["import", str(workspace), str(tmp_path / "表")]) == 0
    assert "未采用的文件：“说明.txt”（不是干部任免审批表的文件）。" in capsys.readouterr().out
    assert main(["people", str(workspace), "--json"]) == 0
    (person,) = json.loads(capsys.readouterr().out)
    assert ([each["name"] for each in person["family"]], len(person["resume"])) == (["杜文静"], 3)


def names(workspace: Path, capsys: pytest.CaptureFixture[str], roster: str) -> list[tuple[str, str]]:
    capsys.readouterr()
    assert main(["people", str(workspace), "--roster", roster, "--json"]) == 0
    return [(person["name"], person["remark"]) for person in json.loads(capsys.readouterr().out)]


def book(path: Path, *rows: list[str], head: list[str] = HEAD) -> str:
    return str(write_book(path, [head, *rows]))


def several(path: Path) -> str:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, row in (("柳河镇", ROWS[0]), ("财政局", ROWS[2])):
        sheet = made.create_sheet(title)
        sheet.append(HEAD)
        sheet.append(list(row))
    made.save(path)
    return str(path)


def test_one_sheet_some_or_all_are_read_and_the_others_named(said: Any, tmp_path: Path) -> None:
    file = several(tmp_path / "两张.xlsx")
    first, _ = said(file, "--dry-run")
    assert first["read"] == 1
    assert [(left["sheet"], bool(left["reason"])) for left in first["not_taken"]["sheets"]] == [("财政局", True)]
    second, _ = said(file, "--dry-run", "--sheet", "财政局")
    assert [left["sheet"] for left in second["not_taken"]["sheets"]] == ["柳河镇"]
    for chosen in (("--sheet", "all"), ("--sheet", "全部"), ("--sheet", "柳河镇", "--sheet", "财政局")):
        every, _ = said(file, "--dry-run", *chosen)
        assert (every["read"], every["not_taken"]["sheets"]) == (2, [])
    assert "没有名为“无”的工作表" in said(file, "--sheet", "无", code=2)[1]


def test_a_head_is_given_a_field_by_id_or_title_or_none(
    said: Any, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = book(tmp_path / "a.xlsx", ["赵甲", "男", "甲", "乙"], head=["姓名", "性别", "某栏", "别栏"])
    plain, _ = said(file, "--dry-run")
    assert [left["head"] for left in plain["not_taken"]["columns"]] == ["某栏", "别栏"]
    for field in ("remark", "备注"):
        mapped, _ = said(file, "--dry-run", "--map", f"某栏={field}", "--map", "别栏=不导入")
        assert [left["head"] for left in mapped["not_taken"]["columns"]] == ["别栏"]
    own, _ = said(file, "--roster", "名册", "--map", "某栏=备注", "--map", "别栏=自定义栏")
    assert own["not_taken"]["columns"] == []
    assert names(workspace, capsys, "名册") == [("赵甲", "甲")]
    again, _ = said(file, "--roster", "名册", "--dry-run")
    assert (again["unchanged"], again["not_taken"]["columns"]) == (1, [])
    assert "没有“外号”这个字段" in said(file, "--map", "某栏=外号", code=2)[1]
    assert "没有写成“栏目=字段”" in said(file, "--map", "某栏", code=2)[1]
    assert "里没有“无此栏”栏" in said(file, "--map", "无此栏=备注", code=2)[1]


def test_a_newer_version_tells_who_is_added_changed_moved_and_gone(
    said: Any, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(book(tmp_path / "旧.xlsx", *ROWS), "--roster", "干部")
    changed = [*ROWS[2][:3], "调研员", ROWS[2][4]]
    newer = book(tmp_path / "新.xlsx", changed, ROWS[0], ["李丁", "男", "1990.01", "干事", "财政局"])
    told, _ = said(newer, "--update", "干部", "--dry-run")
    counts = {name: told[name] for name in ("read", "added", "updated", "unchanged", "moved", "gone", "refused")}
    assert counts == {"read": 3, "added": 1, "updated": 1, "unchanged": 1, "moved": 1, "gone": 1, "refused": 0}
    assert [finding["code"] for finding in told["findings"]] == ["gone"]
    assert "“钱乙”（1986.02，柳河镇）在名册《干部》中，新表中没有" in told["findings"][0]["text"]
    said(newer, "--update", "干部", "--gone", "left")
    assert names(workspace, capsys, "干部") == [("孙丙", ""), ("赵甲", ""), ("钱乙", ""), ("李丁", "")]
    said(newer, "--update", "干部", "--gone", "remove")
    assert names(workspace, capsys, "干部") == [("孙丙", ""), ("赵甲", ""), ("李丁", "")]
    assert "一次只用一份表格" in said(newer, newer, "--update", "干部", code=2)[1]
    assert "没有名为“无”的名册" in said(newer, "--update", "无", code=2)[1]


def test_a_doubt_refuses_its_row_unless_it_is_accepted_or_skipped(
    said: Any, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(book(tmp_path / "旧.xlsx", *ROWS), "--roster", "干部")
    file = book(tmp_path / "新.xlsx", ["赵甲", "男", "1985.08", "镇长", "柳河镇"], ["李丁", "男", "1990.01", "", ""])
    refused, why = said(file, "--roster", "干部", code=2)
    assert (refused["added"], refused["refused"]) == (0, 1)
    assert [(finding["severity"], finding["code"], finding["row"]) for finding in refused["findings"]] == [
        ("error", "doubt-corrected", 2)
    ]
    assert refused["not_taken"]["rows"][0]["row"] == 2
    assert "是更正还是另一人" in why
    assert "--on-doubt accept" in why
    assert len(names(workspace, capsys, "干部")) == 3
    bad, _ = said(file, "--roster", "干部", "--skip-bad-rows", "--dry-run")
    assert (bad["added"], bad["refused"]) == (1, 1)
    skipped, _ = said(file, "--roster", "干部", "--on-doubt", "skip", "--dry-run")
    assert (skipped["added"], skipped["refused"], skipped["findings"][0]["severity"]) == (1, 0, "warning")
    accepted, _ = said(file, "--roster", "干部", "--on-doubt", "accept")
    assert (accepted["added"], accepted["updated"], accepted["findings"][0]["severity"]) == (1, 1, "warning")
    assert main(["people", str(workspace), "--json"]) == 0
    assert "1985-08" in capsys.readouterr().out


def test_what_was_not_taken_is_said_in_words_too(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = book(tmp_path / "a.xlsx", [*ROWS[0], "x"], ["合计", "1人"], head=[*HEAD, "某某栏"])
    capsys.readouterr()
    assert main(["import", str(workspace), file]) == 0
    out = capsys.readouterr().out
    assert "未导入的栏目：某某栏（" in out
    assert "未采用的行：第3行（合计行）。" in out


def test_a_newer_version_may_leave_the_order_as_it_is(
    said: Any, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(book(tmp_path / "旧.xlsx", *ROWS), "--roster", "干部")
    newer = book(tmp_path / "新.xlsx", *ROWS[::-1])
    told, _ = said(newer, "--update", "干部", "--keep-order")
    assert (told["unchanged"], told["moved"]) == (len(ROWS), 0)
    assert [name for name, _ in names(workspace, capsys, "干部")] == [row[0] for row in ROWS]
    told, _ = said(newer, "--update", "干部")
    assert told["moved"] > 0
    assert [name for name, _ in names(workspace, capsys, "干部")] == [row[0] for row in ROWS[::-1]]


def test_forms_bring_a_roster_up_to_date_together_and_ask_about_nobody_else(
    workspace: Path, tmp_path: Path, said: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    said(book(tmp_path / "干部.xlsx", *ROWS), "--roster", "干部")
    forms = []
    for name, changes in (("赵甲", {"ChuShengNianYue": "198507"}), ("钱乙", {"ChuShengNianYue": "198602"})):
        path = tmp_path / f"{name}.lrmx"
        sex = "男" if name == "赵甲" else "女"
        path.write_bytes(form({"XingMing": name, "XingBie": sex, "ShenFenZheng": "", **changes}))
        forms.append(str(path))
    told, _ = said(*forms, "--update", "干部", "--dry-run")
    assert [told[name] for name in ("read", "updated", "gone", "complete", "not_in_file")] == [2, 2, 0, False, 1]
    told, _ = said(*forms, "--update", "干部", "--gone", "left", "--dry-run")
    assert [told[name] for name in ("gone", "complete", "not_in_file")] == [1, True, 0]
    _, complaint = said(forms[0], "--update", "干部", "--gone", "remove", code=2)
    assert "一份审批表只说一个人" in complaint
    said(forms[0], "--update", "干部", "--no-complete")
    capsys.readouterr()
    assert main(["import", str(workspace), forms[1], "--update", "干部"]) == 0
    assert "名册里另有2人不在文件里，照旧保留，次序不变；文件是完整的名册，请加 --complete。" in capsys.readouterr().out
    assert names(workspace, capsys, "干部") == [("赵甲", ""), ("钱乙", ""), ("孙丙", "")]
    _, complaint = said(forms[0], book(tmp_path / "另.xlsx", *ROWS), "--update", "干部", code=2)
    assert "更新名册一次只用一份表格" in complaint


def test_forms_that_were_given_together_are_taken_back_together(workspace: Path, tmp_path: Path, said: Any) -> None:
    paths = []
    for name in ("林木", "周敏"):
        path = tmp_path / f"{name}.lrmx"
        path.write_bytes(form({"XingMing": name, "ShenFenZheng": ""}))
        paths.append(str(path))
    told, _ = said(*paths)
    assert told["added"] == 2
    with closing(open_workspace(workspace)) as opened:
        history.undo(opened)
        assert people.list_people(opened) == []


@pytest.mark.parametrize(
    ("options", "counts", "outcome"),
    [
        ((), (0, 0, 4, 0), "doubt"),
        (("--on-doubt", "accept"), (4, 0, 1, 1), "add"),
        (("--on-doubt", "skip"), (2, 0, 1, 3), "skipped"),
    ],
)
def test_files_that_contradict_each_other_are_counted_and_each_doubt_names_its_field(
    tmp_path: Path, said: Any, options: tuple[str, ...], counts: tuple[int, ...], outcome: str
) -> None:
    nobody = {"XingMing": "周敏", "XingBie": "女", "ShenFenZheng": ""}
    files = {
        "a": {},
        "b": {"XianRenZhiWu": "财政局局长"},
        "c": nobody,
        "d": {**nobody, "XianRenZhiWu": "财政局局长"},
        "e": {"XingMing": "吴刚", "ShenFenZheng": "", "ChuShengNianYue": "80.3"},
        "f": {"XingMing": "郑刚", "ShenFenZheng": "", "CanJiaGongZuoShiJian": "2008.1"},
    }
    for name, changes in files.items():
        (tmp_path / f"{name}.lrmx").write_bytes(form(changes))
    paths = [str(tmp_path / f"{name}.lrmx") for name in files]
    skip = ("--skip-bad-rows", "--dry-run") if options else ("--dry-run",)
    told, _ = said(*paths, *options, *skip, code=0 if options else 2)
    total = told["added"] + told["updated"] + told["unchanged"] + told["refused"] + told["skipped"]
    assert total == told["read"] == 6
    if options:
        assert (told["added"], told["updated"], told["refused"], told["skipped"]) == counts
    assert told["conflicting"] == len(told["conflicts"]) == 2
    first, second = told["conflicts"]
    assert (first["file"], first["with"]["file"], first["fields"]) == ("b.lrmx", "a.lrmx", ["current_post"])
    assert (second["file"], second["with"]["file"], second["outcome"]) == ("d.lrmx", "c.lrmx", outcome)
    assert {finding["code"]: finding["field"] for finding in told["findings"]} == {
        "id-twice": "id_number",
        "doubt-twice": "name",
        "unreadable": "birth",
        "doubt-month": "work_started",
    }
    means = {(each["file"], each["field"]): each["means"] for each in told["choices"]}
    assert means["e.lrmx", "birth"] == ["1980-03"]
    assert options or means["f.lrmx", "work_started"] == ["2008-01", "2008-10"]


def test_a_heading_names_the_roster_and_the_same_file_again_goes_there(
    workspace: Path, tmp_path: Path, said: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write_book(tmp_path / "表1.xlsx", [["青禾县党代会代表名册", "", "", "", ""], HEAD, *ROWS]))
    assert said(path)[0]["added"] == 3
    assert [name for name, _ in names(workspace, capsys, "青禾县党代会代表名册")] == ["赵甲", "钱乙", "孙丙"]
    again, _ = said(path)
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 3)
    said(path, "--roster", "别的")  # what is said goes before the heading
    assert [name for name, _ in names(workspace, capsys, "别的")] == ["赵甲", "钱乙", "孙丙"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are Linux's")
def test_a_name_that_is_no_text_ends_no_command(tmp_path: Path) -> None:
    """As unzip leaves the names of a zip from a Chinese Windows: GBK bytes. In a process of its own, whose streams are real."""
    workspace, named = tmp_path / "a.huanjie", tmp_path / os.fsdecode("张".encode("gbk") + b".xlsx")
    write_book(named, [["姓名", "性别"], ["林木", "男"], ["石岩", "怪"]])

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "huanjie_desktop", *arguments],
            cwd=ROOT,
            capture_output=True,
            check=False,
            timeout=60,
        )

    assert run("new", workspace, "--county", "青禾县").returncode == 0
    done = run("import", workspace, named, "--roster", "甲", "--on-doubt", "accept", "--skip-bad-rows")
    assert done.returncode in (0, 2), done.stderr.decode()
    assert "石岩" in done.stdout.decode() or "怪" in done.stdout.decode()
    assert "程序出错" not in done.stderr.decode()
    folder = tmp_path / "审批表"
    folder.mkdir()
    (folder / os.fsdecode("李".encode("gbk") + b".lrmx")).write_bytes(form({"XingMing": "李山", "ShenFenZheng": ""}))
    done = run("import", workspace, folder, "--roster", "乙", "--on-doubt", "accept")
    assert (done.returncode, "新增1人" in done.stdout.decode()) == (0, True), done.stderr.decode()
