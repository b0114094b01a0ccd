"""A column's value and text: what is computed, how values are said, how a register of other things has its own."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.columns import (
    PEOPLE,
    Columns,
    ListedPerson,
    Place,
    Value,
    carried_text,
    kept_text,
    sort_key_of,
    text_of,
)
from huanjie_desktop.domain.dates import PartialDate, from_iso
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.roster import RosterEntry

AT = Place(date(2026, 7, 26), 3, "柳河镇代表团")


def said(field: str, entry: RosterEntry | None = None, **fields: Any) -> str:
    return PEOPLE.text(field, ListedPerson(Person("p", "林木", **fields), entry), AT)


@pytest.mark.parametrize(
    ("joined", "status", "words"),
    [
        (None, "", ""),
        (PartialDate(2003, 5), "中共党员", "2003.05"),
        (PartialDate(2003, 5, 7), "中共预备党员", "2003.05"),
        (PartialDate(2003), "", "2003"),
        (None, "民盟", "民盟"),
        (PartialDate(2001, 5), "民盟", "2001.05；民盟"),
        (PartialDate(2003, 5), "中共党员；民建；民盟", "2003.05；民建；民盟"),
        (None, "民建；民盟", "民建；民盟"),
        (None, "无党派", "无党派"),
        (None, "群众", ""),
        (None, "共青团员", ""),
        (None, "中共党员", ""),
    ],
)
def test_the_date_of_joining_is_said_as_the_official_form_has_it(
    joined: PartialDate | None, status: str, words: str
) -> None:
    assert said("party_joined", party_joined=joined, political_status=status) == words
    assert PEOPLE.value("party_joined", ListedPerson(Person("p", "林木", party_joined=joined)), AT) == joined


def test_computed_columns() -> None:
    entry = RosterEntry("e", "r", "p", 0, "县直代表团", "备注甲")
    assert said("serial") == "3"
    assert said("age", birth=PartialDate(1985, 7, 27)) == "40"
    assert said("age") == ""
    assert said("age", birth=PartialDate(2026, 7)) == "0"
    assert said("unit_post", unit="柳河镇", current_post="柳河镇镇长") == "柳河镇镇长"
    assert said("unit_post", unit="柳河镇", current_post="副镇长") == "柳河镇副镇长"
    assert said("unit_post", unit="柳河镇") == "柳河镇"
    assert said("group_name", entry) == "县直代表团"
    assert said("group_name") == "柳河镇代表团"
    assert said("group_name", RosterEntry("e", "r", "p", 0)) == ""
    assert (said("note", entry), said("note")) == ("备注甲", "")


def test_only_what_is_computed_cannot_be_typed_into() -> None:
    assert [field for field in ("name", "birth", "age", "group_name", "party_joined") if PEOPLE.is_editable(field)] == [
        "name",
        "birth",
        "party_joined",
    ]


def test_a_field_that_nobody_has_is_a_bug() -> None:
    with pytest.raises(AttributeError, match="shoe"):
        said("shoe")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        (0, "0"),
        (True, "是"),
        (False, "否"),
        (PartialDate(1985, 7, 12), "1985.07"),
        (date(2026, 7, 6), "2026.07.06"),
        (time(15, 5), "15:05"),
        (87.5, "87.5"),
    ],
)
def test_values_in_words(value: Value, words: str) -> None:
    assert text_of(value) == words


def test_a_value_is_kept_whole_for_other_programs() -> None:
    assert kept_text(PartialDate(1985, 7, 12)) == "1985-07-12"
    assert kept_text("林木") == "林木"


def test_somebody_carried_in_a_file_reads_as_on_the_screen() -> None:
    kept = {
        "name": "林木",
        "birth": "1978-05-12",
        "political_status": "中共党员；民盟",
        "party_joined": "2003-05",
        "shoe": "42",
    }
    said = {field: carried_text(field, kept) for field in (*kept, "phone")}
    assert said == {
        "name": "林木",
        "birth": "1978.05",
        "political_status": "中共党员；民盟",
        "party_joined": "2003.05；民盟",
        "shoe": "42",
        "phone": "",
    }
    assert carried_text("party_joined", {"political_status": "民盟"}) == "民盟"
    assert carried_text("birth", {"birth": "1978年某月"}) == "1978年某月"


@given(st.integers(1900, 2100), st.none() | st.integers(1, 12), st.none() | st.integers(1, 28))
def test_a_kept_date_reads_back(year: int, month: int | None, day: int | None) -> None:
    when = PartialDate(year, month, day if month else None)
    assert from_iso(kept_text(when)) == when


def test_blank_cells_have_no_key_and_others_sort_by_value() -> None:
    assert [sort_key_of(value) for value in (None, "")] == [None, None]
    assert sort_key_of(0) == 0
    dates = [PartialDate(1985, 10), PartialDate(1985), PartialDate(1985, 2, 3)]
    assert sorted(dates, key=sort_key_of) == [PartialDate(1985), PartialDate(1985, 2, 3), PartialDate(1985, 10)]
    assert sorted(["张", "阿", "李"], key=sort_key_of) == ["阿", "李", "张"]


@dataclass(frozen=True)
class Seat:
    row: int
    hall: str


def test_a_register_of_other_things_has_columns_of_its_own() -> None:
    seats = Columns[Seat](
        lambda seat: seat, {"serial": lambda _seat, at: at.serial}, {"hall": lambda seat, _at: f"{seat.hall}会堂"}
    )
    seat = Seat(4, "人民")
    assert [seats.text(field, seat, AT) for field in ("serial", "row", "hall")] == ["3", "4", "人民会堂"]
    assert seats.sort_key("row", seat, AT) == 4
