"""An office's own template is filled for one, for some, for a roster; what it names that there is not is told, and nothing written."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.people import own_columns, people, rosters
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.people.importing import commit_import, prepare_import
from huanjie_desktop.services.printing.filling import FillRequest, fill_template, look_at_template
from huanjie_desktop.services.printing.template_fields import list_fields
from huanjie_desktop.services.workspace import Workspace
from tests.lrmx_files import SON, WIFE, coded, form, photo
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "here").mkdir()
    with workspace_in(tmp_path / "here") as made:
        yield made


@pytest.fixture
def roster_id(workspace: Workspace, tmp_path: Path) -> str:
    """A roster of two: one whole, with a photo, and one of whom little is known."""
    path = tmp_path / "林木.lrmx"
    path.write_bytes(form({"ZhaoPian": coded(photo())}, [WIFE, SON]))
    commit_import(workspace, prepare_import(workspace, ImportRequest(path)), "干部", back_up=False)
    roster_id = rosters.list_rosters(workspace)[0][0].id
    people.edit_cells(workspace, [], [{"name": "王芳", "unit": "县委办", "current_post": "=副主任"}], roster_id)
    own_columns.add_column(workspace, roster_id, "联系人")
    return roster_id


def ids(workspace: Workspace, roster_id: str) -> tuple[str, ...]:
    return tuple(person.id for person in people.list_people(workspace, roster_id))


def sheet(path: Path, *rows: tuple[str | None, ...]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "表"
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def paper(path: Path, *texts: str) -> Path:
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    made.save(str(path))
    return path


def values(path: Path) -> list[list[object]]:
    page = openpyxl.load_workbook(path).active
    assert page is not None
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_every_field_that_is_offered_is_filled(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    fields = [each for each in list_fields(workspace, roster_id) if each.name not in ("序号", "照片")]
    assert len({each.name for each in fields}) == len(fields) > 50
    template = sheet(tmp_path / "all.xlsx", *((each.name, each.written) for each in fields))
    target = tmp_path / "out.xlsx"
    fill_template(workspace, FillRequest(template, target, ids(workspace, roster_id)[:1], roster_id))
    said = {str(row[0]): row[1] for row in values(target)}
    assert (said["姓名"], said["出生年月"], said["年龄"], said["身份证号"]) == (
        "林木",
        "1985.07",
        41,
        "990101198507120018",
    )
    assert (said["拟任职务"], said["入党时间"], said["县名"], said["名册名称"]) == (
        "柳河镇党委书记",
        "2007.06",
        "青禾县",
        "干部",
    )
    assert "{{" not in str(list(said.values()))


def test_family_and_resume_are_rows(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    template = sheet(
        tmp_path / "a.xlsx",
        ("{{姓名}}",),
        ("{{家庭.序号}}", "{{家庭.称谓}}", "{{家庭.姓名}}", "{{家庭.出生年月}}", "{{家庭.年龄}}"),
        ("家庭以上", None, None, None, None),
        ("{{简历.起}}", "{{简历.止}}", "{{简历.内容}}"),
    )
    fill_template(workspace, FillRequest(template, tmp_path / "out.xlsx", ids(workspace, roster_id)[:1]))
    rows = values(tmp_path / "out.xlsx")
    assert [row[:4] for row in rows[1:3]] == [["1", "妻子", "杜文静", "1987.03"], ["2", "儿子", "林小木", "2015.03"]]
    assert rows[3][0] == "家庭以上"
    assert [row[:3] for row in rows[4:]] == [
        ["2004.09", "2008.07", "云川农业大学学习"],
        ["2008.08", "2013.04", "青禾县农业局科员"],
        ["2013.04", "至今", "柳河镇镇长"],
    ]


def test_a_roster_has_a_row_for_each(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    template = sheet(
        tmp_path / "a.xlsx",
        ("{{名册名称}}", "{{人数}}", None),
        ("{{序号}}", "{{姓名}}", "{{现任职务}}"),
        ("完", None, None),
    )
    assert look_at_template(workspace, template).listed
    done = fill_template(workspace, FillRequest(template, tmp_path / "out.xlsx", ids(workspace, roster_id), roster_id))
    assert values(tmp_path / "out.xlsx") == [
        ["干部", 2, None],
        [1, "林木", "柳河镇党委副书记、镇长"],
        [2, "王芳", "=副主任"],
        ["完", None, None],
    ]
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").active["C3"].data_type == "s"
    assert (done.people, done.without_photo) == (2, ())
    assert done.change_set.label == "存为文件“a（2人）”"


def test_a_file_for_each_and_who_has_no_photo_is_told(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    template = paper(tmp_path / "登记表.docx", "{{姓名}}", "{{照片}}")
    done = fill_template(
        workspace, FillRequest(template, tmp_path / "登记表", ids(workspace, roster_id), roster_id, each=True)
    )
    assert [path.name for path in done.files] == ["林木登记表.docx", "王芳登记表.docx"]
    assert done.without_photo == ("王芳",)
    assert len(docx.Document(str(done.files[0])).inline_shapes) == 1
    with pytest.raises(UserError, match="已有"):
        fill_template(workspace, FillRequest(template, tmp_path / "登记表", ids(workspace, roster_id), each=True))


def test_several_on_a_form_are_sheets_of_a_document(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    template = paper(tmp_path / "a.docx", "{{姓名}}同志")
    fill_template(workspace, FillRequest(template, tmp_path / "out.docx", ids(workspace, roster_id)))
    made = docx.Document(str(tmp_path / "out.docx"))
    assert [each.text for each in made.paragraphs] == ["林木同志", "王芳同志"]
    assert len(made.sections) == 2


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((("{{姓明}}",),), "工作表“表”A1：没有“姓明”这个字段，是不是“姓名”"),
        ((("{{家庭.电话}}",),), "A1：没有“家庭.电话”"),
        ((("{{序号}}", "{{家庭.称谓}}"),), "B1：每人一行的表里不能有“家庭.称谓”"),
        ((("没有字段",),), "没有字段"),
    ],
)
def test_what_there_is_not_is_named_and_nothing_written(
    workspace: Workspace, roster_id: str, tmp_path: Path, rows: tuple[tuple[str, ...], ...], words: str
) -> None:
    template = sheet(tmp_path / "a.xlsx", *rows)
    with pytest.raises(UserError, match="改正模板") as told:
        fill_template(workspace, FillRequest(template, tmp_path / "out.xlsx", ids(workspace, roster_id), roster_id))
    assert words in told.value.text
    assert not (tmp_path / "out.xlsx").exists()


def test_places_of_a_document_are_told(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    template = paper(tmp_path / "a.docx", "{{姓名}}", "{{家庭.称谓}}", "{{没有}}")
    look = look_at_template(workspace, template)
    assert look.problems == (
        "第2段：“家庭.称谓”要写在表格的一行里。",
        "第3段：没有“没有”这个字段。",
    )
    template = paper(tmp_path / "b.docx", "{{姓名}}{{序号}}")
    assert "要写在那一行里" in "".join(look_at_template(workspace, template).problems)


def test_fields_out_of_reach_are_told(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet("表")
    page.write("A1", "{{姓名}}")
    page.insert_textbox("B2", "{{性别}}")
    page.write_comment("C3", "{{民族}}")
    page.write_formula("D4", '="{{籍贯}}"')
    book.close()
    assert sorted(look_at_template(workspace, tmp_path / "a.xlsx").problems) == [
        "工作表“表”D4的公式里的“籍贯”填不了，请写在正文或单元格里。",
        "批注里的“民族”填不了，请写在正文或单元格里。",
        "文本框里的“性别”填不了，请写在正文或单元格里。",
    ]


def test_what_cannot_be_is_refused(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    template, everybody = sheet(tmp_path / "a.xlsx", ("{{姓名}}",)), ids(workspace, roster_id)
    with pytest.raises(UserError, match="没有要填的人员"):
        fill_template(workspace, FillRequest(template, tmp_path / "out.xlsx", ()))
    with pytest.raises(UserError, match="不能存为"):
        fill_template(workspace, FillRequest(template, tmp_path / "out.docx", everybody[:1]))
    with pytest.raises(UserError, match="已不在"):
        fill_template(workspace, FillRequest(template, tmp_path / "out.xlsx", ("x",)))


def test_own_columns_are_fields_of_their_roster(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    template = sheet(tmp_path / "a.xlsx", ("{{序号}}", "{{联系人}}"))
    assert look_at_template(workspace, template).problems
    assert look_at_template(workspace, template, roster_id).problems == ()


def test_the_same_gives_the_same_bytes(workspace: Workspace, roster_id: str, tmp_path: Path) -> None:
    template = sheet(tmp_path / "a.xlsx", ("{{序号}}", "{{姓名}}", "{{照片}}"))
    made = []
    for name in ("b.xlsx", "c.xlsx"):
        fill_template(workspace, FillRequest(template, tmp_path / name, ids(workspace, roster_id), roster_id))
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert len(openpyxl.load_workbook(BytesIO(made[0])).active._images) == 1
