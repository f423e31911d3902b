"""Silences: kept and ended from the desk."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from app.silenced_names import Names
from app.web.desk import Desk, DeskOfRequest
from app.web.no_nul import NO_NUL_OR_NOTHING
from app.web.numbers import Number
from app.web.rendering import page
from app.web.security.access import Writer
from app.web.security.audit import audited
from app.web.silencing import Draft, silence_of
from app.web.watches.known import watch_names
from storage.records import Severity, Story
from storage.sources import Sources
from storage.stories import Stories
from storage.telling.silences import Silences

router = APIRouter()

_LENGTHS = (("1h", "1 hour"), ("8h", "8 hours"), ("1d", "1 day"), ("7d", "7 days"), ("4w", "4 weeks"))
_LARGEST = 2**63 - 1
#: So many names are proposed while one writes.
_PROPOSED = 500

Name = Annotated[str, Form(max_length=500, pattern=NO_NUL_OR_NOTHING)]


@router.get("/alerts/silence")
def form(
    request: Request,
    desk: DeskOfRequest,
    story: Annotated[int | None, Query(ge=1, le=_LARGEST)] = None,
    watch: Annotated[str, Query(max_length=500, pattern=NO_NUL_OR_NOTHING)] = "",
    source: Annotated[str, Query(max_length=500, pattern=NO_NUL_OR_NOTHING)] = "",
) -> Response:
    """The form for one."""
    draft = Draft(story=story, watch=watch, source=source, length="1d")
    return _form(request, desk, draft, _names(desk), None)


@router.post("/alerts/silence")
def add(
    request: Request,
    desk: DeskOfRequest,
    who: Writer,
    comment: Annotated[str, Form(max_length=2000, pattern=NO_NUL_OR_NOTHING)] = "",
    length: Annotated[str, Form(max_length=20, pattern=NO_NUL_OR_NOTHING)] = "",
    story: Annotated[str, Form(max_length=20, pattern=NO_NUL_OR_NOTHING)] = "",
    watch: Name = "",
    source: Name = "",
    language: Annotated[str, Form(max_length=20, pattern=NO_NUL_OR_NOTHING)] = "",
    up_to: Annotated[str, Form(max_length=20, pattern=NO_NUL_OR_NOTHING)] = "",
) -> Response:
    """Keep it; a worker that runs heeds it at once."""
    number = int(story) if story.isascii() and story.isdecimal() and 0 < int(story) <= _LARGEST else None
    # Of a story that was merged, the one that it is part of: hits bear its number.
    found = None if number is None else _story(desk, number)
    draft = Draft(
        comment=comment,
        length=length,
        story=number if found is None else found.id,
        watch=watch.strip(),
        source=source.strip(),
        language=language.strip(),
        up_to=up_to,
    )
    names = _names(desk)
    if story and found is None:
        return _form(request, desk, draft, names, f"there is no story {story[:20]}")
    silence = silence_of(draft, who.name, desk.clock(), names)
    if isinstance(silence, str):
        return _form(request, desk, draft, names, silence)
    kept = Silences(desk.database).add(silence)
    audited(request, desk, who, "silence.add", f"{kept.id}", comment=kept.comment, until=f"{kept.ends_at}")
    return RedirectResponse("/alerts#silences", 303)


@router.post("/alerts/silences/{number}/end")
def end(request: Request, desk: DeskOfRequest, who: Writer, number: Number) -> RedirectResponse:
    """End one now."""
    if Silences(desk.database).end(number, desk.clock()) is None:
        raise HTTPException(404, f"there is no silence {number}")
    audited(request, desk, who, "silence.end", f"{number}")
    return RedirectResponse("/alerts#silences", 303)


def _form(request: Request, desk: Desk, draft: Draft, names: Names, fault: str | None) -> Response:
    shown = {
        "title": "Silence",
        "draft": draft,
        "fault": fault,
        "story": None if draft.story is None else _story(desk, draft.story),
        "lengths": _LENGTHS,
        "severities": list(Severity),
        "watches": (names.watches or ())[:_PROPOSED],
        "sources": (names.sources or ())[:_PROPOSED],
    }
    return page(request, "silence.html", shown, status=422 if fault else 200)


def _names(desk: Desk) -> Names:
    declared = desk.configuration.current()
    if declared.trouble is not None:
        return Names()
    # A source that is configured no more has articles still.
    sources = Sources(desk.database).names() | set(declared.sources)
    return Names(watches=sorted(watch_names(desk)), sources=sorted(sources))


def _story(desk: Desk, number: int) -> Story | None:
    return Stories(desk.database).get(number)
