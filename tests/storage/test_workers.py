from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.database import Database
from storage.outbox import Outbox
from storage.status import snapshot
from storage.workers import Workers
from tests.storage.samples import article, collected, fill, flagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
STALE = timedelta(seconds=60)


def ids(workers: Workers, now: datetime) -> list[str]:
    return [worker.id for worker in workers.live(now, STALE)]


def test_a_worker_lives_while_it_says_so(db: Database) -> None:
    workers = Workers(db)
    workers.register("w1", "desk", 11, NOW)
    assert ids(workers, NOW + STALE) == ["w1"]
    assert ids(workers, NOW + STALE * 2) == []
    workers.heartbeat("w1", NOW + STALE)
    assert ids(workers, NOW + STALE * 2) == ["w1"]
    workers.stopped("w1", NOW + STALE)
    assert ids(workers, NOW + STALE) == []
    (worker,) = workers.list()
    assert (worker.host, worker.pid, worker.stopped_at) == ("desk", 11, NOW + STALE)


def test_a_refused_configuration_is_shown_beside_the_one_in_force(db: Database) -> None:
    workers = Workers(db)
    workers.register("w1", "desk", 11, NOW)
    workers.config("w1", NOW, None)
    workers.config("w1", NOW + STALE, "watches.0.query, column 14: a word is missing")
    (worker,) = workers.list()
    assert worker.config_loaded_at == NOW
    assert worker.config_error == "watches.0.query, column 14: a word is missing"
    workers.config("w1", NOW + STALE, None)
    (mended,) = workers.list()
    assert (mended.config_loaded_at, mended.config_error) == (NOW + STALE, None)


def test_the_dead_are_found_and_what_they_held_waits_again(db: Database) -> None:
    flagged(db, NOW, 2, "mail")
    workers, outbox = Workers(db), Outbox(db)
    for name, host, pid in (
        ("killed", "desk", 11),
        ("well", "desk", 12),
        ("away", "annex", 11),
        ("cut", "annex", 9),
    ):
        workers.register(name, host, pid, NOW)
    outbox.claim("mail", "killed", NOW, timedelta(minutes=5), 1)
    outbox.claim("mail", "well", NOW, timedelta(minutes=5), 1)
    later = NOW + STALE * 2
    for name in ("killed", "well", "away"):
        workers.heartbeat(name, later)
    assert sorted(workers.reap(lambda one: (one.host, one.pid) != ("desk", 11), later, STALE)) == [
        "cut",
        "killed",
    ]
    assert workers.reap(lambda one: (one.host, one.pid) != ("desk", 11), later, STALE) == []
    assert sorted(ids(workers, later)) == ["away", "well"]
    (again,) = outbox.claim("mail", "well", later, STALE, 9)
    assert again.delivery.attempts == 2


def test_one_that_was_thought_dead_is_alive_when_it_says_so(db: Database) -> None:
    workers = Workers(db)
    workers.register("w1", "desk", 11, NOW)
    assert workers.reap(lambda _: False, NOW, STALE) == ["w1"]
    workers.heartbeat("w1", NOW)
    assert ids(workers, NOW) == ["w1"]


def test_a_worker_that_registers_again_starts_anew(db: Database) -> None:
    workers = Workers(db)
    workers.register("w1", "desk", 11, NOW)
    workers.passed("w1", NOW)
    workers.register("w1", "desk", 12, NOW + STALE)
    (worker,) = workers.list()
    assert (worker.pid, worker.started_at, worker.passed_at) == (12, NOW + STALE, None)


def test_status_of_an_empty_archive(db: Database) -> None:
    status = snapshot(db, NOW)
    assert (status.sources, status.workers, status.articles, status.hits) == ((), (), 0, 0)
    assert (status.waiting, status.oldest_waiting_at, status.dead, status.last_passed_at) == (
        0,
        None,
        0,
        None,
    )


def test_status_says_where_everything_stands(db: Database) -> None:
    fill(db, NOW)
    later = NOW + timedelta(hours=1)
    collected(db, article("https://herald.example/1"), later, name="herald")
    outbox, workers = Outbox(db), Workers(db)
    first, second = outbox.claim("mail", "w1", later, STALE, 2)
    outbox.delivered(first.delivery.id, "ok", later)
    outbox.dead(second.delivery.id, "550", later)
    workers.passed("w1", later)
    workers.register("w2", "annex", 1, later)
    status = snapshot(db, later)
    assert status.taken_at == later
    assert [(each.name, each.articles, each.pending) for each in status.sources] == [
        ("gazette", 3, 1),
        ("herald", 1, 0),
    ]
    assert [worker.id for worker in status.workers] == ["w2", "w1"]
    assert (status.articles, status.unflagged, status.hits) == (4, 1, 3)
    # four of hits, and two of notices: about a source, and about a channel
    assert (status.waiting, status.oldest_waiting_at, status.dead) == (6, NOW, 1)
    assert status.last_passed_at == later
