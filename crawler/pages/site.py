"""What a site's own reader is: selectors for the fields that the generic reader gets wrong there."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from crawler import cleaning, dates
from crawler.pages import bylines, visible_dates
from crawler.pages.blocks import fragment_paragraphs
from crawler.pages.page import Page

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag


class SitePage:
    """A page of one site. A subclass stands alone in its file and overrides what it knows better.

    A method that answers None, or an empty text or byline, leaves its field to the generic reader, and the
    provenance says so. `domain` is the site's registrable domain, or its address where it has none (127.0.0.1);
    `valid_from` the first day on which the site had the form that the class reads, None where no earlier form is
    known. Selectors are CSS, as BeautifulSoup's `select` takes them; of several, the first that finds something
    counts.
    """

    name: ClassVar[str]
    domain: ClassVar[str]
    valid_from: ClassVar[date | None] = None

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    def fits(cls, page: Page) -> bool:
        """Whether the page has the form that the class reads; asked where one domain serves several forms."""
        return True

    def title(self) -> str | None:
        return None

    def text(self) -> str | None:
        """Paragraphs separated by one blank line."""
        return None

    def authors(self) -> tuple[str, ...] | None:
        return None

    def section(self) -> str | None:
        return None

    def published_at(self) -> datetime | None:
        """With the offset that the page gives, naive where it gives none."""
        return None

    def modified_at(self) -> datetime | None:
        """Like `published_at`."""
        return None

    @property
    def soup(self) -> BeautifulSoup:
        """The page, for what `first` and its companions cannot say. Nobody changes it."""
        return self.page.soup

    def first(self, *selectors: str, attribute: str = "") -> str | None:
        """What the first element shows that shows anything; of the attribute, where one is named."""
        return next(self._said(selectors, attribute), None)

    def each(self, *selectors: str, attribute: str = "") -> tuple[str, ...]:
        """What every element shows, like `first`."""
        return tuple(self._said(selectors, attribute))

    def paragraphs(self, *selectors: str, without: str = "") -> str | None:
        """The paragraphs of the elements, less those that `without` finds, or that stand in what it finds."""
        found = (paragraphs(self.soup, selector, without) for selector in selectors)
        return next(filter(None, found), None)

    def names(self, *selectors: str, attribute: str = "") -> tuple[str, ...]:
        """The people and desks in the bylines: "By A, B and C in Seoul" is three people."""
        return bylines.join(self._said(selectors, attribute))

    def moment(self, *selectors: str, attribute: str = "") -> datetime | None:
        """The time that an element gives: in the attribute, else in `datetime` or `content`, else in its words."""
        for selector in selectors:
            for element in self.soup.select(selector):
                if found := _moment(element, attribute):
                    return found
        return None

    def _said(self, selectors: tuple[str, ...], attribute: str) -> Iterator[str]:
        for selector in selectors:
            found = [_shown(element, attribute) for element in self.soup.select(selector)]
            if any(found):
                yield from filter(None, found)
                return


def paragraphs(soup: BeautifulSoup, selector: str, without: str = "") -> str:
    """The text of `SitePage.paragraphs` for one selector; empty where it finds none."""
    elements = _outermost(soup.select(selector))
    if without:
        elements = _beside(elements, soup.select(without))
    return "\n\n".join(filter(None, (_text(element, without) for element in elements)))


def _shown(element: Tag, attribute: str) -> str:
    return cleaning.line(str(element.get(attribute) or "") if attribute else element.get_text(" "))


def _moment(element: Tag, attribute: str) -> datetime | None:
    for name in (attribute,) if attribute else ("datetime", "content"):
        if found := dates.parse(cleaning.line(str(element.get(name) or ""))):
            return found
    if attribute:
        return None
    line = cleaning.line(element.get_text(" "))
    written = visible_dates.first(line)
    return written.moment if written else dates.parse(line)


def _outermost(elements: list[Tag]) -> list[Tag]:
    chosen = {id(element) for element in elements}
    return [element for element in elements if not any(id(around) in chosen for around in element.parents)]


def _beside(elements: list[Tag], unwanted: list[Tag]) -> list[Tag]:
    """The elements that are not unwanted and in nothing that is; what holds all of them is the story itself."""
    marks = {id(each) for each in unwanted}
    within = [{id(each) for each in (element, *element.parents)} & marks for element in elements]
    around_all = set.intersection(*within) if within else set()
    return [element for element, marked in zip(elements, within, strict=True) if not marked - around_all]


def _text(element: Tag, without: str) -> str:
    if without:
        element = copy.copy(element)
        for unwanted in element.select(without):
            unwanted.extract()
    return fragment_paragraphs(str(element))
