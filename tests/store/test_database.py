"""Opening and making workspace files, and everything that can be wrong with one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import DamagedWorkspace, PasswordNeeded, UserError, WorldError
from huanjie_desktop.store import admission, driver, migrations
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.opening import create_store, open_store
from huanjie_desktop.store.people import count_people
from tests.builders import FixedClock, fill, new_store

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[None, "青禾'2026"])
def key(request: pytest.FixtureRequest) -> str | None:
    value: str | None = request.param
    return value


def reopen(path: Path, key: str | None = None) -> Store:
    return open_store(path, FixedClock(), key)


def test_exceptions_are_those_that_sqlite_utils_expects() -> None:
    from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

    assert sqlite3.OperationalError is driver.OperationalError


def test_what_was_written_is_there_after_reopening(tmp_path: Path, key: str | None) -> None:
    store = new_store(tmp_path, key=key)
    fill(store, "林木", "欧阳少东")
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == [store.path.name]
    head = store.path.read_bytes()[:15]
    assert (head == b"SQLite format 3") == (key is None)
    again = reopen(store.path, key)
    assert count_people(again) == 2
    again.close()


PRAGMAS = {
    "locking_mode": "exclusive",
    "journal_mode": "truncate",
    "synchronous": 3,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "temp_store": 2,
}


def pragmas_of(store: Store) -> dict[str, object]:
    return {name: store.db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}


def test_the_file_is_written_the_safe_way(tmp_path: Path, key: str | None) -> None:
    store = new_store(tmp_path, key=key)
    fill(store, "林木")
    assert pragmas_of(store) == PRAGMAS
    copy = store.back_up("手动")
    store.restore(copy)
    assert pragmas_of(store) == PRAGMAS
    store.close()
    again = reopen(store.path, key)
    assert pragmas_of(again) == PRAGMAS
    again.close()


def test_each_way_of_writing_is_asserted() -> None:
    assert {pragma.split(" = ")[0] for pragma in admission.PRAGMAS} == PRAGMAS.keys()


def test_what_is_deleted_is_gone_from_the_files_bytes(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work("新建测评") as work:
        work.insert("own_entry", [{"id": "f", "entry": "f", "number": 1, "title": "表", "body": "{}", "position": 0}])
        work.insert("campaign", [{"id": "c", "title": "测评", "unit": "镇", "form_version_id": "f", "position": 0}])
        work.insert("count_round", [{"id": "r", "campaign_id": "c", "number": 1, "method": "sheets"}])
    row = {"id": "r", "round_id": "r", "marks": "marks-of-one-anonymous-sheet"}
    for number, there in ((1, True), (0, False)):
        with store.unit_of_work("录入") as work:
            work.keep("sheet", {**row, "number": number})
        assert (b"marks-of-one-anonymous-sheet" in store.path.read_bytes()) is there
    store.close()


def test_a_password_is_needed_and_must_be_right(tmp_path: Path) -> None:
    store = new_store(tmp_path, key="对")
    store.close()
    with pytest.raises(PasswordNeeded, match="设有口令"):
        reopen(store.path)
    with pytest.raises(PasswordNeeded, match="口令不对"):
        reopen(store.path, "错")


def test_an_open_workspace_says_by_whom_and_since_when(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with pytest.raises(UserError, match=r"正由.+使用，自2026-07-01 09:00起"):
        reopen(store.path)
    store.close()
    reopen(store.path).close()


def test_a_crash_leaves_no_lock(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from tests.builders import new_store, fill\n"
        "store = new_store(Path(sys.argv[1])); fill(store, '林木'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, check=False)
    store = reopen(tmp_path / "青禾县2026年换届.huanjie")
    assert count_people(store) == 1
    store.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空文件"),
        (b"PK\x03\x04 not ours", "不是换届工作台的工作文件"),
        (b"SQLite format 3\x00" + bytes(500), "损坏"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "旧.huanjie"
    path.write_bytes(content)
    with pytest.raises(UserError, match=said) as raised:
        reopen(path)
    assert "旧.huanjie" in str(raised.value)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["旧.huanjie"]


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "别的.huanjie"
    db = driver.connect(str(path), None)
    db.conn.execute("CREATE TABLE a (b)")
    db.conn.close()
    with pytest.raises(UserError, match="不是换届工作台的工作文件"):
        reopen(path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_workspace_is_refused_and_left_alone(tmp_path: Path, key: str | None, share: float) -> None:
    store = new_store(tmp_path, key=key)
    fill(store, *(f"林{at}" for at in range(2000)))
    store.close()
    content = store.path.read_bytes()
    store.path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(UserError, match="损坏"):
        reopen(store.path, key)
    assert store.path.read_bytes() == content[: int(len(content) * share)]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE person RENAME COLUMN resume TO resum",
        "DROP INDEX roster_entry_by_person",
        "CREATE TRIGGER sqlitex AFTER INSERT ON person BEGIN DELETE FROM person; END",
        "CREATE VIEW sqlite1 AS SELECT 1",
        "CREATE TABLE sqlitebox (id TEXT PRIMARY KEY) STRICT",
        "CREATE INDEX sqlitei ON person (sex)",
        "ANALYZE",
        "PRAGMA user_version = -1",
        "PRAGMA user_version = 0",
    ],
)
def test_a_schema_that_is_not_the_heads_is_damage(tmp_path: Path, change: str) -> None:
    store = new_store(tmp_path)
    store.db.conn.execute(change)
    store.close()
    with pytest.raises(DamagedWorkspace, match="已损坏"):
        reopen(store.path)


def test_a_trigger_that_hides_behind_sqlites_names_is_seen(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.db.conn.execute("PRAGMA writable_schema = ON")
    sql = "CREATE TRIGGER sqlite_evil AFTER INSERT ON person BEGIN DELETE FROM person; END"
    store.db.conn.execute("INSERT INTO sqlite_master VALUES ('trigger', 'sqlite_evil', 'person', 0, ?)", (sql,))
    store.close()
    with pytest.raises(DamagedWorkspace, match="已损坏"):
        reopen(store.path)


def test_a_newer_workspace_is_refused(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.db.conn.execute(f"PRAGMA user_version = {migrations.head_version() + 1}")
    store.close()
    with pytest.raises(UserError, match="更新版本"):
        reopen(store.path)


def test_a_read_only_workspace_is_refused(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.close()
    store.path.chmod(0o444)
    with pytest.raises(UserError, match="只读"):
        reopen(store.path)


def test_missing_files_and_folders_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到"):
        reopen(tmp_path / "无.huanjie")
    with pytest.raises(WorldError, match="不存在"):
        create_store(tmp_path / "没有" / "a.huanjie", FixedClock())


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(UserError, match="已存在"):
        new_store(tmp_path)
    assert store.path.read_bytes() == before


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from huanjie_desktop.domain.errors import WorldError; from tests.builders import new_store, fill\n"
        "from huanjie_desktop.store.people import count_people\n"
        "store = new_store(Path(sys.argv[1])); fill(store, '林木')\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (store.path.stat().st_size + 8192, resource.RLIM_INFINITY))\n"
        "from huanjie_desktop.store.people import add_people; from tests.builders import record\n"
        "try:\n"
        "    with store.unit_of_work('添加') as work:\n"
        "        add_people(work, [record(f'q{n}', '张三', resume='长' * 3000) for n in range(200)])\n"
        "except WorldError as error: print(error.text)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "assert count_people(store) == 1; fill_ids = store.undo(); assert count_people(store) == 0; store.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    assert "没有写入" in done.stdout
