"""What the store says was written: by tables, by ids, and only what stays."""

from pathlib import Path

import pytest

from huanjie_desktop.services.workspace import create_workspace, open_workspace
from huanjie_desktop.store.change_log import KEPT, MOST_IDS, ChangeLog
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.opening import create_store
from huanjie_desktop.store.settings import write_setting
from tests.builders import FixedClock


def write(store: Store, name: str, value: str) -> None:
    with store.unit_of_work("改设置") as work:
        write_setting(work, store, name, value)


def test_a_tables_state_changes_with_its_own_rows_alone(tmp_path: Path) -> None:
    store = create_store(tmp_path / "a.huanjie", FixedClock())
    setting, person = store.state_of("setting"), store.state_of("person")
    write(store, "a", "1")
    assert store.state_of("setting") != setting
    assert store.state_of("person") == person
    changed = store.state_of("setting")
    store.undo()
    undone = store.state_of("setting")
    assert undone != changed
    copy = store.back_up("测试")
    assert store.state_of("setting") == undone
    store.restore(copy)
    assert store.state_of("setting") != undone
    store.close()


def test_what_was_read_in_a_change_that_failed_is_read_again(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "a.huanjie", "青禾县", clock=FixedClock())

    def fail() -> None:
        with workspace.store.unit_of_work("改县名") as work:
            write_setting(work, workspace.store, "county", "柳河县")
            assert workspace.county == "柳河县"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert workspace.county == "青禾县"
    workspace.close()
    again = open_workspace(tmp_path / "a.huanjie", clock=FixedClock())
    assert again.county == "青禾县"
    again.close()


def test_what_was_touched_since_then_is_told_by_ids() -> None:
    log = ChangeLog()
    log.add({"person": frozenset({"a"})})
    start = log.number
    assert log.since(start) == {}
    log.add({"person": frozenset({"b"}), "setting": frozenset({"x"})})
    log.add({"person": frozenset({"c"})})
    assert log.since(start) == {"person": frozenset({"b", "c"}), "setting": frozenset({"x"})}
    assert log.since(start + 1) == {"person": frozenset({"c"})}


def test_very_many_ids_and_very_old_changes_are_not_kept() -> None:
    log = ChangeLog()
    log.add({"person": frozenset(map(str, range(MOST_IDS + 1)))})
    log.add({"person": frozenset({"a"})})
    assert log.since(0) == {"person": None}
    for _ in range(KEPT):
        log.add({"roster": frozenset({"r"})})
    assert log.since(0) is None
    assert log.since(2) == {"roster": frozenset({"r"})}
