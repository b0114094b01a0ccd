"""Résumés as real files have them: read into rows, every character of the text kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.resume import RowKind, read_resume, write_resume


def rows(text: str) -> list[tuple[str, str, str]]:
    """Return of each row the beginning, the end and the text."""
    found = read_resume(text)
    assert "".join(row.raw for row in found) == text
    return [(_said(row.start), "…" if row.ongoing else _said(row.end), row.text) for row in found]


def _said(date: object) -> str:
    return getattr(date, "dotted", str)() if date else ""


USUAL = """2004.09--2008.07  云川农业大学学习
2008.08--2013.04  青禾县农业局科员
2013.04--2019.10  柳河镇副镇长
                  （其间：2016.03--2016.07在县委党校中青班
                  学习）
2019.10--         柳河镇党委副书记、镇长"""


def test_the_usual_form() -> None:
    assert rows(USUAL) == [
        ("2004.09", "2008.07", "云川农业大学学习"),
        ("2008.08", "2013.04", "青禾县农业局科员"),
        ("2013.04", "2019.10", "柳河镇副镇长"),
        ("", "", "（其间：2016.03--2016.07在县委党校中青班学习）"),
        ("2019.10", "…", "柳河镇党委副书记、镇长"),
    ]
    note = read_resume(USUAL)[3]
    assert (note.kind, note.parent) == (RowKind.NOTE, 2)


@pytest.mark.parametrize("dash", ["--", "-", "—", "——", "–", "－", "―", "─", "~", "～", "至"])
@pytest.mark.parametrize("blanks", ["  ", "\t", "", "\u3000"])
def test_every_dash_and_every_blank_behind_the_dates(dash: str, blanks: str) -> None:
    text = f"1999.01{dash}2001.12{blanks}柳河镇干部（2000.01-2000.12挂职）"
    assert rows(text) == [("1999.01", "2001.12", "柳河镇干部（2000.01-2000.12挂职）")]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("199001--199601  干部", ("1990.01", "1996.01", "干部")),
        ("1990.1--1996.6  干部", ("1990.01", "1996.06", "干部")),
        ("1998－2001  师范学校学习", ("1998", "2001", "师范学校学习")),
        ("1987年9月至1990年7月 学习", ("1987.09", "1990.07", "学习")),
        ("1998.09  参加工作", ("1998.09", "", "参加工作")),
        ("  2001．12--2004．12  干部", ("2001.12", "2004.12", "干部")),
        ("2021.08--至今     镇长", ("2021.08", "…", "镇长")),
        ("2021.08--       镇长", ("2021.08", "…", "镇长")),
        ("2021.08--         镇长", ("2021.08", "…", "镇长")),
        ("2021.08-今 镇长", ("2021.08", "…", "镇长")),
    ],
)
def test_dates_in_every_spelling(line: str, read: tuple[str, str, str]) -> None:
    assert rows(line) == [read]


@pytest.mark.parametrize("line", ["2004.08-2-009.04  科员", "2009..04--2013.04\t科员", "2004.18--2009.04  科员"])
def test_slips_are_marked_and_stay_as_they_are(line: str) -> None:
    (row,) = read_resume(line)
    assert row.slip == line.split()[0].removesuffix("科员")
    assert (row.text, row.end) == ("科员", None)
    assert write_resume([row]) == line


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "<br/>", "&#xD;\n", "&#xD;"])
def test_every_line_end_and_none_behind_the_last(end: str) -> None:
    text = f"1999.01--2001.12  干部{end}2001.12--         镇长{end}"
    assert rows(text) == [("1999.01", "2001.12", "干部"), ("2001.12", "…", "镇长")]


def test_entries_that_run_together_are_parted_at_their_dates_alone() -> None:
    text = (
        "2004.09--2008.07  大学学习2008.08--2013.04  科员（2010.01--2010.12挂职）"
        + " " * 18
        + "（其间：2011.03--2011.07培训）2013.04--         镇长"
    )
    assert [row[:2] for row in rows(text)] == [
        ("2004.09", "2008.07"),
        ("2008.08", "2013.04"),
        ("", ""),
        ("2013.04", "…"),
    ]
    assert read_resume(text)[2].parent == 1


def test_what_follows_an_empty_line_is_a_note_of_no_entry() -> None:
    found = read_resume("2013.04--         镇长\n\n（2010.09--2012.07党校学习）")
    assert [(row.kind, row.parent) for row in found] == [(RowKind.ENTRY, None), (RowKind.NOTE, None)]


def test_a_text_without_dates_is_one_row() -> None:
    assert rows("早年务农，\n后任村干部") == [("", "", "早年务农，后任村干部")]
    assert read_resume(" \n") == ()


def test_rows_are_written_with_a_prefix_of_18() -> None:
    written = write_resume(
        read_resume("1998.09 参加工作\n1998－2001 学习\n2001.07—2004.08 教师\n（其间：培训）\n2004.08-至今 局长")
    )
    assert written.split("\n") == [
        "1998.09           参加工作",
        "1998--2001        学习",
        "2001.07--2004.08  教师",
        "                  （其间：培训）",
        "2004.08--         局长",
    ]
    assert write_resume(read_resume(written)) == written


lines = st.lists(
    st.sampled_from(
        [
            "2004.09--2008.07  学习",
            "2013.04--         镇长",
            "1998－2001 学",
            "（其间：2001.01培训）",
            " " * 18 + "续行",
            "",
            "200901-201001\t干部",
        ]
    )
    | st.text("0123456789.-—至今 年月（）镇\t\r\n", max_size=20),
    max_size=8,
)


@given(lines, st.sampled_from(["\n", "\r\n", "\r", "<br/>"]))
def test_no_character_is_lost(parts: list[str], end: str) -> None:
    text = end.join(parts)
    found = read_resume(text)
    assert "".join(row.raw for row in found) == (text if found else "")
    assert bool(found) == bool(text.replace("<br/>", "").strip())


months = st.dates(date(1950, 1, 1), date(2100, 12, 31)).map(lambda day: f"{day.year:04d}.{day.month:02d}")


@given(
    st.lists(st.tuples(months, months, st.sampled_from(["柳河镇镇长", "在县委党校学习", "A&B公司经理"])), min_size=1)
)
def test_what_is_written_is_read_as_it_was(entries: list[tuple[str, str, str]]) -> None:
    text = "\n".join(f"{start}--{end}  {said}" for start, end, said in entries)
    assert rows(text) == entries


def test_entries_on_one_line_are_parted_where_the_text_has_line_ends_too() -> None:
    text = (
        "2004.09--2008.07  大学学习2008.08--2013.04  科员（其间：2011.03--2011.07  培训）\n"
        "2013.04--2019.10  副镇长，2019.10--         镇长\n"
        "                  （其间：2020.03--2020.07  党校学习）"
    )
    assert [row[:2] for row in rows(text)] == [
        ("2004.09", "2008.07"),
        ("2008.08", "2013.04"),
        ("2013.04", "2019.10"),
        ("2019.10", "…"),
        ("", ""),
    ]


@pytest.mark.parametrize("mark", ["；", "。", ";", "； "])
def test_sentences_that_begin_with_two_dates_are_entries(mark: str) -> None:
    text = f"2004.9-2008.7在云川大学学习{mark}2008年8月至2013年4月任科员{mark}2013.4-至今任局长"
    assert [row[:2] for row in rows(text)] == [("2004.09", "2008.07"), ("2008.08", "2013.04"), ("2013.04", "…")]


def test_dates_in_brackets_and_single_dates_begin_no_entry() -> None:
    text = "2004.09--2008.07  学习；2007.06入党（2006.01-2006.12 预备；2006.02-2006.03 培训）"
    assert len(rows(text)) == 1
