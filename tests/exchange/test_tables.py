"""Finding the tables of people in a book's sheets."""

from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.spreadsheet import read_book
from huanjie_desktop.exchange.tables import columns_of, find_tables
from tests.exchange.books import HEAD, simple, write_book

KNOWN = {"姓名": "name", "性别": "sex", "民族": "ethnic_group", "出生年月": "birth"}


def known(word: str) -> str:
    return KNOWN.get(word, "")


def test_a_table_has_its_heads_its_people_and_what_is_left_out(tmp_path: Path) -> None:
    book = read_book(simple(tmp_path / "a.xlsx", [1, "林木", "男"], ["合计", "1人"]))
    found = find_tables(book, None, known)
    (table,) = found.tables
    assert table.heads == HEAD
    assert [(record.row, record.cells[1]) for record in table.records] == [(1, "林木")]
    assert [(each.row, each.why) for each in found.left_out] == [(3, "合计行")]


def test_columns_have_their_cells_and_unnamed_ones_their_letter(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "a.xlsx", [["姓名", "性别", "", "性别", ""], ["林木", "男", "", "女", "x"], ["张三", "", "", "", ""]]
    )
    columns = columns_of(find_tables(read_book(path), None, known))
    assert [(each.head, each.cells, each.named) for each in columns] == [
        ("姓名", ("林木", "张三"), True),
        ("性别", ("男",), True),
        ("性别（2）", ("女",), True),
        ("第E列", ("x",), False),
    ]


def test_a_file_without_people_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["姓名", "性别"]])
    with pytest.raises(UserError, match="没有读到一个人"):
        find_tables(read_book(path), None, known)
