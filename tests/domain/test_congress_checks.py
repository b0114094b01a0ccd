"""What is found about a congress, with the rules that are shipped."""

from dataclasses import replace
from datetime import date, time

import pytest

from huanjie_desktop.catalog.shipped import load_catalog, load_rule_book
from huanjie_desktop.domain.congress_checks import Meeting, check_congress
from huanjie_desktop.domain.meeting import AgendaItem, Congress, Officer, Participant, Session
from huanjie_desktop.domain.outcome import Finding

DAY = date(2026, 7, 26)
CONGRESS = Congress("c", "county-party", "青禾县", 12, DAY, date(2026, 7, 28))
WORDS = load_catalog().congress_kinds[CONGRESS.kind].words
DELEGATES = tuple(Participant(f"d{n}", "c", f"p{n}", "g", "voting-delegate", n) for n in range(220))
OFFICERS = tuple(Officer(f"o{n}", "c", f"p{n}", "presidium", n) for n in range(22))
SESSION = Session("s1", "c", 0, "第一次全体会议", DAY, time(9), "会议中心", "林木")
NEXT = Session("s2", "c", 1, "第二次全体会议", DAY, time(14, 30), "会议中心", "林木")
ITEMS = (AgendaItem("i1", "s1", None, 0, "听取报告", 120), AgendaItem("i2", "s2", None, 0, "选举", 90))
WHOLE = Meeting(CONGRESS, "党代会", WORDS, DELEGATES, OFFICERS, (SESSION, NEXT), ITEMS, {"p0": "林木", "x": "文山"})


def check(meeting: Meeting) -> list[Finding]:
    return check_congress(meeting, load_rule_book())


def found(meeting: Meeting) -> list[tuple[str, str]]:
    return [(finding.code, finding.text) for finding in check(meeting)]


def test_a_whole_congress_has_no_finding() -> None:
    assert found(WHOLE) == []


def test_an_empty_congress() -> None:
    empty = Meeting(replace(CONGRESS, start=None, end=None), "党代会", WORDS)
    assert found(empty) == [("congress_dates", "还没有填开幕日期。"), ("has_delegates", "还没有代表。")]


def test_days_the_wrong_way_round() -> None:
    meeting = replace(WHOLE, congress=replace(CONGRESS, end=date(2026, 7, 25)))
    assert found(meeting) == [("congress_dates", "闭幕日期2026年7月25日早于开幕日期2026年7月26日。")]


def test_number_of_delegates_is_a_hint_with_its_basis() -> None:
    findings = check(replace(WHOLE, counted=DELEGATES[:100], officers=OFFICERS[:10]))
    assert [one.text for one in findings] == ["代表100名，不在200名至400名之间。"]
    assert findings[0].basis.startswith("《中国共产党地方组织选举工作条例》")


@pytest.mark.parametrize(("count", "fits"), [(15, False), (16, True), (22, True), (28, True), (29, False), (0, True)])
def test_presidium_is_about_a_tenth(count: int, fits: bool) -> None:
    officers = tuple(Officer(f"o{n}", "c", f"p{n}", "presidium", n) for n in range(count))
    texts = [finding.text for finding in check(replace(WHOLE, officers=officers))]
    assert texts == ([] if fits else [f"主席团{count}人，代表220名，一般占10%左右，约22人。"])


def test_a_single_person_more_or_less_never_matters() -> None:
    congress = replace(CONGRESS, kind="township-party")
    meeting = replace(WHOLE, congress=congress, counted=DELEGATES[:12], officers=OFFICERS[:2])
    assert [finding.code for finding in check(meeting)] == ["township_party_delegate_count"]


def test_presidium_members_are_delegates() -> None:
    officers = (*OFFICERS[:21], Officer("ox", "c", "x", "presidium", 21), Officer("oy", "c", "x", "guest", 22))
    findings = check(replace(WHOLE, officers=officers))
    assert [one.text for one in findings] == ["主席团成员文山不是本次大会代表。"]
    assert findings[0].basis.endswith("（待核）")


@pytest.mark.parametrize(("count", "fits"), [(0, True), (6, False), (7, True), (17, True), (18, False)])
def test_an_office_that_a_number_of_people_hold(count: int, fits: bool) -> None:
    congress, words = replace(CONGRESS, kind="township-people"), load_catalog().congress_kinds["township-people"].words
    officers = tuple(Officer(f"o{n}", "c", f"p{n}", "presidium", n) for n in range(count))
    meeting = replace(WHOLE, congress=congress, words=words, counted=DELEGATES[:60], officers=officers)
    assert found(meeting) == (
        [] if fits else [("township_people_presidium_size", f"主席团{count}人，一般为7人至17人。")]
    )


def test_sessions_lacking_what_the_schedule_prints() -> None:
    sessions = (replace(SESSION, day=None, chair=""), NEXT)
    assert found(replace(WHOLE, sessions=sessions)) == [("session_complete", "第一次全体会议缺日期、主持人。")]


@pytest.mark.parametrize(("day", "fits"), [(24, False), (25, True), (28, True), (29, False)])
def test_sessions_within_the_days_and_the_eve(day: int, fits: bool) -> None:
    sessions = (replace(SESSION, day=date(2026, 7, day)), NEXT)
    texts = [] if fits else [("session_in_dates", f"第一次全体会议定在2026年7月{day}日，不在会期内。")]
    assert found(replace(WHOLE, sessions=sessions)) == texts


@pytest.mark.parametrize(
    ("start", "place", "overlaps"),
    [
        (time(10, 59), "会议中心", True),
        (time(10, 59), "", True),
        (time(10, 59), "二楼会议室", False),
        (time(11), "会议中心", False),
        (time(8), "会议中心", True),
        (time(7, 30), "会议中心", False),
        (None, "会议中心", False),
    ],
)
def test_overlap_in_one_place(start: time | None, place: str, overlaps: bool) -> None:
    second = replace(NEXT, start=start, place=place)
    found_codes = [finding.code for finding in check(replace(WHOLE, sessions=(SESSION, second)))]
    assert ("sessions_overlap" in found_codes) is overlaps


def test_sessions_on_other_days_do_not_overlap() -> None:
    second = replace(NEXT, start=time(9), day=date(2026, 7, 27))
    assert found(replace(WHOLE, sessions=(SESSION, second))) == []
