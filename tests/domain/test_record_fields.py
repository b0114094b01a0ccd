"""A form's field: what it shows for a value and what is meant by what it shows; what is written against asked."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.record_fields import FieldSpec, FieldState

CHOICES = (("county", "县"), (None, "未定"), (3, "三"))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text("甲乙丙abc ", max_size=8).map(str.strip),
    "long": st.text("甲乙\nab", max_size=12).map(str.strip),
    "day": st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    "clock": st.none() | st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    "count": st.none() | st.integers(0, 100_000),
    "mm": st.none() | st.integers(0, 9_999).map(lambda tenths: tenths / 10),
    "choice": st.sampled_from([value for value, _words in CHOICES]),
    "tick": st.booleans(),
}


@given(st.data())
@pytest.mark.parametrize("kind", sorted(VALUES))
def test_what_is_shown_is_read_back(kind: str, data: st.DataObject) -> None:
    spec = FieldSpec("field", "字段", kind, choices=CHOICES)
    value = data.draw(VALUES[kind])
    assert spec.read(spec.shown(value), 2026) == value


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        *(("text", None, ""), ("long", None, ""), ("day", None, ""), ("clock", None, ""), ("count", None, "")),
        *(("choice", "nowhere", -1), ("tick", None, False), ("text", 7, "7"), ("count", 0, "0")),
        *(("day", date(2026, 7, 26), "2026-07-26"), ("clock", time(9), "09:00"), ("long", "a\r\nb\xa0c", "a\nb c")),
    ],
)
def test_a_value_is_shown(kind: str, value: object, shown: object) -> None:
    assert FieldSpec("field", "字段", kind, choices=CHOICES).shown(value) == shown


def test_no_choice_is_none_and_a_secret_keeps_its_blanks() -> None:
    assert FieldSpec("field", "字段", "choice", choices=CHOICES).read(-1, 2026) is None
    assert FieldSpec("field", "字段", secret=True).read(" a ", 2026) == " a "
    assert FieldSpec("field", "字段").read(" a ", 2026) == "a"


@pytest.mark.parametrize(
    ("spec", "shown", "sentence"),
    [
        (FieldSpec("field", "字段", needed="请填写。"), "  ", "请填写。"),
        (FieldSpec("field", "字段", "count", needed="请填写。"), "", "请填写。"),
        (FieldSpec("field", "字段", "choice", choices=CHOICES, needed="请选择。"), -1, "请选择。"),
        (FieldSpec("field", "字段", "count", least=1, most=3), "4", "“4”超出范围，请填写1到3的整数。"),
        (FieldSpec("field", "字段", check=lambda text: "" if text else "空。"), "", "空。"),
        (FieldSpec("field", "字段", needed="请填写。", check=lambda text: f"不要{text}。"), "甲", "不要甲。"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(spec: FieldSpec, shown: str | int, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        spec.read(shown, 2026)
    assert str(caught.value) == sentence


def test_zero_is_no_blank() -> None:
    assert FieldSpec("field", "字段", "count", needed="请填写。").read("0", 2026) == 0


def test_what_is_asked_for_is_expected_until_it_is_answered() -> None:
    state = FieldState(written="甲")
    assert state.expected == "甲"
    state.asked += ["乙", "丙"]
    assert state.expected == "丙"
    state.answer("乙", stored=True)
    assert (state.written, state.expected) == ("乙", "丙")
    state.answer("丙", stored=False)
    assert state.expected == "乙"
    state.answer("丁", stored=True)  # nobody asked
    assert state.written == "乙"


def test_none_may_be_what_was_refused() -> None:
    state = FieldState()
    assert not state.was_refused
    state.refused = None
    assert state.was_refused
    state.forget_refusal()
    assert not state.was_refused
