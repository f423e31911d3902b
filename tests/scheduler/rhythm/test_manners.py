"""What servers and feeds ask for is obeyed, within bounds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.rhythm.manners import LONGEST_ASKED, LONGEST_RETRY_AFTER, LONGEST_SKIP, obeyed

NOW = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WAITS = st.timedeltas(timedelta(0), timedelta(days=3650))
HOURS, DAYS = st.frozensets(st.integers(0, 23)), st.frozensets(st.integers(0, 6))


@given(st.timedeltas(timedelta(seconds=1), DAY), st.none() | WAITS, st.none() | WAITS, HOURS, DAYS)
def test_nothing_asked_for_silences_a_source(
    wait: timedelta,
    asks_for: timedelta | None,
    retry_after: timedelta | None,
    hours: frozenset[int],
    days: frozenset[int],
) -> None:
    due_at = obeyed(
        NOW + wait, NOW, asks_for=asks_for, retry_after=retry_after, skip_hours=hours, skip_days=days
    )
    assert NOW + wait <= due_at <= NOW + max(wait, LONGEST_ASKED, LONGEST_RETRY_AFTER, LONGEST_SKIP)
    assert due_at.hour not in hours or due_at >= NOW + LONGEST_SKIP


def test_each_has_its_clamp() -> None:
    year = timedelta(days=365)
    assert obeyed(NOW + HOUR / 6, NOW, asks_for=year) == NOW + HOUR
    assert obeyed(NOW + HOUR / 6, NOW, asks_for=HOUR / 2) == NOW + HOUR / 2
    assert obeyed(NOW + HOUR / 6, NOW, retry_after=year) == NOW + DAY
    assert obeyed(NOW + 2 * DAY, NOW, asks_for=HOUR, retry_after=HOUR) == NOW + 2 * DAY


def test_skipped_hours_and_days_are_waited_for() -> None:
    assert obeyed(NOW, NOW, skip_hours=frozenset({12, 13})) == NOW.replace(hour=14, minute=0)
    assert obeyed(NOW, NOW, skip_days=frozenset({0})) == (NOW + DAY).replace(hour=0, minute=0)
    every = frozenset(range(24))
    assert obeyed(NOW, NOW, skip_hours=every) == NOW + LONGEST_SKIP
