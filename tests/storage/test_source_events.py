"""Drift in the archive: one event a subject, opened and closed as pages come in, shown by the status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from storage.archive import Archive
from storage.database import Database
from storage.frontier import Frontier
from storage.page_readings import KEPT
from storage.records import (
    CollectedArticle,
    EventEnding,
    KindCount,
    PageReading,
    SourceEvent,
)
from storage.source_events import DRIFT, SourceEvents
from storage.status import snapshot
from tests.storage.samples import article, lead, source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMED, UNNAMED = ("title", "authors"), ("title",)


def page(number: int, found: tuple[str, ...] = NAMED, kind: str = "article") -> PageReading:
    url = f"https://gazette.example/{number}"
    return PageReading(url=url, kind=kind, found=found, text_length=1000 + number % 7, agreement=0.9)


def read(db: Database, pages: Iterable[PageReading], start: datetime, name: str = "gazette") -> datetime:
    """Save the articles of these pages, one a minute; returns the time after the last one."""
    number = source(db, NOW, name)
    at = start
    for reading in pages:
        item = CollectedArticle(
            article=article(reading.url), source_id=number, lead_id=None, backlog=True, reading=reading
        )
        Archive(db).save([item], at)
        at += timedelta(minutes=1)
    return at


def judged(db: Database, now: datetime, new: int = 20) -> list[SourceEvent]:
    events = SourceEvents(db)
    events.judge(source(db, NOW), now, new=new)
    return events.list(now)


def test_an_event_is_opened_once_and_closed_when_all_is_as_before(db: Database) -> None:
    at = read(db, (page(number) for number in range(100)), NOW)
    assert judged(db, at) == []
    at = read(db, (page(number, UNNAMED) for number in range(100, 120)), at)
    (event,) = judged(db, at)
    assert (event.source, event.kind, event.subject) == ("gazette", DRIFT, "authors")
    assert event.detail == "authors 100 % -> 0 %"
    assert event.since_at == NOW + timedelta(minutes=100)
    assert event.example_url == "https://gazette.example/114"
    assert (event.opened_at, event.closed_at, event.ending) == (at, None, None)

    at = read(db, (page(number, UNNAMED) for number in range(120, 125)), at)
    assert judged(db, at) == [event]

    at = read(db, (page(number) for number in range(125, 150)), at)
    (over,) = judged(db, at)
    assert (over.id, over.closed_at, over.ending) == (event.id, at, EventEnding.RECOVERED)
    assert SourceEvents(db).list(at + timedelta(days=2)) == []

    at = read(db, (page(number, UNNAMED) for number in range(150, 190)), at)
    again, _ = judged(db, at, new=40)
    assert (again.subject, again.closed_at) == ("authors", None)
    assert again.id > event.id


def test_a_change_that_stays_is_settled(db: Database) -> None:
    at = read(db, (page(number) for number in range(70)), NOW)
    at = read(db, (page(number, UNNAMED) for number in range(70, 95)), at)
    assert len(judged(db, at)) == 1
    at = read(db, (page(number, UNNAMED) for number in range(95, 275)), at)
    (over,) = judged(db, at)
    assert over.ending is EventEnding.SETTLED
    assert judged(db, at + timedelta(minutes=1)) == [over]


def test_a_page_that_is_read_at_every_poll_is_one_page(db: Database) -> None:
    at = read(db, (page(number) for number in range(100)), NOW)
    at = read(db, (page(99, UNNAMED) for _ in range(40)), at)
    assert judged(db, at) == []


def test_other_sources_are_not_judged_by_it(db: Database) -> None:
    at = read(db, (page(number) for number in range(100)), NOW)
    read(db, (page(number, UNNAMED) for number in range(200, 220)), at, name="herald")
    assert judged(db, at + timedelta(hours=1)) == []


def test_kinds_of_pages_are_counted_by_source_with_an_example(db: Database) -> None:
    number = source(db, NOW)
    read(db, [page(1), page(2), page(2, kind="consent-wall")], NOW)
    frontier = Frontier(db)
    frontier.discover(number, [lead(f"https://gazette.example/{each}") for each in (5, 6)], NOW)
    first, second = frontier.pending(number, NOW, 9)
    frontier.done(first, "not an article: front-page", NOW, page(5, (), "front-page"))
    frontier.failed(second, "not an article: error-page", NOW, NOW, page(6, (), "error-page"))
    (state,) = snapshot(db, NOW + timedelta(hours=1)).sources
    assert state.pages == (
        KindCount(kind="article", pages=1, example_url="https://gazette.example/1"),
        KindCount(kind="consent-wall", pages=1, example_url="https://gazette.example/2"),
        KindCount(kind="error-page", pages=1, example_url="https://gazette.example/6"),
        KindCount(kind="front-page", pages=1, example_url="https://gazette.example/5"),
    )
    (later,) = snapshot(db, NOW + timedelta(days=2)).sources
    assert later.pages == ()


def test_the_status_tells_of_events(db: Database) -> None:
    at = read(db, (page(number) for number in range(100)), NOW)
    at = read(db, (page(number, UNNAMED) for number in range(100, 120)), at)
    (event,) = judged(db, at)
    assert snapshot(db, at).events == (event,)


def test_old_readings_are_forgotten(db: Database) -> None:
    number = source(db, NOW)
    for start in range(0, KEPT + 100, 50):
        items = [
            CollectedArticle(
                article=article(f"https://gazette.example/{each}"),
                source_id=number,
                lead_id=None,
                backlog=True,
                reading=page(each),
            )
            for each in range(start, start + 50)
        ]
        Archive(db).save(items, NOW + timedelta(minutes=start))
    judged(db, NOW + timedelta(days=1))
    with db.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM page_readings")) == KEPT
