"""Full-text search on PostgreSQL: a tsvector that is built from terms, never parsed from text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, Connection, Select, TextClause, column, func, select, table, text

from storage.search.entry import Change, Entry, Indexed
from storage.search.stretches import stretch_terms, stretches
from watch import AllOf, AnyOf, Candidates, Close, Everything, Phrase, Together, Word
from watch.facets import title_facet

# Limits of the type: https://www.postgresql.org/docs/current/textsearch-limitations.html
LAST_POSITION = 16_383
MOST_POSITIONS = 256
MOST_BYTES = 1_048_575

# Terms hold no spaces, so no text can bring these two about.
NO_PHRASES = "no phrases"
"""Marks a vector that lacks positions: whether a phrase stands there is for the matcher to say."""
NOT_WHOLE = "not whole"
"""Marks a vector that lacks terms: the article is a candidate for every query."""

# So many articles are looked through for words that most of them hold.
_FEW = 256

_BY_INDEX = text("SET LOCAL enable_seqscan = off")
_REMOVE = text("DELETE FROM article_index WHERE sort_key = :key")
_WRITE = text(
    "INSERT INTO article_index (sort_key, terms) VALUES (:key, CAST(:terms AS tsvector)) "
    "ON CONFLICT (sort_key) DO UPDATE SET terms = excluded.terms"
)
_INDEX = table("article_index", column("sort_key", BigInteger))


def write(connection: Connection, changes: Sequence[Change]) -> None:
    """See `storage.search.index.write_entries`."""
    after = {one.key: one for _, one in changes if one is not None}
    gone = {one.key for one, _ in changes if one is not None} - after.keys()
    if gone:
        connection.execute(_REMOVE, [{"key": key} for key in sorted(gone)])
    if after:
        connection.execute(_WRITE, [{"key": key, "terms": literal(after[key])} for key in sorted(after)])


def matching(candidates: Candidates) -> Select[int]:
    """See `storage.search.index.matching`."""
    return select(_INDEX.c.sort_key.label("key")).where(_match(_proposed(candidates)))


def certain(candidates: Candidates) -> Select[int]:
    """See `storage.search.index.certain`."""
    return select(_INDEX.c.sort_key.label("key")).where(_match(expression(candidates)))


def unsure(connection: Connection, candidates: Candidates, keys: range) -> list[int]:
    """See `storage.search.index.unsure`."""
    connection.execute(_BY_INDEX)
    key = _INDEX.c.sort_key
    others = _match(f"{_quoted(NOT_WHOLE)} & !({expression(candidates)})")
    return list(connection.scalars(select(key).where(others, key >= keys.start, key < keys.stop)))


def newest(connection: Connection, candidates: Candidates, keys: range, most: int) -> list[int]:
    """See `storage.search.index.newest`.

    A GIN index gives all that it finds, in no order: it is asked for one stretch of time after the other.
    """
    connection.execute(_BY_INDEX)
    keys, near = _known(connection, keys)
    asked = _proposed(candidates)
    found: list[int] = []
    for stretch, terms in stretches(keys, near):
        statement = (
            select(_INDEX.c.sort_key)
            .where(_match(f"({' | '.join(map(_quoted, terms))}) & ({asked})"))
            .where(_INDEX.c.sort_key >= stretch.start, _INDEX.c.sort_key < stretch.stop)
            # Plus nothing: the planner would walk the keys otherwise, and look into each vector.
            .order_by((_INDEX.c.sort_key + 0).desc())
            .limit(most - len(found))
        )
        found.extend(connection.scalars(statement))
        if len(found) == most:
            break
    return found


def _known(connection: Connection, keys: range) -> tuple[range, int]:
    """Those of the keys that may be taken, and the one from which on few enough are to look through them all."""
    key = _INDEX.c.sort_key
    within = key >= keys.start, key < keys.stop
    last = select(key).where(*within).order_by(key.desc()).limit(1)
    first = select(func.min(key)).where(*within)
    columns = (last, last.offset(_FEW), first)
    newest, near, oldest = connection.execute(select(*(one.scalar_subquery() for one in columns))).one()
    if newest is None:
        return range(0), 0
    return range(oldest, newest + 1), oldest if near is None else near


def _proposed(candidates: Candidates) -> str:
    return f"{_quoted(NOT_WHOLE)} | ({expression(candidates)})"


def _match(terms: str) -> TextClause:
    return text("terms @@ CAST(:terms AS tsquery)").bindparams(terms=terms)


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
        [f"{_quoted(term)}:{','.join(where)}" if where else _quoted(term) for term, where in places.items()]
    )


def expression(candidates: Candidates) -> str:
    """The candidates as a tsquery literal."""
    match candidates:
        case Word(term=term, field=field, prefix=prefix):
            return _term(term, field, prefix=prefix)
        case Phrase(terms=terms, field="title"):
            return f"({' & '.join(dict.fromkeys(_term(term, 'title') for term in terms))})"
        case Phrase(terms=terms, field=field):
            written = [_term(term, field) for term in terms]
            anywhere = " & ".join([*dict.fromkeys(written), _quoted(NO_PHRASES)])
            return f"({' <-> '.join(written)} | ({anywhere}))"
        case Close() | Together():
            return expression(candidates.anywhere)
        case AllOf(parts=parts):
            return f"({' & '.join(map(expression, parts))})"
        case AnyOf(parts=parts):
            return f"({' | '.join(map(expression, parts))})"
        case Everything():
            raise ValueError("an index cannot be asked for everything")


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


def _term(term: str, field: str | None, *, prefix: bool = False) -> str:
    return f"{_quoted(title_facet(term) if field == 'title' else term)}{':*' if prefix else ''}"


def _quoted(term: str) -> str:
    if "'" in term or "\\" in term:
        term = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{term}'"
