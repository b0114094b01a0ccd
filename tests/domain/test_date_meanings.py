"""What a date may mean that cannot be read for sure."""

from datetime import date

import pytest

from huanjie_desktop.domain.date_meanings import meanings_of
from huanjie_desktop.domain.dates import parse_partial_date
from huanjie_desktop.domain.fields import field_text

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("80.3", ["1980.03"]),
        ("８０．０３", ["1980.03"]),
        ("80年3月", ["1980.03"]),
        ("80-12", ["1980.12"]),
        ("8003", ["1980.03"]),
        ("8003.0", ["1980.03"]),
        ("80.1", ["1980.01", "1980.10"]),
        ("80.10", ["1980.10"]),
        ("03.80", ["1980.03"]),
        ("3/80", ["1980.03"]),
        ("2.5", ["2002.05"]),  # 02.5 as a number
        ("05.08", ["2005.08", "2008.05"]),
        ("26.8", ["1926.08"]),  # what is ahead of today is nobody's
        ("80.3.12", ["1980-03-12"]),
        ("3/12/80", ["1980-03-12", "1980-12-03"]),
        ("1985.1", ["1985.01", "1985.10"]),
        ("29283", ["1980-03-03"]),
        ("29283.5", ["1980-03-03"]),
        ("1995年07月 30", ["1995-07-30", "1995.07"]),
        ("80.13", []),
        ("350", []),
        ("1980.03", []),
        ("张三", []),
        ("", []),
    ],
)
def test_what_a_text_may_mean(text: str, means: list[str]) -> None:
    found = [field_text(each.date) for each in meanings_of(text, TODAY)]
    assert found == means
    assert [field_text(parse_partial_date(each)) for each in found] == found  # each may be put into the cell


def test_cells_that_are_read_alike_have_one_way() -> None:
    ways = [{each.how for each in meanings_of(text, TODAY)} for text in ("80.3", "79年12月", "8101", "1985.1")]
    assert ways[0] == ways[1] == ways[2]
    assert not ways[0] & ways[3]
