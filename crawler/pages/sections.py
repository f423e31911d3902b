"""The part of a site under which an article stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from crawler import cleaning
from crawler.pages import first_claim, json_ld, outlet_names
from crawler.pages.boilerplate import folded
from crawler.pages.found import Found
from crawler.pages.page import Page, shown_text

_META = ("article:section", "og:article:section", "parsely-section", "section", "articlesection", "sailthru.section",
         "cxenseparse:section", "dc.subject")  # fmt: skip
_HOME = frozenset(
    ("home", "homepage", "frontpage", "start", "startseite", "accueil", "inicio", "portada", "main", "index", "news",
     "головна", "главная", "홈", "홈으로", "메인", "ホーム", "トップ", "トップページ", "首页", "首頁", "主页")
)  # fmt: skip
# a kind of page, or none: no section
_NO_SECTION = frozenset(
    ("article", "articles", "uncategorized", "blog", "blogs", "all", "page", "post", "posts", "story", "stories",
     "without category", "allgemein", "미분류", "未分類", "未分类", "без рубрики", "без категорії", "english",
     "español", "français", "deutsch", "русский", "українська", "한국어", "日本語", "中文", "login", "subscribe",
     "search")
)  # fmt: skip
_AROUND = re.compile(
    r"^(?:[<←‹«»>/|]{1,4}\s*)?(?:(?:category|section|categories|topic|rubrik|rubrique)\s*:\s*|back to\b.*)?"
    r"|\s*[>»›/|]{1,4}$",
    re.IGNORECASE,
)
_TRAIL_TAGS = ("nav", "ol", "ul", "div", "section", "p", "span", "aside")
_CURRENT = frozenset(("page", "true", "location"))
_LONGEST = 60
_MOST_CRUMBS = 12


def section(page: Page) -> Found[str] | None:
    """The section's name, by the publisher's description, the trail of links to the page, or the marked menu item."""
    described = [(origin, name) for origin, said in _described(page) if (name := _name(said, page))]
    # the page itself is only asked where its description says nothing
    return first_claim.decide(described or _shown(page))


def _described(page: Page) -> Iterator[tuple[str, str]]:
    for said in json_ld.texts(page.article_data.get("articleSection")):
        yield "json-ld", said
    for name in _META:
        if name in page.meta:
            yield f"meta {name}", page.meta[name]
    for trail in _described_trails(page):
        if last := _last(trail, page):
            yield "json-ld breadcrumbs", last


def _described_trails(page: Page) -> Iterator[list[str]]:
    for node in page.data_nodes:
        for trail in (node, node.get("breadcrumb")):
            if isinstance(trail, dict) and "BreadcrumbList" in json_ld.types(trail):
                items = trail.get("itemListElement")
                yield [_crumb(item) for item in items[:_MOST_CRUMBS]] if isinstance(items, list) else []


def _crumb(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    inner = item.get("item")
    name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
    return name if isinstance(name, str) else ""


def _shown(page: Page) -> list[tuple[str, str]]:
    claims: list[tuple[str, str]] = []
    for origin, links in (("breadcrumbs", _trail(page)), ("marked menu item", _marked(page))):
        if name := _last([shown_text(link) for link in links], page):
            claims.append((origin, name))
    return claims


def _trail(page: Page) -> list[HtmlElement]:
    """The links of the first element that is marked as a trail and has any."""
    if "readcrumb" not in page.markup and "read-crumb" not in page.markup:
        return []
    for element in page.tree.iter(*_TRAIL_TAGS):
        marks = f"{element.get('class')} {element.get('aria-label')} {element.get('id')}"
        if ("readcrumb" in marks or "read-crumb" in marks) and (links := list(element.iter("a"))):
            return links[:_MOST_CRUMBS]
    return []


def _marked(page: Page) -> list[HtmlElement]:
    """The link that the menu marks as the one to where the reader is."""
    if "aria-current" not in page.markup:
        return []
    return [link for link in page.tree.iter("a") if link.get("aria-current") in _CURRENT][:1]


def _last(trail: list[str], page: Page) -> str | None:
    """The last of a trail's names that is neither the front page's nor the article's own."""
    names = [name for said in trail if (name := _name(said, page))]
    return names[-1] if names else None


def _name(said: str, page: Page) -> str | None:
    name = _AROUND.sub("", cleaning.line(said[:400]))
    key = folded(name)
    if not key or len(name) > _LONGEST or key in _HOME or name.casefold() in _NO_SECTION or "://" in name:
        return None
    is_own = key in _own_names(page)
    return None if is_own else name


def _own_names(page: Page) -> set[str]:
    headlines = [*json_ld.texts(page.article_data.get("headline")), page.meta.get("og:title", "")]
    headlines += [shown_text(element) for _, element in zip(range(2), page.tree.iter("h1"), strict=False)]
    return {folded(name) for name in (*outlet_names.site_names(page), *headlines)}
