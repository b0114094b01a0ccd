"""Fills one person's form with everything that it has room for, so that the editor and the printed form are seen as in use."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services.people import people, person_edit
from huanjie_desktop.services.workspace import open_workspace

RESUME = """2008.09--2012.07  云川农业大学农学院农学专业学习
2012.08--2014.05  青禾县农业局科员
2014.07--2017.03  青禾县石桥镇农业服务中心副主任
2017.01--2019.06  青禾县石桥镇副镇长
                  （其间：2018.03--2018.07在县委党校中青班学习）
2019.06--2022.11  青禾县柳河镇党委副书记、镇长
2022.11--         青禾县柳河镇党委书记"""
FAMILY = (
    ("妻子", "杜文静", "1989.05", "群众", "青禾县第二小学教师"),
    ("女儿", "冯语桐", "2018.03", "群众", "青禾县第一小学学生"),
    ("父亲", "冯长河", "1963.11", "中共党员", "青禾县玉泉乡卫生院退休医生"),
    ("母亲", "林秀兰", "1965.02", "群众", "青禾县玉泉乡居民（已去世）"),
    ("岳父", "杜建国", "1964.07", "群众", "青禾县粮食购销公司退休职工"),
)
FIELDS = {
    "native_place": "云川青禾",
    "birthplace": "云川青禾",
    "work_started": "2012.08",
    "health": "健康",
    "professional_title": "农艺师",
    "speciality": "农村经济",
    "fulltime_education": "大学",
    "fulltime_degree": "农学学士",
    "fulltime_school": "云川农业大学农学院农学专业",
    "current_post": "青禾县柳河镇党委书记",
    "awards": "2022.07，经中共青禾县委批准，嘉奖",
    "appraisals": "2021年称职；2022年称职；2023年称职；2024年称职；2025年优秀",
}


def portrait() -> bytes:
    """Return a drawn face, of nobody."""
    image = Image.new("RGB", (726, 974), (200, 221, 240))
    draw = ImageDraw.Draw(image)
    draw.ellipse((183, 620, 543, 1300), fill=(52, 64, 92))
    draw.polygon(((323, 640), (403, 640), (363, 760)), fill=(245, 245, 245))
    draw.ellipse((233, 210, 493, 660), fill=(236, 206, 178))
    draw.pieslice((223, 170, 503, 560), 180, 360, fill=(36, 40, 48))
    stream = BytesIO()
    image.save(stream, "JPEG", quality=90)
    return stream.getvalue()


def fill_form(path: Path) -> None:
    """Fill the form of the first person."""
    workspace = open_workspace(path)
    try:
        person = people.list_people(workspace)[0]
        edits = [CellEdit(person.id, name, text) for name, text in FIELDS.items()]
        people.edit_cells(workspace, edits, sure=True)
        before = people.get_person(workspace, person.id).resume
        person_edit.write_resume(workspace, person.id, before, RESUME)
        names = ("relation", "name", "birth", "political_status", "post")
        person_edit.edit_family(workspace, person.id, (), [dict(zip(names, each, strict=True)) for each in FAMILY])
        person_edit.put_photo(workspace, person.id, portrait())
        person_edit.edit_fields(workspace, person.id, submitted_by="中共青禾县委组织部")
        person_edit.edit_fields(workspace, person.id, filled_by="韩安")
        person_edit.edit_fields(workspace, person.id, filled_on="2026.06.15")
    finally:
        workspace.close()
