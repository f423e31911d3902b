"""The Nation (thenation.com)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from crawler.pages.site import SitePage


class TheNation(SitePage):
    """Lists of other articles stand within the text and beneath it, in the same container."""

    name: ClassVar[str] = "thenation"
    domain: ClassVar[str] = "thenation.com"
    valid_from: ClassVar[date | None] = None

    def text(self) -> str | None:
        return self.paragraphs(
            "article.type-standard-article",
            without=(
                ".article-title__eyebrow, .article-title__title, .article-title__meta, .ad-block, .current-issue, "
                ".cta__container, .popular-articles, .expand-reduce, .article-end, .collections, figure"
            ),
        )
