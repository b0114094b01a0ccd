"""Which field a file's column is taken for."""

import pytest

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.exchange.columns import FileColumn, Guess, known_field, match_columns

SPECS = {field: spec for field, spec in load_catalog().columns.items() if spec.importable}


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("姓　名", "name"),
        ("*性别", "sex"),
        ("性别：", "sex"),
        ("（1）民族", "ethnic_group"),
        ("出生\n年月（岁）", "birth"),
    ],
)
def test_marks_numbers_and_spaces_do_not_count(head: str, field: str) -> None:
    assert known_field(head, SPECS) == field


def test_the_clerks_choice_goes_before_all() -> None:
    columns = [FileColumn("姓名"), FileColumn("职务", cells=("镇长", "书记"))]
    assert match_columns(columns, SPECS, {"职务": "remark"})[1] == Guess(
        "职务", "remark", 3, ("镇长", "书记"), "已指定"
    )


def test_a_second_column_of_one_field_is_named() -> None:
    guesses = match_columns([FileColumn("性别"), FileColumn("性 别")], SPECS)
    assert (guesses[1].field, guesses[1].why) == ("", "与“性别”栏重复")
