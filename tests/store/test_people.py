"""People written as the values of some fields are those that are written whole."""

from pathlib import Path
from typing import Any

from huanjie_desktop.catalog.shipped import load_name_tables
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.people import Person
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.people.name_keys import make_name_keys
from huanjie_desktop.services.people.people import edit_cells, list_rows
from huanjie_desktop.store import people
from huanjie_desktop.store.people import PersonRecord
from tests.builders import new_store, record
from tests.services.workspaces import workspace_in

ROWS: dict[str, dict[str, Any]] = {
    "a": {"name": "林木", "sex": "男", "birth": PartialDate(1985, 7), "unit": "柳河镇"},
    "b": {"name": "欧阳少东", "party_joined": None, "resume": "1985.07　出生"},
    "c": {"name": "林木"},
}


def test_people_of_some_values_are_those_of_all(tmp_path: Path) -> None:
    keys = {values["name"]: make_name_keys(values["name"], load_name_tables()) for values in ROWS.values()}
    whole, partly = new_store(tmp_path, "甲.huanjie"), new_store(tmp_path, "乙.huanjie")
    with whole.unit_of_work("添加人员") as work:
        people.add_people(
            work, [PersonRecord(Person(**{"id": id_, **values}), keys[values["name"]]) for id_, values in ROWS.items()]
        )
    with partly.unit_of_work("添加人员") as work:
        people.add_values(work, ROWS, keys)
        people.add_values(work, {}, {})
    query = "SELECT * FROM person ORDER BY rowid"
    rows = [store.db.conn.execute(query).fetchall() for store in (whole, partly)]
    assert rows[0] == rows[1]
    assert [person.name for person in people.list_people(partly)] == ["林木", "欧阳少东", "林木"]
    assert partly.history(1)[0].rows == {"person": 3}
    partly.undo()
    assert people.count_people(partly) == 0
    whole.close()
    partly.close()


def test_texts_that_recur_are_held_once(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work("添加人员") as work:
        people.add_people(work, [record(f"p{at}", name, sex="男", unit="柳河镇") for at, name in enumerate("林李")])
        people.add_people(work, [record("q", "欧阳少东", sex="男", unit="柳河镇")])
    records = people.list_records(store)
    for one in (people.list_people(store), [each.person for each in records]):
        assert {person.unit for person in one} == {"柳河镇"}
        assert len({id(person.unit) for person in one}) == len({id(person.sex) for person in one}) == 1
    assert [each.keys for each in records] == [people.list_keys(store)[each.person.id] for each in records]
    assert records[2].keys.surname_key is records[2].keys.name_key
    assert records[0].keys.surname_key == records[0].keys.name_key
    store.close()


def test_a_roster_is_read_in_parts_with_its_entries(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        roster, _ = rosters.create_roster(workspace, "名册", next(iter(workspace.catalog.roster_kinds)))
        edit_cells(workspace, (), [{"name": name} for name in ("林木", "李四", "王芳", "丁一", "张三")], roster.id)
        whole = list_rows(workspace, roster.id)
        assert [row.entry.position for row in whole if row.entry] == [0, 1, 2, 3, 4]
        assert [*list_rows(workspace, roster.id, 0, 2), *list_rows(workspace, roster.id, 2, 9)] == whole


def test_many_ids_are_in_order_and_all_different(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    ids = store.new_ids(1000)
    assert ids == sorted(set(ids))
    assert len(ids) == 1000
    store.close()
