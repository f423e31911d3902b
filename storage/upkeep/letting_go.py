"""An article goes, with everything that is kept of it; its address stays known, so that it is not collected again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from storage.locks import Turn, take_turn
from storage.records import HitOutcome
from storage.search.entry import Change, Indexed
from storage.search.index import write_entries
from storage.search.latest import held, latest_words
from storage.stories.story_index import count, forget
from storage.tables import (
    ArticleRow,
    CaptureRow,
    CopyTextRow,
    HitRow,
    LeadRow,
    RevisionRow,
    RouteStateRow,
    StoryArticleRow,
    StoryRow,
    StoryRulingRow,
)
from storage.taking_in import NO_LONGER_KEPT

_TOLD = (HitOutcome.TOLD, HitOutcome.FAILED, HitOutcome.HELD_UNTIL, HitOutcome.COOLING_DOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """An article that may go: where its entry stands in the full-text index, and what stands there."""

    id: int
    revision: int
    indexed: Indexed


def may_go() -> ColumnElement[bool]:
    """Whether nothing speaks of an article any more, in a statement about `ArticleRow`.

    One that is a hit stays, and with it what is told and marked of it; so does one of a story that was told, for the
    notice counted its voice, or that waits to be. What no watch has seen yet stays until one has, and the last article
    that was collected stays, and that of the last revision: SQLite would give their numbers to the next ones.
    """
    own, beside, last = aliased(StoryArticleRow), aliased(StoryArticleRow), aliased(ArticleRow)
    revision = aliased(RevisionRow)
    last_revised = select(revision.article_id).order_by(revision.id.desc()).limit(1).scalar_subquery()
    told = (
        exists()
        .where(own.article_id == ArticleRow.id, beside.story_id == own.story_id)
        .where(HitRow.article_id == beside.article_id, HitRow.outcome.in_([one.value for one in _TOLD]))
    )
    on_route = (
        exists()
        .where(own.article_id == ArticleRow.id, RouteStateRow.story_id == own.story_id)
        .where(or_(RouteStateRow.first_told_at.is_not(None), RouteStateRow.due_at.is_not(None)))
    )
    unseen = exists().where(RevisionRow.article_id == ArticleRow.id, RevisionRow.flagged_at.is_(None))
    return and_(
        ArticleRow.grouped_at.is_not(None),
        ArticleRow.id < select(func.max(last.id)).scalar_subquery(),
        ArticleRow.id != last_revised,
        ~exists().where(HitRow.article_id == ArticleRow.id),
        ~told,
        ~on_route,
        ~unseen,
    )


def leaving(connection: Connection, ids: Sequence[int]) -> list[Leaving]:
    """What is needed of articles to let them go; read beforehand, for to cut texts into terms takes long."""
    return [
        Leaving(id=number, revision=revision, indexed=indexed)
        for number, revision, indexed in held(connection, latest_words().where(ArticleRow.id.in_(ids)))
    ]


def let_go(connection: Connection, articles: Sequence[Leaving]) -> int:
    """Delete those of the articles that may still go and are as they were read; returns how many that were."""
    take_turn(connection, Turn.GROUP)
    gone = _going(connection, {one.id: one for one in articles})
    if not gone:
        return 0
    ids = list(gone)
    changes: list[Change] = [(one.indexed, None) for one in gone.values()]
    write_entries(connection, changes)
    _leave_stories(connection, ids)
    connection.execute(
        update(LeadRow).where(LeadRow.article_id.in_(ids)).values(article_id=None, reason=NO_LONGER_KEPT)
    )
    for column in (CopyTextRow.article_id, CaptureRow.article_id, RevisionRow.article_id):
        connection.execute(delete(column.class_).where(column.in_(ids)))
    connection.execute(delete(ArticleRow).where(ArticleRow.id.in_(ids)))
    return len(ids)


def _going(connection: Connection, articles: Mapping[int, Leaving]) -> dict[int, Leaving]:
    """Those that may go, kept from other writers; a hit that another one writes meanwhile is seen."""
    locked = (
        select(ArticleRow.id, ArticleRow.revision, ArticleRow.sort_key)
        .where(ArticleRow.id.in_(articles))
        .order_by(ArticleRow.url_key)
        .with_for_update()
    )
    same = {
        row.id: articles[row.id]
        for row in connection.execute(locked)
        if (row.revision, row.sort_key) == (articles[row.id].revision, articles[row.id].indexed.key)
    }
    still = connection.scalars(select(ArticleRow.id).where(ArticleRow.id.in_(same), may_go()))
    return {number: same[number] for number in still}


def _leave_stories(connection: Connection, ids: Sequence[int]) -> None:
    """Take articles out of their stories. A story keeps its number while any article is in it."""
    in_story = StoryArticleRow.article_id.in_(ids)
    stories = set(connection.scalars(select(StoryArticleRow.story_id).where(in_story)))
    connection.execute(delete(StoryArticleRow).where(in_story))
    left = set(
        connection.scalars(select(StoryArticleRow.story_id).where(StoryArticleRow.story_id.in_(stories)))
    )
    empty = sorted(stories - left)
    if empty:
        forget(connection, empty)
        connection.execute(
            delete(StoryRow).where(or_(StoryRow.id.in_(empty), StoryRow.merged_into.in_(empty)))
        )
        count(connection, stories=-len(empty))
    connection.execute(
        delete(StoryRulingRow).where(
            or_(StoryRulingRow.article_id.in_(ids), StoryRulingRow.other_id.in_(ids))
        )
    )
