"""Passwords in slots: set, changed without writing the file anew, taken away with a password, opened by a code from paper."""

import errno
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import DamagedWorkspace, PasswordNeeded, UserError, WorldError
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import backups, protection
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from huanjie_desktop.store import keys, ledger
from huanjie_desktop.store.soundness import find_faults
from tests.builders import FixedClock
from tests.old_workspaces import FOLDER, PASSWORD
from tests.services.test_backups import add

OURS, NEW, HERS = "Mima-2026", "Xin-mima-2026", "Ta-de-mima"
NAME = "青禾县2026年换届.huanjie"


def made(folder: Path, password: str = OURS) -> Path:
    workspace = create_workspace(folder / NAME, "青禾县", password, FixedClock())
    add(workspace, "林木")
    workspace.close()
    return folder / NAME


@contextmanager
def opened(path: Path, password: str = OURS) -> Iterator[Workspace]:
    workspace = open_workspace(path, password, FixedClock())
    try:
        yield workspace
    finally:
        workspace.close()


def count(path: Path, password: str) -> int:
    with opened(path, password) as workspace:
        return len(people.list_rows(workspace))


def pages(path: Path) -> bytes:
    content = path.read_bytes()
    return content[: len(content) - keys.tail_size(len(content))]


def test_one_file_carries_its_slots(tmp_path: Path) -> None:
    path = made(tmp_path)
    away = tmp_path / "stick" / NAME
    away.parent.mkdir()
    shutil.copyfile(path, away)
    assert count(away, OURS) == 1
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [NAME]


def test_a_file_copied_while_it_is_open_carries_them_too(tmp_path: Path) -> None:
    path = made(tmp_path)
    (tmp_path / "stick").mkdir()
    with opened(path) as workspace:
        for at in range(40):
            add(workspace, *["林木"] * 20)
            copy = shutil.copyfile(path, tmp_path / "stick" / f"{at}.huanjie")
            assert keys.own_record(copy) == workspace.store.slots
    assert count(copy, OURS) == 801


def test_a_wrong_password_and_damage_are_told_apart(tmp_path: Path) -> None:
    path = made(tmp_path)
    with pytest.raises(PasswordNeeded, match="设有口令。请输入") as asked:
        open_workspace(path)
    assert "损坏" not in str(asked.value)
    with pytest.raises(PasswordNeeded, match="口令不对") as wrong:
        open_workspace(path, "bie-de-mima")
    assert "损坏" not in str(wrong.value)
    content = bytearray(path.read_bytes())
    for place in (3, 500, 5000, len(content) // 2):
        harmed = bytearray(content)
        harmed[place] ^= 4
        path.write_bytes(harmed)
        with pytest.raises(DamagedWorkspace, match="损坏"):
            open_workspace(path, OURS)


def test_a_flipped_bit_in_the_slots_is_made_good(tmp_path: Path) -> None:
    path = made(tmp_path)
    content = path.read_bytes()
    for place in range(len(pages(path)), len(content), 331):
        harmed = bytearray(content)
        harmed[place] ^= 1 << place % 8
        path.write_bytes(harmed)
        with opened(path) as workspace:
            assert find_faults(workspace.store.db, encrypted=True) == []
        assert path.read_bytes()[len(pages(path)) :] == content[len(pages(path)) :]


@pytest.mark.parametrize("fails", ["beside", "behind"])
def test_a_password_that_could_not_be_changed_is_the_old_one(
    tmp_path: Path, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path)
    with opened(path) as workspace:
        entries = workspace.store.db.conn.execute("SELECT count(*) FROM journal").fetchone()[0]
        with monkeypatch.context() as patch:
            if fails == "beside":
                patch.setattr(keys, "write_durably", _full)
            else:
                patch.setattr(os, "write", _broken_off())
            with pytest.raises(WorldError, match="口令没有改成"):
                protection.change_password(workspace, OURS, NEW)
        assert workspace.store.db.conn.execute("SELECT count(*) FROM journal").fetchone()[0] == entries
    assert count(path, OURS) == 1
    with pytest.raises(PasswordNeeded):
        open_workspace(path, NEW)


def _broken_off() -> Callable[[int, bytes], int]:
    """Return what writes a part the first time, and fails."""
    write = os.write
    failed: list[int] = []

    def once(descriptor: int, content: bytes) -> int:
        if failed:
            return write(descriptor, content)
        failed.append(write(descriptor, content[:100]))
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    return once


def _full(*_given: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    "said",
    [
        '{"salt":"00","cost":32768,"slots":[]}',
        '{"salt":"%s","cost":65536,"slots":[]}' % ("0" * 32),
        '{"salt":"%s","cost":"x","slots":[]}' % ("0" * 32),
        '{"salt":"%s","cost":32768,"slots":null}' % ("0" * 32),
        '{"salt":"%s","cost":32768,"slots":[1]}' % ("0" * 32),
        '{"salt":"%s","cost":32768,"slots":[{"kind":"code","name":"","wrapped":"zz","tag":"00"}]}' % ("0" * 32),
        "[]",
        "no JSON",
        "[" * 1500,
    ],
)
def test_a_record_that_this_program_never_wrote_is_none(tmp_path: Path, said: str) -> None:
    text = said.encode()
    copy = b"HJKEYS1\n" + len(text).to_bytes(4, "big") + hashlib.sha256(text).digest() + text
    assert keys.unpack(copy.ljust(2000, b"\0") * 2) is None
    path = made(tmp_path)
    path.write_bytes(pages(path) + copy.ljust(2000, b"\0") * 2)
    with pytest.raises(UserError):
        open_workspace(path, OURS)


@pytest.mark.parametrize("left", [0, 1, 1999, 2000, 2001, 3999])
def test_slots_whose_writing_was_broken_off_keep_nobody_out(tmp_path: Path, left: int) -> None:
    path = made(tmp_path)
    with opened(path):
        beside = keys.beside(path).read_bytes()
    keys.beside(path).write_bytes(beside)  # as it stands until the record behind the pages is whole
    path.write_bytes(pages(path) + path.read_bytes()[len(pages(path)) :][:left])
    assert count(path, OURS) == 1
    with opened(path) as workspace:
        assert find_faults(workspace.store.db, encrypted=True) == []
    assert keys.own_record(path) is not None
    assert path.stat().st_size % 4096 == 4000


def test_one_copy_of_the_slots_is_enough_without_those_beside(tmp_path: Path) -> None:
    path = made(tmp_path)
    path.write_bytes(path.read_bytes()[:-2000])
    assert count(path, OURS) == 1


def test_a_file_cut_off_in_its_pages_is_damaged_whatever_stands_beside(tmp_path: Path) -> None:
    path = made(tmp_path)
    with opened(path):
        beside = keys.beside(path).read_bytes()
    for cut in (1000, 3000, 4095, 4096, 9000):
        content = pages(path)
        keys.beside(path).write_bytes(beside)
        path.write_bytes(content[:-cut])
        with pytest.raises((DamagedWorkspace, UserError)):
            count(path, OURS)
        path.write_bytes(content)


def test_lost_slots_are_taken_from_beside_or_from_a_backup(tmp_path: Path) -> None:
    path = made(tmp_path)
    with opened(path) as workspace:
        backups.back_up_now(workspace)
        beside = keys.beside(path).read_bytes()
    path.write_bytes(pages(path))
    assert count(path, OURS) == 1
    path.write_bytes(pages(path))
    ledger.backup_folder(path).rename(tmp_path / "away")
    with pytest.raises(PasswordNeeded, match="口令不对，或文件已损坏"):
        open_workspace(path, OURS)
    keys.beside(path).write_bytes(beside)
    assert count(path, OURS) == 1


def test_a_password_is_changed_without_writing_the_file_anew(tmp_path: Path) -> None:
    path = made(tmp_path)
    with opened(path) as workspace:
        before = pages(path)
        with pytest.raises(UserError, match="口令不对"):
            protection.change_password(workspace, "bie-de-mima", NEW)
        store = workspace.store
        assert store.slots is not None
        found = store.slots.open(OURS)
        assert found is not None
        key, slot = found
        store.set_slots(store.slots.without(slot).with_slot(slot.kind, "", NEW, key))
        assert pages(path) == before
        protection.change_password(workspace, NEW, OURS + "!")
        assert workspace.store.history(1)[0].label == "修改口令"
    with pytest.raises(PasswordNeeded):
        open_workspace(path, OURS)
    assert count(path, OURS + "!") == 1


def test_a_recovery_code_opens_once_it_was_typed_in_from_the_paper(tmp_path: Path) -> None:
    path = made(tmp_path)
    code = protection.make_code()
    with opened(path) as workspace:
        assert not protection.read_protection(workspace).code
        slip = code[:-1] + ("2" if code[-1] != "2" else "3")
        for typed in (slip, protection.make_code(), ""):
            with pytest.raises(UserError, match="没有启用"):
                protection.keep_code(workspace, OURS, code, typed)
        assert not protection.opens(workspace, code)
        protection.keep_code(workspace, OURS, code, code.lower().replace("-", " "))
        assert protection.read_protection(workspace).code
        with pytest.raises(UserError, match="恢复码不能用来取消口令"):
            protection.remove_password(workspace, code)
    assert count(path, code) == 1
    with opened(path, code) as workspace:
        protection.change_password(workspace, code, NEW)
        later = protection.make_code()
        protection.keep_code(workspace, NEW, later, later)
    assert count(path, NEW) == count(path, later) == 1
    for gone in (OURS, code):
        with pytest.raises(PasswordNeeded):
            open_workspace(path, gone)


def test_a_second_person_has_a_password_of_their_own(tmp_path: Path) -> None:
    path = made(tmp_path)
    with opened(path) as workspace:
        with pytest.raises(UserError, match="已有别人在用"):
            protection.add_person(workspace, OURS, "王副部长", OURS)
        protection.add_person(workspace, OURS, "王副部长", HERS)
        assert protection.read_protection(workspace).others == ("王副部长",)
        with pytest.raises(UserError, match="已有口令"):
            protection.add_person(workspace, OURS, "王副部长", NEW)
    with opened(path, HERS) as workspace:
        protection.change_password(workspace, HERS, HERS + "2")
    assert count(path, OURS) == count(path, HERS + "2") == 1
    with opened(path) as workspace:
        protection.remove_person(workspace, OURS, "王副部长")
    with pytest.raises(PasswordNeeded):
        open_workspace(path, HERS + "2")


def test_a_password_is_set_on_a_plain_file_and_taken_away(tmp_path: Path) -> None:
    path = made(tmp_path, "")
    with opened(path, "") as workspace:
        backup = backups.back_up_now(workspace)
        protection.set_password(workspace, OURS)
        assert len(people.list_rows(workspace)) == 1
        assert workspace.store.undo_label == "添加“林木”"
        assert find_faults(workspace.store.db, encrypted=True) == []
    assert not path.read_bytes().startswith(b"SQLite")
    assert "林木".encode() not in path.read_bytes()
    with opened(path) as workspace:
        add(workspace, "张三")
        backups.preview_backup(workspace, backup.name)
        backups.restore_backup(workspace, backup.name)
        assert len(people.list_rows(workspace)) == 1
    assert count(path, OURS) == 1
    with opened(path) as workspace:
        with pytest.raises(UserError, match="口令不对"):
            protection.remove_password(workspace, NEW)
        protection.remove_password(workspace, OURS)
        assert protection.read_protection(workspace) == protection.Protection(password=False)
    assert path.read_bytes().startswith(b"SQLite")
    assert count(path, "") == 1


@pytest.mark.parametrize("name", ["schema_2_password", "schema_5_password"])
def test_a_password_of_earlier_programs_holds_and_gets_slots_when_it_is_changed(tmp_path: Path, name: str) -> None:
    path = shutil.copyfile(FOLDER / f"{name}.huanjie", tmp_path / NAME)
    with opened(path, PASSWORD) as workspace:
        assert protection.read_protection(workspace).earlier
        number = len(people.list_rows(workspace))
        earlier = backups.back_up_now(workspace)
        with pytest.raises(UserError, match="旧版程序"):
            protection.keep_code(workspace, PASSWORD, "", "")
        with pytest.raises(UserError, match="口令不对"):
            protection.change_password(workspace, NEW, NEW)
        protection.change_password(workspace, PASSWORD, NEW)
        assert protection.read_protection(workspace) == protection.Protection(password=True)
        backups.restore_backup(workspace, earlier.name)  # under the password before
    assert count(path, NEW) == number
    with opened(path, NEW) as workspace, pytest.raises(PasswordNeeded, match="另一个口令"):
        backups.preview_backup(workspace, earlier.name)


def test_a_plain_file_in_the_place_of_a_protected_one_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path)
    with opened(path) as workspace:
        backups.back_up_now(workspace)
    (tmp_path / "other").mkdir()
    shutil.copyfile(made(tmp_path / "other", ""), path)
    for password, said in ((OURS, "与填写的口令不符"), ("", "原来设有口令")):
        with pytest.raises(UserError, match=said):
            open_workspace(path, password)
    (tmp_path / "away").mkdir()
    assert count(path.rename(tmp_path / "away" / NAME), "") == 1


def test_backups_open_by_the_password_and_rescue_a_damaged_file(tmp_path: Path) -> None:
    path = made(tmp_path)
    with opened(path) as workspace:
        backup = backups.back_up_now(workspace)
        assert keys.own_record(backup) == workspace.store.slots
    path.write_bytes(os.urandom(4096 * 8))
    assert backups.find_rescue(path, OURS) is not None
    backups.rescue(path, backup.name, OURS, FixedClock())
    assert count(path, OURS) == 1


def test_opening_with_a_password_is_quick(tmp_path: Path) -> None:
    record = keys.new_record().with_slot(keys.PASSWORD, "", OURS, keys.new_key())
    started = time.process_time()
    assert record.open(OURS) is not None
    assert time.process_time() - started < 2  # 0.15 s here; a bar against a cost that was set wrong


def test_the_slots_tell_which_secret_and_are_read_from_either_copy() -> None:
    key = keys.new_key()
    code = keys.new_code()
    record = keys.new_record().with_slot(keys.PASSWORD, "", OURS, key).with_slot(keys.CODE, "", code, key)
    assert record.open(OURS) == (key, record.slots[0])
    assert record.open(code.lower()) == (key, record.slots[1])
    assert record.open(NEW) is None
    packed = keys.pack(record)
    assert keys.unpack(packed) == record
    assert keys.unpack(b"x" * 2000 + packed[2000:]) == record
    assert keys.unpack(packed[:2000] + b"x" * 2000) == record
    assert keys.unpack(b"x" * 4000) is None


def test_a_slip_in_the_code_is_seen() -> None:
    code = keys.new_code()
    signs = code.replace("-", "")
    assert keys.read_code(f" {code.lower()} ") == signs
    for at in range(len(signs)):
        for other in "29AZ":
            if other != signs[at]:
                assert keys.read_code(signs[:at] + other + signs[at + 1 :]) == ""
    assert keys.read_code(signs[:-1]) == ""
