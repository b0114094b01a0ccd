"""Texts with fields: parsed, checked against a register, filled; nothing that an office types is an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.templates import BLANK, Field, FieldRegister, Filled, parse

REGISTER: FieldRegister[dict[str, str]] = FieldRegister(
    (
        Field("dates", "会议日期", lambda facts: facts.get("dates", "")),
        Field("venue", "会议地点", lambda facts: facts.get("venue", ""), "会场"),
    )
)
TEXT = "定于{dates}在{venue}举行，{dates}开幕。"


def test_fields_are_filled_wherever_they_stand() -> None:
    facts = {"dates": "7月26日", "venue": "{县}会堂"}
    assert REGISTER.fill(TEXT, facts) == Filled("定于7月26日在{县}会堂举行，7月26日开幕。")
    assert parse(TEXT).fields == ("dates", "venue")


def test_a_field_without_a_value_is_a_blank_and_is_told_once() -> None:
    assert REGISTER.fill(TEXT, {}) == Filled(f"定于{BLANK}在会场举行，{BLANK}开幕。", ("会议日期", "会议地点"))
    assert REGISTER.fill("在{venue}", {"dates": "x"}).empty == ("会议地点",)


def test_a_field_may_stand_under_its_title_and_be_shown_by_it() -> None:
    assert REGISTER.fill("{会议日期}", {"dates": "7月"}).text == "7月"
    assert REGISTER.in_words(TEXT) == "定于{会议日期}在{会议地点}举行，{会议日期}开幕。"
    assert REGISTER.in_names(REGISTER.in_words(TEXT)) == TEXT
    assert REGISTER.in_words("{{dates}}和{x}") == "{{dates}}和{x}"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("没有栏目", []),
        ("{dates}{会议地点}", []),
        ("{title}和{x}", ["不认识“{title}”", "不认识“{x}”"]),
        ("{dates", ["花括号不成对"]),
        ("a}b", ["花括号不成对"]),
        ("{ }", ["花括号中没有写内容"]),
        ("{{dates}}", []),
        ("{dates!r}", ["不认识“{dates!r}”"]),
        ("{0}", ["不认识“{0}”"]),
    ],
)
def test_problems_are_phrases(text: str, problems: list[str]) -> None:
    assert REGISTER.problems(text) == problems


def test_what_is_no_field_is_printed_as_written_and_told() -> None:
    assert REGISTER.fill("{x}在{venue}", {"venue": "礼堂"}) == Filled("{x}在礼堂", ("{x}",))
    assert REGISTER.fill("{dates", {"dates": "7月"}) == Filled("{dates")


def test_braces_can_be_meant() -> None:
    assert REGISTER.fill("{{{dates}}}", {"dates": "7月"}).text == "{7月}"


def test_some_fields_alone() -> None:
    assert REGISTER.only("venue").problems(TEXT) == ["不认识“{dates}”"]


@given(st.text(alphabet="{}ab日 \n", max_size=30), st.dictionaries(st.sampled_from(["dates", "venue"]), st.text()))
def test_nothing_typed_raises(text: str, facts: dict[str, str]) -> None:
    filled = REGISTER.fill(text, facts)
    if "{" not in text and "}" not in text:
        assert filled == Filled(text)
    if not REGISTER.problems(text):
        assert not [title for title in filled.empty if title.startswith("{")]


@given(st.text(max_size=20))
def test_a_value_is_never_parsed_again(value: str) -> None:
    assert REGISTER.fill("[{dates}]", {"dates": value}).text == f"[{value or BLANK}]"
