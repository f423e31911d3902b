"""Who saves takes its turn before it holds a row: on PostgreSQL two savers would wait for each other otherwise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy import text

from storage.database import Database
from storage.locks import Turn, take_turn
from storage.records import SaveOutcome
from tests.databases import PostgresServer
from tests.storage.samples import article, collected

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://gazette.example/1"
WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


def test_a_saver_that_waits_holds_no_article(postgres_server: PostgresServer) -> None:
    db = Database(postgres_server.url(postgres_server.make(migrated=True)))
    collected(db, article(URL), NOW)
    edited = article(URL, text="They went by road.", published_at=NOW)
    with ThreadPoolExecutor(1) as pool:
        with db.write() as connection:
            take_turn(connection, Turn.SORT)
            saving = pool.submit(collected, db, edited, NOW)
            while not connection.scalar(WAITING):
                assert not saving.done()
            held = connection.scalars(text("SELECT id FROM articles FOR UPDATE NOWAIT")).all()
            assert len(held) == 1
        assert saving.result().outcome is SaveOutcome.REVISED
    db.close()
