"""The Defense News (thedefensenews.com)."""

from __future__ import annotations

from typing import ClassVar

from crawler import cleaning
from crawler.pages import boilerplate, credit_lines, endings
from crawler.pages.blocks import fragment_paragraphs
from crawler.pages.site import SitePage

_HEADLINES = (".news-title", ".news-detail h1", "h1.post-title")
_SECTIONS = (
    ".news-category",
    "a.post-cat",
    ".breadcrumb li:nth-of-type(2)",
    ".breadcrumb-list li:nth-of-type(2)",
)
_BODIES = (".news-content", ".news-description", ".news-detail-content")
_SHORTEST_BODY = 200
_OUTLET = "The Defense News"


class TheDefenseNews(SitePage):
    """Its articles end with a line on the team that wrote them, and the form for comments follows in the text."""

    name: ClassVar[str] = "thedefensenews"
    domain: ClassVar[str] = "thedefensenews.com"

    def title(self) -> str | None:
        return self._first(_HEADLINES)

    def section(self) -> str | None:
        return self._first(_SECTIONS)

    def text(self) -> str | None:
        lines = boilerplate.strip(
            self._body(), titles=tuple(filter(None, (self.title(),))), section=self.section()
        )
        return "\n\n".join(endings.without(lines, authors=(), site_names=(_OUTLET,))) or None

    def authors(self) -> tuple[str, ...] | None:
        team = credit_lines.team_of(self._body())
        return (f"{team} team",) if team else None

    def _body(self) -> list[str]:
        for selector in _BODIES:
            for element in self.soup.select(selector):
                paragraphs = fragment_paragraphs(str(element)).split("\n\n")
                if sum(map(len, paragraphs)) > _SHORTEST_BODY:
                    return paragraphs
        return []

    def _first(self, selectors: tuple[str, ...]) -> str | None:
        for selector in selectors:
            if (element := self.soup.select_one(selector)) and (
                shown := cleaning.line(element.get_text(" "))
            ):
                return shown
        return None
