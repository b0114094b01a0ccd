"""The one place that chooses SQLite: SQLCipher's, registered so that sqlite-utils uses it too.

sqlite-utils picks `pysqlite3` when it can be imported; without the two entries below its exceptions would be of the
standard library's classes, which SQLCipher's connection never raises.
"""

import sys
from pathlib import Path

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database  # noqa: E402  (the registration above must come first)

DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError
OperationalError = dbapi2.OperationalError

Value = str | int | bytes | None  # what a column holds

__all__ = ["Database", "DatabaseError", "IntegrityError", "OperationalError", "Value", "connect"]


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
    return Database(connection, recursive_triggers=True)
