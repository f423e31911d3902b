"""What the full-text index holds of an article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol, Self

from watch import index_terms
from watch.blank_lines import longest_stretch
from watch.facets import (
    CHARACTERS,
    language_facets,
    section_facet,
    source_facet,
    stretch_facet,
    title_facet,
)
from watch.tokens import holds_glyphs


class Words(Protocol):
    """What of an article its entry is made of."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str | None: ...
    @property
    def section(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The terms of a title and a text as `watch` cuts them, in order, a space between two, and the article's facets."""

    title: str
    text: str
    facets: tuple[str, ...] = ()

    @classmethod
    def of(cls, title: str, text: str, facets: tuple[str, ...] = ()) -> Self:
        return cls(title=" ".join(index_terms(title)), text=" ".join(index_terms(text)), facets=facets)

    def of_article(self, source_id: int, article: Words) -> Self:
        """The entry of an article with the facets that it is filtered and looked up by."""
        characters = (CHARACTERS,) if holds_glyphs(self.title) or holds_glyphs(self.text) else ()
        stretch = stretch_facet(longest_stretch(article.title, article.text))
        return replace(
            self,
            facets=(*facets_of(source_id, article.language, article.section), *characters, stretch),
        )

    @property
    def beside(self) -> tuple[str, ...]:
        """What is indexed beside the terms: the facets, and once more the terms of the title as such."""
        return (*self.facets, *map(title_facet, self.title.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """An entry, and the sort key of its article, by which the index knows it."""

    key: int
    entry: Entry


#: What the index holds of an article now, and what it shall hold; None for nothing.
Change = tuple[Indexed | None, Indexed | None]


def facets_of(source_id: int, language: str | None, section: str | None) -> tuple[str, ...]:
    """The facets by which articles are filtered."""
    sections = (section_facet(section),) if section else ()
    return (source_facet(source_id), *language_facets(language), *sections)
