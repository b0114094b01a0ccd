"""What is said of an opened package: its people's cells, and what changed since another."""

from huanjie_desktop.domain.package_differences import Differences, FieldChange, PersonChange
from huanjie_desktop.domain.packages import PackagedPerson
from huanjie_desktop.services.shown.opened_package import cell_of, difference_rows, lists_of
from tests.exchange.packages.sticks import PERSON


def test_cells_are_said_as_on_paper() -> None:
    person = PackagedPerson(PERSON.id, PERSON.fields, PERSON.lists)
    assert [cell_of(person, field) for field in ("name", "birth")] == ["林　木", "1985.07"]
    assert lists_of(person) == "代表名册（一团）"


def test_changes_are_rows_with_what_was_and_is() -> None:
    person = PackagedPerson("p1", {"name": "林木", "unit": "柳河镇"}, {})
    other = PackagedPerson("p2", {"name": "欧阳春", "current_post": "柳河镇镇长", "unit": "柳河镇"}, {})
    changes = (FieldChange("birth", "出生年月", "1985-07", ""), FieldChange("name", "姓名", "林森", "林木"))
    found = Differences((other,), (person,), (PersonChange("p3", "林木", changes),))
    assert [(row.change, row.name, row.column, row.old, row.new) for row in difference_rows(found)] == [
        ("新增", "欧阳春", "", "", "柳河镇镇长"),
        ("减少", "林　木", "", "柳河镇", ""),
        ("更改", "林　木", "出生年月", "1985.07", "（空）"),
        ("更改", "林　木", "姓名", "林　森", "林　木"),
    ]
