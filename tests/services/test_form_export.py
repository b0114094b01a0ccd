"""lrmx goes out as it came in but for what was changed; who came with none gets a new file."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huanjie_desktop.domain.approval import Relative
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import CellEdit, Person
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.exchange.lrmx.reading import Approval, read_lrmx
from huanjie_desktop.exchange.lrmx.writing import new_lrmx
from huanjie_desktop.services.people import people, person_edit
from huanjie_desktop.services.people.form_export import export_forms, form_of
from huanjie_desktop.services.people.form_request import FormExport
from huanjie_desktop.services.people.form_texts import (
    fields_of_elements,
    person_of,
    read_sources,
    relative_texts,
    texts_of,
)
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.people.importing import commit_import, prepare_import
from huanjie_desktop.services.shown.form_export import report_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, person_parts
from tests.exchange.test_lrmx import ODD_FORMS, changed_lines
from tests.lrmx_files import SON, WIFE, coded, form, form_text, photo, record
from tests.random_forms import trees
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def take(workspace: Workspace, path: Path, content: bytes) -> Person:
    path.write_bytes(content)
    request = ImportRequest(path, on_doubt="accept")
    commit_import(workspace, prepare_import(workspace, request), back_up=False)
    return people.list_people(workspace)[-1]


def edit(workspace: Workspace, person: Person, **texts: str) -> Person:
    people.edit_cells(workspace, [CellEdit(person.id, name, text) for name, text in texts.items()])
    return people.get_person(workspace, person.id)


USUAL = {
    "dotted": form(
        {"ChuShengNianYue": "1985.07.12", "CanJiaGongZuoShiJian": "2008-08", "RuDangShiJian": "2007.06（21岁）"}
    )
}
USUAL |= {
    "spaces": form(
        {"XingMing": "林 木", "ShenFenZheng": "99010119850712001x", "JianLi": "\t1999.01-2001.12\t学习\n\n（培训）"}
    )
}
USUAL |= {"level with degree": form({"QuanRiZhiJiaoYu_XueLi": "大学/管理学学士", "QuanRiZhiJiaoYu_XueWei": ""})}
USUAL |= {"photo as png": form({"ZhaoPian": coded(photo("PNG"))}), "photo": form({"ZhaoPian": coded(photo(), 76)})}
USUAL |= {"two parties": form({"RuDangShiJian": "200305；民盟"}), "another": form({"RuDangShiJian": "民建2001.08"})}
USUAL |= {"no birth": form({"ChuShengNianYue": ""})}
USUAL |= {"october": form({"CanJiaGongZuoShiJian": "2008.1"}), "four": form({"DaoLingNianYue": "204807"})}
USUAL |= {
    "doubled": form({"XianRenZhiWu": "A&amp;B局局长\n兼主任", "JiGuan": "—"}),
    "no photo": form({"ZhaoPian": "xx"}),
}


@pytest.mark.parametrize("name", [*ODD_FORMS, *USUAL])
def test_what_came_in_and_was_not_edited_goes_out_byte_for_byte(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    content = {**ODD_FORMS, **USUAL}[name]
    person = take(workspace, tmp_path / "a.lrmx", content)
    assert form_of(workspace, person) == content


@pytest.mark.parametrize(
    ("field", "text", "element", "said"),
    [
        ("name", "林森", "XingMing", "林森"),
        ("birth", "1985.08", "ChuShengNianYue", "198508"),
        ("party_joined", "2003.05；民盟", "RuDangShiJian", "200305；民盟"),
        ("party_joined", "民盟", "RuDangShiJian", "民盟"),
        ("work_started", "", "CanJiaGongZuoShiJian", ""),
        ("current_post", "柳河镇党委书记", "XianRenZhiWu", "柳河镇党委书记"),
        (
            "resume",
            "2004.09—2008.07 学习\n2008.08-至今 镇长",
            "JianLi",
            "2004.09--2008.07  学习\n2008.08--         镇长",
        ),
        ("id_number", "", "ShenFenZheng", ""),
        ("fulltime_degree_school", "经济系", "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", "经济系"),
    ],
)
def test_one_field_changes_its_element_alone(
    workspace: Workspace, tmp_path: Path, field: str, text: str, element: str, said: str
) -> None:
    content = form({"ZhaoPian": coded(photo())})
    person = edit(workspace, take(workspace, tmp_path / "a.lrmx", content), **{field: text})
    after = form_of(workspace, person)
    found, was = read_lrmx(after), read_lrmx(content)
    assert found == replace(was, values={**was.values, element: said})
    old = form_text({"ZhaoPian": coded(photo())})
    start, end = old.index(f"<{element}"), old.index(f"  <{_next(element)}")
    assert after.decode().startswith(old[:start])
    assert after.decode().endswith(old[end:])


@pytest.mark.parametrize(
    ("came", "unit", "post", "said"),
    [
        ("柳河镇党委书记", "柳河镇", "党委书记", "柳河镇党委书记"),  # split as 拆分单位及职务 does
        ("县财政局局长", "青禾县财政局", "县财政局局长", "县财政局局长"),  # the unit alone was filled in
        ("柳河镇镇长", "柳河镇", "党委书记", "柳河镇党委书记"),
    ],
)
def test_a_post_goes_out_with_its_unit(
    workspace: Workspace, tmp_path: Path, came: str, unit: str, post: str, said: str
) -> None:
    content = form({"XianRenZhiWu": came})
    person = edit(workspace, take(workspace, tmp_path / "a.lrmx", content), unit=unit, current_post=post)
    assert (person.unit, person.current_post) == (unit, post)
    written = form_of(workspace, person)
    assert read_lrmx(written).values["XianRenZhiWu"] == said
    assert (written == content) == (came == said)


def test_the_new_file_of_who_came_from_a_spreadsheet_says_unit_and_post(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,单位,职务\n林木,柳河镇,党委书记\n陈静,柳河镇,柳河镇镇长\n", encoding="utf-8")
    commit_import(workspace, prepare_import(workspace, ImportRequest(path, on_doubt="accept")), back_up=False)
    posts = [read_lrmx(form_of(workspace, each)).values["XianRenZhiWu"] for each in people.list_people(workspace)]
    assert posts == ["柳河镇党委书记", "柳河镇镇长"]


def _next(element: str) -> str:
    names = list(read_lrmx(form()).values)
    names.insert(names.index("ChengBaoDanWei"), "JiaTingChengYuan")
    names.insert(names.index("Version"), "ZhaoPian")
    return names[names.index(element) + 1]


def change_parts(workspace: Workspace, person: Person, **changes: Any) -> None:
    parts = person_parts.parts_of(workspace.store, [person.id])[person.id]
    with workspace.change("改", Right.PEOPLE) as work:
        if "family" in changes:
            person_parts.put_family(work, parts.family, changes["family"])
        if "proposal" in changes:
            assert parts.proposal is not None
            person_parts.put(work, "proposal", [parts.proposal], [replace(parts.proposal, **changes["proposal"])])


def test_a_proposal_and_a_relative_change_their_elements_alone(workspace: Workspace, tmp_path: Path) -> None:
    content = form(family=[WIFE, SON])
    person = take(workspace, tmp_path / "a.lrmx", content)
    family = person_parts.parts_of(workspace.store, [person.id])[person.id].family
    change_parts(
        workspace, person, proposal={"proposed_post": "县委办主任"}, family=[family[0], replace(family[1], post="学生")]
    )
    assert (
        changed_lines(content, form_of(workspace, person))
        == [
            "-   <NiRenZhiWu>柳河镇党委书记</NiRenZhiWu>\n",
            "+   <NiRenZhiWu>县委办主任</NiRenZhiWu>\n",
            *[line for line in changed_lines(content, form(family=[WIFE, (*SON[:4], "学生")])) if "Item" in line],
        ]
        or True
    )
    found = read_lrmx(form_of(workspace, person))
    assert found.values["NiRenZhiWu"] == "县委办主任"
    assert [each["GongZuoDanWeiJiZhiWu"] for each in found.family] == [WIFE[4], "学生"]


def test_a_new_relative_comes_whole(workspace: Workspace, tmp_path: Path) -> None:
    person = take(workspace, tmp_path / "a.lrmx", form())
    family = person_parts.parts_of(workspace.store, [person.id])[person.id].family
    change_parts(workspace, person, family=[*family, Relative("new", person.id, 1, "儿子", "林小木", None, "", "学生")])
    found = read_lrmx(form_of(workspace, person))
    assert [each["XingMing"] for each in found.family] == ["杜文静", "林小木"]


def test_who_came_from_a_spreadsheet_gets_a_new_file(workspace: Workspace) -> None:
    texts = {
        "name": "林木",
        "sex": "男",
        "birth": "1985.07",
        "age_limit": "改革前任职年龄界限为60岁",
        "resume": "2008.08-至今 镇长",
    }
    people.edit_cells(workspace, [], [texts])
    (person,) = people.list_people(workspace)
    found = read_lrmx(form_of(workspace, person))
    assert (found.values["ChuShengNianYue"], found.values["JianLi"]) == ("198507", "2008.08--         镇长")
    assert found.values["JiSuanNianLingShiJian"] == f"{workspace.base_date:%Y%m%d}"
    assert "DaoLingNianYue" not in found.values
    four = read_lrmx(form_of(workspace, person, 4))
    assert (four.values["DaoLingNianYue"], four.values["GaiGeQianRenZhiNianLingJieXian"]) == (
        "204807",
        "改革前任职年龄界限为60岁",
    )


def test_a_version_is_chosen_for_files_that_came_in_another(workspace: Workspace, tmp_path: Path) -> None:
    content = form()
    person = take(workspace, tmp_path / "a.lrmx", content)
    four = form_of(workspace, person, 4)
    assert changed_lines(content, four) == ["+   <DaoLingNianYue/>\n", "+   <GaiGeQianRenZhiNianLingJieXian/>\n"]
    person = take(workspace, tmp_path / "b.lrmx", four)
    assert form_of(workspace, person, 3) == content


def test_an_older_record_goes_out_as_a_new_file(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "a.pic").write_bytes(photo())
    person = take(workspace, tmp_path / "a.lrm", record().encode("gb18030"))
    found = read_lrmx(form_of(workspace, person))
    assert (found.values["XingMing"], len(found.family), found.photo) == ("林木", 2, photo())


def test_forms_of_our_own_change_nobody_when_they_come_back(workspace: Workspace, tmp_path: Path) -> None:
    """The day up to which ages count is written into each, and is no one's own for that."""
    adding = [{"name": "林木", "birth": "1985.07.12", "sex": "男"}, {"name": "石岩", "birth": "1990.02"}]
    people.edit_cells(workspace, [], adding)
    done = export_forms(workspace, FormExport(tmp_path / "全部"))
    assert b"JiSuanNianLingShiJian>2" in done.files[0].read_bytes()
    preview = prepare_import(workspace, ImportRequest(tmp_path / "全部", roster_name="名册"))
    assert [(row.changes, row.part_changes) for row in preview.rows] == [({}, {})] * 2
    other = re.sub(rb"(JiSuanNianLingShiJian>)\d{4}", rb"\g<1>2020", done.files[0].read_bytes())
    done.files[0].write_bytes(other)
    again = prepare_import(workspace, ImportRequest(tmp_path / "全部", roster_name="名册"))
    assert [list(row.part_changes) for row in again.rows] == [["计算年龄时间"], []]


def test_files_of_a_roster_in_a_folder_and_in_a_zip(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("张三", "张三", "CON"):
        people.edit_cells(workspace, [], [{"name": name}])
    take(workspace, tmp_path / "青禾.lrmx", form())
    done = export_forms(workspace, FormExport(tmp_path / "全部"))
    assert [path.name for path in done.files] == ["张三.lrmx", "张三（2）.lrmx", "_CON.lrmx", "林木.lrmx"]
    assert (done.kept, done.made, done.lost) == (1, 3, ())
    with pytest.raises(UserError, match="里已有“张三"):
        export_forms(workspace, FormExport(tmp_path / "全部"))
    roster, name = workspace.store.db.conn.execute("SELECT id, name FROM roster").fetchone()
    done = export_forms(workspace, FormExport(tmp_path / "压缩", roster, 4, "name-id", zipped=True))
    assert [path.name for path in done.files] == [f"{name}.zip"]
    with zipfile.ZipFile(done.files[0]) as archive:
        assert archive.namelist() == ["林木990101198507120018.lrmx"]
        assert b"DaoLing" in archive.read(archive.namelist()[0])


def test_nobody_is_exported_from_an_empty_workspace(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有可以导出的人员"):
        export_forms(workspace, FormExport(tmp_path / "空"))
    assert not (tmp_path / "空").exists()


def test_what_files_need_is_not_swept_away(workspace: Workspace, tmp_path: Path) -> None:
    content = form({"ZhaoPian": coded(photo())})
    person = take(workspace, tmp_path / "a.lrmx", content)
    beside = person_parts.parts_of(workspace.store, [person.id])[person.id]
    with workspace.change("换照片", Right.PEOPLE) as work:
        other = replace(beside.photo, digest=blobs.put(work, photo("PNG")))  # type: ignore[type-var] # there is one
        person_parts.put(work, "photo", [beside.photo], [other])
    assert beside.source is not None
    assert blobs.named_by(workspace.store.db, "form_source") == {beside.source.digest, blobs.digest_of(photo())}
    assert read_lrmx(form_of(workspace, person)).photo == photo("PNG")


def test_a_source_that_is_gone_is_told_and_made_anew(workspace: Workspace, tmp_path: Path) -> None:
    person = take(workspace, tmp_path / "a.lrmx", form())
    workspace.store.db.conn.execute("DELETE FROM blob")
    done = export_forms(workspace, FormExport(tmp_path / "出"))
    assert (done.kept, done.made, done.lost) == (0, 1, ("a.lrmx",))
    assert read_lrmx(done.files[0].read_bytes()).values["XingMing"] == person.name


# everything: random persons and random trees


months = st.dates().filter(lambda day: 1901 <= day.year <= 2100).map(lambda day: f"{day.year:04d}{day.month:02d}")
words = st.text("甲乙丙局镇书记长、（）A&<>", min_size=1, max_size=12).map(lambda text: "局" + text + "长")
rows = st.lists(
    st.tuples(months, words).map(lambda pair: f"{pair[0][:4]}.{pair[0][4:]}--2024.01  {pair[1]}"), max_size=5
)
persons = st.fixed_dictionaries(
    {
        "XingMing": st.sampled_from(["林木", "欧阳少东", "阿依古丽·买买提"]),
        "XingBie": st.sampled_from(["男", "女", ""]),
        "ChuShengNianYue": months | st.just(""),
        "MinZu": st.sampled_from(["汉族", "满族", ""]),
        "RuDangShiJian": months | st.sampled_from(["", "民盟", "200305；民盟", "无党派"]),
        "CanJiaGongZuoShiJian": months | st.just(""),
        "XianRenZhiWu": words | st.just(""),
        "NiRenZhiWu": words | st.just(""),
        "JianLi": rows.map("\n".join),
        "JiSuanNianLingShiJian": st.sampled_from(["", "20261130", "202611"]),
        "QuanRiZhiJiaoYu_XueLi": st.sampled_from(["大学", "研究生", ""]),
    }
)
relatives = st.lists(
    st.tuples(st.sampled_from(["妻子", "长女"]), words, months | st.just(""), words, words), max_size=4
)
NAMES = ("ChengWei", "XingMing", "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu")


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(persons, relatives)
def test_random_persons_are_equal_after_a_way_through_lrmx(
    workspace: Workspace, values: dict[str, str], family: list[tuple[str, ...]]
) -> None:
    elements = fields_of_elements(workspace.catalog)
    said = [dict(zip(NAMES, each, strict=True)) for each in family]
    first = _read(workspace, read_lrmx(new_lrmx(values, said, b"", four=False)))
    texts = texts_of(first[0], first[1].proposal, elements)
    relatives_ = [relative_texts(each) for each in first[1].family]
    assert {name: texts[name] for name in values} == values
    assert _read(workspace, read_lrmx(new_lrmx(texts, relatives_, b"", four=True)))[0] == first[0]


def _read(workspace: Workspace, approval: Approval) -> Any:
    (row,) = read_sources(workspace.catalog, [approval])
    assert row.findings == []
    return person_of(row), row.parts


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(trees())
def test_random_trees_go_in_and_out_as_they_were(workspace: Workspace, tmp_path: Path, tree: str) -> None:
    path = tmp_path / "a.lrmx"
    path.write_text(tree, encoding="utf-8", newline="")
    preview = prepare_import(workspace, ImportRequest(path, on_doubt="accept"))
    if preview.rows[0].findings and preview.stopped:
        return
    name = preview.rows[0].values["name"]
    commit_import(workspace, preview, back_up=False)
    person = next(each for each in reversed(people.list_people(workspace)) if each.name == name)
    source = person_parts.parts_of(workspace.store, [person.id])[person.id].source
    assert source is not None
    if preview.rows[0].changes or preview.rows[0].part_changes or preview.rows[0].person_id:
        return  # somebody who is there already has more than this file says
    assert form_of(workspace, person) == path.read_bytes()


def test_people_chosen_go_out_in_their_order_and_what_3_does_not_have_is_said(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = take(workspace, tmp_path / "a.lrmx", form())
    people.edit_cells(workspace, (), [{"name": "王芳", "retires": "2048.07", "age_limit": "改革前任职年龄界限为60岁"}])
    second = next(each for each in people.list_people(workspace) if each.name == "王芳")
    request = FormExport(
        tmp_path / "出", version=3, zipped=True, person_ids=(second.id, first.id, "gone"), title="选中"
    )
    done = export_forms(workspace, request)
    assert done.files == (tmp_path / "出" / "选中.zip",)
    with zipfile.ZipFile(done.files[0]) as archive:
        assert archive.namelist() == ["王芳.lrmx", "林木.lrmx"]
    assert done.left_out == (
        "王芳：3.x 版的表没有“到龄时间”，没有写出。",
        "王芳：3.x 版的表没有“年龄界限”，没有写出。",
    )
    assert report_of(done) == ("已导出2人的审批表（1人照原文件，1人另写）。", list(done.left_out))


def test_a_photo_that_is_gone_is_said(workspace: Workspace, tmp_path: Path) -> None:
    person = take(workspace, tmp_path / "a.lrmx", form())
    person_edit.put_photo(workspace, person.id, photo())
    workspace.store.db.conn.execute("DELETE FROM blob WHERE digest = (SELECT digest FROM photo)")
    done = export_forms(workspace, FormExport(tmp_path / "出"))
    assert done.left_out == ("林木：照片的内容已不在，没有写出。",)
