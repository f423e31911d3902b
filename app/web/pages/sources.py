"""Sources: how each is, with the evidence, and when it is next asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from app.web.desk import DeskOfRequest
from app.web.no_nul import NO_NUL_OR_NOTHING
from app.web.rendering import page
from app.web.security.access import Writer
from app.web.security.audit import audited
from storage.archive_stats import SourceRate, rates_by_source
from storage.health import is_trouble, probing
from storage.health.kinds import gravity
from storage.records import ARTICLE_PAGE, Health, SourceState
from storage.sources import Sources
from storage.status import snapshot

router = APIRouter()

_DAY = timedelta(days=1)


@router.get("/sources")
def show(
    request: Request,
    desk: DeskOfRequest,
    name: Annotated[str | None, Query(max_length=500, pattern=NO_NUL_OR_NOTHING)] = None,
    trouble: bool = False,
) -> HTMLResponse:
    """All sources, the gravest states first; with `name` that one alone."""
    now = desk.clock()
    status = snapshot(desk.database, now)
    rates = {one.source: one for one in rates_by_source(desk.database, now - _DAY, now)}
    chosen = sorted(
        (
            one
            for one in status.sources
            if (name is None or one.name == name) and (not trouble or _is_ill(one))
        ),
        key=_gravest_first,
    )
    events: dict[str, list[Any]] = {}
    for event in status.events:
        events.setdefault(event.source, []).append(event)
    latest = status.workers[0] if status.workers else None
    shown = {
        "title": "Sources",
        "now": now,
        "sources": [_row(one, rates.get(one.name), events.get(one.name, [])) for one in chosen],
        "total": len(status.sources),
        "ill": sum(map(_is_ill, status.sources)),
        "name": name,
        "only_trouble": trouble,
        "worker": latest,
        "status": status,
        "trouble": desk.configuration.current().trouble,
    }
    return page(request, "sources.html", shown)


@router.post("/sources/check")
def check(
    request: Request,
    desk: DeskOfRequest,
    who: Writer,
    name: Annotated[str, Form(max_length=500, pattern=NO_NUL_OR_NOTHING)],
) -> RedirectResponse:
    """Ask for a poll of a source as soon as a worker can."""
    if not Sources(desk.database).make_due(name, desk.clock()):
        raise HTTPException(404, "there is no such source")
    audited(request, desk, who, "source.check", name)
    return RedirectResponse("/sources", 303)


def _is_ill(source: SourceState) -> bool:
    return bool(source.conditions) and is_trouble(source.conditions[0].state)


def _gravest_first(source: SourceState) -> tuple[int, str]:
    state = source.conditions[0].state if source.conditions else Health.OK
    return gravity(state), source.name.casefold()


def _row(source: SourceState, rate: SourceRate | None, events: list[Any]) -> dict[str, Any]:
    troubles = [one for one in source.conditions if one.state is not Health.OK]
    detail = source.last_detail or ""
    return {
        "source": source,
        "detail": "" if any(detail in one.evidence for one in troubles) else detail,
        "state": str(source.conditions[0].state) if source.conditions else "not polled yet",
        "is_ill": _is_ill(source),
        "troubles": troubles,
        "probe": probing(
            failures=source.failures,
            interval=source.interval,
            asked_at=source.last_finished_at,
            due_at=source.due_at,
        ),
        "today": 0 if rate is None else rate.articles,
        "usual": 0.0 if rate is None else rate.usual,
        "refused": [one for one in source.pages if one.kind != ARTICLE_PAGE],
        "events": events,
    }
