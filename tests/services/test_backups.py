"""Backups by use case: when one is made, what a preview says, restoring an open and a damaged file, checking."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from huanjie_desktop.domain.backups import Backup
from huanjie_desktop.domain.errors import BackupNotOpened, DamagedWorkspace, FileLost, UserError
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services.assessment.tallying import clear_round
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import backups, history, soundness
from huanjie_desktop.services.shown.backups import age_in_words, room_in_words
from huanjie_desktop.services.shown.home import read_overview
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from huanjie_desktop.store import driver, ledger, migrations
from huanjie_desktop.store.migrations import UPGRADED
from tests.builders import FixedClock
from tests.old_workspaces import FOLDER, PASSWORD
from tests.services.campaign_builders import count, small_campaign
from tests.services.workspaces import workspace_in

CLOCK = FixedClock()


def add(workspace: Workspace, *names: str) -> None:
    people.edit_cells(workspace, (), [{"name": name} for name in names])


def names_of(workspace: Workspace) -> list[str]:
    return [person.name for person in people.list_people(workspace)]


def flip(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 4
    file.write_bytes(content)


def test_a_backup_is_made_only_where_something_changed(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        assert backups.back_up_if_changed(workspace, "打开时") is None  # nothing was entered yet
        add(workspace, "林木")
        assert backups.back_up_if_changed(workspace, "打开时") is not None
        assert backups.back_up_if_changed(workspace, "定时") is None
        history.undo(workspace)
        assert backups.back_up_if_changed(workspace, "定时") is not None


def test_a_preview_says_what_would_change(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木", "王芳", "单立")
        copy = backups.back_up_now(workspace)
        first, second, _third = people.list_people(workspace)
        people.delete_people(workspace, [first.id])
        people.edit_cells(workspace, [CellEdit(second.id, "sex", "女")])
        add(workspace, "丁一", "马二")
        preview = backups.preview_backup(workspace, copy.name)
        assert preview.counts["person"] == 3
        assert preview.changes_since == 3
        assert preview.differences is not None
        difference = preview.differences["person"]
        assert (difference.coming, difference.going, difference.changing) == (1, 2, 1)
        assert set(difference.names) == {"林木", "王芳", "丁一", "马二"}
        assert backups.describe_difference(difference).startswith("找回 1，减少 2，还原 1（")
        assert preview.last_changes[0].label.startswith("添加")
        assert len(names_of(workspace)) == 4


def test_restoring_keeps_what_was_there_and_can_itself_be_taken_back(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        copy = backups.back_up_now(workspace)
        add(workspace, "王芳")
        done = backups.restore_backup(workspace, copy.name)
        assert names_of(workspace) == ["林木"]
        newest = history.list_changes(workspace)[0]
        assert (newest.label, newest.rows) == ("恢复备份", {})
        assert "手动" in newest.reason
        assert history.undo_labels(workspace)[0] == "恢复备份"
        with pytest.raises(UserError, match=r"上一步是恢复备份（恢复为.*再撤销就是备份里更早的“添加.*”，没有撤销"):
            history.undo(workspace)
        add(workspace, "单立")
        history.undo(workspace)
        with pytest.raises(UserError, match="上一步是恢复备份"):
            history.undo(workspace)
        assert names_of(workspace) == ["林木"]
        assert done.kept is not None
        assert done.kept.stem.endswith("恢复前")
        backups.restore_backup(workspace, done.kept.name)
        assert names_of(workspace) == ["林木", "王芳"]


@pytest.mark.parametrize("old", sorted(FOLDER.glob("*.huanjie")), ids=lambda path: path.stem)
def test_a_backup_of_an_older_schema_is_previewed_as_restoring_leaves_it(tmp_path: Path, old: Path) -> None:
    password = PASSWORD if "password" in old.stem else ""
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县", password, CLOCK)
    copy = ledger.backup_folder(workspace.path)
    copy.mkdir()
    name = f"{workspace.path.stem}_20250101-080000_手动.huanjie"
    (copy / name).write_bytes(old.read_bytes())
    preview = backups.preview_backup(workspace, name)
    assert UPGRADED not in [each.label for each in preview.last_changes]
    assert [file.name for file in copy.iterdir()] == [name]
    assert (copy / name).read_bytes() == old.read_bytes()
    alone = backups.preview_alone(path, name, password)
    assert (alone.counts, alone.last_changes, alone.differences) == (preview.counts, preview.last_changes, None)
    backups.restore_backup(workspace, name)
    query = "SELECT count(*) FROM {}"
    rows = {table: workspace.store.db.conn.execute(query.format(table)).fetchone()[0] for table in backups.KINDS}
    assert {**preview.counts, "sheet": 0} == {**rows, "sheet": 0}
    again = backups.preview_backup(workspace, name)
    assert again.counts == preview.counts
    assert {table for table in again.differences or {} if table != "own_entry"} == set()
    workspace.close()


def test_a_backup_of_a_later_program_is_not_previewed(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        copy = backups.back_up_now(workspace)
        db = driver.connect(str(copy), None)
        db.conn.execute(f"PRAGMA user_version = {migrations.head_version() + 1}")
        db.conn.close()
        ledger_file = ledger.backup_folder(workspace.path) / f".{workspace.path.name}.ledger"
        ledger_file.unlink()
        with pytest.raises(UserError, match="更新版本"):
            backups.preview_backup(workspace, copy.name)


def test_a_preview_counts_sheets_one_by_one_and_names_what_goes(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        campaign = small_campaign(workspace)
        count(workspace, campaign, ("A", "1111"), ("A", "1111"), ("B", "2222"))
        copy = backups.back_up_now(workspace)
        clear_round(workspace, campaign.id, 1, "录错了", "监票人")
        preview = backups.preview_backup(workspace, copy.name)
        assert preview.counts["sheet"] == 3
        assert preview.differences is not None
        said = {
            backups.KINDS[table]: backups.describe_difference(difference)
            for table, difference in preview.differences.items()
        }
        assert said == {("票", "张"): "找回 3", ("录入", "遍"): "找回 1", ("票样底稿", "份"): "找回 1"}
        count(workspace, campaign, ("A", "1111"), ("A", "2222"))  # in a round of its own
        difference = (backups.preview_backup(workspace, copy.name).differences or {})["sheet"]
        assert (difference.coming, difference.going, difference.changing) == (3, 2, 0)


def test_a_preview_says_by_how_many_sheets_a_number_differs(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        campaign = small_campaign(workspace)
        count(workspace, campaign, ("A", "1111"), ("A", "1111"))
        copy = backups.back_up_now(workspace)
        workspace.store.db.conn.execute("UPDATE sheet SET number = 5, marks = replace(marks, ',2]', ',5]')")
        difference = (backups.preview_backup(workspace, copy.name).differences or {})["sheet"]
        assert (difference.coming, difference.going, difference.changing) == (0, 3, 0)


def test_a_damaged_backup_is_seen_and_not_restored(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        good = backups.back_up_now(workspace)
        bad = backups.back_up_now(workspace)
        flip(bad, 5000)
        assert [each.sound for each in backups.list_states(workspace.path)] == [False, True]
        with pytest.raises(UserError, match="已损坏"):
            backups.restore_backup(workspace, bad.name)
        with pytest.raises(UserError, match="没有名为"):
            backups.restore_backup(workspace, "无.huanjie")
        findings = soundness.check_workspace(workspace)
        assert [(each.severity, each.code) for each in findings] == [(Severity.WARNING, "backup")]
        found = backups.find_rescue(workspace.path)
        assert found is not None
        assert found.backup.file == good.name


@pytest.mark.parametrize("password", ["", "口令2026"])
@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "gone"])
def test_the_restore_drill(tmp_path: Path, password: str, harm: str) -> None:
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县", password, CLOCK)
    add(workspace, *("林" + chr(0x4E00 + at) for at in range(40)))
    backups.back_up_now(workspace)
    add(workspace, "王芳")
    workspace.close()
    content = path.read_bytes()
    if harm == "gone":
        path.unlink()
    elif harm == "flip":
        flip(path, 4096 * 3 + 77)
    else:
        path.write_bytes(content[: 4096 * 5 + 13] if harm == "cut" else b"")
    with pytest.raises(DamagedWorkspace) as raised:
        backups.open_or_find_rescue(path, password)
    found = raised.value.rescue
    assert isinstance(found, backups.Rescue)
    assert (found.lost, found.backup.reason) == (1, "手动")
    damaged = path.read_bytes() if path.exists() else None
    done = backups.rescue(path, found.backup.file, password, CLOCK)
    assert (done.kept.read_bytes() if done.kept else None) == damaged
    again = open_workspace(path, password, CLOCK)
    assert len(names_of(again)) == 40
    again.close()


def test_undo_does_not_go_behind_a_backup_that_took_the_place_of_a_damaged_file(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        copy = backups.back_up_now(workspace)
    flip(workspace.path, 5000)
    again = backups.rescue_and_open(workspace.path, copy.name)
    assert history.list_changes(again)[0].label == "用备份代替损坏的文件"
    assert history.undo_labels(again)[0] == "用备份代替损坏的文件"
    with pytest.raises(UserError, match="再撤销就是备份里更早的“添加") as raised:
        history.undo(again)
    assert "损坏的文件改了名留在原处" in raised.value.advice
    assert names_of(again) == ["林木"]
    again.close()


def test_what_is_covered_loses_nothing(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        backups.back_up_now(workspace)
    flip(workspace.path, 5000)
    found = backups.find_rescue(workspace.path)
    assert found is not None
    assert found.lost == 0


def test_a_sound_workspace_has_no_findings_but_a_missing_backup(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        history.undo(workspace)
        assert [each.code for each in soundness.check_workspace(workspace)] == ["no-backup"]
        backups.back_up_now(workspace)
        assert soundness.check_workspace(workspace) == []


@pytest.mark.parametrize(
    ("harm", "code", "said"),
    [
        ("DELETE FROM journal WHERE seq = 1", "journal", "第 1 号改动记录不见了"),
        ("UPDATE journal_row SET images = '{' WHERE seq = 2", "journal", "读不出来"),
        ("CREATE TABLE foreign_one (id TEXT PRIMARY KEY) STRICT", "schema", "多出1处"),
        (
            "INSERT INTO roster_entry (id, roster_id, person_id, position) VALUES ('x', 'y', 'z', 1)",
            "reference",
            "“名册人员”有2处所指的内容不存在",
        ),
        (
            "INSERT INTO count_box (id, round_id, category_id, blank) VALUES ('x', 'y', 'z', -1)",
            "count",
            "“收回票数”有1个数小于零",
        ),
    ],
)
def test_a_check_says_what_is_wrong(tmp_path: Path, harm: str, code: str, said: str) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        db = workspace.store.db
        db.conn.execute("PRAGMA foreign_keys = OFF")
        for trigger in [row[0] for row in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
            db.conn.execute(f'DROP TRIGGER "{trigger}"')
        db.conn.execute(harm)
        found = [each for each in soundness.check_workspace(workspace) if each.severity is Severity.ERROR]
        assert code in [each.code for each in found]
        assert any(said in each.text for each in found)


def forget(path: Path) -> None:
    """Forget what was read through, as if nobody had."""
    for file in ledger.backup_folder(path).glob(".*.checked"):
        file.unlink()


def test_what_was_verified_is_remembered_as_long_as_the_file_is_as_it_was(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        first = backups.back_up_now(workspace)
        add(workspace, "王芳")
        second = backups.back_up_now(workspace)
        now = CLOCK.now()

        def known(later: timedelta = timedelta()) -> list[tuple[bool | None, bool]]:
            return [(each.sound, each.unread) for each in backups.list_unread(workspace.path, now + later)]

        assert known() == [(True, False), (True, False)]  # they were verified when they were written
        assert known(timedelta(days=31)) == [(None, True), (None, True)]
        assert known(timedelta(days=-400)) == [(None, True), (None, True)]  # the clock was set
        forget(workspace.path)
        assert known() == [(None, True), (None, True)]
        turns = list(backups.read_through(backups.list_unread(workspace.path, now), now))
        assert None in turns
        assert [(each.sound, each.unread) for each in turns if each is not None] == [(True, False), (True, False)]
        assert known() == [(True, False), (True, False)]
        flip(first, 4000)
        os.utime(first, (1, 1))
        assert known() == [(True, False), (None, True)]
        list(backups.read_through(backups.list_unread(workspace.path, now), now))
        assert known() == [(True, False), (False, False)]
        second.write_bytes(second.read_bytes()[:-1])
        assert known() == [(False, False), (False, False)]  # another size: no need to read it
        (ledger.backup_folder(workspace.path) / f".{workspace.path.name}.checked").write_text('{"a": [1]}')
        unread = backups.list_unread(workspace.path, now)
        assert [each.unread for each in unread] == [False, True]
        first.unlink()
        assert [each and each.sound for each in backups.read_through(unread, now)] == [False]


def test_a_flip_under_the_same_size_and_time_is_seen_by_a_check_and_before_restoring(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        copy = backups.back_up_now(workspace)
        seen = copy.stat()
        flip(copy, 4000)
        os.utime(copy, ns=(seen.st_atime_ns, seen.st_mtime_ns))
        assert backups.list_unread(workspace.path, CLOCK.now())[0].sound is True
        with pytest.raises(UserError, match="已损坏"):
            backups.restore_backup(workspace, copy.name)
        assert {each.code for each in soundness.check_workspace(workspace)} == {"backup", "no-backup"}
        assert backups.list_unread(workspace.path)[0].sound is False  # and that is remembered, too
        assert backups.last_verified(workspace.path) is None


def test_reading_goes_on_for_a_moment_at_a_time(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        backups.back_up_now(workspace)
        forget(workspace.path)
        steps = backups.read_through(backups.list_unread(workspace.path))
        found, over = backups.read_on(steps, 0)
        assert (found, over) == ([], False)
        found, over = backups.read_on(steps, 60)
        assert ([each.sound for each in found], over) == ([True], True)


def test_what_a_limit_costs_is_said() -> None:
    moments = [datetime(2026, 7, 1 + day, 8 + hour, tzinfo=UTC) for day in range(4) for hour in range(3)]
    states = [
        backups.BackupState(Backup(f"{at}", moment, "定时", at + 1, 100_000_000, "x"), True)
        for at, moment in enumerate(moments)
    ]
    assert room_in_words(states, 2_000_000_000) == "现在占用 1200.0 MB，上限 2000.0 MB。没有因为上限要清理的。"
    said = "现在占用 1200.0 MB，上限 {}。按这个上限，较早的 {} 份会逐步清理，清理后最早能恢复到 2026.07.0{}。{}"
    assert room_in_words(states, 700_000_000) == said.format("700.0 MB", 1, 1, "")
    over = "留存的和最近 5 份总是保留，所以仍会超过上限。"
    assert room_in_words(states, 100_000_000) == said.format("100.0 MB", 3, 3, over)


def test_a_renamed_workspace_remembers_what_was_verified(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        backups.back_up_now(workspace)
    renamed = workspace.path.rename(workspace.path.with_name("石桥县2026年换届.huanjie"))
    open_workspace(renamed, clock=CLOCK).close()
    assert [each.sound for each in backups.list_unread(renamed, CLOCK.now())] == [True]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 7, 5, 8, 30, tzinfo=UTC), "今天 08:30"),
        (datetime(2026, 7, 4, 23, 59, tzinfo=UTC), "昨天 23:59"),
        (datetime(2026, 7, 1, 8, 30, tzinfo=UTC), "4 天前（7月1日）"),
        (datetime(2025, 12, 31, 8, 30, tzinfo=UTC), "186 天前（2025年12月31日）"),
        (datetime(2026, 7, 9, 8, 30, tzinfo=UTC), "7月9日 08:30（电脑时间可能不对）"),
    ],
)
def test_the_age_of_a_backup_in_words(at: datetime, words: str) -> None:
    assert age_in_words(at, datetime(2026, 7, 5, 9, 0, tzinfo=UTC)) == words


def test_the_first_page_says_how_old_the_last_verified_backup_is(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        assert read_overview(workspace).backup == "还没有核对过的备份。"
        backups.back_up_now(workspace)
        assert read_overview(workspace).backup == f"上次备份：今天 {CLOCK.now():%H:%M}，已核对。"
        forget(workspace.path)
        assert read_overview(workspace).backup == "还没有核对过的备份。"


def test_the_size_of_all_backups_is_set_and_can_be_undone(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        assert backups.limit_of(workspace) == 2_000_000_000
        backups.set_limit(workspace, 500)
        assert backups.limit_of(workspace) == 500_000_000
        with pytest.raises(UserError, match="太小"):
            backups.set_limit(workspace, 3)
        history.undo(workspace)
        assert backups.limit_of(workspace) == 2_000_000_000


@pytest.mark.parametrize("there", [True, False])
def test_a_backup_that_was_to_be_opened_goes_to_the_workspace_that_it_is_of(tmp_path: Path, there: bool) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        copy = backups.back_up_now(workspace)
        add(workspace, "王芳")
    if not there:
        workspace.path.unlink()
    with pytest.raises(BackupNotOpened) as raised:
        open_workspace(copy, clock=CLOCK)
    again = backups.restore_to_owner(raised.value.owner, raised.value.file)
    assert again.path == workspace.path
    assert names_of(again) == ["林木"]
    assert ("恢复前" in [each.reason for each in ledger.list_backups(again.path)]) is there
    again.close()


def test_what_is_open_is_written_elsewhere(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        add(workspace, "林木")
        workspace.path.unlink()
        with pytest.raises(FileLost):
            add(workspace, "王芳")
        target = backups.write_elsewhere(workspace, tmp_path / "另存")
    assert target.name == "另存.huanjie"
    again = open_workspace(target, clock=CLOCK)
    assert names_of(again) == ["林木"]
    again.close()


def test_restoring_is_taken_back_and_that_again(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        people.edit_cells(workspace, (), [{"name": "林木"}])
        early = backups.back_up_now(workspace)
        people.edit_cells(workspace, (), [{"name": "王芳"}])
        with pytest.raises(UserError, match="找不到恢复以前"):
            backups.take_back_restoring(workspace)
        backups.restore_backup(workspace, early.name)
        with pytest.raises(history.BehindRestoring, match="上一步是恢复备份"):
            history.undo(workspace)
        done = backups.take_back_restoring(workspace)
        assert done.backup.reason == "恢复前"
        assert [person.name for person in people.list_people(workspace)] == ["林木", "王芳"]
        backups.take_back_restoring(workspace)
        assert [person.name for person in people.list_people(workspace)] == ["林木"]
