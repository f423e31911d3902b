"""The whole database for one transaction, without a deadlock and without waiting for ever for those who read."""

from __future__ import annotations

import time

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.errors import StorageError
from storage.tables import Base

#: Seconds that programs which read are waited for.
PATIENCE = 60.0
# PostgreSQL looks for deadlocks once somebody has waited for a second (deadlock_timeout), and ends whom it likes:
# who gives up before spares those who read.
_TRY = text("SET LOCAL statement_timeout = 900")
_NO_LIMIT = text("SET LOCAL statement_timeout = 0")
_PAUSE = 0.1
_GIVEN_UP = ("57014", "55P03", "40P01")
_HOLDERS = text(
    "SELECT DISTINCT a.pid, a.application_name, a.xact_start, "
    "extract(epoch FROM clock_timestamp() - a.xact_start) AS seconds "
    "FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid JOIN pg_class c ON c.oid = l.relation "
    "WHERE l.granted AND c.relname = ANY(:tables) AND a.pid <> pg_backend_pid() "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "ORDER BY a.xact_start LIMIT 3"
)


def keep_others_out(connection: Connection, patience: float = PATIENCE) -> None:
    """Take all tables of the archive until the transaction ends; others wait then, those who read too.

    On SQLite nothing is to be done: who writes is alone already, and who reads sees the state before.

    Raises:
        StorageError: programs that read went on for longer than `patience` seconds; it names them.
    """
    if connection.dialect.name != "postgresql":
        return
    there = set(inspect(connection).get_table_names())
    # The schema's revision among them: who looks at it waits, and then sees what it has become.
    tables = sorted(there & {*Base.metadata.tables, "article_index", "alembic_version"})
    if not tables:
        return
    until = time.monotonic() + patience
    while not _taken(connection, tables):
        if time.monotonic() > until:
            raise StorageError(
                f"the database was not free for {patience:.0f} s: {_holders(connection, tables)}; end what reads, "
                "or try again later"
            )
        time.sleep(_PAUSE)
    connection.execute(_NO_LIMIT)


def _taken(connection: Connection, tables: list[str]) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(_TRY)
            connection.execute(text(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _GIVEN_UP:
            return False
        raise
    return True


def _holders(connection: Connection, tables: list[str]) -> str:
    """Who holds one of the tables, the longest first, as far as PostgreSQL lets this user know."""
    found = connection.execute(_HOLDERS, {"tables": tables}).all()
    shown = (
        f"process {one.pid} ({one.application_name or 'no name'})"
        + (f" for {one.seconds:.0f} s" if one.seconds is not None else "")
        for one in found
    )
    return "it is held by " + ", ".join(shown) if found else "others held it"
