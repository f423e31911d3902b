"""An answer as it came, without the source's credentials, for as long as it takes to decide whether it is kept."""

from __future__ import annotations

import base64
import logging
from datetime import datetime
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit

from scrapy import Request
from scrapy.http import Headers, Response

from crawler import cleaning
from crawler.credentials import secret_headers
from crawler.source import Credentials
from crawler.urls import without_user
from storage.captures.nameless import nameless, write_all
from storage.records import WireAnswer

log = logging.getLogger(__name__)

#: Bytes of a body that are held in memory until the archive has decided; more of them wait in a nameless file.
MOST_IN_MEMORY = 128_000
#: A shorter secret may stand in any text by chance.
SHORTEST_SECRET = 6
REMOVED = "removed"
#: Where a request's meta holds what came for it.
ANSWER = "wire_answer"
_ALWAYS_SECRET = frozenset({"authorization", "cookie", "proxy-authorization"})


class Secrets:
    """A source's credentials, looked for in what is about to be kept."""

    def __init__(self, credentials: Credentials) -> None:
        self._headers = _ALWAYS_SECRET | {name.casefold() for name in secret_headers(credentials)}
        values = [value.get_secret_value() for value in credentials.headers.values()]
        values += [value.get_secret_value() for value in credentials.cookies.values()]
        if credentials.basic_auth is not None:
            user, password = credentials.basic_auth
            pair = f"{user}:{password.get_secret_value()}"
            values += [password.get_secret_value(), base64.b64encode(pair.encode()).decode("ascii")]
        # What tells one subscriber from others may stand there too.
        values += [] if credentials.user_agent is None else [credentials.user_agent]
        forms = {form for value in values for form in (value, quote(value, safe=""))}
        # The longest first, so that one inside another leaves no rest of it behind.
        self._forms = sorted((form for form in forms if len(form) >= SHORTEST_SECRET), key=len, reverse=True)
        self._bytes = tuple(form.encode() for form in self._forms)

    def stand_in(self, content: bytes) -> bool:
        """Whether a page shows one of them."""
        return any(form in content for form in self._bytes)

    def without(self, text: str) -> str:
        """The text with each of them taken out."""
        for form in self._forms:
            text = text.replace(form, REMOVED)
        return text

    def request_headers(self, headers: Headers) -> tuple[tuple[str, str], ...]:
        """The headers that were sent, but those that carry credentials."""
        return tuple(
            (name, self.without(value))
            for name, value in _pairs(headers)
            if name.casefold() not in self._headers
        )

    def response_headers(self, headers: Headers) -> tuple[tuple[str, str], ...]:
        """The headers that came, the values of cookies taken out: whoever has one is who we were to the site."""
        return tuple(
            (name, _without_value(value) if name.casefold() == "set-cookie" else self.without(value))
            for name, value in _pairs(headers)
        )


def wire_answer(
    request: Request, response: Response, secrets: Secrets, requested_at: datetime, body: IO[bytes]
) -> WireAnswer:
    """The answer to a request that was sent at `requested_at`."""
    address, url = response.ip_address, secrets.without(cleaning.line(without_user(response.url)))
    # What Twisted adds as it sends, and HTTP/1.1 asks for (RFC 9112, 3.2).
    host = ("Host", urlsplit(url).netloc)
    return WireAnswer(
        url=url,
        requested_at=requested_at,
        status=response.status,
        headers=secrets.response_headers(response.headers),
        request_headers=(host, *secrets.request_headers(request.headers)),
        body=body,
        protocol=response.protocol or "HTTP/1.1",
        ip_address=None if address is None else str(address),
    )


def taken(response: Response, secrets: Secrets, source: str) -> WireAnswer | None:
    """What came, taken out of a response that is unpacked; None where nothing was held, or where it is not to be kept.

    A page that shows who we were to the site is not: to take that out of it would make another page of it.
    """
    answer: WireAnswer | None = response.meta.pop(ANSWER, None)
    if answer is None or not secrets.stand_in(response.body):
        return answer
    log.warning("%s: no capture of %s, for the page shows a credential of its source", source, answer.url)
    return None


def held(content: bytes, folder: Path) -> IO[bytes]:
    """A large body on the disk, in a file that has no name and is gone when it is closed.

    Raises:
        OSError: the folder takes no such file.
    """
    file = nameless(folder)
    write_all(file, content)
    return file


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    ]


def _without_value(cookie: str) -> str:
    pair, end, rest = cookie.partition(";")
    name, equals, _ = pair.partition("=")
    return f"{name}={REMOVED}{end}{rest}" if equals else REMOVED
