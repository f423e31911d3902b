"""How many articles a query matches: by day, by source, by language, by watch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Select, func, select

from storage.articles import latest_by_key
from storage.database import Database
from storage.ordering import sorted_at
from storage.records import ArchivedArticle
from storage.search.filters import EVERY_ARTICLE, Filter, chosen, keys_within, narrowed
from storage.search.index import among, by_day, certain, newest, unsure
from storage.search.searching import found, reader, shower
from storage.sort_keys import moved_past
from storage.tables import IS_LATEST, ArticleRow, HitRow, RevisionRow, SourceRow
from watch import Candidates, Query, candidates, is_exact

_AT_FIRST = 200
_AT_ONCE = 500


class Group(StrEnum):
    """What articles are counted by, beside the day."""

    SOURCE = "source"
    LANGUAGE = "language"
    WATCH = "watch"


def count_by_day(db: Database, query: Query, only: Filter = EVERY_ARTICLE) -> Counter[date]:
    """The articles that the query matches, by the UTC day that they are sorted by.

    What an index can answer alone (`watch.is_exact`) is counted in it; else each candidate is verified.
    """
    with db.read() as connection:
        asked = _answerable(connection, query, only)
        if asked is not None:
            return _days_in_the_index(connection, query, asked, only)
    return Counter(map(_day, _matched(db, query, only)))


def count_by(db: Database, query: Query, group: Group, only: Filter = EVERY_ARTICLE) -> Counter[str]:
    """The articles that the query matches, by source, by language ("" where it is unknown), or by watch that hit it.

    An article that several watches hit is counted with each of them.
    """
    with db.read() as connection:
        asked = _answerable(connection, query, only)
        if asked is None or only.since is not None or only.until is not None:
            return _grouped(connection, _matched(db, query, only), group)
        counted: Counter[str] = Counter()
        for name, count in connection.execute(_sums(group, certain(connection.dialect.name, asked))):
            counted[name] = count
        keys = keys_within(connection, only)
        return counted + _grouped(
            connection, _verified(connection, query, unsure(connection, asked, keys)), group
        )


def is_counted_by_index(query: Query, only: Filter) -> bool:
    """Whether the articles of a query are counted without looking at each."""
    return is_exact(query) and not chosen(only)


def count_newest(
    db: Database, query: Query, only: Filter = EVERY_ARTICLE, *, most: int
) -> dict[Group, Counter[str]]:
    """As `count_by`, in each group, but of the newest `most` articles alone, of a query that `is_counted_by_index`."""
    counted: dict[Group, Counter[str]] = {group: Counter() for group in Group}
    with db.read() as connection:
        asked = _answerable(connection, query, only)
        if asked is None:
            return counted
        keys = keys_within(connection, only)
        found = newest(connection, asked, keys, most)
        doubtful = set(unsure(connection, asked, keys)).intersection(found)
        shown = shower(query)
        wrong = {
            key
            for key, article in reader(query)(connection, sorted(doubtful)).items()
            if shown(article) is None
        }
        right = [key for key in found if key not in wrong]
        for at in range(0, len(right), _AT_ONCE):
            these = select(ArticleRow.sort_key.label("key")).where(
                ArticleRow.sort_key.in_(right[at : at + _AT_ONCE]), *_within(only)
            )
            for group in Group:
                for name, count in connection.execute(_sums(group, these)):
                    counted[group][name] += count
    return counted


def _within(only: Filter) -> list[ColumnElement[bool]]:
    """What the edges of a period leave: an article's key may lie behind its time."""
    moment = ArticleRow.sorted_at
    since = [] if only.since is None else [moment >= only.since]
    return since if only.until is None else [*since, moment < only.until]


def _days_in_the_index(
    connection: Connection, query: Query, asked: Candidates, only: Filter
) -> Counter[date]:
    keys = keys_within(connection, only, past_the_end=False)
    counted = by_day(connection, asked, keys)
    early, late = (_before(connection, edge) for edge in (only.since, only.until))
    counted.subtract(map(_day, _indexed(connection, asked, early)))
    counted.update(map(_day, _indexed(connection, asked, late)))
    counted.update(map(_day, _verified(connection, query, unsure(connection, asked, keys))))
    return +counted


def _before(connection: Connection, edge: datetime | None) -> Sequence[int]:
    """The keys behind the edge of a period that belong before it."""
    return [] if edge is None else moved_past(connection, edge)


def _answerable(connection: Connection, query: Query, only: Filter) -> Candidates | None:
    """What the index answers alone; None where the matcher must be asked."""
    if not is_exact(query) or chosen(only):
        return None
    return narrowed(connection, candidates(query), only)


def _matched(db: Database, query: Query, only: Filter) -> Iterator[ArchivedArticle]:
    return (one.article for one in found(db, query, only))


def _indexed(connection: Connection, asked: Candidates, keys: Sequence[int]) -> list[ArchivedArticle]:
    return list(latest_by_key(connection, among(connection, asked, keys)).values())


def _verified(connection: Connection, query: Query, keys: Sequence[int]) -> list[ArchivedArticle]:
    read, shown = reader(query), shower(query)
    return [article for article in read(connection, keys).values() if shown(article) is not None]


def _day(article: ArchivedArticle) -> date:
    return sorted_at(article.article, article.collected_at).date()


def _sums(group: Group, keys: Select[int]) -> Select[str, int]:
    name = {
        Group.SOURCE: SourceRow.name,
        Group.LANGUAGE: func.coalesce(RevisionRow.language, ""),
        Group.WATCH: HitRow.watch,
    }[group]
    counted = keys.subquery()
    statement = (
        select(name, func.count()).select_from(counted).join(ArticleRow, ArticleRow.sort_key == counted.c.key)
    )
    if group is Group.SOURCE:
        statement = statement.join(SourceRow, SourceRow.id == ArticleRow.source_id)
    elif group is Group.LANGUAGE:
        statement = statement.join(RevisionRow, IS_LATEST)
    else:
        statement = statement.join(HitRow, HitRow.article_id == ArticleRow.id)
    return statement.group_by(name)


def _grouped(connection: Connection, articles: Iterable[ArchivedArticle], group: Group) -> Counter[str]:
    if group is Group.SOURCE:
        return Counter(article.source for article in articles)
    if group is Group.LANGUAGE:
        return Counter(article.article.language or "" for article in articles)
    counted: Counter[str] = Counter()
    ids = [article.id for article in articles]
    for at in range(0, len(ids), _AT_FIRST):
        hit = HitRow.article_id.in_(ids[at : at + _AT_FIRST])
        counted.update(connection.scalars(select(HitRow.watch).where(hit)))
    return counted
