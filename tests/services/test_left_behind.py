"""A workspace that was moved without its folder 备份: what stayed is said, and can be brought here."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from huanjie_desktop.domain.backups import Backup
from huanjie_desktop.domain.errors import Cancelled, WorldError
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import backups, soundness
from huanjie_desktop.services.safekeeping.left_behind import bring_backups, find_left_behind
from huanjie_desktop.services.shown.backups import missing_in_words
from huanjie_desktop.services.workspace import Workspace, open_workspace
from huanjie_desktop.store import ledger
from tests.builders import FixedClock
from tests.services.workspaces import workspace_in

CLOCK = FixedClock()


def add(workspace: Workspace, name: str) -> None:
    people.edit_cells(workspace, (), [{"name": name}])


def with_two_backups(folder: Path) -> Path:
    folder.mkdir()
    with workspace_in(folder) as workspace:
        for name in ("林木", "王芳"):
            add(workspace, name)
            backups.back_up_now(workspace)
        return workspace.path


@pytest.mark.parametrize("moved", [True, False])
def test_what_stayed_behind_is_said_and_brought_in_its_order(tmp_path: Path, moved: bool) -> None:
    old = with_two_backups(tmp_path / "旧")
    new = tmp_path / "新" / "改了名.huanjie"
    new.parent.mkdir()
    (shutil.move if moved else shutil.copyfile)(old, new)
    workspace = open_workspace(new, clock=CLOCK)
    add(workspace, "单立")
    backups.back_up_now(workspace)
    assert find_left_behind(workspace, [new]) is None
    found = find_left_behind(workspace, [new, tmp_path / "无" / "x.huanjie", old])
    assert found is not None
    assert (found.old, found.count, found.moved) == (old, 2, moved)
    assert found.words == (
        f"这个工作文件是从“{old.parent}”{'移来的' if moved else '复制来的'}，以前的 2 份备份还在那里的“备份”文件夹里。"
    )
    assert bring_backups(workspace, found.old) == 2
    assert [each.changes for each in ledger.list_backups(new)] == [4, 3, 2]
    assert [each.number for each in ledger.list_backups(new)] == [3, 2, 1]
    assert [each.sound for each in backups.list_unread(new, CLOCK.now())] == [True] * 3
    assert find_left_behind(workspace, [old]) is None
    assert len(ledger.list_backups(old)) == 2  # they stay there, too
    assert [each.code for each in soundness.check_workspace(workspace)] == []
    oldest = ledger.list_backups(new)[-1]
    backups.restore_backup(workspace, oldest.file)
    assert [person.name for person in people.list_people(workspace)] == ["林木"]
    workspace.close()


def test_backups_of_another_workspace_are_not_taken_for_ones_own(tmp_path: Path) -> None:
    old = with_two_backups(tmp_path / "旧")
    (tmp_path / "新").mkdir()
    with workspace_in(tmp_path / "新") as workspace:
        assert find_left_behind(workspace, [old]) is None


def test_what_cannot_be_brought_is_said_and_the_rest_is_here_in_order(tmp_path: Path) -> None:
    old = with_two_backups(tmp_path / "旧")
    new = tmp_path / "新" / old.name
    new.parent.mkdir()
    shutil.move(old, new)
    newest = ledger.list_backups(old)[0]
    file = ledger.backup_folder(old) / newest.file
    content = bytearray(file.read_bytes())
    content[5000] ^= 1
    file.write_bytes(content)
    os.utime(file, (1, 1))
    workspace = open_workspace(new, clock=CLOCK)
    with pytest.raises(WorldError, match="没有全部拷过来"):
        bring_backups(workspace, old)
    assert [each.changes for each in ledger.list_backups(new)] == [2]

    class Stop:
        def step(self, done: int, total: int | None, text: str) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        bring_backups(workspace, old, Stop())
    assert not list(ledger.backup_folder(new).glob("*.part"))
    workspace.close()


def test_that_older_backups_are_elsewhere_is_said_where_nobody_knows_where() -> None:
    begun = datetime(2026, 7, 1, 9, tzinfo=CLOCK.now().tzinfo)

    def states(number: int, days: int) -> list[backups.BackupState]:
        return [backups.BackupState(Backup("a", begun + timedelta(days=days), "打开时", number, 1, "x"), True)]

    assert missing_in_words(states(1, 30), begun) == ("2026.07.31 以前的备份不在这里，可能还在工作文件原来的文件夹里。")
    assert missing_in_words(states(1, 2), begun) == ""
    assert missing_in_words(states(9, 300), begun) == ""  # what went before was thinned away
    assert missing_in_words([], begun) == ""
