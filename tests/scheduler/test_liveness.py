"""Who may begin: of workers that start together one, and after a death the next at once."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

from sqlalchemy import update

from scheduler.engines import EngineName
from scheduler.holders import is_gone
from scheduler.liveness import STALE_AFTER, Liveness, process_is_alive
from storage.clock import utc_now
from storage.database import Database
from storage.tables import WorkerRow
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


def shared(db: Database, name: str, **given: Any) -> Liveness:
    return Liveness(db, name, EngineName.PROCRASTINATE, **given)


async def test_a_machine_whose_clock_is_ahead_buries_nobody(postgres_db: Database) -> None:
    moment = Moment()
    theirs = shared(postgres_db, "theirs")
    ours = shared(postgres_db, "ours", clock=lambda: utc_now() + timedelta(hours=1), monotonic=moment)
    await theirs.begin()
    with postgres_db.write() as connection:
        # What runs here can be seen, whatever the clock.
        connection.execute(update(WorkerRow).values(host="elsewhere"))
    await ours.begin()
    for _ in range(5):
        await ours.beat()
        moment.now += 5
    await ours.bury()
    assert [one.stopped_at for one in Workers(postgres_db).list()] == [None, None]


async def test_after_an_outage_each_has_the_time_to_give_a_sign_of_life(postgres_db: Database) -> None:
    moment = Moment()
    ours = shared(postgres_db, "ours", monotonic=moment)
    await ours.begin()
    await shared(postgres_db, "theirs").begin()
    await ours.beat()
    moment.now += 60
    with postgres_db.write() as connection:
        long_ago = utc_now() - STALE_AFTER - timedelta(minutes=1)
        connection.execute(update(WorkerRow).values(heartbeat_at=long_ago, host="elsewhere"))
    await ours.beat()
    await ours.bury()
    assert stopped(postgres_db) == []
    for _ in range(3):
        moment.now += 5
        await ours.beat()
    await ours.bury()
    assert stopped(postgres_db) == ["theirs"]


async def test_one_who_begins_among_several_buries_nobody_for_his_silence(postgres_db: Database) -> None:
    await shared(postgres_db, "theirs").begin()
    with postgres_db.write() as connection:
        long_ago = utc_now() - STALE_AFTER - timedelta(minutes=1)
        connection.execute(update(WorkerRow).values(heartbeat_at=long_ago, host="elsewhere"))
    await shared(postgres_db, "ours").begin()
    assert stopped(postgres_db) == []


class Moment:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def stopped(db: Database) -> list[str]:
    return [one.id for one in Workers(db).list() if one.stopped_at is not None]


def test_a_holder_is_gone_when_its_process_is_and_can_be_seen_from_here() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", "from scheduler.holders import new_holder; print(new_holder())"],
        stdout=subprocess.PIPE,
        text=True,
    )
    holder, _ = process.communicate()
    holder = holder.strip()
    assert is_gone(holder)
    host, pid, token = holder.rsplit("-", 2)
    assert not is_gone(f"{host}-{pid}-{'0' * 6}{token[6:]}"), "it may live in another container"
    assert not is_gone(f"another-{pid}-{token}")
