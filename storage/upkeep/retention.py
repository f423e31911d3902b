"""Articles that are older than they are kept, found and let go a few at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, Connection, delete, func, select, tuple_

from storage.database import Database
from storage.records import KeepFor
from storage.tables import ArticleRow, CopyKeyRow, CopyTextRow, SourceRow
from storage.upkeep.letting_go import leaving, let_go, may_go
from storage.upkeep.pace import Pace

_LOOKED_AT = 200
_MOST_AT_ONCE = 50
_KEYS_AT_ONCE, _MOST_KEYS = 2_000, 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """How many articles of a source are older than they are kept, and may go."""

    source: str
    articles: int


def outdated(db: Database, keep_for: KeepFor, now: datetime) -> list[Outdated]:
    """What `let_outdated_go` would let go, by source; nothing is written."""
    found = []
    with db.read() as connection:
        for number, name, before in _limits(connection, keep_for, now):
            statement = select(func.count()).select_from(ArticleRow)
            articles = connection.scalar(statement.where(*_old(number, before), may_go())) or 0
            if articles:
                found.append(Outdated(source=name, articles=articles))
    return found


def let_outdated_go(db: Database, keep_for: KeepFor, now: datetime, pace: Pace) -> int:
    """Delete the articles that were published and collected longer ago than they are kept; returns how many.

    Those stay of which hits or notices speak (see `may_go`).
    """
    with db.read() as connection:
        limits = list(_limits(connection, keep_for, now))
    gone, at_once = 0, 10
    for number, _, before in limits:
        for ids in _pages(db, number, before):
            at = 0
            while at < len(ids) and not pace.stop.is_asked:
                some = ids[at : at + at_once]
                at += len(some)
                count, took = _let_some_go(db, some, pace)
                gone += count
                at_once = pace.sized(at_once, took, most=_MOST_AT_ONCE)
            if pace.stop.is_asked:
                return gone
    if gone:
        _forget_keys(db, pace)
    return gone


def _let_some_go(db: Database, ids: Sequence[int], pace: Pace) -> tuple[int, float]:
    with db.read() as connection:
        articles = leaving(connection, ids)
    return pace.step(db, lambda connection: let_go(connection, articles))


def _limits(connection: Connection, keep_for: KeepFor, now: datetime) -> Iterator[tuple[int, str, datetime]]:
    """The sources whose articles are not kept for ever: number, name, and from when on they are kept."""
    if keep_for.is_for_ever:
        return
    for row in connection.execute(select(SourceRow.id, SourceRow.name).order_by(SourceRow.name)):
        if (age := keep_for.of(row.name)) is not None:
            yield row.id, row.name, now - age


def _old(source_id: int, before: datetime) -> tuple[ColumnElement[bool], ...]:
    return ArticleRow.source_id == source_id, ArticleRow.sorted_at < before, ArticleRow.collected_at < before


def _pages(db: Database, source_id: int, before: datetime) -> Iterator[list[int]]:
    """The numbers of a source's old articles that may go, the oldest first."""
    place = ArticleRow.sorted_at, ArticleRow.id
    statement = (
        select(ArticleRow.id, ArticleRow.sorted_at)
        .where(*_old(source_id, before), may_go())
        .order_by(*place)
        .limit(_LOOKED_AT)
    )
    after = statement
    while True:
        with db.read() as connection:
            rows = connection.execute(after).all()
        if not rows:
            return
        yield [row.id for row in rows]
        last = rows[-1]
        after = statement.where(tuple_(*place) > tuple_(last.sorted_at, last.id))


def _forget_keys(db: Database, pace: Pace) -> None:
    """Delete the keys by which copies found articles that are gone: no index leads to them but the keys' own order."""
    last, size = -1, _KEYS_AT_ONCE
    while not pace.stop.is_asked:
        with db.read() as connection:
            further = select(CopyKeyRow.key).where(CopyKeyRow.key > last).order_by(CopyKeyRow.key)
            end = connection.scalar(further.offset(size).limit(1))
        _, took = pace.step(db, partial(_forget_keys_within, after=last, until=end))
        if end is None:
            return
        last, size = end, pace.sized(size, took, most=_MOST_KEYS)


def _forget_keys_within(connection: Connection, *, after: int, until: int | None) -> None:
    statement = delete(CopyKeyRow).where(
        CopyKeyRow.key > after, CopyKeyRow.article_id.not_in(select(CopyTextRow.article_id))
    )
    if until is not None:
        statement = statement.where(CopyKeyRow.key <= until)
    connection.execute(statement)
