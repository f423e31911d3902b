"""What the full-text index holds of an article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol, Self

from watch import IndexWords, index_terms, index_words
from watch.facets import language_facets, section_facet, source_facet, title_facet


class Filed(Protocol):
    """What of an article it is filtered by."""

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

    @classmethod
    def of_words(cls, words: IndexWords) -> Self:
        """The entry with the facets of its words."""
        return cls(title=words.title, text=words.text, facets=words.facets)

    @classmethod
    def of_texts(cls, title: str, text: str) -> Self:
        """The entry of these, cut here."""
        return cls.of_words(index_words(title, text))

    def of_article(self, source_id: int, article: Filed) -> Self:
        """The entry with those, too, that its article is filtered by."""
        filed = facets_of(source_id, article.language, article.section)
        return replace(self, facets=(*filed, *self.facets))

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
