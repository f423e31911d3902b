"""When a page says that its article was published and last changed: the first of its claims that can be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from crawler import cleaning, dates
from crawler.pages import headline, json_ld, visible_dates
from crawler.pages.found import Found
from crawler.pages.page import Page, shown_text

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish_date", "publication_date", "publish-date",
    "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified")
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?:post|publish(?:ed)?|pub|entry|article|story)?[_-]?(?:date|time|timestamp)|published|"
    r"datepublished|byline|post-?meta|entry-?meta|article-?meta|meta)(?:$|[\s_-]|__)",
    re.IGNORECASE,
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:[/_-]|$)")
_UPDATED = re.compile(r"\b(?:updated|modified|revised|edited)\b|수정|更新|обновлено|оновлено", re.IGNORECASE)
_MOST_MARKED = 20
_LONGEST_MARKED = 200


def published_at(page: Page) -> Found[datetime] | None:
    """With the page's own offset, naive where it gives none."""
    return _first_plausible(page, _published_claims(page))


def modified_at(page: Page) -> Found[datetime] | None:
    """With the page's own offset, naive where it gives none."""
    return _first_plausible(page, _modified_claims(page))


def _modified_claims(page: Page) -> Iterator[tuple[str, datetime | None]]:
    for text in json_ld.texts(page.article_data.get("dateModified")):
        yield "json-ld", _parsed(text)
    for name in _MODIFIED_META:
        if name in page.meta:
            yield f"meta {name}", _parsed(page.meta[name])


def _published_claims(page: Page) -> Iterator[tuple[str, datetime | None]]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for text in json_ld.texts(page.article_data.get(key)):
            yield "json-ld", _parsed(text)
    for name in _PUBLISHED_META:
        if name in page.meta:
            yield f"meta {name}", _parsed(page.meta[name])
    times = list(page.tree.iter("time"))
    marked = [time for time in times if "publish" in f"{time.get('itemprop')} {time.get('class')}".lower()]
    for time in (*marked, *times[:3]):
        yield "time", _parsed(time.get("datetime") or "") or _written(shown_text(time))
    for line in headline.beneath(page):
        yield "line at the headline", _written(line)
    for element in page.with_class(_DATE_CLASS)[:_MOST_MARKED]:
        shown = shown_text(element)
        if len(shown) <= _LONGEST_MARKED:
            yield "date on the page", _written(shown)
    if day := _URL_DAY.search(page.url):
        yield "address", _parsed("-".join(day.groups()))


def _parsed(text: str) -> datetime | None:
    return dates.parse(cleaning.line(text))


def _written(line: str) -> datetime | None:
    """The date in a line that people read, unless the line speaks of a change before it names the date."""
    shown = visible_dates.first(line)
    if shown is None:
        return _parsed(line)
    if _UPDATED.search(line[: shown.start]) and (others := list(visible_dates.every(line[shown.end :]))):
        return others[0].moment
    return shown.moment


def _first_plausible(page: Page, claims: Iterator[tuple[str, datetime | None]]) -> Found[datetime] | None:
    doubted = 0
    for origin, moment in claims:
        if moment is None:
            continue
        if dates.is_plausible(moment, page.fetched_at):
            return Found(moment, f"{origin}, after {doubted} doubted" if doubted else origin)
        doubted += 1
    return None
