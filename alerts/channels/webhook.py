"""Telling a program by webhook (Standard Webhooks 1.0: id, timestamp, signature)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import SecretStr
from standardwebhooks import Webhook

from alerts.channels.posting import Post, Poster
from alerts.channels.webhook_payload import payload
from alerts.notice import AnyNotice
from egress import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """Where to post, and the key (`whsec_...`) that signs it; while keys are changed `old_secret` signs too.

    `timeout` is seconds for one whole request; for `url` and `egress` see `Post`.
    """

    url: SecretStr
    secret: SecretStr
    old_secret: SecretStr | None = None
    headers: Mapping[str, SecretStr] = field(default_factory=dict)
    timeout: float = 15.0
    egress: Policy = field(default_factory=Policy)


class WebhookChannel:
    """One signed POST a notice; see `Poster`. A signature by each key: a receiver takes the one that it knows."""

    def __init__(self, name: str, settings: WebhookSettings) -> None:
        """Raise ValueError, without showing it, where the URL, a key or a header cannot be used."""
        self.name = name
        keys = [
            secret.get_secret_value()
            for secret in (settings.secret, settings.old_secret)
            if secret is not None
        ]
        self._signers = [Webhook(_key(key)) for key in keys]
        self._headers = {
            name: _header(name, value.get_secret_value()) for name, value in settings.headers.items()
        }
        self._poster = Poster(
            Post(
                url=settings.url,
                secrets=(*keys, *(key.removeprefix("whsec_") for key in keys), *self._headers.values()),
                timeout=settings.timeout,
                egress=settings.egress,
            )
        )

    async def deliver(self, notice: AnyNotice) -> str:
        """Post the notice; see `Channel.deliver`."""
        body = payload(notice)
        signatures = [signer.sign(notice.delivery_id, notice.told_at, body) for signer in self._signers]
        headers = self._headers | {
            "Content-Type": "application/json; charset=utf-8",
            "webhook-id": notice.delivery_id,
            "webhook-timestamp": str(int(notice.told_at.timestamp())),
            "webhook-signature": " ".join(signatures),
        }
        return await self._poster.post(body.encode(), headers)

    async def close(self) -> None:
        """Close the connections that are kept open."""
        await self._poster.close()


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        raise ValueError("the webhook's secret is not whsec_ followed by base64")
    return key


def _header(name: str, value: str) -> str:
    if not value.isprintable() or not name.isascii() or not name.replace("-", "").isalnum():
        raise ValueError("a header of the webhook cannot be sent")
    return value
