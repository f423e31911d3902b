"""Procrastinate's tables beside ours: made once, brought up to date, and none of our migrations' business."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from scheduler.engines.job_schema import make_jobs
from storage import schema
from storage.database import Database
from storage.errors import StorageError
from storage.jobs import counts, has_jobs
from storage.migrations.comparing import ours
from storage.tables import Base


def comment(db: Database) -> str:
    with db.read() as connection:
        written = connection.scalar(
            text("SELECT obj_description('procrastinate_jobs'::regclass, 'pg_class')")
        )
    return str(written)


def mark(db: Database, written: str) -> None:
    with db.write() as connection:
        connection.execute(text(f"COMMENT ON TABLE procrastinate_jobs IS '{written}'"))


def test_the_tables_are_made_once(postgres_db: Database) -> None:
    with postgres_db.read() as connection:
        assert not has_jobs(connection)
        assert counts(connection) == []
    make_jobs(postgres_db)
    first = comment(postgres_db)
    assert first.startswith("wirewatch: migrated up to 03.")
    make_jobs(postgres_db)
    assert comment(postgres_db) == first
    with postgres_db.read() as connection:
        assert has_jobs(connection)


def test_those_of_an_older_procrastinate_are_migrated(postgres_db: Database) -> None:
    """As if its last migrations were unknown yet: they are made, and one that was made twice would fail."""
    make_jobs(postgres_db)
    newest = comment(postgres_db)
    with postgres_db.write() as connection:
        # what 03.04.00_01 makes
        connection.execute(text("DROP FUNCTION procrastinate_retry_job_v2"))
        connection.execute(
            text("ALTER TYPE procrastinate_job_event_type RENAME VALUE 'retried' TO 'retried_1'")
        )
    mark(postgres_db, "wirewatch: migrated up to 03.03.00_01_pre_priority_lock_fetch_job")
    make_jobs(postgres_db)
    assert comment(postgres_db) == newest
    with postgres_db.read() as connection:
        made = connection.scalar(
            text("SELECT count(*) FROM pg_proc WHERE proname = 'procrastinate_retry_job_v2'")
        )
    assert made == 1


def test_those_of_a_newer_one_or_of_somebody_else_are_left_alone(postgres_db: Database) -> None:
    make_jobs(postgres_db)
    mark(postgres_db, "wirewatch: migrated up to 99.00.00_01_pre_later")
    with pytest.raises(StorageError, match="newer Procrastinate"):
        make_jobs(postgres_db)
    mark(postgres_db, "made by hand")
    with pytest.raises(StorageError, match="not made by wirewatch"):
        make_jobs(postgres_db)


def test_sqlite_has_no_jobs(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with pytest.raises(StorageError, match="on PostgreSQL alone"):
        make_jobs(database)
    with database.read() as connection:
        assert not has_jobs(connection)
    database.close()


def test_the_jobs_are_left_out_of_comparisons_and_of_what_is_dropped(
    postgres_url: str, postgres_db: Database
) -> None:
    make_jobs(postgres_db)
    with postgres_db.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
        assert compare_metadata(context, Base.metadata) == []
    schema.downgrade(postgres_url, "base")
    assert schema.state(postgres_url).is_empty
    schema.create(postgres_url)
    make_jobs(postgres_db)
