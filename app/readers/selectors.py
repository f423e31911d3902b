"""Where on a page a value stands, as a CSS selector: the first guess of a new reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bs4 import BeautifulSoup, Tag

from crawler import cleaning, dates
from crawler.pages import bylines
from crawler.pages.blocks import UNSEEN

_WORDY = re.compile(r"-?[A-Za-z][A-Za-z-]*(?:__?[A-Za-z-]+)*")
_TELLING = re.compile(
    r"title|head(?:line|ing)|author|byline|writer|date|time|publish|body|content|article|story|text|section|categor|"
    r"kicker|topic|related|newsletter|promo|advert|caption|read",
    re.IGNORECASE,
)
NEVER_SHOWN = sorted(UNSEEN - {"head"})
_LONGEST_BYLINE = 200
# an author's name may stand on the page twice
_MOST_BESIDE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The elements that hold a value, their selector, and the selector of what in them does not belong to it.

    `off` is the number of a text's paragraphs that are read otherwise so.
    """

    elements: tuple[Tag, ...]
    selector: str
    without: str = ""
    off: int = 0

    @property
    def element(self) -> Tag:
        return self.elements[0]


def of_line(soup: BeautifulSoup, value: str) -> Place | None:
    """The first element that shows `value` and nothing else."""
    return _first(soup, lambda element: _shown(element) == value)


def of_names(soup: BeautifulSoup, names: tuple[str, ...]) -> Place | None:
    """The first element that names just these people."""

    def shows(element: Tag) -> bool:
        shown = _shown(element)
        # one long name costs nothing, a whole page of them does
        return len(shown) <= _LONGEST_BYLINE and names[0] in shown and bylines.split(shown) == names

    return _first(soup, shows) or _of_each_name(soup, names)


def _of_each_name(soup: BeautifulSoup, names: tuple[str, ...]) -> Place | None:
    """The element of the first name, with a selector that finds those of the others too, and no more."""
    first = _first(soup, lambda element: bylines.split(_shown(element)[:_LONGEST_BYLINE]) == names[:1])
    for selector in _paths(first.element) if first else ():
        found = soup.select(selector, limit=len(names) + _MOST_BESIDE)
        if first and bylines.join(map(_shown, found)) == names:
            return Place(elements=tuple(found), selector=selector)
    return None


def of_moment(soup: BeautifulSoup, moment: datetime) -> Place | None:
    """The element whose `datetime` or `content` says the time."""

    def says(element: Tag) -> bool:
        value = element.get("datetime") or (element.get("content") if element.name == "meta" else None)
        found = dates.parse(cleaning.line(str(value))) if value else None
        return found == moment and found.utcoffset() == moment.utcoffset()

    return _first(soup, says)


def _first(soup: BeautifulSoup, is_it: Callable[[Tag], bool]) -> Place | None:
    """The first element that it is, or one inside of that which can be called by a simpler name."""
    found: list[Place] = []
    for element in soup.find_all(True):
        if found and not any(around is found[0].element for around in element.parents):
            break
        if element.name in ("html", "head", "body", "title", "script") or element.find_parent(NEVER_SHOWN):
            continue
        if is_it(element) and (selector := selector_of(soup, element)):
            found.append(Place(elements=(element,), selector=selector))
    return min(found, key=lambda place: (place.element.name != "h1", " " in place.selector), default=None)


def selector_of(soup: BeautifulSoup, element: Tag) -> str | None:
    """A selector whose first match the element is."""
    return next((path for path in _paths(element) if soup.select_one(path) is element), None)


def _paths(element: Tag) -> Iterator[str]:
    """Selectors of the element: what it is called by alone, then that within what is around it."""
    yield from names_of(element)
    for around in element.parents:
        for outer in names_of(around):
            yield from (f"{outer} {inner}" for inner in (*names_of(element), element.name))


def names_of(element: Tag) -> Iterator[str]:
    """What the element can be called by, the likeliest to last first: no name with a number in it."""
    for attribute in ("itemprop", "property", "data-testid", "data-qa"):
        if value := element.get(attribute):
            yield f'{element.name}[{attribute}="{value}"]'.replace("\n", " ")
    if element.name == "meta" and (value := element.get("name")):
        yield f'meta[name="{value}"]'
    classes = [one for one in element.get_attribute_list("class") if one and _WORDY.fullmatch(one)]
    telling = [one for one in classes if _TELLING.search(one)]
    yield from (f"{element.name}.{one}" for one in sorted(telling, key=len, reverse=True))
    if element.name in ("h1", "article"):
        yield element.name
    marks = [name for name in element.attrs if name.startswith("data-") and _TELLING.search(name)]
    yield from (f"{element.name}[{name}]" for name in marks if _WORDY.fullmatch(name))
    yield from (f"{element.name}.{one}" for one in sorted(set(classes) - set(telling), key=len, reverse=True))
    if (name := element.get("id")) and _WORDY.fullmatch(str(name)):
        yield f"#{name}"
    if element.name not in ("div", "span", "section", "p", "a", "ul", "li", "html", "body"):
        yield element.name


def _shown(element: Tag) -> str:
    return cleaning.line(element.get_text(" "))
