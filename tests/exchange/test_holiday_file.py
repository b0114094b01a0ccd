"""Tables of holidays as offices hand them in; what cannot be read is named with its file."""

import json
from datetime import date
from pathlib import Path

import pytest

from huanjie_desktop.catalog.plan_tables import calendar_of
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.holiday_file import read_holidays
from huanjie_desktop.paths import resource_dir

SAME = {
    "year.toml": 'id = "2027"\ntitle = "年"\n[[holidays]]\nname = "国庆节"\nfirst = 2027-10-01\nlast = 2027-10-03\n'
    "work = [2027-10-09]\n",
    "years.json": json.dumps(
        {
            "years": [
                {
                    "id": "2027",
                    "title": "年",
                    "holidays": [
                        {"name": "国庆节", "first": "2027-10-01", "last": "2027-10-03", "work": ["2027-10-09"]}
                    ],
                }
            ]
        }
    ),
    "lists.json": '{"holidays": ["2027-10-01", "2027-10-02", "2027-10-03"], "workdays": ["2027-10-09"]}',
    "days.json": '{"2027-10-01": "休", "2027-10-02": true, "2027-10-03": "off", "2027-10-09": "班"}',
    "lists.toml": "off = [2027-10-01, 2027-10-02, 2027-10-03]\nwork = [2027-10-09]\n",
    "days.csv": "日期,名称,安排\n2027-10-01,国庆节,休\n2027/10/2,国庆节,休\n2027.10.3,国庆节\n\n2027-10-09,国庆节,班\n",
    "wide.csv": "日期,星期,名称,安排,备注\n2027-10-01,五,国庆节,休,\n2027-10-02,六,国庆节,休,\n2027-10-03,日,国庆节,休,\n"
    "2027-10-09,六,,班,补周四的班\n",
    "bare.csv": "2027-10-01\n2027-10-02\n2027-10-03\n2027-10-09,班\n",
}


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("name", SAME)
def test_a_table_is_read_in_each_of_its_forms(tmp_path: Path, name: str) -> None:
    found = read_holidays(written(tmp_path, name, SAME[name]))
    assert list(found) == ["2027"]
    calendar = calendar_of(found)
    assert calendar.off == {date(2027, 10, day) for day in (1, 2, 3)}
    assert calendar.work == {date(2027, 10, 9)}


def test_the_programs_own_files_can_be_handed_in() -> None:
    for file in sorted((resource_dir() / "catalog" / "holidays").glob("*.toml")):
        assert list(read_holidays(file)) == [file.stem]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.toml", "x = [", "“a.toml”的格式不对"),
        ("a.json", "[1]", "应是一组栏目"),
        ("a.json", "{}", "“a.json”里没有放假的日期"),
        ("a.json", '{"id": "2027", "title": "年", "colour": 1}', "“a.json”：“[0]”：不认识“colour”。"),
        ("a.json", '{"years": [{"id": "2027", "title": ""}, {"id": "2027", "title": ""}]}', "2027年有两份"),
        ("a.json", '{"2027-10-01": "maybe"}', "“maybe”不明白"),
        ("a.csv", "2027-02-29,休\n", "“2027-02-29”不是日期"),
        ("a.csv", "2027-10-01,休\n2027-10-01,班\n", "2027-10-01有两次"),
        ("a.csv", "2027-10-09,班\n", "只有上班的日期"),
        ("a.csv", "2027-10-01,休\n2027-10-08,班\n", "2027-10-08不是周六、周日"),
        ("a.csv", "", "没有放假的日期"),
        (
            "a.csv",
            "日期,名称,安排\n2027-10-01,国庆节,休\n2027-05-10,,上班日\n",
            "“a.csv”第3行的“上班日”不明白，应是休或班",
        ),
        ("a.csv", "2027-05-10,上班日\n", "“a.csv”第1行的“上班日”不明白"),
        ("a.csv", "2027-10-01,国庆节\n2027-10-02,maybe\n", "“a.csv”第2行的“maybe”不明白，应是休或班"),
        ("a.csv", "2027-10-02,补休\n", "“a.csv”第1行的“补休”不明白"),
        ("a.csv", "2027-05-01,劳动节\n2027-04-25,班（劳动节）\n", "班（劳动节）"),
        (
            "a.toml",
            'id = "2027"\ntitle = "年"\n[[holidays]]\nname = "国庆节"\nfirst = 2026-10-01\nlast = 2026-10-07\n',
            "“a.toml”的2027年：“国庆节”（2026-10-01起）不在2027年。",
        ),
        (
            "a.toml",
            'id = "2027"\ntitle = "年"\n[[holidays]]\nname = "国庆节"\nfirst = 2027-10-01\nlast = 2027-10-07\n'
            "work = [2027-08-01]\n",
            "“国庆节”的调休上班日2027-08-01离放假太远",
        ),
        ("a.csv", "2027-10-01,国庆节,休,班\n", "“a.csv”第1行写了2次休或班"),
        ("a.csv", "元旦,2027-01-01\n2027-10-01,休\n", "“a.csv”第1行的“元旦”不是日期"),
        ("a.csv", "10/1/2027,国庆节,休\n2027-10-02,休\n", "“a.csv”第1行的“10/1/2027”不是日期"),
        ("a.csv", '"' + "长" * 200_000 + '",休\n', "“a.csv”第1行的格式不对"),
        ("a.csv", f"{'9' * 4000}-1-1,休\n", "……”不是日期"),
        ("a.toml", f"off = {'9' * 5000}\n", "“a.toml”的格式不对"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(UserError) as caught:
        read_holidays(written(tmp_path, name, text))
    assert "a." in str(caught.value)
    assert said in str(caught.value)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"\xff\xfe\x00\xff" * 9)
    with pytest.raises(UserError, match="不是文字文件"):
        read_holidays(file)
    with pytest.raises(UserError, match="不是节假日表"):
        read_holidays(tmp_path)
