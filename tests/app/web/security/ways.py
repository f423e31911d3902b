"""The ways in which each route is asked, and what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from storage.access import Sessions, Tokens
from storage.records import Scope
from tests.app.web.security.doors import CLOSED, HOST, HTTP, Door
from tests.app.web.security.routes import Asked

_PATIENCE = 30.0
ELSEWHERE = "https://evil.example"
PAGE = "text/html,*/*;q=0.8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, and where it leads."""

    status: int
    location: str = ""

    def __str__(self) -> str:
        if self.is_led_away:
            return "to /session"
        return str(self.status) if self.is_refusal or self.status == 405 else "answered"

    @property
    def is_refusal(self) -> bool:
        """Whether the route itself was not reached."""
        return self.is_led_away or self.status in (401, 403)

    @property
    def is_led_away(self) -> bool:
        """Whether whoever asked shall say first who they are."""
        return self.status == 303 and self.location.partition("?")[0] == "/session"


class Keys:
    """The tokens of one desk that is asked: one that reads, one that writes, one of an admin, one that is revoked."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.secrets = {name: door.token(name, Scope(name)) for name in Scope}
        revoked = Tokens(door.database).create("revoked", Scope.ADMIN, door.clock.now)
        self.revoked_session = Sessions(door.database).begin(revoked.token, door.clock.now)
        Tokens(door.database).revoke("revoked", door.clock.now)

    def session(self, scope: Scope) -> str:
        """The cookie of a new session."""
        token = Tokens(self._door.database).of_secret(self.secrets[scope], self._door.clock.now)
        assert token is not None
        return cookie(Sessions(self._door.database).begin(token, self._door.clock.now))

    def form(self, scope: Scope) -> bytes:
        """What the page /session sends."""
        return f"token={self.secrets[scope]}".encode()


Sent = tuple[dict[str, str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to ask: its name for the table, and what is sent with a request."""

    name: str
    sent: Callable[[Keys], Sent]
    is_open_desk: bool = False


def cookie(session_id: str) -> str:
    """The Cookie header of a session."""
    return f"{CLOSED.cookie}={session_id}"


def _session(scope: Scope, **headers: str) -> Callable[[Keys], Sent]:
    return lambda keys: ({"cookie": keys.session(scope), "accept": PAGE, **headers}, keys.form(scope))


NOBODY = Way(name="a browser without credentials", sent=lambda _: ({"accept": PAGE, "origin": HTTP}, b""))
PROGRAM = Way(name="a program without credentials", sent=lambda _: ({"accept": "*/*"}, b""))
REVOKED = Way(
    name="the cookie of a revoked token",
    sent=lambda keys: (
        {"cookie": cookie(keys.revoked_session), "accept": PAGE, "origin": HTTP},
        b"",
    ),
)
READ_TOKEN = Way(
    name="a read token",
    sent=lambda keys: ({"authorization": f"Bearer {keys.secrets[Scope.READ]}"}, keys.form(Scope.READ)),
)
READ_COOKIE = Way(name="the cookie of a read token", sent=_session(Scope.READ, origin=HTTP))
FOREIGN = Way(
    name="the cookie of an admin, foreign Origin",
    sent=_session(Scope.ADMIN, origin=ELSEWHERE, **{"sec-fetch-site": "cross-site"}),
)
FOREIGN_OPEN = Way(
    name="an open desk, foreign Origin",
    sent=lambda _: ({"origin": ELSEWHERE, "accept": PAGE}, b""),
    is_open_desk=True,
)
UNSAID = Way(name="the cookie of an admin, no Origin", sent=_session(Scope.ADMIN))
WRITE_TOKEN = Way(
    name="a write token",
    sent=lambda keys: ({"authorization": f"Bearer {keys.secrets[Scope.WRITE]}"}, keys.form(Scope.WRITE)),
)
WRITER = Way(name="the cookie of a write token", sent=_session(Scope.WRITE, origin=HTTP))
ADMIN = Way(name="the cookie of an admin", sent=_session(Scope.ADMIN, origin=HTTP))
WAYS = (
    NOBODY,
    PROGRAM,
    REVOKED,
    READ_TOKEN,
    READ_COOKIE,
    FOREIGN,
    FOREIGN_OPEN,
    UNSAID,
    WRITE_TOKEN,
    WRITER,
    ADMIN,
)


async def ask(application: FastAPI, asked: Asked, sent: Sent, *, client: str) -> Answer:
    """Ask the application itself, and hang up when its answer begins: streams have no end."""
    headers, body = {"host": HOST, **sent[0]}, sent[1]
    if body:
        headers |= {"content-type": "application/x-www-form-urlencoded", "content-length": str(len(body))}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": asked.method,
        "scheme": "http",
        "path": asked.target,
        "raw_path": asked.target.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": (client, 50_000),
        "server": (HOST, 80),
    }
    waiting = [{"type": "http.request", "body": body, "more_body": False}]
    begun: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        await asyncio.shield(begun)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            found = {name.decode().lower(): value.decode("latin-1") for name, value in message["headers"]}
            begun.set_result(Answer(status=message["status"], location=found.get("location", "")))

    await asyncio.wait_for(application(scope, receive, send), _PATIENCE)
    return begun.result()
