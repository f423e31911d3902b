"""One handle on the database, safe to share between threads."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage import handover
from storage.addresses import parse, redacted, sqlite_file
from storage.errors import ContentionError, StorageError
from storage.patience import ON_CONNECT, with_patience

__all__ = ["Database", "redacted"]

Answer = TypeVar("Answer")

#: How long a writer waits for another one, in seconds.
BUSY_TIMEOUT = 30.0
_POOL = {"pool_size": 8, "max_overflow": 24, "pool_timeout": 60}
_TRANSACTION_LOST = ("40001", "40P01")
_TRIES = 5
# A connection that was used within so many seconds is taken for alive.
_TRUSTED = 1.0
# Seconds between two tries to change a file that another connection changes.
_PAUSE = 0.01
# https://www.sqlite.org/rescode.html#primary_result_codes_versus_extended_result_codes
_PRIMARY_CODE = 0xFF
# JSON of so many characters is read once and kept.
_SHORT = 400


class Database:
    """The archive's database: SQLite by file, or PostgreSQL.

    `read()` and `write()` each give a connection inside one transaction, committed when the block ends well.
    On SQLite a write takes the write lock at its start, so that it can wait for it but never fail half-way.
    Raises StorageError when the database cannot be reached or used.
    """

    def __init__(self, url: str, *, echo: bool = False) -> None:
        address = parse(url)
        self.name = redacted(url)
        file = sqlite_file(address)
        self._engine = _sqlite(file, echo) if file else _postgres(address.render_as_string(False), echo)
        self._writer = self._engine.execution_options(wirewatch_write=True)
        #: Who hears, before it is committed, what a writing transaction leaves to be done.
        self.follow_up: handover.FollowUp | None = None

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and changes nothing."""
        with self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection that may change the database; all of it or nothing."""
        with self._translated(), self._writer.begin() as connection:
            handover.begin(connection)
            yield connection
            handover.follow(connection, self.follow_up)

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """A connection outside of any transaction, for what databases do in none: each statement stands alone."""
        with self._translated():
            if self.dialect == "sqlite":
                with self._engine.execution_options(wirewatch_bare=True).connect() as connection:
                    yield connection
            else:
                with self._engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
                    yield connection

    def retrying(self, work: Callable[[Connection], Answer]) -> Answer:
        """Do `work` in one writing transaction, again when the database gave it up for another one."""
        for _ in range(_TRIES - 1):
            try:
                with self.write() as connection:
                    return work(connection)
            except ContentionError:
                continue
        with self.write() as connection:
            return work(connection)

    def close(self) -> None:
        """Give every connection back to the system."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            kind = ContentionError if _lost(error) else StorageError
            reason = str(error.orig).splitlines() or ["the database failed"]
            raise kind(f"{self.name}: {reason[0].strip()[:300]}") from error


def _lost(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in _TRANSACTION_LOST


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _from_json(written: str | bytes) -> object:
    if len(written) > _SHORT:
        return json.loads(written)
    # The articles of a source say the same of authors, tags and provenance.
    found, is_flat = _read_once(written)
    if not is_flat:
        return json.loads(written)
    return found.copy() if isinstance(found, dict | list) else found


@lru_cache(maxsize=4096)
def _read_once(written: str | bytes) -> tuple[object, bool]:
    """What is written, and whether a copy of it shares nothing with it that may be changed."""
    found = json.loads(written)
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return found, not any(isinstance(one, dict | list) for one in inner)


def _postgres(address: str, echo: bool) -> Engine:
    engine = create_engine(
        with_patience(address),
        echo=echo,
        json_serializer=_json,
        json_deserializer=_from_json,
        **_POOL,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute(ON_CONNECT)
        cursor.close()
        connection.commit()

    @event.listens_for(engine, "checkin")
    def _given_back(_connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info["given_back"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _is_alive(
        connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection
    ) -> None:
        """As `pool_pre_ping` does, which asks each time: that takes a tenth of a search."""
        if time.monotonic() - record.info.get("given_back", time.monotonic()) < _TRUSTED:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    return engine


def _use_wal(connection: sqlite3.Connection) -> None:
    """Unlike all else, SQLite does not wait for its turn here while other connections do the same to a new file."""
    until = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & _PRIMARY_CODE == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _sqlite(file: Path, echo: bool) -> Engine:
    def open_existing() -> sqlite3.Connection:
        if not file.exists():
            raise StorageError(f"there is no database {file}; `wirewatch init` and `wirewatch run` make one")
        connection = sqlite3.connect(
            file, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        _use_wal(connection)
        for setting in ("foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {setting}")
        return connection

    engine = create_engine(
        "sqlite://",
        creator=open_existing,
        poolclass=QueuePool,
        echo=echo,
        json_serializer=_json,
        json_deserializer=_from_json,
        **_POOL,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("wirewatch_bare", False):
            return
        writes = options.get("wirewatch_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
