"""A hit as routes, silences and stories see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Severity(StrEnum):
    """How grave what a watch finds is."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Their order: the graver, the greater."""
        return list(Severity).index(self)

    def is_at_least(self, other: Severity) -> bool:
        """Whether this one is as grave as the other, or graver."""
        return self.rank >= other.rank


def gravest(first: Severity, *others: Severity) -> Severity:
    """The gravest of them."""
    return max((first, *others), key=lambda one: one.rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutedHit:
    """A hit by what it is known for in every database, and by what routes and silences ask of it.

    `article` is the key of the article's address; with the watch it names the hit. `language` (BCP 47) is its own,
    `country` (ISO 3166) that of its outlet. `revision` is the wording that matched, or of which an update tells.
    """

    article: str
    article_id: int
    revision: int
    watch: str
    source: str
    severity: Severity = Severity.WARNING
    language: str | None = None
    country: str | None = None

    @property
    def ref(self) -> tuple[str, str]:
        """The article's key and the watch."""
        return self.article, self.watch


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOf:
    """The article that another one is a copy of; `similarity` is from 0 to 1."""

    article_id: int
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What nobody is told of for a time, and why.

    What is given must all hold, an empty tuple asks for nothing: `watches` and `sources` are globs, `languages` in two
    letters, `stories` numbers, `routes` names; `up_to` lets graver hits through. `ends_at` is when it expires, or was
    ended.
    """

    id: int
    starts_at: datetime
    ends_at: datetime
    author: str = ""
    comment: str = ""
    watches: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    stories: tuple[int, ...] = ()
    routes: tuple[str, ...] = ()
    up_to: Severity | None = None
