"""The one way into reading a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from crawler.decoding import decode
from crawler.lead import Lead
from crawler.pages.article import PageKind, Provenance, RawArticle
from crawler.pages.found import Found
from crawler.pages.generic import GenericReader
from crawler.pages.page import Page
from crawler.pages.registry import site_page
from crawler.pages.site import SitePage

T = TypeVar("T")

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
# what servers send when they do not know
_UNKNOWN_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-unknown"})
_OTHER_FORMATS = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"wOF",
    b"OggS", b"ID3", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x20ftyp", b"7z\xbc\xaf",
)  # fmt: skip
_HTML_START = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\ufffd]")
_SNIFFED = 4096
#: How sure a site's own selectors are of what they find.
SURE_OF_SITE = 0.95
_MOST_CONTROL = 0.1
_HTML_TAG = re.compile(r"<[a-z!?/]", re.IGNORECASE)


def read(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    lead: Lead | None = None,
    fetched_at: datetime | None = None,
    host_lines: frozenset[str] = frozenset(),
) -> RawArticle:
    """What the page at `url` says: pure, and never raises, whatever the bytes are.

    `content_type` is the HTTP header; `lead` what the source claimed, which settles doubts but fills no field;
    `fetched_at` the time of the answer, after which nothing can have been published; `host_lines` the lines that
    other pages of the host show too, which are its furniture.
    """
    if _is_other_format(body, content_type):
        return RawArticle(kind=PageKind.NOT_HTML, url=url)
    markup = decode(body, content_type)
    if markup.strip() and (_is_binary(markup) or not _HTML_TAG.search(markup)):
        return RawArticle(kind=PageKind.NOT_HTML, url=url)
    page = Page.parse(markup, url, lead, fetched_at, host_lines)
    if page is None:
        return RawArticle(kind=PageKind.EMPTY, url=url)
    return _assemble(GenericReader(page), site_page(page))


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
        if (found := fall_back()) is None:
            return None
        origin = found.origin if site is None else f"generic: {found.origin}"
        provenance[field] = Provenance(origin=origin, sure=found.sure, others=found.others)
        return found.value

    def generic_only(field: str, found: Found[T] | None) -> T | None:
        return pick(field, lambda: None, lambda: found)

    text = pick("text", own.text, lambda: generic.text)
    return RawArticle(
        kind=PageKind.ARTICLE if text else PageKind.EMPTY,
        url=generic.page.url,
        title=pick("title", own.title, lambda: generic.title) or "",
        text=text or "",
        authors=pick("authors", own.authors, lambda: generic.authors) or (),
        section=pick("section", own.section, lambda: generic.section),
        language=generic_only("language", generic.language),
        published_at=pick("published_at", own.published_at, lambda: generic.published_at),
        modified_at=pick("modified_at", own.modified_at, lambda: generic.modified_at),
        canonical_url=generic_only("canonical_url", generic.canonical_url),
        provenance=provenance,
        reader=site.name if site is not None else generic.name,
    )


def _is_binary(markup: str) -> bool:
    head = markup[:_SNIFFED]
    return len(_CONTROL.findall(head)) > _MOST_CONTROL * len(head)


def _is_other_format(body: bytes, content_type: str | None) -> bool:
    if body.startswith(_OTHER_FORMATS):
        return True
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type in _HTML_TYPES or media_type in _UNKNOWN_TYPES:
        return False
    # some servers call every page text/plain
    return _HTML_START.search(body[:_SNIFFED]) is None
