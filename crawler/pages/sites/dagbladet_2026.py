"""Dagbladet (dagbladet.no)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from crawler.pages.page import Page
from crawler.pages.site import SitePage


class Dagbladet2026(SitePage):
    """A summary by a machine and the titles of other articles stand in the text, and more articles beneath it."""

    name: ClassVar[str] = "dagbladet_2026"
    domain: ClassVar[str] = "dagbladet.no"
    valid_from: ClassVar[date | None] = date(2026, 1, 6)

    @classmethod
    def fits(cls, page: Page) -> bool:
        return bool(page.tree.find_class("bodytext"))

    def text(self) -> str | None:
        return self.paragraphs(
            "#mainArticleSection h2.subtitle, #mainArticleSection div.bodytext",
            without=".factbox, .flex-initial, .jwplayer, article, figure",
        )
