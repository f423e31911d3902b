"""Whom a page's descriptions call its author: JSON-LD and the meta tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from crawler import cleaning
from crawler.pages import bylines
from crawler.pages.page import Page

_META_NAME = re.compile(r"(?:^|[.:_-]|article)(?:authors?|byl|byline|creator|author_name|author-name)$")
_OF_SOMETHING_ELSE = re.compile(r"twitter|image|video|photo|generator|theme|designer|book|og:type")
_LIBRARY = re.compile(r"^(?:citation_|dc\.|dcterms\.|bepress_)")
_WRITTEN_BY = re.compile(
    r"(?:written|posted) by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door|skriven av|"
    r"skrevet av|napisane przez|автор|написано|作者|著者|執筆者|글쓴이",
    re.IGNORECASE,
)
_GROUPS = frozenset(
    {"organization", "newsmediaorganization", "corporation", "governmentorganization", "ngo", "website"}
)
_MOST, _LONGEST = 30, 400

Claim = tuple[str, tuple[str, ...]]


def described(page: Page) -> Iterator[Claim]:
    """Each place that names authors, the most trusted first, and the names that it gives."""
    if names := tuple(_of_json_ld(page.article_data.get("author"))):
        yield "json-ld", names
    if names := tuple(_of_json_ld(page.article_data.get("creator"))):
        yield "json-ld creator", names
    for origin, contents in _of_meta(page).items():
        if named := bylines.join(contents):
            yield f"meta {origin}", named


def _of_json_ld(value: object, depth: int = 0) -> Iterator[str]:
    parts = value if isinstance(value, list) else [value]
    for part in parts[:_MOST]:
        if isinstance(part, str):
            yield from bylines.split(part)
        elif isinstance(part, list) and not depth:
            yield from _of_json_ld(part, 1)
        elif isinstance(part, dict):
            yield from _of_node(part)


def _of_node(node: dict[str, Any]) -> Iterator[str]:
    name = node.get("name") or " ".join(
        text for key in ("givenName", "familyName") if isinstance(text := node.get(key), str)
    )
    kind = node.get("@type")
    kinds = {text.lower() for text in (kind if isinstance(kind, list) else [kind]) if isinstance(text, str)}
    for text in (name if isinstance(name, list) else [name])[:_MOST]:
        if isinstance(text, dict):
            text = text.get("@value")
        if isinstance(text, str):
            # an organisation's name may hold "and", and commas
            yield from bylines.whole(text) if kinds & _GROUPS else bylines.split(text)


def _of_meta(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in page.tree.iter("meta"):
        content = (element.get("content") or "")[:_LONGEST]
        if not content:
            continue
        for attribute in ("name", "property", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()[:60]
            if _META_NAME.search(name) and not _OF_SOMETHING_ELSE.search(name):
                text = cleaning.line(html.unescape(content))
                texts = found.setdefault(name, [])
                if len(texts) < _MOST:
                    texts.append(bylines.righted(text) if _LIBRARY.match(name) else text)
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if data in page.meta and _WRITTEN_BY.fullmatch(page.meta.get(label, "").strip(" :")):
            found.setdefault(data, []).append(page.meta[data])
    return dict(sorted(found.items(), key=_trust))


def _trust(entry: tuple[str, list[str]]) -> int:
    """Names of the field first that hold a byline, and not whom a site calls its owner."""
    order = ("article:author", "author", "parsely-author", "sailthru.author", "byl", "cxenseparse:author")
    return order.index(entry[0]) if entry[0] in order else len(order)
