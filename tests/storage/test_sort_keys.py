from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.archive import Archive
from storage.database import Database
from storage.ordering import KEYS_A_SECOND, sort_key
from storage.records import CollectedArticle
from storage.search import Filter, count_by_day, search
from storage.search.stretches import LEVELS, stretch_terms, stretches
from storage.sort_keys import free_keys
from tests.storage.samples import article, collected, source
from watch import parse

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_keys_follow_time() -> None:
    assert sort_key(NOW + SECOND) - sort_key(NOW) == KEYS_A_SECOND
    assert sort_key(datetime.min.replace(tzinfo=UTC)) == 0
    assert sort_key(datetime(1969, 12, 31, tzinfo=UTC)) < sort_key(datetime(1970, 1, 1, tzinfo=UTC))
    assert sort_key(datetime.max.replace(tzinfo=UTC)) < 2**62


def save(db: Database, moments: list[datetime]) -> list[int]:
    number = source(db, NOW)
    items = [
        CollectedArticle(
            article=article(f"https://gazette.example/{at}", published_at=moment),
            source_id=number,
            lead_id=None,
            backlog=False,
        )
        for at, moment in enumerate(moments)
    ]
    return [saved.article_id for saved in Archive(db).save(items, NOW)]


def test_articles_of_one_time_stand_in_the_order_in_which_they_came(db: Database) -> None:
    last = article("https://gazette.example/last", published_at=NOW)
    numbers = [*save(db, [NOW] * 150), collected(db, last, NOW).article_id]
    found = search(db, parse("troops"), limit=200)
    assert [one.article.id for one in found] == numbers[::-1]
    assert {found[at].key - found[at + 1].key for at in range(150)} == {1}


def test_a_period_holds_what_found_no_key_within_it(db: Database) -> None:
    numbers = save(db, [NOW] * 100 + [NOW + SECOND, NOW + 2 * SECOND])
    only = Filter(since=NOW, until=NOW + SECOND)
    assert [one.article.id for one in search(db, parse("troops"), only, limit=200)] == numbers[99::-1]
    later = Filter(since=NOW + SECOND)
    assert [one.article.id for one in search(db, parse("troops"), later, limit=200)] == [
        numbers[101],
        numbers[100],
    ]


def test_a_period_holds_them_though_an_article_left_the_run(db: Database) -> None:
    numbers = save(db, [NOW] * 100)
    moved = article(
        "https://gazette.example/70", published_at=NOW - timedelta(days=1), text="They went back."
    )
    collected(db, moved, NOW)
    only = Filter(since=NOW, until=NOW + SECOND)
    expected = [number for at, number in enumerate(numbers) if at != 70]
    assert [one.article.id for one in search(db, parse("troops"), only, limit=200)] == expected[::-1]
    assert count_by_day(db, parse("troops"), only).total() == 99
    assert count_by_day(db, parse("troops"), Filter(since=NOW + SECOND)).total() == 0


def test_the_next_free_keys_of_a_long_run(db: Database) -> None:
    save(db, [NOW] * 300)
    first = sort_key(NOW)
    with db.write() as connection:
        wanted = [first + 5, first - 1, first, first - 1, first + 400]
        assert free_keys(connection, wanted) == [
            first + 302,
            first - 1,
            first + 301,
            first + 300,
            first + 400,
        ]


@settings(max_examples=200, deadline=None)
@given(
    start=st.integers(0, 2**43),
    length=st.integers(1, 2**42),
    near=st.floats(0, 1),
    doubling=st.booleans(),
)
def test_stretches_cover_every_key_once_the_newest_first(
    start: int, length: int, near: float, doubling: bool
) -> None:
    keys = range(start, start + length)
    stop = keys.stop
    for stretch, terms in stretches(keys, start + int(near * length), doubling=doubling):
        assert stretch.stop == stop
        assert stretch.start < stop
        stop = stretch.start
        assert len(terms) <= 8
        for key in (stretch.start, stretch.stop - 1):
            assert set(stretch_terms(key)) & set(terms)
    assert stop == start


def test_few_stretches_lead_through_years() -> None:
    now = sort_key(NOW)
    keys = range(now - 2 * 366 * 86_400 * KEYS_A_SECOND, now)
    assert len(list(stretches(keys, now - 1, doubling=False))) <= 2 * len(LEVELS)
    assert len(list(stretches(keys, now - 1, doubling=True))) <= 4 * len(LEVELS)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=st.lists(st.integers(0, 3), min_size=1, max_size=12), moved=st.integers(0, 3))
def test_search_goes_by_time_through_late_articles_and_edits(
    db: Database, moments: list[int], moved: int
) -> None:
    for at, seconds in enumerate(moments):
        collected(
            db,
            article(
                f"https://gazette.example/{at}", published_at=NOW + seconds * SECOND, text=f"{at} troops"
            ),
            NOW,
        )
    edited = article(
        "https://gazette.example/0", published_at=NOW + moved * SECOND, text=f"{moments} {moved} troops"
    )
    collected(db, edited, NOW)
    times = [one.article.article.published_at for one in search(db, parse("troops"), limit=1000)]
    assert times == sorted(times, key=lambda at: at or NOW, reverse=True)


@pytest.mark.parametrize("limit", [1, 7, 20])
def test_pages_follow_upon_each_other_whatever_is_archived_meanwhile(db: Database, limit: int) -> None:
    numbers = save(db, [NOW + (at % 5) * SECOND for at in range(40)])
    seen: list[int] = []
    below = None
    while page := search(db, parse("troops"), limit=limit, below=below):
        seen += [one.article.id for one in page]
        below = page[-1].key
        newer = article(f"https://gazette.example/new{len(seen)}", published_at=NOW + timedelta(hours=1))
        collected(db, newer, NOW)
    assert sorted(seen) == sorted(numbers)
