"""Pages that list a site's articles, and where such a page may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from crawler import cleaning, urls
from crawler.discovery.article_links import article_links
from crawler.discovery.found import Found, Kind, Measured, Trust
from crawler.discovery.link_selectors import link_selector
from crawler.discovery.measuring import of_listing
from crawler.discovery.page_links import PageLinks
from crawler.lead import Lead

_SAYS_NEWS = re.compile(
    r"(?<![^\W_])(?:news(?:room)?|latest|articles?|press(?: releases?)?|media(?: cent(?:er|re))?|blog|posts|stories"
    r"|archive|insights|analysis|aktuelles|nachrichten|presse|pressemitteilungen|actualit[ée]s?|noticias|notizie"
    r"|новости|новини|пресс?-?\w*|뉴스|보도자료|소식|ニュース|報道発表|新闻|新聞)(?![^\W_])",
    re.IGNORECASE,
)


def listing_of(page: PageLinks, trust: Trust, how: str, now: datetime) -> Measured | None:
    """The page as a listing; None where no three of its links look like articles in one place."""
    chosen = link_selector(page, article_links(page, now))
    if chosen is None:
        return None
    leads = [Lead(url=link.url, title=link.title or None) for link in chosen.links]
    shown = {link.url: link.shown_at for link in chosen.links if link.shown_at is not None}
    found = Found(
        url=urls.readable(page.url, like=page.url),
        kind=Kind.LISTING,
        how=how,
        trust=trust,
        title=page.site_name,
        links=chosen.css,
    )
    return of_listing(found, leads, shown, now, page.language)


def news_pages(page: PageLinks) -> Iterator[str]:
    """Links of the page that say they lead to the news, those of few words first."""
    found: dict[str, int] = {}
    group = urls.host_group(page.url)
    for anchor in page.soup.select("a[href]", limit=600):
        address = urls.absolute(str(anchor["href"]), page.base)
        if address is None or urls.host_group(address) != group or urls.is_front_page(address):
            continue
        said = cleaning.line(anchor.get_text(" "))
        path = urlsplit(address).path
        if len(said.split()) > 4 or path.count("/") > 4 or path == urlsplit(page.url).path:
            continue
        if _SAYS_NEWS.search(said) or _SAYS_NEWS.search(path.replace("-", " ")):
            found.setdefault(address.partition("#")[0], len(path))
    yield from sorted(found, key=lambda address: found[address])


def folder_of(url: str) -> str:
    """The path of the section that an address is in: `/world/asia/` for `/world/asia/`, `/` for `/about`."""
    path = urlsplit(url).path
    return path[: path.rfind("/") + 1] or "/"
