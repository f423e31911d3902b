"""One handle on the database, safe to share between threads."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from storage import handover, open_files, postgres_room
from storage.addresses import parse, redacted, sqlite_file
from storage.errors import ContentionError, OutageError, StorageError
from storage.failures import is_outage
from storage.outage import Outage
from storage.patience import ON_CONNECT, with_patience
from storage.sqlite_engine import sqlite_engine
from storage.sqlite_file import trouble

__all__ = ["Database", "redacted"]

Answer = TypeVar("Answer")

_TRANSACTION_LOST = ("40001", "40P01")
_TRIES = 5
# A connection that was used within so many seconds is taken for alive.
_TRUSTED = 1.0
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
        self.outage = Outage(self._trouble)
        self._file = file
        self._is_full = False
        if file is None:
            self._engine = _postgres(address.render_as_string(False), echo)
        else:
            self._engine = sqlite_engine(file, self.outage, echo=echo, **_SHARED)
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
        with self._translated(writing=False), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection that may change the database; all of it or nothing."""
        with self._translated(writing=True), self._writer.begin() as connection:
            handover.begin(connection)
            yield connection
            handover.follow(connection, self.follow_up)

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """A connection outside of any transaction, for what databases do in none: each statement stands alone."""
        with self._translated(writing=False):
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

    def _trouble(self) -> str | None:
        """What can be seen to be wrong still."""
        if self._file is not None:
            return trouble(self._file)
        return postgres_room.trouble(self._engine) if self._is_full else None

    @contextmanager
    def _translated(self, *, writing: bool) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            reason = str(error.orig).splitlines() or ["the database failed"]
            words = f"{self.name}: {reason[0].strip()[:300]}"
            if not is_outage(error.orig):
                raise (ContentionError if _lost(error) else StorageError)(words) from error
            self._is_full = postgres_room.is_full(error.orig)
            if self._file is not None and (seen := trouble(self._file)) is not None:
                words = f"{words} ({seen})"
            # Files that cannot be opened are told by who looks after all that this machine lacks.
            self.outage.failed(words, writing=writing, told_elsewhere=open_files.refusal() is not None)
            raise OutageError(words) from error
        except NoConnectionError as error:
            self.outage.failed(f"{self.name}: {error}", writing=writing)
            raise OutageError(f"{self.name}: no connection was free in time") from error
        except OutageError as error:
            self.outage.failed(str(error), writing=writing)
            raise
        self.outage.worked(writing=writing)


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


_SHARED: dict[str, Any] = {
    "pool_size": 8,
    "max_overflow": 24,
    "pool_timeout": 60,
    "json_serializer": _json,
    "json_deserializer": _from_json,
}


def _postgres(address: str, echo: bool) -> Engine:
    engine = create_engine(with_patience(address), echo=echo, **_SHARED)

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
