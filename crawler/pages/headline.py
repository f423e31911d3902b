"""Where the headline stands among a page's lines, and what stands beside it."""

from __future__ import annotations

from crawler.pages import titles
from crawler.pages.blocks import Block
from crawler.pages.boilerplate import folded
from crawler.pages.once import once_a_page
from crawler.pages.page import Page

_BEFORE = 3
_AFTER = 9
_PARAGRAPH = 180
_SLACK = 20


def place(page: Page, forms: tuple[str, ...]) -> int | None:
    """The index of the headline in `page.blocks`: a heading before a mere line, an earlier before a later one."""
    wanted = {folded(form) for form in forms if form} - {""}
    shortest, longest = min(map(len, wanted), default=1), max(map(len, forms), default=0) + _SLACK
    found = [
        index
        for index, block in enumerate(page.blocks)
        # most lines of a page are menus or paragraphs, and folding costs
        if shortest <= len(block.text) <= longest and folded(block.text) in wanted
    ]
    headings = [index for index in found if is_heading(page.blocks[index])]
    return next(iter(headings or found), None)


@once_a_page
def position(page: Page) -> int | None:
    """The index of the page's own headline in `page.blocks`."""
    found = titles.title(page)
    return place(page, (found.value, *titles.every(page)) if found else titles.every(page))


def beneath(page: Page) -> list[str]:
    """The short lines around the page's headline, those after it first: bylines and dates stand there."""
    at = position(page)
    if at is None:
        return []
    after: list[str] = []
    for block in page.blocks[at + 1 : at + 1 + _AFTER]:
        if len(block.text) >= _PARAGRAPH:
            break
        after.append(block.text)
    before = [block.text for block in page.blocks[max(at - _BEFORE, 0) : at] if len(block.text) < _PARAGRAPH]
    return after + before


def is_heading(block: Block) -> bool:
    """Whether a paragraph is a heading of the ranks that headlines have."""
    return str(block.element.tag) in ("h1", "h2")
