"""Migrations are frozen, and db/schema.sql is what they lead to."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from huanjie_desktop.services.catalogue.entries import find_in_catalogue
from huanjie_desktop.services.catalogue.stroke_places import list_places
from huanjie_desktop.services.workspace import open_workspace
from huanjie_desktop.store import driver, migrations
from huanjie_desktop.store.backup import backups_of
from huanjie_desktop.store.opening import open_store
from huanjie_desktop.store.people import count_people
from tests.builders import FixedClock, fill, new_store
from tests.old_workspaces import FOLDER, PASSWORD, content_of_workspace

FROZEN = {
    "0001_first.sql": "f7fb5c7ca1dbf76a705c0f69ea5c35c36acccff0a70afe07129fdd46d653b441",
    "0002_assessment_and_packages.sql": "3ee1284cb8064cd4fcc90ca52b2fb0ad1cec855b5298ed3961424bb24484aab2",
    "0003_blobs_and_undo_floor.sql": "633dc206c4242f7c63eb9aec8c580d4a915fbde3f791a4a4e812898c371ca83a",
    "0004_own_catalogue.sql": "864d52bb73753ba294cc874eedb639b07ef8c60ebb31072c129ebb7984d0cd59",
    "0005_participants.sql": "4ef54af3f1970de54dcc7419a3819c4b8d6ff80606a16600d30298520d0af4fc",
    "0006_polls.sql": "615002bea55d95f47f038cadbb83d750d66ab20e5c90cb466741e758091dd751",
    "0007_journal_links.sql": "67861c9b29bcf4d9411b5d7bc3da458b2ee4ece40d645b3f67547e863ae981fd",
    "0008_file_marks.sql": "ddeacbda6623f6511402dd6ab93f055bf28db83bf723b1acbf85cdc9ff166b53",
    "0009_roster_columns.sql": "45de7bb9db0ae9c1cb879668b5ee169e0e40851a9bbb9e44d794f6d4e17e4250",
    "0010_roles_of_sittings.sql": "bf5d5ef178909e10c9c54a010dcee3245e5f3c402e7014f91ddeafea81384d6f",
    "0011_whole_person.sql": "4bbae00bec27049c15199acd5a52a07515a504e6161216944c92da664d191870",
    "0012_units_and_accepted_findings.sql": "86be8a88dfc808c274fa681e2c201e3b0611706e9c392547142c59d979a5f575",
    "0013_plan.sql": "9cd39a2a40efec1cf6ee7cb2924f8aed463e40411ea32b2e3b78f26af806759f",
    "0014_township_work.sql": "2d5f50e4d5cc8ba547f502f63b60d98330dcf3ce183a6a7db1695755436ea604",
}
RELEASED = {1, 2, 5, 8, 10, 11}  # the schemas of programs that users have had; later ones come with the next release
LAST_FLOOR = 6  # the schema that ended undo last: what users had done before it cannot be taken back
KEPT = sorted(path.with_suffix(".huanjie") for path in FOLDER.glob("*.json"))


def test_landed_migrations_never_change() -> None:
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in migrations.migration_files()}
    assert found == FROZEN


def test_the_schema_on_file_is_the_head(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    schema = migrations.migrations_dir().parent / "schema.sql"
    assert migrations.dump_schema(store.db) == schema.read_text(encoding="utf-8")
    store.close()


def test_every_table_is_strict(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    tables = store.db.conn.execute("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'")
    assert {name for name, strict in tables if not strict} == set()
    store.close()


def test_a_failed_migration_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(tmp_path)
    fill(store, "林木")
    store.close()
    extra = tmp_path / "9000_bad.sql"
    extra.write_text("CREATE TABLE later (id TEXT PRIMARY KEY) STRICT;\n\nINSERT INTO nowhere VALUES (1);\n")
    files = [*migrations.migration_files(), extra]
    monkeypatch.setattr(migrations, "migration_files", lambda: files)
    with pytest.raises(driver.OperationalError):
        open_store(store.path, FixedClock())
    monkeypatch.undo()
    again = open_store(store.path, FixedClock())
    assert count_people(again) == 1
    assert again.db.conn.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone()[0] == 0
    again.close()
    assert [file.stem.split("_")[-1] for file in backups_of(store.path)] == ["升级前"]


def test_a_backup_is_a_whole_workspace(tmp_path: Path) -> None:
    store = new_store(tmp_path, key="口令")
    fill(store, "林木")
    copy = store.back_up("导入前")
    store.close()
    copy = copy.rename(tmp_path / "另一份.huanjie")
    opened = open_store(copy, FixedClock(), "口令")
    assert count_people(opened) == 1
    assert opened.undo_label == "添加人员"
    opened.close()


def test_a_workspace_of_the_first_schema_opens_after_a_backup(tmp_path: Path) -> None:
    path = shutil.copyfile(FOLDER / "schema_1.huanjie", tmp_path / "schema_1.huanjie")
    store = open_store(path, FixedClock())
    assert migrations.version_of(store.db) == migrations.head_version()
    assert count_people(store) == 3
    assert store.db.conn.execute("PRAGMA foreign_key_check").fetchall() == []
    store.close()
    assert [file.stem.split("_")[-1] for file in backups_of(path)] == ["升级前"]


@pytest.mark.parametrize("landed", KEPT, ids=lambda path: path.stem)
def test_workspaces_of_older_programs_open_with_everything_in_them(landed: Path, tmp_path: Path) -> None:
    path = shutil.copyfile(landed, tmp_path / landed.name)
    workspace = open_workspace(path, PASSWORD if "password" in landed.stem else "", FixedClock())
    try:
        assert migrations.version_of(workspace.store.db) == migrations.head_version()
        wanted = json.loads(landed.with_suffix(".json").read_text(encoding="utf-8"))
        found = content_of_workspace(workspace)
        assert found.keys() >= wanted.keys()
        if int(landed.stem.split("_")[1]) < LAST_FLOOR:
            wanted["undo"] = ["", ""]
        for part, value in wanted.items():
            assert found[part] == value, part
    finally:
        workspace.close()


def test_there_are_workspaces_of_every_schema_that_users_have() -> None:
    kept = {int(path.stem.split("_")[1]) for path in FOLDER.glob("*.huanjie")}
    assert kept == RELEASED
    assert max(RELEASED) <= migrations.head_version()


@pytest.mark.parametrize("file", migrations.migration_files(), ids=lambda file: file.stem)
def test_a_migration_that_does_more_than_add_ends_undo(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert migrations.only_adds(text) or migrations.undo_ends(text), "say in the file: -- undo ends here: <why>"


@pytest.mark.parametrize(
    ("statement", "adds"),
    [
        ("CREATE TABLE seat (\n  id TEXT PRIMARY KEY\n) STRICT;", True),
        ("CREATE INDEX seat_by_row ON seat (row);", True),
        ("ALTER TABLE seat ADD COLUMN row INTEGER NOT NULL DEFAULT 0;", True),
        ("CREATE TABLE seat AS SELECT * FROM person;", False),
        ("CREATE UNIQUE INDEX person_once ON person (name);", False),
        ("DROP TABLE delegate;", False),
        ("ALTER TABLE delegate RENAME TO participant;", False),
        ("ALTER TABLE delegate RENAME COLUMN role TO duty;", False),
        ("ALTER TABLE delegate DROP COLUMN role;", False),
        ("UPDATE delegate SET role = '';", False),
        ("DELETE FROM delegate;", False),
        ("INSERT INTO delegate SELECT * FROM participant;", False),
    ],
)
def test_it_is_known_what_only_adds(statement: str, adds: bool) -> None:
    before = "-- a comment: DROP TABLE x\n\nCREATE TABLE other (\n  id TEXT PRIMARY KEY\n) STRICT;\n\n"
    assert migrations.only_adds(f"{before}{statement}\n") is adds
    assert migrations.undo_ends(f"-- Why.\n-- undo ends here: 大会人员改版\n\n{statement}") == "大会人员改版"
    assert migrations.undo_ends(f"-- Why.\n\n{statement}") == ""


def test_stroke_places_of_a_setting_become_entries_and_forms_keep_their_versions(tmp_path: Path) -> None:
    path = shutil.copyfile(FOLDER / "schema_2_sheets.huanjie", tmp_path / "schema_2_sheets.huanjie")
    db = driver.connect(str(path), None)
    db.conn.execute("""INSERT INTO setting VALUES ('stroke_overrides', '{"䶮": [9, "洪"], "㛃": [9, ""]}')""")
    db.conn.commit()
    forms = db.conn.execute("SELECT id, form, number, name, body, printed FROM form_version ORDER BY id").fetchall()
    db.conn.close()
    workspace = open_workspace(path, clock=FixedClock())
    places = {char: (place.strokes, place.after) for char, place in list_places(workspace).items()}
    assert places == {"䶮": (9, "洪"), "㛃": (9, "")}
    assert find_in_catalogue(workspace) == []
    columns = "id, entry, number, title, body, frozen"
    query = f"SELECT {columns} FROM own_entry WHERE kind = 'form' ORDER BY id"
    assert workspace.store.db.conn.execute(query).fetchall() == forms
    assert workspace.store.db.conn.execute("PRAGMA foreign_key_check").fetchall() == []
    workspace.close()
