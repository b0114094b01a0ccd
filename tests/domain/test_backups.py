"""Which backups are kept: tables of dates, and what must hold for any."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.backups import DAYS, LEAST, MONTHS, WEEKS, Backup, choose_kept, choose_removed

NOW = datetime(2026, 7, 15, 18, 0, tzinfo=UTC)  # a Wednesday


def made(moments: Sequence[datetime], named: frozenset[int] = frozenset()) -> list[Backup]:
    return [
        Backup(f"{at}", moment, "自动", number=at + 1, digest="x", named=at in named)
        for at, moment in enumerate(moments)
    ]


def kept_moments(backups: Sequence[Backup]) -> list[str]:
    kept = choose_kept(backups)
    return [f"{each.at:%Y-%m-%d %H}" for each in sorted(backups, key=lambda each: each.at) if each.file in kept]


def test_all_of_the_last_two_working_days_stay() -> None:
    friday, monday, last = (datetime(2026, 7, day, 9, tzinfo=UTC) for day in (10, 13, 9))
    moments = [day + timedelta(hours=hours) for day in (last, friday, monday) for hours in range(8)]
    assert kept_moments(made(moments)) == [
        "2026-07-09 16",
        *(f"2026-07-{day} {hour:02}" for day in (10, 13) for hour in range(9, 17)),
    ]


def test_before_that_the_last_of_each_day_stays() -> None:
    days = [NOW - timedelta(days=days, hours=hours) for days in (10, 9, 8, 7, 6) for hours in (6, 3, 0)]
    recent = [NOW - timedelta(hours=hours) for hours in range(LEAST)]
    days.append(NOW - timedelta(days=1))
    kept = kept_moments(made([*days, *recent[::-1]]))
    assert kept[: -LEAST - 1] == [f"2026-07-{day:02} 18" for day in (5, 6, 7, 8, 9)]


def test_a_year_of_daily_backups_becomes_days_weeks_and_months() -> None:
    kept = kept_moments(made([NOW - timedelta(days=days) for days in range(364, -1, -1)]))
    assert kept[-2:] == ["2026-07-14 18", "2026-07-15 18"]
    assert kept[-14:-2] == [f"2026-07-{day:02} 18" for day in range(2, 14)]
    weeks = [moment[:10] for moment in kept[-24:-14]]
    assert weeks == [
        "2026-05-03",
        "2026-05-10",
        "2026-05-17",
        "2026-05-24",
        "2026-05-31",
        "2026-06-07",
        "2026-06-14",
        "2026-06-21",
        "2026-06-28",
        "2026-07-01",
    ]
    months = [moment[:10] for moment in kept[:-24]]
    assert months == [
        "2025-08-31",
        "2025-09-30",
        "2025-10-31",
        "2025-11-30",
        "2025-12-31",
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-26",
    ]


def test_a_pause_takes_nothing_away() -> None:
    backups = made([NOW - timedelta(days=400 + days) for days in range(9, -1, -1)])
    assert len(choose_kept(backups)) == 10


@pytest.mark.parametrize("clock", [datetime(1980, 1, 1, tzinfo=UTC), NOW - timedelta(days=1), NOW - timedelta(days=40)])
def test_a_clock_set_back_deletes_nothing_that_is_new(clock: datetime) -> None:
    backups = made([*(NOW - timedelta(hours=hours) for hours in range(30, 0, -1)), clock])
    assert choose_removed(backups, 0) == []


def test_a_clock_set_forward_keeps_the_days_and_the_newest() -> None:
    moments = [NOW - timedelta(days=days) for days in range(8, -1, -1)]
    backups = made([*moments, NOW + timedelta(days=3650)])
    assert len(choose_kept(backups)) == 10


def test_one_made_by_hand_under_a_name_stays() -> None:
    old = [NOW - timedelta(days=days, minutes=minute) for days in (9, 5, 3, 1, 0) for minute in range(20, 0, -1)]
    assert "3" not in choose_kept(made(old))
    assert "3" in choose_kept(made(old, frozenset({3})))


@pytest.mark.parametrize(
    "jump", [timedelta(days=3650), timedelta(days=-1), timedelta(days=-16000), timedelta(hours=-3)]
)
def test_nothing_is_removed_where_the_clock_has_jumped(jump: timedelta) -> None:
    moments = [NOW - timedelta(days=days, hours=hours) for days in range(40, -1, -1) for hours in (6, 3, 0)]
    assert choose_removed(made(moments), 0)
    assert choose_removed(made([*moments, NOW + jump]), 0) == []


def test_within_the_size_the_last_of_each_day_outlive_the_others_and_the_newest_five_stay() -> None:
    moments = [NOW - timedelta(days=days, hours=hours) for days in (2, 1, 0) for hours in (6, 4, 2, 0)]
    backups = [replace(each, size=100) for each in made(moments, frozenset({0}))]
    assert [each.file for each in choose_removed(backups, 10_000)] == ["1", "2"]
    removed = [each.file for each in choose_removed(backups, 750)]
    assert removed == ["1", "2", "4", "5", "6"]
    assert [each.file for each in choose_removed(backups, 0)] == ["1", "2", "4", "5", "6", "3"]


MOMENTS = st.lists(
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the bounds only
    max_size=120,
)


@given(MOMENTS)
def test_what_holds_for_any_dates(moments: list[datetime]) -> None:
    backups = made(moments)
    kept = choose_kept(backups)
    recent = list(dict.fromkeys(moment.date() for moment in reversed(moments)))[:2]
    assert len(kept) >= min(LEAST, len(backups))
    assert all(each.file in kept for each in backups if each.at.date() in recent)
    assert len([each for each in backups if each.file in kept and each.at.date() not in recent]) <= (
        DAYS + WEEKS + MONTHS + LEAST
    )
    left = [each for each in backups if each.file in kept]
    assert choose_kept(left) == kept
    removed = [each.file for each in choose_removed(backups, 1 << 40)]
    assert removed == [] or set(removed) == {each.file for each in backups} - kept


@given(MOMENTS)
def test_thinning_at_every_backup_leaves_a_trail_through_the_months(moments: list[datetime]) -> None:
    left: list[Backup] = []
    for number, moment in enumerate(sorted(moments)):
        left.append(Backup(f"{number}", moment, "自动", number=number + 1, digest="x"))
        kept = choose_kept(left)
        left = [each for each in left if each.file in kept]
    months = {(moment.year, moment.month) for moment in sorted(moments)}
    assert len({(each.at.year, each.at.month) for each in left}) >= min(len(months), 3)
