"""What a site's own reader is: selectors for the fields that the generic reader gets wrong there."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from bs4 import BeautifulSoup

from crawler.pages.page import Page


class SitePage:
    """A page of one site. A subclass stands alone in its file and overrides what it knows better.

    A method that answers None, or an empty text or byline, leaves its field to the generic reader, and the
    provenance says so. `domain` is the site's registrable domain; `valid_from` the first day on which the site
    had the form that the class reads, None where no earlier form is known.
    """

    name: ClassVar[str]
    domain: ClassVar[str]
    valid_from: ClassVar[date | None] = None

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def soup(self) -> BeautifulSoup:
        """The page, for BeautifulSoup's selectors."""
        return self.page.soup

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
