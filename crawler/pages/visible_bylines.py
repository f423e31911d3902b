"""Whom a page shows as its author: the byline beside the headline, or one elsewhere that says so itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.pages import byline_markup, bylines, headline, names, stamps, titles
from crawler.pages.blocks import Block
from crawler.pages.byline_words import CHINESE_END, CONNECTIVE, GOES_ON, KOREAN_LINE
from crawler.pages.page import Page

_NEAR, _BEFORE = 24, 5
_LONG_LINE, _MOST_PASSED = 180, 500
_LONGEST_BYLINE = 220
_HEADING_TAGS = frozenset({"h1", "h2", "h3"})
_SLACK = 4
_MOST_NAMES = 8
_MOST_STRANGERS = 3
_CLOSING = 60
_WORDS_BESIDE = 10


class Byline(NamedTuple):
    """The names that a line is about, and the line."""

    names: tuple[str, ...]
    line: str


def near_headline(page: Page) -> tuple[Byline, ...]:
    """The lines around the headline that are bylines, those of one kind together."""
    found = titles.title(page)
    at = headline.place(page, (found.value, *titles.every(page)) if found else titles.every(page))
    if at is None:
        return ()
    outside = set(page.blocks[at].element.iterancestors())
    after = page.blocks[at + 1 : at + 1 + _NEAR]
    return _bylines(after, outside) or _bylines(page.blocks[max(at - _BEFORE, 0) : at], outside)


def in_a_box(page: Page) -> tuple[str, ...]:
    """The names in what is marked as the article's author wherever it stands; none where there are many."""
    found: dict[str, str] = {}
    for element in byline_markup.marked(page.tree):
        if byline_markup.size(element, _LONGEST_BYLINE) <= _LONGEST_BYLINE:
            for name in _of_element(element, is_marked=True):
                found.setdefault(name.casefold(), name)
    return tuple(found.values()) if len(found) <= _MOST_STRANGERS else ()


def in_a_line(page: Page) -> tuple[str, ...]:
    """The names in a line that is nothing but a byline, wherever it stands: agencies' and newspapers' form."""
    for block in page.blocks:
        line = block.text
        if closing := CHINESE_END.search(line[-_CLOSING:]):
            return bylines.split(closing[1])
        if len(line) > _LONGEST_BYLINE:
            continue
        if reporter := KOREAN_LINE.match(line):
            return (reporter[1],)
        if bylines.is_led(line):
            named = [
                name
                for name in bylines.split(line.rstrip("."))
                if names.is_person(name) or names.is_wire(name)
            ]
            if named and sum(map(len, named)) * 2 >= len(line) - _WORDS_BESIDE:
                return tuple(named)
    return ()


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
        if block.element.tag in _HEADING_TAGS and not is_led:
            continue
        named = _of_block(block, outside, is_led=is_led)
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


def _of_block(block: Block, outside: set[HtmlElement], *, is_led: bool) -> tuple[str, ...]:
    element = block.element
    is_marked = element not in outside and byline_markup.is_marked(element, outside)
    own = len("".join(block.text.split())) + _SLACK
    if element not in outside and byline_markup.size(element, own) <= own:
        if named := tuple(dict.fromkeys(_of_element(element, is_marked=is_marked))):
            return named
    # the element holds other lines as well
    elif is_led or is_marked:
        named = bylines.split(block.text)
        return tuple(name for name in named if _is_author(name, is_expected=False, is_marked=is_led))
    stamped = stamps.author_of(block.text)
    return tuple(filter(names.is_person, bylines.split(stamped))) if stamped else ()


def _of_element(element: HtmlElement, *, is_marked: bool) -> Iterator[str]:
    """The names in an element, whose parts part them: a name, a post, a date."""
    pieces = list(byline_markup.pieces(element))
    awaited = bylines.is_led(" ".join(text for text, _ in pieces))
    if not (is_marked or awaited or any(is_linked for _, is_linked in pieces)):
        return
    given = False
    for text, is_linked in pieces:
        if bylines.is_of_others(text):
            break
        if CONNECTIVE.fullmatch(text):
            continue
        leads = bylines.is_led(text)
        named = bylines.split(text)
        is_expected = is_linked or leads or awaited or GOES_ON.match(text) is not None
        accepted = [name for name in named if _is_author(name, is_expected=is_expected, is_marked=is_marked)]
        awaited = leads and not named
        # after the first name, what stands beside it unlinked is a post or a place
        if accepted and (is_expected or not given):
            given = True
            yield from accepted


def _is_author(name: str, *, is_expected: bool, is_marked: bool) -> bool:
    if names.is_person(name):
        return True
    if names.is_desk(name):
        return (is_expected or is_marked) and names.is_capitalised(name)
    # a first name alone, or a pen name
    return is_expected and not names.is_role(name) and names.is_person(f"{name} {name}")
