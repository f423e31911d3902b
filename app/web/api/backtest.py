"""Backtest: what a query would have hit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from app.web.api.asked import AskedPeriod, Since, Written, period_of, query_of
from app.web.api.describing import named_as_written, problems
from app.web.api.models.search import BacktestDocument, Count, SampleHit
from app.web.backtesting import backtested
from app.web.desk import DeskOfRequest
from app.web.heavy import heavy

router = APIRouter(prefix="/api/v1/backtest", tags=["search"], generate_unique_id_function=named_as_written)


class AskedBacktest(AskedPeriod):
    """What is tested; `since` and `until` go by the time at which a wording was saved."""

    q: Written
    since: Since | None = "30d"
    samples: int = Field(default=5, ge=0, le=50, description="How many articles to show.", examples=[5])


@router.get("", summary="What a query would have hit in the archive", responses=problems())
def backtest_query(desk: DeskOfRequest, asked: Annotated[AskedBacktest, Query()]) -> BacktestDocument:
    """Every wording is matched, as the stream does it. It ends after some seconds, or some thousand hits: `cut_off`."""
    query, period = query_of(desk, asked.q), period_of(desk, asked)
    with heavy():
        done = backtested(desk.database, query, period, samples=asked.samples)
    days = sorted(done.counts.by_day.items())
    return BacktestDocument(
        query=str(query),
        since=period.since,
        until=period.until,
        hits=done.counts.hits,
        verified=done.verified,
        of=done.of,
        cut_off=done.cut_off,
        by_day=_counts((day.isoformat(), count) for day, count in days),
        by_source=_counts(done.counts.by_source.most_common()),
        samples=[SampleHit.of(one) for one in done.samples],
    )


def _counts(counted: Iterable[tuple[str, int]]) -> list[Count]:
    return [Count(of=name, articles=count) for name, count in counted]
