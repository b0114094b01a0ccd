"""The file is deleted, renamed, replaced or reached by a link while it is open; a backup or another file stands in its place."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import BackupNotOpened, DamagedWorkspace, FileLost, UserError
from huanjie_desktop.store import ledger
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.opening import create_store, open_store
from huanjie_desktop.store.people import count_people
from huanjie_desktop.store.seal import break_seal
from tests.builders import FixedClock, fill, new_store, record


def add(store: Store, id_: str) -> None:
    from huanjie_desktop.store.people import add_people

    with store.unit_of_work("添加人员") as work:
        add_people(work, [record(id_, "王芳")])


def replace_by_copy(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copyfile(path, copy)
    copy.replace(path)


def move_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("别处"))


def link_to_copy(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copyfile(path, copy)
    path.unlink()
    path.symlink_to(copy)


def folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


TAKEN: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "renamed": lambda path: path.rename(path.with_name("新名.huanjie")),
    "replaced": replace_by_copy,
    "folder moved": move_folder,
    "link": link_to_copy,
    "folder in its place": folder_in_its_place,
}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file where it is")
@pytest.mark.parametrize("how", TAKEN)
@pytest.mark.parametrize("key", [None, "口令"])
def test_a_change_is_not_called_saved_where_nobody_will_find_it(tmp_path: Path, how: str, key: str | None) -> None:
    folder = tmp_path / "县"
    folder.mkdir()
    store = new_store(folder, key=key)
    fill(store, "林木")
    TAKEN[how](store.path)
    before = sorted((file, file.read_bytes()) for file in tmp_path.rglob("*") if file.is_file())
    for do in (lambda: add(store, "q"), store.undo):
        with pytest.raises(FileLost, match="已不在原处"):
            do()
    assert store.lost
    assert sorted((file, file.read_bytes()) for file in tmp_path.rglob("*") if file.is_file()) == before
    target = tmp_path / "另存.huanjie"
    store.write_elsewhere(target)
    with pytest.raises(UserError, match="已存在"):
        store.write_elsewhere(target)
    store.close()
    again = open_store(target, FixedClock(), key)
    assert count_people(again) == 1
    assert again.undo_label == "添加人员"
    again.close()
    assert not list(tmp_path.rglob("*.part"))


def test_what_is_taken_in_the_middle_of_a_change_is_noticed_too(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    with pytest.raises(FileLost):
        delete_while_writing(store)
    assert count_people(store) == 1
    store.close()


def delete_while_writing(store: Store) -> None:
    with store.unit_of_work("修改") as work:
        work.delete("person", ["p0"])
        store.path.unlink()


def test_restoring_through_a_link_keeps_the_link_and_changes_what_it_names(tmp_path: Path) -> None:
    real = tmp_path / "真"
    real.mkdir()
    store = new_store(real)
    fill(store, "林木")
    store.close()
    link = tmp_path / "链.huanjie"
    link.symlink_to(store.path)
    store = open_store(link, FixedClock())
    assert store.path == real / "青禾县2026年换届.huanjie"
    with pytest.raises(UserError, match="正由"):
        open_store(real / store.path.name, FixedClock())
    copy = store.back_up("手动")
    assert copy.parent == real / "备份"
    assert [each.file for each in ledger.list_backups(link)] == [copy.name]
    add(store, "q")
    store.restore(copy)
    store.close()
    assert link.is_symlink()
    for path in (link, real / store.path.name):
        store = open_store(path, FixedClock())
        assert count_people(store) == 1
        store.close()


@pytest.mark.parametrize("seal", [True, False])
def test_a_plain_file_in_place_of_one_with_a_password_is_refused(tmp_path: Path, seal: bool) -> None:
    store = new_store(tmp_path, key="口令")
    store.back_up("手动")
    store.close()
    other = new_store(tmp_path, "别的.huanjie")
    other.close()
    shutil.copyfile(other.path, store.path)
    if not seal:
        break_seal(store.path)
    with pytest.raises(UserError, match="没有设口令，与填写的口令不符"):
        open_store(store.path, FixedClock(), "口令")
    with pytest.raises(DamagedWorkspace, match="原来设有口令"):
        open_store(store.path, FixedClock())
    open_store(other.path, FixedClock()).close()


def test_a_backup_is_not_worked_in_but_says_where_it_can_be_restored(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    copy = store.back_up("手动")
    store.close()
    renamed = shutil.copy(copy, copy.with_name("我的一份.huanjie"))
    dated = shutil.copy(copy, copy.with_name("某县_20260701-080000_手动.huanjie"))
    elsewhere = tmp_path / "第二份"
    shutil.copytree(copy.parent, elsewhere)
    link = tmp_path / "链.huanjie"
    link.symlink_to(copy)
    for file, owner in (
        (copy, store.path),
        (link, store.path),
        (Path(renamed), tmp_path / "我的一份.huanjie"),
        (Path(dated), tmp_path / "某县.huanjie"),
        (elsewhere / copy.name, store.path),
    ):
        with pytest.raises(BackupNotOpened, match="是备份，不能直接打开使用") as raised:
            open_store(file, FixedClock())
        assert raised.value.owner == owner
    free = tmp_path / copy.name
    shutil.copy(copy, free)
    open_store(free, FixedClock()).close()


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes as Linux has them")
def test_what_is_no_file_or_no_name_is_a_sentence(tmp_path: Path) -> None:
    circle, pipe = tmp_path / "环.huanjie", tmp_path / "管.huanjie"
    circle.symlink_to(circle)
    os.mkfifo(pipe)
    long = tmp_path / ("长" * 100 + ".huanjie")
    for path, said in ((circle, "找不到“环"), (pipe, "“管.huanjie”不是文件"), (long, "太长")):
        with pytest.raises(UserError, match=said):
            open_store(path, FixedClock())
    for path, said in ((circle, "已存在"), (pipe, "已存在"), (long.with_name("长" * 51 + ".huanjie"), "50个汉字以内")):
        with pytest.raises(UserError, match=said):
            create_store(path, FixedClock())


def test_a_long_name_leaves_room_for_its_backups(tmp_path: Path) -> None:
    store = new_store(tmp_path, "长" * 47 + ".huanjie")
    copies = [store.back_up("名" * 60, named=True) for _time in range(2)]
    assert all(len(f".{each.name}.part-journal".encode()) <= 255 for each in copies)
    assert "留存-名名名" in copies[0].name
    store.close()
