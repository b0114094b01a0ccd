"""Backups are verified, recorded and thinned; a seal shows bytes that changed by themselves; damage is replaced."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.domain.errors import DamagedWorkspace, UserError, WorldError
from huanjie_desktop.store import admission, keys, ledger
from huanjie_desktop.store.backup import LIMIT_SETTING, MEGABYTE, Thinning, verify_copy
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.driver import Database, connect
from huanjie_desktop.store.durable import digest_of
from huanjie_desktop.store.opening import open_store
from huanjie_desktop.store.people import count_people
from huanjie_desktop.store.recovery import recover
from huanjie_desktop.store.seal import read_seal
from huanjie_desktop.store.settings import write_setting
from tests.builders import FixedClock, fill, new_store, record

NOW = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def reopen(path: Path, key: str | None = None, clock: FixedClock | None = None) -> Store:
    return open_store(path, clock or FixedClock(), key)


def add(store: Store, person_id: str) -> None:
    from huanjie_desktop.store.people import add_people

    with store.unit_of_work("添加人员") as work:
        add_people(work, [record(person_id, "王芳")])


def flip(path: Path, place: int, bit: int = 0) -> None:
    with path.open("rb+") as stream:
        stream.seek(place)
        byte = stream.read(1)[0]
        stream.seek(place)
        stream.write(bytes([byte ^ (1 << bit)]))


def test_a_backup_is_recorded_with_its_digest(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    copy = store.back_up("导入前")
    (known,) = ledger.list_backups(store.path)
    assert (known.file, known.reason, known.changes, known.number) == (copy.name, "导入前", 1, 1)
    assert (known.digest, known.size) == (digest_of(copy), copy.stat().st_size)
    assert ledger.is_there(store.path, known)
    store.close()


def test_two_backups_in_one_second_are_two_files(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    first = store.back_up("手动")
    content = first.read_bytes()
    add(store, "q")
    second = store.back_up("手动")
    assert first != second
    assert first.read_bytes() == content
    assert [each.file for each in ledger.list_backups(store.path)] == [second.name, first.name]
    store.close()


def test_a_clock_set_back_neither_reorders_nor_deletes(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    store = new_store(tmp_path)
    store.clock = clock
    for year in (2026, 1980, 2036, 2025):
        clock.moment = datetime(year, 1, 1, tzinfo=UTC)
        store.back_up("手动")
    assert [each.at.year for each in ledger.list_backups(store.path)] == [2025, 2036, 1980, 2026]
    store.close()


def test_old_backups_are_thinned_but_not_those_with_a_name_nor_strangers(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    store = new_store(tmp_path)
    store.clock = clock
    named = store.back_up("党代会前", named=True)
    stranger = named.with_name(f"{store.path.stem}_20200101-000000_手动.huanjie")
    stranger.write_bytes(b"?")
    changed = store.back_up("打开时")
    store.back_up("打开时")
    changed.write_bytes(changed.read_bytes()[:-1] + b"?")  # somebody has worked in it, though it is as large as it was
    for day in range(60):
        clock.moment = NOW + timedelta(days=day, hours=3)
        store.back_up("打开时")
        store.back_up("关闭时")
    found = ledger.list_backups(store.path)
    assert named.name in [each.file for each in found]
    assert stranger.exists()
    assert changed.exists()
    assert 20 < len(found) < 40
    store.close()


def test_a_session_removes_few_whatever_has_gathered(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    store = new_store(tmp_path)
    store.clock, store.thinning = clock, Thinning(removed=1000)  # as long as nothing may be removed
    for day in range(8):
        for hour in range(4):
            clock.moment = NOW + timedelta(days=day, hours=hour)
            store.back_up("打开时")
    assert len(ledger.list_backups(store.path)) == 32
    with store.unit_of_work("设置") as work:
        write_setting(work, store, LIMIT_SETTING, "1")
    store.thinning = Thinning()
    store.back_up("打开时")
    assert store.thinning.most_bytes == MEGABYTE
    assert len(ledger.list_backups(store.path)) == 32 + 1 - 3
    clock.moment = NOW + timedelta(days=4000)
    store.thinning = Thinning()
    store.back_up("打开时")
    assert len(ledger.list_backups(store.path)) == 32 + 2 - 3
    store.close()


def test_a_renamed_workspace_keeps_its_backups_and_another_takes_none(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    other = new_store(tmp_path, "别的.huanjie")
    other.back_up("手动")
    other.close()
    first = store.back_up("手动")
    store.back_up("关闭时")
    store.close()
    new = store.path.with_name("改了名.huanjie")
    shutil.copyfile(store.path, new)
    reopen(new).close()
    assert ledger.list_backups(new) == []  # a copy, as long as the first is there
    store.path.unlink()
    other.path.unlink()
    store = reopen(new)
    assert [each.reason for each in ledger.list_backups(new)] == ["关闭时", "手动"]
    assert store.back_up("手动").name.startswith("改了名_")
    assert [each.number for each in ledger.list_backups(new)] == [3, 2, 1]
    store.restore(first)
    store.close()
    assert sorted(file.name for file in first.parent.glob(".*.ledger")) == [
        ".别的.huanjie.ledger",
        ".改了名.huanjie.ledger",
    ]
    fresh = new_store(tmp_path)  # of the first name, but another file
    assert ledger.list_backups(fresh.path) == []
    fresh.close()


def test_other_workspaces_of_a_similar_name_are_left_alone(tmp_path: Path) -> None:
    one, other = new_store(tmp_path, "青禾县.huanjie"), new_store(tmp_path, "青禾县_2.huanjie")
    one.back_up("手动")
    other.back_up("手动")
    assert len(ledger.list_backups(one.path)) == 1
    assert ledger.list_backups(other.path)[0].file.startswith("青禾县_2_")
    one.close()
    other.close()


def test_what_an_interrupted_backup_left_is_swept(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    folder = ledger.backup_folder(store.path)
    folder.mkdir()
    left = folder / f"{store.path.stem}_20260701-080000_手动.huanjie.part"
    other = folder / "别的.part"
    left.write_bytes(b"half")
    other.write_bytes(b"not ours")
    store.back_up("手动")
    assert not left.exists()
    assert other.exists()
    store.close()


def test_a_damaged_line_of_the_ledger_loses_one_record_only(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for reason in ("甲", "乙", "丙"):
        store.back_up(reason)
    file = ledger.backup_folder(store.path) / f".{store.path.name}.ledger"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([lines[0], lines[1][:20] + "\x00", lines[2]]), encoding="utf-8")
    assert {each.reason: each.recorded for each in ledger.list_backups(store.path)} == {
        "甲": True,
        "乙": False,
        "丙": True,
    }
    store.close()


def test_a_name_without_usable_characters_is_refused(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with pytest.raises(UserError, match="名称"):
        store.back_up("/\\:", named=True)
    assert ledger.list_backups(store.path) == []
    assert store.back_up("党代会前/一稿", named=True).name.endswith("_留存-党代会前 一稿.huanjie")
    store.close()


@pytest.mark.parametrize("key", [None, "口令"])
def test_the_store_knows_whether_the_newest_backup_holds_everything(tmp_path: Path, key: str | None) -> None:
    store = new_store(tmp_path, key=key)
    fill(store, "林木")
    assert not store.covered
    store.back_up("手动")
    assert store.covered
    store.close()
    store = reopen(store.path, key)
    assert store.covered
    add(store, "q")
    assert not store.covered
    assert read_seal(store.path) is None
    store.close()
    store = reopen(store.path, key)
    assert not store.covered
    copy = store.back_up("手动")
    store.close()
    copy.unlink()
    store = reopen(store.path, key)
    assert not store.covered
    store.close()


def test_what_is_counted_without_a_trace_is_a_change_too(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.back_up("手动")
    with store.unit_of_work("空"):
        pass
    assert store.covered
    with store.unit_of_work("设置") as work:
        work.insert_for_good("setting", {"id": "x", "value": "1"})
    assert not store.covered
    store.close()


def sealed(tmp_path: Path, key: str | None = None, family: str = "林") -> Path:
    """A workspace with a backup, closed and sealed."""
    tmp_path.mkdir(exist_ok=True)
    store = new_store(tmp_path, key=key)
    fill(store, *(f"{family}{at}" for at in range(300)))
    store.back_up("手动")
    store.close()
    assert read_seal(store.path) is not None
    return store.path


@pytest.mark.parametrize("key", [None, "口令"])
def test_a_flipped_bit_anywhere_is_seen_at_opening(tmp_path: Path, key: str | None) -> None:
    path = sealed(tmp_path, key)
    size = path.stat().st_size - keys.tail_size(path.stat().st_size)
    content = path.read_bytes()
    places = [0, 17, 24, 27, 93, 95, 100, 4096, size // 3, size // 2, size - 1]
    for place in places:
        flip(path, place, place % 8)
        with pytest.raises(DamagedWorkspace, match="损坏"):
            reopen(path, key)
        path.write_bytes(content)
    reopen(path, key).close()


@pytest.mark.parametrize("key", [None, "口令"])
def test_only_a_file_that_its_backup_covers_is_not_read_through_again(
    tmp_path: Path, key: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def traced(*given: Any) -> Database:
        db = connect(*given)
        db.conn.set_trace_callback(said.append)
        return db

    path = sealed(tmp_path, key)
    monkeypatch.setattr(admission, "connect", traced)
    store = reopen(path, key)
    assert not [each for each in said if "_check" in each and "cell_size" not in each]
    add(store, "q1")
    store.close()
    assert read_seal(path) is not None
    reopen(path, key).close()
    assert "PRAGMA quick_check(1)" in said
    assert ("PRAGMA cipher_integrity_check" in said) == (key is not None)


def test_a_file_that_was_changed_by_sqlite_elsewhere_is_accepted(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    away = tmp_path / "别处" / path.name
    away.parent.mkdir()
    shutil.copyfile(path, away)
    store = reopen(away)
    add(store, "q")
    store.close()
    shutil.copyfile(away, path)
    store = reopen(path)
    assert count_people(store) == 301
    assert not store.covered
    store.close()


def test_another_sound_file_of_as_many_writes_in_its_place_is_no_damage(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    other = sealed(tmp_path / "乡镇", family="石")
    assert read_seal(other).count == read_seal(path).count  # type: ignore[union-attr]
    shutil.copyfile(other, path)
    reopen(path).close()


def test_a_file_that_is_another_and_damaged_is_damaged(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    other = sealed(tmp_path / "乡镇", family="石")
    content = other.read_bytes()
    seal = read_seal(other)
    assert seal is not None
    for text in ("石12", seal.head):
        other.write_bytes(content)
        flip(other, content.rindex(text.encode()) + 3)
        shutil.copyfile(other, path)
        with pytest.raises(DamagedWorkspace, match="损坏"):
            reopen(path)


def test_a_backup_put_back_by_hand_is_accepted(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    (copy,) = ledger.list_backups(path)
    shutil.copyfile(ledger.backup_folder(path) / copy.file, path)
    store = reopen(path)
    assert count_people(store) == 300
    store.close()


def test_a_password_that_opens_the_backup_means_that_the_file_is_damaged(tmp_path: Path) -> None:
    path = sealed(tmp_path, "口令")
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    with pytest.raises(DamagedWorkspace):
        reopen(path, "口令")
    with pytest.raises(UserError, match="口令不对") as raised:
        reopen(path, "错")
    assert not isinstance(raised.value, DamagedWorkspace)


def test_a_damaged_file_is_replaced_and_kept(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    flip(path, 5000)
    bad = path.read_bytes()
    path.with_name(f"{path.name}-journal").write_bytes(b"stale")
    (copy,) = ledger.list_backups(path)
    kept = recover(path, ledger.backup_folder(path) / copy.file, None, NOW)
    assert kept is not None
    assert kept.name == "青禾县2026年换届_损坏_20260701-090000.huanjie"
    assert kept.read_bytes() == bad
    assert kept.with_name(f"{kept.name}-journal").read_bytes() == b"stale"
    assert not path.with_name(f"{path.name}-journal").exists()
    store = reopen(path)
    assert count_people(store) == 300
    store.close()
    second = recover(path, ledger.backup_folder(path) / copy.file, None, NOW)
    assert second is not None
    assert second.name.endswith("-2.huanjie")


def test_a_damaged_backup_replaces_nothing(tmp_path: Path) -> None:
    path = sealed(tmp_path)
    before = path.read_bytes()
    bad = tmp_path / "坏.huanjie"
    bad.write_bytes(before[:9000])
    with pytest.raises(UserError, match="坏"):
        recover(path, bad, None, NOW)
    store = reopen(path)
    with pytest.raises(UserError):
        store.restore(bad)
    assert count_people(store) == 300
    store.close()
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("key", [None, "口令"])
def test_restoring_swaps_the_open_file(tmp_path: Path, key: str | None) -> None:
    store = new_store(tmp_path, key=key)
    fill(store, "林木")
    copy = store.back_up("手动")
    add(store, "q")
    store.restore(copy)
    assert count_people(store) == 1
    assert store.undo_label == "添加人员"
    add(store, "r")
    assert count_people(store) == 2
    store.close()
    again = reopen(store.path, key)
    assert count_people(again) == 2
    again.close()


def test_a_journal_that_cannot_be_closed_stops_the_restoring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    copy = store.back_up("手动")
    add(store, "q")
    journal = store.path.with_name(f"{store.path.name}-journal")
    end = store._end_connection

    def end_badly() -> None:
        end()
        journal.write_bytes(b"")

    monkeypatch.setattr(store, "_end_connection", end_badly)
    with pytest.raises(WorldError, match="没有恢复"):
        store.restore(copy)
    monkeypatch.undo()
    assert count_people(store) == 2
    store.close()


def test_a_copy_that_lacks_changes_is_not_sound(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    copy = store.back_up("手动")
    verify_copy(copy, None, 1)
    with pytest.raises(WorldError, match="检查不合格"):
        verify_copy(copy, None, 2)
    store.close()
