"""The wire: stories as a list shows them, those that something was added to last first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, and_, func, or_, select

from storage.database import Database
from storage.one_of import one_of
from storage.stories.wire_filter import WireFilter, wanted_stories
from storage.tables import IS_LATEST, ArticleRow, HitRow, RevisionRow, SourceRow, StoryArticleRow, StoryRow

#: How many stories are looked at for one page. So few hits lead to their stories sooner than stories to their hits.
MOST_LOOKED_AT, FEW_HITS = 3_000, 2_000
_HITS = (
    select(HitRow.id, HitRow.article_id, HitRow.watch, HitRow.outcome)
    .where(one_of(HitRow.article_id, "articles"))
    .order_by(HitRow.id)
)
# Of transactions that run side by side the one that began later may be there first.
_OVERLAP = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class WireHit:
    """A hit in a story."""

    id: int
    article_id: int
    watch: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WireStory:
    """A story in a list. `headline`, `url`, `source` and `article_id` are of its first report.

    `voices` counts those who speak independently, `languages` are of its articles, the first one's first. `changed_at`
    is when an article was last added, `first_at` when the first report was published, or collected.
    """

    id: int
    headline: str
    article_id: int
    url: str
    source: str
    language: str | None
    outlets: tuple[str, ...]
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    articles: int
    voices: int
    hits: tuple[WireHit, ...]
    first_at: datetime
    changed_at: datetime

    @property
    def watches(self) -> tuple[str, ...]:
        """The watches that hit it, the first one first."""
        return tuple(dict.fromkeys(hit.watch for hit in self.hits))


@dataclass(frozen=True, slots=True, order=True)
class WirePlace:
    """A place in the wire: when a story last changed, and its number."""

    changed_at: datetime
    story_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WirePage:
    """A page of the wire; the next one begins below `end`, None where there is none."""

    stories: tuple[WireStory, ...]
    end: WirePlace | None


@dataclass(frozen=True, slots=True)
class WireMark:
    """How far the wire has come: when a story last changed, the latest article in one, and the latest hit.

    It is another one whenever anything is new.
    """

    changed_at: datetime | None
    article_id: int
    hit_id: int


def wire(
    db: Database, only: WireFilter | None = None, *, limit: int = 30, below: WirePlace | None = None
) -> WirePage:
    """The newest stories that are wanted.

    At most `MOST_LOOKED_AT` are looked at: a page may hold fewer, or none, and yet have a next one.
    """
    only = only or WireFilter()
    with db.read() as connection:
        window = _window(connection, only, below)
        rows = connection.execute(_newest_of(window, only).limit(limit + 1)).all()
        stories = tuple(_stories(connection, rows[:limit]))
        if len(rows) > limit:
            return WirePage(stories=stories, end=WirePlace(rows[limit - 1].grouped_at, rows[limit - 1].id))
        return WirePage(stories=stories, end=_end_of(connection, window))


def changed_since(db: Database, mark: WireMark, only: WireFilter, *, limit: int = 100) -> list[WireStory]:
    """The wanted stories that came, grew or were hit since a mark, the newest first.

    What was there before may be among them: transactions end in another order than they begin in.
    """
    with db.read() as connection:
        later = [] if mark.changed_at is None else [StoryRow.grouped_at >= mark.changed_at - _OVERLAP]
        of_article = select(StoryArticleRow.story_id)
        new = of_article.where(StoryArticleRow.article_id > mark.article_id)
        hit = of_article.join(HitRow, HitRow.article_id == StoryArticleRow.article_id)
        rows = {
            row.id: row
            for changed in (
                later,
                [StoryRow.id.in_(new)],
                [StoryRow.id.in_(hit.where(HitRow.id > mark.hit_id))],
            )
            for row in connection.execute(_select(*changed).limit(limit))
        }
        newest = sorted(rows.values(), key=lambda row: (row.grouped_at, row.id), reverse=True)
        ids = [row.id for row in newest]
        wanted = set(
            connection.scalars(
                select(StoryRow.id).where(StoryRow.id.in_(ids), *wanted_stories(StoryRow.id, only))
            )
        )
        return list(_stories(connection, [row for row in newest if row.id in wanted]))


def wire_mark(db: Database) -> WireMark:
    """How far the wire has come by now."""
    with db.read() as connection:
        return WireMark(
            connection.scalar(select(func.max(StoryRow.grouped_at))),
            connection.scalar(select(func.max(StoryArticleRow.article_id))) or 0,
            connection.scalar(select(func.max(HitRow.id))) or 0,
        )


def _select(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(StoryRow.id, StoryRow.voices, StoryRow.grouped_at)
        .where(StoryRow.merged_into.is_(None), *conditions)
        .order_by(StoryRow.grouped_at.desc(), StoryRow.id.desc())
    )


def _window(connection: Connection, only: WireFilter, below: WirePlace | None) -> Subquery:
    """The stories to look at: the newest, or those that few hits lead to."""
    conditions = [] if below is None else [_is_below(below)]
    if only.watch is not None or only.only_hits:
        hit = _few_hit(connection, only.watch)
        if hit is not None:
            conditions.append(StoryRow.id.in_(hit))
    return _select(*conditions).limit(MOST_LOOKED_AT).subquery("looked_at")


def _newest_of(window: Subquery, only: WireFilter) -> Select[*tuple[Any, ...]]:
    wanted = wanted_stories(window.c.id, only)
    return select(window).where(*wanted).order_by(window.c.grouped_at.desc(), window.c.id.desc())


def _end_of(connection: Connection, window: Subquery) -> WirePlace | None:
    """The last story that was looked at, where there may be more."""
    oldest = select(window).order_by(window.c.grouped_at.desc(), window.c.id.desc())
    row = connection.execute(oldest.offset(MOST_LOOKED_AT - 1).limit(1)).one_or_none()
    return None if row is None else WirePlace(row.grouped_at, row.id)


def _is_below(place: WirePlace) -> ColumnElement[bool]:
    return and_(
        # The first condition is what the index is asked by.
        StoryRow.grouped_at <= place.changed_at,
        or_(StoryRow.grouped_at < place.changed_at, StoryRow.id < place.story_id),
    )


def _few_hit(connection: Connection, watch: str | None) -> Select[int] | None:
    """The stories with a hit, of a watch where one is named; None where there are many hits."""
    wanted = [] if watch is None else [HitRow.watch == watch]
    hits = select(HitRow.article_id).where(*wanted)
    if len(connection.scalars(hits.limit(FEW_HITS + 1)).all()) > FEW_HITS:
        return None
    return select(StoryArticleRow.story_id).where(StoryArticleRow.article_id.in_(hits))


def _stories(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[WireStory]:
    members = _members(connection, [row.id for row in rows])
    hits = _hits(connection, [one.article_id for each in members.values() for one in each])
    for row in rows:
        if members[row.id]:
            yield _story(row, members[row.id], hits)


def _story(row: Row[Any], members: Sequence[Row[Any]], hits: dict[int, list[WireHit]]) -> WireStory:
    first = min(members, key=lambda one: (_at(one), one.article_id))
    return WireStory(
        id=row.id,
        headline=first.title,
        article_id=first.article_id,
        url=first.url,
        source=first.source,
        language=first.language,
        outlets=tuple(dict.fromkeys(one.outlet for one in members)),
        sources=tuple(dict.fromkeys(one.source for one in members)),
        languages=tuple(dict.fromkeys(one.language for one in members if one.language)),
        articles=len(members),
        voices=row.voices,
        hits=tuple(hit for one in members for hit in hits.get(one.article_id, ())),
        first_at=_at(first),
        changed_at=row.grouped_at,
    )


def _at(member: Row[Any]) -> datetime:
    at: datetime = member.published_at or member.collected_at
    return at


def _members(connection: Connection, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    statement: Select[*tuple[Any, ...]] = (
        select(
            StoryArticleRow.story_id,
            StoryArticleRow.article_id,
            StoryArticleRow.outlet,
            ArticleRow.url,
            ArticleRow.collected_at,
            RevisionRow.title,
            RevisionRow.language,
            RevisionRow.published_at,
            SourceRow.name.label("source"),
        )
        .join(ArticleRow, ArticleRow.id == StoryArticleRow.article_id)
        .join(RevisionRow, IS_LATEST)
        .join(SourceRow, SourceRow.id == ArticleRow.source_id)
        .where(StoryArticleRow.story_id.in_(ids))
        .order_by(StoryArticleRow.article_id)
    )
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.story_id].append(row)
    return found


def _hits(connection: Connection, articles: Sequence[int]) -> dict[int, list[WireHit]]:
    found: defaultdict[int, list[WireHit]] = defaultdict(list)
    for row in connection.execute(_HITS, {"articles": articles}):
        found[row.article_id].append(
            WireHit(id=row.id, article_id=row.article_id, watch=row.watch, outcome=row.outcome)
        )
    return found
