"""How many notices a channel takes in a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alerts.rate import Rate

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RATE = Rate(count=3, per=timedelta(minutes=1))


@given(st.lists(st.integers(0, 30_000), max_size=80))
def test_no_stretch_of_time_holds_more_than_the_rate(pauses: list[int]) -> None:
    now, sent, all_sent = NOW, tuple[datetime, ...](), list[datetime]()
    for pause in pauses:
        now += timedelta(milliseconds=pause)
        count = RATE.room(sent, now)
        sent = (*RATE.recent(sent, now), *(now,) * count)
        all_sent += [now] * count
    for first, later in zip(all_sent, all_sent[RATE.count :], strict=False):
        assert later - first >= RATE.per


def test_a_clock_that_is_set_back_stops_nothing_for_longer_than_the_span() -> None:
    ahead = (NOW + timedelta(hours=1),) * 3
    assert RATE.room(ahead, NOW) == 3
    assert RATE.room((NOW + timedelta(seconds=30),) * 3, NOW) == 0
