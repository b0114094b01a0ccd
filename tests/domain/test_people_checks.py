"""What is found about people, with the rules that are shipped."""

from dataclasses import replace
from datetime import date

import pytest

from huanjie_desktop.catalog.shipped import load_rule_book
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_checks import check_people

BASE = date(2026, 7, 26)
NUMBER = "99010119850712001" + make_check_digit("99010119850712001")
WHOLE = Person(
    "p1",
    "林木",
    sex="男",
    birth=PartialDate(1985, 7),
    ethnic_group="汉族",
    native_place="云川青禾",
    work_started=PartialDate(2007, 8),
    party_joined=PartialDate(2005, 6),
    education="大学",
    unit="青禾县财政局",
    current_post="青禾县财政局局长",
    post_since=PartialDate(2020, 3),
    id_number=NUMBER,
)


def check(*persons: Person) -> list[Finding]:
    return check_people(persons, load_rule_book(), BASE)


def codes(*persons: Person) -> list[str]:
    return [finding.code for finding in check(*persons)]


def test_a_whole_person_has_no_finding() -> None:
    assert codes(WHOLE) == []


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        ({"id_number": NUMBER[:-1] + "0"}, "id_number_form", "林木：身份证号校验位不对，可能有一位写错。"),
        ({"sex": "女"}, "id_number_agrees", "林木：身份证号表示男性，与性别“女”不一致。"),
        ({"native_place": "", "education": ""}, "required_fields", "林木缺籍贯、学历。"),
        (
            {"work_started": PartialDate(1980, 1)},
            "work_started_after_birth",
            "林木：参加工作时间1980.01早于出生年月1985.07。",
        ),
        (
            {"work_started": PartialDate(2000, 1), "id_number": ""},
            "work_started_after_birth",
            "林木：出生年月1985.07，参加工作时间2000.01，相距不满16年。",
        ),
        (
            {"party_joined": PartialDate(2003, 6)},
            "party_joined_at_eighteen",
            "林木：出生年月1985.07，入党时间2003.06，相距不满18年。",
        ),
        (
            {"post_since": PartialDate(2001)},
            "post_since_work_started",
            "林木：任现职时间2001早于参加工作时间2007.08。",
        ),
        ({"post_since": PartialDate(2026, 8)}, "date_not_ahead", "林木：任现职时间2026.08晚于统计日期2026.07.26。"),
    ],
)
def test_single_findings(change: dict[str, object], code: str, text: str) -> None:
    findings = check(replace(WHOLE, **change))  # type: ignore[arg-type]
    assert [(finding.code, finding.text) for finding in findings] == [(code, text)]
    assert findings[0].subject is not None
    assert findings[0].subject.id == "p1"


def test_the_month_of_the_eighteenth_birthday_is_given_the_benefit_of_the_doubt() -> None:
    assert codes(replace(WHOLE, party_joined=PartialDate(2003, 7))) == []


@pytest.mark.parametrize(
    ("resume", "started", "text"),
    [
        (
            "2011.08--2020.03  青禾县财政局科员\n2020.03--          青禾县财政局局长",
            PartialDate(2007, 8),
            "林木2007.08参加工作，简历从2011.08才开始。",
        ),
        (
            "2007.09--2020.03  青禾县财政局科员\n2020.03--          青禾县财政局局长",
            PartialDate(2007, 8),
            "",
        ),  # the next month
        ("2003.09--2007.07  云川大学学习\n2007.07--          青禾县财政局局长", PartialDate(2007, 8), ""),
        ("2008--2020.03  青禾县财政局科员\n2020.03--          青禾县财政局局长", PartialDate(2007), ""),
    ],
)
def test_a_resume_begins_when_work_did(resume: str, started: PartialDate, text: str) -> None:
    findings = check(replace(WHOLE, resume=resume, work_started=started, party_joined=None))
    assert [each.text for each in findings if each.code == "resume_from_work"] == [text] * bool(text)


@pytest.mark.parametrize(
    ("post", "last", "differs"),
    [
        ("青禾县财政局局长", "青禾县财政局党组书记、局长", False),
        ("青禾县财政局党组书记、局长（正科级）", "青禾县财政局党组书记、局长", False),
        ("青禾县财政局局长", "青禾县财政局副局长", True),
        ("青禾县财政局副局长", "青禾县财政局局长", True),
        ("副县长兼公安局局长", "青禾县政府副县长", False),
        ("柳河镇党委书记", "柳河镇党委副书记、镇长", True),
        ("", "柳河镇镇长", False),
    ],
)
def test_the_resume_ends_with_the_post_that_the_roster_says(post: str, last: str, differs: bool) -> None:
    resume = f"2007.08--2020.03  青禾县财政局科员\n2020.03--          {last}"
    findings = check(replace(WHOLE, resume=resume, current_post=post))
    said = [each.text for each in findings if each.code == "resume_names_post"]
    assert len(said) == differs
    assert all(last in text and "现任职务" in text for text in said)


def test_odd_ages() -> None:
    old = replace(WHOLE, birth=PartialDate(1950, 1), id_number="")
    assert [finding.text for finding in check(old)] == ["林木按出生年月1950.01现为76岁，请核对。"]
    unborn = replace(WHOLE, birth=PartialDate(2030, 1), id_number="", work_started=None, party_joined=None)
    assert "age_range" not in codes(unborn)
    assert "date_not_ahead" in codes(unborn)


def test_one_id_number_twice_is_an_error_for_both() -> None:
    findings = check(WHOLE, replace(WHOLE, id="p2", name="文山"))
    assert [(one.severity, one.text) for one in findings] == [
        (Severity.ERROR, "林木的身份证号与文山相同。"),
        (Severity.ERROR, "文山的身份证号与林木相同。"),
    ]


def test_one_name_twice_is_a_hint() -> None:
    findings = check(WHOLE, replace(WHOLE, id="p2", id_number="", unit="", current_post="柳河镇镇长"))
    assert [(one.severity, one.text) for one in findings] == [
        (Severity.HINT, "有2人同名“林木”（青禾县财政局、柳河镇镇长）。")
    ]
    findings = check(WHOLE, replace(WHOLE, id="p2", id_number="", unit="", current_post=""))
    assert "有2人同名“林木”（青禾县财政局、单位未填）。" in [one.text for one in findings]


def test_bases_from_memory_are_marked() -> None:
    finding = check(replace(WHOLE, party_joined=PartialDate(2003, 6)))[0]
    assert finding.basis == "《中国共产党章程》第1条：年满十八岁（待核）"
