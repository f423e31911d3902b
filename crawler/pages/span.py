"""From where to where on the page the article runs: after its headline, inside its container, before the comments."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement

from crawler.pages import headline
from crawler.pages.blocks import Block
from crawler.pages.boilerplate import folded
from crawler.pages.page import Page, marks

_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?(?:list|area|section|form|box)|respond|disqus_thread)(?:$|[\s_-])",
    re.IGNORECASE,
)
# the share of a text that may stand before the headline or after the end and still be none of it
_MOST_BEFORE = 0.15
_MOST_AFTER = 0.25
_MOST_COMMENTS = 0.15
_MOST_AFTER_LINKS = 0.04
_CONTAINER_SHARE = 0.85
_LEAST_LINES = 3
_LEAST_LINKS = 3
# so far back a list of links is looked for
_LONGEST_LIST = 200
_LONGEST_STRANGER = 200
_MOSTLY = 0.5


class Span:
    """The lines of a text, each with its places among the blocks of its page."""

    def __init__(self, page: Page, lines: list[str], titles: tuple[str, ...]) -> None:
        self._page = page
        self._titles = titles
        self._lines = lines
        self._size = sum(map(len, lines))
        self._places = _places(page, lines)
        self._boxes: dict[HtmlElement, bool] = {}

    def lines(self) -> list[str]:
        """The lines from the article's first to its last; all of them where the page shows no bounds."""
        start, end = self._start(), self._end()
        return self._lines[start:end] if start < end else self._lines

    def _start(self) -> int:
        at = headline.place(self._page, self._titles)
        if at is None:
            return 0
        start = passed = 0
        for index, places in enumerate(self._places):
            passed += len(self._lines[index])
            if passed > _MOST_BEFORE * self._size or not places:
                break
            if places[-1] < at:
                start = index + 1
        return start

    def _end(self) -> int:
        end = len(self._lines)
        after = 0
        for index in range(len(self._lines) - 1, 0, -1):
            after += len(self._lines[index])
            if after > _MOST_AFTER * self._size:
                break
            if not (places := self._places[index]):
                continue
            block = self._page.blocks[places[-1]]
            if self._is_over(index, block, after) or (index == end - 1 and self._is_stranger(block)):
                end = index
        return end

    def _is_over(self, index: int, block: Block, after: int) -> bool:
        """Whether a line with `after` characters from it on is none of the text, nor anything that follows it."""
        if after <= _MOST_COMMENTS * self._size and self._is_comment(block):
            return True
        return after <= _MOST_AFTER_LINKS * self._size and self._follows_links(index)

    def _is_stranger(self, block: Block) -> bool:
        """Whether a closing line is no paragraph by its links, its type or its place."""
        return _is_aside(block) or (len(block.text) < _LONGEST_STRANGER and self._is_outside(block))

    def _is_comment(self, block: Block) -> bool:
        """Whether the outermost element around a block that holds next to nothing of the text is for comments."""
        box: HtmlElement | None = None
        for holder in (block.element, *block.element.iterancestors()):
            size, _ = self._weights.get(holder, (0, 0))
            if size >= _MOST_COMMENTS * self._size or holder.tag in ("body", "html"):
                break
            box = holder
        if box is None:
            return False
        if box not in self._boxes:
            self._boxes[box] = _holds_comments(box)
        return self._boxes[box]

    def _is_outside(self, block: Block) -> bool:
        """Whether a block stands outside the element that holds nearly all of the text."""
        container = self._container
        return container is not None and container not in (block.element, *block.element.iterancestors())

    def _follows_links(self, index: int) -> bool:
        """Whether a list of links stands between a line and the one before it."""
        end = self._places[index][-1]
        return self._has_link_list(max(self._furthest[index] + 1, end - _LONGEST_LIST), end)

    @cached_property
    def _furthest(self) -> list[int]:
        """For each line, the furthest place of those before it."""
        return list(accumulate((places[0] if places else 0 for places in self._places), max, initial=0))

    @cached_property
    def _weights(self) -> dict[HtmlElement, tuple[int, int]]:
        """How many characters and lines of the text each element holds."""
        weights: dict[HtmlElement, tuple[int, int]] = {}
        for line, places in zip(self._lines, self._places, strict=True):
            if not places:
                continue
            element = self._page.blocks[places[0]].element
            for holder in (element, *element.iterancestors()):
                size, count = weights.get(holder, (0, 0))
                weights[holder] = (size + len(line), count + 1)
        return weights

    @cached_property
    def _container(self) -> HtmlElement | None:
        """The innermost element that holds nearly all of the text in several lines."""
        matched = max((size for size, _ in self._weights.values()), default=0)
        holders = [
            (count, size, element)
            for element, (size, count) in self._weights.items()
            if count >= _LEAST_LINES and size >= _CONTAINER_SHARE * matched
        ]
        inner = min(holders, key=lambda holder: holder[:2], default=None)
        return inner[2] if inner else None

    def _has_link_list(self, start: int, end: int) -> bool:
        """Whether several blocks in a row, from `start` to before `end`, are links and nothing else."""
        run = 0
        for block in self._page.blocks[start:end]:
            run = run + 1 if _is_linked(block) else 0
            if run >= _LEAST_LINKS:
                return True
        return False


def _places(page: Page, lines: list[str]) -> list[list[int]]:
    """For each line, the numbers of the page's blocks that say the same."""
    known: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(page.blocks):
        known[block.text].append(index)
    if all(line in known for line in lines):
        return [known[line] for line in lines]
    # not every reader leaves the lines as they are
    alike: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(page.blocks):
        alike[folded(block.text)].append(index)
    return [alike.get(folded(line), []) for line in lines]


def _holds_comments(box: HtmlElement) -> bool:
    return any(
        element.tag == "textarea" or _COMMENTS.search(marks(element)) for element in box.iter(etree.Element)
    )


def _is_linked(block: Block) -> bool:
    return block.linked > _MOSTLY * len(block.text)


def _is_aside(block: Block) -> bool:
    """Whether a closing line is links for the most part, or all of it in small type."""
    small = "".join("".join(element.itertext()) for element in block.element.iter("small"))
    return _is_linked(block) or (bool(small) and len(folded(small)) >= len(folded(block.text)))
