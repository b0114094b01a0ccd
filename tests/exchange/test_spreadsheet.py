"""Reading spreadsheets, and everything that can be wrong with one."""

import random
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange import book_reader, file_errors, text_table
from huanjie_desktop.exchange.spreadsheet import Sheet, column_letter, read_book
from tests.exchange.books import HEAD, simple, write_book


def test_an_xlsx_gives_typed_cells_and_true_row_numbers(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [[], ["姓名", "出生"], ["林木", date(1985, 7, 12)]])
    sheet = read_book(path).sheet()
    assert list(sheet.rows[2]) == ["林木", date(1985, 7, 12)]


def test_an_xls_is_read(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("旧表")
    for at, head in enumerate(("姓名", "性别")):
        page.write(0, at, head)
    page.write(1, 0, "林木")
    path = tmp_path / "旧.xls"
    book.save(str(path))
    sheet = read_book(path).sheet()
    assert (sheet.name, list(sheet.rows[1])) == ("旧表", ["林木", ""])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,性别\r\n林木𠮷,男\r\n".encode(encoding))
    assert list(read_book(path).sheet().rows[1]) == ["林木𠮷", "男"]


def test_the_first_sheet_with_cells_is_taken_and_others_by_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "空"
    book.create_sheet("乙").append(["姓名"])
    book.create_sheet("藏").sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    found = read_book(path)
    assert (found.sheet_names, found.sheet().name) == (["空", "乙"], "乙")
    with pytest.raises(UserError, match="现有工作表：空、乙"):
        found.sheet("丙")
    with pytest.raises(UserError, match="工作表“空”是空的"):
        found.sheet("空")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("假.xlsx", b"<html><table></table></html>", "不是真正的 Excel 文件"),
        ("坏.xlsx", b"PK\x03\x04 broken", "已损坏"),
        ("坏.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "已损坏"),
        (
            "密.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + "EncryptedPackage".encode("utf-16-le"),
            "打开密码",
        ),
        ("空.xlsx", b"", "空文件"),
        ("图.png", b"x", "不是能导入的表格文件"),
        ("码.csv", b"\xff\xff\xff\xff\x80", "文字编码认不出"),
        ("零.csv", "姓名\x00,性别\n".encode(), "不是文本表格"),
    ],
)
def test_unusable_files_are_named_with_the_way_out(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=said) as raised:
        read_book(path).sheet()
    assert name in raised.value.text
    assert raised.value.advice


def test_missing_files_and_folders_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到文件"):
        read_book(tmp_path / "无.xlsx")
    with pytest.raises(UserError, match="是文件夹"):
        read_book(tmp_path)


def test_two_hundred_columns_are_too_many(tmp_path: Path) -> None:
    path = write_book(tmp_path / "宽.xlsx", [["栏"] * 200])
    with pytest.raises(UserError, match="有200列，超过150列"):
        read_book(path).sheet()


@pytest.mark.parametrize(
    ("name", "limit"), [("a.csv", "LARGEST_TEXT"), ("a.txt", "LARGEST_TEXT"), ("a.xlsx", "LARGEST_FILE")]
)
def test_a_file_larger_than_any_roster_is_not_read(
    tmp_path: Path, name: str, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04" + b" " * 96)
    monkeypatch.setattr(file_errors, limit, 99)
    with pytest.raises(UserError, match=rf"“{name}”的内容太大"):
        read_book(path)


def test_a_csv_of_one_endless_line_is_not_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,性别\n" + "," * (text_table.LONGEST_LINE + 1), encoding="utf-8")
    with pytest.raises(UserError, match=r"“a.csv”的内容太大"):
        read_book(path)


def test_a_csv_is_read_no_further_than_it_may_be_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,性别\n" * 9, encoding="utf-8")
    for module in (book_reader, text_table):
        monkeypatch.setattr(module, "MOST_ROWS", 9)
    assert [len(sheet.rows) for sheet in book_reader.read_sheets(path) if isinstance(sheet, Sheet)] == [9]
    for module in (book_reader, text_table):
        monkeypatch.setattr(module, "MOST_ROWS", 7)
    with pytest.raises(UserError, match="超过7行"):
        list(book_reader.read_sheets(path))


def test_errors_and_formulas_without_a_value_are_faults(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["B1"] = "姓名", "年龄"
    page["A2"], page["B2"] = "#REF!", "=1+1"
    page["A2"].data_type = "e"
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert read_book(path).sheet().faults == {(1, 0): "#REF!", (1, 1): "没有结果的公式"}


@pytest.mark.parametrize(("at", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_excels_letters(at: int, letters: str) -> None:
    assert column_letter(at) == letters


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), suffix=st.sampled_from([".xlsx", ".csv"]))
def test_a_mutated_file_is_read_or_refused_and_nothing_else(tmp_path: Path, seed: int, suffix: str) -> None:
    chance = random.Random(seed)
    whole = tmp_path / "whole.xlsx"
    if not whole.exists():
        simple(whole, *([at, "林木", "男", "汉", "1985.07", "", "干部", ""] for at in range(5)))
    content = bytearray(whole.read_bytes() if suffix == ".xlsx" else (",".join(HEAD) + "\n1,林木,男\n").encode())
    for _ in range(chance.randint(1, 12)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.3:
        del content[chance.randrange(len(content)) :]
    path = tmp_path / f"m{suffix}"
    path.write_bytes(content)
    refused: list[str] = []
    try:
        refused += [str(each) for each in book_reader.read_sheets(path) if isinstance(each, UserError)]
    except UserError as error:
        refused.append(error.text)
    assert all(path.name in text for text in refused)
