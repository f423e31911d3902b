"""What the archive holds, by source, day and language, and how it grows."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from storage.archive_stats import (
    SourceRate,
    counts_by_day,
    counts_by_language,
    holdings,
    rates_by_source,
    usual_per_day,
)
from storage.database import Database
from storage.growth import Basis, growth
from storage.records import UpkeepReport
from storage.upkeep import Kind
from storage.upkeep.reports import keep_report
from tests.storage.samples import article, collected

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def fill(db: Database) -> None:
    """Two a day of one source for four days, one of another, and an edit; in three languages, one of them unknown."""
    languages = ["ko", "zh-Hans", "zh", None]
    for day in range(4):
        for number in range(2):
            url = f"https://gazette.example/{day}-{number}"
            at = NOW - (day + 1) * DAY
            collected(db, article(url, published_at=at, language=languages[day]), NOW - DAY)
    collected(db, article("https://herald.example/1", published_at=NOW, language="ko"), NOW, name="herald")
    collected(
        db,
        article("https://herald.example/1", text="Other words.", published_at=NOW, language="ko"),
        NOW + DAY,
        name="herald",
    )


def test_articles_are_counted_each_once(db: Database) -> None:
    fill(db)
    held = holdings(db)
    assert (held.articles, held.revisions) == (9, 10)
    assert (held.first_at, held.last_at) == (NOW - 4 * DAY, NOW)
    by_day = counts_by_day(db, None)
    assert by_day == Counter({(NOW - day * DAY).date(): 2 for day in range(1, 5)} | {NOW.date(): 1})
    assert counts_by_day(db, NOW - DAY) == Counter({(NOW - DAY).date(): 2, NOW.date(): 1})
    assert usual_per_day(by_day, NOW) == 2
    assert usual_per_day({}, NOW) == 0


def test_of_each_source_it_is_known_what_is_usual(db: Database) -> None:
    fill(db)
    assert rates_by_source(db, None, NOW) == [
        SourceRate(source="gazette", articles=8, usual=2, last_at=NOW - DAY),
        SourceRate(source="herald", articles=1, usual=0, last_at=NOW),
    ]
    assert [one.articles for one in rates_by_source(db, NOW - 2 * DAY, NOW)] == [4, 1]


def test_languages_are_told_apart_with_and_without_a_begin(db: Database) -> None:
    fill(db)
    assert counts_by_language(db, None) == Counter({"ko": 3, "zh-Hans": 2, "zh": 2, "": 2})
    assert counts_by_language(db, NOW - 3 * DAY) == Counter({"ko": 3, "zh-Hans": 2, "zh": 2})


def test_growth_is_estimated_until_two_runs_measured_it(db: Database) -> None:
    fill(db)
    empty = growth(db, articles=0, usual=0, captures=0, now=NOW)
    assert (empty.per_day, empty.basis) == (0, Basis.ESTIMATED)
    first = growth(db, articles=9, usual=3, captures=900, now=NOW)
    assert (round(first.per_day), first.basis) == (round(first.whole / 3), Basis.ESTIMATED)
    assert first.measured_at == NOW
    assert first.sizes[Kind.CAPTURES] == 900
    assert first.sizes[Kind.TEXT] > 0
    assert first.in_a_year == first.whole + 365 * first.per_day
    for days, size in ((0, 1000), (7, 2000), (8, 9000)):
        _measured(db, NOW + days * DAY, size)
    second = growth(db, articles=9, usual=3, captures=900, now=NOW)
    assert (second.per_day, second.basis) == (1000 + 300, Basis.MEASURED)


def _measured(db: Database, at: datetime, size: int) -> None:
    report = UpkeepReport(
        started_at=at, finished_at=at, by="worker", whole=True, steps=(), articles=9, sizes={"text": size}
    )
    keep_report(db, report)
