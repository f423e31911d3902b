"""Search: the archive, asked in the watch language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query

from app.shown.search_pages import cursor_at, cursor_of, page
from app.web.api.asked import AskedCounts, AskedPage, below_of, filter_of, query_of
from app.web.api.describing import named_as_written, problems
from app.web.api.models.search import Count, Counts, FoundArticle, FoundPage
from app.web.desk import DeskOfRequest
from app.web.heavy import heavy
from app.web.patience import Patience
from storage.search import Group, count_by, count_by_day

router = APIRouter(prefix="/api/v1/search", tags=["search"], generate_unique_id_function=named_as_written)


@router.get("", summary="Search the archive", responses=problems())
def search_articles(desk: DeskOfRequest, asked: Annotated[AskedPage, Query()]) -> FoundPage:
    """The articles that a query matches in their latest words, with the passages and the evidence.

    Where little matches in what was looked through in two seconds, a page holds less than `limit`, and has a next one.
    """
    query, below = query_of(desk, asked.q), below_of(asked)
    only = filter_of(desk, asked)
    patience, limit = Patience(), asked.limit + 1
    found = [*page(desk.database, query, only, sort=asked.sort, limit=limit, below=below, go_on=patience)]
    shown = found[: asked.limit]
    following = None if patience.reached is None else cursor_at(patience.reached)
    return FoundPage(
        query=str(query),
        items=[FoundArticle.found(one) for one in shown],
        next=following if len(found) == len(shown) else cursor_of(shown[-1], asked.sort),
    )


@router.get("/counts", summary="Count what a search finds", responses=problems())
def count_articles(desk: DeskOfRequest, asked: Annotated[AskedCounts, Query()]) -> Counts:
    """By day, by source, by language, or by watch that hit: then an article counts with each of them."""
    query = query_of(desk, asked.q)
    only = filter_of(desk, asked)
    with heavy():
        if asked.by == "day":
            days = count_by_day(desk.database, query, only)
            items = _counts((day.isoformat(), count) for day, count in sorted(days.items()))
        else:
            items = _counts(count_by(desk.database, query, Group(asked.by), only).most_common())
    return Counts(query=str(query), by=asked.by, items=items)


def _counts(counted: Iterable[tuple[str, int]]) -> list[Count]:
    return [Count(of=name, articles=count) for name, count in counted]
