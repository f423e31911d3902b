"""What Procrastinate's tables hold, where they stand beside ours: https://procrastinate.readthedocs.io.

They are made by `scheduler.engines.job_schema`, and written through Procrastinate alone, but for `forget`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Text,
    cast,
    column,
    delete,
    exists,
    func,
    inspect,
    literal,
    literal_column,
    select,
    table,
)

from storage.tables import SourceRow

#: What the names of its tables begin with.
JOB_TABLES = "procrastinate_"
JOBS = table(
    "procrastinate_jobs",
    column("id", BigInteger()),
    column("task_name", Text()),
    column("queueing_lock", Text()),
    column("status"),
    column("attempts"),
)
_WORKERS = table("procrastinate_workers", column("id", BigInteger()))
_OF_SOURCE = "source:"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobCount:
    """How many jobs of a task stand at a status."""

    task: str
    status: str
    count: int


def source_lock(source_id: int) -> str:
    """The queueing lock of a source's run: one at most waits."""
    return f"{_OF_SOURCE}{source_id}"


def has_no_job() -> ColumnElement[bool]:
    """Whether no run of a source waits or is under way."""
    # One question for each status: for what waits there is an index by lock.
    lock = literal(_OF_SOURCE) + cast(SourceRow.id, Text())
    return ~(
        exists().where(JOBS.c.queueing_lock == lock, JOBS.c.status == literal_column("'todo'"))
        | exists().where(JOBS.c.queueing_lock == lock, JOBS.c.status == literal_column("'doing'"))
    )


def waits(connection: Connection, queueing_lock: str) -> bool:
    """Whether a job with this lock waits already."""
    waiting = exists().where(JOBS.c.queueing_lock == queueing_lock, JOBS.c.status == literal_column("'todo'"))
    return bool(connection.scalar(select(waiting)))


def forget(connection: Connection, engine_ids: Collection[str]) -> None:
    """The engine's workers of these numbers are dead: what they had in hand is taken up at once."""
    if engine_ids and has_jobs(connection):
        connection.execute(delete(_WORKERS).where(_WORKERS.c.id.in_(map(int, engine_ids))))


def has_jobs(connection: Connection) -> bool:
    """Whether Procrastinate's tables are there."""
    return connection.dialect.name == "postgresql" and inspect(connection).has_table(JOBS.name)


def counts(connection: Connection) -> Sequence[JobCount]:
    """How many jobs there are, by task and status; none where no engine keeps them."""
    if not has_jobs(connection):
        return []
    status = cast(JOBS.c.status, Text())
    statement = select(JOBS.c.task_name, status, func.count()).group_by(JOBS.c.task_name, status)
    rows = connection.execute(statement.order_by(JOBS.c.task_name, status))
    return [JobCount(task=task, status=status, count=count) for task, status, count in rows]
