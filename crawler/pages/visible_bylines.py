"""The bylines beside the headline: whom readers of a page see as its author."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.pages import byline_markup, bylines, headline, shown_names
from crawler.pages.blocks import Block
from crawler.pages.page import Page

_NEAR, _BEFORE = 24, 5
_LONG_LINE, _MOST_PASSED = 180, 500
_MOST_NAMES = 8


class Byline(NamedTuple):
    """The names that a line is about, and the line."""

    names: tuple[str, ...]
    line: str


def near_headline(page: Page) -> tuple[Byline, ...]:
    """The lines around the headline that are bylines, those of one kind together."""
    at = headline.position(page)
    if at is None:
        return ()
    outside = set(page.blocks[at].element.iterancestors())
    after = page.blocks[at + 1 : at + 1 + _NEAR]
    return _bylines(after, outside) or _bylines(page.blocks[max(at - _BEFORE, 0) : at], outside)


def _bylines(lines: Sequence[Block], outside: set[HtmlElement]) -> tuple[Byline, ...]:
    found: list[Byline] = []
    last_kind: tuple[object, ...] = ()
    passed = missed = 0
    of_others = False
    for block in lines:
        passed += len(block.text)
        if passed > _MOST_PASSED:
            # the text has begun
            break
        if len(block.text) > _LONG_LINE:
            continue
        if bylines.is_of_others(block.text):
            # "Reviewed by" stands alone before the reviewer's name
            of_others = True
            continue
        is_led = bylines.is_led(block.text)
        if headline.is_heading(block) and not is_led:
            continue
        named = shown_names.of_block(block, outside, is_led=is_led)
        if named and byline_markup.is_of_another_text(block.element):
            named = ()
        if named and (is_led or not of_others):
            kind = (block.element.tag, block.element.get("class"))
            # authors who stand in elements of the same kind are of one byline
            if found and kind == last_kind:
                earlier = found.pop()
                named, line = tuple(dict.fromkeys((*earlier.names, *named))), f"{earlier.line} {block.text}"
            else:
                line = block.text
            found.append(Byline(named[:_MOST_NAMES], line))
            last_kind = kind
        elif found:
            missed += 1
            # the lines of one byline stand together
            if missed > 1:
                break
        if named or is_led:
            of_others = False
    return tuple(found)
