"""The wire: stories as a list shows them, those that something was added to last first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from storage.database import Database
from storage.tables import IS_LATEST, ArticleRow, HitRow, RevisionRow, SourceRow, StoryArticleRow, StoryRow

#: How many stories are looked at for one page; how many of a watch's newest hits.
MOST_LOOKED_AT, MOST_HITS = 3_000, 5_000
_AT_ONCE = 100
_CHUNK = 500
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WireFilter:
    """Which stories are wanted: all that is given must hold of one."""

    watch: str | None = None
    source: str | None = None
    language: str | None = None
    least_outlets: int = 1
    only_hits: bool = False

    def admits(self, story: WireStory) -> bool:
        """Whether a story is wanted."""
        return (
            (self.watch is None or self.watch in story.watches)
            and (self.source is None or self.source in story.sources)
            and (self.language is None or any(is_language(one, self.language) for one in story.languages))
            and len(story.outlets) >= self.least_outlets
            and (not self.only_hits or bool(story.hits))
        )


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
    """How far the wire has come: when a story last changed, and the latest hit. It is another when anything is new."""

    changed_at: datetime | None
    hit_id: int


def is_language(tag: str, wanted: str) -> bool:
    """Whether a tag is of the wanted language, or of a variety of it (RFC 4647, 3.3.1)."""
    return tag.lower() == wanted.lower() or tag.lower().startswith(f"{wanted.lower()}-")


def wire(
    db: Database, only: WireFilter | None = None, *, limit: int = 30, below: WirePlace | None = None
) -> WirePage:
    """The newest stories that are wanted.

    At most `MOST_LOOKED_AT` are looked at: a page may hold fewer, or none, and yet have a next one.
    """
    only = only or WireFilter()
    found: list[WireStory] = []
    looked_at = 0
    with db.read() as connection:
        chosen = None if only.watch is None else _hit_by(connection, only.watch)
        while looked_at < MOST_LOOKED_AT:
            size = limit + 1 if only == WireFilter() else _AT_ONCE
            rows = _newest(connection, size, below, chosen)
            for story in _stories(connection, rows):
                if len(found) == limit:
                    return WirePage(stories=tuple(found), end=_place(found[-1]))
                if only.admits(story):
                    found.append(story)
            if len(rows) < size:
                return WirePage(stories=tuple(found), end=None)
            looked_at += len(rows)
            below = WirePlace(rows[-1].grouped_at, rows[-1].id)
    return WirePage(stories=tuple(found), end=below)


def changed_since(db: Database, mark: WireMark, only: WireFilter, *, limit: int = 100) -> list[WireStory]:
    """The wanted stories that came, grew or were hit since a mark, the newest first.

    What was there before may be among them: transactions end in another order than they begin in.
    """
    with db.read() as connection:
        new = [] if mark.changed_at is None else [StoryRow.grouped_at >= mark.changed_at - _OVERLAP]
        rows = {row.id: row for row in connection.execute(_select(*new).limit(limit))}
        hit = select(StoryArticleRow.story_id).join(HitRow, HitRow.article_id == StoryArticleRow.article_id)
        with_hits = _select(StoryRow.id.in_(hit.where(HitRow.id > mark.hit_id))).limit(limit)
        rows |= {row.id: row for row in connection.execute(with_hits)}
        newest = sorted(rows.values(), key=lambda row: (row.grouped_at, row.id), reverse=True)
        return [story for story in _stories(connection, newest) if only.admits(story)]


def wire_mark(db: Database) -> WireMark:
    """How far the wire has come by now."""
    with db.read() as connection:
        return WireMark(
            connection.scalar(select(func.max(StoryRow.grouped_at))),
            connection.scalar(select(func.max(HitRow.id))) or 0,
        )


def _select(*conditions: ColumnElement[bool]) -> Any:
    return (
        select(StoryRow.id, StoryRow.voices, StoryRow.grouped_at)
        .where(StoryRow.merged_into.is_(None), *conditions)
        .order_by(StoryRow.grouped_at.desc(), StoryRow.id.desc())
    )


def _newest(
    connection: Connection, size: int, below: WirePlace | None, chosen: Sequence[int] | None
) -> Sequence[Row[Any]]:
    older = [] if below is None else [_is_below(below)]
    if chosen is None:
        return connection.execute(_select(*older).limit(size)).all()
    rows: list[Row[Any]] = []
    for at in range(0, len(chosen), _CHUNK):
        these = StoryRow.id.in_(chosen[at : at + _CHUNK])
        rows += connection.execute(_select(these, *older).limit(size))
    return sorted(rows, key=lambda row: (row.grouped_at, row.id), reverse=True)[:size]


def _is_below(place: WirePlace) -> ColumnElement[bool]:
    return and_(
        # The first condition is what the index is asked by.
        StoryRow.grouped_at <= place.changed_at,
        or_(StoryRow.grouped_at < place.changed_at, StoryRow.id < place.story_id),
    )


def _hit_by(connection: Connection, watch: str) -> list[int]:
    newest = (
        select(HitRow.article_id)
        .where(HitRow.watch == watch)
        .order_by(HitRow.article_id.desc())
        .limit(MOST_HITS)
        .subquery()
    )
    joined = (
        select(StoryArticleRow.story_id)
        .distinct()
        .join(newest, newest.c.article_id == StoryArticleRow.article_id)
    )
    return list(connection.scalars(joined))


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


def _place(story: WireStory) -> WirePlace:
    return WirePlace(story.changed_at, story.id)


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
    for at in range(0, len(articles), _CHUNK):
        statement = select(HitRow.id, HitRow.article_id, HitRow.watch, HitRow.outcome)
        statement = statement.where(HitRow.article_id.in_(articles[at : at + _CHUNK])).order_by(HitRow.id)
        for row in connection.execute(statement):
            found[row.article_id].append(
                WireHit(id=row.id, article_id=row.article_id, watch=row.watch, outcome=row.outcome)
            )
    return found
