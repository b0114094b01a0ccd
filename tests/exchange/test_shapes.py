"""Lists that set things in a way of their own: ticks, 姓 and 名 apart, heads on top of each other, names together."""

from typing import Any

import pytest

from tests.exchange.test_tables import names, passed, people, read

ROWS = list[list[Any]]


def test_ticks_under_both_sexes_are_the_sex() -> None:
    rows = [
        ["姓名", "男", "女", "职务"],
        ["赵一凡", "√", "", "镇长"],
        ["钱二妮", "", "√", "书记"],
        ["合计", "1", "1", ""],
    ]
    found = read(rows)
    assert [(each["姓名"], each["性别"]) for each in people(found)[0]] == [("赵一凡", "男"), ("钱二妮", "女")]
    assert [why for _, why in passed(found)] == ["合计行"]


def test_ticks_under_a_group_are_the_words_below_it() -> None:
    rows = [
        ["姓名", "性别", "", "学历", "", "", "职务"],
        ["", "男", "女", "研究生", "大学", "大专", ""],
        ["赵一凡", "√", "", "", "√", "", "镇长"],
        ["钱二妮", "", "√", "√", "", "", "书记"],
    ]
    found = read(rows, ["A1:A2", "B1:C1", "D1:F1", "G1:G2"])
    assert [(each["姓名"], each["性别"], each["学历"], each["职务"]) for each in people(found)[0]] == [
        ("赵一凡", "男", "大学", "镇长"), ("钱二妮", "女", "研究生", "书记"),
    ]  # fmt: skip


def test_a_person_with_two_ticks_has_both_words() -> None:
    found = read([["姓名", "男", "女", "职务"], ["赵一凡", "√", "√", "镇长"], ["钱二妮", "", "√", "书记"]])
    assert people(found)[0][0]["性别"] == "男、女"


def test_surname_and_given_name_in_two_columns_are_joined() -> None:
    found = read([["姓", "名", "性别", "职务"], ["赵", "一凡", "男", "镇长"], ["欧阳", "娜", "女", "书记"]])
    assert names(found) == [["赵一凡", "欧阳娜"]]


def test_heads_on_top_of_each_other_with_two_lines_a_person() -> None:
    rows = [
        ["序号", "姓名", "性别", "出生年月", "职务"],
        ["", "", "民族", "入党时间", ""],
        ["1", "赵一凡", "男", "1985.07", "镇长"],
        ["", "", "汉族", "2006.05", ""],
        ["2", "钱二妮", "女", "1990.01", "书记"],
        ["", "", "回族", "", ""],
        ["合计", "2", "", "", ""],
    ]
    merged = ["A1:A2", "B1:B2", "E1:E2", "A3:A4", "B3:B4", "E3:E4"]
    found = read(rows, merged)
    assert people(found)[0] == [
        {"姓名": "赵一凡", "性别": "男", "出生年月": "1985.07", "职务": "镇长", "民族": "汉族", "入党时间": "2006.05"},
        {"姓名": "钱二妮", "性别": "女", "出生年月": "1990.01", "职务": "书记", "民族": "回族"},
    ]
    assert passed(found) == [(7, "合计行")]


@pytest.mark.parametrize(
    "cell", ["赵一凡、钱二妮、孙三立", "赵一凡\n钱二妮\n孙三立", "赵一凡 钱二妮 孙三立", "赵一凡,钱二妮，孙三立"]
)
def test_several_names_in_a_cell_are_as_many_people(cell: str) -> None:
    found = read([["单位", "姓名", "备注"], ["柳河镇", cell, "代表"], ["石桥镇", "李四维", ""]])
    assert [(each["姓名"], each["单位"]) for each in people(found)[0]] == [
        ("赵一凡", "柳河镇"), ("钱二妮", "柳河镇"), ("孙三立", "柳河镇"), ("李四维", "石桥镇"),
    ]  # fmt: skip
    assert [record.together for record in found.tables[0].records] == [3, 3, 3, 0]


def test_what_stands_beside_several_names_is_given_out_in_their_order_or_leaves_them_together() -> None:
    head = ["姓名", "性别", "联系电话"]
    found = read([head, ["赵一凡、钱二妮", "男、女", "13800000001、13800000002"], ["孙三立", "男", ""]])
    assert [(each["姓名"], each["性别"], each["联系电话"]) for each in people(found)[0][:2]] == [
        ("赵一凡", "男", "13800000001"), ("钱二妮", "女", "13800000002"),
    ]  # fmt: skip
    assert names(read([head, ["赵一凡、钱二妮", "男", "13800000001"], ["孙三立", "男", ""]])) == [
        ["赵一凡、钱二妮", "孙三立"]
    ]


def test_columns_that_are_called_by_a_role_hold_people() -> None:
    rows = [
        ["代表团", "团长", "副团长"],
        ["柳河镇代表团", "赵一凡", "钱二妮、孙三立"],
        ["石桥镇代表团", "李四维", "周五德"],
    ]
    found = read(rows)
    assert [(each["姓名"], each["代表团"], each["备注"]) for table in people(found) for each in table] == [
        ("赵一凡", "柳河镇代表团", "团长"), ("李四维", "石桥镇代表团", "团长"),
        ("钱二妮", "柳河镇代表团", "副团长"), ("孙三立", "柳河镇代表团", "副团长"), ("周五德", "石桥镇代表团", "副团长"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        [["类别", "人数", "比例"], ["男", "1", "50%"], ["女", "1", "50%"], ["少数民族", "0", "0"]],
        [["单位", "男", "女", "党员", "合计"], ["柳河镇", "1", "0", "1", "1"], ["石桥镇", "0", "1", "1", "1"]],
        [["单位", "性别", "人数"], ["柳河镇", "男", "1"], ["石桥镇", "女", "1"]],
        [["学历", "研究生", "大学", "大专及以下", "平均年龄"], ["人数", "1", "1", "0", "38"]],
    ],
)
@pytest.mark.parametrize("gap", [0, 1, 2])
def test_a_table_that_counts_people_below_the_list_is_named_and_nobody(table: ROWS, gap: int) -> None:
    list_ = [["序号", "姓名", "性别", "单位"], ["1", "赵一凡", "男", "柳河镇"], ["2", "钱二妮", "女", "石桥镇"]]
    found = read([*list_, *([[""]] * gap), *table])
    assert names(found) == [["赵一凡", "钱二妮"]]
    assert passed(found) == [(4 + gap + at, "统计表") for at in range(len(table))]


def test_columns_that_are_called_by_posts_hold_people_with_these_posts() -> None:
    found = read([["单位", "书记", "镇长"], ["柳河镇", "赵一凡", "钱二妮"]])
    assert [(each["姓名"], each["单位"], each["现任职务"]) for table in people(found) for each in table] == [
        ("赵一凡", "柳河镇", "书记"), ("钱二妮", "柳河镇", "镇长"),
    ]  # fmt: skip


def test_roles_over_names_are_those_of_both_lists() -> None:
    rows = [
        ["代表团", "团长", "", "副团长", ""],
        ["", "姓名", "职务", "姓名", "职务"],
        ["柳河镇代表团", "赵一凡", "书记", "钱二妮", "镇长"],
    ]
    found = read(rows, ["A1:A2", "B1:C1", "D1:E1"])
    assert [(each["姓名"], each["代表团"], each["职务"], each["备注"]) for table in people(found) for each in table] == [
        ("赵一凡", "柳河镇代表团", "书记", "团长"), ("钱二妮", "柳河镇代表团", "镇长", "副团长"),
    ]  # fmt: skip


def test_a_name_in_latin_letters_is_one() -> None:
    assert names(read([["姓名", "国籍"], ["John Smith", "美国"], ["赵一凡", ""]])) == [["John Smith", "赵一凡"]]


@pytest.mark.parametrize(("words", "why"), [("值班电话", "说明行"), ("电子邮箱", "说明行"), ("平均年龄", "合计行")])
def test_what_stands_among_the_names_and_is_none_is_named(words: str, why: str) -> None:
    found = read([["姓名", "职务", "电话"], ["赵一凡", "镇长", "13800000001"], [words, "", "0871-2234567"]])
    assert names(found) == [["赵一凡"]]
    assert passed(found) == [(3, why)]


def test_a_group_called_by_its_number_is_nobody() -> None:
    found = read(
        [
            ["姓名", "单位"],
            ["一组", ""],
            ["赵一凡", "柳河镇"],
            ["第二组", ""],
            ["钱二妮", "石桥镇"],
            ["3组", ""],
            ["孙三立", ""],
        ]
    )
    assert [(each["姓名"], each["组"]) for each in people(found)[0]] == [
        ("赵一凡", "一组"), ("钱二妮", "第二组"), ("孙三立", "3组"),
    ]  # fmt: skip


def test_a_sentence_among_the_people_is_named_and_no_group() -> None:
    found = read([["姓名", "性别"], ["赵一凡", "男"], ["以下同志为新提名人选，请各团酝酿", ""], ["钱二妮", "女"]])
    assert passed(found) == [(3, "说明行")]
    assert ["组" in each for each in people(found)[0]] == [False, False]


def test_a_column_of_ticks_under_one_word_says_it_of_those_who_are_ticked() -> None:
    rows = [
        ["姓名", "女", "党员", "职务"],
        ["赵一凡", "", "√", "镇长"],
        ["钱二妮", "√", "", "书记"],
        ["合计", "1", "1", ""],
    ]
    found = read(rows)
    assert [(each["姓名"], each.get("性别", ""), each.get("政治面貌", "")) for each in people(found)[0]] == [
        ("赵一凡", "", "中共党员"), ("钱二妮", "女", ""),
    ]  # fmt: skip
    assert passed(found) == [
        (1, "没有标的1人，性别没有记"),
        (1, "没有标的1人，政治面貌没有记"),
        (4, "合计行"),
    ]


def test_a_column_of_ticks_beside_the_field_itself_is_left() -> None:
    found = read([["姓名", "性别", "职务", "女"], ["赵一凡", "男", "镇长", ""], ["钱二妮", "女", "书记", "√"]])
    assert [(each.get("性别", ""), each.get("女", "")) for each in people(found)[0]] == [("男", ""), ("女", "√")]


def test_a_form_of_one_person_is_no_table_of_ticks() -> None:
    found = read([["姓名", "赵一凡", "性别", "男"], ["民族", "汉族", "籍贯", "云川青禾"]])
    assert people(found) == []
