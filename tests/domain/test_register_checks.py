"""What is found about the register as a whole, with the rules that are shipped."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from huanjie_desktop.catalog.shipped import load_rule_book
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.post_parts import PostPart, read_posts
from huanjie_desktop.domain.register_checks import (
    REGISTER_CHECKS,
    FormDifference,
    Known,
    check_register,
    holders_by_unit,
)
from huanjie_desktop.domain.units import Unit, UnitPost, UnitTree

JULY, AUGUST = PartialDate(1985, 7), PartialDate(1985, 8)
NUMBER, OTHER = (start + make_check_digit(start) for start in ("99010119850712001", "99010119850713001"))
TYPO = NUMBER[:12] + NUMBER[13] + NUMBER[12] + NUMBER[14:]


@dataclass
class Small:
    """A register of a few people."""

    people: Sequence[Known] = ()
    photos: frozenset[str] = frozenset()
    with_forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tree: UnitTree = field(default_factory=UnitTree)
    quotas: Sequence[UnitPost] = ()
    base: date = date(2026, 7, 26)
    forms: Sequence[FormDifference] = ()

    @property
    def posts(self) -> Mapping[str, Sequence[PostPart]]:
        return {each.id: read_posts(each.current_post, self.tree, each.unit) for each in self.people}

    @property
    def holders(self) -> Mapping[str, Sequence[tuple[Known, PostPart]]]:
        return holders_by_unit(self.people, self.posts)

    def again(self, _key: Hashable, _members: Hashable, find: Callable[[], Iterable[Finding]]) -> Sequence[Finding]:
        return list(find())

    def faceless(self, characters: Iterable[str]) -> frozenset[str]:
        return frozenset(characters) & {"\U00030000"}


def known(
    id_: str,
    name: str,
    pinyin: str = "",
    birth: PartialDate | None = JULY,
    number: str = "",
    *,
    sex: str = "男",
    unit: str = "",
    post: str = "",
) -> Known:
    return Known(id_, name, pinyin or name, sex, birth, number, unit, post, "")


def found(register: Small) -> list[Finding]:
    return check_register(register, load_rule_book())


def texts(*people: Known) -> list[str]:
    return [finding.text for finding in found(Small(people))]


def test_one_person_written_twice_by_name_and_birth() -> None:
    one, two = known("1", "林木", number=NUMBER), known("2", "林木", unit="柳河镇")
    (finding,) = found(Small((one, two)))
    assert finding.text == "林木（1985.07，柳河镇）与林木（1985.07）姓名、出生年月都相同，可能是同一个人。"
    assert (finding.severity, finding.subject) == (Severity.WARNING, Subject("person", "2", "林木", "name"))


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (known("2", "林木", number=TYPO), 1),  # two figures the other way round
        (known("2", "林木", number=OTHER), 0),  # another number: another man
        (known("2", "林木", birth=AUGUST), 0),
        (known("2", "林木", birth=None), 0),
        (known("2", "林木", number=NUMBER), 0),  # said by the rule on ID numbers
    ],
)
def test_what_tells_two_of_one_name_apart(other: Known, count: int) -> None:
    assert len(texts(known("1", "林木", number=NUMBER), other)) == count


@pytest.mark.parametrize(
    ("first", "second", "how"),
    [
        (("陈静怡", "chen jing yi"), ("陈静宜", "chen jing yi"), "读音相同"),
        (("李伟", "li wei"), ("李玮", "li wei"), "读音相同"),
        (("欧阳建国", "ou yang jian guo"), ("欧阳建华", "ou yang jian hua"), "只差一个字"),
        (("李伟", "li wei"), ("李芳", "li fang"), ""),
        (("王建国", "wang jian guo"), ("王建国强", "wang jian guo qiang"), ""),
        (("林木", "lin mu"), ("林木", "lin mu"), "姓名、出生年月都相同"),
    ],
)
def test_names_that_are_near(first: tuple[str, str], second: tuple[str, str], how: str) -> None:
    said = texts(known("1", *first), known("2", *second))
    assert len(said) == bool(how)
    assert all(how in text for text in said)


def test_near_names_of_another_sex_month_or_number_are_others() -> None:
    one = known("1", "陈静怡", "chen jing yi", number=NUMBER)
    for other in (
        known("2", "陈静宜", "chen jing yi", AUGUST),
        known("2", "陈静宜", "chen jing yi", PartialDate(1985)),
        known("2", "陈静宜", "chen jing yi", sex="女"),
        known("2", "陈静宜", "chen jing yi", number=OTHER),
    ):
        assert texts(one, other) == []


def test_photos_are_missed_where_a_roster_asks_for_forms() -> None:
    people = (known("1", "甲一"), known("2", "乙二", birth=AUGUST), known("3", "丙三", birth=None))
    assert found(Small(people)) == []
    (finding,) = found(Small(people, frozenset("1"), {"考察对象": ["1", "2"], "候选人": ["2"]}))
    assert finding.text == "乙二没有照片（《考察对象》、《候选人》要附任免审批表）。"
    assert finding.subject == Subject("person", "2", "乙二", "photo")


def test_characters_without_a_face_are_named() -> None:
    (finding,) = found(Small((known("1", "林\U00030000"), known("2", "林木", birth=AUGUST))))
    assert finding.text == "林\U00030000的姓名里“\U00030000”（U+30000）没有字形，打印时印成“〓”。"
    assert finding.subject == Subject("person", "1", "林\U00030000", "name")


WILLOW = UnitTree([Unit("u", "柳河镇")])


def office(*posts: str) -> tuple[Known, ...]:
    names = ("甲", "乙", "丙", "丁")
    return tuple(
        known(name, name, birth=PartialDate(1970 + at), unit="柳河镇", post=post)
        for at, (name, post) in enumerate(zip(names, posts, strict=False))
    )


def test_more_than_a_posts_number_is_found_and_posts_held_beside_others_do_not_count() -> None:
    quotas = (UnitPost("1", "u", "副镇长", 2), UnitPost("2", "u", "镇长", 1))
    full = office("柳河镇副镇长", "柳河镇副镇长", "柳河镇镇长", "石桥镇镇长兼柳河镇副镇长")
    assert found(Small(full, tree=WILLOW, quotas=quotas)) == []
    over = office("柳河镇副镇长", "柳河镇党委委员、副镇长", "副镇长", "镇长")
    (finding,) = found(Small(over, tree=WILLOW, quotas=quotas))
    assert finding.text == "柳河镇副镇长职数2名，现有3名（甲、乙、丙），超1名。"
    assert finding.subject == Subject("unit", "u", "柳河镇", "quota")


def test_ages_over_a_posts_limit() -> None:
    quotas = (UnitPost("1", "u", "副镇长", 0, 55),)
    (finding,) = found(Small(office("柳河镇副镇长", "柳河镇副镇长", "柳河镇镇长"), tree=WILLOW, quotas=quotas))
    assert finding.text == "甲现年56岁，超过柳河镇副镇长的任职年龄55岁。"
    assert finding.subject == Subject("person", "甲", "甲", "birth")


def test_every_check_has_a_rule() -> None:
    assert {rule.check for rule in load_rule_book().rules_of("register")} == set(REGISTER_CHECKS)
