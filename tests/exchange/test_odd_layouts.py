"""Lists that offices lay out in ways of their own: who is a person comes in, what is none is named."""

from typing import Any

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.spreadsheet import Sheet, read_book
from huanjie_desktop.exchange.tables import SheetTables, find_tables
from tests.exchange.books import write_book
from tests.exchange.test_tables import known, names, passed, people, read

HEAD = ["姓名", "性别", "职务"]
ZHAO, QIAN = ["赵一凡", "男", "镇长"], ["钱二妮", "女", "书记"]


def test_names_beside_each_other_under_one_merged_head_are_all_people() -> None:
    found = read(
        [
            ["代表团", "姓名", "", "", "人数"],
            ["柳河镇", "赵一凡", "钱二妮", "孙三立", "3"],
            ["东山乡", "李四维", "", "", "1"],
        ],
        ["B1:D1"],
    )
    assert [(each["代表团"], each["姓名"]) for table in people(found) for each in table] == [
        ("柳河镇", "赵一凡"), ("东山乡", "李四维"), ("柳河镇", "钱二妮"), ("柳河镇", "孙三立"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["（文本）", "（男/女）", "（全称）"], "填写说明行"),
        (["必填", "必填", "选填"], "填写说明行"),
        (["填写说明", "男或女", "全称"], "填写说明行"),
        (["栏次", "甲", "乙"], "填写说明行"),
        (["name", "sex", "post"], "栏目名称行"),
        (["空缺", "", "副镇长"], "空缺"),
        (["（暂缺）", "", "副镇长"], "空缺"),
        (["统计", "男", "1"], "合计行"),
        (["占比", "", "50%"], "合计行"),
        (["男1人", "女1人", ""], "合计行"),
        (["以上共2人", "", ""], "合计行"),
        (["（以上为党委班子成员）", "", ""], "说明行"),
    ],
)
def test_rows_that_are_nobody_are_named_and_the_others_come_in(row: list[Any], why: str) -> None:
    found = read([HEAD, row, ZHAO, QIAN] if "行" in why and "合计" not in why else [HEAD, ZHAO, row, QIAN])
    assert names(found) == [["赵一凡", "钱二妮"]]
    assert [each for _, each in passed(found)] == [why]
    assert "组" not in people(found)[0][1]


@pytest.mark.parametrize("unit", ["县人大", "县妇联", "工商联", "农商行", "青禾一中", "武警中队", "非公经济", "团县委"])
def test_short_units_alone_in_a_row_are_no_people(unit: str) -> None:
    found = read([HEAD, ["县委办", "", ""], ZHAO, [unit, "", ""], QIAN])
    assert [(each["姓名"], each["组"]) for each in people(found)[0]] == [("赵一凡", "县委办"), ("钱二妮", unit)]


def test_the_part_above_the_head_is_the_first_ones_where_others_have_theirs_below() -> None:
    rows = [["青禾县委员名单（2名）", "", ""], ["中国共产党（1名）", "", ""], HEAD, ZHAO, ["民革（1名）", "", ""], QIAN]
    assert [each["组"] for each in people(read(rows))[0]] == ["中国共产党", "民革"]
    rows = [["一、委员", "", ""], HEAD, ZHAO, ["二、候补委员", "", ""], QIAN]
    assert [each["组"] for each in people(read(rows))[0]] == ["委员", "候补委员"]


def test_somebody_without_a_name_is_not_joined_to_the_one_above() -> None:
    found = read([["姓名", "单位", "职务"], ["赵一凡", "柳河镇", "镇长"], ["", "东山乡", "书记"]])
    assert [each.cells for each in found.tables[0].records] == [["赵一凡", "柳河镇", "镇长"], ["", "东山乡", "书记"]]


def test_a_table_whose_heads_stand_on_the_left_and_forms_are_no_rosters(tmp_path: Any) -> None:
    turned = [["姓名", "赵一凡", "钱二妮"], ["性别", "男", "女"], ["职务", "镇长", "书记"]]
    form = [["代表登记表", "", "", ""], ["姓名", "赵一凡", "性别", "男"], ["出生年月", "1985.07", "民族", "汉族"]]
    with pytest.raises(UserError, match="没有读到一个人"):
        find_tables(read_book(write_book(tmp_path / "a.xlsx", turned)), None, known)
    with pytest.raises(UserError, match="登记表，不是名册"):
        find_tables(read_book(write_book(tmp_path / "b.xlsx", form)), None, known)


@pytest.mark.parametrize("text", ["孙县", "欧阳一中", "李国会", "马村"])
def test_words_alone_in_a_row_that_may_be_a_person_or_a_unit_are_asked_about(text: str) -> None:
    rows = [HEAD, ZHAO, [text, "", ""], QIAN]
    found = read(rows)
    assert [(record.cells[0], record.either) for record in found.tables[0].records] == [
        ("赵一凡", False), (text, True), ("钱二妮", False),
    ]  # fmt: skip
    told = SheetTables(Sheet("s", rows), known, frozenset({text}))
    assert [(each["姓名"], each.get("组")) for each in people(told)[0]] == [("赵一凡", None), ("钱二妮", text)]


def test_posts_below_that_begin_with_the_words_tell_a_unit() -> None:
    found = read([HEAD, ["马村", "", ""], ["赵一凡", "男", "马村支书"]])
    assert [(each["姓名"], each["组"]) for each in people(found)[0]] == [("赵一凡", "马村")]


@pytest.mark.parametrize("unit", ["石桥镇", "白云乡", "公安局", "宣传部", "路桥公司", "柳河镇"])
def test_a_unit_that_no_person_is_called_like_is_not_asked_about(unit: str) -> None:
    found = read([HEAD, [unit, "", ""], ZHAO])
    assert [(each["姓名"], each["组"]) for each in people(found)[0]] == [("赵一凡", unit)]


def test_a_column_beside_the_list_that_says_how_to_fill_it_in_is_no_remark() -> None:
    rows = [
        [*HEAD, "", "说明"],
        [*ZHAO, "", "1.性别填男或女"],
        [*QIAN, "", "2.职务请填写全称"],
        ["", "", "", "", "3.出生年月格式如1985.07"],
    ]
    found = read(rows)
    assert names(found) == [["赵一凡", "钱二妮"]]
    assert "说明" not in found.tables[0].heads
    assert passed(found) == [(1, "表旁的填写说明")]


def test_remarks_are_no_help() -> None:
    found = read([[*HEAD, "说明"], [*ZHAO, "需重新填写"], QIAN])
    assert people(found)[0][0]["说明"] == "需重新填写"


@pytest.mark.parametrize(
    "words",
    [
        *("许十同志", "吕××", "某甲?", "卫二,蒋三", "卫二、蒋三", "周五 吴六 郑七", "2、钱二", "1.赵一"),
        *("李四 13800000003", "李四1", "吴六：镇长", "古丽·", "张\u200b四", "\ufeff孙三"),
    ],
)
def test_a_name_with_more_about_it_alone_in_its_row_is_somebodys_and_no_units(words: str) -> None:
    found = read([["姓名", "职务"], ["赵一凡", "镇长"], [words, ""], ["钱二妮", "书记"]])
    assert not any(each.group for each in found.tables[0].records)
    assert len(found.tables[0].records) >= 3
    assert found.left_out == []
