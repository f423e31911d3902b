"""The Associated Press (apnews.com), as it was until 2023."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from crawler.pages.site import SitePage


class ApNews(SitePage):
    """Its article ends inside a paragraph's link, where other readers stop."""

    name: ClassVar[str] = "apnews"
    domain: ClassVar[str] = "apnews.com"
    valid_from: ClassVar[date | None] = None

    def text(self) -> str | None:
        return self.paragraphs("div.Article", without="div.ad-placeholder, figure, .RelatedStory")
