"""The workers in words: one that is alone in a line, several each in their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from app.cli.terminal import ago, moment, plain
from storage.jobs import JobCount
from storage.status import Status
from storage.workers import ALONE, WorkerState


def shown(workers: Sequence[WorkerState], alive: Collection[str]) -> Sequence[WorkerState]:
    """The workers that matter now, the last one started first: those at work, and those that died without a word.

    Where there are none, the one that ran last.
    """
    running = [one for one in workers if one.stopped_at is None or one.id in alive]
    return running or workers[:1]


def workers_report(found: Status, alive: Collection[str]) -> Iterator[str]:
    """The lines about the workers, what ails them, and the jobs that they share."""
    now, workers = found.workers_at, shown(found.workers, alive)
    if not workers:
        yield "worker: none has run yet; start one with `wirewatch run`"
    elif len(workers) == 1 and workers[0].engine == ALONE:
        yield f"worker: {_state(workers[0], alive, now)}"
        yield from _troubles(workers[0], "")
    else:
        dead = [one for one in workers if one.id not in alive]
        also = f", {len(dead)} not" if dead else ""
        yield f"workers: {len(workers) - len(dead)} alive{also}"
        for one in workers:
            passed = f", last pass {ago(one.passed_at, now)}" if one.id in alive else ""
            yield f"  {_state(one, alive, now)}{passed}"
            yield from _troubles(one, "    ")
        yield from _disagreement([one for one in workers if one.id in alive])
    yield from _jobs(found.jobs)


def _state(worker: WorkerState, alive: Collection[str], now: datetime) -> str:
    where = f"process {worker.pid} on {plain(worker.host)}"
    if worker.id in alive:
        return f"alive, {where}, started {ago(worker.started_at, now)}"
    if worker.stopped_at is not None:
        return f"stopped {ago(worker.stopped_at, now)}"
    return f"DEAD, last heard of {ago(worker.heartbeat_at, now)} ({where})"


def _troubles(worker: WorkerState, indent: str) -> Iterator[str]:
    if worker.config_error:
        since = moment(worker.config_loaded_at)
        yield f"{indent}configuration: the changed one is REFUSED, that of {since} is in force"
        yield f"{indent}    {plain(worker.config_error)}"
    if worker.capture_error:
        yield f"{indent}captures: NOT KEPT, {plain(worker.capture_error)}"


def _disagreement(workers: Sequence[WorkerState]) -> Iterator[str]:
    by_digest: dict[str | None, list[str]] = {}
    for one in workers:
        by_digest.setdefault(one.config_digest, []).append(f"process {one.pid} on {plain(one.host)}")
    if len(by_digest) > 1:
        groups = sorted(by_digest.values(), key=len)
        yield (
            "configuration: NOT THE SAME everywhere, "
            f"{' and '.join(groups[0])} {'has' if len(groups[0]) == 1 else 'have'} another one"
        )


def _jobs(jobs: Sequence[JobCount]) -> Iterator[str]:
    words = {"todo": "waiting", "doing": "under way"}
    facts = [f"{one.count} {plain(one.task)} {words.get(one.status, one.status)}" for one in jobs]
    if facts:
        yield f"jobs: {', '.join(facts)}"


def lost_captures(workers: Sequence[WorkerState], alive: Collection[str]) -> bool:
    """Whether a worker does not keep captures that it should."""
    return any(one.capture_error for one in shown(workers, alive))
