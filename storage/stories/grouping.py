"""GROUP: each new article finds what it is a copy of, and its story, before it is flagged."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from storage.articles import archived, latest_revision
from storage.database import Database
from storage.failpoints import failpoint
from storage.host_groups import outlet_of
from storage.locks import Turn, take_turn
from storage.records import ArchivedArticle
from storage.stories.copy_index import StoredCopies
from storage.stories.story_index import StoredStories, count, forget, grouped_so_far, keep_sketch
from storage.tables import ArticleRow, StoryArticleRow, StoryRow, StoryRulingRow
from stories.copies import Found, find_copy
from stories.grouping import Grouped, group, sketched
from stories.records import Text

log = logging.getLogger(__name__)

#: A story that nothing was added to for so long takes nothing in any more.
WINDOW = timedelta(days=90)
_FORGET_EVERY, _FORGOTTEN_AT_ONCE = 20, 20
#: Characters of a text that are compared: more than any report has.
_LONGEST = 100_000


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
    """Group articles that are in no story, at most `limit`, news first; callers repeat until `articles` is 0.

    An article is compared while others may write, and put into its story in a short transaction of its own: what dies
    in between is done again. One that cannot be compared is logged, and is a story of its own.

    Raises:
        StorageError: the archive could not be read or written; what was reported of is grouped.
    """
    with db.read() as connection:
        articles = ungrouped(connection, limit)
    places = [_grouped(db, article, now) for article in articles]
    return GroupReport(
        articles=len(articles),
        copies=sum(place.found is not None and place.found.copy_of is not None for place in places),
        joined=sum(
            place.grouped is not None and place.grouped.story != str(article.id)
            for article, place in zip(articles, places, strict=True)
        ),
    )


def ungrouped(connection: Connection, limit: int) -> list[ArchivedArticle]:
    """The articles that are in no story yet, in their latest words: news before backlog, the oldest first.

    A new source may bring thousands of which nobody is told; what people wait for does not stand behind them.
    """
    statement = (
        latest_revision()
        .where(ArticleRow.grouped_at.is_(None))
        .order_by(ArticleRow.backlog, ArticleRow.id)
        .limit(limit)
    )
    return [archived(row) for row in connection.execute(statement)]


def text_of(article: ArchivedArticle) -> Text:
    """An article as the finding of copies and stories takes it."""
    return Text(
        id=str(article.id),
        outlet=outlet_of(article.article.url),
        # what nobody dated is as old as its first sight: without a time it would be near every story
        published_at=article.article.published_at or article.collected_at,
        title=article.article.title,
        text=article.article.text[:_LONGEST],
    )


def _grouped(db: Database, article: ArchivedArticle, now: datetime) -> _Place:
    text = _guarded_text(article)
    with db.read() as connection:
        seen = _stand(connection)
        place = _found(connection, text, now)

    def put(connection: Connection) -> _Place:
        take_turn(connection, Turn.GROUP)
        # Where another process, or a person, was faster, what was found may hold no longer.
        current = place if _stand(connection) == seen else _found(connection, text, now)
        _put(connection, article, text, current, now)
        return current

    put_there = db.retrying(put)
    failpoint("articles-grouped")
    return put_there


def _guarded_text(article: ArchivedArticle) -> Text:
    """See `text_of`; of an address that names no outlet the source is the outlet."""
    try:
        return text_of(article)
    except ValueError:
        log.exception("article %d: its address names no outlet", article.id)
        return Text(
            id=str(article.id),
            outlet=article.source,
            published_at=article.collected_at,
            title=article.article.title,
            text=article.article.text[:_LONGEST],
        )


def _stand(connection: Connection) -> tuple[int, int, int | None]:
    """Is another one after any article was grouped, or any story ruled on, or let go."""
    return *grouped_so_far(connection), connection.scalar(select(func.max(StoryRulingRow.id)))


def _found(connection: Connection, text: Text, now: datetime) -> _Place:
    """Where a text belongs; nothing is written."""
    try:
        found = find_copy(text, StoredCopies(connection))
        return _Place(found=found, grouped=group(text, StoredStories(connection, now), copy_of=found.copy_of))
    except (ValueError, ArithmeticError, LookupError, TypeError):
        log.exception("article %s could not be compared with others: it is a story of its own", text.id)
        return _Place(found=None, grouped=None)


def _put(connection: Connection, article: ArchivedArticle, text: Text, place: _Place, now: datetime) -> None:
    waits = connection.scalar(
        select(ArticleRow.id).where(ArticleRow.id == article.id, ArticleRow.grouped_at.is_(None))
    )
    if waits is None:
        return
    if place.found is None or place.grouped is None:
        keep_sketch(connection, replace(sketched(text.id, []), voices=1), now)
    else:
        StoredCopies(connection).add(place.found.additions)
        StoredStories(connection, now).add(place.grouped.additions)
    row = _row(connection, article, text, place, now)
    connection.execute(insert(StoryArticleRow).values(row))
    count(connection, articles=1, stories=int(row["story_id"] == article.id))
    connection.execute(update(ArticleRow).where(ArticleRow.id == article.id).values(grouped_at=now))
    if article.id % _FORGET_EVERY == 0:
        _forget(connection, now)
    failpoint("articles-grouping")


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
    stale = connection.scalars(
        select(StoryRow.id)
        .where(StoryRow.leads_at < now - WINDOW)
        .order_by(StoryRow.leads_at)
        .limit(_FORGOTTEN_AT_ONCE)
    ).all()
    if stale:
        forget(connection, stale)
