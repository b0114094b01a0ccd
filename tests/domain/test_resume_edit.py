"""A résumé changed row by row: the other rows keep their very text, and what comes out reads as it was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain import resume_edit
from huanjie_desktop.domain.resume import RowKind, read_resume
from huanjie_desktop.domain.resume_edit import END, START, TEXT

ODD = (
    "1998．09—2001.7 云川师范学校学习\r\n\r\n"
    "2001.08--2004.12\t青禾县柳河镇干部\r\n"
    "                  （其间：2003.03-2003.07在县委党校学习）\r\n"
    "2004.08-2-009.04  青禾县石桥镇副镇长\r\n"
    "2010.06至今     青禾县柳河镇党委书记\r\n"
)


def changed_lines(old: str, new: str) -> list[tuple[str, str]]:
    """Return the lines that differ, of texts with as many lines."""
    pairs = zip(old.splitlines(keepends=True), new.splitlines(keepends=True), strict=True)
    return [(one, other) for one, other in pairs if one != other]


@pytest.mark.parametrize(
    ("at", "field", "text", "line"),
    [
        (0, START, "1998.10", "1998.10--2001.07  云川师范学校学习\r\n"),
        (1, END, "2004.11", "2001.08--2004.11  青禾县柳河镇干部\r\n"),
        (1, END, "至今", "2001.08--         青禾县柳河镇干部\r\n"),
        (1, START, "2001.09-2003.01", "2001.09--2003.01  青禾县柳河镇干部\r\n"),
        (
            2,
            TEXT,
            "（其间：2003.03--2003.07在市委党校学习）",
            " " * 18 + "（其间：2003.03--2003.07在市委党校学习）\r\n",
        ),
        (3, START, "2004.08--2009.04", "2004.08--2009.04  青禾县石桥镇副镇长\r\n"),
        (3, TEXT, "青禾县石桥镇\n镇长", "2004.08-2-009.04  青禾县石桥镇镇长\r\n"),
        (4, TEXT, "青禾县柳河镇党委书记、一级主任科员", "2010.06--         青禾县柳河镇党委书记、一级主任科员\r\n"),
        (4, END, "2024年5月", "2010.06--2024.05  青禾县柳河镇党委书记\r\n"),
    ],
)
def test_one_row_is_changed_and_no_other_line(at: int, field: str, text: str, line: str) -> None:
    ((_old, new),) = changed_lines(ODD, resume_edit.change_row(ODD, at, field, text))
    assert new == line


@pytest.mark.parametrize(
    ("at", "field", "text", "said"),
    [
        (0, START, "昨天", "“昨天”看不出是哪年哪月"),
        (0, END, "1997.01", "早于起“1998.09”"),
        (0, TEXT, " ", "经历不能是空的"),
        (2, START, "2003.03", "没有自己的起止时间"),
    ],
)
def test_what_cannot_be_is_said(at: int, field: str, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        resume_edit.change_row(ODD, at, field, text)


def test_rows_come_and_go() -> None:
    more = resume_edit.add_row(ODD, "2024.06", "", "青禾县副县长")
    assert more == ODD + "2024.06--         青禾县副县长"
    noted = resume_edit.add_row(ODD, "", "", "（其间：2012.03--2014.06在云川大学学习）")
    assert noted == ODD + " " * 18 + "（其间：2012.03--2014.06在云川大学学习）"
    assert resume_edit.add_row("", "2001.08", "2004.12", "柳河镇干部") == "2001.08--2004.12  柳河镇干部"
    assert resume_edit.add_row("2001.08--2004.12  甲", "2005", "", "乙") == "2001.08--2004.12  甲\n2005--            乙"
    assert resume_edit.remove_rows(ODD, [1, 2]) == ODD.replace(ODD[ODD.index("2001.08") : ODD.index("2004.08-2")], "")
    with pytest.raises(ValueError, match="请填写起始年月"):
        resume_edit.add_row(ODD, "", "", "柳河镇干部")
    assert (
        resume_edit.add_text(ODD, "2024.06--2025.01  甲\n2025.01--  乙\n")
        == ODD + "2024.06--2025.01  甲\n2025.01--  乙"
    )


def test_a_gap_is_closed_or_filled() -> None:
    text = "2014.08--2016.05  青禾县农业局科员\n2016.07--2019.03  青禾县石桥镇副镇长"
    assert resume_edit.close_gap(text, 1).startswith("2014.08--2016.07  青禾县农业局科员\n2016.07")
    assert resume_edit.fill_gap(text, 1, "待业").split("\n")[1] == "2016.05--2016.07  待业"
    with pytest.raises(ValueError, match="没有可以连上的"):
        resume_edit.close_gap(text, 0)


def test_entries_that_run_together_are_set_into_lines_by_a_change() -> None:
    text = "1999.01--2001.12  柳河镇干部2001.12--2004.05  柳河镇副镇长2004.05--         柳河镇镇长"
    assert resume_edit.change_row(text, 1, TEXT, "石桥镇副镇长") == (
        "1999.01--2001.12  柳河镇干部\n2001.12--2004.05  石桥镇副镇长\n2004.05--         柳河镇镇长"
    )


def test_entries_on_one_line_among_others_stay_so_until_one_of_them_is_changed() -> None:
    first, second = "1999.01--2001.12  柳河镇干部", "2001.12--2004.05  柳河镇副镇长"
    text = f"{first}{second}\r\n2004.05--         柳河镇镇长\r\n"
    assert len(read_resume(text)) == 3
    assert resume_edit.change_row(text, 2, TEXT, "县长") == text.replace("柳河镇镇长", "县长")
    assert resume_edit.change_row(text, 0, TEXT, "石桥镇干部") == text.replace(
        first, "1999.01--2001.12  石桥镇干部\r\n"
    )
    assert resume_edit.remove_rows(text, [1]) == f"{first}\r\n2004.05--         柳河镇镇长\r\n"


@pytest.mark.parametrize("raw", [ODD, "甲\r乙\r丙", "甲\n乙\r\n丙\n", "甲"])
def test_lines_that_nobody_typed_over_keep_their_ends(raw: str) -> None:
    shown = raw.replace("\r\n", "\n").replace("\r", "\n")
    assert resume_edit.retyped(raw, shown, shown) == raw
    first, _, rest = shown.partition("\n")
    typed = "新" + first + ("\n" + rest if rest else "")
    new = resume_edit.retyped(raw, shown, typed)
    assert new.replace("\r\n", "\n").replace("\r", "\n") == typed
    assert new.endswith(raw.splitlines(keepends=True)[-1]) or not rest


POST = st.sampled_from(["柳河镇干部", "县委组织部副部长", "云川大学学习", "石桥镇党委书记、人大主席"])
ENTRY = st.builds(
    lambda year, month, dash, blanks, post: f"{year}.{month:02d}{dash}{year + 1}.{month:02d}{blanks}{post}",
    st.integers(1980, 2020),
    st.integers(1, 12),
    st.sampled_from(["--", "-", "—", "至", "~"]),
    st.sampled_from(["  ", "\t", " "]),
    POST,
)


@given(st.lists(ENTRY, min_size=1, max_size=6), st.sampled_from(["\n", "\r\n", "\r", "<br/>"]), st.data())
def test_any_change_reads_as_it_was_meant(lines: list[str], end: str, data: st.DataObject) -> None:
    raw = end.join(lines)
    before = read_resume(raw)
    at = data.draw(st.integers(0, len(before) - 1))
    text = data.draw(POST)
    after = read_resume(resume_edit.change_row(raw, at, TEXT, text))
    assert [row.raw for row in after[:at]] + [row.raw for row in after[at + 1 :]] == [
        row.raw for row in before[:at]
    ] + [row.raw for row in before[at + 1 :]]
    assert (after[at].start, after[at].end, after[at].text) == (before[at].start, before[at].end, text)
    grown = read_resume(resume_edit.add_row(raw, "2021.01", "", text))
    assert (grown[-1].kind, grown[-1].ongoing, grown[-1].text, len(grown)) == (
        RowKind.ENTRY,
        True,
        text,
        len(before) + 1,
    )
    assert (
        read_resume(resume_edit.remove_rows(raw, [at]))
        == tuple(row for number, row in enumerate(read_resume(raw)) if number != at)
        or at == len(before) - 1
    )
