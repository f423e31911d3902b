"""One article's way through the archive, which a process can die on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.archive import Archive
from storage.database import Database
from storage.flags import Flags
from storage.frontier import Frontier
from storage.outbox import Outbox
from storage.records import CollectedArticle
from tests.storage.samples import article, hit, lead, source, told_to, unflagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=30)


def run(db: Database, now: datetime) -> None:
    """Discover, save, flag and deliver whatever is still to be done."""
    frontier, archive, flags, outbox = Frontier(db), Archive(db), Flags(db), Outbox(db)
    number = source(db, now)
    frontier.discover(number, [lead(f"https://gazette.example/{each}") for each in range(3)], now)
    for pending in frontier.pending(number, now, 10):
        item = CollectedArticle(
            article=article(pending.lead.key), source_id=number, lead_id=pending.id, backlog=False
        )
        archive.save([item], now)
    while articles := unflagged(db, 2):
        flags.record(articles, [hit(each.id) for each in articles], now, told_to("mail"))
    while claimed := outbox.claim("mail", "w1", now, LEASE, 1):
        outbox.delivered(claimed[0].delivery.id, "ok", now)


def work(db: Database) -> None:
    """The way from its beginning."""
    run(db, NOW)
