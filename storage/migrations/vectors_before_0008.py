"""The tsvector of an article as the releases before 0008 wrote it, for going back to them; never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from storage.search.entry import Entry

LAST_POSITION = 16_383
MOST_POSITIONS = 256
MOST_BYTES = 1_048_575
NO_PHRASES = "no phrases"
NOT_WHOLE = "not whole"


def vector(entry: Entry) -> str:
    """The tsvector literal of an article: its title weighted A, its text D, no phrase across the two."""
    places: dict[str, list[str]] = defaultdict(list)
    whole = _place(entry.title.split(), 1, "A", places)
    whole = _place(entry.text.split(), len(entry.title.split()) + 2, "", places) and whole
    if _size(places) > MOST_BYTES:
        # The title's terms keep a position each, for it carries their weight.
        places = defaultdict(
            list, {term: [each for each in where if each.endswith("A")][:1] for term, where in places.items()}
        )
        whole = False
    if not whole:
        places[NO_PHRASES] = []
    if _size(places) > MOST_BYTES:
        places = defaultdict(list, _as_many_as_fit(places) | {NOT_WHOLE: []})
    return " ".join(
        f"{_quoted(term)}{':' if where else ''}{','.join(where)}" for term, where in places.items()
    )


def _place(terms: Sequence[str], first: int, weight: str, places: dict[str, list[str]]) -> bool:
    """Give the terms their positions from `first` on; False if some have none of their own."""
    whole = True
    for position, term in enumerate(terms, first):
        if position <= LAST_POSITION and len(places[term]) < MOST_POSITIONS:
            places[term].append(f"{position}{weight}")
        else:
            whole = False
            if not places[term] and weight:
                places[term].append(f"{LAST_POSITION}{weight}")
    return whole


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


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
