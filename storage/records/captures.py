"""The answers that gave the articles, as they came, and where they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import IO

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WireAnswer:
    """An HTTP answer as it came, its transfer coding undone and its content coding not; no credentials are in it.

    `url` is the address that answered, asked for at `requested_at`. `body` can be read from its beginning any number
    of times, by one thread at a time; it is gone with this record.
    """

    url: str
    requested_at: datetime
    status: int
    headers: Headers
    request_headers: Headers
    body: IO[bytes]
    protocol: str = "HTTP/1.1"
    ip_address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the records of a capture are: `length` bytes of a file from `offset` on, on the machine `host`.

    The first of them is the answer, the second its request; each is a gzip member of its own.
    """

    host: str
    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The answer that gave one revision of an article.

    `sha256` is of the body as it came, `records_sha256` of the bytes of the file; both in hex. `dropped_at` says when
    its bytes were removed because they had been kept for long enough.
    """

    article_id: int
    revision: int
    url: str
    status: int
    fetched_at: datetime
    place: Place
    sha256: str
    records_sha256: str
    dropped_at: datetime | None = None
