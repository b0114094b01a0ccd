"""Names as lists print them: what is no person's name is never taken for one."""

import pytest

from huanjie_desktop.domain.fields import read_fully


@pytest.mark.parametrize(
    "text",
    ["男", "女", "无", "同上", "-", "镇长", "党委书记", "总数", "少数民族", "性别", "大学以上", "（空缺）", "空缺"],
)
def test_words_that_are_nobodys_name_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="姓名"):
        read_fully("name", "name", text, ())


@pytest.mark.parametrize(
    ("text", "name"), [("买买提..艾力", "买买提·艾力"), ("古丽 · ·仙", "古丽·仙"), ("王男", "王男"), ("同心", "同心")]
)
def test_names_with_doubled_dots_or_those_words_in_them_stay(text: str, name: str) -> None:
    assert read_fully("name", "name", text, ()).values["name"] == name


@pytest.mark.parametrize("text", ["/", "—", "——", "-"])
def test_a_stroke_through_a_cell_is_no_text(text: str) -> None:
    assert read_fully("unit", "text", text, ()).values["unit"] == ""


def test_a_delegation_is_named_without_the_count_of_its_people() -> None:
    assert read_fully("group_name", "text", "东山乡\n代表团（12名）", ()).values["group_name"] == "东山乡代表团"


def test_a_second_school_stands_apart_whatever_it_is_called() -> None:
    values = read_fully("fulltime_school", "text", "青禾师专\n云川大学", ()).values
    assert values["fulltime_school"] == "青禾师专；云川大学"


def test_eleven_digits_that_are_no_telephone_are_not_told_to_be_eleven() -> None:
    with pytest.raises(ValueError, match="不是手机号"):
        read_fully("phone", "phone", "23800138000", ())
