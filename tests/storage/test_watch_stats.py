from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.database import Database
from storage.flags import Flags
from storage.marks import Mark, Marks
from storage.watch_stats import watch_stats
from tests.storage.samples import article, collected, hit, told_to

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_watch_without_hits_has_no_figures(db: Database) -> None:
    assert watch_stats(db, NOW) == []


def test_hits_are_counted_by_watch_by_day_and_by_what_people_said(db: Database) -> None:
    flags, marks = Flags(db), Marks(db)
    for number, hours in enumerate((0, 1, 13, 25, 80)):
        at = NOW - timedelta(hours=hours)
        saved = collected(db, article(f"https://gazette.example/{number}"), at)
        channels = ("mail",) if number % 2 else ()
        flags.record([], [hit(saved.article_id)], at, told_to(*channels))
        flags.record([], [hit(saved.article_id, watch="tanks")], at, told_to())
    ids = [kept.id for kept, _ in flags.hits("troops")]
    for mark in (Mark.RELEVANT, Mark.NOISE, Mark.HANDLED, Mark.NOISE):
        marks.mark(ids[0], mark, None, NOW)
    marks.mark(ids[1], Mark.RELEVANT, None, NOW)
    marks.mark(ids[2], Mark.HANDLED, None, NOW)
    tanks, troops = watch_stats(db, NOW, days=3)
    assert (tanks.watch, tanks.hits, tanks.told, tanks.share_of_noise) == ("tanks", 5, 0, None)
    assert (troops.watch, troops.hits, troops.told) == ("troops", 5, 2)
    assert (troops.relevant, troops.noise, troops.handled) == (1, 1, 1)
    assert troops.share_of_noise == 1 / 3
    assert troops.last_hit_at == NOW
    assert troops.per_day == tanks.per_day == (0, 2, 2)
    assert [len(one.per_day) for one in watch_stats(db, NOW, days=0)] == [0, 0]


def test_a_day_is_that_of_utc(db: Database) -> None:
    at = datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC)
    saved = collected(db, article("https://gazette.example/1"), at)
    Flags(db).record([], [hit(saved.article_id)], at, told_to())
    (found,) = watch_stats(db, datetime(2026, 3, 1, 0, 0, 1, tzinfo=UTC), days=2)
    assert found.per_day == (1, 0)
