"""How long an answer says that it stays fresh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.caching import fresh_for

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("control", "expires", "age", "seconds"),
    [
        ("max-age=300", None, None, 300),
        ("public, Max-Age=300", None, "100", 200),
        ("max-age=300", None, "900", 0),
        ("s-maxage=60, max-age=300", None, None, 300),
        ("s-maxage=60", None, None, 60),
        ('max-age="300"', None, None, 300),
        ("no-cache, max-age=300", None, None, None),
        ("no-store", "Sun, 01 Mar 2026 12:05:00 GMT", None, None),
        (None, "Sun, 01 Mar 2026 12:05:00 GMT", None, 300),
        ("max-age=60", "Sun, 01 Mar 2026 12:05:00 GMT", None, 60),
        (None, "Sun, 01 Mar 2026 11:05:00 GMT", None, None),
        (None, "0", None, None),
        ("max-age=-5", None, None, None),
        ("max-age=soon", None, None, None),
        ("xmax-age=300", None, None, None),
        ("max-age=999999999999", None, None, 10**9),
        (None, None, None, None),
    ],
)
def test_what_is_said_of_it(
    control: str | None, expires: str | None, age: str | None, seconds: int | None
) -> None:
    found = fresh_for(control, expires, age, NOW)
    assert found == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=12))
def test_any_headers_are_a_time_or_none(control: str, expires: str, age: str) -> None:
    found = fresh_for(control, expires, age, NOW)
    assert found is None or found >= timedelta(0)
