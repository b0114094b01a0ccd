"""The command fill: fields listed, a template filled for one, a roster, each into a file; and what it refuses."""

import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from huanjie_desktop.__main__ import main
from tests.exchange.books import write_book

HEAD = ["姓名", "性别", "出生年月", "职务", "单位"]
ROWS = (["赵甲", "男", "1985.07", "镇长", "柳河镇"], ["钱乙", "女", "1986.02", "书记", "柳河镇"])


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    path = tmp_path / "青禾县2026年换届.huanjie"
    assert main(["new", str(path), "--county", "青禾县"]) == 0
    write_book(tmp_path / "名册.xlsx", [HEAD, *ROWS])
    assert main(["import", str(path), str(tmp_path / "名册.xlsx"), "--roster", "干部"]) == 0
    return path


@pytest.fixture
def template(tmp_path: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("{{姓名}}，{{性别}}，{{出生年月}}生。")
    made.save(str(tmp_path / "卡片.docx"))
    return tmp_path / "卡片.docx"


def test_fields_are_listed(workspace: Path, capsys: Any) -> None:
    capsys.readouterr()
    assert main(["fill", str(workspace), "--fields", "--json"]) == 0
    fields = [each["field"] for each in json.loads(capsys.readouterr().out)]
    assert {"{{姓名}}", "{{家庭.称谓}}", "{{简历.起}}", "{{照片}}", "{{序号}}"} <= set(fields)
    assert main(["fill", str(workspace), "--fields"]) == 0
    assert "{{家庭.称谓}}" in capsys.readouterr().out


def test_one_person_and_a_roster(workspace: Path, template: Path, tmp_path: Path, capsys: Any) -> None:
    assert main(["fill", str(workspace), str(template), "--of", "赵甲", "-o", str(tmp_path / "a.docx")]) == 0
    assert docx.Document(str(tmp_path / "a.docx")).paragraphs[0].text == "赵甲，男，1985.07生。"
    capsys.readouterr()
    assert main(["fill", str(workspace), str(template), "--of", "干部", "-o", str(tmp_path / "卡片夹"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [Path(path).name for path in answer["files"]] == ["赵甲卡片.docx", "钱乙卡片.docx"]
    assert (answer["people"], answer["without_photo"]) == (2, [])
    write_book(tmp_path / "表.xlsx", [["序号", "姓名"], ["{{序号}}", "{{姓名}}"]])
    assert (
        main(["fill", str(workspace), str(tmp_path / "表.xlsx"), "--of", "干部", "-o", str(tmp_path / "b.xlsx")]) == 0
    )
    page = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert page is not None
    assert [list(row) for row in page.iter_rows(values_only=True)] == [["序号", "姓名"], [1, "赵甲"], [2, "钱乙"]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{姓名，{{性别}}", "{{姓名，"),
        ("{{性别}}{{姓名}", "{{姓名"),
        ("{{性别}}姓名}}", "姓名}}"),
        ("{{姓名", "{{姓名"),
    ],
)
@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_a_field_that_is_not_closed_is_named(
    workspace: Path, tmp_path: Path, capsys: Any, suffix: str, text: str, shown: str
) -> None:
    template, target = tmp_path / f"卡片{suffix}", tmp_path / f"a{suffix}"
    if suffix == ".docx":
        made = docx.Document()
        made.add_paragraph(text)
        made.save(str(template))
    else:
        write_book(template, [[text]])
    assert main(["fill", str(workspace), str(template), "--of", "赵甲", "-o", str(target)]) == 2
    assert f"字段“{shown}”没有写完整" in capsys.readouterr().err
    assert not target.exists()


def test_the_template_is_never_written_over(workspace: Path, template: Path, capsys: Any) -> None:
    before = template.read_bytes()
    assert main(["fill", str(workspace), str(template), "--of", "赵甲", "-o", str(template)]) == 2
    assert "不能存到模板“卡片.docx”上" in capsys.readouterr().err
    assert template.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "缺少模板、--of、-o"),
        (("卡片.docx", "--of", "孙丙", "-o", "a.docx"), "没有“孙丙”"),
        (("没有.docx", "--of", "赵甲", "-o", "a.docx"), "找不到"),
        (("卡片.docx", "--of", "赵甲", "-o", "a.xlsx"), "不能存为"),
        (("名册.xlsx", "--of", "赵甲", "-o", "a.xlsx"), "没有字段"),
    ],
)
def test_what_cannot_be_done_is_said(
    workspace: Path, template: Path, tmp_path: Path, arguments: tuple[str, ...], words: str, capsys: Any
) -> None:
    paths = [str(tmp_path / each) if each.endswith((".xlsx", ".docx")) else each for each in arguments]
    assert main(["fill", str(workspace), *paths]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "a.docx").exists()
