"""Notices about stories, as their rows keep them, and how they come into the outbox."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from storage.inserts import insert_or_skip
from storage.records import (
    Severity,
    StoryNotice,
    StoryNoticeKind,
    ToldStory,
)
from storage.tables import StoryNoticeRow
from storage.telling.names import delivery_id
from storage.telling.states import hit_item, hit_of
from storage.waiting_rows import put_out


def put(connection: Connection, notice: StoryNotice, hit_id: int | None, now: datetime) -> None:
    """Write a notice, and a delivery of it to each of its channels; one that is there stays as it is.

    `hit_id` is the only hit that it tells of, where there is only one.
    """
    key = connection.scalar(
        insert_or_skip(connection, StoryNoticeRow, StoryNoticeRow.key)
        .values(
            key=notice.key,
            kind=notice.kind.value,
            route=notice.route,
            severity=None if notice.severity is None else notice.severity.value,
            content={"stories": [_story_item(story) for story in notice.stories]},
            created_at=notice.created_at,
            since_at=notice.since_at,
        )
        .returning(StoryNoticeRow.key)
    )
    if key is None:
        return
    ids = {delivery_id(notice.key, channel): channel for channel in notice.channels}
    put_out(connection, ids, now, hit_id=hit_id, story_notice_key=notice.key)


def notices(connection: Connection, keys: Collection[str]) -> dict[str, StoryNotice]:
    """The notices of these keys. Their channels are not among what is kept."""
    statement = select(*StoryNoticeRow.__table__.columns).where(StoryNoticeRow.key.in_(sorted(keys)))
    return {row.key: _notice(row) for row in connection.execute(statement)} if keys else {}


def _notice(row: Row[*tuple[Any, ...]]) -> StoryNotice:
    return StoryNotice(
        key=row.key,
        kind=StoryNoticeKind(row.kind),
        route=row.route,
        channels=(),
        severity=None if row.severity is None else Severity(row.severity),
        stories=tuple(map(_story, row.content["stories"])),
        created_at=row.created_at,
        since_at=row.since_at,
    )


def _story_item(story: ToldStory) -> dict[str, Any]:
    return {
        "group": story.group,
        "story_id": story.story_id,
        "kind": story.kind.value,
        "severity": story.severity.value,
        "voices": story.voices,
        "hits": [hit_item(hit) for hit in story.hits],
        "copies": story.copies,
        "joined": story.joined,
        "first_told_at": None if story.first_told_at is None else story.first_told_at.isoformat(),
    }


def _story(item: Mapping[str, Any]) -> ToldStory:
    told_at = item["first_told_at"]
    return ToldStory(
        **{
            **item,
            "kind": StoryNoticeKind(item["kind"]),
            "severity": Severity(item["severity"]),
            "hits": tuple(map(hit_of, item["hits"])),
            "first_told_at": None if told_at is None else datetime.fromisoformat(told_at),
        }
    )
