"""Stories as the archive holds them, and what people rule of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from storage.articles import archived, latest_revision
from storage.database import Database
from storage.one_of import one_of
from storage.records import CopyOf, InStory, Story, StoryMember
from storage.tables import ArticleRow, StoryArticleRow, StoryRow

_PLACES = select(*StoryArticleRow.__table__.columns).where(one_of(StoryArticleRow.article_id, "articles"))


class Stories:
    """The stories of the archive."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, story_id: int) -> Story | None:
        """A story by its number, or by that of one which was merged into it."""
        with self._db.read() as connection:
            return story(connection, followed(connection, story_id))

    def of_article(self, article_id: int) -> Story | None:
        """The story that an article is in; None for one that came before stories were kept."""
        with self._db.read() as connection:
            found = connection.scalar(
                select(StoryArticleRow.story_id).where(StoryArticleRow.article_id == article_id)
            )
            return None if found is None else story(connection, found)

    def latest(self, limit: int, *, least_outlets: int = 1) -> list[Story]:
        """The stories that something was added to last; of those of so many outlets at least."""
        statement = (
            select(StoryRow.id).where(StoryRow.merged_into.is_(None)).order_by(StoryRow.grouped_at.desc())
        )
        if least_outlets > 1:
            wide = (
                select(StoryArticleRow.story_id)
                .group_by(StoryArticleRow.story_id)
                .having(func.count(StoryArticleRow.outlet.distinct()) >= least_outlets)
            )
            statement = statement.where(StoryRow.id.in_(wide))
        with self._db.read() as connection:
            ids = connection.scalars(statement.order_by(StoryRow.id.desc()).limit(limit)).all()
            found = [story(connection, one) for one in ids]
        return [one for one in found if one is not None]


def story(connection: Connection, story_id: int) -> Story | None:
    """A story with its articles."""
    kept = connection.execute(
        select(StoryRow.first_at, StoryRow.last_at).where(StoryRow.id == story_id)
    ).one_or_none()
    rows = connection.execute(
        _members().where(StoryArticleRow.story_id == story_id).order_by(StoryArticleRow.article_id)
    ).all()
    if kept is None or not rows:
        return None
    return Story(id=story_id, members=tuple(map(_member, rows)), first_at=kept.first_at, last_at=kept.last_at)


def in_stories(connection: Connection, article_ids: Collection[int]) -> Mapping[int, InStory]:
    """Where articles stand, those that are in a story."""
    rows = connection.execute(_PLACES, {"articles": sorted(article_ids)}).all()
    return {
        row.article_id: InStory(
            article_id=row.article_id,
            story_id=row.story_id,
            voices=_voices_until(connection, row.story_id, row.article_id),
            copy_of=copy_of(row),
        )
        for row in rows
    }


def _voices_until(connection: Connection, story_id: int, article_id: int) -> int:
    statement = select(func.count(StoryArticleRow.voice.distinct())).where(
        StoryArticleRow.story_id == story_id, StoryArticleRow.article_id <= article_id
    )
    return connection.scalar(statement) or 1


def followed(connection: Connection, story_id: int) -> int:
    """What became of a story: two are never merged in a circle."""
    while (
        into := connection.scalar(select(StoryRow.merged_into).where(StoryRow.id == story_id))
    ) is not None:
        story_id = into
    return story_id


def _members() -> Select[*tuple[Any, ...]]:
    return (
        latest_revision()
        .join(StoryArticleRow, StoryArticleRow.article_id == ArticleRow.id)
        .add_columns(
            StoryArticleRow.outlet,
            StoryArticleRow.voice,
            StoryArticleRow.copy_of,
            StoryArticleRow.similarity,
            StoryArticleRow.bond,
            StoryArticleRow.joined_at,
        )
    )


def _member(row: Row[*tuple[Any, ...]]) -> StoryMember:
    article = archived(row)
    return StoryMember(
        article_id=article.id,
        title=article.article.title,
        url=article.article.url,
        source=article.source,
        outlet=row.outlet,
        voice=row.voice,
        language=article.article.language,
        published_at=article.article.published_at,
        collected_at=article.collected_at,
        joined_at=row.joined_at,
        copy_of=copy_of(row),
        bond=row.bond,
    )


def copy_of(row: Row[*tuple[Any, ...]]) -> CopyOf | None:
    """What an article in a story is a copy of, by its row there."""
    return None if row.copy_of is None else CopyOf(article_id=row.copy_of, similarity=row.similarity or 0.0)
