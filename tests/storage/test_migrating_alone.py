"""Who else is at the database while it is migrated: workers are refused, programs that read are waited for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import psycopg
import pytest

from storage import schema
from storage.clock import utc_now
from storage.database import Database
from storage.errors import OtherSchemaError, StorageError
from storage.running import STALE_AFTER
from storage.whole_database import keep_others_out
from storage.workers import Workers

BEFORE = "0012"


def registered(url: str, host: str, pid: int, at: datetime) -> None:
    database = Database(url)
    Workers(database).register("w1", host, pid, at)
    database.close()


def test_nothing_is_migrated_beside_a_worker_on_another_host(database_url: str) -> None:
    registered(database_url, "elsewhere", 7, utc_now())
    with pytest.raises(StorageError, match="process 7 on elsewhere; stop every worker first"):
        schema.downgrade(database_url, BEFORE)
    assert schema.state(database_url).current == schema.revisions()[-1]
    schema.downgrade(database_url, BEFORE, alive=None)
    with pytest.raises(StorageError, match="stop every worker first"):
        schema.upgrade(database_url, alive=lambda _: False)
    assert schema.state(database_url).current == BEFORE


def test_workers_of_the_first_release_are_seen(new_database_url: str) -> None:
    schema.upgrade(new_database_url, "0001")
    database = Database(new_database_url)
    now = utc_now()
    with database.write() as connection:
        written = "'elsewhere', 7, '{0:%Y-%m-%d %H:%M:%S.%f}{1}', '{0:%Y-%m-%d %H:%M:%S.%f}{1}'".format(
            now, "" if database.dialect == "sqlite" else "+00:00"
        )
        connection.exec_driver_sql(
            f"INSERT INTO workers (id, host, pid, started_at, heartbeat_at) VALUES ('w1', {written})"
        )
    database.close()
    with pytest.raises(StorageError, match="process 7 on elsewhere"):
        schema.upgrade(new_database_url)


def test_dead_workers_are_in_nobodys_way(database_url: str) -> None:
    registered(database_url, "elsewhere", 7, utc_now() - STALE_AFTER - timedelta(seconds=1))
    schema.downgrade(database_url, BEFORE)
    schema.upgrade(database_url)
    registered(database_url, socket.gethostname(), 7, utc_now())
    asked: list[int] = []

    def gone(pid: int) -> bool:
        asked.append(pid)
        return False

    schema.downgrade(database_url, BEFORE, alive=gone)
    assert 7 in asked


def test_a_worker_neither_begins_nor_goes_on_with_another_schema(db: Database) -> None:
    workers, now = Workers(db), utc_now()
    workers.register("w1", "host", os.getpid(), now)
    with db.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    later = now + timedelta(seconds=5)
    with pytest.raises(OtherSchemaError, match="has the schema 9999 by now"):
        workers.heartbeat("w1", later)
    with pytest.raises(OtherSchemaError, match="has the schema 9999 by now"):
        workers.admit("w2", "host", 1, lambda _: False, later, STALE_AFTER)
    (left,) = workers.list()
    assert (left.id, left.heartbeat_at) == ("w1", now)


@contextmanager
def reader(url: str, *tables: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A transaction that has read these tables."""
    with psycopg.connect(url, application_name="export") as connection:
        for table in tables:
            connection.execute(f"SELECT count(*) FROM {table}".encode())
        yield connection
        connection.rollback()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_readers_that_do_not_end_are_named_and_nothing_is_changed(database_url: str) -> None:
    database = Database(database_url)
    with (
        reader(database_url, "articles"),
        pytest.raises(StorageError, match=r"not free for 1 s: it is held by process \d+ \(export\) for "),
        database.write() as connection,
    ):
        keep_others_out(connection, patience=1.0)
    with reader(database_url, "articles"):
        pass
    database.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_reader_that_wants_more_is_never_the_victim_of_a_deadlock(database_url: str) -> None:
    """It holds a late table and then asks for an early one, which the migration may hold by then."""
    ended = threading.Event()
    with reader(database_url, "workers") as connection:

        def migrate() -> None:
            schema.downgrade(database_url, BEFORE)
            ended.set()

        migrating = threading.Thread(target=migrate)
        migrating.start()
        for _ in range(40):
            assert connection.execute(b"SELECT count(*) FROM articles").fetchone() == (0,)
            assert not ended.wait(0.05)
            connection.execute(b"SELECT count(*) FROM stories")
    migrating.join()
    assert ended.is_set()
    assert schema.state(database_url).current == BEFORE


def test_two_upgrades_at_once_are_one(new_database_url: str) -> None:
    schema.upgrade(new_database_url, BEFORE)
    program = "import sys; from storage import schema; schema.upgrade(sys.argv[1])"
    both = [subprocess.Popen([sys.executable, "-c", program, new_database_url]) for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    assert schema.state(new_database_url).current == schema.revisions()[-1]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_looks_at_the_schema_meanwhile_waits_and_sees_what_it_becomes(database_url: str) -> None:
    migrating, looking = Database(database_url), Database(database_url)
    seen: list[bool] = []
    with migrating.write() as connection:
        keep_others_out(connection)
        thread = threading.Thread(target=lambda: seen.append(schema.is_current(looking)))
        thread.start()
        wait = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'alembic_version'::regclass"
        while not connection.exec_driver_sql(wait).scalar():
            assert thread.is_alive()
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    thread.join()
    assert seen == [False]
    migrating.close()
    looking.close()
