"""An outage of the database is told once when it begins and once when it is over, whoever meets it."""

from __future__ import annotations

import resource
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from storage import sqlite_engine
from storage.database import Database
from storage.errors import OutageError, StorageError
from storage.failures import is_outage
from storage.outage import QUIET, RELAPSE, Outage

INSERT = text(
    "INSERT INTO workers (id, host, pid, started_at, heartbeat_at) VALUES (:id, 'h', 1, 'now', 'now')"
)


class Watch:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def outage(self, remains: Callable[[], str | None] = lambda: None) -> Outage:
        outage = Outage(remains, lambda: self.now)
        outage.is_told = True
        return outage


def write(database: Database, worker: str) -> None:
    with database.write() as connection:
        connection.execute(INSERT, {"id": worker})


def written(database: Database) -> set[str]:
    with database.read() as connection:
        return set(connection.scalars(text("SELECT id FROM workers")))


def test_it_is_told_once_and_ends_after_a_quiet_time(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    watch = Watch()
    outage = watch.outage()
    for _ in range(3):
        outage.failed("the disk is full", writing=True)
        watch.now += QUIET - 0.5
        outage.worked(writing=True)
        assert outage.holds
    watch.now += 1
    outage.worked(writing=False)
    assert outage.holds, "what cannot be written can be read"
    outage.worked(writing=True)
    assert not outage.holds
    assert caplog.messages == [
        "the database fails, and what is due waits for it: the disk is full",
        "the database works again, after 6 s",
    ]


def test_one_that_comes_back_has_to_be_quiet_for_longer() -> None:
    watch = Watch()
    outage = watch.outage()
    for quiet in (QUIET, QUIET * 2, QUIET * 4):
        outage.failed("no", writing=False)
        watch.now += quiet - 0.1
        outage.worked(writing=False)
        assert outage.holds
        watch.now += 0.1
        outage.worked(writing=False)
        assert not outage.holds
    watch.now += RELAPSE
    outage.failed("no", writing=False)
    watch.now += QUIET
    outage.worked(writing=False)
    assert not outage.holds


def test_it_lasts_while_something_is_seen_to_be_wrong() -> None:
    watch = Watch()
    remains = ["its disk is full"]
    outage = watch.outage(lambda: remains[0] if remains else None)
    outage.failed("no", writing=True)
    watch.now += 10
    outage.worked(writing=True)
    assert outage.holds
    remains.clear()
    watch.now += QUIET
    outage.worked(writing=True)
    assert not outage.holds


def test_what_is_told_elsewhere_is_not_told_twice(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    watch = Watch()
    outage = watch.outage()
    outage.failed("too many open files", writing=False, told_elsewhere=True)
    assert outage.holds
    watch.now += QUIET
    outage.worked(writing=False)
    assert not outage.holds
    assert caplog.messages == []
    outage.failed("too many open files", writing=False, told_elsewhere=True)
    outage.failed("the disk is full", writing=True)
    outage.failed("the disk is full", writing=True)
    watch.now += QUIET * 2
    outage.worked(writing=True)
    assert caplog.messages == [
        "the database fails, and what is due waits for it: the disk is full",
        "the database works again, after 4 s",
    ]


def test_a_command_says_nothing_beside_its_own_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    Outage().failed("no", writing=True)
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (psycopg.errors.DiskFull(), True),
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.errors.ReadOnlySqlTransaction(), True),
        (psycopg.OperationalError("connection refused"), True),
        (psycopg.errors.QueryCanceled(), False),
        (psycopg.errors.UniqueViolation(), False),
        (psycopg.errors.SerializationFailure(), False),
        (psycopg.errors.UndefinedTable(), False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_postgresql_says_is_an_outage_or_not(error: Exception, expected: bool) -> None:
    assert is_outage(error) is expected


def test_what_is_wrong_with_a_statement_is_no_outage(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with pytest.raises(StorageError) as raised, database.read() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert not isinstance(raised.value, OutageError)
    assert not database.outage.holds
    database.close()


def test_nothing_is_written_to_a_file_that_was_moved_away(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    database = Database(sqlite_url)
    write(database, "before")
    away = file.with_name("away.db")
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).rename(away.with_name(away.name + suffix))
    with pytest.raises(OutageError, match="there is no database"):
        write(database, "meanwhile")
    assert database.outage.holds
    for suffix in ("", "-wal", "-shm"):
        if away.with_name(away.name + suffix).exists():
            away.with_name(away.name + suffix).rename(file.with_name(file.name + suffix))
    write(database, "after")
    assert written(database) == {"before", "after"}
    database.close()


def test_a_file_that_was_put_in_its_place_is_the_one_that_is_used(sqlite_url: str, tmp_path: Path) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    database = Database(sqlite_url)
    write(database, "old")
    new = tmp_path / "new.db"
    with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(new)) as other:
        one.backup(other)
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    new.replace(file)
    write(database, "new")
    with closing(sqlite3.connect(file)) as plain:
        assert {row[0] for row in plain.execute("SELECT id FROM workers")} == {"old", "new"}
    database.close()


def test_a_long_wait_for_another_program_is_told_before_it_is_given_up(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_engine, "PATIENCE", 0.1)
    monkeypatch.setattr(sqlite_engine, "BUSY_TIMEOUT", 6.0)
    database = Database(sqlite_url)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = threading.Thread(target=write, args=(database, "patient"))
        writing.start()
        told = threading.Event()
        while not database.outage.holds and writing.is_alive():
            told.wait(0.01)
        assert writing.is_alive()
        other.rollback()
        writing.join()
    assert written(database) == {"patient"}
    database.close()


def test_where_no_file_can_be_opened_the_database_is_not_blamed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    file = tmp_path / "desk.db"
    file.touch()
    with closing(Database(f"sqlite:///{file}")) as database:
        database.outage.is_told = True
        before = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (1, before[1]))
        try:
            with pytest.raises(OutageError), database.read() as connection:
                connection.execute(text("SELECT 1"))
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, before)
        assert database.outage.holds
        assert caplog.messages == []
