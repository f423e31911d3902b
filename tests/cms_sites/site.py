"""What one made site is: where it is entered, what it answers, and what a good finder makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

ELSE = "*"  # the key of the answer to every path that the site does not have


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server says to one path."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One site. A path includes its query; a path in `never` may be a full URL (another site's)."""

    name: str
    about: str
    start: str
    freshest: frozenset[tuple[str, str]]
    also: frozenset[tuple[str, str]] = frozenset()
    never: frozenset[str] = frozenset()
    articles: frozenset[str]
    answers: Callable[[str, datetime], Mapping[str, Answer]]


def fits(kind: str, path: str, expected: frozenset[tuple[str, str]]) -> bool:
    """Whether a source that was offered is one of those expected.

    WordPress is named by the root of its API; an offer may name the posts below it instead.
    """
    if kind != "wordpress":
        return (kind, path) in expected
    roots = [root.rstrip("/") for wanted, root in expected if wanted == "wordpress"]
    return any(path == root or path.startswith((f"{root}/", f"{root}?")) for root in roots)
