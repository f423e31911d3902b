"""COLLECT, alone: start the sources that are due."""

from __future__ import annotations

import asyncio
from datetime import datetime

from scheduler.rhythm import choose
from scheduler.runs import Runs
from storage.clock import Clock, utc_now
from storage.records import SourceState
from storage.sources import Sources

MOST_DUE = 500


class Collecting:
    """Starts runs. When a source is due is a column in the database; nothing here remembers it.

    What was due at the last look and found no place waits for one, until the next look.
    """

    def __init__(self, sources: Sources, runs: Runs, *, clock: Clock = utc_now) -> None:
        self._sources = sources
        self._runs = runs
        self._clock = clock
        self._waiting: dict[int, SourceState] = {}
        self._begun: set[int] = set()
        self.runs_at_once = 1

    async def start_due(self, *, leave_out: frozenset[int] = frozenset()) -> int:
        """Start the runs that are due and have a place; returns how many were started.

        The others start as places become free.

        Raises:
            StorageError: the database did not say what is due.
        """
        if self._sources.out_of_reach_for is not None:
            # What a run brought could not be kept, nor that it was made: it would be made again at each look.
            return 0
        # A run that ends while the database is asked is still due in its answer, and so is one that begins.
        busy = leave_out | self._runs.under_way.keys()
        self._begun.clear()
        groups = {run.state.host_group for run in self._runs.under_way.values()}
        due = await asyncio.to_thread(self._due, self._clock(), groups)
        self._waiting = {state.id: state for state in due if state.id not in busy | self._begun}
        return self._fill()

    def _due(self, now: datetime, groups: set[str]) -> list[SourceState]:
        """What is due, the longest overdue first, where runs of these host groups are under way."""
        due = self._sources.due(now, MOST_DUE)
        if len(due) < MOST_DUE:
            return due
        # A host with more sources than it lets be polled, or hosts that hang, must not stand before all others.
        groups |= {state.host_group for state in due}
        return due + self._sources.due(now, MOST_DUE, but=groups)

    def _fill(self) -> int:
        """Start what waits and has a place; returns how many were started."""
        if self._runs.is_stopping or not self._waiting:
            return 0
        running = [run.state for run in self._runs.under_way.values()]
        chosen = choose(list(self._waiting.values()), running=running, at_once=self.runs_at_once)
        for state in chosen:
            del self._waiting[state.id]
            self._begun.add(state.id)
            self._runs.begin(state).add_done_callback(lambda _: self._fill())
        return len(chosen)
