"""The editor of the desk's own watches: tried while one types, saved as a version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from app.web.asking import Fault, understood
from app.web.desk import Desk, DeskOfRequest
from app.web.previewing import DAYS, preview
from app.web.rendering import asked_at, page, wants_part
from app.web.security.access import Writer
from app.web.watchlist import listed, name_fault
from storage.desk_watches import DeskWatches, StaleEditError
from storage.records import DeskWatch, Severity

router = APIRouter()

_LONGEST_QUERY = 20_000
_MOST_NOTE = 500

Name = Annotated[str, Form(max_length=500)]
Words = Annotated[str, Form(max_length=_LONGEST_QUERY)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the form; `edits` is the version that is edited, None for a new watch."""

    name: str = ""
    query: str = ""
    severity: str = Severity.WARNING
    note: str = ""
    edits: int | None = None


def _draft(
    name: Name = "",
    query: Words = "",
    severity: Annotated[str, Form(max_length=20)] = Severity.WARNING,
    note: Annotated[str, Form(max_length=2000)] = "",
    edits: Annotated[str, Form(max_length=10)] = "",
) -> Draft:
    number = int(edits) if edits.isascii() and edits.isdecimal() else None
    return Draft(name=name, query=query.strip(), severity=severity, note=note.strip(), edits=number)


Written = Annotated[Draft, Depends(_draft)]


@router.get("/watches/edit")
def form(
    request: Request,
    desk: DeskOfRequest,
    name: Annotated[str, Query(max_length=500)] = "",
    query: Annotated[str, Query(max_length=_LONGEST_QUERY)] = "",
) -> Response:
    """The editor: of a watch of the desk by its name, else of a new one, with a query where a search led here."""
    if not name:
        return _form(request, desk, Draft(query=query.strip()))
    kept = DeskWatches(desk.database).get(name)
    if kept is None:
        raise HTTPException(404, "the desk has no such watch; those of the file are edited there")
    draft = Draft(name=kept.name, query=kept.query, severity=kept.severity, note=kept.note, edits=kept.number)
    return _form(request, desk, draft)


@router.post("/watches/preview")
def try_out(
    request: Request,
    desk: DeskOfRequest,
    draft: Written,
) -> Response:
    """What the query would have caught. It changes nothing."""
    if not wants_part(request):
        return _form(request, desk, draft)
    return page(request, "watch_preview.html", _tried(desk, draft, _edited(desk, draft)))


@router.post("/watches/save")
def save(
    request: Request,
    desk: DeskOfRequest,
    who: Writer,
    draft: Written,
) -> Response:
    """Keep it; a worker that runs watches for it within seconds."""
    fault = _fault(desk, draft)
    if fault is not None:
        return _form(request, desk, draft, fault)
    try:
        kept = DeskWatches(desk.database).save(
            draft.name,
            draft.query,
            severity=Severity(draft.severity),
            note=draft.note,
            author=who.name,
            now=desk.clock(),
            edits=draft.edits,
        )
    except StaleEditError as error:
        return _form(request, desk, draft, str(error))
    return RedirectResponse(asked_at("/watches/show", {"name": kept.name}), 303)


@router.post("/watches/remove")
def remove(
    desk: DeskOfRequest, who: Writer, name: Name, sure: Annotated[bool, Form()] = False
) -> RedirectResponse:
    """Remove a watch of the desk; its hits stay."""
    if not sure:
        raise HTTPException(400, "tick the box to remove the watch")
    if not DeskWatches(desk.database).remove(name, author=who.name, now=desk.clock()):
        raise HTTPException(404, "the desk has no such watch")
    return RedirectResponse("/watches", 303)


def _fault(desk: Desk, draft: Draft) -> str | None:
    """What is wrong with it beside the query, which the preview tells of."""
    declared = desk.configuration.current()
    if draft.edits is None:
        kept = [one.name for one in listed(desk) if one.is_of_desk]
        if (fault := name_fault(draft.name, declared, kept)) is not None:
            return fault
    if draft.severity not in set(Severity):
        return f"the severity is one of {', '.join(Severity)}"
    if len(draft.note) > _MOST_NOTE or not draft.note.isprintable():
        return f"a note is one line of at most {_MOST_NOTE} characters"
    if not draft.query:
        return "write a query"
    return "the query cannot be read" if isinstance(understood(draft.query, declared.book), Fault) else None


def _edited(desk: Desk, draft: Draft) -> DeskWatch | None:
    return None if draft.edits is None else DeskWatches(desk.database).get(draft.name)


def _tried(desk: Desk, draft: Draft, before: DeskWatch | None) -> dict[str, Any]:
    if not draft.query:
        return {"preview": None, "fault": None, "days": DAYS}
    book = desk.configuration.current().book
    saved = None if before is None else before.query
    tried = preview(desk.database, draft.query, saved, book, desk.clock())
    if isinstance(tried, Fault):
        return {"preview": None, "fault": tried, "days": DAYS}
    return {"preview": tried, "fault": None, "days": DAYS}


def _form(request: Request, desk: Desk, draft: Draft, said: str | None = None) -> Response:
    shown = {
        "title": "New watch" if draft.edits is None else draft.name,
        "draft": draft,
        "said": said,
        "severities": list(Severity),
        **_tried(desk, draft, _edited(desk, draft)),
    }
    return page(request, "watch_edit.html", shown, status=422 if said else 200)
