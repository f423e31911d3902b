"""Procrastinate's own tables in a database of ours, and jobs in them."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files

from sqlalchemy import Connection, text

from storage.database import Database

_STATE = (
    "UPDATE procrastinate_jobs SET status = CAST(:status AS procrastinate_job_status), worker_id = :worker "
    "WHERE id = :id"
)


def with_tables(db: Database) -> None:
    """Apply the schema that the package ships."""
    schema = files("procrastinate").joinpath("sql/schema.sql").read_text("utf-8")
    with db.write() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(schema)


def worker(connection: Connection, heard_at: datetime) -> int:
    """A worker of Procrastinate; returns its number."""
    number = connection.scalar(
        text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (:at) RETURNING id"), {"at": heard_at}
    )
    assert isinstance(number, int)
    return number


def job(
    connection: Connection,
    at: datetime,
    *,
    status: str = "todo",
    task: str = "collect",
    source: int | None = 1,
    worker: int | None = None,
    scheduled_at: datetime | None = None,
) -> int:
    """A job that came to this state at this time; returns its number."""
    number = connection.scalar(
        text(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, scheduled_at) "
            "VALUES ('default', :task, NULL, NULL, CAST(:args AS jsonb), :scheduled_at) RETURNING id"
        ),
        {
            "task": task,
            "args": json.dumps({} if source is None else {"source_id": source}),
            "scheduled_at": scheduled_at,
        },
    )
    assert isinstance(number, int)
    # a job ends from doing alone, and its triggers write what happens to it
    for state in ("doing", status) if status not in ("todo", "doing") else (status,):
        if state != "todo":
            connection.execute(text(_STATE), {"status": state, "worker": worker, "id": number})
    connection.execute(
        text("UPDATE procrastinate_events SET at = :at WHERE job_id = :id"), {"at": at, "id": number}
    )
    return number
