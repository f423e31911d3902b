"""A preview ends in time, and says how far it looked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.web.watches.days import days_of
from app.web.watches.preview import preview
from storage.database import Database
from tests.storage.samples import article, collected
from watch import parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def many(db: Database) -> None:
    for number in range(130):
        text = "A train and a ship." if number % 2 else "A train."
        collected(db, article(f"https://gazette.example/{number}", text=text), NOW - timedelta(hours=1))


def ticking() -> Callable[[], float]:
    """A clock that goes on a second each time it is looked at."""
    now = [0.0]

    def look() -> float:
        now[0] += 1
        return now[0]

    return look


def test_what_there_is_no_time_for_is_not_passed_over_in_silence(db: Database) -> None:
    many(db)
    whole = preview(db, parse("train"), NOW, patience=60)
    assert (whole.hits, whole.cut_short) == (130, None)
    cut = preview(db, parse("train"), NOW, patience=1, clock=ticking())
    assert cut.hits == 50
    assert cut.cut_short is not None
    assert cut.cut_short.startswith("the newest 50 of about 130 texts")


def test_an_edit_is_compared_as_far_as_both_were_looked_for(db: Database) -> None:
    many(db)
    whole = preview(db, parse("train AND ship"), NOW, before=parse("train"), patience=60).change
    assert whole is not None
    assert (whole.added, whole.dropped) == (0, 65)
    assert whole.dropped_samples[0].lacks is not None
    # What was saved was looked for down to article 82, the edit further: of 82 to 130 every other one has no ship.
    cut = preview(db, parse("train AND ship"), NOW, before=parse("train"), patience=1, clock=ticking())
    assert cut.change is not None
    assert (cut.change.added, cut.change.dropped) == (0, 24)


def test_a_chart_shows_whatever_is_there() -> None:
    days = days_of([0, 1, 1000], NOW.date())
    none, few, most = days.bars
    assert none.height == 0
    assert few.height >= 1
    assert most.height == days.height
    assert [bar.day.day for bar in days.bars] == [27, 28, 1]
    assert days.said == "1,001 in 3 days, most on 2026-03-01 (1,000)"
    assert days_of([0, 0], NOW.date()).said == "no hits in 2 days"
