"""Title, byline, times and the rest, each with the place on the page where it was found.

For every field the publisher's structured description comes first, then the meta tags, then what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from crawler import cleaning, dates, urls
from crawler.pages import bylines, json_ld
from crawler.pages.page import Page, shown_text

T = TypeVar("T")

_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|authors?|author-?name|article-author|post-author|entry-author|writer)(?:$|[\s_-]|__)",
    re.IGNORECASE,
)
_AUTHOR_META = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "dc.contributor", "cxenseparse:author", "article:author_name",
)  # fmt: skip
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish_date", "publication_date", "publish-date",
    "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified")
_SECTION_META = ("article:section", "og:article:section", "parsely-section", "section", "articlesection")
_LANGUAGE = re.compile(r"([a-z]{2})(?:$|[-_])", re.IGNORECASE)
_SECTION_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A field's value and where it came from, in the words of the provenance table."""

    value: T
    origin: str


def site_names(page: Page) -> tuple[str, ...]:
    """What the site calls itself."""
    names = [page.meta.get(name, "") for name in ("og:site_name", "application-name", "twitter:site")]
    names += json_ld.texts(page.article_data.get("publisher"))
    cleaned = (cleaning.line(name).removeprefix("@") for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))


def authors(page: Page) -> Found[tuple[str, ...]] | None:
    """The people and desks that the page names, the site itself left out."""
    avoided = site_names(page)
    for origin, named in _bylines(page):
        if names := bylines.join(named, site_names=avoided):
            return Found(names, origin)
    return None


def _bylines(page: Page) -> Iterator[tuple[str, list[str]]]:
    yield "json-ld", json_ld.texts(page.article_data.get("author"))
    for name in _AUTHOR_META:
        if name in page.meta:
            yield f"meta {name}", [page.meta[name]]
    linked = [element for element in page.tree.iter("a") if element.get("rel") == "author"]
    yield "rel=author", [shown_text(element) for element in linked[:6]]
    for element in page.with_class(_BYLINE_CLASS)[:6]:
        shown = shown_text(element)
        if len(shown) <= 120:
            yield "byline", [shown]


def published_at(page: Page) -> Found[datetime] | None:
    """When the page says that it was published: the first of its claims that can be true."""
    return _first_plausible(page, _published_claims(page))


def modified_at(page: Page) -> Found[datetime] | None:
    """When the page says that it was last changed."""
    claims = [("json-ld", text) for text in json_ld.texts(page.article_data.get("dateModified"))]
    claims += [(f"meta {name}", page.meta[name]) for name in _MODIFIED_META if name in page.meta]
    return _first_plausible(page, iter(claims))


def _published_claims(page: Page) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for text in json_ld.texts(page.article_data.get(key)):
            yield "json-ld", text
    for name in _PUBLISHED_META:
        if name in page.meta:
            yield f"meta {name}", page.meta[name]
    times = list(page.tree.iter("time"))
    marked = [time for time in times if "publish" in f"{time.get('itemprop')} {time.get('class')}".lower()]
    for time in (*marked, *times[:3]):
        yield "time", time.get("datetime") or shown_text(time)


def _first_plausible(page: Page, claims: Iterator[tuple[str, str]]) -> Found[datetime] | None:
    doubted = 0
    for origin, text in claims:
        moment = dates.parse(cleaning.line(text))
        if moment is None:
            continue
        if dates.is_plausible(moment, page.fetched_at):
            return Found(moment, f"{origin}, after {doubted} doubted" if doubted else origin)
        doubted += 1
    return None


def section(page: Page) -> Found[str] | None:
    """The part of the site under which the article stands."""
    claims = [("json-ld", text) for text in json_ld.texts(page.article_data.get("articleSection"))]
    claims += [(f"meta {name}", page.meta[name]) for name in _SECTION_META if name in page.meta]
    for origin, text in claims:
        name = cleaning.line(text)
        if name and len(name) <= _SECTION_LONGEST:
            return Found(name, origin)
    return None


def language(page: Page) -> Found[str] | None:
    """The page's language as a two-letter code (ISO 639-1)."""
    claims = [("html lang", page.tree.get("lang") or page.tree.get("xml:lang") or "")]
    claims += [
        ("json-ld", text) for text in json_ld.texts(page.article_data.get("inLanguage"), "alternateName")
    ]
    claims += [
        (f"meta {name}", page.meta[name]) for name in ("og:locale", "content-language") if name in page.meta
    ]
    for origin, text in claims:
        if code := _LANGUAGE.match(text.strip()):
            return Found(code[1].lower(), origin)
    return None


def canonical_url(page: Page) -> Found[str] | None:
    """The address that the page calls its own; whether it is believed is for `crawler.normalise` to say."""
    for link in page.tree.iter("link"):
        is_canonical = (link.get("rel") or "").strip().lower() == "canonical"
        if is_canonical and (found := urls.absolute(link.get("href") or "", page.base_url)):
            return Found(found, "rel=canonical")
    if (claimed := page.meta.get("og:url")) and (found := urls.absolute(claimed, page.base_url)):
        return Found(found, "meta og:url")
    return None
