"""The one place that chooses SQLite: SQLCipher's, with a key and without."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlcipher3 import dbapi2

DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError
OperationalError = dbapi2.OperationalError

Value = str | int | bytes | None  # what a column holds

__all__ = ["Database", "DatabaseError", "IntegrityError", "OperationalError", "Value", "connect"]


class Database:
    """An open connection."""

    def __init__(self, conn: dbapi2.Connection) -> None:
        self.conn = conn

    def query(self, sql: str, parameters: Iterable[Value] = ()) -> Iterator[dict[str, Value]]:
        """Yield the rows of a query by column."""
        cursor = self.conn.execute(sql, tuple(parameters))
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))


def connect(path: str, key: str | None, read_only: bool = False) -> Database:
    """Open a connection in autocommit mode, with the key set; nothing is read yet.

    `read_only` is for copies that nobody has open: no lock is taken and nothing is written beside them.
    """
    place = f"{Path(path).absolute().as_uri()}?mode=ro&immutable=1" if read_only else path
    connection = dbapi2.connect(place, isolation_level=None, check_same_thread=False, uri=read_only)
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to stderr at every wrong password
    if key:
        quoted = key.replace("'", "''")
        connection.execute(f"PRAGMA key = '{quoted}'")
    if not connection.execute("PRAGMA cipher_version").fetchone()[0]:
        connection.close()
        raise RuntimeError("the SQLite at hand has no encryption")
    return Database(connection)
