"""One page, fetched because a person asks for it: with the manners of a crawl, and nothing beside it but robots.txt."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx2

from app.config.tables import Manners
from crawler import urls
from crawler.egress.backends import DEADLINE, guard
from crawler.robots import MOST_BYTES, Rules
from egress import Policy

_MOST_REDIRECTS = 8
# The decoders of the others can blow up one small piece to any size.
_ENCODINGS = ("gzip", "deflate", "identity", "")
_LARGEST_ROBOTS = 10 * MOST_BYTES
_PUBLIC = Policy()


class FetchError(Exception):
    """The page could not be had. One line; `is_answered` where the site said something that cannot be used."""

    def __init__(self, said: str, *, is_answered: bool = False) -> None:
        super().__init__(said)
        self.is_answered = is_answered


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """The body of an answer, decompressed. `url` is the address that answered, after all redirects."""

    body: bytes
    url: str
    content_type: str | None
    fetched_at: datetime


def fetch(url: str, manners: Manners, policy: Policy = _PUBLIC) -> FetchedPage:
    """The page at an http(s) address, its redirects followed and robots.txt obeyed at each step.

    An address inside is refused, unless `policy` allows it or it is what `url` itself spells out.

    Raises:
        FetchError: no such address, no answer in time, one that is too large or no success, or robots.txt forbids it.
    """
    agent = manners.full_user_agent
    deadline = time.monotonic() + manners.timeout.total_seconds()
    at = urls.absolute(url, url)
    with client_for(manners, policy.naming_urls(url, localhost=True)) as client:
        for _ in range(_MOST_REDIRECTS + 1):
            if at is None:
                raise FetchError(f"{url}: leads to what is no http or https address")
            if manners.obey_robots and not robots_of(client, at, deadline).can_fetch(at, agent):
                raise FetchError(f"{at}: the site's robots.txt asks to leave this page alone")
            answer, body = get(client, at, manners.max_response, deadline)
            if answer.has_redirect_location:
                at = urls.absolute(answer.headers["location"], at)
                continue
            if not answer.is_success:
                raise FetchError(f"{at}: answered {answer.status_code} {answer.reason_phrase}".rstrip())
            return FetchedPage(
                body=body,
                url=at,
                content_type=answer.headers.get("content-type"),
                fetched_at=datetime.now(UTC),
            )
    raise FetchError(f"{url}: more than {_MOST_REDIRECTS} redirects")


def client_for(
    manners: Manners, policy: Policy = _PUBLIC, mounts: Mapping[str, httpx2.HTTPTransport] | None = None
) -> httpx2.Client:
    """A client that says who asks, asks for nothing that can blow up, and connects where `policy` lets it.

    `mounts` are ways of their own for some hosts, such as a proxy (see `app.proxied`).
    """
    client = httpx2.Client(
        headers={
            "User-Agent": manners.full_user_agent,
            "Accept": "text/html,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        },
        timeout=manners.timeout.total_seconds(),
        mounts=mounts,
        # A proxy of the environment would connect where the guard does not see it.
        trust_env=False,
    )
    guard(client, policy)
    return client


def robots_of(client: httpx2.Client, url: str, deadline: float) -> Rules:
    """The rules of a site. As RFC 9309 has it, one without the file allows all, and one in trouble nothing."""
    at = urls.absolute("/robots.txt", url)
    for _ in range(_MOST_REDIRECTS):
        if at is None:
            break
        answer, body = get(client, at, _LARGEST_ROBOTS, deadline)
        if answer.has_redirect_location:
            at = urls.absolute(answer.headers["location"], at)
            continue
        if answer.is_server_error:
            raise FetchError(
                f"{at}: answered {answer.status_code}, so that nobody can say what is allowed",
                is_answered=True,
            )
        return Rules.parse(body) if answer.is_success else Rules()
    return Rules()


def get(
    client: httpx2.Client,
    url: str,
    largest: int,
    deadline: float,
    headers: Mapping[str, str] | None = None,
) -> tuple[httpx2.Response, bytes]:
    """The answer to one request, whatever its status, redirects not followed, with its body unpacked.

    Raises:
        FetchError: no answer by `deadline` (of time.monotonic), or one of more than `largest` bytes.
    """
    body = bytearray()
    until = DEADLINE.set(deadline)
    try:
        with client.stream("GET", url, headers=headers) as answer:
            if (encoding := answer.headers.get("content-encoding", "").strip().lower()) not in _ENCODINGS:
                raise FetchError(
                    f"{url}: answered in an encoding that was not asked for: {encoding[:40]}",
                    is_answered=True,
                )
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > largest:
                    raise FetchError(f"{url}: is larger than {largest} bytes", is_answered=True)
                if time.monotonic() > deadline:
                    raise FetchError(f"{url}: took too long")
    except httpx2.TimeoutException:
        raise FetchError(f"{url}: took too long") from None
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise FetchError(f"{url}: {' '.join(str(error).split()) or type(error).__name__}") from None
    finally:
        DEADLINE.reset(until)
    return answer, bytes(body)
