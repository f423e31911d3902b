"""Webhooks that take what they are sent, now and then not at once, and note each call."""

from __future__ import annotations

import asyncio
import json
import random
import re

from aiohttp import web
from standardwebhooks import Webhook, WebhookVerificationError

from tests.acceptance.machines.ledger import Ledger

CHANNELS = ("desk", "bot")
SECRET = "whsec_d2lyZXdhdGNoLWV4YW0td2lyZXdhdGNoLWV4YW0="
#: One call in so many is met so; the others are taken.
ANSWERS = {500: 25, 429: 100, 0: 400}
#: The name of an article as it stands in titles.
NAME = re.compile(r"\bX[0-9]{5}\b")


class Receiver:
    """Answers `/hook/CHANNEL`."""

    def __init__(self, rng: random.Random, ledger: Ledger) -> None:
        self._rng, self._ledger = rng, ledger
        self._webhook = Webhook(SECRET)

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Take a call, refuse it, or leave it without an answer."""
        body = await request.read()
        status = self._status()
        try:
            self._webhook.verify(body, {name.lower(): value for name, value in request.headers.items()})
            verified = True
        except WebhookVerificationError:
            verified, status = False, 401
        payload = json.loads(body)
        data = payload["data"]
        named = NAME.search(data["article"]["title"]) if "article" in data else None
        self._ledger.note(
            "call",
            channel=request.path.rpartition("/")[2],
            delivery_id=request.headers.get("webhook-id", ""),
            type=payload["type"],
            article=None if named is None else named.group(),
            watch=data.get("watch"),
            status=status,
            verified=verified,
        )
        if status == 0:
            # Longer than a sender waits (15 s, docs/webhook.md).
            await asyncio.sleep(20)
            status = 500
        return web.Response(status=status, headers={"Retry-After": "1"} if status == 429 else {})

    def _status(self) -> int:
        for status, one_in in ANSWERS.items():
            if self._rng.random() < 1 / one_in:
                return status
        return 204
