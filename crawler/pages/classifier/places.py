"""The elements that hold a page's paragraphs: how much each holds, of what kind, and what it calls itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.pages.classifier import marks

TAGS = (
    "article", "main", "section", "aside", "nav", "footer", "header", "form", "figure", "table", "ul", "ol",
    "blockquote", "figcaption", "details", "li", "p", "dl", "pre", "small", "em", "strong", "b", "i", "time",
    "h1", "h2", "h3", "h4", "a", "dialog", "button",
)  # fmt: skip
_TAG_BITS = {tag: 1 << place for place, tag in enumerate(TAGS)}
#: Shares of a page's sentences by which its cores are told: from the widest core to the narrowest.
CORE_SHARES = (0.9, 0.7, 0.5, 0.3)
# an element around nearly everything says nothing by calling itself a sidebar
_FRAME_SHARE = 0.85
_HIDING = frozenset({"hidden", "aria-hidden", "style"})
# body, article and main: the first groups of marks
_ALWAYS_HEARD = 0b111


class Place:
    """An element, with sums over the paragraphs in it; sizes are in words."""

    __slots__ = (
        "blocks", "core", "depth", "element", "heard", "hidden", "index", "linked", "near", "own", "paragraphs",
        "parent", "sentences", "size", "spoken", "tags",
    )  # fmt: skip

    def __init__(self, element: HtmlElement, parent: Place | None, index: int) -> None:
        self.element = element
        self.parent = parent
        self.index = index
        attributes = element.items()
        self.own = marks.groups(attributes) if attributes else 0
        self.depth = 0
        self.tags = _TAG_BITS.get(str(element.tag), 0)
        self.hidden = _is_hidden(attributes)
        if parent is not None:
            self.depth = parent.depth + 1
            self.tags |= parent.tags
            self.hidden = self.hidden or parent.hidden
        self.size = self.linked = self.spoken = 0.0
        self.blocks = self.sentences = self.paragraphs = 0
        self.heard = self.near = self.core = 0


class Holding(NamedTuple):
    """A paragraph as its place counts it: its words, the share of them in links, whether it is a sentence."""

    element: HtmlElement
    size: float
    linked: float
    is_sentence: bool


class Places:
    """Every element that holds a paragraph, and all that are around it: parents before children."""

    def __init__(self, holdings: Sequence[Holding]) -> None:
        self._known: dict[HtmlElement, Place] = {}
        self.of_block = [self._place(holding.element) for holding in holdings]
        self.all = list(self._known.values())
        for place, holding in zip(self.of_block, holdings, strict=True):
            _put(place, holding)
        for place in reversed(self.all):
            if place.parent is not None:
                _add(place.parent, place)
        if self.all:
            self._hear()
            self._find_cores()

    def _place(self, element: HtmlElement) -> Place:
        chain = []
        at: HtmlElement | None = element
        while at is not None and at not in self._known:
            chain.append(at)
            at = at.getparent()
        place = self._known[at] if at is not None else None
        for each in reversed(chain):
            place = self._known[each] = Place(each, place, len(self._known))
        return self._known[element]

    def _hear(self) -> None:
        """Let each place hear what it and those around it call themselves."""
        frame = _FRAME_SHARE * self.all[0].size
        for place in self.all:
            own = place.own & _ALWAYS_HEARD if place.size > frame else place.own
            above = place.parent
            place.own = own
            place.near = own | (above.own | (above.parent.own if above.parent else 0) if above else 0)
            place.heard = own | (above.heard if above else 0)

    def _find_cores(self) -> None:
        richest: dict[Place, Place] = {}
        for place in self.all:
            above = place.parent
            if above is not None and (above not in richest or place.spoken > richest[above].spoken):
                richest[above] = place
        root = self.all[0]
        for bit, core in enumerate(_descend(root, richest, share) for share in CORE_SHARES):
            core.core |= 1 << bit
        for place in self.all:
            if place.parent is not None:
                place.core |= place.parent.core


def _descend(root: Place, richest: dict[Place, Place], share: float) -> Place:
    at = root
    while (inner := richest.get(at)) is not None and inner.spoken >= max(share * root.spoken, 1):
        at = inner
    return at


def _put(place: Place, holding: Holding) -> None:
    place.size += holding.size
    place.linked += holding.size * holding.linked
    place.blocks += 1
    place.paragraphs += holding.element.tag == "p"
    if holding.is_sentence:
        place.spoken += holding.size
        place.sentences += 1


def _add(outer: Place, inner: Place) -> None:
    outer.size += inner.size
    outer.linked += inner.linked
    outer.spoken += inner.spoken
    outer.blocks += inner.blocks
    outer.sentences += inner.sentences
    outer.paragraphs += inner.paragraphs


def _is_hidden(attributes: Sequence[tuple[str, str]]) -> bool:
    for name, value in attributes:
        if name not in _HIDING:
            continue
        if name == "hidden" or value == "true" or "display:none" in value.replace(" ", ""):
            return True
    return False
