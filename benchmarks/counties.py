"""Made-up counties of any size: workspaces, spreadsheets, material."""

from functools import cache
from pathlib import Path

import xlsxwriter

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.documents.material import PersonGroup, RosterMaterial
from huanjie_desktop.domain.dates import PartialDate, parse_partial_date
from huanjie_desktop.domain.people import Person
from huanjie_desktop.services.demo.figures import BASE, Figure, Maker, load_county
from huanjie_desktop.services.people.name_keys import make_name_keys
from huanjie_desktop.services.workspace import create_workspace
from huanjie_desktop.store.people import PersonRecord, add_people

HEADS = (
    "序号", "姓名", "性别", "民族", "出生年月", "籍贯", "出生地", "政治面貌", "入党时间", "参加工作时间", "健康状况", "学历", "学位",
    "专业技术职务", "工作单位", "现任职务", "任现职务时间", "身份证号码", "手机号码", "备注",
)  # fmt: skip


@cache
def figures(count: int) -> tuple[Figure, ...]:
    """Return so many made-up officials."""
    return tuple(Maker(load_county(), 1).cadres(count))


def person_of(figure: Figure, person_id: str) -> Person:
    """Return an official as the program keeps one."""
    return Person(
        id=person_id,
        name=figure.name,
        sex=figure.sex,
        birth=PartialDate(figure.birth.year, figure.birth.month, figure.birth.day),
        ethnic_group=figure.ethnic,
        native_place=figure.home,
        party_joined=parse_partial_date(figure.party) if figure.party else None,
        work_started=parse_partial_date(figure.started),
        education=figure.education,
        degree=figure.degree,
        unit=figure.unit,
        current_post=figure.post,
        post_since=parse_partial_date(figure.since),
        id_number=figure.number,
        phone=figure.phone,
        remark="列入后备干部名单",
    )


def write_workspace(path: Path, count: int) -> Path:
    """Write a workspace of so many people."""
    workspace = create_workspace(path, "青禾县")
    try:
        with workspace.store.unit_of_work("添加人员") as work:
            people = (person_of(figure, f"p{at:06}") for at, figure in enumerate(figures(count)))
            add_people(work, [PersonRecord(person, make_name_keys(person.name, workspace.names)) for person in people])
    finally:
        workspace.close()
    return path


def write_spreadsheet(path: Path, count: int) -> Path:
    """Write a roster of so many rows and twenty columns."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, HEADS)
    for at, one in enumerate(figures(count)):
        row = (
            at + 1, one.name, one.sex, one.ethnic, f"{one.birth:%Y.%m}", one.home, "云川青禾", "中共党员", one.party, one.started, "健康",
            one.education, one.degree, "", one.unit, one.post, one.since, one.number, one.phone, "",
        )  # fmt: skip
        sheet.write_row(at + 1, 0, row)
    book.close()
    return path


def roster_material(count: int) -> RosterMaterial:
    """Return a roster of so many people, ready to be composed."""
    people = tuple(person_of(figure, f"p{at:06}") for at, figure in enumerate(figures(count)))
    return RosterMaterial("青禾县", "青禾县干部名册", (PersonGroup("", people),), load_catalog().columns, BASE)
