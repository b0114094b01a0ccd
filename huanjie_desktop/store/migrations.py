"""Brings a workspace to the newest schema: frozen SQL files, one transaction each."""

from pathlib import Path

from huanjie_desktop.paths import program_folder
from huanjie_desktop.store.driver import Database

APPLICATION_ID = 0x484A4759  # "HJGY", says what the file is before anything else is read


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


def migrate(db: Database) -> None:
    """Apply what is missing, each file in one transaction with its version, so that a crash leaves one or the other."""
    for file in migration_files():
        version = int(file.name[:4])
        if version <= version_of(db):
            continue
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements(file.read_text(encoding="utf-8")):
                db.conn.execute(statement)
            db.conn.execute(f"PRAGMA user_version = {version}")
            db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        except BaseException:
            db.conn.execute("ROLLBACK")
            raise
        db.conn.execute("COMMIT")


def dump_schema(db: Database) -> str:
    """Return the head's schema as db/schema.sql holds it."""
    rows = db.conn.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
    )
    return "\n\n".join(f"{row[0]};" for row in rows) + "\n"


def schema_differences(db: Database) -> tuple[int, int]:
    """Return how many tables, indexes and triggers of the head a file lacks, and how many it has beyond them."""
    wanted = _parts((migrations_dir().parent / "schema.sql").read_text(encoding="utf-8"))
    found = _parts(dump_schema(db))
    return len(wanted - found), len(found - wanted)


def _parts(dump: str) -> set[str]:
    return {part.strip().removesuffix(";") for part in dump.split("\n\n") if part.strip()}
