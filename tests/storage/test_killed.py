"""A process that dies at any moment leaves an archive from which the next one goes on without loss."""

from __future__ import annotations

import signal

import pytest

from storage.archive import Archive
from storage.database import Database
from storage.flags import Flags
from storage.outbox import Outbox
from storage.records import DeliveryState
from storage.search import search
from tests.dying import exit_code, start
from tests.storage.stages import LEASE, NOW, run, work
from watch import parse

MOMENTS = (
    "lead-discovered:1",
    "article-saving:1",
    "article-saving:3",
    "article-saved:2",
    "hits-recording:2",
    "hits-recorded:1",
    "delivery-claimed:2",
    "delivery-marking:1",
    "delivery-marked:2",
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_is_lost_and_nothing_done_twice(database_url: str, moment: str) -> None:
    assert exit_code(start(work, database_url, moment)) == -signal.SIGKILL
    db = Database(database_url)
    before = {each.id for each in Outbox(db).list()}
    run(db, NOW + LEASE)
    assert Archive(db).count() == 3
    assert [len(Archive(db).revisions(number)) for number in _ids(db)] == [1, 1, 1]
    assert len(Flags(db).hits()) == 3
    deliveries = Outbox(db).list()
    assert [each.state for each in deliveries] == [DeliveryState.DELIVERED] * 3
    assert before <= {each.id for each in deliveries}
    assert len(search(db, parse("troops"))) == 3
    db.close()


def _ids(db: Database) -> list[int]:
    return [found.article.id for found in search(db, parse("troops"))]


def test_processes_that_work_on_one_archive_do_each_thing_once(database_url: str) -> None:
    workers = [start(work, database_url) for _ in range(3)]
    assert [exit_code(worker) for worker in workers] == [0] * 3
    db = Database(database_url)
    assert Archive(db).count() == 3
    assert [each.attempts for each in Outbox(db).list(DeliveryState.DELIVERED)] == [1, 1, 1]
    db.close()
