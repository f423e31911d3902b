"""Rhythms of any kind, learned from polls."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st

from scheduler.rhythm import Poll, Rhythm, observe

GAPS = st.timedeltas(timedelta(seconds=1), timedelta(days=10))


@st.composite
def polls(draw: st.DrawFn, last_at: datetime) -> list[Poll]:
    """A series of answers, the last one at this time; some date their items, rightly or not."""
    found: list[Poll] = []
    at = last_at
    for gap in draw(st.lists(GAPS, min_size=1, max_size=12)):
        fresh = draw(st.integers(0, 30))
        ages = draw(st.lists(st.timedeltas(timedelta(days=-2), timedelta(days=60)), max_size=fresh))
        found.append(
            Poll(
                at=at,
                entries=draw(st.integers(fresh, 60)),
                fresh=fresh,
                item_times=tuple(at - age for age in ages),
            )
        )
        at -= gap
    return found[::-1]


@st.composite
def rhythms(draw: st.DrawFn, last_at: datetime) -> Rhythm:
    """What was learned from such a series."""
    rhythm: Rhythm | None = None
    for poll in draw(polls(last_at)):
        rhythm = observe(rhythm, poll)
    assert rhythm is not None
    return rhythm
