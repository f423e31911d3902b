"""Dates keep the offset that was written, and what is no whole date is none."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import dates

KOREA = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-08-04T10:30:00+09:00", datetime(2025, 8, 4, 10, 30, tzinfo=KOREA)),
        ("2025-08-04T10:30:00+0900", datetime(2025, 8, 4, 10, 30, tzinfo=KOREA)),
        ("2025-08-04 10:30:00 +0900", datetime(2025, 8, 4, 10, 30, tzinfo=KOREA)),
        ("2025-08-04T01:30:00Z", datetime(2025, 8, 4, 1, 30, tzinfo=UTC)),
        ("2025-08-04T01:30:00.123Z", datetime(2025, 8, 4, 1, 30, 0, 123000, tzinfo=UTC)),
        ("Mon, 04 Aug 2025 10:30:00 +0900", datetime(2025, 8, 4, 10, 30, tzinfo=KOREA)),
        ("Mon, 04 Aug 2025 01:30:00 GMT", datetime(2025, 8, 4, 1, 30, tzinfo=UTC)),
        ("Aug 4, 2025 9:30 PM EDT", datetime(2025, 8, 4, 21, 30, tzinfo=timezone(timedelta(hours=-4)))),
        ("1754271000", datetime(2025, 8, 4, 1, 30, tzinfo=UTC)),
        ("1754271000000", datetime(2025, 8, 4, 1, 30, tzinfo=UTC)),
    ],
)
def test_offset_is_kept(text: str, expected: datetime) -> None:
    moment = dates.parse(text)
    assert moment == expected
    assert moment is not None
    assert moment.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-08-04", datetime.fromisoformat("2025-08-04")),
        ("2025-08-04T10:30:00", datetime.fromisoformat("2025-08-04T10:30:00")),
        ("August 4, 2025", datetime.fromisoformat("2025-08-04")),
    ],
)
def test_without_a_zone_it_is_naive(text: str, expected: datetime) -> None:
    assert dates.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "10:30",
        "August 2025",
        "Monday",
        "x" * 500,
        "2025-13-40",
        "{{date}}",
        "Sat, 01 Jan 0000 00:00:00 GMT",
        "0000-01-01",
    ],
)
def test_no_whole_date_is_none(text: str) -> None:
    assert dates.parse(text) is None


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{1,14}[ T/:.-][0-9A-Za-z :/.+-]{0,30}"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = dates.parse(text)
    if moment is not None:
        assert dates.as_utc(moment).utcoffset() == timedelta(0)


def test_plausible_is_from_1990_to_a_day_after_the_fetch() -> None:
    fetched_at = datetime(2025, 8, 4, 12, tzinfo=UTC)
    assert dates.is_plausible(fetched_at + timedelta(hours=25), fetched_at)
    assert not dates.is_plausible(fetched_at + timedelta(hours=27), fetched_at)
    assert not dates.is_plausible(datetime(1970, 1, 1, tzinfo=UTC), fetched_at)
    assert dates.is_plausible(datetime(2099, 1, 1, tzinfo=UTC), None)
