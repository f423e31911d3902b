"""What a site calls itself, in its descriptions and on the link to its front page."""

from __future__ import annotations

import re

from crawler import cleaning, urls
from crawler.pages import json_ld
from crawler.pages.boilerplate import folded
from crawler.pages.once import once_a_page
from crawler.pages.page import Page, shown_text

_NAME_LONGEST = 60
_MOST_LINKS = 20
_HOME_WORDS = frozenset(
    ("home", "homepage", "home page", "front page", "start", "startseite", "accueil", "inicio", "logo", "main", "index",
     "news", "menu", "back", "головна", "главная", "홈", "ホーム", "トップ", "首页", "首頁")
)  # fmt: skip
_FRONT = re.compile(
    r"(?:(?:https?:)?//[^/?#]+)?/?(?:(?:index|default|home)\.\w{2,5})?(?:\?[^#]{0,200})?", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_SHORTEST_LABEL = 4
_MOST_NAME_WORDS = 4


@once_a_page
def site_names(page: Page) -> tuple[str, ...]:
    """What the site calls itself."""
    names = [page.meta.get(name, "") for name in ("og:site_name", "application-name", "twitter:site")]
    names += json_ld.texts(page.article_data.get("publisher"))
    cleaned = (cleaning.line(name).removeprefix("@") for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))


@once_a_page
def home_name(page: Page) -> str | None:
    """What the first link to the site's front page is called, by its words or by its picture."""
    known: dict[str, bool] = {}
    for link in page.tree.iter("a"):
        href = (link.get("href") or "").strip()
        # most links lead to articles, and telling so by their form is cheap
        if not href or not _FRONT.fullmatch(href):
            continue
        if href not in known:
            known[href] = len(known) < _MOST_LINKS and _is_front(urls.absolute(href, page.base_url), page.url)
        if not known[href]:
            continue
        pictures = (cleaning.line(image.get("alt") or "") for image in link.iter("img"))
        name = shown_text(link) or next(filter(None, pictures), "")
        if name and len(name) <= _NAME_LONGEST and name.casefold() not in _HOME_WORDS:
            return name
    return None


@once_a_page
def host_label(page: Page) -> str:
    """The part of the host's name that its owner chose, without the public suffix; empty for an address."""
    return host_names(page)[-1] if host_names(page) else ""


@once_a_page
def host_names(page: Page) -> tuple[str, ...]:
    """The registrable domain, and what stands in it before the public suffix."""
    try:
        domain = urls.registrable_domain(page.url)
    except ValueError:
        return ()
    return (domain, domain.partition(".")[0]) if domain else ()


@once_a_page
def all_names(page: Page) -> frozenset[str]:
    """Every name of the site that is known, folded for comparison."""
    home = home_name(page)
    names = (*site_names(page), *host_names(page), *((home,) if home else ()))
    return frozenset(filter(None, map(folded, names)))


def is_site(page: Page, text: str) -> bool:
    """Whether `text` is nothing but a name of the site."""
    name = folded(text)
    known = all_names(page)
    return bool(name) and (name in known or f"the{name}" in known or name.removeprefix("the") in known)


def is_named_after_host(page: Page, text: str) -> bool:
    """Whether a few words hold the host's own name, as "Example Health" does on example.org."""
    label = folded(host_label(page))
    words = _WORD.findall(text)
    if len(label) < _SHORTEST_LABEL or not 0 < len(words) <= _MOST_NAME_WORDS:
        return False
    name = folded(text)
    return name.startswith(label) or (len(name) >= _SHORTEST_LABEL and name in label)


def _is_front(target: str | None, own: str) -> bool:
    try:
        return (
            target is not None
            and urls.is_front_page(target)
            and urls.host_group(target) == urls.host_group(own)
        )
    except ValueError:
        return False
