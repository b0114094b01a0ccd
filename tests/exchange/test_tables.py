"""Finding the tables of people in sheets as offices lay them out; what is no person is named."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.columns import known_field, match_columns
from huanjie_desktop.exchange.spreadsheet import Sheet, read_book
from huanjie_desktop.exchange.tables import SheetTables, Tables, columns_of, find_tables
from tests.exchange.books import HEAD, simple, write_book

COLUMNS = load_catalog().columns
Rows = Sequence[Sequence[Any]]


def known(word: str) -> str:
    return known_field(word, COLUMNS)


def area(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    found = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", text)
    assert found is not None
    return (int(found[2]) - 1, ord(found[1]) - 65), (int(found[4]) - 1, ord(found[3]) - 65)


def read(rows: Rows, merged: Sequence[str] = (), **more: Any) -> SheetTables:
    width = max(map(len, rows))
    return SheetTables(
        Sheet("s", [[*row, *[""] * (width - len(row))] for row in rows], [area(each) for each in merged], **more), known
    )


def people(found: SheetTables) -> list[list[dict[str, Any]]]:
    """Return each table's people by heads, without empty cells and running numbers; the unit's line as 组."""
    return [
        [
            {
                **{
                    head: cell
                    for head, cell in zip(table.heads, record.cells, strict=True)
                    if cell != "" and head != "序号"
                },
                **({"组": record.group} if record.group else {}),
            }
            for record in table.records
        ]
        for table in found.tables
    ]


def names(found: SheetTables) -> list[list[str]]:
    return [[each.get("姓名", "") for each in table] for table in people(found)]


def passed(found: SheetTables) -> list[tuple[int, str]]:
    return [(each.row, each.why) for each in found.left_out]


ZHAO, QIAN = ["1", "赵甲", "男"], ["2", "钱乙", "女"]
NUMBERED = ["序号", "姓名", "性别"]


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


# --- several tables, lists side by side


@pytest.mark.parametrize("gap", [[], [[""]], [["青山乡班子"]], [[""], ["青山乡班子"], ["填报单位：组织部"]]])
def test_two_tables_with_different_heads(gap: list[list[str]]) -> None:
    found = read(
        [
            *[["柳河镇班子"], ["姓名", "性别"], ["赵甲", "男"], ["钱乙", "女"], *gap],
            *[["序号", "姓名", "性别", "民族"], ["1", "孙丙", "男", "汉"], ["2", "李丁", "女", "回"]],
        ]
    )
    assert names(found) == [["赵甲", "钱乙"], ["孙丙", "李丁"]]
    assert [each.words for each in found.left_out] == [row[0] for row in gap if row[0]]


def test_three_tables_each_with_total_and_note() -> None:
    table: Rows = [NUMBERED, ZHAO, ["合计", "1人"], ["注：略"]]
    other: Rows = [["姓名", "现任职务"], ["钱乙", "书记"], ["小计", "1"]]
    found = read([*table, [""], *other, ["姓名", "民族", "性别"], ["孙丙", "汉族", "男"]])
    assert names(found) == [["赵甲"], ["钱乙"], ["孙丙"]]
    assert [why for _, why in passed(found)] == ["合计行", "说明行", "合计行"]


def test_a_head_repeated_on_each_page_is_passed_over_and_named() -> None:
    page = [["青禾县名册"], NUMBERED]
    found = read([*page, ZHAO, ["第1页"], *page, QIAN, *page, ["3", "孙丙", "男"]])
    assert names(found) == [["赵甲", "钱乙", "孙丙"]]
    assert passed(found) == [
        (4, "页码行"),
        (5, "标题行"),
        (6, "重复的表头"),
        (8, "标题行"),
        (9, "重复的表头"),
    ]


def test_a_two_line_head_repeated() -> None:
    head = [["序号", "姓名", "全日制教育", ""], ["", "", "学历", "毕业院校系及专业"]]
    found = read([*head, ["1", "赵甲", "大学", "云川大学"], *head, ["2", "钱乙", "大专", "云川师专"]])
    assert people(found) == [
        [
            {"姓名": "赵甲", "全日制教育学历": "大学", "全日制教育毕业院校系及专业": "云川大学"},
            {"姓名": "钱乙", "全日制教育学历": "大专", "全日制教育毕业院校系及专业": "云川师专"},
        ]
    ]
    assert [why for _, why in passed(found)] == ["重复的表头", "重复的表头"]


@pytest.mark.parametrize("merged", [[], ["A1:C1", "A4:C4"]])
def test_units_above_the_heads_group_those_below(merged: list[str]) -> None:
    found = read([["柳河镇"], NUMBERED, ZHAO, ["青山乡"], NUMBERED, QIAN], merged)
    assert [[each["组"] for each in table] for table in people(found)] == [["柳河镇", "青山乡"]]
    found = read([["柳河镇"], NUMBERED, ZHAO, ["青山乡"], ["姓名", "性别", "民族"], ["钱乙", "女", "汉"]], merged)
    assert [[each["组"] for each in table] for table in people(found)] == [["柳河镇"], ["青山乡"]]


@pytest.mark.parametrize("gap", [[], [""]])
@pytest.mark.parametrize("lists", [2, 3, 4])
@pytest.mark.parametrize("head", [["姓名", "性别"], ["序号", "姓名", "单位"], ["姓名"]])
def test_lists_side_by_side(lists: int, gap: list[str], head: list[str]) -> None:
    said = {"序号": "1", "姓名": "", "性别": "女", "单位": "柳河镇"}
    called = ["赵甲", "钱乙", "孙丙", "李丁"][:lists]
    line: list[str] = []
    for name in called:
        line += [*[name if word == "姓名" else said[word] for word in head], *gap]
    found = read([["代表名单"], [*head, *gap] * lists, line, line])
    assert names(found) == [[name, name] for name in called]
    assert [table.heads for table in found.tables] == [tuple(head)] * lists


def test_a_list_that_is_shorter_than_the_one_beside_it() -> None:
    found = read([NUMBERED * 2, [*ZHAO, *QIAN], ["3", "孙丙", "男", "4"], ["合计", "", "", "3人"]])
    assert names(found) == [["赵甲", "孙丙"], ["钱乙"]]
    assert passed(found) == [(4, "合计行")]


def test_lists_side_by_side_under_units() -> None:
    head = ["序号", "姓名", "职务"]
    found = read(
        [["柳河镇", "", "", "青山乡"], head * 2, ["1", "赵甲", "书记", "1", "钱乙", "乡长"]], ["A1:C1", "D1:F1"]
    )
    assert people(found) == [
        [{"姓名": "赵甲", "职务": "书记", "组": "柳河镇", "分组行": "柳河镇"}],
        [{"姓名": "钱乙", "职务": "乡长", "组": "青山乡", "分组行": "青山乡"}],
    ]


def test_lists_side_by_side_share_the_columns_before_them() -> None:
    found = read([["单位", "姓名", "职务", "姓名", "职务"], ["柳河镇", "赵甲", "书记", "钱乙", "镇长"]])
    assert people(found) == [
        [{"单位": "柳河镇", "姓名": "赵甲", "职务": "书记"}],
        [{"单位": "柳河镇", "姓名": "钱乙", "职务": "镇长"}],
    ]


def test_different_lists_beside_each_other() -> None:
    found = read([["序号", "姓名", "职务", "", "序号", "姓名", "性别"], ["1", "赵甲", "书记", "", "1", "钱乙", "女"]])
    assert people(found) == [[{"姓名": "赵甲", "职务": "书记"}], [{"姓名": "钱乙", "性别": "女"}]]


def test_two_people_of_one_unit_in_one_row_are_no_lists() -> None:
    rows = [["单位", "联系人", "", "负责人", ""], ["", "姓名", "电话", "姓名", "电话"]]
    found = read([*rows, ["柳河镇", "赵甲", "13800000001", "钱乙", "13800000002"]], ["A1:A2", "B1:C1", "D1:E1"])
    assert people(found) == [
        [
            {
                "单位": "柳河镇",
                "姓名": "赵甲",
                "电话": "13800000001",
                "负责人姓名": "钱乙",
                "负责人电话": "13800000002",
            }
        ]
    ]


# --- heads


THREE = [
    ["姓名", "性别", "学历学位", "", "", "", "备注"],
    ["", "", "全日制教育", "", "在职教育", "", ""],
    ["", "", "学历", "毕业院校系及专业", "学历", "毕业院校系及专业", ""],
]
THREE_MERGED = ["A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2", "G1:G3"]


@pytest.mark.parametrize("merged", [[], THREE_MERGED])
@pytest.mark.parametrize(
    "title", [[], [["青禾县干部名册"]], [["青禾县干部名册"], ["填报单位：组织部", "", "2026年7月"]]]
)
def test_a_head_of_three_lines(merged: list[str], title: list[list[str]]) -> None:
    down = len(title)
    moved = [re.sub(r"\d", lambda found: str(int(found[0]) + down), each) for each in merged]
    found = read([*title, *THREE, ["赵甲", "男", "大学", "云川大学", "研究生", "省委党校", "x"]], moved)
    (table,) = found.tables
    assert [table.heads[at] for at in table.offered] == ["填报单位"] * (len(title) > 1)
    assert table.heads[:7] == (
        "姓名",
        "性别",
        "全日制教育学历",
        "全日制教育毕业院校系及专业",
        "在职教育学历",
        "在职教育毕业院校系及专业",
        "备注",
    )
    assert table.head_rows == (down, down + 2)
    (table,) = found.tables
    assert [record.cells[0] for record in table.records] == ["赵甲"]


@pytest.mark.parametrize("merged", [[], ["A1:A2", "B1:D1", "E1:E2", "F1:F2"]])
def test_a_name_under_a_group_and_columns_of_the_upper_line_alone(merged: list[str]) -> None:
    rows = [["序号", "基本情况", "", "", "现任职务", "备注"], ["", "姓名", "性别", "出生年月", "", ""]]
    found = read([*rows, [1, "赵甲", "男", "1980.01", "书记", "x"]], merged)
    assert found.tables[0].heads == ("序号", "姓名", "性别", "出生年月", "现任职务", "备注")
    assert found.tables[0].uppers == ("", "基本情况", "基本情况", "基本情况", "", "")


def test_groups_over_every_column() -> None:
    rows: Rows = [["名册"], ["基本情况", "", "", "任职情况"], ["姓名", "性别", "民族", "现任职务", "任现职时间"]]
    found = read([*rows, ["赵甲", "男", "汉族", "书记", "2020.01"]], ["A1:E1", "A2:C2", "D2:E2"])
    assert found.tables[0].heads == ("姓名", "性别", "民族", "现任职务", "任现职时间")


def test_a_head_merged_over_two_columns_is_one_column() -> None:
    found = read(
        [["姓名", "", "出生年月"], ["赵甲", "", "1980.01"], ["钱乙", "", "1981.02"]], ["A1:B1", "A2:B2", "A3:B3"]
    )
    assert found.tables[0].heads == ("姓名", "出生年月")
    assert names(found) == [["赵甲", "钱乙"]]


def test_a_name_beside_unknown_heads_alone() -> None:
    assert names(read([["姓名", "学号"], ["赵甲", "x1"], ["钱乙", "x2"]])) == [["赵甲", "钱乙"]]


def test_the_columns_of_names_is_known_by_its_cells_where_it_has_no_head() -> None:
    found = read([["", "性别", "民族"], ["赵甲", "男", "汉"], ["合计", "1", ""]])
    assert [[record.cells[0] for record in table.records] for table in found.tables] == [["赵甲"]]


# --- merged cells, people on two rows


@pytest.mark.parametrize("column", ["A", "D"])
def test_a_merged_unit_is_filled_down(column: str) -> None:
    rows = [["单位", "姓名", "性别", "代表团"]]
    rows += [
        ["甲镇", "赵甲", "男", "一团"],
        ["", "钱乙", "男", ""],
        ["", "孙丙", "女", ""],
        ["乙乡", "李丁", "男", "二团"],
    ]
    found = read(rows, [f"{column}2:{column}4"])
    head, value = {"A": ("单位", "甲镇"), "D": ("代表团", "一团")}[column]
    assert [each.get(head) for each in people(found)[0]][:3] == [value] * 3


def test_merged_units_as_lines_are_groups() -> None:
    found = read([NUMBERED, ["柳河镇（2人）"], ZHAO, QIAN, ["退休干部"], ["3", "孙丙", "女"]], ["A2:C2", "A5:C5"])
    assert [each["组"] for each in people(found)[0]] == ["柳河镇", "柳河镇", "退休干部"]


def test_a_cell_merged_over_two_columns_holds_for_both() -> None:
    found = read([["姓名", "全日制学历", "在职学历"], ["赵甲", "无", ""]], ["B2:C2"])
    assert people(found) == [[{"姓名": "赵甲", "全日制学历": "无", "在职学历": "无"}]]


TWO_ROWS = [
    ["序号", "姓名", "性别", "学历", "毕业院校系及专业", "职务"],
    ["1", "赵甲", "男", "大学", "云川大学", "书记"],
    ["", "", "", "研究生", "省委党校", ""],
    ["2", "钱乙", "女", "大专", "云川师专", "镇长"],
    ["", "", "", "大学", "省委党校", ""],
]


@pytest.mark.parametrize(
    "merged", [[], ["B2:B3", "B4:B5"], [f"{column}{row}:{column}{row + 1}" for column in "ABCF" for row in (2, 4)]]
)
def test_a_person_on_two_rows_is_joined(merged: list[str]) -> None:
    assert people(read(TWO_ROWS, merged)) == [
        [
            {
                "姓名": "赵甲",
                "性别": "男",
                "学历": "大学\n研究生",
                "毕业院校系及专业": "云川大学\n省委党校",
                "职务": "书记",
            },
            {
                "姓名": "钱乙",
                "性别": "女",
                "学历": "大专\n大学",
                "毕业院校系及专业": "云川师专\n省委党校",
                "职务": "镇长",
            },
        ]
    ]


def test_a_post_on_a_second_row_and_three_rows_under_a_merged_name() -> None:
    rows = [
        ["姓名", "职务"],
        ["赵甲", "县委常委"],
        ["", "柳河镇党委书记"],
        ["钱乙", "镇长"],
        ["", "副书记"],
        ["", "副书记"],
    ]
    assert people(read(rows, ["A4:A6"])) == [
        [{"姓名": "赵甲", "职务": "县委常委\n柳河镇党委书记"}, {"姓名": "钱乙", "职务": "镇长\n副书记\n副书记"}]
    ]


def test_a_row_without_a_name_that_says_its_own_sex_is_no_second_row() -> None:
    found = read([["序号", "姓名", "性别"], ZHAO, ["", "", "女"], ["3", "", "男"]])
    assert [record.row for record in found.tables[0].records] == [1, 2, 3]


# --- rows that are no people, and people that look like none


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["合计", "3人", ""], "合计行"),
        (["", "合计", "3"], "合计行"),
        (["4", "小计", ""], "合计行"),
        (["合计：3人，其中女1人"], "合计行"),
        (["共3人", "", ""], "合计行"),
        (["注：年龄计算到2026年7月", "", ""], "说明行"),
        (["说明：略"], "说明行"),
        (["填表人：　　审核人：", "", ""], "落款行"),
        (["填表人：张三", "", "审核人：李四"], "落款行"),
        (["填表人", "张三", ""], "落款行"),
        (["", "", "2026年7月1日"], "落款行"),
        (["（盖章）"], "落款行"),
        (["", "", "中共青禾县委组织部"], "落款行"),
        (["4", "", ""], "空的编号行"),
        (["四", "", ""], "空的编号行"),
        (["4.", "", ""], "空的编号行"),
        (["序号", "姓名", "性别"], "重复的表头"),
        (["例", "张三", "男"], "示例行"),
        (["第3页"], "页码行"),
        (["表尾的话"], "表尾说明"),
    ],
)
def test_rows_that_are_no_people_are_named(row: list[str], why: str) -> None:
    found = read([NUMBERED, ZHAO, QIAN, row])
    assert names(found) == [["赵甲", "钱乙"]]
    assert passed(found) == [(4, why)]


def test_totals_and_notes_between_people() -> None:
    found = read([NUMBERED, ZHAO, ["小计", "1"], ["注：略"], ["另有说明"], QIAN, ["合计", "2人"]])
    assert names(found) == [["赵甲", "钱乙"]]
    assert [row for row, _ in passed(found)] == [3, 4, 5, 7]


def test_numbers_under_the_heads_are_no_person() -> None:
    assert passed(read([NUMBERED, [1.0, 2.0, 3.0], ZHAO])) == [(2, "栏目编号行")]
    assert passed(read([NUMBERED, ["甲", "乙", "丙"], ZHAO])) == [(2, "栏目编号行")]


@pytest.mark.parametrize(
    "post",
    [
        "负责人（主持工作）",
        "负责人",
        "联系人（网格员）",
        "审核人：兼",
        "负责人：主持工作",
        "合计",
        "注：挂职",
        "共青团书记",
    ],
)
@pytest.mark.parametrize("numbered", [True, False])
def test_a_post_that_looks_like_a_signature_is_a_persons(post: str, numbered: bool) -> None:
    rows = [["序号", "姓名", "职务"], ["1", "赵甲", post], ["2", "钱乙", "书记"]]
    assert names(read(rows if numbered else [row[1:] for row in rows])) == [["赵甲", "钱乙"]]
    assert names(read([[row[2], row[1], row[0]] for row in [["民族", *rows[0][1:]], ["汉", "赵甲", "负责人"]]])) == [
        ["赵甲"]
    ]


@pytest.mark.parametrize(
    "name", ["赵甲", "买买提江·艾力", "古丽巴哈尔·阿不都", "阿不都热合曼", "欧阳建国", "扎西旺堆", "赵　甲"]
)
@pytest.mark.parametrize("head", [["姓名"], ["姓名", "性别"], ["序号", "姓名", "性别"]])
def test_a_name_alone_in_its_row_is_a_person(name: str, head: list[str]) -> None:
    rows: list[list[str]] = [head]
    for each in ("钱乙", name, "孙丙"):
        rows.append([each if word == "姓名" else "" for word in head])
    found = read(rows)
    assert names(found) == [["钱乙", name, "孙丙"]]
    assert found.left_out == []


@pytest.mark.parametrize(
    "unit", ["柳河镇", "一、柳河镇", "组织部", "柳河镇代表团", "县政协办公室", "第一代表团（3人）", "退休干部"]
)
def test_a_unit_alone_in_the_column_of_names_is_no_person(unit: str) -> None:
    found = read([["姓名", "性别"], [unit, ""], ["赵甲", "男"]])
    assert len(people(found)[0]) == 1
    assert people(found)[0][0]["组"] in unit


def test_units_with_their_number_and_count() -> None:
    found = read([NUMBERED, ["一", "柳河镇"], ZHAO, ["二", "青山乡", "1人"], QIAN])
    assert [each["组"] for each in people(found)[0]] == ["柳河镇", "青山乡"]
    assert found.left_out == []


def test_of_two_units_lines_the_upper_one_is_named() -> None:
    found = read([NUMBERED, ["县直机关"], ["组织部"], ZHAO])
    assert [each["组"] for each in people(found)[0]] == ["组织部"]
    assert passed(found) == [(2, "上级单位行")]


def test_hidden_rows_and_faulty_cells_go_with_the_person() -> None:
    found = read(
        [NUMBERED, ZHAO, ["2", "", "女"], ["3", "", ""]],
        hidden=frozenset({1}),
        faults={(2, 1): "#N/A", (3, 1): "#REF!"},
    )
    assert [(each.hidden, each.faults) for each in found.tables[0].records] == [
        (True, {}),
        (False, {1: "#N/A"}),
        (False, {1: "#REF!"}),
    ]


def test_a_faulty_merged_cell_is_faulty_for_all_under_it() -> None:
    rows = [["单位", "姓名", "性别"], ["", "赵甲", "男"], ["", "钱乙", "女"]]
    found = read(rows, ["A2:A3"], faults={(1, 0): "#REF!"})
    assert [each.faults for each in found.tables[0].records] == [{0: "#REF!"}, {0: "#REF!"}]


def test_content_above_the_first_head_is_named() -> None:
    assert passed(read([["1", "赵甲", "男"], NUMBERED, QIAN])) == [(1, "表头以上的内容")]


# --- several sheets, nobody at all


def book_of(path: Path, **sheets: Rows) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name.removesuffix("_"))
        for row in rows:
            page.append(list(row))
        if name.endswith("_"):
            page.sheet_state = "hidden"
    book.save(path)
    return path


PAGE: Rows = [["姓名", "性别"], ["赵甲", "男"]]


def test_the_first_sheet_with_people_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = book_of(
        tmp_path / "a.xlsx", 空=[], 说明=[["填表说明"], ["一、略"]], 甲=PAGE, 乙=[*PAGE, ["钱乙", "女"]], 藏_=PAGE
    )
    found = find_tables(read_book(path), None, known)
    assert [table.sheet for table in found.tables] == ["甲"]
    assert [(each.words, each.why) for each in found.sheets_left] == [
        ("说明", "没有读到人员"),
        ("乙", "有2人，未读取"),
        ("藏", "隐藏的工作表，未读取"),
    ]


def test_sheets_that_are_asked_for_are_read_in_the_books_order(tmp_path: Path) -> None:
    path = book_of(tmp_path / "a.xlsx", 甲=PAGE, 乙=PAGE, 丙=PAGE)
    found = find_tables(read_book(path), ["丙", "甲"], known)
    assert [table.sheet for table in found.tables] == ["甲", "丙"]
    assert [each.sheet for each in found.sheets_left] == ["乙"]
    with pytest.raises(UserError, match="没有名为“丁”的工作表"):
        find_tables(read_book(path), ["甲", "丁"], known)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["姓名", "性别"]], "没有读到一个人"),
        ([["姓名", "姓名"], ["", ""]], "没有读到一个人"),
        ([NUMBERED, ["1", "", ""], ["2", "", ""], ["合计", "", ""]], "没有读到一个人"),
        ([["一", "二"], ["三", "四"]], "没有找到表头"),
        ([["填表说明"], ["一、略"]], "没有找到表头"),
    ],
)
def test_a_file_without_people_is_refused(tmp_path: Path, rows: Rows, said: str) -> None:
    with pytest.raises(UserError, match=said):
        find_tables(read_book(write_book(tmp_path / "a.xlsx", rows)), None, known)


def test_a_person_whose_cells_are_words_of_heads_is_no_head() -> None:
    rows = [["姓名", "学历", "职务"], ["赵甲", "大学", "联系人"], ["钱乙", "大学", "联系人"]]
    assert names(read(rows)) == [["赵甲", "钱乙"]]
    assert read(rows).left_out == []


def test_a_table_that_says_more_than_the_one_above_is_another() -> None:
    rows = [NUMBERED, ZHAO, [*NUMBERED, "民族"], [*QIAN, "回族"]]
    assert people(read(rows)) == [[{"姓名": "赵甲", "性别": "男"}], [{"姓名": "钱乙", "性别": "女", "民族": "回族"}]]


def test_the_last_rows_of_a_table_are_no_upper_line_of_the_next_head() -> None:
    for last in (["4", "王五", "女"], ["合计", "", "3人"], ["", "注：略"]):
        rows = [NUMBERED, ZHAO, last, ["序号", "基本情况", "", "备注"], ["", "姓名", "性别", ""], [*QIAN, "x"]]
        found = read(rows)
        assert [each[-1] for each in names(found)] == [last[1] if last[1] == "王五" else "赵甲", "钱乙"]
        assert people(found)[1][0] == {"姓名": "钱乙", "性别": "女", "备注": "x"}


def test_more_merged_ranges_than_any_roster_has_are_refused() -> None:
    rows = [["姓名", "性别", "民族"], *[["赵甲", "男", "汉"]] * 9]
    areas = [((1, 0), (9, 1))] * 60_000
    with pytest.raises(UserError, match="合并单元格太多"):
        SheetTables(Sheet("s", rows, areas), known)
    far = [((row, 0), (row, 1)) for row in range(100, 600_000)]
    assert len(SheetTables(Sheet("s", rows, far), known).tables[0].records) == 9


@pytest.mark.parametrize("name", ["姓名（必填）：", "*姓名：", "1.姓名（必填）", "姓 名（必填）："])
def test_heads_with_colons_and_marks_are_no_signatures(name: str) -> None:
    found = read([[name, "性别：", "联系电话：", "单位："], ["赵甲", "男", "13800000001", "柳河镇"]])
    (table,) = found.tables
    assert [record.cells[0] for record in table.records] == ["赵甲"]


def test_one_field_under_two_heads_of_two_tables_is_read_in_both() -> None:
    found = read(
        [
            ["姓名", "工作单位", "身份证号"],
            ["赵甲", "柳河镇", "990101198507120018"],
            ["姓名", "性别", "单位", "公民身份号码"],
            ["钱乙", "女", "财政局", "990101199001030027"],
        ]
    )
    guesses = match_columns(columns_of(Tables(found.tables, [], [])), COLUMNS)
    assert {guess.head: guess.field for guess in guesses} == {
        "姓名": "name",
        "工作单位": "unit",
        "身份证号": "id_number",
        "性别": "sex",
        "单位": "unit",
        "公民身份号码": "id_number",
    }
    beside = read([["姓名", "身份证号", "公民身份号码"], ["赵甲", "990101198507120018", "990101198507120018"]])
    guesses = match_columns(columns_of(Tables(beside.tables, [], [])), COLUMNS)
    assert [guess.field for guess in guesses] == ["name", "id_number", ""]
