"""The plan's days once more, without the engine: the tables' offsets, a calendar written down, and days walked one by one."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.catalog.shipped import load_catalog, load_plan_tables

DATA = Path(__file__).parent.parent / "data"
READ = {each["kind"]: each["rows"] for each in tomllib.loads((DATA / "plan_rows.toml").read_text("utf-8"))["plans"]}
VECTORS = tomllib.loads((DATA / "plan_vectors.toml").read_text("utf-8"))["plans"]
KINDS = load_catalog().congress_kinds
DAY = timedelta(days=1)
# 国务院办公厅关于2025年、2026年部分节假日安排的通知: the days off, first and last, and the weekend days that are worked
OFF = (
    ("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06"), ("2025-05-01", "2025-05-05"),
    ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08"), ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"), ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
)  # fmt: skip
WORKED = (
    "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09",
    "2026-09-20", "2026-10-10",
)  # fmt: skip
ANCHORS = {"T", "C", "E", "Mt", "Mc", "Z"}
# what no single row says: a step ends before the one that it prepares, or is counted from something else
BESIDE = {
    ("deputy-election", "register-voters"): ("2026-05-27", "2026-06-18"),  # before the list of voters, 22 days long
    ("deputy-election", "cross-check"): ("2026-06-05", "2026-06-18"),
    ("deputy-election", "examine-credentials"): ("2026-07-14", "2026-07-20"),  # before the deputies are confirmed
    ("deputy-election", "voter-appeals"): ("2026-06-22", "2026-06-22"),  # the list's day and 4
    ("deputy-election", "decide-appeals"): ("2026-06-26", "2026-06-26"),  # an appeal of the fifth day, and 3
    ("deputy-election", "confirm-deputies"): ("2026-07-20", "2026-07-20"),  # the day before the first of Mt and Mc
    ("deputy-election", "first-sessions"): ("2026-09-09", "2026-09-09"),  # the last of Mt and Mc
    ("county-people", "government-appointments"): ("2026-11-09", "2026-11-09"),  # two calendar months
    ("county-consultative", "attend-people"): ("2026-09-09", "2026-09-09"),  # the opening of the other congress
}
LATEST = {  # of those that are counted so, and the nearest of two
    ("deputy-election", "voter-appeals"): "2026-06-23",
    ("deputy-election", "decide-appeals"): "2026-06-26",
    ("deputy-election", "confirm-deputies"): "2026-07-20",
    ("deputy-election", "first-sessions"): "2026-09-11",
    ("county-people", "government-appointments"): "2026-11-09",
    ("county-people", "deliberation"): "2026-09-10",  # two days before the vote
    ("deputy-election", "mt-deliberation"): "2026-07-21",  # 24 hours before it
}


def is_worked(day: date) -> bool:
    iso = day.isoformat()
    return iso in WORKED or (day.weekday() < 5 and not any(first <= iso <= last for first, last in OFF))


def walked(day: date, step: int) -> date:
    """Return the first day that is worked, this one or one beyond it on one side."""
    while not is_worked(day):
        day += DAY * step
    return day


def placed(day: date, anchor: date, latest: date | None) -> date:
    """Return a day that is worked: the next one, but the one before where that would be too late or behind its anchor."""
    after = walked(day, 1)
    too_late = latest is not None and after > latest
    return walked(day, -1) if too_late or day < anchor <= after else after


def anchor_of(row: str, kind: str) -> str:
    main = {"township-party": "T", "county-party": "C", "county-people": "Mc", "county-consultative": "Z"}
    return "Mt" if row.startswith("Mt") else main.get(kind, "E")


def by_hand(kind: str, row: list[Any], anchors: dict[str, date]) -> tuple[date, date, date | None]:
    number, step_id, _cell, first, last, latest = row
    base = anchors[anchor_of(number, kind)]
    limit = base + DAY * latest if latest != "" else None
    start, end = base + DAY * first, base + DAY * last
    if next(step for step in KINDS[kind].steps if step.id == step_id).sitting:
        return start, end, limit
    if limit is not None and start >= limit:
        day = walked(limit, -1)
        return day, day, limit
    return placed(start, base, limit), placed(end, base, None) if last != first else placed(start, base, limit), limit


def cases() -> list[Any]:
    return [
        pytest.param(plan["kind"], plan["anchors"], row, id=f"{plan['kind']}-{row[1]}")
        for plan in VECTORS
        for row in plan["rows"]
    ]


@pytest.mark.parametrize(("kind", "anchors", "vector"), cases())
def test_the_vectors_are_what_the_tables_give_by_walking_the_days(
    kind: str, anchors: dict[str, date], vector: list[Any]
) -> None:
    number, step_id, start, end, latest = vector[:5]
    beside = BESIDE.get((kind, step_id))
    read = next((row for row in READ[kind] if row[:2] == [number, step_id]), None)
    assert read is not None or beside is not None
    found = by_hand(kind, read, anchors) if read is not None else (None, None, None)
    days = tuple(map(date.fromisoformat, beside)) if beside else found[:2]
    assert (start, end) == days
    limit = LATEST.get((kind, step_id))
    assert (latest or None) == (date.fromisoformat(limit) if limit else found[2])


@pytest.mark.parametrize("kind", READ)
def test_the_shipped_steps_have_the_offsets_of_the_tables(kind: str) -> None:
    steps = {step.id: step for step in KINDS[kind].steps}
    for number, step_id, cell, first, last, _latest in READ[kind]:
        step = steps[step_id]
        assert step.anchor == anchor_of(number, kind) in ANCHORS, cell
        if step.offset is not None:  # else on the last day that its rule allows, which the vectors have
            assert (step.offset, step.offset if step.until is None else step.until) == (first, last), cell
    apart = {step_id for other, step_id in BESIDE if other == kind}
    assert {row[1] for row in READ[kind]} | apart == set(steps)


def test_the_shipped_days_off_are_those_that_were_published() -> None:
    tables = load_plan_tables().years
    for year in ("2025", "2026"):
        found = {
            each.first + DAY * at for each in tables[year].holidays for at in range((each.last - each.first).days + 1)
        }
        off = {date.fromisoformat(first) + DAY * at for first, last in OFF for at in range(_length(first, last))}
        assert found == {day for day in off if str(day.year) == year}
        worked = sorted(str(day) for each in tables[year].holidays for day in each.work)
        assert worked == [day for day in WORKED if day.startswith(year)]


def _length(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
