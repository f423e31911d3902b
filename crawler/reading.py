"""Reading bodies: the two functions that run in a worker process, and the seam through which spiders call them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Protocol, TypeVar

from crawler import cleaning
from crawler.entries import Entries
from crawler.lead import Lead
from crawler.pages.article import PageKind, RawArticle
from crawler.pages.caps import MOST_BYTES, cut_bytes
from crawler.pages.cpu_limit import CpuLimitError, cpu_limit
from storage.records import Article, PageReading
from watch import IndexWords, index_words

T = TypeVar("T")

#: The fields of a page whose presence is noted.
_WATCHED = (
    "title",
    "authors",
    "published_at",
    "modified_at",
    "section",
    "image_url",
    "opening",
    "language",
    "tags",
)


class ReadingError(Exception):
    """A body could not be read within its limits (time, or the life of the process). One line."""


class RunawayError(ReadingError):
    """What was to be done hung its process, killed it, or took more memory than a process may have."""


class QuarantinedError(ReadingError):
    """These bytes hung or killed their process too often, and are not read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body of an HTTP answer, decompressed, with what is known of it. `url` is the address that answered.

    `partial` says, in one line, that only its beginning is here; `source` whose answer it is.
    """

    content: bytes
    url: str
    content_type: str | None
    fetched_at: datetime
    partial: str | None = None
    source: str | None = None

    def cut(self, most: int) -> Body:
        """As many bytes of it as are read: the others need not travel."""
        content, partial = cut_bytes(self.content, most)
        return self if partial is None else replace(self, content=content, partial=partial)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLimits:
    """What one page may cost: seconds of CPU time (None: as many as it takes), and bytes that are read of it."""

    cpu_seconds: float | None = None
    most_bytes: int = MOST_BYTES


NO_LIMITS = PageLimits()
# Bytes of a page that are read where all that may be read is too much for the process's memory, and then still is.
_LESS = (200_000, 60_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """What a page turned out to be, and its article.

    Where the page is no article, `article` is what the lead gave, marked as such, or None. `reading` is for the
    health of the source; `left_out` holds the lines of the host's furniture that are not in the text; `terms` is for
    the archive's index (see `CollectedArticle`), made here, where it holds up nobody.
    """

    kind: PageKind
    article: Article | None
    reader: str
    reading: PageReading
    left_out: tuple[str, ...] = ()
    terms: IndexWords | None = None


def read_page(
    body: Body,
    lead: Lead | None,
    host_lines: frozenset[str] = frozenset(),
    limits: PageLimits = NO_LIMITS,
) -> PageRead:
    """Read one article page and normalise it. A limit on CPU time asks for a process's main thread.

    Of a page that takes more memory than the process may have, less is read.
    """
    return _as_much_as_fits(
        lambda most: _read_page(body.cut(most), lead, host_lines, limits), (limits.most_bytes, *_LESS)
    )


def _as_much_as_fits(read: Callable[[int], T], sizes: Iterable[int]) -> T:
    """What `read` gives for the first of these numbers of bytes for which there is memory; MemoryError for none."""
    for most in sizes:
        try:
            return read(most)
        except MemoryError:
            pass
        # Out here: the error held, by its frames, all that was read.
        gc.collect()
    raise MemoryError


def _read_page(body: Body, lead: Lead | None, host_lines: frozenset[str], limits: PageLimits) -> PageRead:
    from crawler.normalise import normalise
    from crawler.refused_pages import article_of_lead

    raw = _raw_article(body, lead, host_lines, limits)
    make = normalise if raw.kind is PageKind.ARTICLE else article_of_lead
    article = make(raw, fetched_url=body.url, fetched_at=body.fetched_at, lead=lead)
    return PageRead(
        kind=raw.kind,
        article=article,
        reader=raw.reader,
        reading=reading_of(raw, lead.url if lead else body.url),
        left_out=tuple(dict.fromkeys(map(cleaning.line, raw.left_out))),
        terms=None if article is None else index_words(article.title, article.text),
    )


def warm_up() -> None:
    """Load what is loaded at a process's first page: not on that page's time, nor to be broken off half-way."""
    page = f"<article><h1>A title</h1>{'<p>A sentence of a page that nobody wrote, and its second half.</p>' * 9}"
    body = Body(
        content=page.encode(),
        url="http://localhost/a",
        content_type="text/html",
        fetched_at=datetime.now(UTC),
    )
    read_page(body, None)


def reading_of(raw: RawArticle, url: str) -> PageReading:
    """How the page of the article at `url` read: what it gave itself, before a source's claims fill in."""
    return PageReading(
        url=cleaning.line(url),
        kind=raw.kind.value,
        found=tuple(field for field in _WATCHED if getattr(raw, field)),
        text_length=len(raw.text),
        agreement=raw.agreement,
    )


def _raw_article(body: Body, lead: Lead | None, host_lines: frozenset[str], limits: PageLimits) -> RawArticle:
    from crawler import pages

    read = partial(
        pages.read,
        body.content,
        body.url,
        content_type=body.content_type,
        lead=lead,
        fetched_at=body.fetched_at,
        host_lines=host_lines,
        most_bytes=limits.most_bytes,
    )
    if limits.cpu_seconds is None:
        raw = read()
        return replace(raw, partial=_together(body.partial, raw.partial))
    try:
        with cpu_limit(limits.cpu_seconds) as limit:
            raw = read()
    except CpuLimitError as error:
        # Not even its tree was built in time.
        return RawArticle(
            kind=PageKind.EMPTY, url=body.url, kind_reason="not read in time", partial=str(error)
        )
    return replace(raw, partial=_together(body.partial, raw.partial, limit.partial))


def _together(*reasons: str | None) -> str | None:
    return "; ".join(filter(None, reasons)) or None


def read_feed(body: Body) -> Entries:
    """Read the entries of a feed. Pure."""
    from crawler import feeds

    return feeds.parse(body.content, body.url, content_type=body.content_type)


def read_sitemap(body: Body) -> Entries:
    """Read the entries of a sitemap, or the addresses of an index's children. Pure.

    Of one that takes more memory than the process may have, less is read.
    """
    from crawler import sitemaps

    sizes = (sitemaps.MOST_BYTES, sitemaps.MOST_BYTES // 2, sitemaps.MOST_BYTES // 4)
    return _as_much_as_fits(lambda most: sitemaps.parse(body.content, body.url, most_bytes=most), sizes)


def read_listing(body: Body, links: str, next_link: str | None = None) -> Entries:
    """Read the links of a listing page that a CSS selector names, and the one to its next page. Pure."""
    from crawler import listings

    entries = listings.parse(
        body.content, body.url, links=links, next_link=next_link, content_type=body.content_type
    )
    return replace(entries, doubts=(body.partial, *entries.doubts)) if body.partial else entries


def read_wordpress(body: Body) -> Entries:
    """Read the posts that WordPress lists. Pure."""
    from crawler import wordpress

    return wordpress.parse(body.content, body.url)


class Reader(Protocol):
    """Whoever reads bodies for the spiders: in this process, or in others that can be killed.

    Every method raises `ReadingError` where the body could not be read within its limits.
    """

    async def page(
        self, body: Body, lead: Lead | None, host_lines: frozenset[str] = frozenset()
    ) -> PageRead: ...

    async def feed(self, body: Body) -> Entries: ...

    async def sitemap(self, body: Body) -> Entries: ...

    async def listing(self, body: Body, links: str, next_link: str | None = None) -> Entries: ...

    async def wordpress(self, body: Body) -> Entries: ...


class InlineReader:
    """Reads in the calling process, without limits: for `scrapy crawl` and for tests of one page."""

    async def page(self, body: Body, lead: Lead | None, host_lines: frozenset[str] = frozenset()) -> PageRead:
        return read_page(body, lead, host_lines)

    async def feed(self, body: Body) -> Entries:
        return read_feed(body)

    async def sitemap(self, body: Body) -> Entries:
        return read_sitemap(body)

    async def listing(self, body: Body, links: str, next_link: str | None = None) -> Entries:
        return read_listing(body, links, next_link)

    async def wordpress(self, body: Body) -> Entries:
        return read_wordpress(body)
