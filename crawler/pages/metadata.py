"""Byline, section, language and address, each with the place on the page where it was found.

For every field the publisher's structured description comes first, then the meta tags, then what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler import cleaning, urls
from crawler.pages import bylines, headline, json_ld, outlet_names, stamps
from crawler.pages.found import Found
from crawler.pages.page import Page, shown_text

_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|by-line|authors?|author-?name|article-author|post-author|entry-author|writer)(?:$|[\s_-]|__)",
    re.IGNORECASE,
)
_AUTHOR_META = (
    "author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "dc.contributor", "cxenseparse:author", "article:author_name",
)  # fmt: skip
_SECTION_META = ("article:section", "og:article:section", "parsely-section", "section", "articlesection")
_LANGUAGE = re.compile(r"([a-z]{2})(?:$|[-_])", re.IGNORECASE)
_SECTION_LONGEST = 60


def authors(page: Page) -> Found[tuple[str, ...]] | None:
    """The people and desks that the page names, the site itself left out."""
    avoided = outlet_names.site_names(page)
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
    for line in headline.beneath(page):
        if named := stamps.author_of(line):
            yield "line at the headline", [named]


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
