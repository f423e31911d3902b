"""The backtest as a caller sees it; that it equals the stream is shown in tests/alerts/test_backtest_as_stream.py."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from storage.archive import Archive
from storage.database import Database
from storage.flags import Flags
from storage.records import CollectedArticle
from storage.search import BacktestBatch, BacktestCounts, Period, backtest
from storage.search.backtest import BATCH
from tests.storage.samples import article, collected, hit, source, told_to
from watch import parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def fill(db: Database, texts: list[str], at: datetime = NOW, *, prefix: str = "") -> None:
    """An article for each text, under its place among them."""
    gazette = source(db, at)
    Archive(db).save(
        [
            CollectedArticle(
                article=article(f"https://gazette.example/{prefix}{number}", title="", text=text),
                source_id=gazette,
                lead_id=None,
                backlog=False,
            )
            for number, text in enumerate(texts)
        ],
        at,
    )


def numbers(batches: list[BacktestBatch]) -> list[int]:
    return [one.article.id for batch in batches for one in batch.hits]


def paths(batches: list[BacktestBatch]) -> set[str]:
    return {one.article.article.url.rpartition("/")[2] for batch in batches for one in batch.hits}


def test_an_article_is_a_hit_once_by_the_first_revision_that_matches(db: Database) -> None:
    url = "https://gazette.example/1"
    for hours, text in enumerate(("They went.", "Tanks went.", "Tanks went by road.", "Nobody went.")):
        collected(db, article(url, text=text), NOW + timedelta(hours=hours))
    (batch,) = backtest(db, parse("tanks"))
    (found,) = batch.hits
    assert (found.article.revision, found.article.revised_at) == (2, NOW + timedelta(hours=1))
    assert found.article.article.text == "Tanks went."
    assert [span.form for span in found.evidence.spans] == ["tanks"]
    after = Period(since=NOW + timedelta(hours=2))
    assert [one.article.revision for batch in backtest(db, parse("tanks"), after) for one in batch.hits] == [
        3
    ]
    before = Period(until=NOW + timedelta(hours=1))
    assert numbers(list(backtest(db, parse("tanks"), before))) == []


def test_progress_goes_to_the_end_whatever_matches(db: Database) -> None:
    fill(db, ["tanks" if number % 2 else "tanks and guns" for number in range(120)])
    batches = list(backtest(db, parse("tanks NOT guns")))
    assert [(batch.verified, batch.of) for batch in batches] == [(50, 120), (100, 120), (120, 120)]
    assert paths(batches) == {f"{number}" for number in range(1, 120, 2)}
    assert numbers(batches) == sorted(numbers(batches), reverse=True)
    assert list(backtest(db, parse("frigate"))) == []


@pytest.mark.parametrize("query", ["lang:ko", "lang:ko OR tanks", "byline:lind", "NOT guns lang:ko"])
def test_a_query_of_which_the_index_knows_nothing_is_answered(db: Database, query: str) -> None:
    fill(db, ["guns"] * 60)
    batches = list(backtest(db, parse(query)))
    assert (batches[-1].verified, numbers(batches)) == (60, [])


def test_one_that_was_ended_goes_on_where_it_was(db: Database) -> None:
    fill(db, ["tanks"] * 130)
    for number in range(0, 130, 3):
        collected(db, article(f"https://gazette.example/{number}", title="", text="tanks again"), NOW)
    whole = numbers(list(backtest(db, parse("tanks"))))
    assert whole == [*range(130, 0, -1)]
    first = next(backtest(db, parse("tanks")))
    rest = numbers(list(backtest(db, parse("tanks"), below=first.down_to)))
    assert sorted({*numbers([first]), *rest}) == sorted(whole)
    # the article at the seam may be seen twice, and no other
    assert len(rest) + len(first.hits) <= len(whole) + 1


def test_articles_that_are_hits_of_a_watch_can_be_left_out(db: Database) -> None:
    fill(db, ["tanks"] * 4)
    Flags(db).add([hit(1), hit(3), hit(4, watch="other")], NOW, told_to())
    assert numbers(list(backtest(db, parse("tanks"), without="troops"))) == [4, 2]


def test_hits_are_counted_by_day_and_by_source(db: Database) -> None:
    for hours, name in ((0, "gazette"), (1, "herald"), (11, "gazette"), (12, "gazette")):
        at = NOW + timedelta(hours=hours)
        collected(db, article(f"https://{name}.example/{hours}", text="tanks"), at, name=name)
    counts = BacktestCounts()
    for batch in backtest(db, parse("tanks")):
        counts.add(batch.hits)
    assert counts.hits == 4
    assert counts.by_day == {date(2026, 3, 1): 3, date(2026, 3, 2): 1}
    assert counts.by_source == {"gazette": 3, "herald": 1}


def test_an_archive_larger_than_what_is_asked_for_at_once(db: Database) -> None:
    for part in range(5):
        fill(db, ["tanks" if number % 7 else "guns" for number in range(420)], prefix=f"{part}-")
    # revisions of the articles around the seam, so that an article lies on both sides of it
    for turn in range(1, 6):
        for number in range(100, 140):
            collected(db, article(f"https://gazette.example/0-{number}", title="", text=f"guns, {turn}"), NOW)
    batches = list(backtest(db, parse("tanks OR lang:ko")))
    assert batches[-1].verified == batches[-1].of == 2100 + 200
    assert max(len(batch.hits) for batch in batches) <= BATCH
    assert numbers(batches) == sorted({*numbers(batches)}, reverse=True)
    assert paths(batches) == {f"{part}-{number}" for part in range(5) for number in range(420) if number % 7}
