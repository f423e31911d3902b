"""Watches: what is watched for, where each lives, and what it brings."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from app.shown.explained import explained
from app.shown.passages import passages_of
from app.web.asking import Fault, understood
from app.web.charts import heights
from app.web.desk import Desk, DeskOfRequest
from app.web.rendering import page
from app.web.watchlist import ListedWatch, listed
from storage.desk_watches import DeskWatches
from storage.flags import Flags
from storage.watch_stats import WatchStats, watch_stats
from storage.watches import WatchVersions

router = APIRouter()

_DAYS, _HITS = 30, 20


@router.get("/watches")
def show_all(request: Request, desk: DeskOfRequest) -> HTMLResponse:
    """All watches with their hits by day."""
    stats = {one.watch: one for one in watch_stats(desk.database, desk.clock(), days=_DAYS)}
    watches = listed(desk)
    names = {one.name for one in watches}
    shown = {
        "title": "Watches",
        "file": desk.configuration.current().path,
        "rows": [_row(one, stats.get(one.name)) for one in watches],
        # Hits outlive the watch that made them.
        "gone": [one for name, one in stats.items() if name not in names],
        "days": _DAYS,
    }
    return page(request, "watches.html", shown)


@router.get("/watches/show")
def show(request: Request, desk: DeskOfRequest, name: Annotated[str, Query(max_length=500)]) -> HTMLResponse:
    """One watch: its query and how it is understood, its versions, its latest hits."""
    found = [one for one in listed(desk) if one.name == name]
    if not found:
        raise HTTPException(404, "there is no such watch")
    watch = found[0]
    book = desk.configuration.current().book
    query = understood(watch.query, book)
    stats = {one.watch: one for one in watch_stats(desk.database, desk.clock(), days=_DAYS)}
    shown = {
        "title": watch.name,
        "watch": watch,
        "file": desk.configuration.current().path,
        "row": _row(watch, stats.get(name)),
        "days": _DAYS,
        "told": None if isinstance(query, Fault) else explained(watch.query, query, book),
        "fault": query if isinstance(query, Fault) else None,
        "saved": DeskWatches(desk.database).versions(name) if watch.is_of_desk else [],
        "versions": WatchVersions(desk.database).versions(name)[::-1],
        "hits_by_version": WatchVersions(desk.database).hits_by_version(name),
        "hits": _hits(desk, name),
    }
    return page(request, "watch.html", shown)


def _row(watch: ListedWatch, stats: WatchStats | None) -> dict[str, Any]:
    return {
        "watch": watch,
        "stats": stats,
        "spark": [] if stats is None else heights(stats.per_day),
        "lately": 0 if stats is None else sum(stats.per_day),
    }


def _hits(desk: Desk, name: str) -> list[dict[str, Any]]:
    return [
        {
            "hit": hit,
            "article": archived,
            "title_marks": [(span.start, span.end) for span in hit.spans if span.field == "title"],
            # Evidence points into the wording that was hit.
            "passages": passages_of(archived, hit.spans) if hit.revision == archived.revision else [],
        }
        for hit, archived in Flags(desk.database).hits(watch=name, limit=_HITS)
    ]
