"""One HTTP POST a notice, guarded: the transport of webhooks and chats, and what an answer means."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from pydantic import SecretStr
from yarl import URL

from alerts import retry_after
from alerts.egress import guarded_session
from alerts.errors import DeliveryError
from alerts.redaction import Redactor
from egress import EgressRefusedError, Policy

# An answer is read for its first words; more of it is of no use and may be endless.
_ANSWER_BYTES = 2048
#: Refusals that may pass (RFC 9110, 15.5.9; RFC 8470, 5.2; RFC 6585, 4).
RETRYABLE = frozenset({408, 425, 429})
#: So is refused what was signed too soon or too late; Standard Webhooks grant five minutes.
OF_THE_CLOCK, TOLERANCE = frozenset({400, 401, 403}), timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the other side said: the status, its first words, the value of `Retry-After`, and that of `Date`."""

    status: int
    words: str
    wish: str | None = None
    dated: str | None = None

    def clocks_apart(self, now: datetime) -> timedelta:
        """How far its clock is from ours; nothing where it does not say."""
        try:
            return abs(parsedate_to_datetime(self.dated or "") - now)
        except (ValueError, TypeError, OverflowError):
            return timedelta()

    @property
    def document(self) -> Mapping[str, Any]:
        """The words as a JSON object; empty where they are none."""
        try:
            said = json.loads(self.words)
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}


def pause(seconds: object) -> timedelta | None:
    """A pause that an answer names in seconds; None where it is no number."""
    return timedelta(seconds=min(seconds, 1e6)) if isinstance(seconds, int | float) else None


def no_wish(_answer: Answer) -> timedelta | None:
    """For services that wish for a pause in the header alone."""
    return None


def is_410(answer: Answer) -> bool:
    """Whether the address is no more, for services that say so as HTTP has it (RFC 9110, 15.5.11)."""
    return answer.status == 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where to post, and how a service's answers are read.

    `url` is a secret, for many carry a token: messages show its scheme and host alone. `secrets` are what no message
    may show besides. `timeout` is seconds for one whole request. `egress` is what may be connected to beside the
    public internet; an address that the URL itself spells out always may. `is_gone` tells an address that is no
    more, `wish` a pause that the service wishes for in its answer.
    """

    url: SecretStr
    secrets: tuple[str, ...] = ()
    timeout: float = 15.0
    egress: Policy = field(default_factory=Policy)
    is_gone: Callable[[Answer], bool] = is_410
    wish: Callable[[Answer], timedelta | None] = no_wish


class Poster:
    """Posts to one address.

    2xx is accepted. 408, 425, 429, 5xx, a timeout and a connection refused or lost may pass, and are tried again, not
    sooner than the other side wishes; so is a refusal (400, 401, 403) by one whose clock is far from ours. Everything
    else is for good: other 4xx, and redirects, which are never followed, for a notice goes where the configuration
    says and nowhere else.
    """

    def __init__(self, post: Post) -> None:
        """Raise ValueError, without showing it, where the URL is no http or https address."""
        written = post.url.get_secret_value()
        self._url = _url(written)
        self._post = post
        # as it is written: the library would make a plain address of any form of one
        self._egress = post.egress.naming_urls(written, localhost=True)
        port = f":{self._url.explicit_port}" if self._url.explicit_port else ""
        self._where = f"{self._url.scheme}://{self._url.host}{port}"
        self._redactor = Redactor(_secrets(self._url, written, post.secrets))
        self._session: aiohttp.ClientSession | None = None

    async def post(self, body: bytes, headers: Mapping[str, str]) -> str:
        """Post the body and return, in one line, what the other side answered.

        Raises:
            DeliveryError: the other side did not accept it, in time or at all.
        """
        try:
            async with self._open().post(
                self._url, data=body, headers=headers, allow_redirects=False
            ) as response:
                status, wish = response.status, response.headers.get("Retry-After")
                words, dated = await _first_words(response), response.headers.get("Date")
                answer = Answer(status=status, words=words, wish=wish, dated=dated)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            failure = self._unreached(error)
        else:
            return self._judged(answer)
        # raised out here, so that the library's error, which may show the URL, is not its context
        raise failure

    async def close(self) -> None:
        """Close the connections that are kept open."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = guarded_session(self._egress, self._url, self._post.timeout)
        return self._session

    def _judged(self, answer: Answer) -> str:
        status = answer.status
        if 200 <= status < 300:
            return self._redactor.line(f"{status} {answer.words}")
        gone = self._post.is_gone(answer)
        retryable = not gone and (status in RETRYABLE or 500 <= status < 600)
        said = f"{status} {answer.words}"
        apart = answer.clocks_apart(datetime.now(UTC))
        if status in OF_THE_CLOCK and apart >= TOLERANCE:
            # Signed an hour too soon or too late is as good as not signed; clocks are set right again.
            retryable = not gone
            said = f"{said} (its clock and ours are {timedelta(seconds=round(apart.total_seconds()))} apart)"
        if 300 <= status < 400:
            said = f"{status}: redirects are not followed, name the final address in the configuration"
        raise DeliveryError(
            self._redactor.line(f"{self._where}: {said}"),
            retryable=retryable,
            retry_after=self._wish(answer) if retryable else None,
            gone=gone,
        )

    def _wish(self, answer: Answer) -> timedelta | None:
        in_header = retry_after.parse(answer.wish, datetime.now(UTC))
        if in_header is not None:
            return in_header
        in_words = self._post.wish(answer)
        return None if in_words is None else retry_after.clamp(in_words)

    def _unreached(self, error: Exception) -> DeliveryError:
        if isinstance(error, TimeoutError):
            said = f"no answer within {self._post.timeout:g} s"
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
        return DeliveryError(self._redactor.line(f"{self._where}: {said}"), retryable=True)


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
        raise ValueError("the channel's url is no http or https address")
    return url


def _secrets(url: URL, written: str, others: Iterable[str]) -> list[str]:
    """What an echo could give away. Short path segments ("hooks", "v1") are words, not secrets."""
    found = [
        written,
        str(url),
        url.path_qs,
        url.query_string,
        *(part for part in url.parts if len(part) >= 8),
        *url.query.values(),
        url.user or "",
        url.password or "",
        *others,
    ]
    return [one for one in found if len(one) > 1]
