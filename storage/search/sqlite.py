"""Full-text search on SQLite: an FTS5 table that holds no text of its own, but where each term stands.

In one column it takes half of the text's size, in two nearly two thirds. The title comes first, then the text, then
what stands nowhere: facets, and once more the terms of the title. Its row numbers are sort keys: newest first is its
own order backwards. https://www.sqlite.org/fts5.html
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, product

from sqlalchemy import Connection, Integer, Select, TextClause, column, select, table, text

from storage.ordering import KEYS_A_DAY
from storage.search.entry import Change, Entry
from storage.search.vocabulary import beginning_with
from watch import AllOf, AnyOf, Candidates, Close, Everything, Phrase, Together, Word
from watch.facets import CHARACTERS, MARK, STRETCHES, stretch_facet, title_facet

# Keeps a phrase from beginning in the title and ending in the text.
_BETWEEN = f"{MARK}e"
# Beyond these the terms take longer than what begins with them.
_MOST_BEGINNINGS, _MOST_TERMS = 8, 256
_INSERT = text("INSERT INTO article_index (rowid, terms) VALUES (:id, :terms)")
# A contentless table must be told what it held, or the old terms would stay.
_DELETE = text("INSERT INTO article_index (article_index, rowid, terms) VALUES ('delete', :id, :terms)")
_INDEX = table("article_index", column("rowid", Integer))
# Where so many match, to ask for each day takes less than to group them.
MANY = 30_000
_FIRST = text(
    "SELECT count(*) FROM (SELECT 1 FROM article_index WHERE article_index MATCH :terms "
    "AND rowid >= :start AND rowid < :stop LIMIT :most)"
)
_GROUPED = text(
    "SELECT rowid / :a_day AS day, count(*) FROM article_index WHERE article_index MATCH :terms "
    "AND rowid >= :start AND rowid < :stop GROUP BY day"
)
# Their bounds as columns: an expression in their place is computed for each article.
_DAY_BY_DAY = text(
    "WITH RECURSIVE days (day, first, stop, last) AS ("
    "SELECT start / :a_day, start, min(last, (start / :a_day + 1) * :a_day), last FROM ("
    "SELECT max(:start, (SELECT min(sort_key) FROM articles)) AS start, "
    "min(:stop, (SELECT max(sort_key) FROM articles) + 1) AS last) "
    "UNION ALL SELECT day + 1, stop, min(last, stop + :a_day), last FROM days WHERE stop < last) "
    "SELECT day, (SELECT count(*) FROM article_index WHERE article_index MATCH :terms "
    "AND rowid >= days.first AND rowid < days.stop) FROM days"
)
_NEWEST = text(
    "SELECT rowid FROM article_index WHERE article_index MATCH :terms AND rowid >= :start AND rowid < :stop "
    "ORDER BY rowid DESC LIMIT :most"
)


def write(connection: Connection, changes: Sequence[Change]) -> None:
    """See `storage.search.index.write_entries`."""
    # FTS5 writes out what it gathered whenever a number is lower than the one before it.
    steps = sorted(
        [(before.key, _DELETE, before.entry) for before, _ in changes if before is not None]
        + [(after.key, _INSERT, after.entry) for _, after in changes if after is not None],
        key=lambda step: (step[0], step[1] is _INSERT),
    )
    for statement, run in groupby(steps, key=lambda step: step[1]):
        connection.execute(statement, [_row(key, entry) for key, _, entry in run])


def matching(candidates: Candidates) -> Select[int]:
    """See `storage.search.index.matching`."""
    return select(_INDEX.c.rowid.label("key")).where(_match(candidates))


def newest(connection: Connection, candidates: Candidates, keys: range, most: int) -> list[int]:
    """See `storage.search.index.newest`.

    FTS5 gathers all that begins so before it gives the first article: what few terms begin with is asked by these.
    """
    written = expression(_spelt_out(connection, candidates))
    asked = {"terms": written, "start": keys.start, "stop": keys.stop, "most": most}
    return list(connection.scalars(_NEWEST, asked))


def by_day(
    connection: Connection, candidates: Candidates, keys: range, *, many: int = MANY
) -> dict[int, int]:
    """How many lie in each day, by its number. SQLite sorts what it groups: many are counted day by day instead."""
    asked = {
        "terms": expression(_spelt_out(connection, candidates)),
        "start": keys.start,
        "stop": keys.stop,
        "a_day": KEYS_A_DAY,
        "most": many,
    }
    (count,) = connection.execute(_FIRST, asked).one()
    if count < many:
        return dict(connection.execute(_GROUPED, asked).all())
    return {day: count for day, count in connection.execute(_DAY_BY_DAY, asked) if count}


def _spelt_out(connection: Connection, candidates: Candidates) -> Candidates:
    """The same, with the terms that are there for the beginnings of words, if it asks for few of these."""
    return _spelt(connection, candidates) if _beginnings(candidates) <= _MOST_BEGINNINGS else candidates


def _beginnings(candidates: Candidates) -> int:
    match candidates:
        case Word(prefix=prefix):
            return int(prefix)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return sum(map(_beginnings, parts))
    return 0


def _spelt(connection: Connection, candidates: Candidates) -> Candidates:
    match candidates:
        case Word(prefix=True, term=term, field=field):
            beginning = title_facet(term) if field == "title" else term
            terms = beginning_with(connection, beginning, _MOST_TERMS)
            return AnyOf(parts=tuple(Word(term=one) for one in terms)) if terms else candidates
        case AllOf(parts=parts):
            return AllOf(parts=tuple(_spelt(connection, part) for part in parts))
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(_spelt(connection, part) for part in parts))
    return candidates


def _match(candidates: Candidates) -> TextClause:
    return text("article_index MATCH :terms").bindparams(terms=expression(candidates))


def expression(candidates: Candidates) -> str:
    """The candidates as an FTS5 query. Every term is quoted, so none can be an operator."""
    match candidates:
        case Word(field=field):
            return _word(candidates, field)
        case Phrase(terms=terms, field=field):
            beside = _quoted(" ".join(terms))
            if field != "title":
                return beside
            return _joined(" AND ", [beside, *(_quoted(title_facet(term)) for term in dict.fromkeys(terms))])
        case Close(left=left, right=right, words=words, terms=terms):
            of_words, of_characters = _near((left, right), words), _near((left, right), terms)
            return f"({of_words} OR ({_quoted(CHARACTERS)} AND {of_characters}))"
        case Together():
            return _together(candidates)
        case AllOf(parts=parts):
            return _joined(" AND ", list(map(expression, parts)))
        case AnyOf(parts=parts):
            return _joined(" OR ", list(map(expression, parts)))
        case Everything():
            raise ValueError("an index cannot be asked for everything")


def _near(sides: Sequence[Sequence[Word | Phrase]], between: int) -> str:
    return _joined(" OR ", [f"NEAR({' '.join(map(_beside, terms))}, {between})" for terms in product(*sides)])


def _together(asked: Together) -> str:
    """As near each other as the longest stretch of an article is long; anywhere where that is not known."""
    near = [f"({_quoted(stretch_facet(words))} AND {_near(asked.sides, words)})" for words in STRETCHES]
    return _joined(" OR ", [*near, f"({_quoted(stretch_facet(None))} AND {expression(asked.anywhere)})"])


def _joined(operator: str, written: Sequence[str]) -> str:
    """The parts in pairs of pairs: FTS5 refuses a query nested deeper than 256, and a flat list nests."""
    while len(written) > 1:
        written = [
            f"({operator.join(written[at : at + 2])})" if at + 1 < len(written) else written[at]
            for at in range(0, len(written), 2)
        ]
    return written[0]


def terms_of(entry: Entry) -> str:
    """What the index holds of an entry, in the order of their places, with a space between two."""
    return " ".join((entry.title, _BETWEEN, entry.text, *entry.beside))


def _word(word: Word, field: str | None) -> str:
    asked = title_facet(word.term) if field == "title" else word.term
    return f"{_quoted(asked)}{'*' if word.prefix else ''}"


def _beside(term: Word | Phrase) -> str:
    """A term of a NEAR, wherever it stands: the terms of the title have their places among all others."""
    return _word(term, None) if isinstance(term, Word) else _quoted(" ".join(term.terms))


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _row(key: int, entry: Entry) -> dict[str, object]:
    return {"id": key, "terms": terms_of(entry)}
