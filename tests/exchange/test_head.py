"""Finding the table in a sheet as offices lay it out, and matching its columns."""

from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.head import body_rows, find_head
from huanjie_desktop.exchange.sheet_columns import Guess, known_words, match_columns
from huanjie_desktop.exchange.spreadsheet import Sheet, read_book
from tests.exchange.books import write_book

COLUMNS = load_catalog().columns
SPECS = {field: spec for field, spec in COLUMNS.items() if spec.importable}
WORDS = known_words(COLUMNS)


def find(sheet: Sheet) -> tuple[Any, list[Guess]]:
    head = find_head(sheet, WORDS.__contains__, "表.xlsx")
    return head, match_columns(sheet, head, SPECS)


def fields(guesses: list[Guess]) -> dict[str, str]:
    return {guess.head: guess.field for guess in guesses if guess.field}


def test_title_rows_above_are_passed_over() -> None:
    sheet = Sheet(
        "s", [["青禾县干部名册"], ["填报单位：组织部"], ["序号", "姓 名", "性  别", "年龄"], [1, "林木", "男", 41]]
    )
    head, guesses = find(sheet)
    assert (head.first, head.last) == (2, 2)
    assert fields(guesses) == {"姓名": "name", "性别": "sex"}


def test_a_two_line_head_with_merged_cells_is_joined(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["名册"],
        ["序号", "姓名", "全日制教育", None, "在职教育", None, "备注"],
        [None, None, "学历\n学位", "毕业院校\n系及专业", "学历", "毕业院校系及专业", None],
        [1, "林木", "大学", "云川大学", "", "", ""],
    ]
    merged = ["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"]
    sheet = read_book(write_book(tmp_path / "a.xlsx", rows, merged)).sheet()
    head, guesses = find(sheet)
    assert (head.first, head.last) == (1, 2)
    found = fields(guesses)
    assert found["姓名"] == "name"
    assert found["全日制教育学历学位"] == "fulltime_education"
    assert found["全日制教育毕业院校系及专业"] == "fulltime_school"
    assert found["在职教育学历"] == "inservice_education"
    assert found["备注"] == "remark"


def test_a_second_line_belongs_to_the_head_also_where_the_first_alone_is_known() -> None:
    rows: list[list[Any]] = [
        ["序号", "姓名", "性别", "全日制教育", ""],
        ["", "", "", "学历\n学位", "毕业院校系及专业"],
        [1, "林木", "男", "大学", "云川大学"],
    ]
    head, guesses = find(Sheet("s", rows))
    assert (head.first, head.last) == (0, 1)
    assert fields(guesses)["全日制教育毕业院校系及专业"] == "fulltime_school"


def test_a_units_line_under_a_head_is_no_second_line() -> None:
    sheet = Sheet("s", [["姓名", "性别", "职务"], ["柳河镇", "", ""], ["林木", "男", "镇长"]])
    head, _ = find(sheet)
    assert (head.first, head.last) == (0, 0)


def test_a_column_without_a_head_is_guessed_by_its_cells() -> None:
    rows: list[list[Any]] = [["姓名", "性别", ""]]
    rows += [[name, "男", f"9901011985071200{at}X"] for at, name in enumerate(("林木", "张三", "李四"))]
    _, guesses = find(Sheet("s", rows))
    assert (guesses[2].field, guesses[2].sure) == ("id_number", 1)


def test_a_correction_overrules_the_guess() -> None:
    sheet = Sheet("s", [["姓名", "性别", "职务"], ["林木", "男", "镇长"]])
    head = find_head(sheet, WORDS.__contains__, "表.xlsx")
    guesses = match_columns(sheet, head, SPECS, {1: "", 2: "remark"})
    assert [guess.field for guess in guesses] == ["name", "", "remark"]


def test_a_sheet_without_a_head_is_refused() -> None:
    with pytest.raises(UserError, match="没有找到表头"):
        find(Sheet("s", [["一", "二"], ["三", "四"]]))


@pytest.mark.parametrize(
    ("row", "kind", "why"),
    [
        (["合计", "3人", ""], "left_out", "合计行"),
        (["注：年龄计算到2026年7月", "", ""], "left_out", "说明行"),
        (["填表人：　　审核人：", "", ""], "left_out", "落款行"),
        (["", "", "2026年7月1日"], "left_out", "落款行"),
        (["序号", "姓名", "性别"], "left_out", "重复的表头"),
        (["4", "林木", "男"], "person", ""),
    ],
)
def test_rows_that_are_no_people_are_left_out(row: list[str], kind: str, why: str) -> None:
    sheet = Sheet("s", [["序号", "姓名", "性别"], ["1", "张三", "男"], row])
    head, _ = find(sheet)
    last = body_rows(sheet, head, 1)[-1]
    assert (last.kind, last.why) == (kind, why)


def test_a_units_line_groups_the_people_under_it() -> None:
    rows = [
        ["序号", "姓名", "性别"],
        ["一、柳河镇（2人）"],
        ["1", "张三", "男"],
        ["2", "李四", "女"],
        ["石桥镇"],
        ["3", "王五", "男"],
    ]
    sheet = Sheet("s", [[*row, "", ""][:3] for row in rows])
    head, _ = find(sheet)
    assert [(row.kind, row.group) for row in body_rows(sheet, head, 1)] == [
        ("group", "柳河镇"),
        ("person", "柳河镇"),
        ("person", "柳河镇"),
        ("group", "石桥镇"),
        ("person", "石桥镇"),
    ]
