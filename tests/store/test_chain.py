"""The journal is chained: vectors of the encoding, what is found, and what restoring takes over."""

import hashlib
import json
import random
import shutil
from pathlib import Path

import pytest

from huanjie_desktop.store import chain, ledger, people, soundness
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.images import digest_of_image, keep_image, read_image
from huanjie_desktop.store.opening import open_store
from tests.builders import FixedClock, fill, new_store, record
from tests.old_workspaces import FOLDER
from tests.store.tampering import TAMPERINGS, Tampering, cut_entries, unguarded

EMPTY = hashlib.sha256(b"").hexdigest()


def faults(store: Store) -> list[str]:
    return [each.text for each in soundness.find_faults(store.db, encrypted=False) if each.code == "journal"]


def store_with_changes(folder: Path, count: int = 6) -> Store:
    """Return a store whose journal has imports, edits, removals, undo, redo and an entry without rows."""
    store = new_store(folder)
    with store.unit_of_work("导入名册") as work:
        people.add_people(work, [record(f"q{at}", "林木", resume="简历" * 40) for at in range(30)])
    for at in range(count):
        with store.unit_of_work(f"修改人员{at}", "更正") as work:
            people.change_people(work, {"q1": {"remark": f"第{at}次"}, "q2": {"resume": f"简历{at}" * 300}})
    with store.unit_of_work("删除人员") as work:
        people.remove_people(work, ["q3", "q4"])
    store.undo()
    store.redo()
    store.undo()
    with store.unit_of_work("上报") as work:
        work.note()
    return store


def test_an_entry_is_written_and_linked_as_described() -> None:
    entry = (1, "2026-07-01T09:00:00+08:00", "李经手", "电脑一", "do", None, "添加人员", "", 0)
    text = '[1,"2026-07-01T09:00:00+08:00","李经手","电脑一","do",null,"添加人员","",0,[]]'
    assert chain.link(chain.START, entry, []) == hashlib.sha256(f"{'0' * 64}\n{text}".encode()).hexdigest()
    assert chain.link(chain.START, entry, []) == "e4c480ccdca081cd1d0fa0b2236d2b3d1df6adc9d5cafb47a339cca4383745d3"
    row = ("insert", "person", '["p0"]', "", 1)
    first = chain.link(chain.START, entry, [row])
    assert first == "673b43151b1e1b303ac729c70197ca29ce82fd68eec8915321091f6a6998ac36"
    assert chain.link(first, (2, *entry[1:]), []) == "f5f1f5884c7544de22c1c58a59960dd498f0d4fff1f46ec1da5c028a47e65ebb"
    listed = json.dumps([[*row[:2], hashlib.sha256(b'["p0"]').hexdigest(), EMPTY, 1]], separators=(",", ":"))
    text = f"{text[:-3]}{listed}]"
    assert first == hashlib.sha256(f"{'0' * 64}\n{text}".encode()).hexdigest()


def test_an_image_counts_alike_in_place_and_apart(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for text in ('["p0"]', json.dumps(["林" * 2000], ensure_ascii=False)):
        kept = keep_image(store.db, text)
        assert keep_image(store.db, text) == kept
        assert digest_of_image(kept) == hashlib.sha256(text.encode()).hexdigest()
        assert read_image(store.db, kept) == json.loads(text)
    assert store.db.conn.execute("SELECT count(*) FROM journal_image").fetchone() == (1,)
    store.close()


def test_a_journal_that_nobody_touched_holds(tmp_path: Path) -> None:
    store = store_with_changes(tmp_path)
    assert faults(store) == []
    head = chain.read_head(store.db)
    assert head.seq == store.history(1)[0].seq == 12
    assert head.short == head.digest[:12]
    store.close()
    again = open_store(store.path, FixedClock())
    assert chain.read_head(again.db) == head
    assert faults(again) == []
    again.close()


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda each: each.__name__)
def test_whatever_is_done_to_it_is_found(tmp_path: Path, tampering: Tampering) -> None:
    store = store_with_changes(tmp_path)
    store.close()
    for seed in range(6):
        path = shutil.copyfile(store.path, tmp_path / f"{seed}.huanjie")
        harmed = open_store(path, FixedClock())
        note = tampering(harmed.db, random.Random(seed))
        assert faults(harmed), note
        harmed.close()


def test_it_is_said_which_entry_was_changed(tmp_path: Path) -> None:
    store = store_with_changes(tmp_path)
    with unguarded(store.db) as conn:
        conn.execute("UPDATE journal SET actor = '别人' WHERE seq IN (3, 5)")
        conn.execute("DELETE FROM journal WHERE seq = 4")
    assert [(each.seq, each.what) for each in chain.find_breaks(store.db)][:3] == [
        (3, "changed"),
        (4, "missing"),
        (5, "changed"),
    ]
    assert faults(store)[0] == "第 3、5 号改动记录与记入时不同，改动记录有人动过或已损坏。"
    store.close()


def test_a_journal_of_an_older_schema_is_linked_when_it_is_upgraded(tmp_path: Path) -> None:
    path = shutil.copyfile(FOLDER / "schema_5_undo.huanjie", tmp_path / "schema_5_undo.huanjie")
    store = open_store(path, FixedClock())
    count = store.db.conn.execute("SELECT count(*) FROM journal").fetchone()[0]
    assert store.db.conn.execute("SELECT count(*) FROM journal_link").fetchone()[0] == count > 0
    assert faults(store) == []
    cut_entries(store.db, random.Random(1))
    assert faults(store)
    store.close()


def test_restoring_goes_on_with_the_journal_and_its_numbers(tmp_path: Path) -> None:
    store = store_with_changes(tmp_path)
    copy = store.back_up("手动")
    undo = store.undo_label
    fill(store, "张三", "王五")
    with store.unit_of_work("改名", "本人更名") as work:
        people.change_people(work, {"p0": {"remark": "李四"}})
    last = store.history(1)[0]
    store.restore(copy)
    assert people.count_people(store) == 30
    assert store.history(1)[0] == last
    assert store.undo_label == undo
    with store.unit_of_work("添加人员") as work:
        people.add_people(work, [record("z", "赵六")])
    assert work.change_set.seq == last.seq + 1
    assert faults(store) == []
    store.undo()
    assert people.count_people(store) == 30
    store.close()


def test_a_backup_with_a_journal_of_its_own_takes_over_the_present_one(tmp_path: Path) -> None:
    old = shutil.copyfile(FOLDER / "schema_5_undo.huanjie", tmp_path / "schema_5_undo.huanjie")
    store = store_with_changes(tmp_path)
    last = store.history(1)[0]
    store.restore(old)
    assert store.history(1)[0] == last
    assert (store.undo_label, store.redo_label) == ("", "")
    fill(store, "张三")
    assert store.history(1)[0].seq == last.seq + 1
    assert faults(store) == []
    store.undo()
    store.close()


def test_a_ledger_knows_of_numbers_that_a_file_put_back_by_hand_does_not(tmp_path: Path) -> None:
    store = store_with_changes(tmp_path)
    store.close()
    earlier = shutil.copyfile(store.path, tmp_path / "earlier")
    again = open_store(store.path, FixedClock())
    fill(again, "张三")
    again.back_up("手动")
    head = chain.read_head(again.db)
    assert (ledger.list_backups(again.path)[0].changes, ledger.list_backups(again.path)[0].head) == (13, head.digest)
    again.close()
    shutil.copyfile(earlier, store.path)
    behind = open_store(store.path, FixedClock())
    fill(behind, "王五")
    assert [entry.seq for entry in behind.history(2)] == [14, 12]
    assert faults(behind) == []
    behind.close()


def test_undo_and_redo_of_an_import_do_not_let_the_file_grow(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work("导入名册") as work:
        people.add_people(work, [record(f"q{at:04}", f"林木{at}", resume=f"简历{at}" * 20) for at in range(500)])
    size = store.path.stat().st_size
    for _ in range(10):
        store.undo()
        store.redo()
    assert store.path.stat().st_size < 1.3 * size
    assert people.count_people(store) == 500
    assert faults(store) == []
    store.close()


def test_the_stacks_are_kept_in_the_file_and_only_their_tops_are_read(tmp_path: Path) -> None:
    store = store_with_changes(tmp_path)
    assert store._stacks.undo is not None
    assert (store._stacks.undo.label, store._stacks.undo.depth) == ("修改人员5", 7)
    assert store._stacks.redo is not None
    assert (store._stacks.redo.label, store._stacks.redo.depth) == ("删除人员", 1)
    asked: list[str] = []
    store.db.conn.set_trace_callback(asked.append)
    store._stacks.read()
    store.db.conn.set_trace_callback(None)
    plans = [row[-1] for text in asked for row in store.db.conn.execute(f"EXPLAIN QUERY PLAN {text}")]
    assert plans
    assert not [plan for plan in plans if plan.startswith("SCAN") and "undo_floor" not in plan]
    store.close()
