"""Which field a file's column is taken for."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.exchange.columns import FileColumn, Guess, known_field, match_columns
from huanjie_desktop.exchange.spreadsheet import Cell

SPECS = {field: spec for field, spec in load_catalog().columns.items() if spec.importable}
HEADS = (Path(__file__).parent.parent / "data/import_cases/heads.txt").read_text("utf-8").splitlines()
MEANT = [tuple(line.split("\t")) for line in HEADS if line and not line.startswith("#")]
WORDS = [(word, spec.field) for spec in SPECS.values() for word in (spec.title, *spec.aliases)]


def guess(*columns: tuple[str, Sequence[Cell]], named: bool = True) -> list[Guess]:
    return match_columns([FileColumn(head, "", tuple(cells), named) for head, cells in columns], SPECS)


def number(first: str) -> str:
    return first + make_check_digit(first)


@pytest.mark.parametrize(("head", "field"), MEANT)
def test_heads_in_use_are_known(head: str, field: str) -> None:
    assert known_field(head, SPECS) == field


@pytest.mark.parametrize(("word", "field"), WORDS)
def test_every_word_of_the_catalogue_means_its_own_field(word: str, field: str) -> None:
    assert known_field(word, SPECS) == field


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("姓　名", "name"),
        ("*性别", "sex"),
        ("性别：", "sex"),
        ("（1）民族", "ethnic_group"),
        ("一、姓名", "name"),
        ("①姓名", "name"),
        ("【必填】姓名", "name"),
        ("３、性别", "sex"),
        ("出生\n年月（岁）", "birth"),
        ("出生年月日（阳历）", "birth"),
        ("委员姓名", "name"),
        ("现工作单位与职务", "current_post"),
        ("单位、部门及职务", "current_post"),
        ("工作单位及职务职级", "current_post"),
        ("学历（全日制）", "fulltime_education"),
        ("第一学历毕业院校", "fulltime_school"),
        ("非全日制学历", "inservice_education"),
        ("任现职务层次日期", "rank_since"),
        ("代表电话", "phone"),
        ("居民身份证件号", "id_number"),
        ("Sex", "sex"),
        ("姓名/Name", "name"),
        ("姓名 Full Name", "name"),
        ("公历出生日期", "birth"),
        ("出生年月/年龄", "birth"),
        ("被推荐人姓名", "name"),
        ("拟推荐人选", "name"),
        ("属何民族", "ethnic_group"),
        ("性别代码", "sex"),
        ("现任党内外职务", "current_post"),
        ("村（社区）", "group_name"),
        ("家庭电话", "phone"),
    ],
)
def test_marks_numbers_and_usual_forms_do_not_hide_a_field(head: str, field: str) -> None:
    assert known_field(head, SPECS) == field


@pytest.mark.parametrize(
    "head",
    [
        "序号", "年龄", "配偶姓名", "推荐人姓名", "父亲职务", "拟任职务", "原任职务", "身份证有效期", "配偶电话", "家庭住址", "党支部",
        "身份证出生日期", "身份证地址",
        "最高学历毕业院校", "学历及毕业院校", "专业技术职务及任职时间", "现任职务及任职时间", "在职", "",
    ],
)  # fmt: skip
def test_heads_that_mean_something_else_are_not_taken_for_a_field(head: str) -> None:
    assert known_field(head, SPECS) == ""


@given(
    st.sampled_from(WORDS),
    st.sampled_from(["{}", "*{}", "{}：", "1.{}", "（2）{}", "{}（必填）", "三、{}", "{}*", " {} ", "★{}", "{}\n"]),
    st.booleans(),
)
def test_dressed_up_words_mean_the_same(word: tuple[str, str], form: str, spread: bool) -> None:
    said = "　".join(word[0]) if spread else word[0]
    assert known_field(form.format(said), SPECS) == word[1]


@pytest.mark.parametrize(
    ("head", "upper", "field"),
    [
        ("自然人民族", "自然人", "ethnic_group"),
        ("候选人基本情况出生年月", "", "birth"),
        ("基本情况性别", "基本情况", "sex"),
        ("学历学位全日制", "学历学位", "fulltime_education"),
        ("学历学位在职", "学历学位", "inservice_education"),
        ("学历学位在职毕业院校系及专业", "学历学位在职", "inservice_school"),
        ("配偶民族", "配偶", ""),
    ],
)
def test_the_upper_line_of_a_group_is_taken_off(head: str, upper: str, field: str) -> None:
    assert match_columns([FileColumn(head, upper)], SPECS)[0].field == field


def test_the_clerks_choice_goes_before_all() -> None:
    columns = [FileColumn("姓名"), FileColumn("职务", cells=("镇长", "书记"))]
    assert match_columns(columns, SPECS, {"职务": "remark"})[1] == Guess(
        "职务", "remark", 3, ("镇长", "书记"), "已指定"
    )


def test_a_choice_of_another_file_is_remembered_by_head() -> None:
    columns = [FileColumn("姓名"), FileColumn("党组织"), FileColumn("说明")]
    guesses = match_columns(columns, SPECS, {}, {"党组织": "unit", "说明": ""})
    assert [(each.field, each.sure, each.why) for each in guesses[1:]] == [
        ("unit", 2, "上次这样指定"),
        ("", 2, "上次这样指定"),
    ]


def test_a_second_column_of_one_field_is_named() -> None:
    guesses = guess(("性别", ()), ("性 别", ()))
    assert (guesses[1].field, guesses[1].why) == ("", "与“性别”栏重复，没有导入")


def test_of_two_columns_the_one_with_the_nearer_words_is_taken() -> None:
    guesses = guess(("联系人", ("张三",)), ("姓名", ("林木",)))
    assert [each.field for each in guesses] == ["", "name"]


@pytest.mark.parametrize(
    "heads",
    [("党内职务", "行政职务"), ("手机", "办公电话"), ("毕业院校", "所学专业")],
    ids=["posts", "phones", "schools"],
)
def test_columns_that_belong_together_are_joined(heads: tuple[str, str]) -> None:
    guesses = guess(("姓名", ()), *((head, ("甲", "乙")) for head in heads))
    assert guesses[1].field == guesses[2].field != ""
    assert guesses[1].why == f"按栏目名称，与“{heads[1]}”栏合并"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ([number("99010119850712031")], "id_number"),
        (["'" + number("99010119850712031"), number("99010119900103002")], "id_number"),
        ([13800000001.0, "13800000002"], "phone"),
        (["男", "女", "男"], "sex"),
        (["汉族", "汉", "回族"], "ethnic_group"),
        (["中共党员", "群众"], "political_status"),
        (["大学", "大专", "研究生"], "education"),
        (["柳河镇代表团", "青山乡代表团"], "group_name"),
        (["一班", "二班"], ""),
    ],
)
def test_where_the_head_says_nothing_the_cells_are_looked_at(cells: list[Cell], field: str) -> None:
    guesses = guess(("姓名", ("林木", "张三")), ("甲栏", cells))
    assert (guesses[1].field, guesses[1].sure) == (field, 1 if field else 0)
    assert not field or guesses[1].why.startswith("栏目名称认不出，内容")


def test_dates_are_left_to_the_clerk_unless_the_id_numbers_say_that_they_are_births() -> None:
    ids = ("身份证号", [number("99010119850712031"), number("99010119900103002")])
    names = ("姓名", ("林木", "张三"))
    assert guess(names, ids, ("时间", ["1985.07", "1990.01"]))[2].field == "birth"
    later = guess(names, ids, ("时间", ["2005.06", "2012.07"]))[2]
    assert (later.field, later.sure) == ("", 0)
    assert later.why.startswith("像是日期，请指定")


def test_a_column_without_a_head_may_be_that_of_the_names() -> None:
    guesses = guess(("第A列", ("林木", "张三", "李四")), ("第B列", ("男", "女", "女")), named=False)
    assert [each.field for each in guesses] == ["name", "sex"]
    assert guesses[0].why == "栏目没有名称，内容像姓名"


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("序号", "序号由程序编排"),
        ("年龄", "年龄由出生年月算出"),
        ("配偶姓名", "写的是其他人的情况"),
        ("拟任职务", "写的不是现在的情况"),
    ],
)
def test_what_is_not_taken_says_why(head: str, why: str) -> None:
    left = guess(("姓名", ("林木", "张三")), (head, ("女", "男")))[1]
    assert (left.field, left.sure, left.why) == ("", 0, why)


@given(st.lists(st.tuples(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=5)), max_size=8))
def test_no_column_is_dropped_in_silence(columns: list[tuple[str, list[str]]]) -> None:
    guesses = guess(*columns)
    assert [each.head for each in guesses] == [head for head, _ in columns]
    assert all(each.why for each in guesses)


def test_an_address_is_not_said_to_be_somebody_elses() -> None:
    assert [each.why for each in guess(("家庭住址", ["青禾县柳河镇一村"]), ("通讯地址", ["青禾县"]))] == [
        "写的是住址或地址，没有对应的栏目"
    ] * 2


def test_columns_right_of_kinship_are_the_relatives() -> None:
    found = guess(
        ("姓名", ["赵甲"]), ("职务", ["镇长"]), ("称谓", ["妻子"]), ("出生年月", ["1986.10"]), ("工作单位", ["县一中"])
    )
    assert [(each.field, bool(each.why)) for each in found[3:]] == [("", True), ("", True)]
    assert [each.field for each in found[:2]] == ["name", "current_post"]
