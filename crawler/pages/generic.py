"""The reader for every site that has none of its own."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from crawler.pages import boilerplate, metadata, text, titles
from crawler.pages.metadata import Found
from crawler.pages.page import Page


class GenericReader:
    """Reads a page by what publishers have in common: each field with where it came from, None where not found."""

    name = "generic"

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def title(self) -> Found[str] | None:
        return titles.title(self.page)

    @cached_property
    def section(self) -> Found[str] | None:
        return metadata.section(self.page)

    @cached_property
    def _chosen(self) -> text.Candidate | None:
        return text.choose(text.candidates(self.page))

    @cached_property
    def text(self) -> Found[str] | None:
        if self._chosen is None:
            return None
        section = self.section.value if self.section else None
        lines = boilerplate.strip(list(self._chosen.lines), titles=titles.every(self.page), section=section)
        return Found("\n\n".join(lines), self._chosen.origin) if lines else None

    @cached_property
    def authors(self) -> Found[tuple[str, ...]] | None:
        if found := metadata.authors(self.page):
            return found
        shown = [block.text for block in self.page.blocks]
        team = boilerplate.team_of([*shown, *(self._chosen.lines if self._chosen else ())])
        return Found((f"{team} team",), "team line") if team else None

    @cached_property
    def published_at(self) -> Found[datetime] | None:
        return metadata.published_at(self.page)

    @cached_property
    def modified_at(self) -> Found[datetime] | None:
        return metadata.modified_at(self.page)

    @cached_property
    def language(self) -> Found[str] | None:
        return metadata.language(self.page)

    @cached_property
    def canonical_url(self) -> Found[str] | None:
        return metadata.canonical_url(self.page)
