"""What a query is understood as, what it would have caught, and what an edit adds and drops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.shown.explained import explained
from app.shown.passages import Marks, passages_of
from app.web.asking import Fault, understood
from app.web.backtesting import Backtested, backtested
from app.web.charts import heights
from storage.database import Database
from storage.records import ArchivedArticle
from storage.search import BacktestHit, Period
from watch import AliasBook, Query

DAYS = 30
SAMPLES = 5
#: Seconds for each backtest of a preview.
PATIENCE = 1.0
_MOST_HITS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An article that would have been hit, with the passages that show why."""

    article: ArchivedArticle
    title_marks: Marks
    passages: Sequence[tuple[str, Marks]]
    polarity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What an edit adds to and drops from what was caught before, as far as both looked back."""

    added: int
    dropped: int
    added_samples: Sequence[Sample]
    dropped_samples: Sequence[Sample]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A query understood. `hits` are of the last 30 days, or of as much of them as `verified` of `of` revisions are."""

    told: dict[str, Any]
    hits: int
    per_day: Sequence[tuple[float, float]]
    samples: Sequence[Sample]
    verified: int
    of: int
    cut_off: str | None
    edit: Edit | None = None


def preview(
    database: Database, written: str, before: str | None, book: AliasBook, now: datetime
) -> Preview | Fault:
    """Try a query on the last 30 days; with `before`, the saved query, say what the edit changes.

    It takes about twice `PATIENCE` at most.
    """
    query = understood(written, book)
    if isinstance(query, Fault):
        return query
    period = Period(since=now - timedelta(days=DAYS))
    after = _tested(database, query, period)
    old = None if before is None or before == written else understood(before, book)
    edit = None
    if old is not None and not isinstance(old, Fault):
        edit = _edit(_tested(database, old, period), after)
    days = [(now - timedelta(days=back)).date() for back in reversed(range(DAYS))]
    return Preview(
        told=explained(written, query, book),
        hits=after.counts.hits,
        per_day=heights([after.counts.by_day[day] for day in days]),
        samples=[_sample(hit) for hit in after.samples[:SAMPLES]],
        verified=after.verified,
        of=after.of,
        cut_off=after.cut_off,
        edit=edit,
    )


def _tested(database: Database, query: Query, period: Period) -> Backtested:
    return backtested(database, query, period, samples=_MOST_HITS, patience=PATIENCE, most_hits=_MOST_HITS)


def _edit(before: Backtested, after: Backtested) -> Edit:
    """Both look from the newest article back; where one saw less, the other is compared as far back alone."""
    oldest = max((one.down_to for one in (before, after) if one.cut_off), default=0)
    old = {hit.article.id: hit for hit in before.samples if hit.article.id >= oldest}
    new = {hit.article.id: hit for hit in after.samples if hit.article.id >= oldest}
    added = [hit for number, hit in new.items() if number not in old]
    dropped = [hit for number, hit in old.items() if number not in new]
    return Edit(
        added=len(added),
        dropped=len(dropped),
        added_samples=[_sample(hit) for hit in added[:SAMPLES]],
        dropped_samples=[_sample(hit) for hit in dropped[:SAMPLES]],
    )


def _sample(hit: BacktestHit) -> Sample:
    spans = hit.evidence.spans
    return Sample(
        article=hit.article,
        title_marks=tuple((span.start, span.end) for span in spans if span.field == "title"),
        passages=passages_of(hit.article, spans),
        polarity=hit.evidence.polarity,
    )
