"""How a page's markup tells a byline: its classes, its links to authors, and the texts that it parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler import cleaning
from crawler.pages.blocks import UNSEEN

_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|author-?(?:names?|links?|info|list|title)|writers?|writtenby|autore?n?|auteurs?|"
    r"creator|reporters?|journalists?|contributors?|redakteur|verfasser|skribent|byline\w*|authors?(?:name|info|link|box))"
    r"(?:$|[\s_-]|__|[A-Z])|[a-z](?:Byline|Author)"
)
_OF_OTHERS = re.compile(
    r"comment|related|recommend|sidebar|widget|footer|card|teaser|promo|most-?read|popular|trending|newsletter|share|"
    r"social|avatar|image|photo|img|bio(?:$|[\s_-])|description|quote|testimonial|review(?:er|ed)|editor(?:$|[\s_-])",
    re.IGNORECASE,
)
_OF_ANOTHER_TEXT = re.compile(r"comment|related|recommend|teaser|promo|most-?read|trending", re.IGNORECASE)
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autore|people|person|profiles?|staff|writers?|journalists?|reporters?|by|"
    r"contributors?|columnists?|team|redaktion|users?|author-profile|bios?|experts?|news-authors)/[^/?#]",
    re.IGNORECASE,
)
_HINTS = ("uthor", "yline", "writer", "reporter")
_FRAME = frozenset({"aside", "footer", "nav", "form"})
_MOST_UP, _MOST_HOLDERS, _MOST_WITHIN = 3, 8, 12
_MARKING = ("class", "id", "itemprop", "rel", "data-testid")
_LONGEST_MARKS = 300
_MOST_MARKED = 60
_MOST_EVENTS = 2_000
_MOST_ELEMENTS = 300


def marked(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that are marked as the article's author, wherever they stand, but not as a comment's or a card's."""
    for element in islice(filter(_may_be_author, tree.iter(etree.Element)), _MOST_MARKED):
        if not any(holder.tag in _FRAME or _OF_OTHERS.search(_marks(holder)) for holder in _around(element)):
            yield element


def _may_be_author(element: HtmlElement) -> bool:
    """A first look without patterns, as few elements of a page are worth a closer one."""
    name = element.get("class")
    if name and any(hint in name for hint in _HINTS):
        return True
    return "author" in (element.get("itemprop") or element.get("rel") or "")


def is_of_another_text(element: HtmlElement) -> bool:
    """Whether an element is a part of comments or of another story's teaser."""
    return any(_OF_ANOTHER_TEXT.search(_marks(holder)) for holder in _around(element))


# the elements of a list have the same classes
@lru_cache(maxsize=2_048)
def _says_author(marks: str) -> bool:
    return _AUTHOR.search(marks) is not None


def _around(element: HtmlElement) -> tuple[HtmlElement, ...]:
    return (element, *islice(element.iterancestors(), _MOST_HOLDERS))


def is_marked(element: HtmlElement, outside: set[HtmlElement]) -> bool:
    """Whether an element, one close above it that is not in `outside`, or one in it is marked as a byline."""
    for holder in (element, *islice(element.iterancestors(), _MOST_UP)):
        if holder in outside:
            break
        if _says_author(_marks(holder)):
            return True
    within = (
        child for child, _ in zip(element.iterdescendants(etree.Element), range(_MOST_WITHIN), strict=False)
    )
    return any(_says_author(_marks(child)) for child in within)


def pieces(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """Each text in an element, those of one link together, and whether it is linked or marked as an author."""
    link: HtmlElement | None = None
    texts: list[str] = []
    for text, holder in _texts(element):
        inside = _author_link(holder, element)
        if texts and (inside is None or inside is not link):
            yield " ".join(texts), link is not None
            texts = []
        link = inside
        texts.append(text)
    if texts:
        yield " ".join(texts), link is not None


def size(element: HtmlElement, most: int) -> int:
    """How many characters without white space an element holds, counted until there are more than `most`.

    One of more than 300 elements counts as larger, whatever it shows.
    """
    if next(islice(element.iter(), _MOST_ELEMENTS, None), None) is not None:
        return most + 1
    counted = 0
    for text in element.itertext():
        counted += len("".join(text.split()))
        if counted > most:
            break
    return counted


def _texts(element: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    walker = etree.iterwalk(element, events=("start", "end", "comment"))
    for event, node in islice(walker, _MOST_EVENTS):
        text: str | None = None
        holder: HtmlElement | None = node
        if event != "start":
            text, holder = (node.tail, node.getparent()) if node is not element else (None, node)
        elif node.tag in UNSEEN:
            walker.skip_subtree()
        else:
            text = node.text
        if text and holder is not None and (shown := cleaning.line(text)):
            yield shown, holder


def _author_link(node: HtmlElement, within: HtmlElement) -> HtmlElement | None:
    for holder in (node, *node.iterancestors()):
        if holder.tag == "a":
            is_author = holder.get("rel") == "author" or _AUTHOR_PATH.search(holder.get("href") or "")
            return holder if is_author else None
        if holder.get("itemprop") in ("name", "author"):
            return holder
        if holder is within:
            break
    return None


def _marks(element: HtmlElement) -> str:
    attributes = element.attrib
    if not attributes:
        return ""
    return " ".join([attributes[name] for name in _MARKING if name in attributes])[:_LONGEST_MARKS]
