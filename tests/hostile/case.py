"""What a hostile case is: a server that misbehaves in one way, and what a reader of it must come out with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from tests.hostile.wire import Reply, Request

Handler = Callable[[Request, Reply], Awaitable[None]]
Kind = Literal["feed", "sitemap", "listing"]
Certificate = Literal["good", "expired", "wrong-name", "self-signed"]

CONDITIONS = frozenset(
    [
        "ok",
        "empty",
        "html-not-feed",
        "malformed",
        "malformed-recovered",
        "undated",
        "stale",
        "blocked",
        "not-permitted",
        "unreachable",
        "erroring",
        "rate-limited",
        "moved",
        "gone",
        "silent-zero",
        "gap",
        "extraction-drift",
    ]
)

# The client gives a connection 5 s, a silence 5 s and a response 15 s in all.
QUICK = 15.0
"""Seconds for a poll in which the server never makes anybody wait."""
SLOW = 25.0
"""Seconds for a poll in which one response uses up its time."""
LONG = 45.0
"""Seconds for a poll in which several responses do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One way to misbehave, and what must be seen of it."""

    name: str
    about: str
    kind: Kind = "feed"
    path: str = "/feed.xml"
    """Where the source points."""
    links: str | None = None
    """The CSS selector of a listing's links."""
    expect: frozenset[str]
    """Conditions of which at least one must be shown for the source after its polls."""
    polls: int = 1
    """How many polls it takes until the expected condition can be proved."""
    deadline: float = QUICK
    """Seconds within which each poll of the source must have ended."""
    articles: int = 0
    """At least so many articles must be in the archive afterwards: what could be saved must be saved."""
    at_most: int | None = None
    """No more than so many articles."""
    handler: Handler
    tls: Certificate | None = None
    listens: bool = True
    """False for a port that refuses connections."""
    reads: bool = True
    """False when the handler is called as soon as a client connects, before it has said anything."""
    begins: bytes = b"HTTP/1.1 200 OK\r\n"
    """How the first answer begins; empty when no byte comes. For the check of the catalogue alone."""


def any_of(*conditions: str) -> frozenset[str]:
    """The conditions as a set.

    Raises:
        ValueError: one of them is no condition that a source can have.
    """
    if unknown := set(conditions) - CONDITIONS:
        raise ValueError(f"no such condition: {', '.join(sorted(unknown))}")
    return frozenset(conditions)


OK = any_of("ok")
READ = any_of("ok", "malformed-recovered")
"""All of it can be read; whether it needed help to be read is a matter of taste."""
RECOVERED = any_of("malformed-recovered")
CUT = any_of("malformed-recovered", "erroring", "unreachable")
"""Not all of it can have been read. Readers may keep the part that they have, or take none of it."""
NOTHING = any_of("malformed", "malformed-recovered", "erroring", "unreachable", "html-not-feed", "empty")
"""There is nothing in it to be read; from which layer a reader says so is its own affair."""
FAILED = any_of("erroring", "unreachable")
REFUSED = any_of("erroring", "unreachable", "not-permitted")
"""The client itself would not go there."""
EITHER = READ | FAILED
"""Bad HTTP that some clients read rightly and others rightly refuse."""
