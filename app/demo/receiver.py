"""A webhook receiver on loopback that checks the signature of each call, as the Standard Webhooks ask.

It can be told to answer as others do: with a refusal, late, not at all.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
import struct
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from aiohttp import web
from standardwebhooks import Webhook, WebhookVerificationError

from app.demo.received import Received

_HOST = "127.0.0.1"
_PATH = "/hook"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookCall:
    """One call: what was sent, whether its signature held (`error` says why not), and what we answered (0: nothing)."""

    received_at: datetime
    headers: Mapping[str, str]
    body: bytes
    error: str | None
    status: int

    @property
    def verified(self) -> bool:
        """Whether the signature was right."""
        return self.error is None

    @property
    def accepted(self) -> bool:
        """Whether the sender was told that the call has arrived."""
        return 200 <= self.status < 300

    @property
    def delivery_id(self) -> str | None:
        """The webhook-id, which every retry of a delivery shares."""
        return self.headers.get("webhook-id")

    @property
    def article_url(self) -> str | None:
        """`data.article.url` of the payload, where there is one."""
        try:
            payload = json.loads(self.body)
        except ValueError:
            return None
        data = payload.get("data") if isinstance(payload, dict) else None
        article = data.get("article") if isinstance(data, dict) else None
        url = article.get("url") if isinstance(article, dict) else None
        return url if isinstance(url, str) else None


class Manner(StrEnum):
    """How a call is met: with an answer, with a connection that is reset, or with silence."""

    ANSWERS = "answers"
    RESETS = "resets"
    HANGS = "hangs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a call is met with. `retry_after` is the header of that name; None: there is none."""

    status: int = 204
    retry_after: str | None = None
    manner: Manner = Manner.ANSWERS


#: Chooses what a call with this webhook-id is met with; None: as its signature deserves.
Choice = Callable[[str | None], Answer | None]


def make_secret() -> str:
    """A fresh secret in the form that Standard Webhooks use."""
    return "whsec_" + b64encode(secrets.token_bytes(24)).decode()


class WebhookReceiver:
    """Receives calls signed with `secret`; `calls` holds them all, also those that were turned away."""

    def __init__(
        self,
        secret: str,
        on_call: Callable[[WebhookCall], None] | None = None,
        choose: Choice | None = None,
    ) -> None:
        self.calls: Received[WebhookCall] = Received(on_call)
        self._webhook = Webhook(secret)
        self._choose = choose
        self._released = asyncio.Event()
        self._next_statuses: deque[int] = deque()
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """Listen on a free port; the URL to call."""
        app = web.Application()
        app.router.add_post(_PATH, self._receive)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, _HOST, 0).start()
        return f"http://{_HOST}:{self._runner.addresses[0][1]}{_PATH}"

    async def stop(self) -> None:
        """Close the port and every connection."""
        self._released.set()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def answer_next(self, statuses: Iterable[int]) -> None:
        """Answer the next calls with these statuses, one each, whatever their signature."""
        self._next_statuses.extend(statuses)

    async def _receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        error = self._complaint(body, headers)
        answer = self._answer(headers.get("webhook-id"), error)
        given = answer.status if answer.manner is Manner.ANSWERS else 0
        self.calls.add(
            WebhookCall(received_at=datetime.now(UTC), headers=headers, body=body, error=error, status=given)
        )
        if answer.manner is Manner.HANGS:
            await self._released.wait()
        elif answer.manner is Manner.RESETS:
            _reset(request.transport)
        wish = {} if answer.retry_after is None else {"Retry-After": answer.retry_after}
        return web.Response(status=answer.status, headers=wish)

    def _answer(self, delivery_id: str | None, error: str | None) -> Answer:
        if self._next_statuses:
            return Answer(status=self._next_statuses.popleft())
        chosen = None if self._choose is None or error is not None else self._choose(delivery_id)
        return chosen or Answer(status=204 if error is None else 401)

    def _complaint(self, body: bytes, headers: dict[str, str]) -> str | None:
        try:
            self._webhook.verify(body, headers, json_parse=False)
        except WebhookVerificationError as error:
            return str(error)
        except ValueError as error:
            # The package lets bad base64, a signature without a comma and bad UTF-8 through as they come.
            return f"unreadable signature or body: {error}"
        return None


def _reset(transport: asyncio.Transport | None) -> None:
    """Close a connection with RST."""
    if transport is None:
        return
    plain: socket.socket = transport.get_extra_info("socket")
    with contextlib.suppress(OSError):
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
