"""What a poll teaches of a source's rhythm."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.rhythm.rates import HALF_LIFE, rates
from scheduler.rhythm.state import FADES, Rhythm, usual
from scheduler.rhythm.week import WEEK, hour_of, in_hours, stretches

#: Of a first answer no older items are counted: an archive keeps some and drops others.
LONGEST_PAST = timedelta(weeks=4)
#: Without new items the counts are weighed again after so long.
REST = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """An answer: `entries` in all, of which `fresh` were new.

    `item_times` are the dates of the new ones, as far as they have any.
    """

    at: datetime
    entries: int = 0
    fresh: int = 0
    item_times: tuple[datetime, ...] = ()


def observe(rhythm: Rhythm | None, poll: Poll) -> Rhythm:
    """The rhythm after another answer.

    Whatever date a new item bears, it appeared after the last poll: a date from that time says when, any other
    is taken for none, and an item without a date counts for the whole time, as is usual for its hours.
    """
    if rhythm is None:
        return _first(poll)
    start, now = in_hours(rhythm.polled_at), in_hours(poll.at)
    if now == start:
        return rhythm
    if now < start:
        # The clock was set back: what came meanwhile is not known.
        if poll.at <= rhythm.since_at:
            return _first(poll)
        return replace(rhythm, polled_at=poll.at, counted_at=min(rhythm.counted_at, poll.at))
    fading = math.exp((start - now) / FADES)
    seen = replace(
        rhythm,
        polled_at=poll.at,
        lately=rhythm.lately * fading + poll.fresh,
        awaited=rhythm.awaited * fading + usual(rhythm, start, now),
        window=poll.entries or rhythm.window,
    )
    if not poll.fresh and poll.at - rhythm.counted_at < REST:
        return seen
    counts = _weighed(rhythm, now)
    dated = [at for at in map(in_hours, poll.item_times) if start < at <= now][: poll.fresh]
    for at in dated:
        counts[hour_of(at)] += 1
    if undated := poll.fresh - len(dated):
        _spread(counts, rhythm, undated, start, now)
    return replace(
        seen,
        counted_at=poll.at,
        counts=tuple(counts),
        rates=rates(counts, in_hours(rhythm.since_at), now),
    )


def _first(poll: Poll) -> Rhythm:
    """What a first answer says: the dates of its entries, back to the oldest of them."""
    now = in_hours(poll.at)
    dated = sorted(at for at in map(in_hours, _plausible(poll)) if at <= now)
    counts = [0.0] * WEEK
    # how long the oldest one was waited for is not known: it marks the beginning, and is not counted
    since = dated[0] if dated else now
    for at in dated[1:]:
        counts[hour_of(at)] += 2 ** ((at - now) / HALF_LIFE)
    return Rhythm(
        since_at=poll.at - timedelta(hours=now - since),
        counted_at=poll.at,
        polled_at=poll.at,
        counts=tuple(counts),
        window=poll.entries or None,
        rates=rates(counts, since, now),
    )


def _plausible(poll: Poll) -> Iterable[datetime]:
    """The dates that may be times of publication, not only days: in some feeds all items are of midnight."""
    recent = [at for at in poll.item_times if poll.at - at <= LONGEST_PAST]
    midnights = sum(not (at.hour or at.minute or at.second) for at in recent)
    return recent if midnights * 2 <= len(recent) else []


def _weighed(rhythm: Rhythm, now: float) -> list[float]:
    """The counts as they weigh now."""
    weight = 2 ** ((in_hours(rhythm.counted_at) - now) / HALF_LIFE)
    return [count * weight for count in rhythm.counts]


def _spread(counts: list[float], rhythm: Rhythm, items: int, start: float, end: float) -> None:
    parts = [(hour, rhythm.rates.hourly[hour] * length) for hour, length in stretches(start, end)]
    whole = sum(part for _, part in parts)
    for hour, part in parts:
        counts[hour] += items * part / whole
