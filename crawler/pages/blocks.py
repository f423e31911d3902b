"""A parsed tree to the paragraphs that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
)

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
# a script or a drawing may stand in the middle of a sentence
_FLOWING = _INLINE | UNSEEN
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
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
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
        tree = document_fromstring(body, parser=_parser())
    except etree.LxmlError:
        return None
    _join_rest(tree)
    return tree


def _parser() -> HTMLParser:
    parser = HTMLParser(encoding="utf-8", collect_ids=False)
    # forms and inputs are elements like all others here, and need not be asked for one by one
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(
            element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
        )
    )
    return parser


def _join_rest(tree: HtmlElement) -> None:
    """Put what follows an early `</html>` into the body, as the HTML Standard does (13.2.6.4.22).

    The parser makes a document of its own of it, beside the first; a theme whose header ends the page is why.
    """
    body = tree.find("body")
    if body is None:
        return
    for rest in list(tree.itersiblings("html")):
        for part in (rest, *rest.iterchildren("head", "body")):
            part.tag = "div"
        body.append(rest)


def fragment_paragraphs(markup: str) -> str:
    """A piece of HTML, such as a feed's summary, as plain text: paragraphs separated by one blank line."""
    if "<" not in markup and "&" not in markup:
        return cleaning.paragraphs(markup)
    tree = parse_markup(markup)
    return "" if tree is None else "\n\n".join(block.text for block in blocks(tree))


def blocks(
    root: HtmlElement, is_skipped: Callable[[HtmlElement], bool] | None = None, most: int | None = None
) -> Iterator[Block]:
    """The paragraphs below `root` in the order of the page, the first `most` of them where that is given.

    Line breaks part paragraphs too: two in a row where the element uses pairs, else each one. What is never
    shown (scripts, forms' parts) and what `is_skipped` names is left out.
    """
    walk = _Walk(root, is_skipped)
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        tag = element.tag
        if not isinstance(tag, str):
            walk.pass_by(element)
        elif event == "end":
            walk.leave(element, tag)
            if most is not None and len(walk.building.blocks) >= most:
                break
        elif walk.skips(element, tag):
            walker.skip_subtree()
        else:
            walk.enter(element, tag)
    walk.building.close()
    return iter(walk.building.blocks[:most])


def is_unseen(element: HtmlElement) -> bool:
    """Whether nothing in an element is ever shown as text, unless the page forgot to close it."""
    tag = str(element.tag)
    if tag not in UNSEEN:
        return False
    most = _SWALLOWING.get(tag)
    return most is None or sum(1 for _ in islice(element.iter("p"), most)) < most


def is_inline(element: HtmlElement) -> bool:
    """Whether an element stands in a line of text, and does not end it."""
    return element.tag in _FLOWING


class _Walk:
    """Where in the tree one is, and what that does to the text."""

    __slots__ = ("_holders", "_is_skipped", "_root", "_skipped", "building")

    def __init__(self, root: HtmlElement, is_skipped: Callable[[HtmlElement], bool] | None) -> None:
        self.building = _Building(root)
        self._root = root
        self._is_skipped = is_skipped
        self._holders = [root]
        self._skipped = False

    def skips(self, element: HtmlElement, tag: str) -> bool:
        """Whether an element is left out with all that is in it."""
        asked = self._is_skipped
        skips = (tag in UNSEEN and is_unseen(element)) or (
            asked is not None and element is not self._root and asked(element)
        )
        if skips:
            self._skipped = True
            if tag not in _FLOWING:
                self._holders.append(element)
                self.building.close()
        return skips

    def enter(self, element: HtmlElement, tag: str) -> None:
        """A start tag that is not skipped, and the text after it."""
        building = self.building
        if tag == "br":
            building.pieces.append(_BREAK)
        elif tag == "a":
            building.links += 1
        elif tag not in _FLOWING:
            self._holders.append(element)
            building.close()
            building.element = element
        if text := element.text:
            building.add(text)

    def leave(self, element: HtmlElement, tag: str) -> None:
        """An end tag, and the text after it."""
        building = self.building
        if tag == "a" and not self._skipped:
            building.links -= 1
        elif tag not in _FLOWING and tag != "br":
            building.close()
            self._holders.pop()
            building.element = self._holders[-1]
        self._skipped = False
        if element is not self._root and (tail := element.tail):
            building.add(tail)

    def pass_by(self, element: HtmlElement) -> None:
        """A comment, and the text after it."""
        if not self._skipped and element is not self._root and (tail := element.tail):
            self.building.add(tail)


class _Building:
    """The text between two block boundaries, while it is being put together, and the blocks that are done."""

    __slots__ = ("_linked", "blocks", "element", "links", "pieces")

    def __init__(self, element: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self.element = element
        self.links = 0
        self.pieces: list[str] = []
        self._linked = 0

    def add(self, text: str) -> None:
        self.pieces.append(text.replace(_BREAK, " ").replace("\n", " "))
        if self.links > 0:
            self._linked += len(text.strip())

    def close(self) -> None:
        if not self.pieces:
            return
        text = "".join(self.pieces)
        linked, self._linked, self.pieces = self._linked, 0, []
        if _BREAK not in text:
            if shown := cleaning.line(text):
                self.blocks.append(Block(text=shown, element=self.element, linked=linked))
            return
        text = text.replace(_BREAK, "\n")
        parts = _BLANK_LINE.split(text)
        if len(parts) == 1:
            parts = text.split("\n")
        lines = [cleaned for part in parts if (cleaned := cleaning.line(part))]
        linked = linked if len(lines) == 1 else 0
        self.blocks += [Block(text=line, element=self.element, linked=linked) for line in lines]
