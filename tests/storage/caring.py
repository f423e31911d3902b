"""A source that breaks, needs care and recovers, which a process can die on."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from storage.database import Database
from storage.source_notices import SourceNotices
from storage.sources import Sources
from tests.storage.health.polls import GONE, OK
from tests.storage.samples import source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://gazette.example/feed"


def run(db: Database) -> None:
    """Three days: gone on the first, well on the third; each hour a poll and a look at what there is to tell."""
    number, notices = source(db, NOW), SourceNotices(db)
    state = Sources(db).get("gazette")
    assert state is not None
    begin = 0 if state.last_finished_at is None else (state.last_finished_at - NOW) // timedelta(hours=1)
    for hour in range(begin, 72):
        now = NOW + timedelta(hours=hour)
        result = OK if hour >= 48 else GONE
        Sources(db).finish(number, result, url=URL, new=0, now=now, due_at=now + timedelta(hours=1))
        notices.tell(["mail", "hook"], now)
        notices.tell_daily(["mail", "hook"], time(7), now)
