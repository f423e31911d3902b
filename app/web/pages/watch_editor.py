"""The editor of a watch: what is written, how it is understood, and what it would catch. Nothing is saved here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from app.web.desk import Desk, DeskOfRequest
from app.web.no_nul import NO_NUL_OR_NOTHING
from app.web.rendering import page, wants_part
from app.web.security.access import Asking, Writer
from app.web.watches.editing import looked_ahead, understood
from app.web.watches.known import known_watches, named
from app.web.watches.written import Written, WrittenForm
from storage.records import Severity

router = APIRouter()


@router.get("/watches/edit")
def edit(
    request: Request,
    desk: DeskOfRequest,
    who: Asking,
    name: Annotated[str | None, Query(max_length=200, pattern=NO_NUL_OR_NOTHING)] = None,
    query: Annotated[str, Query(max_length=20_000, pattern=NO_NUL_OR_NOTHING)] = "",
) -> HTMLResponse:
    """The editor: empty, with the query of a search, or with a watch of the desk as it is saved."""
    if name is None:
        return editor(request, desk, Written(query=query))
    in_file, at_desk = named(known_watches(desk), name)
    if at_desk is None or at_desk.desk is None:
        if in_file is None:
            raise HTTPException(404, "there is no watch of this name at the desk")
        raise HTTPException(400, "this watch lives in the configuration file: change it there")
    version = at_desk.desk.version
    written = Written(
        name=name,
        query=query or version.query,
        severity=version.severity.value,
        note=version.note,
        edited=version.number,
    )
    return editor(request, desk, written)


@router.post("/watches/preview")
def preview(request: Request, desk: DeskOfRequest, who: Writer, written: WrittenForm) -> HTMLResponse:
    """The part of the editor that follows what is typed; the whole of it where no script asks."""
    return editor(request, desk, written)


@router.get("/watches/remove")
def ask_removal(
    request: Request,
    desk: DeskOfRequest,
    name: Annotated[str, Query(max_length=200, pattern=NO_NUL_OR_NOTHING)],
) -> HTMLResponse:
    """The page that asks whether a watch shall be removed."""
    _, at_desk = named(known_watches(desk), name)
    if at_desk is None:
        raise HTTPException(404, "there is no watch of this name at the desk")
    return page(request, "watch_remove.html", {"title": f"Remove {name}?", "watch": at_desk.desk})


def editor(
    request: Request,
    desk: Desk,
    written: Written,
    *,
    refusal: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    """The page, with why it was not saved where it was to be."""
    found = understood(desk, written.query)
    saved_as = written.name if written.edited is not None else None
    shown = {
        "title": f"Edit {written.name}" if saved_as else "New watch",
        "written": written,
        "saved_as": saved_as,
        "severities": [one.value for one in Severity],
        "found": found,
        "preview": looked_ahead(desk, found, saved_as),
        "refusal": refusal,
    }
    template = "_watch_preview.html" if wants_part(request) else "watch_edit.html"
    return page(request, template, shown, status=status)
