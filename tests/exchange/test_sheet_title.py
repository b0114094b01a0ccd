"""The heading over a sheet's table, which names a new roster."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from huanjie_desktop.exchange.books import open_book
from huanjie_desktop.exchange.sheet_title import title_of
from huanjie_desktop.exchange.tables import find_tables
from tests.exchange.books import write_book

KNOWN = {"姓名": "name", "性别": "sex", "出生年月": "birth"}


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["青禾县党代会代表名册"], "青禾县党代会代表名册"),
        (["附件1", "青禾县党代会代表名册（共3人）", "填报单位：柳河镇", "2026年7月1日"], "青禾县党代会代表名册"),
        (["附件2：青禾县干部名册"], "青禾县干部名册"),
        (["中国共产党青禾县第十三次代表大会", "代　表　名　册"], "中国共产党青禾县第十三次代表大会代表名册"),
        (["中国共产党青禾县第十三次代表大会\n代表名册"], "中国共产党青禾县第十三次代表大会代表名册"),
        (["青禾县2026年换届人选", "（按姓氏笔画排序）"], "青禾县2026年换届人选"),
        (["柳河镇", "党代表候选人初步人选名单"], "党代表候选人初步人选名单"),
        (["代表名册样表", "填表说明：一人一行。"], ""),
        (["附件1"], ""),
        (["柳河镇"], ""),
        (["第一代表团"], ""),
        (["填表人：张三"], ""),
        (["2026年7月1日", "共25人"], ""),
        (["List"], ""),
        ([], ""),
        (["青禾县" * 40 + "干部名册"], ""),
    ],
)
def test_what_of_the_lines_over_a_table_is_its_heading(lines: Sequence[str], title: str) -> None:
    assert title_of(lines) == title


def test_the_heading_of_the_sheet_that_is_read_is_taken(tmp_path: Path) -> None:
    body = [["姓名", "性别", "出生年月"], ["赵甲", "男", "1985.07"], ["钱乙", "女", "1986.02"]]
    path = write_book(tmp_path / "a.xlsx", [["青禾县党代会代表名册", "", ""], ["填报单位：柳河镇", "", ""], *body])
    assert find_tables(open_book(path), None, lambda word: KNOWN.get(word, "")).title == "青禾县党代会代表名册"
    path = write_book(tmp_path / "b.xlsx", body)
    assert find_tables(open_book(path), None, lambda word: KNOWN.get(word, "")).title == ""
    path = write_book(tmp_path / "c.xlsx", [["青禾县干部名册"], ["柳河镇"], *body, ["东岭乡"], *body])
    assert find_tables(open_book(path), None, lambda word: KNOWN.get(word, "")).title == "青禾县干部名册"
