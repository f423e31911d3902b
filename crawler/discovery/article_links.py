"""The links of a page that look like articles, each with the time that the page shows beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bs4 import Tag

from crawler import cleaning, dates, urls
from crawler.discovery.page_links import PageLinks
from crawler.pages import url_dates, visible_dates

# the first links of a page are its news
MOST_LINKS = 1_500
_MOST_CLIMBED = 6
_LONGEST_CARD = 1_200
_LIKELY = 4
_FURNITURE = frozenset({"nav", "footer", "aside", "form"})
_FURNITURE_MARK = re.compile(
    r"\b(?:nav|menu|footer|breadcrumbs?|pagination|pager|share|social|sidebar|tags?)\b", re.IGNORECASE
)
_NO_ARTICLE = re.compile(
    r"/(?:tags?|category|categories|topics?|authors?|users?|people|about|contact|privacy|terms|login|register|subscribe"
    r"|search|page|advert\w*|cookies?|careers?|jobs)(?:/|$)|[?&](?:page|paged|replytocom|share)=|/feed/?$"
    r"|\.(?:jpe?g|png|gif|svg|webp|mp[34]|zip|xml|rss|css|js)$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:^|[^\d])\d{4,}(?:[^\d]|$)|[?&]\w*(?:id|no|num|seq|idx)=\d+", re.IGNORECASE)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_STAMPS = ("datetime", "data-date", "data-timestamp", "data-time", "data-published")
_STAMPED = ", ".join(f"[{name}]" for name in _STAMPS)
_AGO = re.compile(r"(?<!\d)(\d{1,2})\s*(minutes?|mins?|hours?|hrs?|days?)\s+ago\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLink:
    """A link, the words it shows, and the time beside it; `score` says how much it looks like an article's."""

    url: str
    anchor: Tag
    title: str
    shown_at: datetime | None
    score: int


def article_links(page: PageLinks, now: datetime) -> list[ArticleLink]:
    """The links that look like articles of this page's site, in the order of the page."""
    return [link for link in _all(page, now) if link.score >= _LIKELY]


def _all(page: PageLinks, now: datetime) -> Iterator[ArticleLink]:
    group = urls.host_group(page.url)
    anchors = page.soup.select("a[href]", limit=MOST_LINKS)
    targets = {id(anchor): urls.absolute(str(anchor["href"]), page.base) for anchor in anchors}
    for anchor in anchors:
        address = targets[id(anchor)]
        if address is None or urls.host_group(address) != group or _same(address, page.url):
            continue
        if _NO_ARTICLE.search(_path(address)):
            continue
        title = cleaning.line(anchor.get_text(" "))
        shown = _shown_beside(anchor, address, targets, now) or _of_address(address)
        yield ArticleLink(
            url=address,
            anchor=anchor,
            title=title,
            shown_at=shown,
            score=_score(anchor, address, title, shown),
        )


def _score(anchor: Tag, address: str, title: str, shown: datetime | None) -> int:
    parts = urlsplit(address)
    last = parts.path.rstrip("/").rpartition("/")[2]
    score = 0
    if url_dates.day_of(address) or url_dates.month_of(address):
        score += 2
    if last.count("-") >= 3 or last.count("_") >= 3:
        score += 2
    elif last.count("-") or last.endswith((".html", ".htm", ".php", ".aspx")):
        score += 1
    if _NUMBER.search(f"{last}?{parts.query}"):
        score += 1
    if len(title.split()) >= 4 or len(_EAST_ASIAN.findall(title)) >= 8:
        score += 2
    if shown is not None:
        score += 2
    if any(parent.name in _HEADINGS for parent in (anchor, *list(anchor.parents)[:2])) or anchor.find(
        _HEADINGS
    ):
        score += 1
    if _is_furniture(anchor):
        score -= 4
    return score


def _is_furniture(anchor: Tag) -> bool:
    for parent in anchor.parents:
        if parent.name in _FURNITURE:
            return True
        if parent.name in {"main", "article", "body"}:
            return False
        marks = f"{' '.join(map(str, parent.get('class') or ()))} {parent.get('id') or ''}"
        if _FURNITURE_MARK.search(marks.replace("-", " ").replace("_", " ")):
            return True
    return False


def _shown_beside(
    anchor: Tag, address: str, targets: dict[int, str | None], now: datetime
) -> datetime | None:
    """The time in the smallest element around a link that shows one, before other articles' links come in."""
    element: Tag | None = anchor
    for _ in range(_MOST_CLIMBED):
        if element is None or element.name in {"body", "main", "html"}:
            return None
        others = {
            targets.get(id(one)) for one in element.select("a[href]", limit=40) if one is not anchor
        } - {address, None}
        if sum(not _NO_ARTICLE.search(_path(other or "")) for other in others) > 1:
            return None
        if (found := _time_in(element, now)) is not None:
            return found
        element = element.parent
    return None


def _time_in(element: Tag, now: datetime) -> datetime | None:
    for stamp in element.select(_STAMPED, limit=3):
        written = next((str(stamp[name]) for name in _STAMPS if stamp.get(name)), "")
        if (moment := dates.parse(written)) is not None:
            return _utc(moment)
    for line in element.stripped_strings:
        if len(line) > _LONGEST_CARD:
            return None
        text = cleaning.line(line)
        if shown := visible_dates.first(text, day_first=True):
            return _utc(shown.moment)
        if ago := _AGO.search(text):
            size = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}[
                ago[2][0].lower()
            ]
            return now - int(ago[1]) * size
    return None


def _of_address(address: str) -> datetime | None:
    day = url_dates.day_of(address)
    return _utc(day) if day else None


def _utc(moment: datetime) -> datetime:
    return dates.as_utc(moment) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _path(address: str) -> str:
    return "/" + address.partition("://")[2].partition("/")[2]


def _same(address: str, page: str) -> bool:
    return address.partition("#")[0].rstrip("/") == page.partition("#")[0].rstrip("/")
