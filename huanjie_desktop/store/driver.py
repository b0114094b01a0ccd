"""The one place that chooses SQLite: SQLCipher's, registered so that sqlite-utils uses it too.

sqlite-utils picks `pysqlite3` when it can be imported; without the two entries below its exceptions would be of the
standard library's classes, which SQLCipher's connection never raises.
"""

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database  # noqa: E402  (the registration above must come first)

DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError
OperationalError = dbapi2.OperationalError

__all__ = ["Database", "DatabaseError", "IntegrityError", "OperationalError", "connect"]


def connect(path: str, key: str | None) -> Database:
    """Open a connection in autocommit mode, with the key set; nothing is read yet."""
    connection = dbapi2.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to stderr at every wrong password
    if key:
        quoted = key.replace("'", "''")
        connection.execute(f"PRAGMA key = '{quoted}'")
    if not connection.execute("PRAGMA cipher_version").fetchone()[0]:
        connection.close()
        raise RuntimeError("the SQLite at hand has no encryption")
    return Database(connection, recursive_triggers=True)
