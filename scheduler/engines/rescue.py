"""Jobs whose worker died in their midst: found by its heartbeat, and put back into the queue."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable

from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

log = logging.getLogger(__name__)

#: Seconds between two heartbeats, and after which a worker without one is taken for dead.
HEARTBEAT = 5.0
DEAD_AFTER = 20.0


async def rescued(jobs: JobManager) -> list[Job]:
    """Put back what dead workers had in hand; returns what was found in theirs."""
    await jobs.prune_stalled_workers(DEAD_AFTER)
    found = list(await jobs.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER))
    for job in found:
        await _put_back(jobs, job)
    return found


def say_rescued(jobs: Iterable[Job]) -> None:
    """One line for all that was put back."""
    tasks = Counter(job.task_name for job in jobs)
    if tasks:
        said = ", ".join(f"{count} {task}" for task, count in sorted(tasks.items()))
        log.warning("jobs whose worker died are done again: %s", said)


async def _put_back(jobs: JobManager, job: Job) -> None:
    try:
        try:
            await jobs.retry_job(job)
        except UniqueViolation:
            # The same waits already.
            await jobs.finish_job(job, status=Status.FAILED, delete_job=True)
    except ConnectorException as error:
        # Another worker was faster.
        if "not found" not in str(error.__cause__):
            raise
