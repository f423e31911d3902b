"""Moments as people give them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.periods import moment_to_come

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("90d", NOW + timedelta(days=90)),
        (" 12h ", NOW + timedelta(hours=12)),
        ("30m", NOW + timedelta(minutes=30)),
        ("2w", NOW + timedelta(weeks=2)),
        ("2026-03-02", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2026-03-01T14:00+01:00", datetime(2026, 3, 1, 13, tzinfo=UTC)),
    ],
)
def test_a_moment_to_come_is_a_length_of_time_or_a_date(words: str, expected: datetime) -> None:
    assert moment_to_come(words, NOW) == expected


@pytest.mark.parametrize(
    "words", ["", "0d", "-1d", "soon", "2026-03-01", "2026-03-01T12:00Z", "999999w", "9999999d"]
)
def test_what_is_past_or_no_moment_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"is past|is no moment|outside of the calendar"):
        moment_to_come(words, NOW)


def test_a_length_of_time_that_ends_outside_of_the_calendar_is_refused() -> None:
    late = datetime(9999, 12, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="outside of the calendar"):
        moment_to_come("90d", late)
