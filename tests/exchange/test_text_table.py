"""Reading a csv, and naming the quote that swallows what stands behind it."""

from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.text_table import read_text_table


def read(text: str) -> list[list[object]]:
    return [list(row) for row in read_text_table(text.encode(), Path("a.csv"))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('姓名,性别\n赵甲,男\n钱乙,"女\n孙丙,男\n', 3),
        ('姓名,性别\r\n赵甲,男\r\n钱乙,"女\r\n孙丙,男\r\n', 3),
        ('姓名;性别\n"赵甲;男\n钱乙;女', 2),
        ('姓名,性别\n赵甲,"男\n钱乙,女\n孙丙,"女"\n李丁,男\n', 2),
        ('姓名,性别,备注\n赵甲,"男\n钱乙,女,x\n孙丙,男"好,x\n', 2),
        ('姓名,备注\n"赵\n甲","一\n二"\n钱乙,"x\n', 5),
        ('姓名,备注,x\n"赵\n甲","一\n二,\n三,四,五\n', 3),
        ('姓名,备注\n赵甲,"x', 2),
        ('姓名,性别\n赵甲,"男\n钱乙,女\n孙丙,男",x\n', 2),
    ],
)
def test_an_open_quote_is_named_by_its_line(text: str, line: int) -> None:
    with pytest.raises(UserError, match=f"“a.csv”第{line}行的双引号没有配对"):
        read(text)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a,b\n1,"x\ny"\n2,"q\r\nw"\r\n', [["a", "b"], ["1", "x\ny"], ["2", "q\r\nw"]]),
        ('a,b\n1,"x""y\nz"\n', [["a", "b"], ["1", 'x"y\nz']]),
        ('a\n"x\ny\nz"\n', [["a"], ["x\ny\nz"]]),
        ('a,b\n1,"x"y\n2,3\n', [["a", "b"], ["1", "xy"], ["2", "3"]]),
        ('a,b\n1,x"y"\n', [["a", "b"], ["1", 'x"y"']]),
        ('a,b\n1,"\n\n"\n', [["a", "b"], ["1", "\n\n"]]),
        ("a,b,,,\n,,,\n1,,,\n", [["a", "b"], [], ["1"]]),
        ("", []),
    ],
)
def test_quotes_that_are_closed_are_read(text: str, rows: list[list[str]]) -> None:
    assert read(text) == rows


def test_numbers_that_a_system_wrote_as_formulas_are_their_text() -> None:
    assert read('姓名,号\n赵甲,="0123"\n钱乙,"=""45"""\n孙丙,=A1\n')[1:] == [
        ["赵甲", "0123"],
        ["钱乙", "45"],
        ["孙丙", "=A1"],
    ]


def test_a_file_of_millions_of_lines_is_refused_at_once() -> None:
    with pytest.raises(UserError, match="内容太大"):
        read("姓名,性别\n" + ",\n" * 700_000)
