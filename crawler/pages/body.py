"""The article's container, found by where the sentences are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from lxml.html import HtmlElement

from crawler.pages.blocks import Block, blocks
from crawler.pages.page import Page

_ASIDE_TAGS = frozenset({"nav", "aside", "footer", "form", "figure", "figcaption", "table"})
_ASIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?(?:list|form|section|box)|respond|disqus\w*|share|sharing|social|related\w*|"
    r"recommend\w*|newsletter\w*|subscribe|subscription|promo\w*|sidebar|breadcrumbs?|cookies?|consent|footer|nav|"
    r"navigation|menu|author-(?:bio|box|info|card)|bio|tags?|taglist|widget\w*|advert\w*|ads?|banner|sponsored|"
    r"trending|popular|most-?read|more-?(?:stories|news|from|on)|read-?(?:more|next|also)|also-?read|popup|modal|"
    r"toolbar|pagination|pager|caption|wp-caption-text|byline|by-line|dateline|post-meta|entry-meta|meta-?data|"
    r"hidden|sr-only|visually-hidden|copyright|credits?)(?:$|[\s_-]|__)",
    re.IGNORECASE,
)
_WHOLE_PAGE = frozenset({"html", "body", "main", "article"})
_LEAST_LENGTH = 25
_LONGEST_MARKS = 300
_MOST_LINKED = 0.5
_CLIMB = 1.25
_MOST_ASIDE = 0.4


def read(page: Page) -> list[str]:
    """The paragraphs of the page's main container; empty where the page has no sentences."""
    lengths = _lengths(page)
    shown = lengths.get(page.tree, 0)

    def is_aside(element: HtmlElement) -> bool:
        # some sites call the frame around everything "sidebar" or "hidden"
        return _looks_aside(element) and lengths.get(element, 0) < _MOST_ASIDE * shown

    best = _container(page, is_aside)
    if best is None:
        return []
    return [block.text for block in blocks(best, is_aside) if not _is_linklist(block)]


def _looks_aside(element: HtmlElement) -> bool:
    """Whether an element calls itself something beside the article: by tag, class or id, or by being hidden."""
    if element.tag in _WHOLE_PAGE:
        return False
    if element.tag in _ASIDE_TAGS:
        return True
    if (
        "display:none" in (element.get("style") or "").replace(" ", "")
        or element.get("aria-hidden") == "true"
    ):
        return True
    return bool(_ASIDE_CLASS.search(_marks(element)))


def _lengths(page: Page) -> dict[HtmlElement, int]:
    """How many characters each element shows; elements that show none are left out."""
    lengths: dict[HtmlElement, int] = {}
    for block in page.blocks:
        around = []
        element: HtmlElement | None = block.element
        while element is not None and element not in lengths:
            around.append(element)
            element = element.getparent()
        # parents come before their children
        lengths |= dict.fromkeys(reversed(around), 0)
        lengths[block.element] += len(block.text)
    for element in reversed(lengths):
        if (parent := element.getparent()) is not None:
            lengths[parent] += lengths[element]
    return lengths


def _marks(element: HtmlElement) -> str:
    """The class and id of an element, as far as anyone reads them."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_MARKS]


def _is_linklist(block: Block) -> bool:
    return block.linked > 0.8 * len(block.text) and len(block.text) > _LEAST_LENGTH


def _container(page: Page, is_aside: Callable[[HtmlElement], bool]) -> HtmlElement | None:
    weights: dict[HtmlElement, float] = defaultdict(float)
    for block in blocks(page.tree, is_aside):
        length = len(block.text)
        if length < _LEAST_LENGTH or block.linked > _MOST_LINKED * length:
            continue
        # sentences weigh more than labels of the same length
        weight = length * (1.0 if re.search(r"[.!?。…,،、]", block.text) else 0.3)
        share = 1.0
        holder: HtmlElement | None = block.element
        for _ in range(5):
            if holder is None:
                break
            weights[holder] += weight * share
            share *= 0.85
            holder = holder.getparent()
    if not weights:
        return None
    best = max(weights, key=lambda element: weights[element])
    parent = best.getparent()
    # a body that is split over sibling containers shows as a parent that weighs more than its best child
    while parent is not None and weights.get(parent, 0.0) > _CLIMB * weights[best]:
        best, parent = parent, parent.getparent()
    return best
