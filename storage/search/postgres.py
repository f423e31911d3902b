"""Full-text search on PostgreSQL: a GIN index over tsvectors, which are built from terms and never parsed from text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import BigInteger, Connection, Select, TextClause, column, select, table, text

from storage.search.entry import Change
from storage.search.stretches import stretches
from storage.search.tsqueries import expression, near_each_other, proposed
from storage.search.tsvectors import NOT_WHOLE, literal, quoted
from watch import Candidates

# So many articles are looked through for words that most of them hold.
_FEW = 256
# To look its terms up takes a query of so many letters longer than to look at more articles than a page needs.
_LONG = 2_000

_BY_INDEX = text("SET LOCAL enable_seqscan = off")
# Asks for the settings of the transaction too: a statement of its own takes as long as this one.
_KNOWN = text(
    "SELECT (SELECT sort_key FROM article_index WHERE sort_key >= :start AND sort_key < :stop "
    "ORDER BY sort_key DESC LIMIT 1), "
    "(SELECT sort_key FROM article_index WHERE sort_key >= :start AND sort_key < :stop "
    "ORDER BY sort_key DESC OFFSET :few LIMIT 1), "
    "(SELECT min(sort_key) FROM article_index WHERE sort_key >= :start AND sort_key < :stop), "
    "set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)"
)
# Plus nothing: the planner would walk the keys otherwise, and look into each vector.
_OF_STRETCH = (
    "(SELECT sort_key FROM article_index "
    "WHERE terms @@ CAST(:within{0} AS tsquery) AND terms @@ CAST(:asked AS tsquery) "
    "AND sort_key + 0 >= :start{0} AND sort_key + 0 < :stop{0}{1} ORDER BY sort_key + 0 DESC LIMIT :most)"
)
_PAGE = "SELECT sort_key FROM ({}) AS found LIMIT :most"
# By the name of the function and not by @@: a GIN index takes fifty times as long over many distances as a look at
# the vectors that hold the terms.
_NEAR = "ts_match_vq(terms, CAST(:near AS tsquery))"
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
    return _holding(candidates, proposed(candidates))


def certain(candidates: Candidates) -> Select[int]:
    """See `storage.search.index.certain`."""
    return _holding(candidates, expression(candidates))


def unsure(connection: Connection, candidates: Candidates, keys: range) -> list[int]:
    """See `storage.search.index.unsure`."""
    connection.execute(_BY_INDEX)
    key = _INDEX.c.sort_key
    others = _match(f"{quoted(NOT_WHOLE)} & !({expression(candidates)})")
    return list(connection.scalars(select(key).where(others, key >= keys.start, key < keys.stop)))


def newest(connection: Connection, candidates: Candidates, keys: range, most: int) -> list[int]:
    """See `storage.search.index.newest`.

    A GIN index gives all that it finds, in no order: it is asked for one stretch of time after the other, in one
    statement, whose parts PostgreSQL runs one after the other.
    """
    keys, first = _known(connection, keys)
    asked = proposed(candidates)
    values: dict[str, int | str] = {"most": most, "asked": asked}
    count = 0
    for stretch, terms in stretches(keys, first, doubling=len(asked) < _LONG):
        within = " | ".join(map(quoted, terms))
        values |= {f"within{count}": within, f"start{count}": stretch.start, f"stop{count}": stretch.stop}
        count += 1
    near = near_each_other(candidates)
    if near is not None:
        values["near"] = near
    return list(connection.scalars(_newest(count, near is None), values).all()) if count else []


@cache
def _newest(count: int, is_told: bool) -> TextClause:
    """The newest of so many stretches: what a page needs no more is not looked for in the stretches behind.

    `is_told` where the index is asked all there is to ask.
    """
    condition = "" if is_told else f" AND {_NEAR}"
    parts = [_OF_STRETCH.format(number, condition) for number in range(count)]
    return text(_PAGE.format(" UNION ALL ".join(parts)))


def _known(connection: Connection, keys: range) -> tuple[range, int]:
    """Those of the keys that may be taken, and the one from which on few enough are to look through them all."""
    asked = {"start": keys.start, "stop": keys.stop, "few": _FEW}
    newest, near, oldest, *_ = connection.execute(_KNOWN, asked).one()
    if newest is None:
        return range(0), 0
    return range(oldest, newest + 1), oldest if near is None else near


def _holding(candidates: Candidates, asked: str) -> Select[int]:
    found = select(_INDEX.c.sort_key.label("key")).where(_match(asked))
    near = near_each_other(candidates)
    return found if near is None else found.where(text(_NEAR).bindparams(near=near))


def _match(terms: str) -> TextClause:
    return text("terms @@ CAST(:terms AS tsquery)").bindparams(terms=terms)
