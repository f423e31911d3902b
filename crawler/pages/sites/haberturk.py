"""Habertürk (haberturk.com)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from crawler.pages.site import SitePage


class Haberturk(SitePage):
    """The description has lost all apostrophes; the page itself parts the text into sections with advertisements."""

    name: ClassVar[str] = "haberturk"
    domain: ClassVar[str] = "haberturk.com"
    valid_from: ClassVar[date | None] = None

    def text(self) -> str | None:
        return self.paragraphs("div.featured h2, div.cms-container", without=".adv-news, figure")
