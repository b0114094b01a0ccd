"""Plans as calendars: what every reader of .ics asks for, and what the steps say."""

from datetime import date

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.schedule.steps import State, StepState
from huanjie_desktop.exchange.calendar_file import calendar_text
from tests.domain.schedule_builders import plan, step

LIST = step("list", limit=-20, hard=True, papers="名单；公告, 附件")
MADE = plan(LIST, step("register", -44, until=-35), step("gone", -3), states={"gone": StepState(State.DROPPED)})


def lines(text: str) -> list[str]:
    """Return the lines of a calendar, those that go on put together."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_each_step_is_an_event_of_whole_days() -> None:
    found = lines(calendar_text("选举", [MADE], date(2026, 6, 1)))
    assert (found[0], found[1], found[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert found.count("BEGIN:VEVENT") == found.count("END:VEVENT") == 2
    assert [line for line in found if line.startswith(("DTSTART", "DTEND"))] == [
        "DTSTART;VALUE=DATE:20260528",
        "DTEND;VALUE=DATE:20260609",  # the day after the last, a Monday instead of a Saturday
        "DTSTART;VALUE=DATE:20260618",
        "DTEND;VALUE=DATE:20260619",
    ]
    assert "UID:c.list@huanjie-desktop" in found


def test_what_a_step_says_is_escaped_and_whole() -> None:
    text = "\n".join(lines(calendar_text("选举", [MADE], date(2026, 6, 1))))
    assert (
        "最晚：2026-06-21（法定，不能推后）\\n责任单位：选委会\\n倒排：E前20天\\n依据：惯例\\n材料：名单；公告\\, 附件"
        in text
    )


def test_no_line_is_longer_than_75_octets_and_no_character_is_torn() -> None:
    text = calendar_text("一个很长的名称" * 12, [MADE], date(2026, 6, 1))
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "X-WR-CALNAME:" + "一个很长的名称" * 12 in lines(text)


def test_one_units_steps_alone_can_be_had() -> None:
    with pytest.raises(UserError, match="没有“法院”的步骤，没有写日历。有步骤的责任单位：选委会。"):
        calendar_text("选举", [MADE], date(2026, 6, 1), who="法院")
    with pytest.raises(UserError, match="没有可写进日历的步骤"):
        calendar_text("选举", [], date(2026, 6, 1))
    assert calendar_text("选举", [MADE], date(2026, 6, 1), who="选委") == calendar_text(
        "选举", [MADE], date(2026, 6, 1)
    )
