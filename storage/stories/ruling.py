"""What a person says of stories: two are one, or one is two. It sticks: later articles follow it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from storage.articles import archived, latest_revision
from storage.database import Database
from storage.locks import Turn, take_turn
from storage.stories.grouping import text_of
from storage.stories.reading import followed
from storage.stories.story_index import StoredStories, count, forget, keep_sketch, lead_to
from storage.tables import ArticleRow, StoryArticleRow, StoryRow, StoryRulingRow, StoryTermRow
from stories.grouping import merged, profiled, sketched
from stories.grouping.sketch import Weighed
from stories.grouping.weights import weighed


class RulingError(ValueError):
    """What was asked for cannot be: its words say why."""


AlsoSplit = Callable[[Connection, int, int, Sequence[int], Sequence[int]], None]


class Rulings:
    """Merges and splits. A story keeps its number; what is split off is named by its first article."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def merge(
        self,
        story_id: int,
        other_id: int,
        now: datetime,
        also: Callable[[Connection, int, int], None] | None = None,
    ) -> None:
        """Put all articles of the other story into this one; of a story that was merged, the one that it became.

        `also` is called with the numbers of both in the same transaction.

        Raises:
            RulingError: one of them is no story, or they are one already.
        """
        self._db.retrying(lambda connection: _merge(connection, story_id, other_id, now, also))

    def split(
        self,
        story_id: int,
        article_ids: Collection[int],
        now: datetime,
        also: AlsoSplit | None = None,
    ) -> int:
        """Take these articles out of the story, into one of their own; returns its number.

        `also` is called with the numbers of both, the articles that stay and those in the new one, in the same
        transaction.

        Raises:
            RulingError: there is no such story, one of them is not in it, or nothing would be left of it.
        """
        ids = sorted(set(article_ids))
        return self._db.retrying(lambda connection: _split(connection, story_id, ids, now, also))


def _merge(
    connection: Connection,
    story_id: int,
    other_id: int,
    now: datetime,
    also: Callable[[Connection, int, int], None] | None,
) -> None:
    take_turn(connection, Turn.GROUP)
    given = (story_id, other_id)
    story_id, other_id = followed(connection, story_id), followed(connection, other_id)
    if story_id == other_id:
        raise RulingError(f"{given[0]} and {given[1]} are one story already")
    sketches = StoredStories(connection, now).sketches([str(story_id), str(other_id)])
    for number in (story_id, other_id):
        if str(number) not in sketches:
            raise RulingError(f"there is no story {number}")
    sketch = merged(sketches[str(story_id)], sketches[str(other_id)])
    (first, last), (other_first, other_last) = _ends(connection, story_id), _ends(connection, other_id)
    _rule(connection, "together", [(first, other_first)], now)
    connection.execute(
        update(StoryArticleRow).where(StoryArticleRow.story_id == other_id).values(story_id=story_id)
    )
    keep_sketch(connection, sketch, now)
    connection.execute(update(StoryRow).where(StoryRow.id == other_id).values(merged_into=story_id))
    lead_to(connection, story_id, sketch.weights, max(last, other_last))
    count(connection, stories=-1)
    forget(connection, [other_id])
    if also is not None:
        also(connection, story_id, other_id)


def _split(
    connection: Connection,
    story_id: int,
    ids: Sequence[int],
    now: datetime,
    also: AlsoSplit | None,
) -> int:
    take_turn(connection, Turn.GROUP)
    members = set(
        connection.scalars(select(StoryArticleRow.article_id).where(StoryArticleRow.story_id == story_id))
    )
    if not members:
        raise RulingError(f"there is no story {story_id}")
    if strangers := [number for number in ids if number not in members]:
        raise RulingError(f"article {strangers[0]} is not in story {story_id}")
    left = sorted(members - set(ids))
    if not ids or not left:
        raise RulingError(f"story {story_id} would lose none of its articles, or all")
    # The story keeps its number, and so its first article: where that goes, the others take the new one.
    moved, stays = (left, list(ids)) if story_id in ids else (list(ids), left)
    number = _free_number(connection, moved)
    _rule(connection, "apart", [(article, stays[0]) for article in moved], now)
    _rule(connection, "together", [(article, moved[0]) for article in moved[1:]], now)
    connection.execute(
        update(StoryArticleRow)
        .where(StoryArticleRow.article_id.in_(moved))
        .values(story_id=number, bond={}, joined_at=now)
    )
    connection.execute(delete(StoryTermRow).where(StoryTermRow.story_id == story_id))
    for story, articles in ((story_id, stays), (number, moved)):
        sketch = sketched(str(story), _vectors(connection, articles, now))
        keep_sketch(connection, sketch, now)
        lead_to(connection, story, sketch.weights, articles[-1])
    count(connection, stories=1)
    if also is not None:
        also(connection, story_id, number, stays, moved)
    return number


def _free_number(connection: Connection, articles: Sequence[int]) -> int:
    """The first of the articles that is no story's number; one may be that of a story that was merged."""
    taken = set(
        connection.scalars(
            select(StoryRow.id).where(StoryRow.id.in_(articles), StoryRow.merged_into.is_(None))
        )
    )
    return next(article for article in articles if article not in taken)


def _rule(connection: Connection, kind: str, pairs: Sequence[tuple[int, int]], now: datetime) -> None:
    """What was ruled of the same articles before no longer holds."""
    for one, other in pairs:
        for article, beside in ((one, other), (other, one)):
            connection.execute(
                delete(StoryRulingRow).where(
                    StoryRulingRow.article_id == article, StoryRulingRow.other_id == beside
                )
            )
    if pairs:
        connection.execute(
            insert(StoryRulingRow),
            [{"kind": kind, "article_id": one, "other_id": other, "ruled_at": now} for one, other in pairs],
        )


def _vectors(connection: Connection, articles: Sequence[int], now: datetime) -> list[Weighed]:
    """The articles that say something of their own, as they weigh today."""
    index = StoredStories(connection, now)
    rows = connection.execute(
        latest_revision()
        .join(StoryArticleRow, StoryArticleRow.article_id == ArticleRow.id)
        .where(ArticleRow.id.in_(articles), StoryArticleRow.copy_of.is_(None))
        .order_by(ArticleRow.id)
    )
    profiles, texts = [profiled(text_of(archived(row))) for row in rows], index.texts()
    return [weighed(each, index.uses(each.terms.keys()), texts) for each in profiles]


def _ends(connection: Connection, story_id: int) -> tuple[int, int]:
    """The first and the last article of a story."""
    ends = select(func.min(StoryArticleRow.article_id), func.max(StoryArticleRow.article_id))
    first, last = connection.execute(ends.where(StoryArticleRow.story_id == story_id)).one()
    return first, last
