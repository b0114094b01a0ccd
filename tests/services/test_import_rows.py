"""Reading records: spellings as offices have them, what a row says of itself, and that nothing arrives differently in silence."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.exchange.columns import Guess, match_columns
from huanjie_desktop.exchange.spreadsheet import Cell
from huanjie_desktop.exchange.tables import Record, Table, Tables, columns_of
from huanjie_desktop.services.people.import_rows import ReadRow, RowReader

CATALOG = load_catalog()
TODAY = date(2026, 7, 1)
SPECS = {field: spec for field, spec in CATALOG.columns.items() if spec.importable}
DATA = Path(__file__).parent.parent / "data"
SPELLINGS = [
    case
    for name in ("import_cases/spellings", "more_spellings")
    for case in json.loads((DATA / f"{name}.json").read_text("utf-8"))
]
MAN = "99010119850712031" + make_check_digit("99010119850712031")


def read(fields: Sequence[str], *rows: Sequence[Cell], file: str = "名册.xlsx") -> list[ReadRow]:
    """Read rows whose columns are these fields; a field given twice is joined."""
    heads = [f"{field}{at}" for at, field in enumerate(fields)]
    records = [Record(at + 1, list(row)) for at, row in enumerate(rows)]
    table = Table("表", tuple(heads), ("",) * len(heads), tuple(range(len(heads))), records, (0, 0))
    guesses = [Guess(head, field, 2) for head, field in zip(heads, fields, strict=True)]
    return RowReader(file, Tables([table], [], []), guesses, SPECS, CATALOG.ethnic_groups, {}, TODAY).read(NoProgress())


def one(**cells: Cell) -> ReadRow:
    """Read one person's row of these fields; 林木 where no name is given."""
    cells = {"name": "林木", **cells}
    return read(list(cells), list(cells.values()))[0]


def plain(row: ReadRow, field: str) -> Any:
    value = row.values.get(field)
    return value.iso() if isinstance(value, PartialDate) else value


@pytest.mark.parametrize("case", SPELLINGS, ids=lambda case: f"{case['f']}:{case['cell']!r}")
def test_spellings_arrive_as_meant_or_are_refused_in_a_sentence(case: dict[str, Any]) -> None:
    field, want = case["f"], case["want"]
    row = one(**{field: case["cell"]})
    if want == "?":
        assert row.findings or row.doubts or row.notes or plain(row, field) == case["cell"]
    elif case.get("empty"):
        assert (row.findings, row.doubts, plain(row, field)) == ([], [], None)
    elif want is None:
        assert [finding.code for finding in row.findings] == ["unreadable"]
        assert row.findings[0].text.startswith(f"“名册.xlsx”第2行“{field}")
    else:
        assert not row.findings
        assert not row.doubts
        if field == "party_joined":
            others = want[1] and "中共" not in want[1]
            joined = None if others else want[0]  # a date of joining another party is no 入党时间
            assert (plain(row, field), row.values.get("political_status", "")) == (joined, want[1])
            assert bool(row.notes) is bool(others and want[0])
        elif field == "education":
            assert [row.values.get("education", ""), row.values.get("degree", "")] == want
        else:
            assert plain(row, field) == want


def test_a_number_of_a_month_that_lost_its_zero_is_decided_by_the_id_number() -> None:
    rows = read(
        ("name", "id_number", "birth"),
        ("赵甲", MAN.replace("0712", "0112"), 1985.1),
        ("钱乙", "", 1986.2),
        ("李丁", "", 1988.1),
    )
    assert plain(rows[0], "birth") == "1985-01"
    assert [doubt.code for doubt in rows[0].doubts if doubt.code.startswith("doubt")] == []
    assert [doubt.code for doubt in rows[2].doubts] == ["doubt-month"]
    assert "可能是1988年1月，也可能是1988年10月" in rows[2].doubts[0].text


def test_a_number_of_a_month_is_october_where_the_column_writes_two_digits() -> None:
    rows = read(("name", "birth"), ("赵甲", 1985.1), ("钱乙", 1986.02), ("孙丙", 1987.11))
    assert (plain(rows[0], "birth"), rows[0].doubts) == ("1985-10", [])
    assert "读作1985年10月" in rows[0].notes[0].text


def test_a_month_in_a_text_file_that_writes_two_digits_is_asked() -> None:
    rows = read(("name", "work_started"), ("赵甲", "1985.1"), ("钱乙", "1986.02"), file="名册.csv")
    assert [doubt.code for doubt in rows[0].doubts] == ["doubt-month"]
    assert (
        plain(read(("name", "birth"), ("赵甲", "1985.1"), ("钱乙", "1986.11"), file="名册.csv")[0], "birth")
        == "1985-01"
    )


def test_an_id_number_in_a_numeric_cell_is_never_taken() -> None:
    row = one(id_number=990101197001058048.0)
    assert "改成科学计数，后几位丢失" in row.findings[0].text
    assert not row.values.get("id_number")
    lost = "990101198507120" + "00"
    doubtful = lost + make_check_digit(lost)
    assert [doubt.code for doubt in one(id_number=doubtful).doubts] == (
        ["id-lost-digits"] if doubtful.endswith("000") else []
    )


def test_what_stands_in_brackets_behind_a_name_is_read() -> None:
    row = one(name="赵甲（女，回族）", sex="", ethnic_group="")
    assert (row.values["name"], row.values["sex"], row.values["ethnic_group"]) == ("赵甲", "女", "回族")
    assert [finding.code for finding in one(name="赵甲（女）", sex="男").findings] == ["contradiction"]
    assert one(name="赵甲（女）", sex="女").findings == []
    assert [doubt.code for doubt in one(name="赵甲（小）").doubts] == ["doubt-name"]


@pytest.mark.parametrize(
    ("joined", "status", "want", "codes"),
    [
        ("民建2001.08", "", (None, "民建"), ["doubt-party-date"]),
        ("2010.03", "民盟", (None, "民盟"), ["doubt-party-date"]),
        ("2010.03", "群众", ("2010-03", "群众"), ["doubt-party"]),
        ("2010.03", "中共党员", ("2010-03", "中共党员"), []),
        ("2026.06", "中共预备党员", ("2026-06", "中共预备党员"), []),
        ("200305；民盟", "民盟", ("2003-05", "中共党员；民盟"), []),
        ("民盟", "群众", (None, "群众"), ["doubt-contradiction"]),
        ("", "中共党员（2005.06）", ("2005-06", "中共党员"), []),
        ("2005.07", "中共党员（2005.06）", ("2005-07", "中共党员"), ["doubt-contradiction"]),
    ],
)
def test_dates_of_joining_beside_parties(joined: str, status: str, want: tuple[Any, str], codes: list[str]) -> None:
    row = one(party_joined=joined, political_status=status)
    assert (plain(row, "party_joined"), row.values.get("political_status")) == want
    assert [doubt.code for doubt in row.doubts] == codes
    assert row.findings == []


def test_the_highest_education_follows_where_it_is_not_given() -> None:
    row = one(fulltime_education="大学 工学学士", inservice_education="研究生", inservice_degree="管理学硕士")
    assert (row.values["education"], row.values["degree"]) == ("研究生", "管理学硕士")
    assert row.concluded == {"education", "degree"}
    given = one(education="大学", fulltime_education="大专")
    assert (given.values["education"], given.concluded) == ("大学", set())


@pytest.mark.parametrize(
    ("cell", "post"),
    [
        ("青禾县委常委\n柳河镇党委书记", "青禾县委常委、柳河镇党委书记"),
        ("柳河镇党委副书记、\n镇长", "柳河镇党委副书记、镇长"),
        ("青禾县人大常委会财政经济\n工作委员会主任", "青禾县人大常委会财政经济工作委员会主任"),
        ("柳河镇\n镇长", "柳河镇镇长"),
        ("财政局局长\n三级主任科员", "财政局局长、三级主任科员"),
        ("柳河镇党委书记\n（正科级）", "柳河镇党委书记（正科级）"),
        ("县委委\n员", "县委委员"),
    ],
)
def test_a_line_end_between_posts_is_kept_as_a_mark(cell: str, post: str) -> None:
    assert one(current_post=cell).values["current_post"] == post


def test_columns_of_one_field_are_joined() -> None:
    rows = read(("name", "current_post", "current_post"), ("赵甲", "党委副书记", "镇长"), ("钱乙", "", "副镇长"))
    assert [row.values["current_post"] for row in rows] == ["党委副书记、镇长", "副镇长"]


def test_a_cell_that_cannot_be_read_is_named_by_sheet_row_and_column() -> None:
    row = one(birth="85年7月")
    finding = row.findings[0]
    assert finding.text == "“名册.xlsx”第2行“birth1”栏：“85年7月”的年份要写四位。"
    assert finding.place is not None
    assert (finding.place.sheet, finding.place.row, finding.place.column) == ("表", 2, "birth1")


MONTHS = st.dates().filter(lambda day: 1900 < day.year <= 2100)
FORMS = (
    "{0}.{1:02d}", "{0}.{1}", "{0}-{1:02d}", "{0}/{1}", "{0}年{1}月", "{0}年{1:02d}月", "{0}{1:02d}", "{0}、{1:02d}", "{0} {1:02d}",
    "{0}—{1:02d}", "{0}·{1}", "{0}。{1:02d}", "{0}年{1}月生", "{0}.{1:02d}（41岁）", "{0}.{1:02d}\n（41岁）", "{0}年{1}月份",
    "（{0}.{1:02d}）",     "{0}.{1}月", "'{0}.{1:02d}", " {0}．{1:02d} ", "{0}.{1:02d}.", "生于{0}年{1}月",
    "{0}-{1:02d}-00", "{0}{1:02d}00", "{0}.{1:02d} 41岁",
)  # fmt: skip


@given(day=MONTHS, form=st.sampled_from(FORMS), wide=st.booleans())
def test_months_in_any_form_arrive_as_meant(day: Any, form: str, wide: bool) -> None:
    text = form.format(day.year, day.month)
    if (day.year, day.month) == (1900, 1):
        return
    if wide:
        text = "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in text)
    row = one(work_started=text)
    assert not row.findings
    assert plain(row, "work_started") == f"{day.year}-{day.month:02d}"


@given(
    day=st.dates().filter(lambda day: 1900 < day.year <= 2100),
    text=st.text(alphabet="0123456789.-/年月日 一二七八九十（）岁民盟中共党员入转正；、", max_size=14),
)
def test_what_stands_behind_a_month_never_changes_it_in_silence(day: Any, text: str) -> None:
    row = one(work_started=f"{day.year}.{day.month:02d}{text}")
    value = row.values.get("work_started")
    assert value is not None or row.findings
    if value is not None and not row.doubts:
        assert (value.year, value.month) == (day.year, day.month)


PARTIES = ("民盟", "民建会员", "九三学社", "农工党", "致公党党员", "中国民主促进会")
ARRANGED = (
    "{d}{s}{p}",
    "{p}{s}{d}",
    "{p}（{d}）",
    "{d}（{p}）",
    "{d}加入{p}",
    "{p}，{d}加入",
    "（{p}{d}）",
    "{d}年{s}{p}",
)


@given(
    form=st.sampled_from(ARRANGED),
    party=st.sampled_from(PARTIES),
    day=MONTHS,
    between=st.sampled_from(["", " ", "，", "、", "/", "\n", "：", "　"]),
)
def test_a_date_beside_another_party_is_never_taken_for_that_of_joining(
    form: str, party: str, day: Any, between: str
) -> None:
    date = f"{day.year}.{day.month:02d}"
    row = one(party_joined=form.format(d=date, p=party, s=between))
    assert not row.values.get("party_joined")
    assert "中共" not in row.values.get("political_status", "")
    assert row.findings or row.doubts or row.notes  # the date is left out with a word


@given(party=st.sampled_from(PARTIES), day=MONTHS, mark=st.sampled_from(["；", ";", " ； "]))
def test_the_official_form_alone_means_both(party: str, day: Any, mark: str) -> None:
    row = one(party_joined=f"{day.year}{day.month:02d}{mark}{party}")
    assert plain(row, "party_joined") == f"{day.year}-{day.month:02d}"
    assert row.values["political_status"].startswith("中共党员；")


@given(
    levels=st.sampled_from(
        [("大学", "大学"), ("大学本科", "大学"), ("研究生", "研究生"), ("本科", "大学"), ("硕士研究生", "研究生")]
    ),
    degree=st.sampled_from(["工学学士", "学士", "管理学硕士", "法学博士", "农业推广硕士"]),
    form=st.sampled_from(
        [
            "{} {}",
            "{}\n{}",
            "{}（{}）",
            "{}({})",
            "{}、{}",
            "{}，{}",
            "{}/{}",
            "{}+{}",
            "{}{}",
            "{}学历{}学位",
            "{}；{}",
        ]
    ),
)
def test_level_and_degree_in_one_cell_are_told_apart(levels: tuple[str, str], degree: str, form: str) -> None:
    row = one(education=form.format(levels[0], degree))
    assert (row.values.get("education"), row.values.get("degree"), row.findings) == (levels[1], degree, [])


@given(text=st.text(alphabet="0123456789+-()（）转 、；/.E办宅", max_size=24))
def test_every_digit_of_a_telephone_arrives_or_it_is_refused(text: str) -> None:
    row = one(phone=text)
    digits = "".join(char for char in text if char.isdigit())
    if not row.findings and row.values.get("phone"):
        assert len("".join(char for char in row.values["phone"] if char.isdigit())) >= len(digits) - 4 * text.count(
            "86"
        ) - text.count("0")


@given(text=st.text(alphabet="林木张三女男族汉回（），、 1.*·", min_size=1, max_size=10))
def test_no_character_of_a_name_vanishes_without_a_word(text: str) -> None:
    row = one(name=text)
    if row.findings or row.doubts or row.notes:
        return
    kept = str(row.values["name"]) + "".join(str(row.values.get(field, "")) for field in ("sex", "ethnic_group"))
    assert {char for char in text if char in "林木张三女男汉回"} <= set(kept)


def test_telephones_of_several_columns_stay_apart() -> None:
    (row,) = read(["name", "phone", "phone"], ["林木", "13800000001", "0991-1234567"])
    assert (row.findings, row.values["phone"]) == ([], "13800000001；0991-1234567")


def test_rows_that_are_read_together_say_what_each_says_alone() -> None:
    names = ("林木", "王　芳", "", "李（女，回族）", "3人", "买买提·艾力")
    numbers = (MAN, "", 1, True, 1.0, "12", MAN[:-1] + "x")
    sexes, parties = ("男", "", "女性", "?", 1), ("1985.07", "中共党员", "", "民盟（2010.03）")
    fields = ["name", "id_number", "sex", "party_joined", "education", "remark"]
    rows = [
        (names[at % 6], numbers[at % 7], sexes[at % 5], parties[at % 4], ("大学 工学学士", "", "大专")[at % 3], "")
        for at in range(1100)
    ]
    together = read(fields, *rows)
    assert [row.number for row in together] == list(range(2, 1102))
    for row, cells in zip(together, rows, strict=True):
        (alone,) = read(fields, cells)
        assert (row.texts, row.values, row.concluded) == (alone.texts, alone.values, alone.concluded)
        assert (row.texts["remark"], "remark" in row.values) == ("", False)
        assert ("sex" in row.values) == (cells[2] not in ("", "?"))
        for said, other in ((row.findings, alone.findings), (row.doubts, alone.doubts), (row.notes, alone.notes)):
            assert [each.text for each in said] == [each.text.replace("第2行", f"第{row.number}行") for each in other]


def test_a_correction_stands_before_a_fault_and_both_before_the_cell() -> None:
    table = Table(
        "表",
        ("姓名", "性别"),
        ("", ""),
        (0, 1),
        [Record(1, ["林木", "男"], faults={1: "#REF!"}), Record(2, ["王芳", "?"], faults={1: "#N/A"})],
        (0, 0),
    )
    guesses = [Guess("姓名", "name", 2), Guess("性别", "sex", 2)]
    edits = {("表!3", "sex"): "女"}
    reader = RowReader("名册.xlsx", Tables([table], [], []), guesses, SPECS, CATALOG.ethnic_groups, edits, TODAY)
    first, second = reader.read(NoProgress())
    assert (first.texts["sex"], "sex" in first.values, second.values["sex"]) == ("#REF!", False, "女")
    assert [(each.code, "（B2）是“#REF!”" in each.text) for each in first.findings] == [("cell-error", True)]
    assert not second.findings


def test_a_post_in_brackets_behind_a_name_is_asked_about_as_a_post() -> None:
    row = one(name="赵一凡（副书记）")
    assert (row.values["name"], row.values["current_post"]) == ("赵一凡", "副书记")
    assert "照此导入则职务记“副书记”" in row.doubts[0].text


@pytest.mark.parametrize(
    ("cell", "kinds", "asked"),
    [
        ("全日制大学\n在职研究生", ("研究生", "大学", "研究生"), False),
        ("全日制：大学　在职：研究生", ("研究生", "大学", "研究生"), False),
        ("大专（在职大学）", ("大学", "大专", "大学"), False),
        ("在职大学\n全日制大专", ("大学", "大专", "大学"), False),
        ("大学\n研究生", ("研究生", "大学", "研究生"), False),
        ("大专/大学", ("大学", "大专", "大学"), True),
        ("大学", ("大学", None, None), False),
        ("大学（本科）", ("大学", None, None), False),
        ("在职研究生", ("在职研究生", None, None), False),
    ],
)
def test_two_levels_of_education_in_one_cell_are_fulltime_and_beside_the_job(
    cell: str, kinds: tuple[str, str | None, str | None], asked: bool
) -> None:
    row = one(education=cell)
    assert tuple(row.values.get(f"{kind}education") for kind in ("", "fulltime_", "inservice_")) == kinds
    assert [doubt.code for doubt in row.doubts] == ["doubt-two-kinds"] * asked
    assert ["上一行按全日制" in note.text for note in row.notes] == [True] * (cell == "大学\n研究生")


def test_degrees_and_schools_go_with_the_two_levels() -> None:
    row = one(education="大学\n工学学士\n研究生\n管理学硕士", fulltime_school="云川大学\n省委党校")
    names = ("degree", "fulltime_degree", "inservice_degree", "fulltime_school", "inservice_school")
    assert [row.values[name] for name in names] == ["管理学硕士", "工学学士", "管理学硕士", "云川大学", "省委党校"]


@pytest.mark.parametrize(
    ("field", "cell", "value", "said"),
    [
        ("current_post", date(2026, 3, 1), "2026-03-01", "日期"),
        ("current_post", time(8, 30), "08:30", "时间"),
        ("unit", True, "TRUE", "真假值"),
        ("native_place", False, "FALSE", "真假值"),
    ],
)
def test_a_cell_for_words_that_holds_something_else_is_asked_about(
    field: str, cell: Cell, value: str, said: str
) -> None:
    row = one(**{field: cell})
    assert row.values[field] == value
    assert [(doubt.code, f"存的是{said}“{value}”" in doubt.text) for doubt in row.doubts] == [("doubt-kind", True)]


def test_a_time_of_day_stays_and_a_date_in_a_remark_is_said() -> None:
    row = one(remark=datetime(2026, 3, 1, 8, 30))  # noqa: DTZ001 - as cells are
    assert row.values["remark"] == "2026-03-01 08:30"
    assert (row.doubts, "存的是日期" in row.notes[0].text) == ([], True)
    row = one(remark=True)
    assert (row.values["remark"], row.doubts, "存的是真假值" in row.notes[0].text) == ("TRUE", [], True)


@pytest.mark.parametrize(
    ("text", "asked"), [("2026.06", False), ("2026.07", False), ("2026.08", True), ("2035.07", True)]
)
def test_a_date_that_has_not_come_is_asked_about(text: str, asked: bool) -> None:
    for field in ("post_since", "work_started", "party_joined"):
        assert [doubt.code for doubt in one(**{field: text}).doubts] == ["doubt-future"] * asked


@pytest.mark.parametrize("cell", ["2018.05\n2021.06", "2018年5月、2021年6月", "2018.05（2021.06起）"])
@pytest.mark.parametrize("field", ["post_since", "party_joined"])
def test_of_two_dates_in_a_cell_the_first_is_asked_about(field: str, cell: str) -> None:
    row = one(**{field: cell})
    assert plain(row, field) == "2018-05"
    assert [(doubt.code, "2021" in doubt.text) for doubt in row.doubts] == [("doubt-two-dates", True)]


def test_words_that_are_set_wide_are_words() -> None:
    row = one(current_post="镇　长", native_place="云川 青禾")
    assert (row.values["current_post"], row.values["native_place"]) == ("镇长", "云川 青禾")


def test_two_dates_of_joining_make_a_member_as_one_does() -> None:
    assert one(party_joined="2018.05\n2021.06").values["political_status"] == "中共党员"


@pytest.mark.parametrize(
    "cell",
    [
        "2007.06（2008.06转正）",
        "2007.06入党，2008.06转正",
        "2007年6月（2008年6月按期转正）",
        "2007.06 2008.06转正",
        "2007.06、转正时间：2008.06",
        "2007.06预备（2008.06转为正式党员）",
    ],
)
def test_the_time_of_becoming_a_full_member_is_said_and_the_rest_read(cell: str) -> None:
    row = one(party_joined=cell)
    assert (plain(row, "party_joined"), row.values["political_status"]) == ("2007-06", "中共党员")
    assert (row.findings, row.doubts) == ([], [])
    assert ["2008" in note.text and "没有导入" in note.text for note in row.notes] == [True]


def test_a_political_status_with_both_times_is_read_too() -> None:
    row = one(political_status="中共党员（2007.06入党，2008.06转正）")
    assert (plain(row, "party_joined"), row.values["political_status"]) == ("2007-06", "中共党员")
    assert "2008.06转正”没有导入" in row.notes[0].text
    assert one(party_joined="2008.06转正").findings[0].code == "unreadable"


@pytest.mark.parametrize(
    ("birth", "cells", "codes"),
    [
        ("1985.07", {"party_joined": "1980.05"}, ["doubt-order"]),
        ("1985.07", {"work_started": "1984.12"}, ["doubt-order"]),
        ("1985.07", {"work_started": "1995.01"}, ["doubt-order"]),
        ("1985.07", {"post_since": "1990.01"}, ["doubt-order"]),
        ("1985.07", {"party_joined": "2003.07", "work_started": "2003.08"}, []),
        ("1985", {"work_started": "1999"}, []),
        ("", {"party_joined": "1921.06"}, ["doubt-old"]),
        ("", {"party_joined": "1921.07"}, []),
        ("", {"work_started": "1919.05"}, []),
        ("2020.12", {}, ["doubt-age"]),
        ("1912.12", {}, ["doubt-age"]),
        ("2026.12", {}, ["doubt-future"]),
        ("2011.12", {}, []),
    ],
)
def test_dates_that_can_hardly_be_are_asked_about(birth: str, cells: dict[str, Cell], codes: list[str]) -> None:
    row = one(birth=birth, **cells)
    assert [doubt.code for doubt in row.doubts] == codes
    assert row.findings == []


@pytest.mark.parametrize(
    "cell", ["1985年07月 41", "1985.07 41", "1985.07\n41", "1985年7月41", "1985.07，41", "1985.07（41岁）"]
)
def test_an_age_beside_the_birth_is_read_and_said_where_it_disagrees(cell: str) -> None:
    assert (plain(one(birth=cell), "birth"), one(birth=cell).notes) == ("1985-07", [])
    (note,) = one(birth=cell.replace("41", "51")).notes
    assert "年龄是51岁，按1985.07算到今天是41岁" in note.text if "41" in cell else note
    assert plain(one(birth=cell.replace("41", "51")), "birth") == "1985-07"


def test_what_may_be_a_day_or_an_age_is_asked_about() -> None:
    row = one(birth="1996年05月 30")
    assert (plain(row, "birth"), [doubt.code for doubt in row.doubts]) == ("1996-05-30", ["doubt-day"])
    for cell in ("1996年05月 12", "1996年05月30日", "1985.07.30"):
        assert one(birth=cell).doubts == []


@pytest.mark.parametrize(
    ("births", "codes"),
    [
        (["1985.1", "1985.12"], ["doubt-month"]),
        (["1985.1", "1985.7"], ["doubt-month"]),
        (["1985.1", "1985.7", "1985.10"], []),
        (["1985.1", "1985.07"], ["doubt-month"]),
        (["1985.01", "1985.10"], []),
    ],
)
def test_a_month_in_a_text_file_may_have_lost_its_zero(births: list[str], codes: list[str]) -> None:
    rows = read(["name", "birth"], *(("林木", birth) for birth in births), file="名册.csv")
    assert [doubt.code for row in rows for doubt in row.doubts] == codes
    assert [plain(row, "birth")[:4] for row in rows] == ["1985"] * len(births)


def test_the_number_tells_the_month_of_a_text_file_too() -> None:
    number = "99010119851012003" + make_check_digit("99010119851012003")
    (row,) = read(["name", "birth", "id_number"], ("林木", "1985.1", number), file="名册.csv")
    assert (plain(row, "birth"), row.doubts) == ("1985-10", [])


def test_text_beside_padded_months_is_asked_about_in_every_file() -> None:
    rows = read(["name", "birth"], ("林木", "1985.1"), ("李森", "1985.07"))
    assert [doubt.code for doubt in rows[0].doubts] == ["doubt-month"]


@pytest.mark.parametrize("degree", ["硕士", "双学士", "博士", "硕士学位", "在读硕士"])
def test_a_degree_in_the_column_of_levels_is_said(degree: str) -> None:
    row = one(education=degree)
    assert (row.values["education"], row.values["degree"]) == ("", degree.removesuffix("学位"))
    assert f"“{degree}”是学位，记在学位，学历空着" in row.notes[0].text
    assert one(education="大学 工学学士").notes == []


@pytest.mark.parametrize(
    ("head", "cell", "places", "notes"),
    [
        ("籍贯（出生地）", "云川青禾（云川安宁）", ("云川青禾", "云川安宁"), 0),
        ("籍贯/出生地", "云川青禾/云川安宁", ("云川青禾", "云川安宁"), 0),
        ("出生地（籍贯）", "云川安宁（云川青禾）", ("云川青禾", "云川安宁"), 0),
        ("籍贯\n出生地", "云川青禾\n云川安宁", ("云川青禾", "云川安宁"), 1),
        ("籍贯（出生地）", "云川青禾（同籍贯）", ("云川青禾", "云川青禾"), 0),
        ("籍贯（出生地）", "云川青禾", ("云川青禾", ""), 0),
        ("籍贯", "云川青禾（出生地：云川安宁）", ("云川青禾", "云川安宁"), 1),
        ("籍贯", "云川青禾（云川安宁）", ("云川青禾（云川安宁）", ""), 0),
        ("籍贯（出生地）", "云川青禾（—）", ("云川青禾（—）", ""), 0),
    ],
)
def test_a_column_of_both_places_is_parted(head: str, cell: str, places: tuple[str, str], notes: int) -> None:
    heads = ("姓名", head)
    table = Table("表", heads, ("", ""), (0, 1), [Record(1, ["林木", cell])], (0, 0))
    guesses = match_columns(columns_of(Tables([table], [], [])), SPECS)
    reader = RowReader("a.xlsx", Tables([table], [], []), guesses, SPECS, CATALOG.ethnic_groups, {}, TODAY)
    (row,) = reader.read(NoProgress())
    assert (row.values.get("native_place", ""), row.values.get("birthplace", "")) == places
    assert len(row.notes) == notes
