"""The wire: the newest stories, live."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from app.web.desk import Desk, DeskOfRequest
from app.web.live import Pulse
from app.web.no_nul import NO_NUL_OR_NOTHING
from app.web.places import mark_of, mark_written, place_of, place_written
from app.web.rendering import page
from app.web.watches.known import watch_names
from storage.stories import WireFilter, WireMark, changed_since, wire, wire_mark

router = APIRouter()

PAGE = 30
OUTLETS = (1, 2, 3, 5, 10)

Text = Annotated[str | None, Query(max_length=200, pattern=NO_NUL_OR_NOTHING)]


def _filter(
    watch: Text = None,
    source: Text = None,
    language: Text = None,
    outlets: Annotated[int, Query(ge=1, le=1000)] = 1,
    hits: bool = False,
) -> WireFilter:
    return WireFilter(
        watch=watch or None,
        source=source or None,
        language=language or None,
        least_outlets=outlets,
        only_hits=hits,
    )


Wanted = Annotated[WireFilter, Depends(_filter)]


@router.get("/")
def show(
    request: Request,
    desk: DeskOfRequest,
    only: Wanted,
    below: Annotated[str | None, Query(max_length=70, pattern=NO_NUL_OR_NOTHING)] = None,
) -> HTMLResponse:
    """A page of it. The mark is taken first: what comes meanwhile is shown twice rather than never."""
    mark = wire_mark(desk.database)
    place = None if below is None else _place(below)
    found = wire(desk.database, only, limit=PAGE, below=place)
    shown = {
        "title": "Wire",
        "stories": found.stories,
        "mark": mark_written(mark),
        "given": _given(only),
        "only": only,
        "is_filtered": only != WireFilter() or place is not None,
        "is_first": place is None,
        "next": None if found.end is None else place_written(found.end),
        "outlet_counts": OUTLETS,
        **_choices(desk, found.stories),
    }
    return page(request, "wire.html", shown)


@router.get("/wire/news")
def news(
    request: Request,
    desk: DeskOfRequest,
    only: Wanted,
    since: Annotated[str, Query(max_length=70, pattern=NO_NUL_OR_NOTHING)],
) -> HTMLResponse:
    """The stories that changed since a mark, for a page that is open; its own mark is in a header."""
    mark = wire_mark(desk.database)
    stories = changed_since(desk.database, _mark(since), only)
    shown = {"stories": stories, "given": _given(only)}
    return page(request, "wire_news.html", shown, headers={"X-Wire-Mark": mark_written(mark)})


@router.get("/wire/events", response_class=EventSourceResponse)
async def events(request: Request) -> AsyncIterator[ServerSentEvent]:
    """An event whenever a story came, grew or was hit."""
    pulse: Pulse = request.app.state.pulse
    async for mark in pulse.marks():
        yield ServerSentEvent(event="wire", raw_data=mark_written(mark))


def _place(written: str) -> Any:
    try:
        return place_of(written)
    except ValueError as error:
        raise HTTPException(400, str(error)) from error


def _mark(written: str) -> WireMark:
    try:
        return mark_of(written)
    except ValueError as error:
        raise HTTPException(400, str(error)) from error


def _given(only: WireFilter) -> dict[str, Any]:
    return {
        "watch": only.watch,
        "source": only.source,
        "language": only.language,
        "outlets": only.least_outlets if only.least_outlets > 1 else None,
        "hits": "1" if only.only_hits else None,
    }


def _choices(desk: Desk, stories: Any) -> Mapping[str, Any]:
    """What the page offers to filter by: all watches that there are, and what stands on it."""
    watches = watch_names(desk)
    hit = [name for story in stories for name in story.watches]
    languages = {language for story in stories for language in story.languages}
    return {"watches": list(dict.fromkeys([*watches, *hit])), "languages": sorted(languages)}
