"""The Province (theprovince.com)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from crawler.pages.site import SitePage


class TheProvince(SitePage):
    """Offers to subscribers, hidden by script, stand between the paragraphs, and so do players and their headings."""

    name: ClassVar[str] = "theprovince"
    domain: ClassVar[str] = "theprovince.com"
    valid_from: ClassVar[date | None] = None

    def text(self) -> str | None:
        story = "section.article-content__content-group--story"
        return self.paragraphs(
            f"p.article-subtitle, {story} > p, {story} > h3, {story} > h4, {story} > ul > li, {story} > ol > li",
            without="h3.featured-video__jw-strategy-title",
        )
