"""Watches of the desk are made, saved anew and removed; each change is in the audit."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from app.web.desk import Desk, DeskOfRequest
from app.web.no_nul import NO_NUL_OR_NOTHING
from app.web.pages.watch_editor import editor
from app.web.rendering import asked_at
from app.web.security.access import Access, Writer
from app.web.security.audit import audited
from app.web.watches.editing import understood
from app.web.watches.known import place_in_file
from app.web.watches.written import Written, WrittenForm
from storage.desk_watches import (
    DeskWatchChangedError,
    DeskWatches,
    DeskWatchGoneError,
    NameTakenError,
)
from storage.records import DeskWatch, DeskWatchDraft, Severity

router = APIRouter()


@router.post("/watches/edit")
def save(request: Request, desk: DeskOfRequest, who: Writer, written: WrittenForm) -> Response:
    """Save what the editor holds as a new watch, or as a version of the one that was edited."""
    found = understood(desk, written.query)
    if found.query is None:
        said = "Write a query." if found.error is None else "The query cannot be understood."
        return editor(request, desk, written, refusal=f"Not saved. {said}", status=422)
    place = place_in_file(desk.configuration.current(), written.name) if written.edited is None else None
    if place is not None:
        said = f"Not saved. The configuration file has a watch of this name ({place})."
        return editor(request, desk, written, refusal=said, status=409)
    try:
        saved = _saved(desk, who, written)
    except DeskWatchChangedError as error:
        said = (
            f"Not saved. {error}. What you wrote is held against that now; save again to put it in its place."
        )
        renewed = written.model_copy(update={"edited": error.version})
        return editor(request, desk, renewed, refusal=said, status=409)
    except DeskWatchGoneError as error:
        said = f"Not saved. {error}; somebody removed it. Save again to make it anew."
        renewed = written.model_copy(update={"edited": None})
        return editor(request, desk, renewed, refusal=said, status=409)
    except NameTakenError as error:
        return editor(request, desk, written, refusal=f"Not saved. {error}.", status=409)
    except ValueError as error:
        return editor(request, desk, written, refusal=f"Not saved: {error}.", status=422)
    action = "watch.add" if written.edited is None else "watch.save"
    detail = {"version": saved.version.number, "query": saved.version.query, "severity": written.severity}
    audited(request, desk, who, action, saved.name, **detail)
    return RedirectResponse(asked_at("/watches/show", {"name": saved.name}), 303)


@router.post("/watches/remove")
def remove(
    request: Request,
    desk: DeskOfRequest,
    who: Writer,
    name: Annotated[str, Form(max_length=200, pattern=NO_NUL_OR_NOTHING)],
    edited: Annotated[int, Form(ge=1, le=2**31 - 1)],
) -> Response:
    """Remove a watch of the desk, of which somebody saw the version `edited`."""
    try:
        removed = DeskWatches(desk.database).remove(name, edited, who.name, desk.clock())
    except DeskWatchGoneError as error:
        raise HTTPException(404, str(error)) from error
    except DeskWatchChangedError as error:
        raise HTTPException(409, f"{error}; look at it before you remove it") from error
    audited(request, desk, who, "watch.remove", name, version=removed.version.number)
    return RedirectResponse("/watches", 303)


def _saved(desk: Desk, who: Access, written: Written) -> DeskWatch:
    watches, now = DeskWatches(desk.database), desk.clock()
    draft = DeskWatchDraft(query=written.query, severity=Severity(written.severity), note=written.note)
    if written.edited is None:
        return watches.add(written.name.strip(), draft, who.name, now)
    return watches.save(written.name, written.edited, draft, who.name, now)
