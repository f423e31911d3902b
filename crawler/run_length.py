"""How many articles one run of a source asks for. Pure."""

from __future__ import annotations

from datetime import timedelta

# What a run asks for takes about so long; then the source is polled again, and its news come before its backlog.
RUN_TIME = timedelta(seconds=50)
FEWEST_A_RUN, MOST_A_RUN = 50, 500
#: Seconds between two requests from which a host's own wish or slowness, and not the configuration, sizes a run.
SLOW_PACE = 5.0


def articles_a_run(delay: timedelta, pace: float) -> int:
    """By the delay of the configuration, and the seconds between two turns at the host as it is now."""
    if is_slow(delay, pace):
        # A host that keeps us waiting must not keep a run's place from other sources.
        return max(1, int(RUN_TIME.total_seconds() // pace))
    if not delay:
        return MOST_A_RUN
    return max(FEWEST_A_RUN, min(RUN_TIME // delay, MOST_A_RUN))


def is_slow(delay: timedelta, pace: float) -> bool:
    """Whether a host is asked more slowly than the configuration wants, and slowly at that."""
    return pace > max(delay.total_seconds(), SLOW_PACE)
