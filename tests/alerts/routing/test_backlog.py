"""What is no news."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from alerts.routing.backlog import backlog_reason
from tests.alerts.routing.samples import HOUR, NOW

DAY = timedelta(days=1)


def reason(
    published_at: datetime | None,
    *,
    precision: str | None = "second",
    collected_at: datetime = NOW + HOUR,
    in_first_read: bool = False,
    tell_backlog: bool = False,
    now: datetime = NOW + 2 * HOUR,
) -> str | None:
    """Of a source that was first read at NOW, and a watch of an hour before."""
    return backlog_reason(
        published_at=published_at,
        precision=precision,
        collected_at=collected_at,
        in_first_read=in_first_read,
        source_since=NOW,
        watch_since=NOW - HOUR,
        now=now,
        tell_backlog=tell_backlog,
    )


def test_what_came_out_since_is_news() -> None:
    assert reason(NOW + HOUR) is None
    assert reason(None) is None
    assert reason(NOW - HOUR / 2) is None  # feeds lag behind


def test_a_date_without_a_time_is_the_whole_day() -> None:
    midnight = NOW.replace(hour=0)
    assert reason(midnight, precision="day") is None
    evening = NOW.replace(hour=0) - 24 * HOUR
    assert reason(evening, precision="day") is None, "to the west it is that day still"
    assert reason(evening - HOUR, precision="day") is not None
    assert reason(midnight) == "published before its source was first read (2026-03-02 12:00 UTC)"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (reason(NOW + HOUR, in_first_read=True), "its source held it already when it was first read"),
        (
            reason(NOW - 9 * DAY, collected_at=NOW - 8 * DAY),
            "collected before the watch was there (2026-03-02 11:00 UTC)",
        ),
        (reason(NOW - 300 * DAY), "published before its source was first read (2026-03-02 12:00 UTC)"),
    ],
)
def test_what_was_there_before_is_not(found: str | None, said: str) -> None:
    assert found == said


def test_a_new_watch_has_a_backlog_of_its_own() -> None:
    found = backlog_reason(
        published_at=NOW - DAY,
        precision="minute",
        collected_at=NOW + HOUR,
        in_first_read=False,
        source_since=NOW - 90 * DAY,
        watch_since=NOW,
        now=NOW + 2 * HOUR,
    )
    assert found == "published before the watch was there (2026-03-02 12:00 UTC)"


def test_it_is_told_where_that_is_asked_for() -> None:
    assert reason(NOW - 300 * DAY, in_first_read=True, tell_backlog=True) is None


def test_what_comes_after_a_clock_was_set_back_is_news() -> None:
    """The source and the watch are noted as of a day to come."""
    then = NOW - DAY
    assert reason(then, collected_at=then, now=then + HOUR / 60) is None
    assert (
        reason(then, collected_at=then, now=NOW)
        == "collected before the watch was there (2026-03-02 11:00 UTC)"
    )


def test_what_was_collected_shortly_before_the_watch_by_a_clock_that_was_set_is_news() -> None:
    assert reason(None, collected_at=NOW - 2 * HOUR) is None
    assert reason(None, collected_at=NOW - 3 * HOUR) is not None
