"""The paragraphs that follow a page's main heading, read without reading the page to its end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from crawler import cleaning
from crawler.pages import blocks
from crawler.pages.blocks import Block
from crawler.pages.page import Page

_MOST_HEADINGS = 30
_LONGEST_TITLE = 300
# less of the title may be the name of the site
_LEAST_SHARE = 0.3
_BIGGEST_ABOVE = 40
_MOST_PIECES = 50


def paragraphs(found: HtmlElement, count: int) -> Iterator[Block]:
    """At most `count` paragraphs after a heading; no more of the page is read than is asked for."""
    return islice(_following(found, count), count)


def heading(page: Page) -> HtmlElement | None:
    """The <h1> that agrees with what the page calls itself, else the first one that says something."""
    named = (
        page.meta.get("og:title"),
        page.meta.get("twitter:title"),
        page.article_data.get("headline"),
        page.tree.findtext(".//title"),
    )
    wanted = [_folded(form) for form in named if isinstance(form, str) and form]
    first: HtmlElement | None = None
    for element in islice(page.tree.iter("h1"), _MOST_HEADINGS):
        text = _folded("".join(islice(element.itertext(), 50)))
        if not text:
            continue
        if any(form in text or (text in form and len(text) > _LEAST_SHARE * len(form)) for form in wanted):
            return element
        first = element if first is None else first
    return _lower(page, wanted) if first is None else first


def _lower(page: Page, wanted: list[str]) -> HtmlElement | None:
    """The heading of a lower rank that says what the page calls itself, on a page without an <h1>."""
    for element in islice(page.tree.iter("h2", "h3", "h4"), _MOST_HEADINGS):
        text = _folded("".join(islice(element.itertext(), 50)))
        if text and any(text in form and len(text) > _LEAST_SHARE * len(form) for form in wanted):
            return element
    return None


def line_above(found: HtmlElement) -> Block | None:
    """The paragraph right before a heading; None where that belongs to something big, such as a navigation."""
    node: HtmlElement | None = found
    while node is not None and node.tag != "body":
        for sibling in node.itersiblings(preceding=True):
            if not isinstance(sibling, HtmlElement) or sibling.tag in blocks.UNSEEN:
                continue
            if sum(1 for _ in islice(sibling.iter(), _BIGGEST_ABOVE)) == _BIGGEST_ABOVE:
                return None
            if above := list(blocks.blocks(sibling)):
                return above[-1]
        node = node.getparent()
    return None


def _folded(text: str) -> str:
    return " ".join(text[:_LONGEST_TITLE].split()).casefold()


def _following(element: HtmlElement, count: int) -> Iterator[Block]:
    node: HtmlElement | None = element
    while node is not None and node.tag != "body":
        parent = node.getparent()
        if parent is None:
            return
        pieces = [node.tail or ""]
        for sibling in node.itersiblings():
            if not isinstance(sibling, HtmlElement) or sibling.tag in blocks.UNSEEN:
                pieces.append(sibling.tail or "")
                continue
            if blocks.is_inline(sibling):
                pieces += (*_shown(sibling), sibling.tail or "")
                continue
            yield from _line(pieces, parent)
            if sibling.tag != "br":
                yield from blocks.blocks(sibling, most=count)
            pieces = [sibling.tail or ""]
        yield from _line(pieces, parent)
        node = parent


def _shown(inline: HtmlElement) -> Iterator[str]:
    """The pieces of text of an element in a line, without the style sheets that some pages set in it."""
    for element in islice(inline.iter(), _MOST_PIECES):
        if isinstance(element.tag, str) and element.tag not in blocks.UNSEEN:
            yield element.text or ""
        if element is not inline:
            yield element.tail or ""


def _line(pieces: list[str], element: HtmlElement) -> Iterator[Block]:
    if text := cleaning.line("".join(pieces)):
        yield Block(text=text, element=element)
