"""The one way into reading a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from crawler.lead import Lead
from crawler.pages import kinds, publication
from crawler.pages.article import PageKind, Precision, Provenance, RawArticle
from crawler.pages.caps import MOST_BYTES, markup_of
from crawler.pages.cpu_limit import CpuLimitError
from crawler.pages.found import Found
from crawler.pages.generic import GenericReader
from crawler.pages.kinds import documents
from crawler.pages.page import Page
from crawler.pages.registry import site_page
from crawler.pages.site import SitePage

T = TypeVar("T")

#: How sure a site's own selectors are of what they find.
SURE_OF_SITE = 0.95
_MOST_OTHERS = 50


def read(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    lead: Lead | None = None,
    fetched_at: datetime | None = None,
    host_lines: frozenset[str] = frozenset(),
    most_bytes: int = MOST_BYTES,
    site_readers: bool = True,
) -> RawArticle:
    """What the page at `url` says: pure, and never raises, whatever the bytes are.

    `content_type` is the HTTP header; `lead` what the source claimed, which settles doubts but fills no field;
    `fetched_at` the time of the answer, after which nothing can have been published; `host_lines` the lines that
    other pages of the host show too, which are its furniture. Of a page over `most_bytes` (or of more than 100,000
    tags) the beginning is read, and `partial` says so. Without `site_readers` the generic reader reads every field.
    """
    if documents.is_pdf(body, content_type):
        return RawArticle(kind=PageKind.PDF, url=url, kind_reason="a PDF's bytes")
    if reason := documents.other_format(body, content_type):
        return RawArticle(kind=PageKind.NOT_HTML, url=url, kind_reason=reason)
    markup, partial = markup_of(body, content_type, most_bytes)
    if reason := documents.other_text(markup):
        return RawArticle(kind=PageKind.NOT_HTML, url=url, kind_reason=reason)
    page = Page.parse(markup, url, lead, fetched_at, host_lines)
    if page is None:
        return RawArticle(kind=PageKind.EMPTY, url=url, kind_reason="no element")
    raw = _assemble(GenericReader(page), site_page(page) if site_readers else None)
    return replace(raw, partial=partial)


def _assemble(generic: GenericReader, site: SitePage | None) -> RawArticle:
    own = site or SitePage(generic.page)
    provenance: dict[str, Provenance] = {}

    def pick(field: str, ask: Callable[[], T | None], fall_back: Callable[[], Found[T] | None]) -> T | None:
        try:
            value = ask()
        except Exception:  # a selector that does not fit this page leaves the field to the generic reader
            value = None
        if site is not None and value:
            provenance[field] = Provenance(origin=site.name, sure=SURE_OF_SITE)
            return value
        try:
            found = fall_back()
        except CpuLimitError:  # the page's time is over in this field; the others may have been cheaper
            return None
        if found is None:
            return None
        origin = found.origin if site is None else f"generic: {found.origin}"
        provenance[field] = Provenance(origin=origin, sure=found.sure, others=found.others[:_MOST_OTHERS])
        return found.value

    def generic_only(field: str, ask: Callable[[], Found[T] | None]) -> T | None:
        return pick(field, lambda: None, ask)

    text = pick("text", own.text, lambda: generic.text) or ""
    is_generic = bool(text) and provenance["text"].origin != getattr(site, "name", None)
    title = pick("title", own.title, lambda: generic.title) or ""
    authors = pick("authors", own.authors, lambda: generic.authors) or ()
    is_closed = generic_only("is_paywalled", lambda: generic.is_paywalled)
    kind, reason = _kind_of(generic.page, text, title)
    published_at = pick("published_at", own.published_at, lambda: generic.published_at)
    modified_at = pick("modified_at", own.modified_at, lambda: generic.modified_at)
    return RawArticle(
        kind=kind,
        kind_reason=reason,
        url=generic.page.url,
        title=title,
        text=text,
        opening=generic_only("opening", lambda: generic.opening(text, title)),
        authors=authors,
        agency=generic_only("agency", lambda: generic.agency(text, authors)),
        section=pick("section", own.section, lambda: generic.section),
        tags=generic_only("tags", lambda: generic.tags) or (),
        language=generic_only("language", lambda: generic.language(text or title)),
        published_at=published_at,
        published_precision=_precision(published_at, lambda: generic.published),
        modified_at=modified_at,
        modified_precision=_precision(modified_at, lambda: generic.modified),
        canonical_url=generic_only("canonical_url", lambda: generic.canonical_url),
        amp_url=generic_only("amp_url", lambda: generic.amp_url),
        image_url=generic_only("image_url", lambda: generic.image_url),
        is_paywalled=bool(is_closed) or kind is PageKind.PAYWALL,
        agreement=generic.agreement if is_generic else None,
        left_out=generic.left_out if is_generic else (),
        provenance=provenance,
        reader=site.name if site is not None else generic.name,
    )


def _precision(moment: datetime | None, dated: Callable[[], publication.Dated | None]) -> Precision | None:
    try:
        return publication.precision_of(moment, dated() if moment else None)
    except CpuLimitError:  # a site's own time needs no other to be as precise as its digits
        return publication.precision_of(moment, None)


def _kind_of(page: Page, text: str, title: str) -> tuple[PageKind, str]:
    try:
        return kinds.kind_of(page, text=text, title=title)
    except CpuLimitError:
        return (PageKind.ARTICLE, "") if text else (PageKind.EMPTY, "not read in time")
