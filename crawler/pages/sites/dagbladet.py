"""Dagbladet (dagbladet.no), as it was in 2024."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from crawler.pages.site import SitePage


class Dagbladet(SitePage):
    """A summary by a machine and the titles of other articles stand in the text; the description names one author."""

    name: ClassVar[str] = "dagbladet"
    domain: ClassVar[str] = "dagbladet.no"
    valid_from: ClassVar[date | None] = None

    def text(self) -> str | None:
        return self.paragraphs(
            "article.article-entity h3.subtitle, div.body-copy",
            without=".aiArticleSummary, .flex-initial, .factbox, .jwplayer_video, article, figure",
        )

    def authors(self) -> tuple[str, ...] | None:
        return self.names("section.meta div.byline")
