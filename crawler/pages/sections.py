"""The part of a site under which an article stands."""

from __future__ import annotations

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
    for element in page.tree.iter("nav", "ol", "ul", "div"):
        if _is_trail(element):
            links = [shown_text(link) for link in list(element.iter("a"))[:_MOST_CRUMBS]]
            if name := _last(links, page):
                claims.append(("breadcrumbs", name))
            break
    for link in page.tree.iter("a"):
        if link.get("aria-current") in ("page", "true", "location") and (
            name := _name(shown_text(link), page)
        ):
            claims.append(("marked menu item", name))
            break
    return claims


def _is_trail(element: HtmlElement) -> bool:
    marks = f"{element.get('class') or ''} {element.get('aria-label') or ''} {element.get('id') or ''}"[
        :200
    ].lower()
    return "breadcrumb" in marks or "bread-crumb" in marks


def _last(trail: list[str], page: Page) -> str | None:
    """The last of a trail's names that is neither the front page's nor the article's own."""
    names = [name for said in trail if (name := _name(said, page))]
    return names[-1] if names else None


def _name(said: str, page: Page) -> str | None:
    name = cleaning.line(said[:400])
    key = folded(name)
    if not key or len(name) > _LONGEST or key in _HOME or "://" in name:
        return None
    is_own = key in _own_names(page)
    return None if is_own else name


def _own_names(page: Page) -> set[str]:
    headlines = [*json_ld.texts(page.article_data.get("headline")), page.meta.get("og:title", "")]
    headlines += [shown_text(element) for _, element in zip(range(2), page.tree.iter("h1"), strict=False)]
    return {folded(name) for name in (*outlet_names.site_names(page), *headlines)}
