"""What is found about a congress, with the rules that are shipped."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from huanjie_desktop.catalog.shipped import load_catalog, load_rule_book
from huanjie_desktop.domain.congress_checks import Meeting, check_congress
from huanjie_desktop.domain.meeting import AgendaItem, Congress, Officer, Participant, ParticipantGroup, Session
from huanjie_desktop.domain.outcome import Finding, Severity

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


@pytest.mark.parametrize(("kind", "most"), [("county-party", 10), ("county-consultative", 10), ("township-party", 5)])
def test_a_congress_of_weeks_is_a_slip_of_the_pen(kind: str, most: int) -> None:
    def lasting(days: int) -> list[str]:
        congress = replace(CONGRESS, kind=kind, end=DAY + timedelta(days=days - 1))
        return [text for code, text in found(replace(WHOLE, congress=congress)) if code.endswith("congress_length")]

    assert lasting(most) == []
    (said,) = lasting(most + 1)
    assert said.startswith("会期从2026年7月26日到2026年")
    assert said.endswith(f"共{most + 1}天，一般不超过{most}天，请核对。")
    assert "共62天" in lasting(62)[0]


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


PEOPLE = replace(CONGRESS, kind="county-people", end=date(2026, 7, 29))
OPENS = Session("s1", "c", 0, "主席团第二次会议", DAY, time(11), "二楼", "常务主席", role="leading")
VOTE = Session("s2", "c", 1, "第三次全体会议", date(2026, 7, 28), time(11), "会议中心", "执行主席", role="plenary")
NOMINATION = (
    AgendaItem("i1", "s1", None, 0, "提名候选人", 20),
    AgendaItem("i2", "s2", None, 0, "选举县长", 40, role="matter"),
)


def of_people(kind: str = "county-people", **changes: Any) -> Meeting:
    congress, words = replace(PEOPLE, kind=kind), load_catalog().congress_kinds[kind].words
    whole = replace(
        WHOLE,
        congress=congress,
        words=words,
        officers=(),
        counted=DELEGATES[:150],
        sessions=(OPENS, VOTE),
        items=NOMINATION,
    )
    return replace(whole, **changes)


@pytest.mark.parametrize(
    ("kind", "day", "start", "text"),
    [
        ("county-people", 28, time(11), ""),
        ("county-people", 28, time(10, 59), "从主席团第二次会议提名到第三次全体会议选举只有47小时，应不少于48小时。"),
        ("county-people", 26, time(10), "从主席团第二次会议提名到第三次全体会议选举只有0小时，应不少于48小时。"),
        ("township-people", 27, time(11), ""),
        ("township-people", 27, time(10), "从主席团第二次会议提名到第三次全体会议选举只有23小时，应不少于24小时。"),
        ("county-party", 26, time(14), ""),
    ],
)
def test_two_days_or_a_day_lie_between_nomination_and_vote(kind: str, day: int, start: time, text: str) -> None:
    vote = replace(VOTE, day=date(2026, 7, day), start=start)
    meeting = of_people(kind, sessions=(OPENS, vote), counted=DELEGATES[:150])
    found_texts = [finding.text for finding in check(meeting) if finding.code.endswith("_nomination")]
    assert found_texts == ([text] if text else [])


def test_a_short_time_for_nominations_names_the_article_and_where_to_mend_it() -> None:
    (finding,) = [
        each for each in check(of_people(sessions=(OPENS, replace(VOTE, day=DAY)))) if "nomination" in each.code
    ]
    assert finding.severity == Severity.ERROR
    assert "第27条" in finding.basis
    assert finding.subject is not None
    assert (finding.subject.kind, finding.subject.id, finding.subject.field) == ("session", "s2", "start")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"items": NOMINATION[1:]}, ["议程里没有“提名”候选人的一项，提名酝酿的时间没有核对。"]),
        ({"items": NOMINATION[:1]}, []),  # nobody is elected
        ({"items": (NOMINATION[0], replace(NOMINATION[1], role="procedure"))}, []),
        ({"items": (NOMINATION[0], replace(NOMINATION[1], title="通过选举办法"))}, []),
        ({"sessions": (replace(OPENS, day=None), VOTE)}, []),
    ],
)
def test_what_of_the_nomination_cannot_be_looked_at(changes: dict[str, Any], said: list[str]) -> None:
    assert [each.text for each in check(of_people(**changes)) if "nomination" in each.code] == said


FIRST = Session("s0", "c", 0, "主席团第一次会议", DAY, time(9), "二楼", "常务主席", role="leading")
CONFIRM = Session("s3", "c", 2, "主席团第三次会议", date(2026, 7, 27), time(16), "二楼", "常务主席", role="leading")
AROUND = (
    AgendaItem("i0", "s0", None, 0, "审议各项决议", 60),
    AgendaItem("i3", "s3", None, 0, "确定正式候选人名单", 20),
    AgendaItem("i4", "s2", None, 1, "通过各项决议", 20),
)


def deadlines(kind: str, title: str, sessions: tuple[Session, ...] = (FIRST, OPENS, CONFIRM, VOTE)) -> list[str]:
    item = AgendaItem("i5", "s0", None, 1, title, 30)
    meeting = of_people(kind, sessions=sessions, items=(*NOMINATION, *AROUND, item))
    return [finding.text for finding in check(meeting) if "_deadline" in finding.code]


MOTIONS, JOINT = "决定代表提出议案的截止时间", "决定代表联合提名候选人的截止时间"


@pytest.mark.parametrize("kind", ["county-people", "township-people"])
@pytest.mark.parametrize(
    ("title", "found"),
    [
        (MOTIONS + "（7月27日18:00）", []),
        (MOTIONS + "为7月28日上午10点半", []),
        (MOTIONS + "为7月26日10:30", []),
        (
            MOTIONS + "为7月26日10:29",
            ["议案的截止时间（7月26日上午10:29）在主席团第一次会议结束以前，代表来不及提出。"],
        ),
        (
            MOTIONS + "为7月28日11时",
            ["议案的截止时间（7月28日上午11:00）在第三次全体会议（7月28日上午11:00）开始以后，来不及处理。"],
        ),
        (JOINT + "（7月27日15：59）", []),
        (
            JOINT + "（7月27日下午4点）",
            ["联合提名的截止时间（7月27日下午4:00）在主席团第三次会议（7月27日下午4:00）开始以后，来不及处理。"],
        ),
        ("听取议案审查情况的报告", []),
    ],
)
def test_a_deadline_lies_between_the_sitting_that_sets_it_and_the_one_that_needs_it(
    kind: str, title: str, found: list[str]
) -> None:
    assert deadlines(kind, title) == found


@pytest.mark.parametrize(
    "title", [MOTIONS, JOINT, MOTIONS + "为7月27日", MOTIONS + "为2月30日9:00", MOTIONS + "为7月27日25:00"]
)
def test_a_deadline_without_day_and_hour_is_said_to_be_unchecked(title: str) -> None:
    assert deadlines("county-people", title) == [
        f"主席团第一次会议“{title}”没有写明是哪一天几点（如7月27日18:00），没有与后面的会次核对。"
    ]


def test_what_has_no_time_is_compared_with_no_deadline_and_party_congresses_have_none() -> None:
    undated = (replace(FIRST, day=None, start=None), OPENS, CONFIRM, replace(VOTE, start=None))
    assert deadlines("county-people", MOTIONS + "为7月29日9:00", undated) == []
    assert deadlines("county-party", MOTIONS) == []


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "第一次全体会议的议程项都没有填时长，算不出散会时间。"),
        (240, ""),
        (241, "第一次全体会议连续241分钟，超过240分钟，中间没有休息。"),
    ],
)
def test_a_sitting_has_a_length_that_people_can_sit_through(minutes: int, text: str) -> None:
    items = (replace(ITEMS[0], minutes=minutes), ITEMS[1])
    assert found(replace(WHOLE, items=items)) == ([("session_length", text)] if text else [])


@pytest.mark.parametrize(
    ("chair", "attendance", "texts"),
    [
        ("林木", "乙组", ["第一次全体会议与第二次全体会议同时在两处开，主持人都有林木。"]),
        ("文山", "甲组，全体代表", ["第一次全体会议与第二次全体会议同时在两处开，参加人员都有全体代表。"]),
        ("文山", "各团代表", []),
        ("文山", "乙组", []),
    ],
)
def test_nobody_sits_in_two_halls_at_once(chair: str, attendance: str, texts: list[str]) -> None:
    first = replace(SESSION, attendance="全体代表、各团代表")
    second = replace(NEXT, start=time(10), place="二楼", chair=chair, attendance=attendance)
    assert [text for _, text in found(replace(WHOLE, sessions=(first, second)))] == texts


def test_groups_that_discuss_have_a_room_each() -> None:
    groups = tuple(
        ParticipantGroup(f"g{at}", "c", name, at, place)
        for at, (name, place) in enumerate((("一团", "二楼"), ("二团", ""), ("三团", "二楼"), ("四团", "三楼")))
    )
    discussing = replace(NEXT, role="groups")
    assert found(replace(WHOLE, groups=groups)) == []
    assert [text for _, text in found(replace(WHOLE, groups=groups, sessions=(SESSION, discussing)))] == [
        "二团还没有讨论地点。",
        "一团、三团的讨论地点都是二楼。",
    ]


@pytest.mark.parametrize(
    ("kind", "roles", "code"),
    [
        ("county-party", ("plenary", "preparatory"), "county_party_preparatory_first"),
        ("county-party", ("elected", "plenary"), "county_party_plenum_last"),
        ("township-party", ("plenary", "preparatory"), "township_party_preparatory_first"),
        ("county-people", ("plenary", "preparatory"), "people_preparatory_first"),
        ("township-people", ("plenary", "preparatory"), "township_people_preparatory_first"),
        ("county-people", ("preparatory", "plenary"), ""),
        ("county-party", ("plenary", "elected"), ""),
    ],
)
def test_sittings_follow_each_other(kind: str, roles: tuple[str, str], code: str) -> None:
    sessions = tuple(replace(each, role=role) for each, role in zip((SESSION, NEXT), roles, strict=True))
    meeting = of_people(kind, sessions=sessions, items=ITEMS)
    turned = [finding for finding in check(meeting) if finding.code.endswith(("_first", "_last"))]
    assert [finding.code for finding in turned] == ([code] if code else [])
    assert all("应在第二次全体会议结束以后举行" in finding.text for finding in turned)
    assert all(finding.basis for finding in turned)


def test_sessions_on_other_days_do_not_overlap() -> None:
    second = replace(NEXT, start=time(9), day=date(2026, 7, 27))
    assert found(replace(WHOLE, sessions=(SESSION, second))) == []
