"""What a notice about stories is made of when it is sent: the stories as they are in the archive by now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from storage.articles import wording
from storage.hit_rows import every_hit, hit, hit_in
from storage.records import (
    ArchivedArticle,
    ClaimedStories,
    Delivery,
    Hit,
    HitOutcome,
    RoutedHit,
    StoryNotice,
    StorySummary,
    StoryToTell,
    ToldStory,
)
from storage.stories.reading import followed
from storage.tables import HitRow, RevisionRow, VerdictRow
from storage.telling.notices import notices
from storage.telling.summing import summary

#: So many stories are shown in one notice.
MOST_STORIES = 100


def claimed_stories(connection: Connection, deliveries: Sequence[Delivery]) -> list[ClaimedStories]:
    """What these deliveries tell, all of notices about stories."""
    found = notices(connection, {one.story_notice_key for one in deliveries if one.story_notice_key})
    return [
        _claimed(connection, one, found[one.story_notice_key]) for one in deliveries if one.story_notice_key
    ]


def _claimed(connection: Connection, delivery: Delivery, notice: StoryNotice) -> ClaimedStories:
    shown = notice.stories[:MOST_STORIES]
    stories = [_to_tell(connection, notice, story) for story in shown]
    title = None if notice.kind.is_of_several else _thread_title(connection, notice)
    return ClaimedStories(
        delivery=delivery,
        notice=notice,
        stories=tuple(stories),
        more=len(notice.stories) - len(shown),
        thread_title=title,
    )


def _to_tell(connection: Connection, notice: StoryNotice, told: ToldStory) -> StoryToTell:
    lead = told.hits[0]
    return StoryToTell(
        told=told,
        hit=hit_in(connection, _hit(connection, lead), lead.revision),
        article=_wording(connection, lead.article_id, lead.revision),
        summary=_summary(connection, told),
        before=_before(connection, notice, told) if lead.revision > 1 else None,
    )


def _summary(connection: Connection, told: ToldStory) -> StorySummary | None:
    return None if told.story_id is None else summary(connection, followed(connection, told.story_id))


def _hit(connection: Connection, routed: RoutedHit) -> Hit:
    statement = every_hit().where(HitRow.article_id == routed.article_id, HitRow.watch == routed.watch)
    return hit(connection.execute(statement).one())


def _wording(connection: Connection, article_id: int, revision: int) -> ArchivedArticle:
    found = wording(connection, article_id, revision)
    if found is None:
        raise LookupError(f"article {article_id} has no revision {revision}")
    return found


def _before(connection: Connection, notice: StoryNotice, story: ToldStory) -> ArchivedArticle:
    """The wording that was told before, or where none was the one before this."""
    lead = story.hits[0]
    told = (
        select(VerdictRow.revision)
        .join(HitRow, HitRow.id == VerdictRow.hit_id)
        .where(
            HitRow.article_id == lead.article_id,
            HitRow.watch == lead.watch,
            VerdictRow.route == notice.route,
            VerdictRow.outcome == HitOutcome.TOLD.value,
            VerdictRow.revision < lead.revision,
        )
        .order_by(VerdictRow.revision.desc())
        .limit(1)
    )
    revision = connection.scalar(told)
    return _wording(connection, lead.article_id, lead.revision - 1 if revision is None else revision)


def _thread_title(connection: Connection, notice: StoryNotice) -> str | None:
    """The headline of what was told first of the story on the route; None where that is this notice."""
    if not notice.stories or notice.stories[0].first_told_at is None:
        return None
    statement = (
        select(RevisionRow.title)
        .join(HitRow, HitRow.article_id == RevisionRow.article_id)
        .join(VerdictRow, VerdictRow.hit_id == HitRow.id)
        .where(
            VerdictRow.route == notice.route,
            VerdictRow.grouping == notice.stories[0].group,
            VerdictRow.outcome == HitOutcome.TOLD.value,
            RevisionRow.number == VerdictRow.revision,
        )
        .order_by(VerdictRow.id)
        .limit(1)
    )
    return connection.scalar(statement)
