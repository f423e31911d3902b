"""A CSS selector for the links of a page that lead to its articles: what a listing needs as `links`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlsplit

import soupsieve
from bs4 import BeautifulSoup, Tag

from crawler import urls
from crawler.discovery.article_links import MOST_LINKS, ArticleLink
from crawler.discovery.page_links import PageLinks

FEWEST_ARTICLES = 3
_FEWEST_TRIED, _MOST_TRIED = 15, 120
_MOST_LOOKED_AT = 2_000_000
_MOST_CLIMBED = 4
_LEAST_PRECISE = 0.7
# names that a build makes anew (letters mixed with digits or capitals), and those that say how a thing looks
_UNSTABLE = re.compile(
    r"\d|^(?=[a-z]*[A-Z])(?=\w*[A-Z]\w*[A-Z])[A-Za-z]{4,8}$|__\w{5,}$|^(?:css|sc|jsx|_)-"
    r"|^(?:active|first|last|odd|even|bold|left|right|clearfix|container|wrapper|row|hidden|visible)$"
    r"|^(?:[wdhmp]|[mp][trblxy]|col|row|text|font|bg|flex|grid|gap|leading|border|rounded|items|justify|is|has)(?:-|$)"
)
_MEANS = re.compile(r"\.|\bh[1-5]\b|\barticle\b|\bt[dr]\b|\bdt\b|\[href")
_PLAIN = re.compile(r"[A-Za-z_][\w-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSelector:
    """A selector, and the links that look like articles among those it selects."""

    css: str
    links: tuple[ArticleLink, ...]


def link_selector(page: PageLinks, likely: Sequence[ArticleLink]) -> LinkSelector | None:
    """The selector that selects most of the articles and hardly anything else; None where no three are alike.

    Where some of the links have a time beside them, those are the articles.
    """
    dated = [link for link in likely if link.shown_at is not None]
    wanted = dated if len({link.url for link in dated}) >= FEWEST_ARTICLES else list(likely)
    addresses = {link.url for link in wanted}
    if len(addresses) < FEWEST_ARTICLES:
        return None
    near = addresses | {link.url for link in likely}
    best: tuple[float, bool, int, str] | None = None
    for css in _candidates(wanted)[: _worth_trying(page)]:
        selected = _selected(page, css)
        if len(selected & addresses) < FEWEST_ARTICLES:
            continue
        precise = len(selected & near) / len(selected)
        whole = len(selected & addresses) / len(addresses)
        exact = len(selected & addresses) / len(selected)
        if precise < _LEAST_PRECISE:
            continue
        # what names a class, a heading or a cell still means the articles when the page gets another box
        key = (round(precise * 2 + exact + whole * 2, 1), bool(_MEANS.search(css)), -len(css), css)
        best = key if best is None else max(best, key)
    if best is None:
        return None
    chosen = _selected(page, best[-1])
    return LinkSelector(css=best[-1], links=tuple(_each_once(link for link in likely if link.url in chosen)))


def _worth_trying(page: PageLinks) -> int:
    """How many selectors are tried: each looks at every element of the page."""
    elements = sum(1 for _ in page.soup.descendants)
    return max(_FEWEST_TRIED, min(_MOST_TRIED, _MOST_LOOKED_AT // max(elements, 1)))


def _each_once(links: Iterator[ArticleLink]) -> list[ArticleLink]:
    """The links by address; of two to one article the one with the longer words stays."""
    kept: dict[str, ArticleLink] = {}
    for link in links:
        known = kept.get(link.url)
        if known is None or len(link.title) > len(known.title):
            kept[link.url] = link
    return list(kept.values())


def _selected(page: PageLinks, css: str) -> set[str]:
    try:
        anchors = [
            anchor for element in page.soup.select(css, limit=MOST_LINKS) for anchor in _anchors(element)
        ]
    except (soupsieve.SelectorSyntaxError, ValueError):
        return set()
    return {address for anchor in anchors if (address := urls.absolute(str(anchor["href"]), page.base))}


def _anchors(element: Tag) -> list[Tag]:
    if element.name == "a":
        return [element] if element.get("href") else []
    return list(element.select("a[href]"))


def _candidates(wanted: Sequence[ArticleLink]) -> list[str]:
    """Selectors that fit some of the links, the commonest first."""
    counted: Counter[str] = Counter()
    for link in wanted:
        counted.update(set(_fitting(link.anchor)))
    counted.update(_by_address([link.url for link in wanted]))
    ordered = sorted(counted, key=lambda css: (-counted[css], len(css)))
    return ordered[:_MOST_TRIED]


def _fitting(anchor: Tag) -> Iterator[str]:
    own = [f"a.{name}" for name in _classes(anchor)]
    yield from own
    steps: list[list[str]] = []
    for parent in anchor.parents:
        if (
            parent.name in {"body", "html", "[document]"}
            or isinstance(parent, BeautifulSoup)
            or len(steps) >= _MOST_CLIMBED
        ):
            break
        steps.append([*(f"{parent.name}.{name}" for name in _classes(parent)), parent.name])
    for place, step in enumerate(steps):
        for simple in step:
            if place or simple not in {"div", "span", "p"}:
                yield f"{simple} a"
            if place == 0:
                yield f"{simple} > a"
            for inner in steps[0] if place else ():
                yield f"{simple} {inner} > a"
            for mine in own[:2]:
                yield f"{simple} {mine}"


def _classes(element: Tag) -> list[str]:
    return [
        str(name)
        for name in element.get("class") or ()
        if _PLAIN.fullmatch(str(name)) and not _UNSTABLE.search(str(name))
    ][:3]


def _by_address(addresses: Sequence[str]) -> Iterator[str]:
    """Selectors by what the addresses have in common."""
    beginnings: Counter[str] = Counter()
    for address in addresses:
        parts = urlsplit(address)
        # a year or a number is not in tomorrow's address
        folders = list(takewhile(lambda folder: not folder.isdigit(), parts.path.split("/")[1:-1]))
        for depth in range(1, min(len(folders), 3) + 1):
            beginnings["/" + "/".join(folders[:depth]) + "/"] += 1
        if parts.query:
            beginnings[f"{parts.path}?{parts.query.partition('=')[0]}="] += 1
    for beginning, count in beginnings.items():
        if (
            count >= FEWEST_ARTICLES
            and '"' not in beginning
            and "'" not in beginning
            and "\\" not in beginning
        ):
            yield f"a[href*='{beginning}']"
