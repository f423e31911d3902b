"""The Defense News (thedefensenews.com)."""

from __future__ import annotations

from typing import ClassVar

from crawler.pages import boilerplate, credit_lines, endings
from crawler.pages.site import SitePage

_BODIES = (".news-content", ".news-description", ".news-detail-content")
_SHORTEST_BODY = 200
_OUTLET = "The Defense News"


class TheDefenseNews(SitePage):
    """Its articles end with a line on the team that wrote them, and the form for comments follows in the text."""

    name: ClassVar[str] = "thedefensenews"
    domain: ClassVar[str] = "thedefensenews.com"

    def title(self) -> str | None:
        return self.first(".news-title", ".news-detail h1", "h1.post-title")

    def section(self) -> str | None:
        return self.first(
            ".news-category",
            "a.post-cat",
            ".breadcrumb li:nth-of-type(2)",
            ".breadcrumb-list li:nth-of-type(2)",
        )

    def text(self) -> str | None:
        titles = tuple(filter(None, (self.title(),)))
        lines = boilerplate.strip(self._body(), titles=titles, section=self.section())
        return "\n\n".join(endings.without(lines, authors=(), site_names=(_OUTLET,))) or None

    def authors(self) -> tuple[str, ...] | None:
        team = credit_lines.team_of(self._body())
        return (f"{team} team",) if team else None

    def _body(self) -> list[str]:
        bodies = (self.paragraphs(selector) or "" for selector in _BODIES)
        return next((body.split("\n\n") for body in bodies if len(body) > _SHORTEST_BODY), [])
