"""Bodies that hung or killed the process that read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunawayBody:
    """A body that ran away with its process. `kind` is what it was read as: page, feed, sitemap, listing, wordpress.

    `url` is the address that it was asked for at, `reason` one line.
    """

    kind: str
    url: str
    source: str | None
    content_type: str | None
    reason: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinedBody:
    """A body in quarantine, without its bytes.

    `digest` is the SHA-256 of all its `size` bytes in hex, of which the first `kept` are there. It ran away `times`
    times since it was put there, or since somebody asked for it to be read again.
    """

    id: int
    kind: str
    digest: str
    url: str
    source: str | None
    content_type: str | None
    reason: str
    times: int
    first_at: datetime
    last_at: datetime
    size: int
    kept: int

    @property
    def is_held(self) -> bool:
        """Whether it is not read any more."""
        return self.times >= MOST_TIMES


#: A body that ran away so often is not read again. Not once: a machine may be too busy, or a process be killed from
#: outside.
MOST_TIMES = 3
