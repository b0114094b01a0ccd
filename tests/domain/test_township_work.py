"""Work in townships, by the résumé."""

from datetime import date

import pytest

from huanjie_desktop.domain.resume import read_resume
from huanjie_desktop.domain.township_work import is_township, township_months

BASE = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("text", "township"),
    [
        ("青禾县柳河镇科员", True),
        ("平安乡副乡长", True),
        ("城关街道办事处主任", True),
        ("青禾县乡镇企业局科员", False),
        ("青禾县城镇管理局科员", False),
        ("青禾县乡村振兴局副局长", False),
        ("县委组织部乡镇股股长", False),
        ("云川大学学习", False),
    ],
)
def test_what_is_a_township(text: str, township: bool) -> None:
    assert is_township(text) is township


@pytest.mark.parametrize(
    ("lines", "months", "leading"),
    [
        (("2008.08--2013.04  青禾县农业局科员", "2013.04--2019.10  柳河镇副镇长"), 78, 78),
        (("2013.04--2016.04  柳河镇科员", "2016.04--  柳河镇党委委员"), 159, 123),
        (("2013.04--2014.04  柳河镇科员", "2013.10--2014.10  平安乡科员"), 18, 0),
        (("2013--2014  柳河镇科员", "2013..04--2014.04  柳河镇科员", "（其间：2015.01--2016.01柳河镇挂职）"), 0, 0),
        (("2013.04--2014.04  柳河镇小河村党支部书记",), 0, 0),
    ],
)
def test_months_in_townships_and_at_their_head(lines: tuple[str, ...], months: int, leading: int) -> None:
    rows = read_resume("\n".join(lines))
    assert (township_months(rows, BASE), township_months(rows, BASE, leading=True)) == (months, leading)
