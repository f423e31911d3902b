"""What a query would have caught lately, in about the time that somebody waits for while they type."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.web.watches.days import DAYS, Days, counts_until, days_of
from app.web.watches.samples import Sample, sample
from storage.database import Database
from storage.documents import document_of
from storage.search import BacktestCounts, BacktestHit, Period, backtest
from watch import Query
from watch.why import nearest_miss, why

#: So long a preview looks, in seconds; half of it each where an edit is held against what was saved.
PATIENCE = 2.0
SAMPLES = 5

Clock = Callable[[], float]


@dataclass(slots=True, kw_only=True)
class _Run:
    """What one query came to. All articles of the period with a number of `down_to` or more were looked at."""

    hits: dict[int, BacktestHit] = field(default_factory=dict)
    verified: int = 0
    of: int = 0
    down_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an edit adds to what was saved and what it drops, each with the newest."""

    added: int
    dropped: int
    added_samples: tuple[Sample, ...]
    dropped_samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a query would have caught in the last 30 days.

    Where there was no time for all of it `cut_short` says how far it was looked.
    """

    hits: int
    days: Days
    samples: tuple[Sample, ...]
    cut_short: str | None = None
    change: Change | None = None


def preview(
    database: Database,
    query: Query,
    now: datetime,
    *,
    before: Query | None = None,
    patience: float = PATIENCE,
    clock: Clock = time.monotonic,
) -> Preview:
    """Look through the archive, the newest first, for at most about `patience` seconds.

    With `before`, what was saved, both are looked for, and compared as far as both were.
    """
    since = datetime.combine(now.date() - timedelta(days=DAYS - 1), datetime.min.time(), now.tzinfo)
    period = Period(since=since)
    has_change = before is not None and before != query
    each = patience / 2 if has_change else patience
    found = _run(database, query, period, each, clock)
    counts = BacktestCounts()
    counts.add(found.hits.values())
    change, runs = None, [found]
    if before is not None and has_change:
        old = _run(database, before, period, each, clock)
        runs.append(old)
        change = _change(query, found, old)
    elif before is not None:
        change = Change(added=0, dropped=0, added_samples=(), dropped_samples=())
    return Preview(
        hits=counts.hits,
        days=days_of(counts_until(counts.by_day, now.date()), now.date()),
        samples=tuple(_sample(hit) for hit in list(found.hits.values())[:SAMPLES]),
        cut_short=_cut_short(runs),
        change=change,
    )


def _run(database: Database, query: Query, period: Period, patience: float, clock: Clock) -> _Run:
    run, began = _Run(), clock()
    for batch in backtest(database, query, period):
        run.hits.update((hit.article.id, hit) for hit in batch.hits)
        run.verified, run.of, run.down_to = batch.verified, batch.of, batch.down_to
        if clock() - began >= patience and batch.verified < batch.of:
            return run
    run.down_to = 0
    return run


def _change(query: Query, new: _Run, old: _Run) -> Change:
    down_to = max(new.down_to, old.down_to)
    added = [hit for number, hit in new.hits.items() if number >= down_to and number not in old.hits]
    dropped = [hit for number, hit in old.hits.items() if number >= down_to and number not in new.hits]
    return Change(
        added=len(added),
        dropped=len(dropped),
        added_samples=tuple(_sample(hit) for hit in added[:SAMPLES]),
        dropped_samples=tuple(_sample(hit, _lacks(hit, query)) for hit in dropped[:SAMPLES]),
    )


def _lacks(hit: BacktestHit, query: Query) -> str | None:
    return nearest_miss(why(query, document_of(hit.article)))


def _sample(hit: BacktestHit, lacks: str | None = None) -> Sample:
    return sample(hit.article, hit.evidence, hit.article.revised_at, lacks)


def _cut_short(runs: list[_Run]) -> str | None:
    cut = [run for run in runs if run.down_to]
    if not cut:
        return None
    least = min(cut, key=lambda run: run.verified / run.of)
    return f"the newest {least.verified:,} of about {least.of:,} texts that come into question"
