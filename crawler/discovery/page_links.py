"""What an HTML page says of its site's sources: links to feeds, to sitemaps, to the API of WordPress."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from crawler import cleaning, urls
from crawler.decoding import decode
from crawler.discovery.answers import Answer
from crawler.discovery.found import Found, Kind, Trust

_MOST_BYTES = 3_000_000
_MOST_LINKS = 60
_MOST_WORDS = 6
_FEED_TYPES = re.compile(
    r"^(?:application|text)/(?:(?:rss|atom|rdf)\+xml|feed\+json|json|xml)\b", re.IGNORECASE
)
_JSON_API = re.compile(r"/wp-json/|oembed", re.IGNORECASE)
_SAYS_FEED = re.compile(
    r"(?<![^\W\d_])rss(?![^\W\d_])|^(?:\w+ )?(?:atom|xml|news ?feeds?|feeds?|фид|лента)(?: feeds?)?$",
    re.IGNORECASE,
)
_FEED_ADDRESS = re.compile(
    r"(?:^|[/._=])(?:rss2?|atom|feeds?|rdf|outboundfeeds|news-?feeds?|rss-feeds?)(?:[/._?&]|$)|\.(?:rss|rdf|atom)$"
    r"|[?&](?:format|type|alt|feed|output)=(?:feed|rss2?|atom)\b|feed\.json|index\.xml$",
    re.IGNORECASE,
)
_LINK_HEADER = re.compile(r"<([^<>\s]{1,2000})>((?:\s*;[^,<]{0,200})*)")
_TYPE_PARAMETER = re.compile(r"\btype=\"?([\w/+.-]+)", re.IGNORECASE)
_LONGEST_HEADER = 8_000
_FEED_FILE = re.compile(r"\.(?:xml|rdf|rss|atom|json)$", re.IGNORECASE)
_ICON = re.compile(r"(?:^|[-_])(?:rss|feed)(?:[-_]|$)", re.IGNORECASE)
_ARTICLE_TYPES = re.compile(r'"@type"\s*:\s*\[?\s*"(?:\w*NewsArticle|Article|BlogPosting|Report)"')
_FEED_HOSTS = re.compile(
    r"(?:^|\.)(?:feedburner\.com|feedpress\.\w+|feeds\.\w[\w.-]+|feedblitz\.com|buzzsprout\.com)$"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageLinks:
    """What a page says, and the page itself as it was parsed. `wordpress` is the root of the API it names."""

    url: str
    base: str
    soup: BeautifulSoup
    feeds: tuple[Found, ...]
    wordpress: str | None
    sitemaps: tuple[Found, ...]
    generator: str
    site_name: str
    language: str | None
    is_article: bool


def page_links(answer: Answer, *, lists_feeds: bool = False) -> PageLinks:
    """Read a page. One that `lists_feeds`, as it was linked as RSS, may name them without saying so again."""
    soup = BeautifulSoup(cleaning.markup(decode(answer.body[:_MOST_BYTES], answer.content_type)), "lxml")
    named = soup.select_one("base[href]")
    base = (urls.absolute(str(named["href"]), answer.url) if named else None) or answer.url
    found: dict[str, Found] = {}
    for one in [
        *_in_header(answer, base),
        *_declared(soup, base, answer.url),
        *_anchors(soup, base, answer.url, lists_feeds),
    ]:
        found.setdefault(one.url, one)
    return PageLinks(
        url=answer.url,
        base=base,
        soup=soup,
        feeds=tuple(found.values())[:_MOST_LINKS],
        wordpress=_wordpress(soup, base, answer),
        sitemaps=tuple(_sitemaps(soup, base, answer.url)),
        generator=_generator(soup),
        site_name=_site_name(soup),
        language=_language(soup),
        is_article=_is_article(soup),
    )


def _in_header(answer: Answer, base: str) -> Iterator[Found]:
    """The feeds that the answer itself links to (RFC 8288)."""
    for target, said in _LINK_HEADER.findall(answer.headers.get("link", "")[:_LONGEST_HEADER]):
        kind = _TYPE_PARAMETER.search(said)
        is_feed = "alternate" in said.lower() and kind is not None and _FEED_TYPES.match(kind[1])
        address = urls.absolute(target, base) if is_feed else None
        if address is not None and not _JSON_API.search(address):
            yield Found(
                url=address,
                kind=Kind.FEED,
                how="named in the answer's Link header",
                trust=Trust.DECLARED,
                on_page=answer.url,
            )


def _declared(soup: BeautifulSoup, base: str, page: str) -> Iterator[Found]:
    for link in soup.select("link[href]"):
        rel = _words(link.get("rel"))
        kind = str(link.get("type") or "").strip()
        href = str(link["href"])
        if not rel & {"alternate", "feed"} or not (_FEED_TYPES.match(kind) or (not kind and "feed" in rel)):
            continue
        address = urls.absolute(href, base)
        if address is None or _JSON_API.search(address):
            continue
        if kind.lower().startswith("application/json") and "json" not in address.rpartition("/")[2]:
            continue
        title = cleaning.line(str(link.get("title") or ""))
        yield Found(
            url=address,
            kind=Kind.FEED,
            how="named in the page's head",
            trust=Trust.DECLARED,
            on_page=page,
            title=title,
        )


def _anchors(soup: BeautifulSoup, base: str, page: str, lists_feeds: bool) -> Iterator[Found]:
    for anchor in soup.find_all("a", href=True):
        said = cleaning.line(anchor.get_text(" "))[:60]
        path = str(anchor["href"]).partition("#")[0]
        by_address = _FEED_ADDRESS.search(path) or (lists_feeds and _FEED_FILE.search(path.partition("?")[0]))
        if not by_address and not _says_feed(anchor, said):
            continue
        address = urls.absolute(path, base)
        if address is not None and _is_near(address, page):
            yield Found(
                url=address,
                kind=Kind.FEED,
                how="linked on the page",
                trust=Trust.LINKED,
                on_page=page,
                title=said,
            )


def _says_feed(anchor: Tag, said: str) -> bool:
    """Whether an anchor says so in few words, in a title, or by a picture."""
    if len(said.split()) > _MOST_WORDS:
        return False
    labels = [said, str(anchor.get("title") or ""), str(anchor.get("aria-label") or "")]
    return any(map(_SAYS_FEED.search, [*labels, *_pictures(anchor)]))


def _is_near(address: str, page: str) -> bool:
    host = urlsplit(address).hostname or ""
    return urls.host_group(address) == urls.host_group(page) or bool(_FEED_HOSTS.search(host))


def _pictures(anchor: Tag) -> list[str]:
    """The words of an anchor that holds a picture: its alternative text, or "rss" where a class names an icon."""
    said = [str(image.get("alt") or "") for image in anchor.find_all("img", limit=3)]
    marks = [*(anchor.get("class") or ())]
    for one in anchor.find_all(["i", "span", "svg", "use"], limit=5):
        marks += [*(one.get("class") or ()), str(one.get("href") or "").replace("#", "-")]
    return [*said, "rss"] if any(_ICON.search(str(mark)) for mark in marks) else said


def _wordpress(soup: BeautifulSoup, base: str, answer: Answer) -> str | None:
    link = soup.select_one("link[rel='https://api.w.org/'][href]")
    if link is not None:
        return urls.absolute(str(link["href"]), base)
    header = re.search(r"<([^>]+)>;\s*rel=\"?https://api\.w\.org/", answer.headers.get("link", ""))
    return urls.absolute(header[1], base) if header else None


def _sitemaps(soup: BeautifulSoup, base: str, page: str) -> Iterator[Found]:
    for element in soup.select("link[rel=sitemap][href], a[href*=sitemap]"):
        address = urls.absolute(str(element["href"]), base)
        if address and _is_near(address, page) and re.search(r"\.xml(?:\.gz)?(?:$|\?)", address):
            yield Found(
                url=address, kind=Kind.SITEMAP, how="linked on the page", trust=Trust.LINKED, on_page=page
            )


def _generator(soup: BeautifulSoup) -> str:
    said = " ".join(str(meta.get("content") or "") for meta in soup.select("meta[name=generator]"))
    if not said and soup.select_one(
        "link[href*='/wp-content/'], script[src*='/wp-includes/'], img[src*='/wp-content/']"
    ):
        return "wordpress"
    return said.lower()


def _site_name(soup: BeautifulSoup) -> str:
    for selector in ("meta[property='og:site_name']", "meta[name='application-name']"):
        meta = soup.select_one(selector)
        if meta is not None and (name := cleaning.line(str(meta.get("content") or ""))):
            return name[:60]
    title = cleaning.line(soup.title.get_text(" ")) if soup.title else ""
    parts = [part for part in re.split(r"\s+[|–—·»-]\s+", title) if part]
    return min(parts, key=len)[:60] if parts else ""


def _language(soup: BeautifulSoup) -> str | None:
    html = soup.find("html")
    said = str(html.get("lang") or html.get("xml:lang") or "") if isinstance(html, Tag) else ""
    code = re.match(r"[A-Za-z]{2}(?![A-Za-z])", said)
    return code[0].lower() if code else None


def _is_article(soup: BeautifulSoup) -> bool:
    kind = soup.select_one("meta[property='og:type'][content]")
    if kind is not None and str(kind["content"]).strip().lower() == "article":
        return True
    if soup.select_one("meta[property='article:published_time']") is not None:
        return True
    data = [script.get_text() for script in soup.select("script[type='application/ld+json']")]
    return any(len(_ARTICLE_TYPES.findall(one)) == 1 and "ItemList" not in one for one in data)


def _words(value: object) -> set[str]:
    return (
        {str(one).lower() for one in value}
        if isinstance(value, list)
        else set(str(value or "").lower().split())
    )
