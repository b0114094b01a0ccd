"""The second folder of backups: copies go there, nothing there stops the work, and what is lost beside the file is had from it."""

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import Cancelled, DamagedWorkspace, UserError, WorldError
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import backups, second_folder
from huanjie_desktop.services.safekeeping.second_folder import copy_on, set_second, where_kept
from huanjie_desktop.services.shown.backups import list_backups, reason_of
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from huanjie_desktop.store import ledger, second
from tests.builders import FixedClock
from tests.services.workspaces import workspace_in

CLOCK = FixedClock()


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick, and a user's folder of the test's own."""
    monkeypatch.setenv("HUANJIE_USER_FOLDER", str(tmp_path / "user"))
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


def add(workspace: Workspace, *names: str) -> None:
    people.edit_cells(workspace, (), [{"name": name} for name in names])


def names_of(workspace: Workspace) -> list[str]:
    return [person.name for person in people.list_people(workspace)]


def copied(stick: Path) -> list[Path]:
    return sorted(file for file in stick.rglob("*") if file.is_file() and not file.name.startswith("."))


def test_backups_go_into_the_second_folder_too_and_only_once(tmp_path: Path, stick: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        assert copy_on(where_kept(workspace)) == 0  # none is set
        first = backups.back_up_now(workspace)
        set_second(workspace, stick)
        assert copy_on(where_kept(workspace)) == 1
        assert copy_on(where_kept(workspace)) == 0
        (copy,) = copied(stick)
        assert copy.read_bytes() == first.read_bytes()
        assert copy.parent.name == "备份"
        assert copy.parent.parent.name.startswith("青禾县2026年换届_")
        if os.name != "nt":
            assert {stat.S_IMODE(file.stat().st_mode) for file in copy.parent.iterdir()} == {0o600}
        add(workspace, "王芳")
        named = backups.back_up_now(workspace, "党代会前")
        assert copy_on(where_kept(workspace)) == 1
        assert {file.name for file in copied(stick)} == {first.name, named.name}
        listed = list_backups(where_kept(workspace))
        assert [each.second for each in listed.states] == [False, False]  # the same are listed once
        assert listed.second.startswith("那里有 2 份，最近一份是今天 ")
        assert "同一块硬盘" in listed.second
        set_second(workspace, None)
        assert second_folder.read_second() is None


def test_the_newest_come_first_where_many_are_not_there(tmp_path: Path, stick: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        made = []
        for at in range(5):
            add(workspace, "林" + "一二三四五六七八九"[at])
            made.append(backups.back_up_now(workspace))
        set_second(workspace, stick)
        assert copy_on(where_kept(workspace)) == second.MOST_AT_ONCE
        assert {file.name for file in copied(stick)} == {file.name for file in made[2:]}
        place = second_folder.places_of(workspace.path)[1]
        assert [each.file for each in ledger.list_backups(place)] == [file.name for file in reversed(made[2:])]


def test_copies_are_thinned_like_those_beside_the_workspace(tmp_path: Path, stick: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        set_second(workspace, stick)
        for at in range(9):
            add(workspace, "林" + "一二三四五六七八九"[at])
            backups.back_up_now(workspace)
            kept = where_kept(workspace)
            copy_on(second_folder.Kept(kept.path, 1, kept.now))
        assert len(copied(stick)) == 5  # the newest five always stay
        assert copy_on(where_kept(workspace)) == 0  # and what went is not copied again


def test_a_folder_that_is_not_there_is_said_and_stops_nothing(tmp_path: Path, stick: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        set_second(workspace, stick)
        stick.rmdir()
        add(workspace, "林木")
        trouble = backups.back_up_at_closing(workspace, NoProgress())
        assert isinstance(trouble, WorldError)
        assert "没有拷到第二备份文件夹" in trouble.text
        assert "插上U盘" in trouble.advice
        assert len(backups.list_unread(workspace.path)) == 1
        assert not stick.exists()  # nor is one made in its place
        assert "现在打不开" in list_backups(where_kept(workspace)).second
        stick.mkdir()
        assert copy_on(where_kept(workspace)) == 1


def test_a_full_disk_leaves_no_part(tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with workspace_in(tmp_path) as workspace:
        set_second(workspace, stick)
        add(workspace, "林木")
        backups.back_up_now(workspace)
        with monkeypatch.context() as patched:
            patched.setattr(second, "sync", full)
            with pytest.raises(WorldError, match="磁盘已满"):
                copy_on(where_kept(workspace))
        assert [file for file in stick.rglob("*") if file.is_file()] == []
        assert copy_on(where_kept(workspace)) == 1


def test_copying_can_be_stopped(tmp_path: Path, stick: Path) -> None:
    class Stop:
        def step(self, done: int, total: int | None, text: str) -> None:
            raise Cancelled

    with workspace_in(tmp_path) as workspace:
        set_second(workspace, stick)
        add(workspace, "林木")
        backups.back_up_now(workspace)
        with pytest.raises(Cancelled):
            copy_on(where_kept(workspace), Stop())
        assert copied(stick) == []


def test_a_damaged_backup_is_not_copied(tmp_path: Path, stick: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        set_second(workspace, stick)
        add(workspace, "林木")
        made = backups.back_up_now(workspace)
        content = bytearray(made.read_bytes())
        content[5000] ^= 1
        made.write_bytes(content)
        with pytest.raises(WorldError, match="与登记的不同"):
            copy_on(where_kept(workspace))
        assert copied(stick) == []


@pytest.mark.parametrize("password", ["", "Mima-2026"])
def test_what_is_lost_beside_the_workspace_is_restored_from_the_second_folder(
    tmp_path: Path, stick: Path, password: str
) -> None:
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县", password, CLOCK)
    set_second(workspace, stick)
    add(workspace, "林木")
    copy = backups.back_up_now(workspace)
    copy_on(where_kept(workspace))
    add(workspace, "王芳")
    content = bytearray(copy.read_bytes())
    content[5000] ^= 1
    copy.write_bytes(content)
    os.utime(copy, (1, 1))
    list(backups.read_through(backups.list_unread(path, CLOCK.now()), CLOCK.now()))
    assert [(each.sound, reason_of(each)) for each in backups.list_unread(path, CLOCK.now())] == [
        (False, "手动"),
        (True, "手动（第二备份文件夹）"),
    ]
    backups.restore_backup(workspace, copy.name)
    assert names_of(workspace) == ["林木"]
    workspace.close()
    shutil.rmtree(ledger.backup_folder(path))
    path.write_bytes(b"")
    with pytest.raises(DamagedWorkspace) as raised:
        backups.open_or_find_rescue(path, password)
    found = raised.value.rescue
    assert isinstance(found, backups.Rescue)
    again = backups.rescue_and_open(path, found.backup.file, password)
    assert "林木" in names_of(again)
    again.close()


def test_workspaces_of_one_name_are_kept_apart(tmp_path: Path, stick: Path) -> None:
    for folder, name in ((tmp_path / "甲", "林木"), (tmp_path / "乙", "王芳")):
        folder.mkdir()
        with workspace_in(folder) as workspace:
            set_second(workspace, stick)
            add(workspace, name)
            backups.back_up_now(workspace)
            copy_on(where_kept(workspace))
    assert len(list(stick.iterdir())) == 2
    assert len(copied(stick)) == 2
    lost = tmp_path / "丙" / "青禾县2026年换届.huanjie"
    lost.parent.mkdir()
    assert backups.find_rescue(lost) is None  # nobody can tell whose it would be


def test_a_copy_in_the_second_folder_is_restored_and_not_opened_in_place(tmp_path: Path, stick: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        set_second(workspace, stick)
        add(workspace, "林木")
        backups.back_up_now(workspace)
        copy_on(where_kept(workspace))
    (copy,) = copied(stick)
    with pytest.raises(UserError, match="不能直接打开使用"):
        open_workspace(copy)


def test_the_second_folder_is_not_beside_the_workspace(tmp_path: Path, stick: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        backups.back_up_now(workspace)
        for folder in (tmp_path, ledger.backup_folder(workspace.path)):
            with pytest.raises(UserError, match="不能就在工作文件旁边"):
                set_second(workspace, folder)
        with pytest.raises(UserError, match="找不到文件夹"):
            set_second(workspace, tmp_path / "无")
        assert second_folder.read_second() is None


def test_who_waits_for_another_copying_can_stop_waiting(tmp_path: Path, stick: Path) -> None:
    class Stopped(NoProgress):
        def step(self, _done: int, _total: int | None, text: str) -> None:
            raise Cancelled(text)

    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        backups.back_up_now(workspace)
        set_second(workspace, stick)
        with second._copying, pytest.raises(Cancelled, match="正在等另一份拷完"):
            copy_on(where_kept(workspace), Stopped())
        assert copy_on(where_kept(workspace)) == 1
