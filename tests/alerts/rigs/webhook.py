"""The rig of the webhook channel."""

from __future__ import annotations

from aiohttp import web
from pydantic import SecretStr
from standardwebhooks import Webhook

from alerts.channels import Channel
from alerts.channels.webhook import WebhookChannel, WebhookSettings
from tests.alerts.rigs.http import HttpRig

KEY = "whsec_c2lnbmluZy1rZXktb2YtdGhlLXJlY2VpdmVy"
OLD_KEY = "whsec_dGhlLWtleS10aGF0LXdhcy1iZWZvcmUtaXQ="
TOKEN = "T0K3N-in-the-path"
BEARER = "bearer-of-the-header"


class WebhookRig(HttpRig):
    """Verifies every signature, as a receiver would."""

    secrets = (
        *(KEY, KEY.removeprefix("whsec_"), OLD_KEY, OLD_KEY.removeprefix("whsec_")),
        *(TOKEN, "p4ssw0rd", "in-the-query", BEARER),
    )

    def make(self, server: str) -> Channel:
        host = server.removeprefix("http://")
        return WebhookChannel(
            "hook",
            WebhookSettings(
                url=SecretStr(f"http://user:p4ssw0rd@{host}/hooks/{TOKEN}?key=in-the-query"),
                secret=SecretStr(KEY),
                old_secret=SecretStr(OLD_KEY),
                headers={"X-Bearer": SecretStr(BEARER)},
                timeout=self.timeout,
            ),
        )

    async def delivery_id(self, request: web.Request) -> str:
        body = await request.read()
        for key in (KEY, OLD_KEY):
            verified = Webhook(key).verify(body, dict(request.headers))
            assert verified["data"]["delivery_id"] == request.headers["webhook-id"]
        return request.headers["webhook-id"]
