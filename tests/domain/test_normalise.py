"""Cells' text becomes field values, or a reason that fits into a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain import contacts, normalise, parties, schooling
from huanjie_desktop.domain.dates import PartialDate

GROUPS = load_catalog().ethnic_groups


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\ufeff 张三\u200b ", "张三"),
        ("　青禾县　", "青禾县"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("甲\x07乙", "甲乙"),
        ("一 \n二", "一\n二"),
        ("中共　青禾县委", "中共　青禾县委"),
    ],
)
def test_clean_text(text: str, clean: str) -> None:
    assert normalise.clean_text(text) == clean


def test_clean_line_joins_wrapped_cells() -> None:
    assert normalise.clean_line("青禾县\n财政局局长") == "青禾县财政局局长"
    assert normalise.clean_line("Word\nand  Excel") == "Word and Excel"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("林　木", "林木"),
        ("林  木", "林木"),
        (" 张三\u200b", "张三"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽 • 买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽‧买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("Ｍａｒｙ　Ｌｉ", "Mary Li"),
        ("李Ｍ", "李M"),
        ("𠮷田䶮", "𠮷田䶮"),
        ("张\n三", "张三"),
        ("〇一", "〇一"),
    ],
)
def test_clean_name(text: str, name: str) -> None:
    assert normalise.clean_name(text) == name


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "没有姓名"),
        ("　", "没有姓名"),
        ("张3", "姓名“张3”里有数字"),
        ("张３", "姓名“张3”里有数字"),
        ("张三（女）", "姓名“张三(女)”里有“(”"),
        ("张三、李四", "姓名“张三、李四”里有顿号，像是写了两个人"),
        ("张\ue000", "姓名“张\ue000”里有自造字，请换成标准字库里的字"),
        ("张" * 41, "姓名超过40个字"),
    ],
)
def test_names_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as caught:
        normalise.clean_name(text)
    assert str(caught.value) == reason


@given(st.text(max_size=12))
def test_cleaning_a_name_twice_changes_nothing(text: str) -> None:
    try:
        once = normalise.clean_name(text)
    except ValueError:
        return
    assert normalise.clean_name(once) == once


@given(st.text())
def test_cleaning_text_twice_changes_nothing(text: str) -> None:
    once = normalise.clean_text(text)
    assert normalise.clean_text(once) == once


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("男", "男"),
        ("女性", "女"),
        ("1", "男"),
        ("2", "女"),
        ("1.0", "男"),
        ("２", "女"),
        ("M", "男"),
        ("f", "女"),
        (" ", ""),
    ],
)
def test_sex(text: str, sex: str) -> None:
    assert normalise.sex(text) == sex


def test_unknown_sex_is_refused() -> None:
    with pytest.raises(ValueError, match="性别“男女”认不出，请写男或女"):
        normalise.sex("男女")


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("汉", "汉族"),
        ("汉族", "汉族"),
        ("汉 族", "汉族"),
        ("蒙古", "蒙古族"),
        ("蒙", "蒙古族"),
        ("维族", "维吾尔族"),
        ("维", "维吾尔族"),
        ("01", "汉族"),
        ("3", "回族"),
        ("56", "基诺族"),
        ("穿青人", "穿青人"),
        ("", ""),
    ],
)
def test_ethnic_group(text: str, group: str) -> None:
    assert normalise.ethnic_group(text, GROUPS) == group


@pytest.mark.parametrize("text", ["火星", "57", "0", "汉回"])
def test_unknown_ethnic_group_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"民族“{text}”不在民族表里"):
        normalise.ethnic_group(text, GROUPS)


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_reads_with_and_without_its_ending(group: str) -> None:
    assert normalise.ethnic_group(group, GROUPS) == group
    assert normalise.ethnic_group(group.removesuffix("族"), GROUPS) == group


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("大学本科", "大学"),
        ("硕士研究生", "研究生"),
        ("专科", "大专"),
        ("省委党校研究生", "省委党校研究生"),
        ("无", ""),
    ],
)
def test_education(text: str, level: str) -> None:
    assert schooling.education(text) == level


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("大学\n工学学士", ("大学", "工学学士")),
        ("研究生，管理学硕士", ("研究生", "管理学硕士")),
        ("大学本科", ("大学", "")),
        ("法学博士", ("", "法学博士")),
        ("", ("", "")),
    ],
)
def test_education_and_degree_in_one_cell(text: str, parts: tuple[str, str]) -> None:
    assert schooling.split_education(text) == parts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("990101198507120018", "990101198507120018"),
        ("99010119850712001x", "99010119850712001X"),
        ("'990101198507120018 ", "990101198507120018"),
        ("９９０１０１１９８５０７１２００１８", "990101198507120018"),
        ("990101 19850712 0018", "990101198507120018"),
        ("", ""),
    ],
)
def test_id_number(text: str, number: str) -> None:
    assert contacts.id_number(text) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9.90101198507E+17", "身份证号已被表格软件改成科学计数，后几位丢失，请把该列设为文本后重填"),
        ("990101850712001", "身份证号是15位旧号，请换成18位"),
        ("12345", "身份证号“12345”是5位，应为18位"),
    ],
)
def test_id_numbers_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as caught:
        contacts.id_number(text)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("138 0000 0000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("+8613800000000", "13800000000"),
        ("13800000000.0", "13800000000"),
        ("0999-1234567", "0999-1234567"),
        ("（0999）1234567", "0999-1234567"),
        ("13800000000、0999-1234567", "13800000000；0999-1234567"),
        ("无", ""),
    ],
)
def test_phone(text: str, phone: str) -> None:
    assert contacts.phone(text) == phone


def test_a_telephone_of_words_is_refused() -> None:
    with pytest.raises(ValueError, match="电话“同上”认不出"):
        contacts.phone("同上")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("党员", "中共党员"),
        ("中共预备党员", "中共预备党员"),
        ("民盟盟员", "民盟"),
        ("民建会员", "民建"),
        ("九三", "九三学社"),
        ("九三学社社员", "九三学社"),
        ("团员", "共青团员"),
        ("群众", "群众"),
        ("无", ""),
    ],
)
def test_political_status(text: str, status: str) -> None:
    assert parties.political_status(text) == status


@pytest.mark.parametrize(
    ("text", "joined", "status"),
    [
        ("2003.05", "2003-05", "中共党员"),
        ("200305；民盟", "2003-05", "中共党员；民盟"),
        ("民盟", None, "民盟"),
        ("民盟（2003.05）", None, "民盟"),
        ("中共党员 2003.05", "2003-05", "中共党员"),
        ("2003年 5月入党", "2003-05", "中共党员"),
        ("2003/05/01", "2003-05-01", "中共党员"),
        ("2003-05-01 00:00:00", "2003-05-01", "中共党员"),
        ("中共预备党员 2025.12", "2025-12", "中共预备党员"),
        ("无", None, ""),
        ("无党派", None, "无党派"),
    ],
)
def test_party_membership(text: str, joined: str | None, status: str) -> None:
    found = parties.party_membership(text)
    assert (found.joined.iso() if found.joined else None, found.status) == (joined, status)


def test_party_membership_from_a_numeric_cell() -> None:
    assert parties.party_membership("2003.05", from_number=True).joined == PartialDate(2003, 5)
    assert [doubt.code for doubt in parties.party_membership("2003.1", from_number=True).doubts] == ["doubt-month"]


@pytest.mark.parametrize("text", ["火星党", "2003.13"])
def test_party_membership_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parties.party_membership(text)
