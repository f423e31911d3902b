"""Coming in by a browser: a token is exchanged for a session, and the session is ended."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from app.web.desk import Desk, DeskOfRequest
from app.web.no_nul import NO_NUL_OR_NOTHING
from app.web.rendering import page
from app.web.security.access import Access, Asking
from app.web.security.attempts import Attempts
from app.web.security.audit import audited, gate_of
from app.web.security.returning import page_here
from storage.access import Sessions, Tokens

router = APIRouter()

Written = Annotated[str, Form(max_length=200, pattern=NO_NUL_OR_NOTHING)]


@router.get("/session")
def ask(request: Request, following: Annotated[str | None, Query(alias="next")] = None) -> Response:
    """The page where a token is asked for."""
    return _form(request, page_here(following))


@router.post("/session")
def begin(
    request: Request,
    desk: DeskOfRequest,
    token: Written = "",
    following: Annotated[str | None, Form(alias="next")] = None,
) -> Response:
    """Exchange a token for the cookie of a session, and go on."""
    at, gate, now = page_here(following), gate_of(request), desk.clock()
    attempts: Attempts = request.app.state.attempts
    client = gate.client(request.scope)
    wait = attempts.wait(client, now)
    if wait:
        said = f"Too many wrong tokens came from your address. Try again in {wait} seconds."
        return _form(request, at, said, status=429, headers={"Retry-After": str(wait)})
    found = Tokens(desk.database).of_secret(token.strip(), now)
    if found is None:
        attempts.failed(client, now)
        return _form(request, at, "This is no token, or it has expired or was revoked.", status=401)
    _end(request, desk)
    session_id = Sessions(desk.database).begin(found, now)
    audited(request, desk, Access(name=found.name, scopes=found.scopes), "session.begin", found.name)
    answer = RedirectResponse(at, 303)
    # Without an age the browser forgets it when it is closed; how long it is good for the archive knows.
    answer.set_cookie(
        gate.cookie, session_id, path="/", secure=gate.behind_proxy, httponly=True, samesite="strict"
    )
    return answer


@router.post("/session/end")
def end(request: Request, desk: DeskOfRequest, who: Asking) -> Response:
    """End the session of this browser."""
    gate = gate_of(request)
    if who.by_session:
        _end(request, desk)
        audited(request, desk, who, "session.end", who.name)
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(gate.cookie, path="/", secure=gate.behind_proxy, httponly=True, samesite="strict")
    return answer


def _end(request: Request, desk: Desk) -> None:
    before = request.cookies.get(gate_of(request).cookie)
    if before:
        Sessions(desk.database).end(before)


def _form(
    request: Request,
    following: str,
    error: str | None = None,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    shown = {
        "title": "Come in",
        "following": following,
        "error": error,
        "is_open": not gate_of(request).token_required,
    }
    challenge = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return page(request, "session.html", shown, status=status, headers={**challenge, **(headers or {})})
