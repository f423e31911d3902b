"""The byline, with the place on the page where it was found.

The publisher's structured description comes first, then the meta tags, then what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
