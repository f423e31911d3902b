"""What runs every second or at every poll finds its rows by an index, however many others there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from storage import schema
from storage.archive_stats import counts_by_day, counts_by_language, rates_by_source
from storage.articles import latest_by_key
from storage.database import Database
from storage.frontier import Frontier
from storage.host_lines import HostLines
from storage.outbox import Outbox
from storage.records import KeepFor
from storage.sort_keys import moved_past
from storage.sources import Sources
from storage.upkeep import outdated
from tests.storage.samples import fill

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def plan_of(db: Database, work: Callable[[], object]) -> str:
    """How SQLite goes about the statements of `work`."""
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with db.read() as connection:
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            for statement, parameters in sent
        ]
        return "\n".join(str(row.detail) for plan in plans for row in plan)


def _keys_at_an_edge(db: Database) -> None:
    with db.read() as connection:
        moved_past(connection, NOW)


def _by_key(db: Database) -> None:
    with db.read() as connection:
        latest_by_key(connection, [1, 2])


@pytest.mark.parametrize(
    ("work", "index"),
    [
        (lambda db: Frontier(db).pending(1, NOW, 10), "ix_leads_open"),
        (lambda db: Sources(db).get("gazette"), "ix_leads_open"),
        (lambda db: Sources(db).due(NOW, 10), "ix_sources_due"),
        (
            lambda db: Outbox(db).claim("none", "w", NOW, timedelta(minutes=1), 10),
            "ix_deliveries_due",
        ),
        (lambda db: Outbox(db).next_due_at(), "ix_deliveries_due"),
        (lambda db: Outbox(db).channels(), "ix_deliveries_due"),
        (lambda db: HostLines(db).of("gazette.example"), "ix_host_lines_repeated"),
        (lambda db: rates_by_source(db, NOW, NOW), "ix_articles_source_sorted"),
        (lambda db: counts_by_day(db, NOW), "COVERING INDEX ix_articles_sort_key"),
        (lambda db: _by_key(db), "ix_articles_sort_key"),
        (lambda db: _keys_at_an_edge(db), "COVERING INDEX ix_articles_sorted"),
        (lambda db: counts_by_language(db, None), "COVERING INDEX ix_article_revisions_language"),
        (lambda db: outdated(db, KeepFor(articles=timedelta(days=1)), NOW), "ix_articles_source_sorted"),
    ],
)
def test_the_index_of_what_is_open_is_used(
    tmp_path: Path, work: Callable[[Database], object], index: str
) -> None:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    schema.create(url)
    db = Database(url)
    fill(db, NOW)
    assert index in plan_of(db, lambda: work(db))
    db.close()
