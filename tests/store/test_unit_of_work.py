"""One labelled transaction: whole or not at all, journalled, taken back and done again."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.roster import Roster, RosterEntry
from huanjie_desktop.store import people, rosters
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.driver import DatabaseError, IntegrityError
from huanjie_desktop.store.opening import open_store
from tests.builders import FixedClock, fill, new_store, record

TABLES = ("person", "roster", "roster_entry")


def picture(store: Any) -> dict[str, Any]:
    """Return all rows of the tables, whatever their order on disk."""
    return {table: sorted(store.db.conn.execute(f"SELECT * FROM {table}").fetchall()) for table in TABLES}


def test_an_exception_leaves_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path)

    def fail() -> None:
        with store.unit_of_work("添加人员") as work:
            people.add_people(work, [record("p", "林木")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert people.count_people(store) == 0
    assert store.history() == []
    assert store.undo() is None
    store.close()


def test_an_empty_unit_leaves_no_entry_and_no_undo(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    with store.unit_of_work("修改人员") as work:
        people.change_people(work, {"p0": {"sex": ""}})
    assert work.change_set.seq == 0
    assert store.undo_label == "添加人员"
    store.close()


def test_the_change_set_names_what_was_touched(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木", "张三")
    with store.unit_of_work("修改人员") as work:
        people.change_people(work, {"p0": {"sex": "男"}, "p1": {"sex": ""}})
    assert work.change_set.touched == {"person": frozenset({"p0"})}
    assert work.change_set.touches("person")
    store.close()


def test_undo_and_redo_survive_a_restart(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    with store.unit_of_work("删除人员") as work:
        people.remove_people(work, ["p0"])
    store.undo()
    store.close()
    again = open_store(store.path, FixedClock())
    assert (again.undo_label, again.redo_label) == ("添加人员", "删除人员")
    again.redo()
    assert people.count_people(again) == 0
    assert [entry.kind for entry in again.history()] == ["redo", "undo", "do", "do"]
    assert again.history(limit=1)[0].rows == {"person": 1}
    again.close()


def test_a_change_is_put_back_newest_step_first(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    before = picture(store)
    with store.unit_of_work("一起改") as work:
        people.change_people(work, {"p0": {"sex": "男"}})
        people.change_people(work, {"p0": {"sex": "女", "remark": "后改"}})
        people.add_people(work, [record("q", "张三", sex="男")])
        people.change_people(work, {"q": {"sex": "女"}})
        people.remove_people(work, ["q"])
    after = picture(store)
    store.undo()
    assert picture(store) == before
    store.redo()
    assert picture(store) == after
    store.undo()
    assert picture(store) == before
    store.close()


def test_a_new_change_ends_redo(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    with store.unit_of_work("修改人员") as work:
        people.change_people(work, {"p0": {"sex": "男"}})
    store.undo()
    assert store.redo_label == "修改人员"
    with store.unit_of_work("改名") as work:
        people.change_people(work, {"p0": {"remark": "新"}})
    assert (store.undo_label, store.redo_label) == ("改名", "")
    assert store.redo() is None
    assert people.list_people(store)[0].sex == ""
    store.close()
    again = open_store(store.path, FixedClock())
    assert (again.undo_label, again.redo_label) == ("改名", "")
    again.close()


def test_a_person_on_a_roster_cannot_go(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    with store.unit_of_work("新建名册") as work:
        rosters.add_roster(work, Roster("r", "全县干部名册", "cadre-roster"))
        rosters.add_entries(work, [RosterEntry("e", "r", "p0", 0)])
    with pytest.raises(IntegrityError), store.unit_of_work("删除人员") as work:
        people.remove_people(work, ["p0"])
    assert people.count_people(store) == 1
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal",
        "UPDATE journal SET label = 'x'",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
        "DELETE FROM journal_row",
        "UPDATE journal_row SET images = '[]'",
    ],
)
def test_the_journal_is_append_only(tmp_path: Path, statement: str) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    with pytest.raises(DatabaseError, match="append-only"):
        store.db.conn.execute(statement)
    store.close()


class UndoMachine(RuleBasedStateMachine):
    """Random changes, undos and redos; after each the store is what a list of pictures says."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.store = new_store(Path(self.folder.name))
        self.pictures = [picture(self.store)]
        self.at = 0
        self.made = 0

    def _done(self, changed: bool) -> None:
        if changed:
            self.pictures = [*self.pictures[: self.at + 1], picture(self.store)]
            self.at += 1

    def _ids(self, table: str) -> list[str]:
        return [row[0] for row in self.store.db.conn.execute(f"SELECT id FROM {table} ORDER BY id")]

    @rule(count=st.integers(1, 3))
    def add(self, count: int) -> None:
        with self.store.unit_of_work("添加人员") as work:
            people.add_people(work, [record(f"p{self.made + n}", "林木") for n in range(count)])
        self.made += count
        self._done(changed=True)

    @rule(sex=st.sampled_from(["男", "女", ""]), data=st.data())
    def change(self, sex: str, data: st.DataObject) -> None:
        ids = self._ids("person")
        chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
        with self.store.unit_of_work("修改人员") as work:
            people.change_people(work, {id_: {"sex": sex, "remark": sex} for id_ in chosen})
        self._done(bool(work.change_set.seq))

    @rule(data=st.data())
    def put_on_roster(self, data: st.DataObject) -> None:
        ids = self._ids("person")
        chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
        self.made += 1
        name = f"r{self.made}"
        with self.store.unit_of_work("新建名册") as work:
            rosters.add_roster(work, Roster(name, name, "cadre-roster"))
            rosters.add_entries(work, [RosterEntry(f"{name}{id_}", name, id_, at) for at, id_ in enumerate(chosen)])
        self._done(changed=True)

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        ids = self._ids("person")
        if not ids:
            return
        gone = data.draw(st.sampled_from(ids))
        entries = [
            row[0] for row in self.store.db.conn.execute("SELECT id FROM roster_entry WHERE person_id = ?", (gone,))
        ]
        with self.store.unit_of_work("删除人员") as work:
            rosters.remove_entries(work, entries)
            people.remove_people(work, [gone])
        self._done(changed=True)

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        assert self.store.undo() is not None
        self.at -= 1

    @precondition(lambda self: self.at < len(self.pictures) - 1)
    @rule()
    def redo(self) -> None:
        assert self.store.redo() is not None
        self.at += 1

    @invariant()
    def is_what_it_was(self) -> None:
        assert picture(self.store) == self.pictures[self.at]

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestUndo = UndoMachine.TestCase
TestUndo.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


def sheet_row(number: int = 1) -> dict[str, str | int]:
    return {"id": "r1", "round_id": "r1", "number": number, "marks": "[]"}


EMPTY_POLL = json.dumps(
    {
        "unit": "镇",
        "form": {"id": "f", "entry": "f", "number": 1, "title": "表", "kind": "form", "body": "{}"},
        "categories": [],
        "posts": [],
        "subjects": [],
        "piles": [],
    }
)


def store_with_a_round(folder: Path) -> Store:
    store = new_store(folder)
    with store.unit_of_work("新建测评") as work:
        work.insert("own_entry", [{"id": "f", "entry": "f", "number": 1, "title": "表", "body": "{}", "position": 0}])
        work.insert("campaign", [{"id": "c", "title": "测评", "unit": "镇", "form_version_id": "f", "position": 0}])
        work.insert("count_round", [{"id": "r1", "campaign_id": "c", "number": 1, "method": "sheets"}])
    return store


def test_what_is_kept_beside_the_journal_leaves_nothing_in_it(tmp_path: Path) -> None:
    store = store_with_a_round(tmp_path)
    before = (store.history(), store.undo_label)
    for number in (1, 2):
        with store.unit_of_work("录入") as work:
            work.keep("sheet", sheet_row(number))
    assert (work.change_set.seq, dict(work.change_set.touched)) == (0, {"sheet": frozenset({"r1"})})
    assert store.db.conn.execute("SELECT number FROM sheet").fetchall() == [(2,)]
    assert (store.history(), store.undo_label) == before
    with store.unit_of_work("录入") as work:
        work.keep("sheet", sheet_row(0))
    assert store.db.conn.execute("SELECT count(*) FROM sheet").fetchone()[0] == 0
    store.close()


def test_sheets_that_came_in_keep_their_round_from_being_undone(tmp_path: Path) -> None:
    store = store_with_a_round(tmp_path)
    with store.unit_of_work("录入") as work:
        work.keep("sheet", sheet_row(2))
    with pytest.raises(UserError, match="已录入了票，不能再撤销"):
        store.undo()
    assert store.undo_label == "新建测评"
    assert store.db.conn.execute("SELECT number FROM sheet").fetchall() == [(2,)]
    store.close()


def test_removed_sheets_come_back_by_undo(tmp_path: Path) -> None:
    store = store_with_a_round(tmp_path)
    with store.unit_of_work("录入") as work:
        work.keep("sheet", sheet_row(2))
    with store.unit_of_work("清空") as work:
        work.delete("sheet", ["r1"])
    store.undo()
    assert store.db.conn.execute("SELECT number FROM sheet").fetchall() == [(2,)]
    store.close()


def test_keying_in_sheets_ends_redo_for_good(tmp_path: Path) -> None:
    store = store_with_a_round(tmp_path)
    with store.unit_of_work("底稿") as work:
        work.insert("poll", [{"id": "p", "campaign_id": "c", "body": EMPTY_POLL, "digest": ""}])
    fill(store, "林木")
    store.undo()
    assert store.redo_label == "添加人员"
    with store.unit_of_work("录入") as work:
        work.keep("sheet", sheet_row())
    assert (store.redo_label, store.redo()) == ("", None)
    store.close()
    again = open_store(store.path, FixedClock())
    assert (again.redo_label, again.undo_label) == ("", "底稿")
    fill(again, "王芳")
    again.undo()
    again.close()
    once_more = open_store(store.path, FixedClock())
    assert once_more.redo_label == "添加人员"
    once_more.close()


def test_what_is_registered_for_good_is_told_but_not_undone(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    with store.unit_of_work("登记") as work:
        work.insert_for_good("setting", {"id": "x", "value": "1"})
    assert [entry.label for entry in store.history()] == ["登记", "添加人员"]
    assert store.undo_label == "添加人员"
    store.close()
    again = open_store(store.path, FixedClock())
    assert again.undo_label == "添加人员"
    again.undo()
    assert again.db.conn.execute("SELECT value FROM setting").fetchall() == [("1",)]
    again.close()
