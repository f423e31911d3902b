"""Who asks is found out before anything is answered: by a token, by a session, or by the place."""

from __future__ import annotations

import logging
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from app.web.desk import Desk
from app.web.failures import failure
from app.web.security.access import CANNOT_WRITE, LOCAL, Access
from app.web.security.access import Scope as Right
from app.web.security.attempts import Attempts
from app.web.security.gate import Gate, came_by_proxy
from app.web.security.origins import SAFE_METHODS
from app.web.security.refusals import no_access, too_many, wrong_token
from app.web.security.returning import SESSION
from app.web.security.watched import Watched
from storage.access import Sessions, Tokens
from storage.errors import StorageError
from storage.records import AccessToken

log = logging.getLogger(__name__)

_STATIC = "/static/"
#: What is answered to whoever asks, beside the files of the desk.
OPEN_PATHS = frozenset({SESSION, "/healthz"})
SESSION_END = f"{SESSION}/end"
#: What a reader may send: their own coming and going.
_OWN_CHANGES = frozenset({SESSION, SESSION_END})
_PROXIED = (
    "this desk is open to its own machine alone, and a proxy passed this on: "
    "start it with wirewatch web --require-token --behind-proxy"
)


def is_open(path: str) -> bool:
    """Whether a path is answered without credentials."""
    return path in OPEN_PATHS or path.startswith(_STATIC)


class Credentials:
    """ASGI middleware: puts who asks into `request.state.access`, and refuses whoever may not ask.

    Where tokens are needed: 401, or 303 to `/session` for pages, without one that lives; 403 for a change by one that
    may only read; 429 for an address that tries wrong ones. A stream ends when what let it in does.
    """

    def __init__(self, app: ASGIApp, desk: Desk, gate: Gate, attempts: Attempts) -> None:
        self._app = app
        self._desk = desk
        self._gate = gate
        self._attempts = attempts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] == "websocket":
            # No page of the desk speaks by one, and none of what is asked here would be asked of it.
            await WebSocketClose()(scope, receive, send)
        elif scope["type"] != "http" or scope["path"].startswith(_STATIC):
            await self._app(scope, receive, send)
        else:
            await self._admit(Request(scope), receive, send)

    async def _admit(self, request: Request, receive: Receive, send: Send) -> None:
        scope = request.scope
        try:
            found = await run_in_threadpool(self._who, request)
        except StorageError as error:
            # Where the archive is, nobody is told who is not known.
            log.error("who asks cannot be looked up: %s", error)
            found = failure(request, 503, "the archive does not answer", {"Retry-After": "5"})
        if found is None and not is_open(scope["path"]):
            found = no_access(request)
        if isinstance(found, Access) and not _may(found, request):
            found = failure(request, 403, CANNOT_WRITE)
        if isinstance(found, Response):
            await found(scope, receive, send)
            return
        scope.setdefault("state", {})["access"] = found
        if found is None or found is LOCAL:
            await self._app(scope, receive, send)
            return
        watched = Watched(lambda: self._still(request), self._desk.clock, receive, send)
        await self._app(scope, watched.receive, watched.send)

    def _who(self, request: Request) -> Access | Response | None:
        """Who asks, or why that is not asked any further; None where nobody says."""
        if not self._gate.token_required:
            return failure(request, 403, _PROXIED) if came_by_proxy(request.headers) else LOCAL
        now = self._desk.clock()
        if "authorization" not in request.headers or is_open(request.scope["path"]):
            return self._of_session(request, now)
        client = self._gate.client(request.scope)
        wait = self._attempts.wait(client, now)
        if wait:
            return too_many(request, wait)
        found = self._of_bearer(request.headers, now)
        if found is None:
            self._attempts.failed(client, now)
            return wrong_token()
        return found

    def _still(self, request: Request) -> bool:
        now = self._desk.clock()
        by_bearer = "authorization" in request.headers
        found = self._of_bearer(request.headers, now) if by_bearer else self._of_session(request, now)
        return found is not None

    def _of_session(self, request: Request, now: datetime) -> Access | None:
        session = request.cookies.get(self._gate.cookie)
        token = None if not session else Sessions(self._desk.database).token_of(session, now)
        return None if token is None else _access(token, by_session=True)

    def _of_bearer(self, headers: Headers, now: datetime) -> Access | None:
        scheme, _, secret = headers["authorization"].strip().partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = Tokens(self._desk.database).of_secret(secret.strip(), now)
        return None if token is None else _access(token, by_session=False)


def _access(token: AccessToken, *, by_session: bool) -> Access:
    return Access(name=token.name, scopes=token.scopes, by_session=by_session)


def _may(access: Access, request: Request) -> bool:
    if request.method in SAFE_METHODS or request.scope["path"] in _OWN_CHANGES:
        return True
    return Right.WRITE in access.scopes
