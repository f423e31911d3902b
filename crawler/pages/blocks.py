"""A parsed tree to the paragraphs that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawler import cleaning

_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
        "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "s", "samp", "small",
        "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    }
)  # fmt: skip
UNSEEN = frozenset(
    {
        "audio", "button", "canvas", "dialog", "embed", "head", "iframe", "input", "map", "math",
        "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea", "title",
        "video",
    }
)  # fmt: skip
# what a page that forgot to close one of these shows as inside of it, and how many paragraphs no such thing has
_SWALLOWING = {
    "head": 1,
    "button": 3,
    "map": 3,
    "object": 3,
    "select": 3,
    "option": 3,
    "audio": 3,
    "video": 3,
}
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n")
# a mark that stands for a <br>, so that line ends of the source are not taken for one
_BREAK = "\x1d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, with the element that holds it and how many of its characters are links."""

    text: str
    element: HtmlElement
    linked: int = 0


def parse_markup(markup: str) -> HtmlElement | None:
    """The tree of an HTML document or fragment, at most 256 elements deep; None where nothing is in it."""
    body = cleaning.markup_bytes(markup)
    if not body.strip():
        return None
    try:
        return document_fromstring(body, parser=HTMLParser(encoding="utf-8", collect_ids=False))
    except etree.LxmlError:
        return None


def fragment_paragraphs(markup: str) -> str:
    """A piece of HTML, such as a feed's summary, as plain text: paragraphs separated by one blank line."""
    if "<" not in markup and "&" not in markup:
        return cleaning.paragraphs(markup)
    tree = parse_markup(markup)
    return "" if tree is None else "\n\n".join(block.text for block in blocks(tree))


def blocks(root: HtmlElement, is_skipped: Callable[[HtmlElement], bool] | None = None) -> Iterator[Block]:
    """The paragraphs below `root` in the order of the page.

    Line breaks part paragraphs too: two in a row where the element uses pairs, else each one. What is never
    shown (scripts, forms' parts) and what `is_skipped` names is left out.
    """
    building = _Building(root)
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    opened: list[HtmlElement] = []
    skipped: HtmlElement | None = None
    for event, element in walker:
        if not isinstance(element, HtmlElement) or event in ("comment", "pi"):
            if skipped is None and element is not root:
                building.add(element.tail)
            continue
        if event == "start":
            opened.append(element)
            if is_unseen(element) or (is_skipped is not None and element is not root and is_skipped(element)):
                walker.skip_subtree()
                skipped = element
                if not is_inline(element):
                    yield from building.close()
                continue
            if element.tag == "br":
                building.add(_BREAK, raw=True)
            elif not is_inline(element):
                yield from building.close()
                building.open(element)
            building.links += element.tag == "a"
            building.add(element.text)
            continue
        opened.pop()
        if skipped is None:
            building.links -= element.tag == "a"
        if not is_inline(element) and element.tag != "br":
            yield from building.close()
            building.open(_holder(opened, root))
        skipped = None
        if element is not root:
            building.add(element.tail)
    yield from building.close()


def is_unseen(element: HtmlElement) -> bool:
    """Whether nothing in an element is ever shown as text, unless the page forgot to close it."""
    tag = str(element.tag)
    if tag not in UNSEEN:
        return False
    most = _SWALLOWING.get(tag)
    return most is None or sum(1 for _ in islice(element.iter("p"), most)) < most


def is_inline(element: HtmlElement) -> bool:
    """Whether an element stands in a line of text, and does not end it."""
    # a script or a drawing may stand in the middle of a sentence
    return element.tag in _INLINE or element.tag in UNSEEN


def _holder(opened: list[HtmlElement], root: HtmlElement) -> HtmlElement:
    return next((element for element in reversed(opened) if not is_inline(element)), root)


class _Building:
    """The text between two block boundaries, while it is being put together."""

    def __init__(self, element: HtmlElement) -> None:
        self.links = 0
        self._element = element
        self._pieces: list[str] = []
        self._linked = 0

    def open(self, element: HtmlElement) -> None:
        self._element = element

    def add(self, text: str | None, *, raw: bool = False) -> None:
        if not text:
            return
        self._pieces.append(text if raw else text.replace(_BREAK, " ").replace("\n", " "))
        if self.links > 0:
            self._linked += len(text.strip())

    def close(self) -> Iterator[Block]:
        text = "".join(self._pieces).replace(_BREAK, "\n")
        linked, self._linked, self._pieces = self._linked, 0, []
        if not text.strip():
            return
        parts = _BLANK_LINE.split(text)
        if len(parts) == 1:
            parts = text.split("\n")
        shown = [cleaned for part in parts if (cleaned := cleaning.line(part))]
        for part in shown:
            yield Block(text=part, element=self._element, linked=linked if len(shown) == 1 else 0)
