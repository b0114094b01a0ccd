"""Brings a workspace to the newest schema: frozen SQL files, one transaction each.

A file that does more than add tables, columns and indexes says so in a line `-- undo ends here: <why, for users>`: what the
journal remembers of the tables as they were cannot be put back, so undo and redo end at that point.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from huanjie_desktop.domain.poll import text_digest
from huanjie_desktop.paths import program_folder
from huanjie_desktop.store import content
from huanjie_desktop.store.chain import link_what_is_not
from huanjie_desktop.store.driver import Database
from huanjie_desktop.store.journal import adopt
from huanjie_desktop.store.lock import device_name

APPLICATION_ID = 0x484A4759  # "HJGY", says what the file is before anything else is read
LINKED = 7  # the schema from which on the journal's entries are linked
UPGRADED = "升级到新版本，此前的改动不能再撤销"
_MARKER = re.compile(r"^-- undo ends here: (.+)$", re.MULTILINE)
_ADDS = re.compile(
    r"CREATE TABLE \w+ \((?!\s*SELECT)|CREATE INDEX |CREATE TRIGGER |ALTER TABLE \w+ ADD COLUMN ", re.IGNORECASE
)

# An entry that says that undo ends, and the floor at it; nothing where nothing was ever changed, and one entry for upgrades
# that come at one time.
_ENTRY = """
INSERT INTO journal (seq, at, actor, device, kind, label, reason)
SELECT max(seq) + 1, ?, ?, ?, 'do', ?, ? FROM journal
HAVING count(*) > 0 AND max(seq) NOT IN (SELECT seq FROM undo_floor)
"""
_FLOOR = "INSERT INTO undo_floor (version, reason, seq) SELECT ?, ?, max(seq) FROM journal HAVING count(*) > 0"


def from_base64(text: str) -> bytes:
    """Return the bytes that a text stands for; a damaged text stays as it is, for the check to find."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return text.encode()


FUNCTIONS: Mapping[str, Callable[[str], str | bytes]] = {"from_base64": from_base64, "text_digest": text_digest}


def migrations_dir() -> Path:
    """Return the folder of the migrations."""
    return program_folder() / "db" / "migrations"


def migration_files() -> list[Path]:
    """Return the migrations in order; the number at the head of a name is the version that it leads to."""
    return sorted(migrations_dir().glob("[0-9][0-9][0-9][0-9]_*.sql"))


def head_version() -> int:
    """Return the version that this program writes."""
    return int(migration_files()[-1].name[:4])


def version_of(db: Database) -> int:
    """Return the file's schema version."""
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])


def statements(text: str) -> list[str]:
    """Return a migration's statements, which are parted by empty lines."""
    parts = ("\n".join(line for line in part.splitlines() if not line.startswith("--")) for part in text.split("\n\n"))
    return [part.strip() for part in parts if part.strip()]


def undo_ends(text: str) -> str:
    """Return why a migration ends undo, in the users' words; "" where it does not."""
    found = _MARKER.search(text)
    return found[1].strip() if found else ""


def only_adds(text: str) -> bool:
    """Tell whether a migration leaves everything that is there as it is, so that old images can still be put back."""
    return all(_ADDS.match(statement) for statement in statements(text))


def steps(file: Path, now: datetime, actor: str) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return the statements of a migration with their parameters: its own, the end of undo, and the file's version."""
    text, version = file.read_text(encoding="utf-8"), int(file.name[:4])
    found: list[tuple[str, tuple[str | int, ...]]] = [(statement, ()) for statement in statements(text)]
    reason = undo_ends(text)
    if reason:
        found.append((_ENTRY, (now.isoformat(timespec="seconds"), actor, device_name(), UPGRADED, reason)))
        found.append((_FLOOR, (version, reason)))
        found += [("DELETE FROM undo_stack", ())] if version > LINKED else []
    return [*found, (f"PRAGMA user_version = {version}", ()), (f"PRAGMA application_id = {APPLICATION_ID}", ())]


def migrate(db: Database, now: datetime, actor: str) -> None:
    """Apply what is missing, each file in one transaction with its version, so that a crash leaves one or the other."""
    for name, function in FUNCTIONS.items():
        db.conn.create_function(name, 1, function, deterministic=True)
    for file in migration_files():
        if int(file.name[:4]) <= version_of(db):
            continue
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            for statement, parameters in steps(file, now, actor):
                db.conn.execute(statement, parameters)
            follow_up(db, file)
        except BaseException:
            db.conn.execute("ROLLBACK")
            raise
        db.conn.execute("COMMIT")


def follow_up(db: Database, file: Path) -> None:
    """Do what a migration asks for beside its statements, in its transaction: link the journal, and sum the rows at the head."""
    link_journal(db, int(file.name[:4]))
    if file == migration_files()[-1]:
        content.settle(db)


def link_journal(db: Database, version: int) -> None:
    """Link the journal's entries once their links have tables, and then those that a migration has added."""
    if version == LINKED:
        adopt(db)
    elif version > LINKED:
        link_what_is_not(db)


def dump_schema(db: Database) -> str:
    """Return the head's schema as db/schema.sql holds it."""
    rows = db.conn.execute(
        r"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY rowid"
    )
    return "\n\n".join(f"{row[0]};" for row in rows) + "\n"


def schema_differences(db: Database) -> tuple[int, int]:
    """Return how many tables, indexes and triggers of the head a file lacks, and how many it has beyond them."""
    wanted = _parts((migrations_dir().parent / "schema.sql").read_text(encoding="utf-8"))
    found = _parts(dump_schema(db))
    hidden = db.conn.execute(
        r"SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name LIKE 'sqlite\_%' ESCAPE '\'"
    )
    foreign = [row for row in hidden if row[3] is not None or not _is_own_index(*row[:3])]
    return len(wanted - found), len(found - wanted) + len(foreign)


def _is_own_index(type_: str, name: str, table: str) -> bool:
    """Tell whether this is an index that SQLite makes for a key; all else whose name begins like its own is foreign."""
    return type_ == "index" and re.fullmatch(rf"sqlite_autoindex_{re.escape(table)}_\d+", name) is not None


def _parts(dump: str) -> set[str]:
    return {part.strip().removesuffix(";") for part in dump.split("\n\n") if part.strip()}
