"""What rows add up to: half a change, an edit by another program and a flipped bit are told, and our own work never is."""

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import DamagedWorkspace, UserError
from huanjie_desktop.store import content, soundness
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.opening import create_store, open_store
from huanjie_desktop.store.people import list_people
from huanjie_desktop.store.soundness import find_faults
from tests.builders import FixedClock, fill, new_store

_ROW_MAP = re.compile(r'RowMap\(\w+, "(\w+)"')


def reopen(path: Path, key: str | None = None) -> None:
    open_store(path, FixedClock(), key).close()


def edit(path: Path, *statements: str) -> None:
    """Change a plain file as another program does."""
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def change_in_vain(store: Store) -> None:
    with store.unit_of_work("不成") as work:
        work.update_many("person", {"p0": {"sex": "女"}})
        work.update_many("person", {"nobody": {"sex": "女"}})


def test_our_own_changes_always_add_up(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木", "王芳")
    with store.unit_of_work("修改") as work:
        work.update_many("person", {"p0": {"sex": "男"}, "p1": {"remark": "改"}})
    with store.unit_of_work("删除") as work:
        work.delete("person", ["p1"])
    store.undo()
    store.undo()
    store.redo()
    with pytest.raises(KeyError):
        change_in_vain(store)
    assert content.differing(store.db) == []
    copy = store.back_up("手动")
    with store.unit_of_work("修改") as work:
        work.update("person", "p0", {"sex": "女"})
    assert content.differing(store.db) == []
    store.restore(copy)
    with store.unit_of_work("修改") as work:
        work.update("person", "p0", {"sex": "女"})
    assert content.differing(store.db) == []
    store.close()
    reopen(store.path)


def test_a_file_keeps_its_id_and_its_copies_share_it(tmp_path: Path) -> None:
    one, other = new_store(tmp_path), new_store(tmp_path, "别的.huanjie")
    id_ = content.id_of(one.db)
    assert len(id_) == 32
    assert content.id_of(other.db) != id_
    one.restore(one.back_up("手动"))
    assert content.id_of(one.db) == id_
    one.close()
    other.close()


@pytest.mark.parametrize("key", [None, "口令"])
def test_half_a_change_whose_journal_was_left_behind_is_not_opened(tmp_path: Path, key: str | None) -> None:
    store = new_store(tmp_path, key=key)
    fill(store, *(f"林{at}" for at in range(3000)))
    with store.unit_of_work("修改") as work:
        work.update_many("person", {f"p{at}": {"sex": "男"} for at in range(3000)})
    copy = tmp_path / "别处.huanjie"
    store.db.conn.execute("PRAGMA cache_size = 10")  # so that what was changed does not wait in memory
    with store.unit_of_work("大改") as work:
        work.update_many("person", {f"p{at}": {"sex": "女"} for at in range(3000)})
        shutil.copyfile(store.path, copy)  # without its journal, in the middle
    store.close()
    with pytest.raises(DamagedWorkspace, match="人员与最后一次保存时对不上"):
        reopen(copy, key)
    reopen(store.path, key)


def test_another_programs_edit_is_taken_in_with_a_word_that_stays(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    store.back_up("手动")
    store.close()
    edit(store.path, "UPDATE person SET sex = '女'", "DELETE FROM setting")
    for _ in range(2):
        store = open_store(store.path, FixedClock())
        assert store.foreign_changes == "2026.07.01 09:00发现人员"
        assert [each.code for each in find_faults(store.db, False)] == ["foreign"]
        store.close()
    store = open_store(store.path, FixedClock())
    assert [(each.label, each.reason) for each in store.history(limit=1)] == [("发现别的程序改动过文件", "人员")]
    with store.unit_of_work("修改") as work:
        work.update("person", "p0", {"sex": "男"})
    store.db.conn.close()  # as a crash leaves it, without a seal
    store._lock.release()
    reopen(store.path)


def test_another_programs_edit_of_an_unsealed_file_is_refused(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    store.close()
    edit(store.path, "UPDATE person SET birth = '1980-13'")
    with pytest.raises(DamagedWorkspace, match="人员“林木”的出生年月“1980-13”读不出来"):
        reopen(store.path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE person SET birth = '垃圾'", "人员“林木”的出生年月“垃圾”"),
        ("UPDATE person SET grade_since = '1980-02-31'", "人员“林木”的任现级别时间“1980-02-31”"),
        ("INSERT INTO congress VALUES ('c', 'k', 'u', 1, '昨天', '', '', '', 1, 0)", "会议“c”的开始时间“昨天”"),
        ("INSERT INTO congress VALUES ('c', 'k', 'u', -1, '', '', '', '', 1, 0)", "会议“c”的届次“-1”"),
        ("INSERT INTO congress VALUES ('c', 'k', 'u', 1, '', '', '', '', 1, 10000)", "会议“c”的会次“10000”"),
        (
            "INSERT INTO session (id, congress_id, position, title, start) VALUES ('s', 'c', 1, '一', '8点')",
            "会次“一”的开始时间“8点”",
        ),
    ],
)
def test_a_value_that_cannot_be_is_named(tmp_path: Path, change: str, said: str) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    store.db.conn.execute("PRAGMA foreign_keys = OFF")
    store.db.conn.execute(change)
    found = [each.text for each in find_faults(store.db, False) if each.code == "value"]
    assert [text.startswith(f"{said}读不出来") for text in found] == [True]
    if "person" in change:
        with pytest.raises(UserError, match="读不出来"):
            list_people(store)
    store.close()


@pytest.fixture(params=[0o077, 0o022])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize("key", [None, "口令"])
def test_workspaces_and_backups_are_for_their_owner_alone(tmp_path: Path, umask: int, key: str | None) -> None:
    store = new_store(tmp_path, key=key)
    fill(store, "林木")
    store.restore(store.back_up("手动"))
    files = [file for file in tmp_path.rglob("*") if file.is_file() and file.suffix != ".lock"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    store.close()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) == 5  # the workspace, its backup, the ledger, what was verified, and the seal
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize("mode", [0o644, 0o664, 0o777])
def test_what_an_earlier_program_left_readable_by_all_is_made_private_at_opening(tmp_path: Path, mode: int) -> None:
    store = new_store(tmp_path)
    copies = [store.back_up("手动"), store.back_up("手动")]
    store.close()
    for file in (store.path, *copies):
        file.chmod(mode)
    stranger = copies[0].with_name("别的文件.txt")
    stranger.write_text("x")
    stranger.chmod(mode)
    open_store(store.path, FixedClock()).close()
    assert {stat.S_IMODE(file.stat().st_mode) for file in (store.path, *copies)} == {0o600}
    assert stat.S_IMODE(stranger.stat().st_mode) == mode


def test_a_new_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "新.huanjie"
    left = tmp_path / ".新.huanjie.new.part"
    left.write_bytes(b"half")

    def fail(store: object) -> None:
        assert left.exists()
        assert not path.exists()
        raise KeyError

    with pytest.raises(KeyError):
        create_store(path, FixedClock(), first=fail)
    assert list(tmp_path.iterdir()) == []

    def come_first(_store: object) -> None:
        path.write_bytes(b"another")

    with pytest.raises(UserError, match="已存在"):
        create_store(path, FixedClock(), first=come_first)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [(path.name, b"another")]


@pytest.mark.parametrize("odd", [None, 5], ids=["plain", "a number in a text"])
def test_many_rows_at_once_add_up_to_what_is_stored(tmp_path: Path, odd: int | None) -> None:
    store = new_store(tmp_path)
    names = [("林木" if at or odd is None else odd, f"p{at:03}") for at in range(700)]
    with store.unit_of_work("添加") as work:
        work.insert_tuples("person", ("name", "id"), names)
        work.insert("roster", [{"id": "r", "name": "名册", "kind": "cadres", "position": 0}])
        entries = [(f"e{at:03}", "r", f"p{at:03}", at) for at in range(600)]
        work.insert_tuples("roster_entry", ("id", "roster_id", "person_id", "position"), entries)
    assert content.differing(store.db) == []
    with store.unit_of_work("修改") as work:
        work.update("person", "p001", {"sex": "女"})
    store.undo()
    store.undo()
    store.redo()
    assert content.differing(store.db) == []
    assert len(list_people(store)) == 700
    store.close()
    reopen(store.path)


def test_the_check_reads_the_rows_of_every_aggregate() -> None:
    """In a process of its own, where nothing else has imported them."""
    code = (
        "from huanjie_desktop.store import soundness; from huanjie_desktop.store.rows import ROW_MAPS; print(*ROW_MAPS)"
    )
    read = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    folder = Path(soundness.__file__).parent
    owned = {table for file in folder.glob("*.py") for table in _ROW_MAP.findall(file.read_text(encoding="utf-8"))}
    assert {"person", "plan_step", "unit"} <= owned
    assert owned <= set(read)
