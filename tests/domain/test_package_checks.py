from dataclasses import replace
from typing import Any

import pytest

from huanjie_desktop.catalog.shipped import load_rule_book
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.meeting import AgendaItem, Congress, Participant, Session
from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.package_checks import Dossier, check_package
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.roster import Roster

BORN = PartialDate(1985, 7)
PEOPLE = (Person("a", "林木", birth=BORN, id_number="1"), Person("b", "张三", birth=BORN, id_number="2"))
WHOLE = Dossier(
    Congress("c", "township-party", "青禾县", 12),
    "青禾县第十二次党代会",
    PEOPLE,
    [Participant(f"d{each.id}", "c", each.id, "t", "voting-delegate", 0) for each in PEOPLE],
    [Session("s", "c", 0, "预备会议")],
    [AgendaItem("i", "s", None, 0, "通过大会议程")],
    [(Roster("r", "代表名册", "delegate-roster"), ("b", "a"))],
    names={person.id: person.name for person in PEOPLE},
    member="大会代表",
)


def found(**changes: Any) -> list[Finding]:
    return check_package(replace(WHOLE, **changes), load_rule_book())


def test_a_whole_dossier_has_no_findings() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dated": False}, "没有设定计算年龄的日期"),
        ({"sessions": ()}, "议程里没有会次"),
        ({"items": ()}, "各会次都没有议程项"),
        ({"counted": WHOLE.counted[:1]}, "《代表名册》2人，大会代表1人，对不上；名册上多张三1人"),
        ({"rosters": [(WHOLE.rosters[0][0], ("a",))]}, "名册上少张三1人"),
        ({"people": (*PEOPLE, Person("x", " ", unit="柳河镇"))}, "有一人没有姓名（柳河镇）"),
        ({"people": (*PEOPLE, Person("x", "林木", birth=BORN))}, "“林木”有2条"),
    ],
)
def test_a_contradiction_is_an_error(changes: dict[str, Any], words: str) -> None:
    findings = found(**changes)
    assert [finding.severity for finding in findings] == [Severity.ERROR]
    assert words in findings[0].text


def test_a_file_may_stand_for_the_agenda() -> None:
    assert found(sessions=(), items=(), agenda_attached=True) == []


def test_two_people_of_one_name_and_birth_are_told_apart_by_their_numbers() -> None:
    assert found(people=(*PEOPLE, Person("x", "林木", birth=BORN, id_number="3"))) == []


def test_without_a_roster_of_delegates_nothing_disagrees() -> None:
    assert found(rosters=[(Roster("r", "列席", "observer-roster"), ("a",))]) == []
