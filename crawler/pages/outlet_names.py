"""What a site calls itself, in its descriptions and on the link to its front page."""

from __future__ import annotations

from crawler import cleaning, urls
from crawler.pages import json_ld
from crawler.pages.page import Page, shown_text

_NAME_LONGEST = 60
_HOME_WORDS = frozenset(
    ("home", "homepage", "home page", "front page", "start", "startseite", "accueil", "inicio", "logo", "main", "index",
     "news", "menu", "back", "головна", "главная", "홈", "ホーム", "トップ", "首页", "首頁")
)  # fmt: skip


def site_names(page: Page) -> tuple[str, ...]:
    """What the site calls itself."""
    names = [page.meta.get(name, "") for name in ("og:site_name", "application-name", "twitter:site")]
    names += json_ld.texts(page.article_data.get("publisher"))
    cleaned = (cleaning.line(name).removeprefix("@") for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))


def home_name(page: Page) -> str | None:
    """What the first link to the site's front page is called, by its words or by its picture."""
    for link in page.tree.iter("a"):
        target = urls.absolute(link.get("href") or "", page.base_url)
        if not target or not _is_front(target, page.url):
            continue
        pictures = (cleaning.line(image.get("alt") or "") for image in link.iter("img"))
        name = shown_text(link) or next(filter(None, pictures), "")
        if name and len(name) <= _NAME_LONGEST and name.casefold() not in _HOME_WORDS:
            return name
    return None


def _is_front(target: str, own: str) -> bool:
    try:
        return urls.is_front_page(target) and urls.host_group(target) == urls.host_group(own)
    except ValueError:
        return False
