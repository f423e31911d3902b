"""What a page says: the raw article, claimed by the page and not yet normalised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from crawler.pages.found import Claim


class PageKind(StrEnum):
    """What a page turned out to be. Only the text of an `ARTICLE` is archived as an article's text."""

    ARTICLE = "article"
    CONSENT = "consent-wall"
    CHALLENGE = "challenge"
    LOGIN = "login-wall"
    PAYWALL = "paywall-stub"
    ERROR = "error-page"
    FRONT = "front-page"
    TAG = "tag-page"
    SEARCH = "search-page"
    VIDEO = "video-page"
    PDF = "pdf"
    EMPTY = "empty"
    NOT_HTML = "not-html"


class Precision(StrEnum):
    """How much of a time a page gave."""

    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a field's value came from: `sure` from 0 to 1, and the claims that disagreed with it."""

    origin: str
    sure: float
    others: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """An article as its page gives it.

    `published_at` and `modified_at` keep the page's own offset and are naive where the page names none; a time
    of which only the day is known is that day's midnight, and its precision says so. `text` holds the paragraphs
    separated by one blank line, `opening` the first of them that tells the news. `agency` is the wire that the
    article credits. `is_paywalled` says that the publisher shows the rest to subscribers only.

    `kind` says what the page is; for all but an `ARTICLE`, `kind_reason` says by what it was known, and the other
    fields hold what the page still gave. `partial` says why the page was not read to the end, None where it was.
    `agreement`, from 0 to 1, is how far the readers of the text agreed with one another. `left_out` holds the
    lines that were taken out of the text as the host's furniture (`host_lines`), so that they stay known for as long
    as pages show them. `provenance` has an entry for each field that was found; `reader` is the page class that
    read it ("generic" or a site's).
    """

    kind: PageKind
    url: str
    kind_reason: str = ""
    title: str = ""
    text: str = ""
    opening: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    published_at: datetime | None = None
    published_precision: Precision | None = None
    modified_at: datetime | None = None
    modified_precision: Precision | None = None
    canonical_url: str | None = None
    amp_url: str | None = None
    image_url: str | None = None
    is_paywalled: bool = False
    agreement: float | None = None
    partial: str | None = None
    left_out: tuple[str, ...] = ()
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    reader: str = "generic"
