"""A desk whose database was migrated beneath it answers nothing from tables that it does not know."""

from __future__ import annotations

import asyncio
import time

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.desk import Desk
from app.web.failures import failure
from storage.errors import StorageError
from storage.schema import is_current

#: Seconds for which a look at the schema holds.
LOOK_EVERY = 1.0
_SAID = "the database was migrated for another version of wirewatch: start the desk of that version"
_UNASKED = ("/healthz", "/static/")


class OwnSchema:
    """ASGI middleware: refuses with 503 what is asked of a database that has another schema than this program.

    `/healthz` says so itself, and files that ship with the desk need no database.
    """

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._looked = -LOOK_EVERY
        self._is_own = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] == "http" and not scope["path"].startswith(_UNASKED):
            if time.monotonic() >= self._looked + LOOK_EVERY:
                await asyncio.to_thread(self._look)
            if not self._is_own:
                await failure(Request(scope), 503, _SAID, {"Retry-After": "60"})(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _look(self) -> None:
        self._looked = time.monotonic()
        try:
            self._is_own = is_current(self._desk.database)
        except StorageError:
            # What was asked fails in its own words; to be looked at again with the next request.
            self._looked -= LOOK_EVERY
