"""Articles, as they are collected and as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from storage.keys import text_hash
from storage.records.captures import WireAnswer
from watch import IndexWords


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
class PastSave:
    """How another archive kept a wording, which this one is to keep so.

    `collected_at` is when its article was saved first, `saved_at` when this wording was, `sorted_at` the time by which
    the article is sorted in the end. `follows` is the number here of the revision before it, None for the first one.
    """

    collected_at: datetime
    saved_at: datetime
    sorted_at: datetime
    follows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedArticle:
    """One article to save: what it is, and the lead it answers (None for an import).

    `reading` is how its page read, `host` the host group that answered, `left_out` the lines of the host's
    furniture that were taken out of the text. `terms` is what the full-text index holds of title and text
    (`watch.index_words`); where it is missing, the archive makes them. A
    lead with a `retry_at` is not done: its page is asked for again at that time. `answer` is the answer that gave it,
    to be kept as a capture. `rereads` is the revision whose capture was read again: what differs from it is saved as
    the next one, of which nobody is told, unless another one came meanwhile. `past` is given by an import.
    """

    article: Article
    source_id: int
    lead_id: int | None
    backlog: bool
    reading: PageReading | None = None
    host: str | None = None
    left_out: tuple[str, ...] = ()
    terms: IndexWords | None = None
    retry_at: datetime | None = None
    answer: WireAnswer | None = None
    rereads: int | None = None
    past: PastSave | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What `Archive.save` did with one article."""

    article_id: int
    revision: int
    outcome: SaveOutcome
