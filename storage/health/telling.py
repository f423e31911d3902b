"""Which conditions people are told of, and when that they are over. Pure.

What will pass by itself must hold for an hour and what may pass for three polls; what will not, and what took long to
show, is told at once. One notice an episode: it ends when people were told that the source is well again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.health.judging import Held
from storage.health.kinds import PASSING, REMARKS, gravity
from storage.records import Health

#: Told when the first poll shows it.
AT_ONCE = frozenset({Health.GONE, Health.GAP, Health.SILENT_ZERO, Health.STALE, Health.EXTRACTION_DRIFT})
#: What will pass by itself is told after so many polls and so long; a single failure says nothing.
PASSING_POLLS = 2
PASSING_FOR = timedelta(hours=1)
#: What may pass, after so many polls, or after fewer and so long.
SOFT_POLLS = 3
SOFT_FEWER_POLLS = 2
SOFT_FOR = timedelta(minutes=30)
#: A recovery is told after so long and one more poll that finds it so: until then it is the same episode.
SETTLED = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A condition, open or over, as far as people are concerned; `id` is its row's."""

    id: int
    held: Held
    ended_at: datetime | None = None
    told_at: datetime | None = None


def is_trouble(state: Health) -> bool:
    """Whether a source in this state needs somebody's care."""
    return state is not Health.OK and state not in REMARKS


def is_ripe(one: Held, now: datetime) -> bool:
    """Whether a state holds for so long that people should know of it."""
    if not is_trouble(one.state):
        return False
    if one.state in AT_ONCE:
        return True
    if one.state in PASSING:
        return one.polls >= PASSING_POLLS and now - one.since >= PASSING_FOR
    return one.polls >= SOFT_POLLS or (one.polls >= SOFT_FEWER_POLLS and now - one.since >= SOFT_FOR)


def to_tell(conditions: Sequence[Told], now: datetime) -> tuple[Told, ...]:
    """Of one source's conditions those that people are told of now.

    None while they know of a graver one that holds: when that is over, or a graver one comes, they hear of it.
    """
    ripe = [
        one for one in conditions if one.ended_at is None and one.told_at is None and is_ripe(one.held, now)
    ]
    known = min(
        (gravity(one.held.state) for one in conditions if one.told_at is not None and one.ended_at is None),
        default=len(Health),
    )
    if not ripe or min(gravity(one.held.state) for one in ripe) > known:
        return ()
    return tuple(ripe)


def has_recovered(conditions: Sequence[Told], polled_at: datetime | None, now: datetime) -> bool:
    """Whether people should be told that a source is well again: they were told that it is not.

    `polled_at` is when its last poll ended.
    """
    told = [one for one in conditions if one.told_at is not None]
    if not told or polled_at is None:
        return False
    if any(one.ended_at is None and is_trouble(one.held.state) for one in conditions):
        return False
    last = max(one.ended_at for one in told if one.ended_at is not None)
    return now - last >= SETTLED and polled_at > last
