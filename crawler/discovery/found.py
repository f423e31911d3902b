"""A place where a site may show its articles, before and after it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from crawler.lead import Lead


class Kind(StrEnum):
    """What a source may be, in the words of the configuration."""

    FEED = "feed"
    WORDPRESS = "wordpress"
    SITEMAP = "sitemap"
    LISTING = "listing"


class Trust(IntEnum):
    """Who says that there is a source, the best word first."""

    GIVEN = 0
    DECLARED = 1
    ROBOTS = 2
    LINKED = 3
    LISTED = 4
    GUESSED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An address that may be a source, and how it came to be known. `kind` is a guess until it was asked."""

    url: str
    kind: Kind
    how: str
    trust: Trust
    on_page: str = ""
    title: str = ""
    links: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A source that answered with articles.

    `leads` are in the order of the document; `dates` has the plausible time of those that name one, by address:
    `published` where the source gives the time of publication, else that of the last change. `per_day` is its
    cadence over its newest items, None where too few are dated.
    """

    found: Found
    url: str
    leads: tuple[Lead, ...]
    dates: Mapping[str, datetime]
    published: bool
    title: str = ""
    language: str | None = None
    is_news: bool = False
    doubts: tuple[str, ...] = ()
    per_day: float | None = None
    kind: Kind = Kind.FEED
    links: str | None = None

    @property
    def newest_at(self) -> datetime | None:
        """The time of its newest item."""
        return max(self.dates.values(), default=None)

    def newest(self, most: int) -> list[Lead]:
        """Its newest items; where none is dated, the first of the document."""
        order = {lead.url: place for place, lead in enumerate(self.leads)}
        dated = [lead for lead in self.leads if lead.url in self.dates]
        if not dated:
            return list(self.leads[:most])
        return sorted(dated, key=lambda lead: (-self.dates[lead.url].timestamp(), order[lead.url]))[:most]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What is not offered, and why not, in a few words."""

    url: str
    kind: Kind
    reason: str
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A source that is offered: `why` are the reasons for its place, `caution` what speaks against it."""

    source: Measured
    why: tuple[str, ...] = ()
    cautions: tuple[str, ...] = field(default=())
