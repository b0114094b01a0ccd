"""Chinese line layout: what may begin and end a line, what is squeezed, and that nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie_desktop.documents.blocks import Align, Face
from huanjie_desktop.documents.fonts import font_book
from huanjie_desktop.documents.typeset import CLOSERS, OPENERS, Line, Style, fits_one_line, set_text

FONTS = font_book()
STYLE = Style(Face.FANG, 16)
MARKS = "，。、；：？！）》」』】”（《「『【“"
TEXT = st.text(alphabet=st.sampled_from("青禾县党代会代表林木一二" * 3 + MARKS + "aB3.7 "), max_size=80)


def words(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def lay(text: str, chars: float, align: Align = Align.LEFT, indent: float = 0) -> list[Line]:
    return set_text([(text, STYLE)], FONTS, chars * 16, first_indent=indent * 16, align=align)


@settings(deadline=None, max_examples=300)
@given(text=TEXT, chars=st.integers(4, 28))
def test_no_character_is_lost_and_none_moves(text: str, chars: int) -> None:
    set_lines = "".join(words(line) for line in lay(text, chars))
    assert set_lines.replace(" ", "") == text.replace(" ", "")


@settings(deadline=None, max_examples=300)
@given(text=TEXT, chars=st.integers(6, 28))
def test_no_line_is_wider_than_the_measure(text: str, chars: int) -> None:
    for line in lay(text, chars):
        only_marks = all(char in CLOSERS or char in OPENERS for char in words(line)[1:])
        assert line.width <= chars * 16 + 0.01 or only_marks or words(line)[-1:] in CLOSERS


@settings(deadline=None, max_examples=300)
@given(before=st.integers(1, 40), mark=st.sampled_from("，。、；：？！）》」』】”"), after=st.integers(0, 10))
def test_no_line_begins_with_a_closing_mark(before: int, mark: str, after: int) -> None:
    for line in lay("县" * before + mark + "乡" * after, 10)[1:]:
        assert words(line)[0] not in CLOSERS


@settings(deadline=None, max_examples=200)
@given(before=st.integers(0, 40), mark=st.sampled_from("（《「『【“"), after=st.integers(1, 10))
def test_no_line_ends_with_an_opening_mark(before: int, mark: str, after: int) -> None:
    for line in lay("县" * before + mark + "乡" * after, 10)[:-1]:
        assert words(line)[-1] not in OPENERS


def test_a_mark_that_just_does_not_fit_is_squeezed() -> None:
    lines = lay("一二三四五六七八九，十", 9.5)
    assert [words(line) for line in lines] == ["一二三四五六七八九，", "十"]
    assert lines[0].width == pytest.approx(9.5 * 16)


def test_marks_beside_marks_take_half_their_room() -> None:
    assert lay("县（乡）。", 20)[0].width == pytest.approx(4.5 * 16)


def test_latin_words_and_numbers_stay_whole() -> None:
    assert [words(line) for line in lay("会议定于2026年召开", 5)][:2] == ["会议定于", "2026年召"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    lines = lay("x" * 100, 6)
    assert len(lines) > 1
    assert "".join(words(line) for line in lines) == "x" * 100


def test_full_lines_are_justified_and_the_last_is_not() -> None:
    lines = lay("县委a工作报告的决议草案" * 3, 10, Align.JUSTIFY)
    assert all(line.width == pytest.approx(160) for line in lines[:-1])
    assert lines[-1].width < 160


def test_the_first_line_is_indented() -> None:
    first, second = lay("县" * 12, 10, indent=2)
    assert (words(first), words(second)) == ("县" * 8, "县" * 4)
    assert (first.pieces[0].x, second.pieces[0].x) == (32, 0)


def test_characters_fall_back_from_face_to_face() -> None:
    fonts = [piece.font for piece in lay("林𠮷木", 10)[0].pieces]
    assert fonts == ["Fang", "Rare", "Fang"]


def test_a_character_that_no_face_has_is_reported_and_marked() -> None:
    FONTS.missing.clear()
    assert fits_one_line("林\U000e0041", STYLE, FONTS, 100) is not None
    assert FONTS.missing == {"\U000e0041"}
    FONTS.missing.clear()


@pytest.mark.parametrize("end", ["告", "告。", "告）"])
def test_no_character_stands_alone_on_the_last_line_of_running_text(end: str) -> None:
    text = "县" * 27 + "报" + end
    assert [words(line) for line in lay(text, 28, Align.JUSTIFY)] == ["县" * 27, "报" + end]
    assert words(lay(text, 28)[-1]) == end  # elsewhere lines are filled
    assert words(lay("县" * 9 + "报" + end, 10, Align.JUSTIFY)[-1]) == end  # a short line would be torn apart
    kept = "县" * 27 + "，" + end
    assert words(lay(kept, 28, Align.JUSTIFY)[-1]) == end  # a mark cannot begin the line


@settings(deadline=None, max_examples=300)
@given(text=TEXT, chars=st.integers(14, 28))
def test_running_text_takes_no_more_lines_for_that(text: str, chars: int) -> None:
    plain, running = lay(text, chars), lay(text, chars, Align.JUSTIFY)
    assert len(running) == len(plain)
    assert "".join(map(words, running)) == "".join(map(words, plain))
    for line in running[1:]:
        assert words(line)[:1] not in CLOSERS or words(line) == words(plain[running.index(line)])
