"""Gaps and overlaps of a résumé, and what the checks say of it."""

from datetime import date

import pytest

from huanjie_desktop.catalog.shipped import load_rule_book
from huanjie_desktop.domain.dates import PartialDate, from_iso
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_checks import check_people
from huanjie_desktop.domain.resume import read_resume
from huanjie_desktop.domain.resume_seams import find_seams


def seams(*lines: str, since: str = "") -> list[tuple[int, str]]:
    return [(seam.row, seam.words) for seam in find_seams(read_resume("\n".join(lines)), from_iso(since))]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("2010.09--2014.07  学习", "2014.07--2016.05  科员"), []),
        (("2010.09--2014.07  学习", "2014.08--2016.05  科员"), []),
        (("2014.08--2016.05  科员", "2016.07--2019.03  主任"), [(1, "2016.06空缺1个月")]),
        (("2014.08--2015.11  科员", "2016.03--2019.03  主任"), [(1, "2015.12至2016.02空缺3个月")]),
        (("2016.07--2019.03  主任", "2019.01--2021.06  副镇长"), [(1, "2019.01至2019.03重叠2个月")]),
        (("2014--2016  科员", "2016.09--2019.03  主任"), []),
        (("2014.01--2016  科员", "2018--2019  主任"), [(1, "2017.01至2017.12空缺12个月")]),
        (("2014.01--2016.05  科员", "（其间：2015.01--2015.06培训）", "2016.05--  主任"), []),
        (("2014.01--  科员", "2018.01--2019.01  主任"), []),
        (("2014.01--2015.01  科员", "1998.09  参加工作", "2015.01--  主任"), []),
        (("2014.01--2015.01  科员", "2009..04--2013.04  股长", "2018.01--  主任"), []),
    ],
)
def test_where_entries_do_not_join(lines: tuple[str, ...], found: list[tuple[int, str]]) -> None:
    assert seams(*lines) == found


@pytest.mark.parametrize(("since", "count"), [("", 1), ("2014-08", 1), ("2014-11", 1), ("2014-12", 0), ("2015-01", 0)])
def test_gaps_before_work_are_left_out(since: str, count: int) -> None:
    assert len(seams("2010.09--2014.07  学习", "2014.12--2016.05  科员", since=since)) == count


def told(person: Person) -> list[tuple[str, str]]:
    return [
        (finding.code, finding.text)
        for finding in check_people([person], load_rule_book(), date(2026, 7, 1))
        if finding.code in ("resume_sound", "retirement_agrees", "form_shape")
    ]


def test_what_the_checks_say_of_a_resume() -> None:
    resume = "1998.09--2001.07  中学学习\n2000.01--2001.08  务工\n2004.08-2-009.04  科员\n2009.05--2011.01  干部\n2011.05--  局长"
    assert told(Person("p", "林木", birth=PartialDate(1985, 7), resume=resume)) == [
        (
            "resume_sound",
            "林木的简历：“2004.08-2-009.04”看不出起止时间；2000.01至2001.07重叠18个月；2011.02至2011.04空缺3个月；2000.01的经历不满16岁。",
        )
    ]
    assert told(Person("p", "林木", resume="2011.05--  局长")) == []


def test_what_the_checks_say_of_the_month_of_reaching_the_age() -> None:
    person = Person(
        "p",
        "林木",
        "男",
        PartialDate(1985, 7),
        retires=PartialDate(2045, 7),
        age_limit="改革前任职年龄界限为60岁",
    )
    assert told(person) == [("retirement_agrees", "林木的到龄时间是2045.07，按出生年月和任职年龄界限应为2048.07。")]


def test_what_the_checks_say_of_the_shape_of_texts() -> None:
    person = Person("p", "林木", appraisals="2023年、2024年称职", awards="多次受到表彰")
    assert [code for code, _ in told(person)] == ["form_shape", "form_shape"]


@pytest.mark.parametrize(
    "end", ["--       ", "--至今     ", "--", "至今", "—今"], ids=["blanks", "now", "nothing", "plain", "short"]
)
def test_two_stretches_without_an_end_are_told_of_the_first(end: str) -> None:
    resume = f"2004.09--2008.07  学习\n2008.08{end}  科员\n（其间：2010.01--至今  挂职）\n2013.04{end}  镇长"
    assert told(Person("p", "林木", resume=resume)) == [
        ("resume_sound", "林木的简历：2008.08起的一段没有写止于何时，后面还有一段写到现在。")
    ]
    one = resume.replace(f"2008.08{end}", "2008.08--2013.04")
    assert told(Person("p", "林木", resume=one)) == []
