"""What the archive holds, counted from indexes alone, and how it grows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median

from sqlalchemy import Connection, and_, func, literal, select

from storage.database import Database
from storage.ordering import sort_key
from storage.search.index import ALL_KEYS, by_day
from storage.tables import ArticleRow, RevisionRow, SourceRow
from watch import Candidates, Everything, Word
from watch.facets import language_facet

#: What is usual is the median of the articles a day in so many whole days before this one.
USUAL_DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """How many articles and revisions there are, and from when to when articles are sorted."""

    articles: int
    revisions: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRate:
    """The articles of a source in a period, the time of the last one, and how many a day are usual for the source."""

    source: str
    articles: int
    usual: float
    last_at: datetime | None


def holdings(db: Database) -> Holdings:
    """What there is."""
    moment, key = ArticleRow.sorted_at, ArticleRow.sort_key
    with db.read() as connection:
        return Holdings(
            articles=connection.scalar(select(func.count()).select_from(ArticleRow)) or 0,
            revisions=connection.scalar(select(func.count(RevisionRow.number))) or 0,
            first_at=connection.scalar(select(moment).order_by(key).limit(1)),
            last_at=connection.scalar(select(moment).order_by(key.desc()).limit(1)),
        )


def rates_by_source(db: Database, since: datetime | None, now: datetime) -> list[SourceRate]:
    """Of each source that has articles, those from `since` on; the source with the most of them first."""
    moment = ArticleRow.sorted_at
    articles = select(SourceRow.name, func.count(), func.max(moment)).join_from(
        SourceRow,
        ArticleRow,
        and_(ArticleRow.source_id == SourceRow.id, *(() if since is None else (moment >= since,))),
    )
    first = _midnight(now) - timedelta(days=USUAL_DAYS)
    day = func.date(moment)
    daily = (
        select(SourceRow.name, day, func.count())
        .join_from(
            SourceRow,
            ArticleRow,
            and_(ArticleRow.source_id == SourceRow.id, moment >= first, moment < _midnight(now)),
        )
        .group_by(SourceRow.name, day)
    )
    with db.read() as connection:
        days: dict[str, dict[date, int]] = {}
        for name, on, count in connection.execute(daily):
            days.setdefault(name, {})[date.fromisoformat(str(on))] = count
        found = [
            SourceRate(
                source=name, articles=count, usual=usual_per_day(days.get(name, {}), now), last_at=last_at
            )
            for name, count, last_at in connection.execute(articles.group_by(SourceRow.name))
        ]
    return sorted(found, key=lambda one: (-one.articles, one.source))


def counts_by_day(db: Database, since: datetime | None) -> Counter[date]:
    """The articles of each UTC day from that of `since` on."""
    with db.read() as connection:
        return by_day(connection, Everything(), _keys(since))


def usual_per_day(by_day: Mapping[date, int], now: datetime) -> float:
    """How many articles a day are usual: the median of the last whole days, from the first one that had any."""
    today = now.astimezone(UTC).date()
    days = [today - timedelta(days=number) for number in range(1, USUAL_DAYS + 1)]
    first = min((day for day in days if by_day.get(day)), default=None)
    return 0.0 if first is None else float(median(by_day.get(day, 0) for day in days if day >= first))


def counts_by_language(db: Database, since: datetime | None) -> Counter[str]:
    """The articles from `since` on by language, "" where it is not known; without `since` in their first wording."""
    with db.read() as connection:
        in_first = (
            select(func.coalesce(RevisionRow.language, ""), func.count())
            # Written out: as a parameter it would not prove that a row stands in the index.
            .where(RevisionRow.number == literal(1, literal_execute=True))
            .group_by(RevisionRow.language)
        )
        counted = Counter(dict(connection.execute(in_first).all()))
        return counted if since is None else _counted(connection, sorted(counted), _keys(since))


def _counted(connection: Connection, tags: list[str], keys: range) -> Counter[str]:
    """By language, from the full-text index: under `zh` it has `zh-hans` too."""
    counted: Counter[str] = Counter()
    for tag in sorted(filter(None, tags), key=len, reverse=True):
        longer = sum(count for other, count in counted.items() if other.startswith(f"{tag}-"))
        counted[tag] = _count(connection, Word(term=language_facet(tag.lower())), keys) - longer
    counted[""] = _count(connection, Everything(), keys) - counted.total()
    return +counted


def _count(connection: Connection, asked: Candidates, keys: range) -> int:
    return by_day(connection, asked, keys).total()


def _keys(since: datetime | None) -> range:
    return ALL_KEYS if since is None else range(sort_key(since), ALL_KEYS.stop)


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(UTC).date(), datetime.min.time(), UTC)
