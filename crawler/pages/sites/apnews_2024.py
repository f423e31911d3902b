"""The Associated Press (apnews.com)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from crawler.pages.page import Page
from crawler.pages.site import SitePage


class ApNews2024(SitePage):
    """Boxes of related coverage, and of what the agency says of itself, interrupt the text."""

    name: ClassVar[str] = "apnews_2024"
    domain: ClassVar[str] = "apnews.com"
    valid_from: ClassVar[date | None] = date(2024, 9, 3)

    @classmethod
    def fits(cls, page: Page) -> bool:
        return bool(page.tree.find_class("RichTextStoryBody"))

    def text(self) -> str | None:
        return self.paragraphs(
            "div.RichTextStoryBody", without=".Enhancement, .Infobox, .Advertisement, figure"
        )
