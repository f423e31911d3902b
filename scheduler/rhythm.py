"""When a source is due next, and which of the due ones are started now. Pure."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from storage.records import PollResult, RunOutcome, SourceState

JITTER = 0.1
CONTINUE_AFTER = timedelta(seconds=0.1)
INTERRUPTED_AFTER = timedelta(seconds=5)
SLOW = timedelta(seconds=10)


def next_due(
    interval: timedelta, poll: PollResult, *, left: bool, now: datetime, rng: random.Random
) -> datetime:
    """When to poll again.

    A source whose run left pending articles goes on at once, behind those that have been due for longer; a poll
    that was cut short is repeated; a server's Retry-After is obeyed; everything else follows the interval, give
    or take a tenth, so that sources of one interval do not all come at once.
    """
    answered = poll.outcome not in {RunOutcome.RATE_LIMITED, RunOutcome.ERROR, RunOutcome.UNREACHABLE}
    if poll.outcome is RunOutcome.INTERRUPTED:
        due_at = now + INTERRUPTED_AFTER
    elif left and answered:
        due_at = now + min(CONTINUE_AFTER, interval)
    else:
        due_at = now + interval * rng.uniform(1 - JITTER, 1 + JITTER)
    return max(due_at, now + poll.retry_after) if poll.retry_after is not None else due_at


def is_slow(state: SourceState) -> bool:
    """Whether the source's last run kept its place for long, or got no answer."""
    if state.last_outcome is RunOutcome.UNREACHABLE:
        return True
    if state.last_started_at is None or state.last_finished_at is None:
        return False
    return state.last_finished_at - state.last_started_at > SLOW


def choose(
    due: Sequence[SourceState],
    *,
    running_groups: Collection[str],
    running: int,
    running_slow: int,
    at_once: int,
) -> list[SourceState]:
    """The due sources to start now: one run a host group, `at_once` runs in all.

    Slow sources get half of the places at most, so that twenty servers that hang do not keep the others
    waiting.
    """
    taken = set(running_groups)
    free = at_once - running
    free_slow = max(1, at_once // 2) - running_slow
    chosen: list[SourceState] = []
    for state in due:
        if len(chosen) >= free:
            break
        if state.host_group in taken:
            continue
        if is_slow(state):
            if free_slow <= 0:
                continue
            free_slow -= 1
        taken.add(state.host_group)
        chosen.append(state)
    return chosen
