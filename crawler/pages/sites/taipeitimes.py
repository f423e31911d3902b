"""Taipei Times (taipeitimes.com)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from crawler.pages.site import SitePage


class TaipeiTimes(SitePage):
    """The beginning of the next article follows the text, and the byline has no mark that says so."""

    name: ClassVar[str] = "taipeitimes"
    domain: ClassVar[str] = "taipeitimes.com"
    valid_from: ClassVar[date | None] = None

    def text(self) -> str | None:
        return self.paragraphs("div.archives", without="h1, ul.boxTitle, .imgboxa")

    def authors(self) -> tuple[str, ...] | None:
        return self.names("div.archives ul.boxTitle li")
