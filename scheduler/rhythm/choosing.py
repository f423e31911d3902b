"""Which of the due sources are started now."""

from __future__ import annotations

from collections.abc import Sequence
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


def is_unproven(state: SourceState) -> bool:
    """Whether the source never answered well."""
    return state.last_ok_at is None


def choose(due: Sequence[SourceState], *, running: Sequence[SourceState], at_once: int) -> list[SourceState]:
    """The due sources to start now: one run a host group, `at_once` runs in all.

    Slow sources get half of the places at most, and those that never answered well three quarters, so that
    twenty servers that hang, or five hundred sources that were just added, do not keep the others waiting.
    """
    taken = {state.host_group for state in running}
    free = at_once - len(running)
    free_slow = max(1, at_once // 2) - sum(map(is_slow, running))
    free_unproven = at_once - at_once // 4 - sum(map(is_unproven, running))
    chosen: list[SourceState] = []
    for state in due:
        if len(chosen) >= free:
            break
        slow, unproven = is_slow(state), is_unproven(state)
        if state.host_group in taken or (slow and free_slow <= 0) or (unproven and free_unproven <= 0):
            continue
        free_slow -= slow
        free_unproven -= unproven
        taken.add(state.host_group)
        chosen.append(state)
    return chosen
