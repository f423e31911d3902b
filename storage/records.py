"""What the archive takes in and gives out: plain values, no database.

Every time is an aware UTC datetime. Rows of the database never leave `storage`; these do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from storage.keys import text_hash


class SourceKind(StrEnum):
    """How a source lists its articles."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    WORDPRESS = "wordpress"


class SaveOutcome(StrEnum):
    """What saving an article changed in the archive."""

    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"


class TextSource(StrEnum):
    """Who gave an article's text: its own page, or only the source's list (`FEED`)."""

    PAGE = "page"
    FEED = "feed"


#: The kind of a page that is an article; every other kind is a reason why its text was refused.
ARTICLE_PAGE = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as wirewatch normalised it; not yet in the archive.

    `url` is the canonical address, under which the archive knows the article. `text` holds the paragraphs
    separated by one blank line, `opening` the first of them that tells the news. `agency` is the wire that is
    credited. The precisions are "day", "minute" or "second", None where unknown. `provenance` says for each field
    where its value came from ("json-ld", "h1", "source" ...).

    Where `text_source` is `FEED`, the page was no article but of the kind `page_kind` (a consent wall, a paywall
    stub ...), and the text is what the feed gave: often a summary, or nothing. `agreement`, from 0 to 1, is how
    far the readers of the text agreed; `partial` says why the page was not read to its end.
    """

    url: str
    fetched_url: str
    title: str
    text: str
    authors: tuple[str, ...] = ()
    opening: str | None = None
    agency: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    published_at: datetime | None = None
    published_precision: str | None = None
    modified_at: datetime | None = None
    modified_precision: str | None = None
    fetched_at: datetime | None = None
    image_url: str | None = None
    amp_url: str | None = None
    is_paywalled: bool = False
    text_source: TextSource = TextSource.PAGE
    page_kind: str = ARTICLE_PAGE
    agreement: float | None = None
    partial: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)

    @property
    def content_hash(self) -> str:
        """SHA-256 in hex over title and text: two reads with the same hash are the same revision.

        Publishers change sections, tags, pictures and dates without a word of the article changing, and each
        would be flagged anew: those changes alone are no revision.
        """
        return text_hash(f"{self.title}\n\n{self.text}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedArticle:
    """An article in the archive, in its latest words unless others were asked for; `country` is its source's."""

    id: int
    revision: int
    source: str
    article: Article
    collected_at: datetime
    revised_at: datetime
    backlog: bool
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRecord:
    """What a source claims about an article that is still to be read.

    `key` is the canonical form of `url`. A lead whose claims changed (`fingerprint`) is read again. `guid` is the
    source's own name for the article, where it names nothing else in the same list; only its hash is kept.
    """

    url: str
    key: str
    title: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    text: str | None = None
    guid: str | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256 in hex over the claims that change when the publisher edits the article."""
        claims = (self.title, self.published_at, self.updated_at)
        return text_hash(repr(claims))

    @property
    def guid_hash(self) -> str | None:
        """The hash of the guid; None without one."""
        return text_hash(self.guid) if self.guid else None

    @property
    def title_hash(self) -> str | None:
        """The hash of the title, whatever its case, its spaces and its forms of letters; None without one."""
        words = " ".join(unicodedata.normalize("NFKC", self.title or "").casefold().split())
        return text_hash(words) if words else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingLead:
    """A lead in the frontier, to be requested now. `attempts` counts the failed requests so far."""

    id: int
    source_id: int
    backlog: bool
    attempts: int
    lead: LeadRecord
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDeclaration:
    """A source as declared: `interval` is the time between two polls, `country` the outlet's (ISO 3166)."""

    name: str
    kind: SourceKind
    url: str
    host_group: str
    interval: timedelta
    tell_backlog: bool = False
    country: str | None = None


class RunOutcome(StrEnum):
    """How a source's poll ended."""

    OK = "ok"
    UNCHANGED = "unchanged"
    MALFORMED = "malformed"
    EMPTY = "empty"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate-limited"
    ERROR = "error"
    UNREACHABLE = "unreachable"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many pages of a source were of one kind, with the address of the last one."""

    kind: str
    pages: int
    example_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the archive knows of a source: when it is due, and what its last poll did.

    `pages` says of which kinds the pages were that were read in the last day, where that was asked for.
    """

    id: int
    name: str
    kind: SourceKind
    url: str
    host_group: str
    interval: timedelta
    tell_backlog: bool
    due_at: datetime
    country: str | None = None
    first_read_at: datetime | None = None
    last_started_at: datetime | None = None
    last_finished_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_outcome: RunOutcome | None = None
    last_detail: str | None = None
    last_new: int = 0
    etag: str | None = None
    last_modified: str | None = None
    articles: int = 0
    pending: int = 0
    failed: int = 0
    pages: tuple[KindCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """What the answer of a poll said, and how the run ended. `retry_after` moves the next due time out."""

    outcome: RunOutcome
    detail: str | None = None
    entries: int = 0
    etag: str | None = None
    last_modified: str | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """What reading one page came to, for the health of its source.

    `found` names the fields that the page itself gave, whatever the source's claims filled in afterwards.
    `text_length` is in characters.
    """

    url: str
    kind: str
    found: tuple[str, ...] = ()
    text_length: int = 0
    agreement: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedArticle:
    """One article to save: what it is, and the lead it answers (None for an import).

    `reading` is how its page read, `host` the host group that answered, `left_out` the lines of the host's
    furniture that were taken out of the text. `terms` is what the full-text index holds of the title and of the
    text, each a string of `watch.index_terms` with spaces between; where it is missing, the archive makes them. A
    lead with a `retry_at` is not done: its page is asked for again at that time.
    """

    article: Article
    source_id: int
    lead_id: int | None
    backlog: bool
    reading: PageReading | None = None
    host: str | None = None
    left_out: tuple[str, ...] = ()
    terms: tuple[str, str] | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What `Archive.save` did with one article."""

    article_id: int
    revision: int
    outcome: SaveOutcome


class EventEnding(StrEnum):
    """Why an event is over: all is as before, or the change has become what is usual."""

    RECOVERED = "recovered"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEvent:
    """A change in the health of a source that people should see; open until `closed_at`.

    `detail` is the change in words ("authors 96 % -> 3 %"), `before` and `after` its figures: shares from 0 to 1,
    or the median of what `subject` measures.
    """

    id: int
    source: str
    kind: str
    subject: str
    detail: str
    before: float
    after: float
    since_at: datetime
    example_url: str
    opened_at: datetime
    closed_at: datetime | None = None
    ending: EventEnding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanRecord:
    """A place in an article that made it match: character offsets into the original of a field.

    `form` is the term as the query or its alias writes it, `alias` the set that it belongs to.
    """

    field: str
    start: int
    end: int
    form: str
    alias: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRecord:
    """The sentence to show of a match: character offsets into the original of a field."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What made a query match. `polarity` is that of its EVENT (asserted, hedged, denied), `cue` what decided it."""

    spans: tuple[SpanRecord, ...]
    polarity: str | None = None
    cue: SpanRecord | None = None
    sentence: SentenceRecord | None = None


class HitOutcome(StrEnum):
    """What became of a hit."""

    TOLD = "told"
    BACKLOG = "backlog"
    NO_CHANNEL = "no-channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class HitDraft:
    """A match about to be written: told to each of `channels`, or to nobody for the reason in `outcome`."""

    article_id: int
    revision: int
    watch: str
    query: str
    evidence: Evidence
    outcome: HitOutcome
    channels: tuple[str, ...] = ()
    version_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Evidence):
    """A stored match of a watch in an article; `version` is the number of the watch's version that made it."""

    id: int
    article_id: int
    revision: int
    watch: str
    query: str
    outcome: HitOutcome
    flagged_at: datetime
    version: int | None = None


class DeliveryState(StrEnum):
    """Where a delivery stands. `sending` carries a lease; one that ran out is claimed again.

    `ended` is never sent, for nobody wants it any more: its hit is handled.
    """

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    DEAD = "dead"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One notice to one channel. `id` is stable over every retry: receivers drop repeats by it."""

    id: str
    channel: str
    state: DeliveryState
    attempts: int
    due_at: datetime
    created_at: datetime
    delivered_at: datetime | None
    last_error: str | None
    hit_id: int
    article_id: int
    watch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedDelivery:
    """A delivery that this worker may send now, with all that a notice needs."""

    delivery: Delivery
    hit: Hit
    article: ArchivedArticle
