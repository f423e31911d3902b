"""Which errors of the drivers say that the database itself is in trouble, and nothing of what it was asked. Pure."""

from __future__ import annotations

import sqlite3
import sys

# https://www.sqlite.org/rescode.html#primary_result_codes_versus_extended_result_codes
_PRIMARY_CODE = 0xFF
#: After these a connection of SQLite's is not used again: it may have been opened to read alone.
STALE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
_SQLITE = STALE | {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, resources, operator, system.
_POSTGRES_CLASSES = frozenset({"08", "53", "57", "58"})
_READ_ONLY, _QUERY_CANCELED = "25006", "57014"


def sqlite_code(error: BaseException | None) -> int | None:
    """The primary result code of an error of SQLite's; None where it bears none."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & _PRIMARY_CODE if isinstance(code, int) else None


def is_outage(error: BaseException | None) -> bool:
    """Whether a driver's error is about the database's own state."""
    if isinstance(error, sqlite3.Error):
        return sqlite_code(error) in _SQLITE
    # Not imported here: with SQLite nothing else needs it, and it takes a twentieth of a second.
    psycopg = sys.modules.get("psycopg")
    if psycopg is None or not isinstance(error, psycopg.Error):
        return False
    state: str | None = getattr(error, "sqlstate", None)
    if state is None:
        return isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError))
    return state != _QUERY_CANCELED and (state[:2] in _POSTGRES_CLASSES or state == _READ_ONLY)
