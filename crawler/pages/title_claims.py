"""Where a page says what its headline is: its own descriptions, and the headings that it shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from crawler import cleaning
from crawler.pages import json_ld
from crawler.pages.boilerplate import folded
from crawler.pages.once import once_a_page
from crawler.pages.page import Page, shown_text

_META = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "citation_title")
_TAG = re.compile(r"<[a-zA-Z/][^<>]{0,200}>")
_LABEL_CLASS = re.compile(
    r"kicker|overline|eyebrow|dachzeile|spitzmarke|rubric|categor|(?:^|[\s_-])(?:label|badge|tag|section|date)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST = 400
_MOST_HEADINGS = 12
_MOST_PARENTS = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the page shows: its text, the pieces that its elements part it into, and what its markup
    calls no label above it (the text again where it calls nothing so)."""

    text: str
    pieces: tuple[str, ...]
    unlabelled: str


@once_a_page
def described(page: Page) -> tuple[tuple[str, str], ...]:
    """The headline as the page's descriptions give it, the most trusted first: where it stands, and the text."""
    return tuple((origin, text) for origin, text in _described(page) if text)


@once_a_page
def headings(page: Page) -> tuple[Heading, ...]:
    """The headings of the first rank, in the order of the page; of the second where none is more than navigation."""
    found = list(_headings(page.tree.iter("h1")))
    if not found:
        said = {folded(text) for _, text in described(page)}
        found = [heading for heading in _headings(page.tree.iter("h2")) if folded(heading.text) in said]
    return tuple(found)


def _headings(elements: Iterator[HtmlElement]) -> Iterator[Heading]:
    for element in islice(elements, _MOST_HEADINGS):
        text = shown_text(element)
        if text and len(text) <= _LONGEST and not _is_navigation(element):
            pieces = [*_pieces(element)]
            own = " ".join(piece for piece, is_label in pieces if not is_label)
            yield Heading(text, tuple(piece for piece, _ in pieces), own.strip(" -–—:|•·") or text)


def _is_navigation(element: HtmlElement) -> bool:
    """Whether a heading is the last step of a breadcrumb, or an entry of a list."""
    parents = islice(element.iterancestors(), _MOST_PARENTS)
    return any(
        parent.tag in ("li", "nav") or "breadcrumb" in (parent.get("class") or "") for parent in parents
    )


def _described(page: Page) -> Iterator[tuple[str, str]]:
    if "og:title" in page.meta:
        yield "meta og:title", _unescaped(page.meta["og:title"])
    for text in json_ld.texts(page.article_data.get("headline")):
        yield "json-ld", _unescaped(text)
    for name in _META[1:]:
        if name in page.meta:
            yield f"meta {name}", _unescaped(page.meta[name])
    for element in page.tree.iter("title"):
        # the titles inside an <svg> are names of drawings
        parent = element.getparent()
        if parent is not None and str(parent.tag) in ("head", "html", "body"):
            yield "title", cleaning.line(element.text or "")[:_LONGEST]
            break


def _unescaped(text: str) -> str:
    """Descriptions often hold text that was escaped for HTML, or its tags."""
    text = text[:_LONGEST]
    if "&" in text or "<" in text:
        text = _TAG.sub("", html.unescape(text))
    return cleaning.line(text)


def _pieces(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Each piece of a heading, and whether it is a label beside the headline."""
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        element = element[0]
    if own := cleaning.line(element.text or ""):
        yield own, False
    for child in element:
        is_element = isinstance(child, HtmlElement)
        if is_element and (shown := shown_text(child)):
            yield shown, _LABEL_CLASS.search(child.get("class") or "") is not None
        if after := cleaning.line(child.tail or ""):
            yield after, False
