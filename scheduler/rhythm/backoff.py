"""How a source that fails is left alone: ever longer, never for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from storage.records import Failure

#: What one failure adds to the weight of those in a row. A timeout or a 5xx passes by itself; a 404 may; a 410 or
#: a name that is gone hardly will.
WEIGHTS = {Failure.TEMPORARY: 1, Failure.SOFT: 2, Failure.HARD: 4}
#: The longest wait. A server that is only down comes back sooner than an address that is gone.
LONGEST = {
    Failure.TEMPORARY: timedelta(days=1),
    Failure.SOFT: timedelta(days=7),
    Failure.HARD: timedelta(days=7),
}
#: The wait doubles with each so much of weight; the first temporary failure changes nothing.
DOUBLES = 2
#: From this weight on each kind waits its longest, whatever the interval.
ENOUGH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPolls:
    """How the last polls went. `failures` is the weight of those that failed in a row, the last one included, as
    `failure`. `lost_within` is the time between two polls in which items were lost (a gap).
    """

    failures: int = 0
    failure: Failure | None = None
    lost_within: timedelta | None = None


def failures_after(failures: int, failure: Failure | None) -> int:
    """The weight of the failures in a row after another poll: nothing after a success."""
    return 0 if failure is None else min(failures + WEIGHTS[failure], ENOUGH)


def backed_off(usual: timedelta, last_polls: LastPolls) -> timedelta:
    """How long to wait after a failure, where `usual` would be the wait without one.

    Grows with the weight of the failures to the longest wait of the last one's kind, and is never shorter than
    `usual`.
    """
    if last_polls.failure is None:
        return usual
    longest = max(LONGEST[last_polls.failure], usual)
    doublings = max(0, last_polls.failures - 1) / DOUBLES
    return timedelta(seconds=min(longest.total_seconds(), max(1.0, usual.total_seconds()) * 2.0**doublings))
