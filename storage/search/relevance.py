"""The most relevant of the newest articles that a query matches, the same on either database.

Of the newest 2,000 candidates those that hold most of the query's terms in their title are read first, and ranked by
BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over the evidence, a title counting thrice.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from storage.database import Database
from storage.search.filters import EVERY_ARTICLE, Filter
from storage.search.index import newest
from storage.search.searching import Found, proposed_keys, reader, shower, verified
from watch import AllOf, AnyOf, Candidates, Close, Everything, Phrase, Query, Together, Word, candidates

#: So many of the newest candidates are considered.
NEWEST = 2000
#: So many of these that match are read and ranked.
READ = 100
_AT_ONCE = 50
#: A query of more terms than these is ranked by the first of them.
_MOST_TERMS = 8
_SATURATION, _LENGTH = 1.2, 0.75
_OF_TITLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A found article, how often each form stands in it, and its length in characters."""

    found: Found
    uses: Counter[str]
    length: int


def most_relevant(
    db: Database, query: Query, only: Filter = EVERY_ARTICLE, *, limit: int = 20
) -> list[Found]:
    """The articles that the query matches, the most relevant first, of equal ones the newest; `READ` at most."""
    with db.read() as connection:
        keys = proposed_keys(connection, query, only, NEWEST)
        titles = _titles(connection, query, keys)
        ranked = sorted(keys, key=lambda key: (-titles[key], -key))
        looked_at = list(_read(connection, query, only, ranked))
    shown = Counter(form for one in looked_at for form in one.uses)
    usual = sum(one.length for one in looked_at) / max(len(looked_at), 1) or 1.0
    scores = {one.found.key: _score(one, shown, len(looked_at), usual) for one in looked_at}
    best = sorted(looked_at, key=lambda one: (-scores[one.found.key], -one.found.key))
    return [one.found for one in best[:limit]]


def _titles(connection: Connection, query: Query, keys: Sequence[int]) -> Counter[int]:
    """How many of the query's terms stand in the title of each article."""
    counted: Counter[int] = Counter()
    if keys:
        within = range(keys[-1], keys[0] + 1)
        for term in list(dict.fromkeys(_terms(candidates(query))))[:_MOST_TERMS]:
            counted.update(newest(connection, replace(term, field="title"), within, NEWEST))
    return counted


def _terms(asked: Candidates) -> Iterator[Word | Phrase]:
    match asked:
        case Word() | Phrase():
            yield asked
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _terms(part)
        case Close() | Together():
            yield from _terms(asked.anywhere)
        case Everything():
            return


def _read(connection: Connection, query: Query, only: Filter, ranked: Sequence[int]) -> Iterator[_Read]:
    count = 0
    read, shown = reader(query), shower(query)
    for at in range(0, len(ranked), _AT_ONCE):
        chunk = ranked[at : at + _AT_ONCE]
        for found in verified(chunk, read(connection, chunk), only, shown):
            uses: Counter[str] = Counter()
            for span in found.spans:
                uses[span.form] += _OF_TITLE if span.field == "title" else 1
            yield _Read(found=found, uses=uses, length=len(found.article.article.text))
            count += 1
        if count >= READ:
            return


def _score(one: _Read, shown: Counter[str], of: int, usual: float) -> float:
    """BM25 of an article among those that were read."""
    flat = _SATURATION * (1 - _LENGTH + _LENGTH * one.length / usual)
    return sum(
        math.log(1 + (of - shown[form] + 0.5) / (shown[form] + 0.5))
        * uses
        * (_SATURATION + 1)
        / (uses + flat)
        for form, uses in one.uses.items()
    )
