"""Which of the due sources are started now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from storage.records import RunOutcome, SourceState

SLOW = timedelta(seconds=10)


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
