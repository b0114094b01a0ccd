"""A journal that was written anew as a whole is found by what backups and packages say of where it ended."""

import shutil
from pathlib import Path

import pytest

from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import backups, soundness
from huanjie_desktop.services.workspace import Workspace, open_workspace
from huanjie_desktop.store import chain, ledger
from huanjie_desktop.store.database import Store
from tests.builders import FixedClock
from tests.services.packages.test_exporting import export
from tests.services.workspaces import workspace_in
from tests.store.tampering import unguarded


def forge(store: Store, harm: str) -> None:
    """Do some harm to the journal and link all of it anew, so that the chain holds."""
    with unguarded(store.db) as conn:
        conn.execute(harm)
        conn.execute("DELETE FROM journal_link")
        conn.execute("DELETE FROM journal_head")
        chain.link_what_is_not(store.db)
    assert chain.find_breaks(store.db) == []


def add(workspace: Workspace, *names: str) -> None:
    people.edit_cells(workspace, (), [{"name": name} for name in names])


def of_journal(workspace: Workspace) -> list[Finding]:
    return [each for each in soundness.check_workspace(workspace) if each.code.startswith("journal")]


def test_an_entry_rewritten_with_all_links_is_found_by_the_backups(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        before = backups.back_up_now(workspace)
        add(workspace, "王芳")
        copy = backups.back_up_now(workspace)
        add(workspace, "单立")
        assert of_journal(workspace) == []
        forge(workspace.store, "UPDATE journal SET actor = '别人' WHERE seq = 3")
        (found,) = of_journal(workspace)
        assert found.severity is Severity.ERROR
        assert found.text == (f"第 3 号改动记录与备份“{copy.name}”的登记记下的不同，这一号或以前的改动记录有人动过。")
        assert before.name not in found.text


def test_a_journal_cut_at_its_end_is_found_by_the_backups(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        backups.back_up_now(workspace)
        add(workspace, "王芳")
        copy = backups.back_up_now(workspace)
        with unguarded(workspace.store.db) as conn:
            conn.execute("DELETE FROM journal_row WHERE seq = 3")
            conn.execute("DELETE FROM undo_stack WHERE seq = 3")
        forge(workspace.store, "DELETE FROM journal WHERE seq = 3")
        (found,) = of_journal(workspace)
        assert found.severity is Severity.WARNING
        assert found.text.startswith(f"备份“{copy.name}”的登记记有第 3 号改动记录，文件里没有：")


def test_restoring_and_a_new_name_are_no_tampering(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        copy = backups.back_up_now(workspace)
        add(workspace, "王芳")
        backups.restore_backup(workspace, copy.name)
        add(workspace, "单立")
        assert of_journal(workspace) == []
    renamed = workspace.path.rename(workspace.path.with_name("石桥县.huanjie"))
    again = open_workspace(renamed, clock=FixedClock())
    assert of_journal(again) == []
    again.close()


@pytest.mark.parametrize("gone", [False, True])
def test_an_entry_rewritten_with_all_links_is_found_by_a_package(demo: Workspace, stick: Path, gone: bool) -> None:
    made = export(demo, stick, recipient="测试市委组织部", preparer="李四", contact="0000-1234567")
    assert of_journal(demo) == []
    forge(demo.store, "UPDATE journal SET reason = '改过' WHERE seq = 1")
    shutil.rmtree(ledger.backup_folder(demo.path), ignore_errors=True)
    if gone:
        shutil.rmtree(made.folder)
    assert [each.text.partition("记下")[0].partition("与")[2] for each in of_journal(demo)] == (
        [] if gone else [f"上报包“{made.folder.name}”"]
    )
