"""A tsvector that is built from terms, never parsed from text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from storage.search.entry import Entry, Indexed
from storage.search.stretches import stretch_terms

# Limits of the type: https://www.postgresql.org/docs/current/textsearch-limitations.html
LAST_POSITION = 16_383
MOST_POSITIONS = 256
MOST_BYTES = 1_048_575

# Terms hold no spaces, so no text can bring these two about.
NO_PHRASES = "no phrases"
"""Marks a vector that lacks positions: whether a phrase stands there is for the matcher to say."""
NOT_WHOLE = "not whole"
"""Marks a vector that lacks terms: the article is a candidate for every query."""


def literal(one: Indexed) -> str:
    """The tsvector literal of an entry under its key."""
    return vector(one.entry, stretch_terms(one.key))


def vector(entry: Entry, beside: Sequence[str] = ()) -> str:
    """The tsvector literal of an article: its title, then its text, with no phrase across the two.

    What stands `beside` them has no position, nor have the facets and, once more, the terms of the title: an index
    tells these from the text's, as it tells no weights.
    """
    places: dict[str, list[str]] = defaultdict(list, {term: [] for term in (*beside, *entry.beside)})
    title, words = entry.title.split(), entry.text.split()
    whole = _place(title, 1, places)
    whole = _place(words, len(title) + 2, places) and whole
    if not _is_small(places) and _size(places) > MOST_BYTES:
        places = defaultdict(list, {term: [] for term in places})
        whole = False
    if not whole:
        places[NO_PHRASES] = []
    if not _is_small(places) and _size(places) > MOST_BYTES:
        places = defaultdict(list, _as_many_as_fit(places) | {NOT_WHOLE: []})
    return " ".join(
        [f"{quoted(term)}:{','.join(where)}" if where else quoted(term) for term, where in places.items()]
    )


def _place(terms: Sequence[str], first: int, places: dict[str, list[str]]) -> bool:
    """Give the terms their positions from `first` on; False if some have none of their own."""
    placed = max(0, LAST_POSITION + 1 - first)
    for position, term in enumerate(terms[:placed], first):
        places[term].append(str(position))
    for term in terms[placed:]:
        places.setdefault(term, [])
    whole = len(terms) <= placed
    for where in places.values():
        if len(where) > MOST_POSITIONS:
            del where[MOST_POSITIONS:]
            whole = False
    return whole


def _is_small(places: Mapping[str, Sequence[str]]) -> bool:
    """Whether nothing need be counted to know that it fits, as nearly always."""
    return 4 * sum(map(len, places)) + 4 * len(places) + 2 * sum(map(len, places.values())) < MOST_BYTES


def _size(places: Mapping[str, Sequence[str]]) -> int:
    """Bytes that PostgreSQL needs for terms and positions, rounded up to its alignment."""
    return sum(len(term.encode()) + 4 + 2 * len(where) for term, where in places.items())


def _as_many_as_fit(places: Mapping[str, list[str]]) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = {}
    left = MOST_BYTES - len(NOT_WHOLE) - len(NO_PHRASES) - 16
    for term, where in places.items():
        left -= _size({term: where})
        if left < 0:
            break
        kept[term] = where
    return kept | {NO_PHRASES: []}


def quoted(term: str) -> str:
    """A term as tsvectors and tsqueries write it."""
    if "'" in term or "\\" in term:
        term = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{term}'"
