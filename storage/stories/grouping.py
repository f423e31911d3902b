"""GROUP: each new article finds what it is a copy of, and its story, before it is flagged."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.articles import archived, latest_revision
from storage.database import Database
from storage.failpoints import failpoint
from storage.host_groups import outlet_of
from storage.locks import Turn, take_turn
from storage.records import ArchivedArticle
from storage.stories.copy_index import StoredCopies
from storage.stories.story_index import StoredStories, keep_sketch
from storage.tables import ArticleRow, StoryArticleRow, StoryRow, StoryTermRow
from stories.copies import Found, find_copy
from stories.grouping import Grouped, group, sketched
from stories.records import Text

log = logging.getLogger(__name__)

#: A story that nothing was added to for so long takes nothing in any more.
WINDOW = timedelta(days=90)
_FORGOTTEN_AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport:
    """What one batch came to: of `articles` so many were `copies`, so many `joined` a story that was there."""

    articles: int = 0
    copies: int = 0
    joined: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where an article was put. `found` and `grouped` are None where that could not be decided."""

    found: Found | None
    grouped: Grouped | None


def group_new(db: Database, now: datetime, limit: int = 20) -> GroupReport:
    """Group the oldest articles, at most `limit`, that are in no story; callers repeat until `articles` is 0.

    All of a batch is one transaction: what dies in the middle is done again. An article that cannot be compared is
    logged, and is a story of its own.

    Raises:
        StorageError: the archive could not be read or written; nothing was grouped then.
    """
    report = db.retrying(lambda connection: _group_batch(connection, now, limit))
    if report.articles:
        failpoint("articles-grouped")
    return report


def ungrouped(connection: Connection, limit: int) -> list[ArchivedArticle]:
    """The articles that are in no story yet, in their latest words, the oldest first."""
    statement = latest_revision().where(ArticleRow.grouped_at.is_(None)).order_by(ArticleRow.id).limit(limit)
    return [archived(row) for row in connection.execute(statement)]


def text_of(article: ArchivedArticle) -> Text:
    """An article as the finding of copies and stories takes it."""
    return Text(
        id=str(article.id),
        outlet=outlet_of(article.article.url),
        published_at=article.article.published_at,
        title=article.article.title,
        text=article.article.text,
    )


def _group_batch(connection: Connection, now: datetime, limit: int) -> GroupReport:
    take_turn(connection, Turn.GROUP)
    articles = ungrouped(connection, limit)
    if not articles:
        return GroupReport()
    places = [_placed(connection, article, now) for article in articles]
    _forget(connection, now)
    failpoint("articles-grouping")
    return GroupReport(
        articles=len(articles),
        copies=sum(place.found is not None and place.found.copy_of is not None for place in places),
        joined=sum(
            place.grouped is not None and place.grouped.story != str(article.id)
            for article, place in zip(articles, places, strict=True)
        ),
    )


def _placed(connection: Connection, article: ArchivedArticle, now: datetime) -> _Place:
    text = text_of(article)
    try:
        with connection.begin_nested():
            place = _found(connection, text, now)
    except (ValueError, ArithmeticError, LookupError, TypeError):
        log.exception("article %d could not be compared with others: it is a story of its own", article.id)
        place = _Place(found=None, grouped=None)
        keep_sketch(connection, replace(sketched(text.id, []), voices=1), now)
    connection.execute(insert(StoryArticleRow).values(_row(connection, article, text, place, now)))
    connection.execute(update(ArticleRow).where(ArticleRow.id == article.id).values(grouped_at=now))
    return place


def _found(connection: Connection, text: Text, now: datetime) -> _Place:
    copies, stories = StoredCopies(connection), StoredStories(connection, now)
    found = find_copy(text, copies)
    grouped = group(text, stories, copy_of=found.copy_of)
    copies.add(found.additions)
    stories.add(grouped.additions)
    return _Place(found=found, grouped=grouped)


def _row(
    connection: Connection, article: ArchivedArticle, text: Text, place: _Place, now: datetime
) -> dict[str, Any]:
    copy_of = None if place.found is None else place.found.copy_of
    original = None if copy_of is None else _voice_of(connection, int(copy_of))
    outlet = text.outlet or ""
    agency = article.article.agency
    bond = None if place.grouped is None else place.grouped.bond
    return {
        "article_id": article.id,
        "story_id": article.id if place.grouped is None else int(place.grouped.story),
        "outlet": outlet,
        "voice": original or (f"agency {agency.casefold()}" if agency else outlet),
        "copy_of": None if copy_of is None else int(copy_of),
        "similarity": None if copy_of is None or place.found is None else place.found.similarity,
        "bond": {} if bond is None else asdict(bond),
        "joined_at": now,
    }


def _voice_of(connection: Connection, article_id: int) -> str | None:
    return connection.scalar(select(StoryArticleRow.voice).where(StoryArticleRow.article_id == article_id))


def _forget(connection: Connection, now: datetime) -> None:
    """Let the terms of a few stories lead nowhere that nothing was added to for a long time."""
    stale: Sequence[int] = connection.scalars(
        select(StoryRow.id)
        .where(StoryRow.grouped_at < now - WINDOW, StoryRow.id.in_(select(StoryTermRow.story_id)))
        .order_by(StoryRow.grouped_at)
        .limit(_FORGOTTEN_AT_ONCE)
    ).all()
    if stale:
        connection.execute(delete(StoryTermRow).where(StoryTermRow.story_id.in_(stale)))
