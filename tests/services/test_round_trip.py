"""What goes out as 名册电子表 comes in again with nothing changed: of every kind of roster, for whatever people.

The people are such as an import does not ask about: nobody is at work before he was born, only members of the Party have joined it,
and units and groups stand in every row or in none, for a blank below a word may mean the same again.
"""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.identity import make_check_digit
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services.people import importing, own_columns, people, rosters
from huanjie_desktop.services.people.importing import ImportRequest, Outcome
from huanjie_desktop.services.printing.as_shown import ShownTable, print_shown
from huanjie_desktop.services.workspace import Workspace
from tests.services.test_roster_data import data_sheet, stored
from tests.services.workspaces import workspace_in

KINDS = list(load_catalog().roster_kinds)
EACH = 200 // len(KINDS) + 1
MEMBER = "中共党员"
GIVEN = "文明国建军华强平志刚永林木波海涛宇辉鹏飞静丽艳玲梅兰芳琴𠮷𬭎䶮㛃"
SURNAMES = ("王", "李", "张", "单", "曾", "欧阳", "司马", "尉迟")
PLACES = ("云川青禾", "云川省青禾县", "云川临泽", "云川省云江市")
UNITS = ("柳河镇", "县财政局", "县委组织部", "县人大常委会办公室", "中共青禾县委办公室", "石桥镇卫生院")
POSTS = (
    "书记",
    "党委副书记、镇长",
    "副主任（正科级）",
    "局长兼党组书记",
    "四级调研员",
    "科员",
    "教师",
    "党委委员、组织委员（兼）",
)
SCHOOLS = ("云川大学汉语言文学专业", "云川省委党校经济管理专业", "青禾师范学院")
FIELDS: dict[str, st.SearchStrategy[str]] = {
    "sex": st.sampled_from(("男", "女")),
    "ethnic_group": st.sampled_from(("汉族", "土家族", "维吾尔族", "回族")),
    "native_place": st.sampled_from(PLACES),
    "birthplace": st.sampled_from(PLACES),
    "political_status": st.sampled_from(("中共党员", "群众", "民盟", "九三", "无党派人士", "共青团员", "民建；民盟")),
    "work_started": st.sampled_from(("2007.08", "2003.7", "1998-11-03", "2010")),
    "party_joined": st.sampled_from(("2005.06", "2010.12", "2011-07-01")),
    "education": st.sampled_from(("大学", "研究生", "大专", "中专", "高中")),
    "degree": st.sampled_from(("工学学士", "管理学硕士", "法学博士")),
    "fulltime_education": st.sampled_from(("大学", "大专", "中专")),
    "fulltime_degree": st.sampled_from(("工学学士", "文学学士")),
    "fulltime_school": st.sampled_from(SCHOOLS),
    "inservice_education": st.sampled_from(("大学", "研究生")),
    "inservice_degree": st.sampled_from(("公共管理硕士",)),
    "inservice_school": st.sampled_from(SCHOOLS),
    "professional_title": st.sampled_from(("高级农艺师", "主治医师", "中学一级教师")),
    "unit": st.sampled_from(UNITS),
    "current_post": st.builds(str.__add__, st.sampled_from(("", *UNITS)), st.sampled_from(POSTS)),
    "post_since": st.sampled_from(("2020.03", "2021", "2022-01-05")),
    "rank": st.sampled_from(("正科级", "副科级", "县处级副职")),
    "rank_since": st.sampled_from(("2019.05", "2020")),
    "grade": st.sampled_from(("一级主任科员", "四级调研员")),
    "grade_since": st.sampled_from(("2022.01", "2023.10")),
    "phone": st.sampled_from(("13800000001", "0888-7654321")),
    "fulltime_degree_school": st.sampled_from(SCHOOLS),
    "inservice_degree_school": st.sampled_from(SCHOOLS),
    "speciality": st.sampled_from(("农业经济管理", "会计、审计", "无")),
    "expertise": st.sampled_from(("党建；乡村振兴", "财政金融", "1985.10")),
    "health": st.sampled_from(("健康", "一般", "有病（高血压）")),
    "origin": st.sampled_from(("选调生", "公务员考录", "军转")),
    "age_limit": st.sampled_from(("60", "55周岁")),
    "retires": st.sampled_from(("2035.07", "2040-12-31", "2038")),
    "own:房号": st.sampled_from(("301", "007", "=1+1", "甲、乙", "1985.10")),
    "own:是否住会": st.sampled_from(("是", "否")),
    "remark": st.sampled_from(("借调", "=1+1", "-", "+86", "@他", "兼任；待核", "1985.10", "007", "2026年3月到任")),
    "group_name": st.sampled_from(("柳河镇代表团", "第一组", "县直机关")),
}


@st.composite
def person(draw: st.DrawFn, numbers: st.SearchStrategy[int]) -> dict[str, str]:
    """Return the texts of somebody: a name, and some of the other fields."""
    given_name = draw(st.text(st.sampled_from(GIVEN), min_size=1, max_size=2))
    name = draw(st.sampled_from(SURNAMES)) + given_name
    if draw(st.integers(0, 9)) == 0:
        name = f"阿依{given_name}·买买提"
    fields = draw(st.sets(st.sampled_from(sorted(FIELDS)))) | {"unit", "group_name"}
    texts = {field: draw(FIELDS[field]) for field in sorted(fields)}
    if texts.get("political_status", "") not in ("", MEMBER):
        texts.pop("party_joined", None)
    year, month, day = draw(st.integers(1955, 1979)), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    birth = draw(st.sampled_from(("", f"{year}", f"{year}.{month:02}", f"{year}-{month:02}-{day:02}")))
    if birth:
        texts["birth"] = birth
    if draw(st.booleans()):
        serial = draw(numbers) * 2 + (texts.get("sex") != "女")
        number = f"990101{year}{month:02}{day:02}{serial % 1000:03}"
        texts["id_number"] = number + make_check_digit(number)
    return {"name": name, **texts}


PEOPLE = st.lists(  # who is the same by name, and has no number, is asked about
    person(st.integers(0, 400)), min_size=1, max_size=7, unique_by=lambda texts: texts["name"]
)


def filled(workspace: Workspace, kind: str, crowd: Sequence[dict[str, str]]) -> str:
    """Make a roster of a kind with these people; who cannot be written is left out."""
    roster, _change = rosters.create_roster(workspace, "名册", kind)
    for title in ("房号", "是否住会"):
        own_columns.add_column(workspace, roster.id, title)
    for texts in crowd:
        try:
            people.edit_cells(workspace, (), [texts], roster.id, sure=True)
        except UserError:
            continue
    return roster.id


def comes_back(kind: str, crowd: Sequence[dict[str, str]]) -> None:
    folder = Path(mkdtemp())
    try:
        with workspace_in(folder) as workspace:
            roster_id = filled(workspace, kind, crowd)
            before: tuple[Any, ...] = stored(workspace, roster_id)
            assert before[0]
            path = data_sheet(workspace, roster_id, folder)
            preview = importing.prepare_import(workspace, ImportRequest(path, roster_id=roster_id))
            assert [(row.texts["name"], row.why) for row in preview.stopped] == []
            changed = [(row.texts["name"], row.changes) for row in preview.rows if row.outcome is not Outcome.UNCHANGED]
            assert changed == []
            assert (preview.read, preview.moved) == (len(before[0]), 0)
            assert importing.commit_import(workspace, preview).change_set.seq == 0
            assert stored(workspace, roster_id) == before
    finally:
        shutil.rmtree(folder)


HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=1, deadline=None, suppress_health_check=HEALTH, derandomize=True, phases=[Phase.generate])
@given(PEOPLE)
def test_an_export_comes_back_with_nothing_changed(kind: str, crowd: list[dict[str, str]]) -> None:
    comes_back(kind, crowd)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=EACH, deadline=None, suppress_health_check=HEALTH)
@given(PEOPLE)
def test_two_hundred_exports_come_back(kind: str, crowd: list[dict[str, str]]) -> None:
    comes_back(kind, crowd)


def test_a_crowd_of_every_field_comes_back() -> None:
    """Every value of every field at least once, in one roster."""
    chance = random.Random(7)
    crowd = []
    for at in range(60):
        name = SURNAMES[at % 8] + GIVEN[at % 20] + GIVEN[(at * 7) % 23]
        texts = {"name": name, "birth": f"{1955 + at % 25}.{at % 12 + 1:02}"}
        texts |= {field: _any(strategy, chance) for field, strategy in FIELDS.items()}
        if texts["political_status"] != MEMBER:
            del texts["party_joined"]
        crowd.append(texts)
    comes_back(KINDS[0], crowd)


def _any(strategy: st.SearchStrategy[str], chance: random.Random) -> str:
    values = getattr(strategy, "wrapped_strategy", strategy)
    elements = getattr(values, "elements", None)
    return str(chance.choice(elements)) if elements else chance.choice(UNITS) + chance.choice(POSTS)


def test_a_sheet_has_a_column_for_whatever_somebody_has(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        plain = filled(workspace, KINDS[0], [{"name": "林木", "sex": "男"}])
        heads = heads_of(data_sheet(workspace, plain, tmp_path))
        assert not {"健康状况", "熟悉专业有何专长", "熟悉领域", "到龄时间", "来源"} & set(heads)
        assert heads[-3:] == ["备注", "房号", "是否住会"]
        person_id = people.list_people(workspace)[0].id
        new = {"health": "健康", "speciality": "会计", "expertise": "党建", "retires": "2045.07", "origin": "选调生"}
        people.edit_cells(workspace, [CellEdit(person_id, field, text) for field, text in new.items()])
        heads = heads_of(data_sheet(workspace, plain, tmp_path))
        assert {"健康状况", "熟悉专业有何专长", "熟悉领域", "到龄时间", "来源"} <= set(heads)
        assert "任职年龄界限" not in heads


def heads_of(path: Path) -> list[str]:
    """Return the words of the line that has 姓名."""
    rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return next([str(cell) for cell in row if cell] for row in rows if "姓名" in row)


def test_what_is_shown_in_a_table_comes_back_with_its_own_columns(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        roster, _change = rosters.create_roster(workspace, "名册", KINDS[1])
        own_columns.add_column(workspace, roster.id, "房号")
        added = [
            {"name": name, "sex": "男", "birth": "1985.07", "group_name": "第一组", "own:房号": room, "remark": remark}
            for name, room, remark in (("林木", "301", "=1+1"), ("文山", "007", ""))
        ]
        people.edit_cells(workspace, (), added, roster.id)
        before = stored(workspace, roster.id)
        ids = tuple(row.person.id for row in people.list_rows(workspace, roster.id))
        fields = ("serial", "name", "group_name", "sex", "birth", "age", "own:房号", "remark")
        path = tmp_path / "当前显示.xlsx"
        print_shown(workspace, ShownTable("名册", roster.id, ids, fields), path)
        preview = importing.prepare_import(workspace, ImportRequest(path, roster_id=roster.id))
        assert [(row.texts["name"], row.why) for row in preview.stopped] == []
        assert preview.count(Outcome.UNCHANGED) == 2
        importing.commit_import(workspace, preview)
        assert stored(workspace, roster.id) == before
