"""Fields are found and filled however a text is split, and what is put in is never looked at again."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.exchange.templates.fields import FIELD, fill_nodes, names_in
from huanjie_desktop.exchange.templates.package import crops


@dataclass
class Node:
    text: str | None


VALUES = {"姓名": "林木", "简历.起": "2004.09", "备注": "{{姓名}}", "空": ""}


def say(name: str) -> str:
    return VALUES.get(name, "?")


def filled(*texts: str | None) -> list[str]:
    nodes = [Node(text) for text in texts]
    fill_nodes(nodes, say)
    return [node.text or "" for node in nodes]


@pytest.mark.parametrize(
    ("texts", "after"),
    [
        (["{{姓名}}"], ["林木"]),
        (["{", "{姓", "名}", "}好"], ["林木", "", "", "好"]),
        (["甲{{姓名}}乙{{ 姓名 }}丙"], ["甲林木乙林木丙"]),
        (["｛｛姓名｝｝"], ["林木"]),
        (["{{简历．起}}"], ["2004.09"]),
        (["{{备注}}"], ["{{姓名}}"]),
        (["a{{空}}", None, "b"], ["a", "", "b"]),
        (["{{姓名", "}}", "{{姓", "名}}"], ["林木", "", "林木", ""]),
        (["{姓名}", "{{}}"], ["{姓名}", "{{}}"]),
    ],
)
def test_a_field_is_filled_where_it_began(texts: list[str], after: list[str]) -> None:
    assert filled(*texts) == after


def test_signs_that_xml_does_not_know_fall_away() -> None:
    nodes = [Node("{{姓名}}")]
    fill_nodes(nodes, lambda _name: "林\x00木\x0b\r\n甲")
    assert nodes[0].text == "林木\n甲"


PIECES = st.lists(
    st.sampled_from(["{{姓名}}", "{{ 空 }}", "{{备注}}", "甲", "乙 ", "{", "}", "=1+1", "\n"]), max_size=8
)


@given(PIECES, st.data())
def test_it_does_not_matter_how_a_text_is_split(pieces: list[str], data: st.DataObject) -> None:
    whole = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    texts = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    wanted = FIELD.sub(lambda found: say(names_in(found[0])[0]), whole)
    assert "".join(filled(*texts)) == wanted


@given(st.integers(1, 4000), st.integers(1, 4000), st.floats(1, 500), st.floats(1, 500))
def test_a_picture_is_cut_and_never_stretched(wide: int, tall: int, width: float, height: float) -> None:
    cut = crops(wide, tall, width, height)
    left = wide * (1 - (cut.get("l", 0) + cut.get("r", 0)) / 100_000)
    high = tall * (1 - (cut.get("t", 0) + cut.get("b", 0)) / 100_000)
    assert not ({"l", "t"} <= cut.keys())
    assert abs(left * height - high * width) <= max(wide * height, tall * width) * 1e-4
