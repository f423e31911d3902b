"""Who may begin: of workers that start together one, and after a death the next at once."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

from scheduler.liveness import STALE_AFTER, process_is_alive
from storage.database import Database
from storage.workers import FORGOTTEN_AFTER, Admission, Workers

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def admit(workers: Workers, name: str, now: datetime = NOW, *, pid: int = 1) -> Admission:
    return workers.admit(name, "desk", pid, lambda _: True, now, STALE_AFTER)


def test_of_workers_that_start_together_one_is_admitted(db: Database) -> None:
    workers, together = Workers(db), Barrier(6)

    def begin(number: int) -> Admission:
        together.wait()
        return admit(workers, f"w{number}", pid=number)

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(begin, range(6)))
    (admitted,) = workers.list()
    assert sorted(result.other is None for result in results) == [False] * 5 + [True]
    assert {result.other.id for result in results if result.other} == {admitted.id}


def test_a_worker_without_a_sign_of_life_is_replaced(db: Database) -> None:
    workers = Workers(db)
    admit(workers, "first")
    assert admit(workers, "second", NOW + STALE_AFTER).other is not None
    late = admit(workers, "second", NOW + STALE_AFTER + timedelta(seconds=1))
    assert (late.dead, late.other) == (("first",), None)


def test_workers_that_stopped_long_ago_are_forgotten(db: Database) -> None:
    workers = Workers(db)
    for number in range(3):
        admit(workers, f"w{number}", NOW + timedelta(hours=number))
        workers.passed(f"w{number}", NOW + timedelta(hours=number))
        workers.stopped(f"w{number}", NOW + timedelta(hours=number))
    admit(workers, "w3", NOW + FORGOTTEN_AFTER + timedelta(hours=1, seconds=1))
    assert [one.id for one in workers.list()] == ["w3", "w2"]


def test_a_process_is_alive_while_it_runs_and_never_taken_for_ourselves() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert process_is_alive(process.pid)
    process.communicate(b"\n")
    assert not process_is_alive(process.pid)
    assert not process_is_alive(os.getpid()), "a container that starts anew gives the same number"
