"""Our own rule at work on made sources: the model and the rule are those that ship."""

from __future__ import annotations

import heapq
import random
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from benchmarks.freshness.rules import CEILING, FLOOR
from benchmarks.freshness.sources import Floats, MadeSource
from scheduler.rhythm import Asked, Bounds, LastPolls, Poll, Price, Rhythm, next_due, observe
from scheduler.rhythm.price import Demand, clearing
from scheduler.rhythm.rates import GUESS, worth

#: A Thursday.
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_HOUR = timedelta(hours=1)
BOUNDS = Bounds(floor=FLOOR * _HOUR, ceiling=CEILING * _HOUR)
FINE = LastPolls()
SETTLE = 1.0


class Polling:
    """A worker's polling of many sources, without the requests."""

    def __init__(self, sources: Sequence[MadeSource], budget: float, seed: int) -> None:
        self._sources = sources
        self._shown = [source.shown.tolist() for source in sources]
        self._dates = [
            None if source.dates is None else [BEGIN + hours * _HOUR for hours in source.dates]
            for source in sources
        ]
        self._rhythms: list[Rhythm | None] = [None] * len(sources)
        self._seen = [0] * len(sources)
        self._budget = budget
        self._price = Price(budget, BEGIN)
        self._rng = random.Random(seed)
        self.polls: list[list[float]] = [[] for _ in sources]

    def run(self, begins: float, ends: float) -> list[Floats]:
        """The times of the polls; all sources are new at the beginning."""
        due = [(begins + self._rng.random() * 0.25, number) for number in range(len(self._sources))]
        heapq.heapify(due)
        settles = begins
        while due[0][0] < ends:
            at, number = due[0]
            if at >= settles:
                self._settle()
                settles += SETTLE
            heapq.heapreplace(due, (self._poll(number, at), number))
        return [np.array(times) for times in self.polls]

    def _poll(self, number: int, at: float) -> float:
        """Poll one source; when it is due next."""
        now = BEGIN + at * _HOUR
        self.polls[number].append(at)
        self._price.paid(now)
        rhythm = observe(self._rhythms[number], self._answer(number, at, now))
        self._rhythms[number] = rhythm
        due_at = next_due(Asked(), rhythm, FINE, now, self._rng, bounds=BOUNDS, price=self._price.at(now))
        return (due_at - BEGIN) / _HOUR

    def _answer(self, number: int, at: float, now: datetime) -> Poll:
        """What the source shows at that time."""
        held = bisect_right(self._shown[number], at)
        window = self._sources[number].window
        first = max(self._seen[number], held - window)
        self._seen[number] = held
        dates = self._dates[number]
        return Poll(
            at=now,
            entries=min(held, window),
            fresh=held - first,
            item_times=() if dates is None else tuple(dates[first:held]),
        )

    def _settle(self) -> None:
        """As a worker does now and then: from what all sources ask for to the price."""
        demands = [
            Demand(
                root=worth(GUESS) ** 0.5 if rhythm is None else rhythm.rates.root,
                floor=BOUNDS.floor,
                ceiling=BOUNDS.ceiling,
            )
            for rhythm in self._rhythms
        ]
        self._price.restart(clearing(demands, self._budget))
