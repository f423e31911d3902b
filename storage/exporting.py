"""The archive on its way out: the wordings of all articles, or of some, in the order of the archive."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, and_, func, or_, select

from storage.articles import archived, every_revision, latest_by_id
from storage.database import Database
from storage.documents import document_of
from storage.moments import one_moment
from storage.ordering import sort_key
from storage.records import SourceDeclaration, Wording
from storage.search.filters import EVERY_ARTICLE, Filter, chosen, narrowed
from storage.search.index import matching
from storage.source_declarations import declarations
from storage.tables import ArticleRow, RevisionRow
from watch import Everything, Query, candidates, match

#: Wordings in memory at once; of long ones that is some megabytes.
_AT_ONCE = 100
# The full-text index is asked anew for each so many articles.
_WINDOW = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which articles are wanted: those that match the query and the filter in their latest words, all without them.

    Of each article every revision, or the `latest`.
    """

    query: Query | None = None
    only: Filter = EVERY_ARTICLE
    latest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Some wordings, those of one article together, the first revision first; `share` of the way is done then."""

    wordings: tuple[Wording, ...]
    share: float


def exported(db: Database, wanted: Chosen) -> Generator[Exported, None, None]:
    """The wordings of the chosen articles, the oldest article first, as they all were at one moment.

    Memory is that of some dozens of wordings. While it lasts, SQLite's log of what is written meanwhile is kept.
    """
    with one_moment(db) as connection:
        sources = declarations(connection)
        of = connection.scalar(select(func.count()).select_from(ArticleRow)) or 0
        seen = 0
        for ids, passed in _articles(connection, wanted):
            seen += passed
            share = min(seen / max(of, 1), 1.0)
            for wordings in _wordings(connection, ids, sources, latest=wanted.latest):
                yield Exported(wordings=wordings, share=share)


def _articles(connection: Connection, wanted: Chosen) -> Iterator[tuple[list[int], int]]:
    """The numbers of the chosen articles, some dozens at a time, with how many articles of the archive that was."""
    last = -1
    every = _candidates(connection, wanted)
    if every is None:
        return
    statement = every.order_by(ArticleRow.sort_key).limit(_WINDOW)
    while window := connection.execute(statement.where(ArticleRow.sort_key > last)).all():
        last = window[-1].sort_key
        for at in range(0, len(window), _AT_ONCE):
            ids = [row.id for row in window[at : at + _AT_ONCE]]
            yield _matching(connection, wanted, ids), len(ids)


def _candidates(connection: Connection, wanted: Chosen) -> Select[int, int] | None:
    """The articles that may be wanted; None where none can be."""
    only = wanted.only
    everything = Everything() if wanted.query is None else candidates(wanted.query)
    asked = narrowed(connection, everything, only)
    if asked is None:
        return None
    statement = select(ArticleRow.id, ArticleRow.sort_key).where(*chosen(only))
    indexed = matching(connection.dialect.name, asked)
    if indexed is not None:
        statement = statement.where(ArticleRow.sort_key.in_(indexed))
    if only.since is not None:
        # By the order of the archive those before are passed over; in it some that are earlier come after others.
        after = ArticleRow.sort_key >= sort_key(only.since)
        statement = statement.where(after, ArticleRow.sorted_at >= only.since)
    if only.until is not None:
        statement = statement.where(ArticleRow.sorted_at < only.until)
    return statement


def _matching(connection: Connection, wanted: Chosen, ids: list[int]) -> list[int]:
    query, only = wanted.query, wanted.only
    if query is None and only.section is None:
        return ids
    articles = latest_by_id(connection, ids)
    return [
        one
        for one in ids
        if one in articles
        and only.admits(articles[one])
        and (query is None or match(query, document_of(articles[one])) is not None)
    ]


def _wordings(
    connection: Connection, ids: Sequence[int], sources: Mapping[str, SourceDeclaration], *, latest: bool
) -> Iterator[tuple[Wording, ...]]:
    """The wordings of these articles, in the order of the numbers."""
    statement = (
        every_revision()
        .add_columns(ArticleRow.sort_key)
        .where(RevisionRow.article_id.in_(ids))
        .order_by(ArticleRow.sort_key, RevisionRow.number)
        .limit(_AT_ONCE)
    )
    if latest:
        statement = statement.where(RevisionRow.number == ArticleRow.revision)
    rows = connection.execute(statement).all() if ids else []
    while rows:
        yield tuple(Wording(archived=found, source=sources[found.source]) for found in map(archived, rows))
        last = rows[-1]
        further = or_(
            ArticleRow.sort_key > last.sort_key,
            and_(ArticleRow.sort_key == last.sort_key, RevisionRow.number > last.number),
        )
        rows = connection.execute(statement.where(further)).all() if len(rows) == _AT_ONCE else []
