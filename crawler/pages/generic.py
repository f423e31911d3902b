"""The reader for every site that has none of its own."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from crawler.pages import (
    access,
    agencies,
    authors,
    boilerplate,
    credit_lines,
    endings,
    furniture,
    images,
    languages,
    links,
    openings,
    outlet_names,
    publication,
    sections,
    stamps,
    tags,
    text,
    titles,
)
from crawler.pages.cpu_limit import CpuLimitError
from crawler.pages.found import Claim, Found
from crawler.pages.page import Page
from crawler.pages.span import Span

_SHORTEST_PARAGRAPH = 60


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
        return sections.section(self.page)

    @cached_property
    def _reading(self) -> text.Reading | None:
        return text.read(self.page)

    @property
    def agreement(self) -> float | None:
        """How far the readers of the text agree, from 0 to 1; None where there is no text."""
        return self._reading.agreement if self._reading else None

    @cached_property
    def _lines(self) -> tuple[list[str], tuple[str, ...]]:
        """The lines of the text, and those that are left out of it as the host's furniture."""
        if self._reading is None:
            return [], ()
        lines = list(self._reading.chosen.lines)
        try:
            kept = set(self.trimmed(lines))
            kept.update(filter(_is_paragraph, self._reading.certain - kept))
        except CpuLimitError:  # a line too many is better than no text
            kept = set(lines)
        if not kept and self._reading.chosen.origin == text.DESCRIPTION:
            # the rules are for what a page shows around its text
            kept = set(lines)
        return furniture.without([line for line in lines if line in kept], self.page.host_lines)

    @cached_property
    def text(self) -> Found[str] | None:
        if self._reading is None or not self._lines[0]:
            return None
        chosen = self._reading.chosen
        others = tuple(Claim(each.origin, f"{each.size} pairs of words") for each in self._reading.others)
        return Found("\n\n".join(self._lines[0]), chosen.origin, sure=self._reading.agreement, others=others)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The lines of the text that were left out because other pages of the host show them too."""
        return self._lines[1]

    def trimmed(self, lines: list[str]) -> list[str]:
        """`lines` without what leads to the article, closes it or interrupts it."""
        title = self.title.value if self.title else ""
        forms = (title, *titles.every(self.page))
        section = self.section.value if self.section else None
        authors = self._named.value if self._named else ()
        home = outlet_names.home_name(self.page)
        names = (*outlet_names.site_names(self.page), *((home,) if home else ()))
        # an imprint below a list of links hides that these close the text
        ended = endings.without(lines, authors=authors, site_names=names)
        inside = Span(self.page, ended, forms).lines()
        inside = boilerplate.strip(inside, titles=forms, section=section, authors=authors)
        return endings.without(inside, authors=authors, site_names=names)

    @cached_property
    def _named(self) -> Found[tuple[str, ...]] | None:
        return authors.authors(self.page)

    @cached_property
    def authors(self) -> Found[tuple[str, ...]] | None:
        if self._named:
            return self._named
        shown = [block.text for block in self.page.blocks]
        team = credit_lines.team_of([*shown, *(self._reading.chosen.lines if self._reading else ())])
        return Found((f"{team} team",), "team line") if team else None

    @cached_property
    def published(self) -> publication.Dated | None:
        return publication.published(self.page)

    @cached_property
    def modified(self) -> publication.Dated | None:
        return publication.modified(self.page)

    @property
    def published_at(self) -> Found[datetime] | None:
        return self.published.found if self.published else None

    @property
    def modified_at(self) -> Found[datetime] | None:
        return self.modified.found if self.modified else None

    def language(self, text: str) -> Found[str] | None:
        return languages.language(self.page, text)

    def agency(self, text: str, authors: tuple[str, ...]) -> Found[str] | None:
        return agencies.agency(self.page, text, authors)

    def opening(self, text: str, title: str) -> Found[str] | None:
        return openings.opening(text, title)

    @cached_property
    def tags(self) -> Found[tuple[str, ...]] | None:
        return tags.tags(self.page)

    @cached_property
    def is_paywalled(self) -> Found[bool] | None:
        return access.is_paywalled(self.page)

    @cached_property
    def canonical_url(self) -> Found[str] | None:
        return links.canonical_url(self.page)

    @cached_property
    def amp_url(self) -> Found[str] | None:
        return links.amp_url(self.page)

    @cached_property
    def image_url(self) -> Found[str] | None:
        return images.image_url(self.page)


def _is_paragraph(line: str) -> bool:
    """Whether a line is what the model knows best: not a label, a stamp or a credit."""
    return len(line) >= _SHORTEST_PARAGRAPH and not (
        stamps.is_stamp(line) or credit_lines.team_in(line) is not None
    )
