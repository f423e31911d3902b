"""The topics under which a publisher files an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawler import cleaning
from crawler.pages import json_ld, outlet_names
from crawler.pages.boilerplate import folded
from crawler.pages.found import UNCONFIRMED, Found
from crawler.pages.page import Page, shown_text

_META = frozenset(("article:tag", "og:article:tag", "article:tags", "video:tag"))
_LISTS = ("news_keywords", "parsely-tags", "sailthru.tags", "cxenseparse:taglist")
_SEPARATOR = re.compile(r"\s*[,;，；、|]\s*")
# "type:story", "uuid=12": for the publisher's machines
_FOR_MACHINES = re.compile(r"\w[\w.-]*[:=]\S|https?:|\d+$|[0-9a-f-]{16,}$", re.IGNORECASE)
_MOST = 30
_MOST_LINKS = 40
_LONGEST = 60
# search engines stopped reading <meta name=keywords>, and many pages have the site's there
_SURE_OF_KEYWORDS = 0.4


def tags(page: Page) -> Found[tuple[str, ...]] | None:
    """At most 30 tags of at most 60 characters, each once, in the publisher's order."""
    for origin, sure, said in _claims(page):
        if names := _cleaned(said, page):
            return Found(names, origin, sure)
    return None


def _claims(page: Page) -> Iterator[tuple[str, float, list[str]]]:
    yield "json-ld keywords", UNCONFIRMED, _split(json_ld.texts(page.article_data.get("keywords")))
    yield "meta article:tag", UNCONFIRMED, _split(_tag_metas(page))
    yield "rel=tag", UNCONFIRMED, list(_linked(page))
    for name in _LISTS:
        if name in page.meta:
            yield f"meta {name}", UNCONFIRMED, _split([page.meta[name]])
    if "keywords" in page.meta:
        yield "meta keywords", _SURE_OF_KEYWORDS, _split([page.meta["keywords"]])


def _tag_metas(page: Page) -> list[str]:
    return [
        element.get("content") or ""
        for element in page.tree.iter("meta")
        if (element.get("property") or element.get("name") or "").lower() in _META
    ]


def _linked(page: Page) -> Iterator[str]:
    found = 0
    for link in page.tree.iter("a"):
        if "tag" in (link.get("rel") or "").lower().split():
            yield shown_text(link)
            found += 1
            if found >= _MOST_LINKS:
                return


def _split(said: Iterable[str]) -> list[str]:
    return [part for text in said for part in _SEPARATOR.split(text[:5000])]


def _cleaned(said: Iterable[str], page: Page) -> tuple[str, ...]:
    avoided = {folded(name) for name in outlet_names.site_names(page)}
    names: dict[str, str] = {}
    for text in said:
        name = cleaning.line(text).strip("#\"'“”«» ")
        key = folded(name)
        if not key or len(name) > _LONGEST or key in avoided or _FOR_MACHINES.match(name):
            continue
        names.setdefault(key, name)
        if len(names) >= _MOST:
            break
    return tuple(names.values())
