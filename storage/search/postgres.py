"""Full-text search on PostgreSQL: a tsvector that is built from terms, never parsed from text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Integer, Select, column, select, table, text

from storage.search.entry import Entry
from watch import AllOf, AnyOf, Candidates, Everything, Phrase, Word

# Limits of the type: https://www.postgresql.org/docs/current/textsearch-limitations.html
LAST_POSITION = 16_383
MOST_POSITIONS = 256
MOST_BYTES = 1_048_575

# Terms hold no spaces, so no text can bring these two about.
NO_PHRASES = "no phrases"
"""Marks a vector that lacks positions: whether a phrase stands there is for the matcher to say."""
NOT_WHOLE = "not whole"
"""Marks a vector that lacks terms: the article is a candidate for every query."""

_WRITE = text(
    "INSERT INTO article_index (article_id, terms) VALUES (:id, CAST(:terms AS tsvector)) "
    "ON CONFLICT (article_id) DO UPDATE SET terms = excluded.terms"
)
_INDEX = table("article_index", column("article_id", Integer))


def write(connection: Connection, entries: Mapping[int, tuple[Entry | None, Entry]]) -> None:
    """See `storage.search.index.write_entries`."""
    connection.execute(
        _WRITE, [{"id": number, "terms": vector(after)} for number, (_, after) in sorted(entries.items())]
    )


def matching(candidates: Candidates) -> Select[int]:
    """See `storage.search.index.matching`."""
    return select(_INDEX.c.article_id).where(
        text("terms @@ CAST(:terms AS tsquery)").bindparams(
            terms=f"{_quoted(NOT_WHOLE)} | ({expression(candidates)})"
        )
    )


def vector(entry: Entry) -> str:
    """The tsvector literal of an article: its title weighted A, its text D, no phrase across the two."""
    places: dict[str, list[str]] = defaultdict(list)
    whole = _place(entry.title, 1, "A", places)
    whole = _place(entry.text, len(entry.title) + 2, "", places) and whole
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


def expression(candidates: Candidates) -> str:
    """The candidates as a tsquery literal."""
    match candidates:
        case Word(term=term, field=field, prefix=prefix):
            return _term(term, field, prefix=prefix)
        case Phrase(terms=terms, field=field):
            written = [_term(term, field) for term in terms]
            anywhere = " & ".join([*dict.fromkeys(written), _quoted(NO_PHRASES)])
            return f"({' <-> '.join(written)} | ({anywhere}))"
        case AllOf(parts=parts):
            return f"({' & '.join(map(expression, parts))})"
        case AnyOf(parts=parts):
            return f"({' | '.join(map(expression, parts))})"
        case Everything():
            raise ValueError("an index cannot be asked for everything")


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


def _term(term: str, field: str | None, *, prefix: bool = False) -> str:
    flags = ("*" if prefix else "") + ("A" if field == "title" else "")
    return f"{_quoted(term)}{':' if flags else ''}{flags}"


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
