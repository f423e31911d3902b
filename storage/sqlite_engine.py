"""The engine over an SQLite file: how it is opened, how writers take turns, which connections are of no use."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage.errors import OutageError
from storage.failures import STALE, sqlite_code
from storage.outage import Outage
from storage.sqlite_file import identity

#: How long a writer waits for another one, in seconds, and after how many of them it says so.
BUSY_TIMEOUT, PATIENCE = 30.0, 10.0
# Seconds between two tries to change a file that another connection changes.
_PAUSE = 0.01


def _use_wal(connection: sqlite3.Connection) -> None:
    """Unlike all else, SQLite does not wait for its turn here while other connections do the same to a new file."""
    until = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if sqlite_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def sqlite_engine(file: Path, outage: Outage, **options: Any) -> Engine:
    """An engine over this file, which must be there when it is opened; `options` are the engine's own.

    On it a transaction whose option `wirewatch_write` is set takes the write lock at its start, and one with
    `wirewatch_bare` is none.
    """

    def open_existing() -> sqlite3.Connection:
        if not file.exists():
            raise OutageError(f"there is no database {file}; `wirewatch init` and `wirewatch run` make one")
        connection = sqlite3.connect(
            file, timeout=PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        _use_wal(connection)
        for setting in ("foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {setting}")
        return connection

    engine = create_engine(
        "sqlite://",
        creator=open_existing,
        poolclass=QueuePool,
        **options,
    )
    _take_turns(engine, outage)
    _renew(engine, file)
    return engine


def _take_turns(engine: Engine, outage: Outage) -> None:

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("wirewatch_bare", False):
            return
        if not options.get("wirewatch_write", False):
            connection.exec_driver_sql("BEGIN")
        elif not _takes_turn(connection, outage):
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def _renew(engine: Engine, file: Path) -> None:
    """Use no connection that leads nowhere."""

    @event.listens_for(engine, "connect")
    def _opened(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info["file"] = identity(file)

    @event.listens_for(engine, "checkout")
    def _is_in_place(
        _connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection
    ) -> None:
        """What is written to a file that was moved away, or that another was put in the place of, is lost."""
        if record.info["file"] != identity(file):
            raise InvalidatePoolError

    @event.listens_for(engine, "handle_error")
    def _is_of_no_more_use(context: ExceptionContext) -> None:
        """A connection that was opened while nobody might write the file never writes."""
        if sqlite_code(context.original_exception) in STALE:
            context.is_disconnect = True


def _takes_turn(connection: Connection, outage: Outage) -> bool:
    """Wait for the turn to write, and tell where that takes long; False where the last part is still to be waited."""
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    for _ in range(round(BUSY_TIMEOUT / PATIENCE) - 1):
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if sqlite_code(error) != sqlite3.SQLITE_BUSY:
                return False
            outage.failed(f"{error}, for {PATIENCE:.0f} s by now", writing=True)
        else:
            return True
    return False
