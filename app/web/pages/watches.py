"""The watches: all of them, and each with what it brought."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from app.shown.queries import explained
from app.web.desk import DeskOfRequest
from app.web.no_nul import NO_NUL_OR_NOTHING
from app.web.rendering import page
from app.web.watches.days import DAYS, days_of
from app.web.watches.known import known_watches, named
from app.web.watches.samples import sample
from storage.desk_watches import DeskWatches
from storage.flags import Flags
from storage.watch_stats import watch_stats
from storage.watches import WatchVersions

router = APIRouter()

LATEST = 20

Name = Annotated[str, Query(max_length=200, pattern=NO_NUL_OR_NOTHING)]


@router.get("/watches")
def list_watches(request: Request, desk: DeskOfRequest) -> HTMLResponse:
    """All of them, each with its hits by day; then those that hit something once and are no more."""
    now = desk.clock()
    known = known_watches(desk)
    stats = {one.watch: one for one in watch_stats(desk.database, now, days=DAYS)}
    names = {one.name for one in known}
    declared = desk.configuration.current()
    shown = {
        "title": "Watches",
        "watches": known,
        "stats": stats,
        "charts": {name: days_of(one.per_day, now.date()) for name, one in stats.items()},
        "gone": [one for one in stats.values() if one.watch not in names],
        "file": declared.path.name,
        "file_trouble": declared.trouble,
    }
    return page(request, "watches.html", shown)


@router.get("/watches/show")
def show(request: Request, desk: DeskOfRequest, name: Name) -> HTMLResponse:
    """One watch: what it asks for, how that is understood, its versions, and what it caught."""
    now, declared = desk.clock(), desk.configuration.current()
    in_file, at_desk = named(known_watches(desk), name)
    versions = DeskWatches(desk.database).versions(name)
    archive = WatchVersions(desk.database)
    taken_over = archive.versions(name)
    hits = Flags(desk.database).hits(name, limit=LATEST)
    watch = in_file or at_desk
    if watch is None and not (versions or taken_over or hits):
        raise HTTPException(404, "there is no watch of this name")
    stats = next((one for one in watch_stats(desk.database, now, days=DAYS) if one.watch == name), None)
    hits_by_version = archive.hits_by_version(name)
    shown = {
        "title": name,
        "name": name,
        "watch": watch,
        "in_file": in_file,
        "at_desk": at_desk,
        "file": declared.path.name,
        "file_trouble": declared.trouble,
        "told": None
        if watch is None or watch.query is None
        else explained(watch.written, watch.query, declared.book),
        "versions": list(reversed(versions)),
        "taken_over": list(reversed(taken_over)),
        "hits_by_version": Counter(hits_by_version),
        "stats": stats,
        "chart_days": days_of([0] * DAYS if stats is None else stats.per_day, now.date()),
        "hits": [sample(archived, hit, hit.flagged_at) for hit, archived in hits],
    }
    return page(request, "watch.html", shown)
