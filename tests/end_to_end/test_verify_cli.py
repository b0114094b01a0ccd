"""The command verify-roster: differences as JSON and in words, the report, taking over; and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.__main__ import main
from tests.exchange.books import write_book
from tests.lrmx_files import form

HEAD = ["姓名", "性别", "出生年月", "学历", "职务", "单位"]
ROWS = (
    ["赵甲", "男", "1985.07", "大学", "镇长", "柳河镇"],
    ["钱乙", "女", "1986.02", "大专", "书记", "柳河镇"],
    ["孙丙", "男", "1987.03", "大学", "局长", "财政局"],
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "青禾县2026年换届.huanjie"
    assert main(["new", str(path), "--county", "青禾县"]) == 0
    write_book(tmp_path / "名册.xlsx", [HEAD, *ROWS])
    assert main(["import", str(path), str(tmp_path / "名册.xlsx"), "--roster", "干部"]) == 0
    return path


@pytest.fixture
def said(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Return a function that compares and gives the answer."""

    def run(*arguments: str, code: int = 0) -> dict[str, Any]:
        capsys.readouterr()
        assert main(["verify-roster", str(workspace), *arguments, "--roster", "干部", "--json"]) == code
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return answer

    return run


def test_a_roster_that_agrees(said: Any, tmp_path: Path) -> None:
    path = write_book(tmp_path / "b.xlsx", [HEAD, ["赵甲", "男", "198507", "本科", "柳河镇镇长", "柳河镇"], *ROWS[1:]])
    answer = said(str(path))
    assert set(answer) == {
        "roster", "file", "same", "differences", "only_ours", "only_theirs", "by_name", "not_taken",
    }  # fmt: skip
    assert (answer["roster"], answer["file"], answer["same"]) == ("干部", "b.xlsx", 3)
    assert all(each["equal_by"] for each in answer["differences"])
    assert {each["field"] for each in answer["differences"]} == {"birth", "education", "current_post"}


def test_differences_are_told_field_by_field(said: Any, workspace: Path, tmp_path: Path, capsys: Any) -> None:
    rows = [
        HEAD,
        ROWS[0],
        ["钱乙", "女", "1986.03", "大专", "书记", "柳河镇"],
        ["李丁", "男", "1990.01", "大专", "科员", ""],
    ]
    path = write_book(tmp_path / "b.xlsx", [*rows, ["合计：3人"]])
    answer = said(str(path), code=2)
    (birth,) = answer["differences"]
    assert {name: birth[name] for name in ("person", "field", "title", "ours", "theirs", "row", "equal_by")} == {
        "person": "钱乙",
        "field": "birth",
        "title": "出生年月",
        "ours": "1986.02",
        "theirs": "1986.03",
        "row": 3,
        "equal_by": None,
    }
    assert [each["person"] for each in answer["only_ours"]] == ["孙丙"]
    assert [(each["person"], each["row"]) for each in answer["only_theirs"]] == [("李丁", 4)]
    assert [each["reason"] for each in answer["not_taken"]["rows"]] == ["合计行"]
    assert main(["verify-roster", str(workspace), str(path), "--roster", "干部"]) == 2
    told = capsys.readouterr().out
    assert "钱乙（第3行）出生年月：名册“1986.02”，文件“1986.03”" in told
    assert "只在名册里：孙丙" in told


def test_the_report_is_written_and_theirs_taken_as_one_step(said: Any, tmp_path: Path) -> None:
    path = write_book(tmp_path / "b.xlsx", [HEAD, ["赵甲", "男", "1985.07", "大学", "书记", "柳河镇"], *ROWS[1:]])
    for suffix in ("pdf", "xlsx", "docx", "html"):
        said(str(path), "-o", str(tmp_path / f"核对.{suffix}"), code=2)
        assert (tmp_path / f"核对.{suffix}").stat().st_size > 500
    said(str(path), "--take-theirs", code=2)
    assert said(str(path))["differences"] == []


def test_forms_are_compared_with_a_roster(said: Any, tmp_path: Path) -> None:
    folder = tmp_path / "审批表"
    folder.mkdir()
    (folder / "赵甲.lrmx").write_bytes(form({"XingMing": "赵甲", "ShenFenZheng": "", "XianRenZhiWu": "柳河镇镇长"}))
    answer = said(str(folder), code=2)
    assert {each["file"] for each in answer["differences"]} == {"赵甲.lrmx"}
    assert "JianLi" not in str(answer)
    assert {"简历", "家庭成员"} <= {each["title"] for each in answer["differences"]}
    assert "现任职务" not in {each["title"] for each in answer["differences"] if not each["equal_by"]}


def test_forms_that_cannot_be_read_are_named(workspace: Path, tmp_path: Path, capsys: Any) -> None:
    folder = tmp_path / "审批表"
    folder.mkdir()
    (folder / "赵甲.lrmx").write_bytes(form({"XingMing": "赵甲", "ShenFenZheng": ""}))
    (folder / "坏.lrmx").write_bytes(b"")
    assert main(["verify-roster", str(workspace), str(folder), "--roster", "干部"]) == 2
    words = capsys.readouterr().out
    assert "没有核对的1份" in words
    assert "没有核对：“坏.lrmx”，" in words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("没有.xlsx", "--roster", "干部"), "找不到"),
        (("b.xlsx", "--roster", "代表"), "没有名为“代表”的名册"),
        (("b.xlsx",), "缺少"),
        (("b.xlsx", "--roster", "干部", "-o", "核对.txt"), "不能存为"),
    ],
)
def test_what_cannot_be_done_is_said(
    workspace: Path, tmp_path: Path, arguments: tuple[str, ...], words: str, capsys: Any
) -> None:
    write_book(tmp_path / "b.xlsx", [HEAD, *ROWS])
    paths = [str(tmp_path / each) if each.endswith((".xlsx", ".txt")) else each for each in arguments]
    assert main(["verify-roster", str(workspace), *paths]) == 2
    assert words in capsys.readouterr().err
