"""An upgrade that changes the tables ends undo and says so; an undo that cannot be done says what really holds it."""

import shutil
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress, Participant, ParticipantGroup
from huanjie_desktop.store import congresses, migrations, people
from huanjie_desktop.store.copies import last_entries, opened_copy
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.opening import open_store
from tests.builders import FixedClock, fill, new_store, record
from tests.old_workspaces import FOLDER


def old(folder: Path, name: str = "schema_2_undo") -> Path:
    return shutil.copyfile(FOLDER / f"{name}.huanjie", folder / f"{name}.huanjie")


def with_a_later_migration(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    """Have one more migration at the head, and do without the comparison with db/schema.sql."""
    version = migrations.head_version() + 1
    extra = folder / f"{version:04}_later.sql"
    extra.write_text(text, encoding="utf-8")
    files = [*migrations.migration_files(), extra]
    monkeypatch.setattr(migrations, "migration_files", lambda: files)
    monkeypatch.setattr(migrations, "schema_differences", lambda _db: (0, 0))


def test_undo_of_before_an_upgrade_ends_in_a_sentence(tmp_path: Path) -> None:
    path = old(tmp_path)
    with opened_copy(path, None) as before:
        known = last_entries(before, 1)[0]
    store = open_store(path, FixedClock(), actor="测试员")
    assert (store.undo_label, store.redo_label) == ("", "")
    with pytest.raises(UserError, match="升级到新版本以前的改动不能再撤销"):
        store.undo()
    assert store.redo() is None
    entry, next_one = store.history(2)
    assert (entry.kind, entry.label, entry.reason) == ("do", migrations.UPGRADED, "附件的内容改存")
    assert (entry.actor, entry.at, entry.things) == ("测试员", "2026-07-01T09:00:00+00:00", "")
    assert (next_one.seq, next_one.label) == (known.seq, known.label)
    store.close()


def test_undo_and_redo_go_on_above_the_upgrade_and_stop_at_it(tmp_path: Path) -> None:
    store = open_store(old(tmp_path), FixedClock())
    fill(store, "林木")
    store.undo()
    assert (store.undo_label, store.redo_label) == ("", "添加人员")
    store.close()
    again = open_store(store.path, FixedClock())
    assert (again.undo_label, again.redo_label) == ("", "添加人员")
    again.redo()
    again.undo()
    with pytest.raises(UserError, match="升级"):
        again.undo()
    again.close()


def test_a_new_workspace_says_nothing_of_an_upgrade(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    assert store.history() == []
    assert store.undo() is None
    store.close()


def test_upgrades_at_one_time_are_one_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_a_later_migration(monkeypatch, tmp_path, "-- undo ends here: 再改\n\nALTER TABLE roster DROP COLUMN kind;\n")
    store = open_store(old(tmp_path), FixedClock())
    assert [entry.label for entry in store.history()].count(migrations.UPGRADED) == 1
    found = store.db.conn.execute("SELECT version, seq, reason FROM undo_floor ORDER BY version").fetchall()
    assert (found[0][0], found[-1][0], found[-1][2]) == (3, migrations.head_version(), "再改")
    assert {seq for _, seq, _ in found} == {store.history(1)[0].seq}
    store.close()


def test_a_later_upgrade_has_its_own_entry_and_ends_what_came_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old(tmp_path)
    store = open_store(path, FixedClock())
    fill(store, "林木")
    store.close()
    with_a_later_migration(monkeypatch, tmp_path, "-- undo ends here: 再改\n\nALTER TABLE roster DROP COLUMN kind;\n")
    again = open_store(path, FixedClock())
    assert again.undo_label == ""
    assert [entry.label for entry in again.history()].count(migrations.UPGRADED) == 2
    assert (again.history(1)[0].label, again.history(1)[0].reason) == (migrations.UPGRADED, "再改")
    again.close()


def test_a_migration_that_only_adds_leaves_undo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    store.close()
    with_a_later_migration(monkeypatch, tmp_path, "ALTER TABLE person ADD COLUMN car TEXT NOT NULL DEFAULT '';\n")
    again = open_store(store.path, FixedClock())
    assert (again.undo_label, len(again.history())) == ("添加人员", 1)
    again.undo()
    again.redo()
    assert people.count_people(again) == 1
    again.close()


def test_a_migration_that_fails_leaves_undo_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    store.close()
    with_a_later_migration(monkeypatch, tmp_path, "-- undo ends here: 坏\n\nDROP TABLE nowhere;\n")
    with pytest.raises(Exception, match="nowhere"):
        open_store(store.path, FixedClock())
    monkeypatch.undo()
    again = open_store(store.path, FixedClock())
    assert (again.undo_label, len(again.history())) == ("添加人员", 1)
    again.close()


def store_with_a_group(folder: Path) -> Store:
    store = new_store(folder)
    fill(store, "林木", "张三")
    with store.unit_of_work("新建会议") as work:
        congresses.add_congress(work, Congress("c", "county-party", "青禾县", 12))
    with store.unit_of_work("添加代表团") as work:
        congresses.add_groups(work, [ParticipantGroup("d", "c", "第一代表团", 0)])
    return store


def behind_the_journal(store: Store, statement: str) -> None:
    """Change what undo knows nothing of, as a register that stays for good would."""
    store.db.conn.execute(statement)


def refused(store: Store, *said: str) -> None:
    """Undo; see that it is refused in these words, and that nothing has changed."""
    before, label = store.db.conn.execute("SELECT count(*), max(seq) FROM journal").fetchone(), store.undo_label
    with pytest.raises(UserError) as raised:
        store.undo()
    for words in said:
        assert words in str(raised.value)
    assert "票" not in str(raised.value)
    assert store.undo_label == label
    assert store.db.conn.execute("SELECT count(*), max(seq) FROM journal").fetchone() == before
    assert not store.db.conn.in_transaction


_PARTICIPANT = (
    "INSERT INTO participant (id, congress_id, person_id, group_id, capacity, position)"
    " VALUES ('x{0}', 'c', 'p{0}', 'd', 'voting-delegate', {0})"
)


def test_an_undo_says_which_later_rows_use_it(tmp_path: Path) -> None:
    store = store_with_a_group(tmp_path)
    for at in (0, 1):
        behind_the_journal(store, _PARTICIPANT.format(at))
    refused(store, "“添加代表团”之后，又有 2 名参会人员用到了它，不能再撤销", "请先移除后来的参会人员，再撤销")
    store.close()


def test_a_redo_says_it_too(tmp_path: Path) -> None:
    store = store_with_a_group(tmp_path)
    with store.unit_of_work("删除代表团") as work:
        congresses.remove_groups(work, ["d"])
    store.undo()
    behind_the_journal(store, _PARTICIPANT.format(0))
    with pytest.raises(
        UserError, match="“删除代表团”之后，又有 1 名参会人员用到了它，不能再重做。请先移除后来的参会人员，再重做"
    ):
        store.redo()
    assert store.redo_label == "删除代表团"
    store.close()


def test_an_undo_says_that_a_like_row_is_there(tmp_path: Path) -> None:
    store = store_with_a_group(tmp_path)
    with store.unit_of_work("添加代表") as work:
        congresses.add_participants(work, [Participant("x0", "c", "p0", "d", "voting-delegate", 0)])
    with store.unit_of_work("移除代表") as work:
        congresses.remove_participants(work, ["x0"])
    behind_the_journal(store, _PARTICIPANT.format(0).replace("x0", "y0"))
    refused(store, "“移除代表”之后，“参会人员”里又有了相同的一名，不能再撤销", "请先移除后来的那名参会人员")
    store.close()


def test_an_undo_says_that_what_it_belonged_to_is_gone(tmp_path: Path) -> None:
    store = store_with_a_group(tmp_path)
    with store.unit_of_work("移除代表团") as work:
        congresses.remove_groups(work, ["d"])
    behind_the_journal(store, "DELETE FROM congress")
    refused(store, "“移除代表团”里的会议分组所属的会议已经不在了，不能再撤销", "请先补上会议")
    store.close()


def test_an_undo_that_another_rule_stops_says_so(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    with store.unit_of_work("修改人员") as work:
        people.change_people(work, {"p0": {"sex": "男"}})
    behind_the_journal(
        store,
        "CREATE TRIGGER no_more BEFORE UPDATE ON person BEGIN SELECT RAISE(ABORT, 'person is closed'); END",
    )
    refused(store, "“修改人员”之后数据已不同，放不回去，不能再撤销", "从备份恢复")
    store.close()


def test_a_change_that_breaks_a_constraint_is_no_users_fault(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    with pytest.raises(Exception, match="UNIQUE"), store.unit_of_work("添加人员") as work:
        people.add_people(work, [record("p0", "张三")])
    assert people.count_people(store) == 1
    store.close()
