"""Dates as feeds write them, right and wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler import feeds
from crawler.dates import as_utc
from crawler.feeds import moments
from tests.crawler.feeds.written import URL, item, rss

DATES = {
    "Mon, 04 Aug 2025 10:00:00 +0900": "2025-08-04T01:00:00",
    "Mon, 4 Aug 2025 10:00:00 GMT": "2025-08-04T10:00:00",
    "2025-08-04T10:00:00.123456+09:00": "2025-08-04T01:00:00.123456",
    "2025-08-04T10:00:00Z": "2025-08-04T10:00:00",
    "2025-08-04T10:00:00-0400": "2025-08-04T14:00:00",
    "2025-08-04": "2025-08-04T00:00:00",
    "20250804": "2025-08-04T00:00:00",
    "Thu, 01 Jan 04 19:48:21 GMT": "2004-01-01T19:48:21",
    "Thu, 31 Dec 99 19:48 GMT": "1999-12-31T19:48:00",
    "Mon, 04 Aug 2025 24:00:00 GMT": "2025-08-05T00:00:00",
    "Tue, 30 Jun 2015 23:59:60 GMT": "2015-07-01T00:00:00",
    "Monday, 4 August 2025 10:00:00 EST": "2025-08-04T15:00:00",
    "August 4, 2025 10:00 pm": "2025-08-04T22:00:00",
    "Пн, 04 авг 2025 10:00:00 +0300": "2025-08-04T07:00:00",
    "lun., 04 août 2025 10:00:00 +0200": "2025-08-04T08:00:00",
    "Mo, 04 Dez 2025 10:00:00 +0100": "2025-12-04T09:00:00",
    "2025/08/04 10:00:00": "2025-08-04T10:00:00",
    "2025-08-04 10:00:00.0 KST": "2025-08-04T01:00:00",
    "2025-08-04 오후 11:23:17": "2025-08-04T14:23:17",
    "2025년 08월 04일 01:31:15": "2025-08-03T16:31:15",
    "1754301600": "2025-08-04T10:00:00",
    "Mon Aug 04 10:00:00 2025": "2025-08-04T10:00:00",
    "\n  Mon, 04 Aug 2025\n10:00:00 +0000 ": "2025-08-04T10:00:00",
}


@pytest.mark.parametrize("written", DATES)
def test_a_date_is_understood(written: str) -> None:
    understood = moments.understood(written)
    assert understood is not None
    moment, doubt = understood
    assert (as_utc(moment).isoformat(), doubt) == (f"{DATES[written]}+00:00", None)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025", "2025-01-01T00:00:00"),
        ("2025-08", "2025-08-01T00:00:00"),
        ("2025-216", "2025-08-04T00:00:00"),
    ],
)
def test_a_date_that_names_no_day_is_taken_with_a_doubt(written: str, moment: str) -> None:
    understood = moments.understood(written)
    assert understood is not None
    assert understood[0].isoformat() == moment
    assert understood[1] is not None


@pytest.mark.parametrize(
    "written", ["soon", "0", "Mon, 99 Aug 2025 10:00:00 GMT", "2025-13-45", "a" * 5000, "-"]
)
def test_a_date_that_is_none_is_said_to_be_none(written: str) -> None:
    feed = feeds.read(rss(item(1, f"<pubDate>{written}</pubDate>")).encode(), URL)
    (entry,) = feed.entries
    assert entry.published_at is None
    assert entry.doubts[0].startswith("not understood as a date: ")
    assert feed.doubts[0].startswith("1 dates were not understood: ")


def test_the_next_best_date_is_taken_where_the_first_is_none() -> None:
    more = "<pubDate>soon</pubDate><date>2025-08-04T10:00:00Z</date>"
    (entry,) = feeds.read(rss(item(1, more)).encode(), URL).entries
    assert entry.published_at == datetime(2025, 8, 4, 10, tzinfo=UTC)
