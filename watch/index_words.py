"""What a full-text index holds of a title and a text, made where they are read and kept where they are saved."""

from __future__ import annotations

from typing import NamedTuple

from watch.blank_lines import longest_stretch
from watch.facets import CHARACTERS, stretch_facet
from watch.letters import holds_glyphs
from watch.tokens import index_terms


class IndexWords(NamedTuple):
    """The terms of a title and of a text, in order, a space between two, and the facets of both."""

    title: str
    text: str
    facets: tuple[str, ...]


def index_words(title: str, text: str) -> IndexWords:
    """What an index holds of these, cut by `watch.index_terms`."""
    heading, terms = " ".join(index_terms(title)), " ".join(index_terms(text))
    characters = (CHARACTERS,) if holds_glyphs(heading) or holds_glyphs(terms) else ()
    return IndexWords(heading, terms, (*characters, stretch_facet(longest_stretch(title, text))))
