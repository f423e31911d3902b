from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storage.archive import Archive
from storage.database import Database
from storage.flags import Flags
from storage.frontier import Frontier
from storage.outbox import Outbox
from storage.records import CollectedArticle, HitOutcome
from storage.telling.names import delivery_id
from tests.storage.samples import article, hit, lead, source, told_to, unflagged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
ONE = "https://gazette.example/1"


def backlog_of_the_new_source(db: Database) -> tuple[int, int]:
    """An older source that has been read, and an article that a new source's first read came upon."""
    old, new = source(db, NOW, "old"), source(db, NOW, "new")
    Frontier(db).discover(old, [], NOW)
    Frontier(db).discover(new, [lead(ONE)], LATER)
    (pending,) = Frontier(db).pending(new, LATER, 9)
    published = replace(article(ONE), published_at=LATER)
    item = CollectedArticle(article=published, source_id=new, lead_id=pending.id, backlog=True)
    (saved,) = Archive(db).save([item], LATER)
    return old, saved.article_id


def test_news_of_an_older_source_is_told_although_a_new_source_read_it_first(db: Database) -> None:
    old, number = backlog_of_the_new_source(db)
    flags = Flags(db)
    decide = told_to("mail", now=LATER)
    flags.record(unflagged(db, 9), [hit(number, backlog="it was there")], LATER, decide)
    assert [found.outcome for found in flags.of_article(number)] == [HitOutcome.BACKLOG]
    Frontier(db).discover(old, [lead(ONE)], LATER)
    (again,) = unflagged(db, 9)
    assert not again.backlog
    told = hit(number)
    assert [one.draft for one in flags.record([again], [told], LATER, decide).hits] == [told]
    assert [found.outcome for found in flags.of_article(number)] == [HitOutcome.TOLD]
    assert len(Outbox(db).list()) == 1
    assert flags.record([again], [told], LATER, decide).hits == ()


def test_what_is_older_than_the_older_source_stays_backlog(db: Database) -> None:
    old, number = backlog_of_the_new_source(db)
    Frontier(db).discover(old, [replace(lead(ONE), published_at=NOW - timedelta(days=9))], LATER)
    found = Archive(db).get(number)
    assert found is not None
    assert found.backlog


def test_a_delivery_keeps_its_id_when_its_hit_is_written_again() -> None:
    assert delivery_id("k", "c") == delivery_id("k", "c")
    assert len({delivery_id(*each) for each in (("k", "c"), ("kc", ""), ("k", "d"))}) == 3
