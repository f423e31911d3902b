"""The names in one shown line, told by its markup and by its words."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from crawler.pages import byline_markup, bylines, names, stamps
from crawler.pages.blocks import Block
from crawler.pages.byline_words import CONNECTIVE, GOES_ON

_SLACK = 4


def of_block(block: Block, outside: set[HtmlElement], *, is_led: bool) -> tuple[str, ...]:
    """The names in a paragraph; `outside` are the elements that hold more than the byline."""
    element = block.element
    is_marked = element not in outside and byline_markup.is_marked(element, outside)
    own = len("".join(block.text.split())) + _SLACK
    if element not in outside and byline_markup.size(element, own) <= own:
        if named := tuple(dict.fromkeys(of_element(element, is_marked=is_marked))):
            return named
    # the element holds other lines as well
    elif is_led or is_marked:
        named = bylines.split(block.text)
        return tuple(name for name in named if _is_author(name, is_expected=False, is_marked=is_led))
    return stamped(block.text)


def of_element(element: HtmlElement, *, is_marked: bool) -> Iterator[str]:
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


def stamped(line: str) -> tuple[str, ...]:
    """The people whom a line names together with the date."""
    author = stamps.author_of(line)
    return tuple(filter(names.is_person, bylines.split(author))) if author else ()


def _is_author(name: str, *, is_expected: bool, is_marked: bool) -> bool:
    if names.is_person(name):
        return True
    if names.is_desk(name):
        return (is_expected or is_marked) and names.is_capitalised(name)
    # a first name alone, or a pen name
    return is_expected and not names.is_role(name) and names.is_person(f"{name} {name}")
