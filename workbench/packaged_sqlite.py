"""Run by the packaged program before anything else: who imports sqlite3 gets SQLCipher's, so that a second SQLite stays away."""

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules["sqlite3"] = sqlcipher3
sys.modules["sqlite3.dbapi2"] = dbapi2
