"""Laws of quiet hours and digests, on every night of every zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.routing.quiet import QuietSpan, leaves_time, parse_quiet, quiet_until
from alerts.routing.schedule import DigestTime, last_digest, next_digest, parse_digest
from alerts.routing.wall import local_day, moment

BERLIN = ZoneInfo("Europe/Berlin")
# with leaps of half an hour, at midnight, of a whole day, with odd offsets, and with none
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/Santiago",
            "Asia/Beirut",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "UTC",
        )
    ]
)
MOMENTS = st.integers(0, 35 * 365 * 86400).map(
    lambda s: datetime(2005, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)
#: Moments within two days of clocks being changed in some zone.
NIGHTS = st.builds(
    lambda at, more: at + more,
    st.sampled_from(
        [
            datetime(*day, tzinfo=UTC)
            for day in (
                (2026, 3, 29),
                (2026, 10, 25),
                (2026, 3, 8),
                (2026, 11, 1),
                (2026, 4, 4),
                (2026, 10, 3),
                (2026, 9, 6),
                (2011, 12, 30),
            )
        ]
    ),
    st.timedeltas(timedelta(days=-2), timedelta(days=2)).map(lambda span: span - span % timedelta(minutes=1)),
)
TIMES = MOMENTS | NIGHTS
MINUTES = st.integers(0, 24 * 60 - 1)
DAYS = st.frozensets(st.integers(0, 6), min_size=1)
SPANS = st.builds(QuietSpan, days=DAYS, begin=MINUTES, end=st.integers(1, 24 * 60)).filter(
    lambda span: span.begin != span.end
)
DIGESTS = st.builds(DigestTime, minutes=MINUTES, day=st.none() | st.integers(0, 6))


@given(TIMES, ZONES)
def test_what_a_clock_shows_is_the_moment_that_is_meant(at: datetime, zone: ZoneInfo) -> None:
    local = at.astimezone(zone)
    minutes = local.hour * 60 + local.minute
    shown = {moment(local.date(), minutes, zone, last=last) for last in (False, True)}
    assert at.replace(second=0) in shown


@given(st.dates(date(2005, 1, 1), date(2040, 1, 1)), MINUTES, ZONES)
def test_what_no_clock_shows_comes_when_clocks_show_more(day: date, minutes: int, zone: ZoneInfo) -> None:
    at = moment(day, minutes, zone)
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    assert at.astimezone(zone).replace(tzinfo=None) >= wall
    assert (at - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None) < wall


@pytest.mark.parametrize(
    ("day", "minutes", "first", "last"),
    [
        (date(2026, 3, 29), 150, "2026-03-29 01:00", "2026-03-29 01:00"),
        (date(2026, 10, 25), 150, "2026-10-25 00:30", "2026-10-25 01:30"),
        (date(2026, 6, 1), 450, "2026-06-01 05:30", "2026-06-01 05:30"),
        (date(2026, 6, 1), 1440, "2026-06-01 22:00", "2026-06-01 22:00"),
    ],
)
def test_nights_in_berlin(day: date, minutes: int, first: str, last: str) -> None:
    assert f"{moment(day, minutes, BERLIN):%Y-%m-%d %H:%M}" == first
    assert f"{moment(day, minutes, BERLIN, last=True):%Y-%m-%d %H:%M}" == last


@given(st.lists(SPANS, min_size=1, max_size=3).filter(leaves_time), TIMES, ZONES)
def test_it_is_quiet_while_a_clock_shows_it(spans: list[QuietSpan], at: datetime, zone: ZoneInfo) -> None:
    local = at.astimezone(zone)
    minutes, today = local.hour * 60 + local.minute, local.weekday()
    shown = any(
        (today in span.days and span.begin <= minutes < span.full_end)
        or ((today - 1) % 7 in span.days and minutes < span.full_end - 24 * 60)
        for span in spans
    )
    if shown and zone.key != "Pacific/Apia":  # where one Friday never was, and the day before was Thursday
        assert quiet_until(spans, zone, at) is not None


@given(st.lists(SPANS, max_size=3).filter(leaves_time), TIMES, ZONES)
def test_quiet_ends_when_it_says_and_not_before(spans: list[QuietSpan], at: datetime, zone: ZoneInfo) -> None:
    until = quiet_until(spans, zone, at)
    if until is None:
        return
    assert at < until
    assert quiet_until(spans, zone, until) is None
    for between in (at + (until - at) / 3, at + (until - at) * 2 / 3, until - timedelta(seconds=1)):
        assert quiet_until(spans, zone, max(at, between)) == until


@pytest.mark.parametrize(
    ("written", "at", "until"),
    [
        # clocks show 02:30 twice that night, and the sleeper sleeps until the second time
        ("22:00-02:30", "2026-10-24 22:00", "2026-10-25 01:30"),
        ("02:10-02:40", "2026-10-25 00:10", "2026-10-25 01:40"),
        # clocks leap from 02:00 to 03:00
        ("22:00-02:30", "2026-03-28 22:00", "2026-03-29 01:00"),
        ("02:30-06:00", "2026-03-29 01:00", "2026-03-29 04:00"),
        ("Sat-Sun 00:00-24:00", "2026-03-27 23:00", "2026-03-29 22:00"),
    ],
)
def test_quiet_nights_in_berlin(written: str, at: str, until: str) -> None:
    found = quiet_until([parse_quiet(written)], BERLIN, datetime.fromisoformat(f"{at}+00:00"))
    assert found == datetime.fromisoformat(f"{until}+00:00")


@given(SPANS)
def test_a_span_is_read_as_it_is_written(span: QuietSpan) -> None:
    assert parse_quiet(str(span)) == span


@pytest.mark.parametrize(
    ("written", "free"),
    [
        (["00:00-24:00"], False),
        (["00:00-12:00", "12:00-24:00"], False),
        (["12:00-11:59"], True),
        (["Fri-Mon 00:00-24:00"], True),
        (["Mon-Fri 06:00-18:00", "18:00-06:00", "Sat,Sun 05:00-19:00"], False),
        ([], True),
    ],
)
def test_some_hours_leave_no_time(written: list[str], free: bool) -> None:
    assert leaves_time(map(parse_quiet, written)) == free


@pytest.mark.parametrize(
    "written",
    [
        "",
        "22-06",
        "22:00 - 06:00",
        "24:00-06:00",
        "22:60-06:00",
        "mon 22:00-06:00",
        "Mon- 22:00-06:00",
        "08:00-08:00",
    ],
)
def test_what_are_no_hours_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"must be hours|begins when it ends"):
        parse_quiet(written)


@given(DIGESTS, TIMES, ZONES)
def test_digests_follow_each_other(when: DigestTime, at: datetime, zone: ZoneInfo) -> None:
    coming, past = next_digest(when, zone, at), last_digest(when, zone, at)
    assert past <= at < coming
    assert next_digest(when, zone, past) == coming
    assert last_digest(when, zone, coming) == coming
    assert last_digest(when, zone, coming - timedelta(seconds=1)) == past
    assert coming - past <= timedelta(days=9 if when.day is not None else 2)


@given(DIGESTS, ZONES, st.dates(date(2005, 1, 1), date(2040, 1, 1)))
def test_there_is_one_digest_a_day_or_week(when: DigestTime, zone: ZoneInfo, day: date) -> None:
    """Of 28 days in a row, with clocks changed among them or not."""
    at, found = moment(day, 0, zone), []
    end = moment(day + timedelta(days=28), 0, zone)
    at -= timedelta(seconds=1)
    while (at := next_digest(when, zone, at)) < end:
        found.append(local_day(at, zone))
    if zone.key != "Pacific/Apia":
        assert len(found) == (28 if when.day is None else 4)
        assert len(set(found)) == len(found)


@given(DIGESTS)
def test_a_digest_is_read_as_it_is_written(when: DigestTime) -> None:
    assert parse_digest(str(when)) == when


def test_the_digest_of_the_nights_on_which_clocks_are_changed() -> None:
    daily = parse_digest("daily 02:30")
    spring = next_digest(daily, BERLIN, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert spring == datetime(2026, 3, 29, 1, tzinfo=UTC)
    autumn = next_digest(daily, BERLIN, datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_digest(daily, BERLIN, autumn) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)
