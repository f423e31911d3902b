"""A backtest that ends in good time, for somebody who waits for the answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from storage.database import Database
from storage.search import BacktestCounts, BacktestHit, Period, backtest
from watch import Query

#: Seconds that anybody waits, and hits after which enough is known.
PATIENCE = 8.0
MOST_HITS = 5_000


@dataclass(slots=True, kw_only=True)
class Backtested:
    """What a query would have hit; `cut_off` says why it ended before all `of` the revisions were verified."""

    counts: BacktestCounts = field(default_factory=BacktestCounts)
    samples: list[BacktestHit] = field(default_factory=list)
    verified: int = 0
    of: int = 0
    cut_off: Literal["time", "hits"] | None = None


def backtested(
    database: Database,
    query: Query,
    period: Period,
    *,
    samples: int,
    patience: float = PATIENCE,
    most_hits: int = MOST_HITS,
    clock: Callable[[], float] = time.monotonic,
) -> Backtested:
    """The articles collected last first, until `patience` seconds are over or `most_hits` are found."""
    until = clock() + patience
    done = Backtested()
    batches = backtest(database, query, period)
    try:
        for batch in batches:
            done.counts.add(batch.hits)
            done.samples += batch.hits[: samples - len(done.samples)]
            done.verified, done.of = batch.verified, batch.of
            if batch.verified >= batch.of:
                continue
            if done.counts.hits >= most_hits:
                done.cut_off = "hits"
                break
            if clock() >= until:
                done.cut_off = "time"
                break
    finally:
        batches.close()
    return done
