"""Telling a program by webhook (Standard Webhooks 1.0: id, timestamp, signature)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
from aiohttp.connector import SocketFactoryType
from pydantic import SecretStr
from standardwebhooks import Webhook
from yarl import URL

from alerts.channels.webhook_payload import payload
from alerts.egress import guarded_sockets
from alerts.errors import DeliveryError
from alerts.notice import AnyNotice
from alerts.redaction import Redactor
from alerts.retry_after import parse
from egress import EgressRefusedError, Policy

# An answer is read for its first words; more of it is of no use and may be endless.
_ANSWER_BYTES = 2048
_RETRYABLE = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """Where to post, and the key (`whsec_...`) that signs it. `timeout` is seconds for one whole request.

    The URL is a secret, for many carry a token: messages show its scheme and host alone. `egress` is what may be
    connected to beside the public internet; an address that the URL itself spells out always may.
    """

    url: SecretStr
    secret: SecretStr
    headers: Mapping[str, SecretStr] = field(default_factory=dict)
    timeout: float = 15.0
    egress: Policy = field(default_factory=Policy)


class WebhookChannel:
    """One signed POST a notice.

    2xx is accepted. 408, 425, 429, 5xx, a timeout and a connection refused or lost may pass, and are tried
    again, not sooner than `Retry-After` says. Everything else is for good: 410, other 4xx, and redirects,
    which are never followed, for a notice goes where the configuration says and nowhere else. 410 is for good for
    every other notice too.
    """

    def __init__(self, name: str, settings: WebhookSettings) -> None:
        """Raise ValueError, without showing it, where the URL, the key or a header cannot be used."""
        self.name = name
        self._url = _url(settings.url.get_secret_value())
        self._webhook = Webhook(_key(settings.secret.get_secret_value()))
        self._headers = {
            name: _header(name, value.get_secret_value()) for name, value in settings.headers.items()
        }
        self._timeout = settings.timeout
        # as it is written: the library would make a plain address of any form of one
        self._egress = settings.egress.naming_urls(settings.url.get_secret_value(), localhost=True)
        port = f":{self._url.explicit_port}" if self._url.explicit_port else ""
        self._where = f"{self._url.scheme}://{self._url.host}{port}"
        self._redactor = Redactor(_secrets(self._url, settings))
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, notice: AnyNotice) -> str:
        """Post the notice; see `Channel.deliver`."""
        body = payload(notice)
        headers = self._headers | {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "wirewatch",
            "webhook-id": notice.delivery_id,
            "webhook-timestamp": str(int(notice.told_at.timestamp())),
            "webhook-signature": self._webhook.sign(notice.delivery_id, notice.told_at, body),
        }
        try:
            async with self._open().post(
                self._url, data=body.encode(), headers=headers, allow_redirects=False
            ) as response:
                status, wish = response.status, response.headers.get("Retry-After")
                answer = await _first_words(response)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure = self._unreached(error)
        else:
            return self._judged(status, answer, wish)
        # raised out here, so that the library's error, which may show the URL, is not its context
        raise failure

    async def close(self) -> None:
        """Close the connections that are kept open."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                # shorter than servers wait: a POST on a connection that they are closing would be lost
                connector=aiohttp.TCPConnector(keepalive_timeout=3, socket_factory=self._sockets()),
                timeout=aiohttp.ClientTimeout(total=self._timeout),
                cookie_jar=aiohttp.DummyCookieJar(),
                # no proxy, no .netrc: what is not in the configuration is not used
                trust_env=False,
                auto_decompress=False,
            )
        return self._session

    def _sockets(self) -> SocketFactoryType:
        host, port = self._url.host or "", self._url.port or 0
        return guarded_sockets(self._egress, host, port)

    def _judged(self, status: int, answer: str, wish: str | None) -> str:
        if 200 <= status < 300:
            return self._redactor.line(f"{status} {answer}")
        retryable = status in _RETRYABLE or 500 <= status < 600
        said = f"{status} {answer}"
        if 300 <= status < 400:
            said = f"{status}: redirects are not followed, name the final address in the configuration"
        raise DeliveryError(
            self._redactor.line(f"{self._where}: {said}"),
            retryable=retryable,
            retry_after=parse(wish, datetime.now(UTC)) if retryable else None,
            gone=status == 410,
        )

    def _unreached(self, error: Exception) -> DeliveryError:
        retryable = True
        if isinstance(error, TimeoutError):
            said = f"no answer within {self._timeout:g} s"
        elif isinstance(error, aiohttp.ClientConnectorCertificateError):
            said = "the certificate does not hold"
        elif isinstance(error, aiohttp.ClientConnectorError) and isinstance(
            error.os_error, EgressRefusedError
        ):
            said = str(error.os_error)
        elif isinstance(error, aiohttp.ClientConnectorError):
            said = f"no connection: {error.os_error.strerror or type(error.os_error).__name__}"
        elif isinstance(error, aiohttp.ServerDisconnectedError | OSError):
            said = "the connection was lost"
        elif isinstance(error, aiohttp.ClientResponseError | aiohttp.ClientPayloadError):
            said = "the answer is no HTTP"
        else:
            said = type(error).__name__
        return DeliveryError(self._redactor.line(f"{self._where}: {said}"), retryable=retryable)


async def _first_words(response: aiohttp.ClientResponse) -> str:
    """The beginning of the answer. A status that came counts even if the words after it do not."""
    try:
        return (await response.content.read(_ANSWER_BYTES)).decode("utf-8", "replace")
    except (aiohttp.ClientError, OSError):
        return ""


def _url(text: str) -> URL:
    try:
        url = URL(text)
    except ValueError:
        url = URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise ValueError("the webhook's url is no http or https address")
    return url


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


def _secrets(url: URL, settings: WebhookSettings) -> list[str]:
    """What an echo could give away. Short path segments ("hooks", "v1") are words, not secrets."""
    segments = [part for part in url.parts if len(part) >= 8]
    found = [
        settings.url.get_secret_value(),
        str(url),
        url.path_qs,
        url.query_string,
        *segments,
        *url.query.values(),
    ]
    found += [url.user or "", url.password or ""]
    secret = settings.secret.get_secret_value()
    found += [
        secret,
        secret.removeprefix("whsec_"),
        *(value.get_secret_value() for value in settings.headers.values()),
    ]
    return [one for one in found if len(one) > 1]
