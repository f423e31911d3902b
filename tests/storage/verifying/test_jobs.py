"""Jobs of several machines, in the tables that Procrastinate ships: what no job may be is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.verifying.check import Counted, found_by
from storage.verifying.jobs import JobCheck
from storage.workers import Workers
from tests.storage import jobs
from tests.storage.samples import source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=5)


def faults(db: Database) -> list[str]:
    return [fault.what for fault in found_by(JobCheck(db, clock=lambda: NOW), lambda _: None)]


@pytest.fixture
def db(postgres_url: str) -> Database:
    """PostgreSQL with a source, a worker of ours that is at work since long, and Procrastinate's tables."""
    database = Database(postgres_url)
    source(database, NOW)
    Workers(database).register("w1", "host", 1, LONG_AGO)
    Workers(database).heartbeat("w1", NOW)
    jobs.with_tables(database)
    return database


def test_where_there_are_no_jobs_nothing_is_said(database_url: str) -> None:
    database = Database(database_url)
    check = JobCheck(database)
    assert (check.size(), list(check.faults(lambda _: None)), check.counted()) == (0, [], [])
    database.close()


def test_jobs_at_work_are_no_fault(db: Database) -> None:
    with db.write() as connection:
        alive = jobs.worker(connection, NOW)
        jobs.job(connection, NOW)
        jobs.job(connection, LONG_AGO, scheduled_at=NOW + timedelta(hours=1))
        jobs.job(connection, LONG_AGO, status="doing", worker=alive)
        jobs.job(connection, LONG_AGO, status="doing", task="upkeep", source=None, worker=alive)
        # its worker was given up a moment ago
        jobs.job(connection, NOW - timedelta(minutes=3), status="doing")
        jobs.job(connection, LONG_AGO, status="succeeded", source=99)
        jobs.job(connection, LONG_AGO, status="failed")
    check, done = JobCheck(db, clock=lambda: NOW), list[int]()
    assert list(check.faults(done.append)) == []
    assert check.counted() == [Counted(what="jobs", count=7, note="1 of them failed")]
    assert sum(done) == check.size()
    db.close()


def test_what_a_dead_worker_left_lying(db: Database) -> None:
    with db.write() as connection:
        dead = jobs.worker(connection, LONG_AGO)
        held = jobs.job(connection, LONG_AGO, status="doing", worker=dead)
        nobodys = jobs.job(connection, LONG_AGO, status="doing", task="flag", source=None)
    what = "was taken by a worker that is no more, and nobody takes it again"
    assert faults(db) == [
        f"job {held} (collect of source 1, doing) {what}",
        f"job {nobodys} (flag, doing) {what}",
    ]
    # where nobody is at work, nobody can
    Workers(db).stopped("w1", NOW)
    assert faults(db) == []
    db.close()


def test_what_is_of_no_source_or_not_due_for_years(db: Database) -> None:
    with db.write() as connection:
        strange = jobs.job(connection, NOW, source=99)
        nameless = jobs.job(connection, NOW, source=None)
        far_off = jobs.job(connection, NOW, scheduled_at=NOW + timedelta(days=900))
        connection.execute(text("UPDATE sources SET removed_at = now()"))
    assert faults(db) == [
        f"job {strange} (collect of source 99, todo) is of no source that there is",
        f"job {nameless} (collect, todo) is of no source that there is",
        f"job {far_off} (collect of source 1, todo) is due only in more than 7 days: a clock was wrong",
    ]
    db.close()
