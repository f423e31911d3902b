"""A webhook receiver on loopback that checks the signature of each call, as the Standard Webhooks ask."""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web
from standardwebhooks import Webhook, WebhookVerificationError

from app.demo.received import Received

_HOST = "127.0.0.1"
_PATH = "/hook"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookCall:
    """One call: what was sent, whether its signature held (`error` says why not), and what we answered."""

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


def make_secret() -> str:
    """A fresh secret in the form that Standard Webhooks use."""
    return "whsec_" + b64encode(secrets.token_bytes(24)).decode()


class WebhookReceiver:
    """Receives calls signed with `secret`; `calls` holds them all, also those that were turned away."""

    def __init__(self, secret: str, on_call: Callable[[WebhookCall], None] | None = None) -> None:
        self.calls: Received[WebhookCall] = Received(on_call)
        self._webhook = Webhook(secret)
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
        status = self._next_statuses.popleft() if self._next_statuses else (204 if error is None else 401)
        self.calls.add(
            WebhookCall(received_at=datetime.now(UTC), headers=headers, body=body, error=error, status=status)
        )
        return web.Response(status=status)

    def _complaint(self, body: bytes, headers: dict[str, str]) -> str | None:
        try:
            self._webhook.verify(body, headers, json_parse=False)
        except WebhookVerificationError as error:
            return str(error)
        except ValueError as error:
            # The package lets bad base64, a signature without a comma and bad UTF-8 through as they come.
            return f"unreadable signature or body: {error}"
        return None
