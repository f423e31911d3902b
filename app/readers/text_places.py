"""The selectors that read a text from its page: around its paragraphs, or of the paragraphs themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from app.readers.selectors import NEVER_SHOWN, Place, names_of, of_line, selector_of
from crawler.pages.blocks import UNSEEN, fragment_paragraphs
from crawler.pages.site import paragraphs

_MOST_OF = 0.9
_MOST_WITHOUT = 8
_MOST_APART = 2
_MOST_KINDS = 6
_KINDS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre")
_FARTHEST_OUT = 3


def of_text(soup: BeautifulSoup, text: str) -> Place | None:
    """Of the places that come to mind, the one where the fewest paragraphs are read otherwise."""
    found = [
        replace(place, off=paragraphs_off(text, paragraphs(soup, place.selector, place.without)))
        for place in (_around(soup, text), _of_kinds(soup, text))
        if place is not None
    ]
    return min(found, key=lambda place: place.off, default=None)


def paragraphs_off(expected: str, found: str) -> int:
    """How many paragraphs are missing or too much; 1 where only their order differs."""
    wanted, read = Counter(expected.split("\n\n")), Counter(found.split("\n\n"))
    return ((wanted - read) + (read - wanted)).total() or int(expected != found)


def _around(soup: BeautifulSoup, text: str) -> Place | None:
    """The innermost element around nearly all paragraphs, and what in it is none of them."""
    lines = text.split("\n\n")
    container = _container(soup, set(lines))
    while container is not None and container.name not in ("body", "html"):
        if selector := selector_of(soup, container):
            held = set(_lines(container))
            apart = _apart(soup, [line for line in lines if line not in held])
            return Place(
                elements=(container, *(place.element for place in apart)),
                selector=", ".join([*(place.selector for place in apart), selector]),
                without=", ".join(_unwanted(container, set(lines))[:_MOST_WITHOUT]),
            )
        container = container.parent
    return None


def _container(soup: BeautifulSoup, wanted: set[str]) -> Tag | None:
    """The innermost element with nearly all lines; where only the page itself has these, with all but a few."""
    if soup.body is None:
        return None
    # a reader may part paragraphs otherwise than the page does
    shown = len(wanted & set(_lines(soup.body)))
    found = _inmost(soup.body, wanted, _MOST_OF * shown) if shown else None
    if found is soup.body:
        return _inmost(soup.body, wanted, max(shown - _MOST_APART, shown / 2))
    return found


def _inmost(around: Tag, wanted: set[str], least: float) -> Tag:
    inner: Tag | None = around
    while inner is not None:
        around = inner
        inner = next(
            (child for child in _children(around) if len(wanted & set(_lines(child))) >= least), None
        )
    return around


def _apart(soup: BeautifulSoup, lines: list[str]) -> list[Place]:
    """The places of paragraphs that stand outside the container, such as a standfirst."""
    found = [of_line(soup, line) for line in lines[:_MOST_APART]]
    return list({place.selector: place for place in found if place is not None}.values())


def _of_kinds(soup: BeautifulSoup, text: str) -> Place | None:
    """The paragraphs by what they are in: `div.story > p`; and what is of these kinds and none of them."""
    wanted = set(text.split("\n\n"))
    taken = [
        element
        for element in soup.find_all(_KINDS)
        if not element.find_parent(NEVER_SHOWN) and (lines := _shown_lines(element)) and lines <= wanted
    ]
    kinds = Counter(kind for element in taken if (kind := _kind(element)))
    if not kinds:
        return None
    selector = ", ".join(kind for kind, _ in kinds.most_common(_MOST_KINDS))
    ours = {id(around) for element in taken for around in (element, *element.parents)}
    chosen: dict[str, None] = {}
    for element in soup.select(selector):
        if id(element) not in ours and not any(element.css.match(each) for each in chosen):
            apart = (
                name
                for around in (element, *element.parents)
                if id(around) not in ours
                for name in names_of(around)
                if not any(id(other) in ours for other in soup.select(name))
            )
            chosen.update(dict.fromkeys([name for name in [next(apart, None)] if name]))
    return Place(elements=tuple(taken), selector=selector, without=", ".join([*chosen][:_MOST_WITHOUT]))


def _kind(element: Tag) -> str | None:
    """The element's name below the nearest element that is called something."""
    chain = element.name
    for _, around in zip(range(_FARTHEST_OUT), element.parents, strict=False):
        if name := next(names_of(around), None):
            return f"{name} > {chain}"
        chain = f"{around.name} > {chain}"
    return None


def _unwanted(container: Tag, wanted: set[str]) -> list[str]:
    """The selectors of what the container shows beside the wanted paragraphs, each taking none of these."""
    chosen: list[str] = []
    waiting = _children(container)
    while waiting:
        child = waiting.pop(0)
        lines = _shown_lines(child)
        if lines <= wanted or any(_takes(container, selector, child) for selector in chosen):
            continue
        if lines & wanted:
            waiting = _children(child) + waiting
            continue
        for selector in names_of(child):
            if not any(set(_lines(other)) & wanted for other in container.select(selector)):
                chosen.append(selector)
                break
    return chosen


def _takes(container: Tag, selector: str, element: Tag) -> bool:
    return any(element is other for other in container.select(selector))


def _children(element: Tag) -> list[Tag]:
    return [child for child in element.find_all(True, recursive=False) if child.name not in UNSEEN]


def _lines(element: Tag) -> list[str]:
    return fragment_paragraphs(str(element)).split("\n\n")


def _shown_lines(element: Tag) -> set[str]:
    return set(_lines(element)) - {""}
